"""The interop server as a process, and HTTP/2 by hand to talk to it."""

import os
import pathlib
import socket
import subprocess
import time

import grpc
import h2.config
import h2.connection
import h2.events
import h2.settings

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("INTEROP_SERVER", str(REPOSITORY / ".build" / "debug" / "interop-server"))
PATIENCE_SECONDS = 30
SERVICE = "/grpc.testing.TestService/"
MESSAGE_BYTES_MAX = 4 << 20


class Server:
    """The interop server as a process."""

    def __init__(self, *flags: str):
        self.process = subprocess.Popen([BINARY, "--port", "0", *flags], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), f"not started: {line!r}"
        self.address = line.split()[-1]

    @property
    def resident_bytes(self) -> int:
        pages = int(pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def stop(self) -> str:
        """Ends it; what it counted."""
        if self.process.poll() is None:
            self.process.terminate()
        counted = self.process.stdout.read()
        assert self.process.wait(PATIENCE_SECONDS) == 0
        self.process.stdout.close()
        return counted


def message(payload: bytes, flag: int = 0) -> bytes:
    """A message behind its prefix."""
    return bytes([flag]) + len(payload).to_bytes(4, "big") + payload


def messages(body: bytes) -> list[tuple[int, bytes]]:
    """The flag and the payload of each message."""
    found = []
    while body:
        count = int.from_bytes(body[1:5], "big")
        assert len(body) >= 5 + count, "the body ends within a message"
        found.append((body[0], body[5 : 5 + count]))
        body = body[5 + count :]
    return found


class Answer:
    """What came back on one stream."""

    def __init__(self):
        self.heads: list[list[tuple[str, str]]] = []
        self.body = b""
        self.data_frames: list[int] = []
        self.reset: int | None = None
        self.has_ended = False
        self.seconds = 0.0

    @property
    def is_over(self) -> bool:
        return self.has_ended or self.reset is not None

    @property
    def fields(self) -> dict[str, str]:
        return {name: value for head in self.heads for name, value in head}

    def __getitem__(self, name: str) -> str | None:
        return self.fields.get(name)

    @property
    def http_status(self) -> str | None:
        return self[":status"]

    @property
    def status(self) -> int | None:
        return int(self["grpc-status"]) if "grpc-status" in self.fields else None

    @property
    def is_trailers_only(self) -> bool:
        return len(self.heads) == 1 and not self.data_frames and self.has_ended

    @property
    def messages(self) -> list[tuple[int, bytes]]:
        return messages(self.body)


def head(name: str, /, without: tuple[str, ...] = (), **changes: str | None) -> list[tuple[str, str]]:
    """A good head for a method of TestService. Names in `changes` are written with `_` for `-`; pseudo-headers without colon."""
    fields = {
        ":method": "POST", ":scheme": "http", ":path": SERVICE + name, ":authority": "localhost",
        "te": "trailers", "content-type": "application/grpc"}
    for field, value in changes.items():
        fields[f":{field}" if f":{field}" in fields else field.replace("_", "-")] = value
    return [(field, value) for field, value in fields.items() if value is not None and field not in without]


class Wire:
    """One HTTP/2 connection by hand; refuses nothing that a test wants to send."""

    def __init__(self, address: str, header_list_bytes_max: int | None = None, window_bytes: int = 1 << 24):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS)
        self.http = h2.connection.H2Connection(h2.config.H2Configuration(
            header_encoding="utf-8", validate_outbound_headers=False, normalize_outbound_headers=False))
        settings = {h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: window_bytes}
        if header_list_bytes_max is not None:
            settings[h2.settings.SettingCodes.MAX_HEADER_LIST_SIZE] = header_list_bytes_max
        self.http.local_settings = h2.settings.Settings(client=True, initial_values={
            **{code: value for code, value in self.http.local_settings.items()}, **settings})
        self.http.initiate_connection()
        self.http.increment_flow_control_window(1 << 24)
        self.answers: dict[int, Answer] = {}
        self.window_updates = 0
        self.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def flush(self):
        self.socket.sendall(self.http.data_to_send())

    def open(self, fields: list[tuple[str, str]], body: bytes = b"", end: bool = True) -> int:
        stream = self.http.get_next_available_stream_id()
        self.answers[stream] = Answer()
        self.http.send_headers(stream, fields, end_stream=end and not body)
        self.flush()
        if body:
            self.send(stream, body, end)
        return stream

    def send(self, stream: int, body: bytes, end: bool = False):
        """Sends as the windows allow; what an ended stream does not take is dropped."""
        while True:
            if self.answers[stream].is_over:
                return
            window = min(self.http.local_flow_control_window(stream), self.http.max_outbound_frame_size)
            if body and window <= 0:
                self.receive()
                continue
            part, body = body[:window], body[window:]
            self.http.send_data(stream, part, end_stream=end and not body)
            self.flush()
            if not body:
                return

    def reset(self, stream: int, code: int = 8):
        self.http.reset_stream(stream, code)
        self.flush()

    def receive(self):
        received = self.socket.recv(1 << 16)
        assert received, "the server closed the connection"
        for event in self.http.receive_data(received):
            self.took(event)
        self.flush()

    def took(self, event):
        answer = self.answers.get(getattr(event, "stream_id", 0))
        if isinstance(event, h2.events.WindowUpdated):
            self.window_updates += 1
        if answer is None:
            return
        if isinstance(event, (h2.events.ResponseReceived, h2.events.TrailersReceived)):
            answer.heads.append([(name, value) for name, value in event.headers])
        elif isinstance(event, h2.events.DataReceived):
            answer.body += event.data
            answer.data_frames.append(len(event.data))
            if event.flow_controlled_length:
                self.http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            answer.has_ended = True
        elif isinstance(event, h2.events.StreamReset):
            answer.reset = int(event.error_code)

    def until(self, is_done):
        while not is_done():
            self.receive()

    def answer(self, stream: int) -> Answer:
        started = time.monotonic()
        self.until(lambda: self.answers[stream].is_over)
        self.answers[stream].seconds = time.monotonic() - started
        return self.answers[stream]

    def call(self, fields: list[tuple[str, str]], body: bytes = b"", end: bool = True) -> Answer:
        return self.answer(self.open(fields, body, end))


def status_of(action) -> grpc.StatusCode:
    """How a call ended that is expected to fail; OK if it did not."""
    try:
        result = action()
        if hasattr(result, "__iter__"):
            list(result)
    except grpc.RpcError as error:
        return error.code()
    return grpc.StatusCode.OK

"""How much resident memory of a server an idle connection and an idle stream take."""

import contextlib
import pathlib
import re
import socket
import ssl
import time

CONNECTIONS = 500
STREAM_CONNECTIONS, STREAMS_EACH = 20, 100
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
SETTINGS_ACK = bytes([0, 0, 0, 4, 1, 0, 0, 0, 0])
DATA, HEADERS, SETTINGS = 0, 1, 4
END_STREAM, END_HEADERS = 1, 4


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def literal(name: bytes, value: bytes) -> bytes:
    """A field that enters no table (RFC 7541 §6.2.2)."""
    return bytes([0, len(name)]) + name + bytes([len(value)]) + value


HEAD = b"".join(literal(name, value) for name, value in [
    (b":method", b"POST"), (b":scheme", b"http"), (b":path", b"/bench.v1.Bench/Stream"), (b":authority", b"127.0.0.1"),
    (b"content-type", b"application/grpc"), (b"te", b"trailers")])


class Connection:
    def __init__(self, port: int, is_encrypted: bool):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        if is_encrypted:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            context.set_alpn_protocols(["h2"])
            self.socket = context.wrap_socket(self.socket)
        self.rest = b""
        self.socket.sendall(PREFACE)
        self.read_until(SETTINGS)
        self.socket.sendall(SETTINGS_ACK)

    def read_until(self, kind: int):
        while self.read_frame() != kind:
            pass

    def read_frame(self) -> int:
        while len(self.rest) < 9 or len(self.rest) < 9 + int.from_bytes(self.rest[:3], "big"):
            received = self.socket.recv(1 << 16)
            assert received, "the server closed an idle connection"
            self.rest += received
        kind = self.rest[3]
        self.rest = self.rest[9 + int.from_bytes(self.rest[:3], "big"):]
        return kind

    def watch(self, streams: int, body: bytes):
        for number in range(streams):
            stream = 2 * number + 1
            self.socket.sendall(frame(HEADERS, END_HEADERS, stream, HEAD) + frame(DATA, END_STREAM, stream, body))
        for _ in range(streams):
            self.read_until(DATA)


def resident_bytes(pid: int) -> int:
    time.sleep(0.3)
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024


def connection_bytes(port: int, pid: int, is_encrypted: bool = False) -> float:
    with contextlib.ExitStack() as stack:
        # What the first ones cause to be made stays, and is not theirs.
        first = [Connection(port, is_encrypted) for _ in range(10)]
        before = resident_bytes(pid)
        more = [Connection(port, is_encrypted) for _ in range(CONNECTIONS)]
        after = resident_bytes(pid)
        for one in first + more:
            stack.callback(one.socket.close)
        return (after - before) / CONNECTIONS


def stream_bytes(port: int, pid: int, body_file: pathlib.Path) -> float:
    """Of watchers that got their first message and wait for the next one, their handlers included."""
    body = body_file.read_bytes()
    connections = [Connection(port, False) for _ in range(STREAM_CONNECTIONS)]
    before = resident_bytes(pid)
    for one in connections:
        one.watch(STREAMS_EACH, body)
    after = resident_bytes(pid)
    for one in connections:
        one.socket.close()
    return (after - before) / (STREAM_CONNECTIONS * STREAMS_EACH)

"""An HTTP/2 server on h2 that answers every call of gRPC as a test wants it: too little, too much, in the wrong order."""

import socket
import struct
import threading

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.settings

HEAD = [(":status", "200"), ("content-type", "application/grpc")]
OK = [("grpc-status", "0")]


def sealed(message: bytes, flag: int = 0) -> bytes:
    return struct.pack(">BI", flag, len(message)) + message


def simple_response(size: int) -> bytes:
    """A serialized SimpleResponse with a payload of so many zeros."""

    def length(count):
        parts = b""
        while count > 0x7F:
            parts, count = parts + bytes([count & 0x7F | 0x80]), count >> 7
        return parts + bytes([count])

    body = b"\x12" + length(size) + b"\0" * size
    return b"\x0a" + length(len(body)) + body


class Connection(threading.Thread):
    """One connection; `behaviour` is called with each complete request, and does what it wants."""

    def __init__(self, server, sock):
        super().__init__(daemon=True)
        self.server = server
        self.socket = sock
        # The tests break the rules that h2 would keep for us.
        configuration = h2.config.H2Configuration(
            client_side=False, header_encoding="utf-8", validate_outbound_headers=False,
            normalize_outbound_headers=False,
        )
        self.h2 = h2.connection.H2Connection(configuration)
        self.open = set()
        self.received_index: dict[int, int] = {}
        self.most_open = 0
        self.acknowledged_pings = 0
        self.pending: dict[int, bytes] = {}
        self.goaways = []

    def run(self):
        self.h2.initiate_connection()
        if self.server.settings:
            self.h2.update_settings(self.server.settings)
        self.flush()
        try:
            while data := self.socket.recv(1 << 16):
                for event in self.h2.receive_data(data):
                    self.handle(event)
                self.flush()
        except (OSError, h2.exceptions.ProtocolError):
            pass
        finally:
            self.socket.close()

    def handle(self, event):
        if isinstance(event, h2.events.RequestReceived):
            self.open.add(event.stream_id)
            self.most_open = max(self.most_open, len(self.open))
            self.server.requests.append(dict(event.headers))
            self.server.received.append(b"")
            self.received_index[event.stream_id] = len(self.server.received) - 1
            if self.server.on_head:
                self.server.on_head(self, event.stream_id)
        elif isinstance(event, h2.events.DataReceived):
            self.server.received[self.received_index[event.stream_id]] += event.data
            self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            if self.server.behaviour:
                self.server.behaviour(self, event.stream_id)
        elif isinstance(event, h2.events.StreamReset):
            self.open.discard(event.stream_id)
            self.server.resets.append(int(event.error_code))
        elif isinstance(event, h2.events.PingAckReceived):
            self.acknowledged_pings += 1
        elif isinstance(event, h2.events.ConnectionTerminated):
            self.goaways.append((int(event.error_code), event.additional_data))
        elif isinstance(event, (h2.events.WindowUpdated, h2.events.RemoteSettingsChanged)):
            for stream_id in list(self.pending):
                self.pump(stream_id)

    def flush(self):
        if data := self.h2.data_to_send():
            self.socket.sendall(data)

    # What a behaviour can do.

    def head(self, stream_id, headers=None, end_stream=False):
        self.h2.send_headers(stream_id, HEAD if headers is None else headers, end_stream=end_stream)
        self.flush()

    def data(self, stream_id, data: bytes):
        """As much as the windows allow now; the rest, and what follows it, later."""
        self.pending[stream_id] = self.pending.get(stream_id, b"") + data
        self.pump(stream_id)

    def pump(self, stream_id):
        data = self.pending.get(stream_id, b"")
        while data:
            room = min(self.h2.local_flow_control_window(stream_id), self.h2.max_outbound_frame_size, len(data))
            if room <= 0:
                break
            self.h2.send_data(stream_id, data[:room])
            data = data[room:]
        self.flush()
        if data:
            self.pending[stream_id] = data
        elif stream_id in self.pending:
            del self.pending[stream_id]
            for then in self.server.after_data.pop((id(self), stream_id), []):
                then()

    def after_data(self, stream_id, then):
        """Calls `then` once all DATA of the stream is sent."""
        if stream_id in self.pending:
            self.server.after_data.setdefault((id(self), stream_id), []).append(then)
        else:
            then()

    def trailers(self, stream_id, headers=None):
        self.h2.send_headers(stream_id, OK if headers is None else headers, end_stream=True)
        self.open.discard(stream_id)
        self.flush()

    def reset(self, stream_id, code=h2.errors.ErrorCodes.NO_ERROR):
        self.h2.reset_stream(stream_id, error_code=code)
        self.open.discard(stream_id)
        self.flush()

    def answer(self, stream_id, size=314_159):
        """A whole and good answer."""
        self.head(stream_id)
        self.data(stream_id, sealed(simple_response(size)))
        self.after_data(stream_id, lambda: self.trailers(stream_id))

    def raw(self, frame_type: int, flags: int, stream_id: int, payload: bytes):
        """A frame that h2 would not send."""
        self.flush()
        self.socket.sendall(struct.pack(">I", len(payload))[1:] + bytes([frame_type, flags]) +
                            struct.pack(">I", stream_id) + payload)


class MisbehavingServer:
    """Listens on a port of its own. `behaviour(connection, stream_id)` answers each complete request."""

    def __init__(self, behaviour=None, on_head=None, settings=None):
        self.behaviour = behaviour
        self.on_head = on_head
        self.settings = settings
        self.connections: list[Connection] = []
        self.requests: list[dict] = []
        self.resets: list[int] = []
        # The DATA of each request, in the order of `requests`.
        self.received: list[bytes] = []
        self.after_data = {}
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                accepted, _ = self.listener.accept()
            except OSError:
                return
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(self, accepted)
            self.connections.append(connection)
            connection.start()

    def stop(self):
        # Closing alone would leave the accepting thread in its call.
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()
        for connection in self.connections:
            try:
                connection.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

"""How connections and the server end: in which order, and what whoever is connected sees of it."""

import signal
import time

import daemon
import grpc
import hpack
import pytest
from interop_wire import Wire, head, message
from test_watch import Watch
from vocabulary import CODES, proposal, submit

DATA, HEADERS, PING, GOAWAY = 0, 1, 6, 7
END_STREAM, ACKNOWLEDGEMENT = 1, 1
PLAIN = ("content-type", "te")


@pytest.mark.parametrize("path, status, body", [("/healthz", "200", b"ok"), ("/", "404", None), ("/readyz", "404", None)])
def test_a_load_balancer_asks_the_port_of_the_calls(server, path, status, body):
    with Wire(server.address) as wire:
        answer = wire.answer(wire.open(head("", path=path, method="GET", without=PLAIN)))
    assert answer.http_status == status and answer.has_ended
    assert body is None or answer.body == body


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def frames(wire: Wire):
    """Until the server closes; h2 itself takes nothing more after a GOAWAY."""
    data = b""
    while received := wire.socket.recv(1 << 16):
        data += received
        while len(data) >= 9 and len(data) >= 9 + int.from_bytes(data[:3], "big"):
            size = int.from_bytes(data[:3], "big")
            yield data[3], data[4], int.from_bytes(data[5:9], "big"), data[9 : 9 + size]
            data = data[9 + size :]


def test_the_order_of_an_end(own_server):
    """Health before the last GOAWAY; watchers are told, a call that was begun is answered, and the exit code is 0.

    The first GOAWAY refuses nothing, and overtakes the DATA of the same moment.
    """
    with Wire(own_server.address) as wire:
        health = wire.open(head("", path="/grpc.health.v1.Health/Watch"), message(b""))
        watch = wire.open(head("", path="/countersign.v1.ReviewService/WatchPendingReviews"), message(b""))
        wire.until(lambda: wire.answers[health].body and wire.answers[watch].body)
        call = wire.open(head("", path="/countersign.v1.ReviewService/SubmitQuery"), end=False)
        body = message(proposal().SerializeToString())
        wire.send(call, body[:20])
        # Answered after what was sent before it: the call is there.
        wire.answer(wire.open(head("", path="/healthz", method="GET", without=PLAIN)))
        own_server.process.send_signal(signal.SIGTERM)
        seen, decoder = [], wire.http.decoder
        assert isinstance(decoder, hpack.Decoder)
        for kind, flags, stream, payload in frames(wire):
            if kind == PING and not flags & ACKNOWLEDGEMENT:
                wire.socket.sendall(frame(PING, ACKNOWLEDGEMENT, 0, payload))
            elif kind == GOAWAY:
                if "goaway" not in seen:
                    wire.socket.sendall(frame(DATA, END_STREAM, call, body[20:]))
                seen.append("goaway")
            elif kind == DATA and stream == health and payload:
                seen.append(f"health {payload[5:].hex()}")
            elif kind == HEADERS:
                status = dict(decoder.decode(payload)).get("grpc-status")
                if status is not None:
                    seen.append(f"{({health: 'health', watch: 'watch', call: 'call'})[stream]} ends with {status}")
    assert own_server.process.wait(daemon.STOP_SECONDS) == 0
    own_server.process = None
    assert "health 0802" in seen[: len(seen) - 1 - seen[::-1].index("goaway")], seen
    assert {"watch ends with 14", "call ends with 0"} <= set(seen), seen
    assert "call ends with 0" in seen[seen.index("goaway"):], seen


def test_a_watch_outlives_its_connection(stopped_server):
    """At the age limit the stream ends with UNAVAILABLE in its grace, and another goes on from its token."""
    settings = stopped_server.directory / "settings.yaml"
    settings.write_text("max-connection-age-seconds: 1\nmax-connection-age-grace-seconds: 1\n")
    stopped_server.flags += ["--config", str(settings)]
    stopped_server.start()
    clients = stopped_server.clients()
    watch = Watch(clients)
    watch.until("in_sync")
    watch.until_token()
    begin = time.monotonic()
    with pytest.raises(grpc.RpcError) as raised:
        while True:
            watch.next()
    assert raised.value.code() == CODES.UNAVAILABLE
    assert time.monotonic() - begin < 10
    one = submit(clients)
    again = Watch(clients, token=watch.token)
    assert again.until("review_added").audit_id == one.audit_id
    assert all(kind != "stream_reset" for kind, _ in again.events)
    again.close()

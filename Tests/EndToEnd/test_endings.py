"""How connections and the server end: in which order, and what whoever is connected sees of it."""

import contextlib
import signal
import socket
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
    """Health before the first GOAWAY; watchers are told, a call that was begun is answered, and the exit code is 0."""
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
    assert "health 0802" in seen[: seen.index("goaway")], seen
    assert {"watch ends with 14", "call ends with 0"} <= set(seen), seen
    assert "call ends with 0" in seen[seen.index("goaway"):], seen


def configured(stopped_server, **settings):
    """The server with what only its environment can say."""
    stopped_server.environment |= {f"COUNTERSIGN_{name.upper()}": str(value) for name, value in settings.items()}
    return stopped_server.start()


def test_a_server_that_ends_says_so_before_it_does(stopped_server):
    """In the delay health is NOT_SERVING, and calls are taken all the same."""
    server = configured(stopped_server, drain_delay_seconds=1)
    clients = server.clients()
    begin = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    with Wire(server.address) as wire:
        while wire.answer(wire.open(head("", path="/healthz", method="GET", without=PLAIN))).http_status == "200":
            assert time.monotonic() - begin < 1
    assert submit(clients).audit_id
    assert server.process.wait(daemon.STOP_SECONDS) == 0
    server.process = None
    assert time.monotonic() - begin >= 1


def test_an_idle_connection_ends_when_it_was_told_to(stopped_server):
    server = configured(stopped_server, max_connection_idle_seconds=1)
    with Wire(server.address) as wire:
        wire.answer(wire.open(head("", path="/healthz", method="GET", without=PLAIN)))
        debug_data = [payload[8:] for kind, _, _, payload in frames(wire) if kind == GOAWAY]
    assert debug_data[-1] == b"max_idle"


def test_a_silent_caller_is_asked_and_given_up(stopped_server):
    server = configured(stopped_server, keepalive_seconds=1, keepalive_timeout_seconds=1)
    with Wire(server.address) as wire:
        wire.answer(wire.open(head("", path="/healthz", method="GET", without=PLAIN)))
        wire.open(head("", path="/countersign.v1.ReviewService/SubmitQuery"), end=False)
        begin = time.monotonic()
        asked = [payload for kind, flags, _, payload in frames(wire) if kind == PING and not flags & ACKNOWLEDGEMENT]
    assert asked and 1 < time.monotonic() - begin < 10


def test_one_peer_has_no_more_connections_than_it_was_given(stopped_server):
    server = configured(stopped_server, max_connections_per_peer=2)
    with contextlib.ExitStack() as stack:
        for _ in range(2):
            wire = stack.enter_context(Wire(server.address))
            wire.answer(wire.open(head("", path="/healthz", method="GET", without=PLAIN)))
        with socket.create_connection(server.address.rsplit(":", 1)) as third:
            assert third.recv(1) == b""


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

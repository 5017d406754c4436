"""What callers that only wait take of the server's memory: bounds that are loose enough for every machine, and for debug builds."""

import contextlib

import wire
from bystander import resident_bytes

CONNECTIONS = 500
CONNECTION_BYTES_MAX = 40 << 10
STREAM_CONNECTIONS, STREAMS_EACH = 20, 100
STREAM_BYTES_MAX = 16 << 10


def connect(server, stack: contextlib.ExitStack, count: int) -> list[wire.Wire]:
    return [stack.enter_context(wire.Wire(server.address)).handshake() for _ in range(count)]


def watch(connection: wire.Wire) -> None:
    """Streams whose handlers have sent their first message and wait."""
    streams = range(1, 2 * STREAMS_EACH, 2)
    for stream in streams:
        connection.request(stream, path=wire.WATCH)
    for _ in streams:
        connection.until(lambda got: got.kind == wire.DATA)


def test_idle_connections(own_server):
    with contextlib.ExitStack() as stack:
        # What the first ones cause to be made stays, and is not theirs.
        connect(own_server, stack, 20)
        before = resident_bytes(own_server)
        for connection in connect(own_server, stack, CONNECTIONS):
            connection.expect_alive()
        assert (resident_bytes(own_server) - before) / CONNECTIONS < CONNECTION_BYTES_MAX


def test_idle_streams(own_server):
    with contextlib.ExitStack() as stack:
        first, *others = connect(own_server, stack, 1 + STREAM_CONNECTIONS)
        watch(first)
        before = resident_bytes(own_server)
        for connection in others:
            watch(connection)
        assert (resident_bytes(own_server) - before) / (STREAM_CONNECTIONS * STREAMS_EACH) < STREAM_BYTES_MAX

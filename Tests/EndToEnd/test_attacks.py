"""Floods: each ends its own connection with the reason, is counted, and touches nobody else."""

import pytest
import wire
from bystander import Bystander, ended, metrics, refused
from wire import CONTINUATION, DATA, EMPTY_MESSAGE, END_HEADERS, END_STREAM, HEADERS, PADDED, PING, SETTINGS, Wire, frame

CALM = wire.ENHANCE_YOUR_CALM


def streams(count: int):
    return range(1, 2 * count, 2)


def paced(connection):
    """Streams of which never too many are open: after each hundred the resets are awaited."""
    for stream in streams(5_000):
        yield stream
        if stream % 100 == 99:
            connection.send(connection.waiting)
            connection.waiting = b""
            got = connection.until(lambda got: got.kind == wire.GOAWAY or got.kind == wire.RST_STREAM and got.stream == stream)
            if got.kind == wire.GOAWAY:
                connection.unread(got)
                return


def rapid_reset(connection):
    for stream in streams(20_000):
        yield connection.headers(stream, path=wire.WATCH) + wire.reset(stream)


def window_overflow(connection):
    for stream in paced(connection):
        yield connection.headers(stream) + wire.window_update(stream, 0x7FFFFFFF)


def content_length_mismatch(connection):
    for stream in paced(connection):
        yield connection.headers(stream, content_length="1") + frame(DATA, END_STREAM, stream, EMPTY_MESSAGE)


def malformed_heads(connection):
    for stream in paced(connection):
        yield connection.headers(stream, wire.request_fields() + [("connection", "close")])


def zero_length_names(connection):
    for stream in paced(connection):
        yield frame(HEADERS, END_HEADERS, stream, connection.head() + b"\x00\x00\x01a")


def continuation_flood(connection):
    yield connection.headers(1, flags=0)
    for _ in range(20_000):
        yield frame(CONTINUATION, 0, 1, b"\x00\x01a\x01b" * 10)


def empty_continuation_flood(connection):
    yield connection.headers(1, flags=0)
    for _ in range(50_000):
        yield frame(CONTINUATION, 0, 1)


def hpack_bomb(connection):
    """One field of 3,900 bytes in the table, then 4,000 bytes of input that each stand for it."""
    yield frame(HEADERS, END_HEADERS, 1, connection.head() + b"\x40\x01b\x7f\xbd\x1d" + b"v" * 3_900)
    for stream in range(3, 4_000, 2):
        yield frame(HEADERS, END_HEADERS, stream, connection.head() + b"\xbe" * 4_000)


def ping_flood(connection):
    for _ in range(20_000):
        yield frame(PING, payload=bytes(8))


def settings_flood(connection):
    for number in range(20_000):
        yield wire.settings((wire.INITIAL_WINDOW_SIZE, number))


def priority_flood(connection):
    for number in range(20_000):
        yield wire.priority(2 * number + 1, depends_on=2 * number + 3)


def window_update_flood(connection):
    for _ in range(20_000):
        yield wire.window_update(0, 1)


def empty_data(connection):
    yield connection.headers(1)
    for _ in range(20_000):
        yield frame(DATA, 0, 1)


def padding_alone(connection):
    yield connection.headers(1)
    for _ in range(2_000):
        yield frame(DATA, PADDED, 1, b"\x05" + bytes(5))


def unknown_frames(connection):
    for _ in range(200):
        yield frame(0xEE, 0, 0, bytes(4_000))


def empty_unknown_frames(connection):
    for _ in range(50_000):
        yield frame(0xEE)


def data_after_the_end(connection):
    """A call that is refused at once, then more and more of its request."""
    yield connection.headers(1, path="/nothing.Service/Nothing")
    for _ in range(300):
        yield frame(DATA, 0, 1, bytes(16_000))


FLOODS = [
    (rapid_reset, "too_many_resets"), (window_overflow, "too_many_stream_errors"),
    (content_length_mismatch, "too_many_stream_errors"), (malformed_heads, "too_many_stream_errors"),
    (zero_length_names, "too_many_stream_errors"), (continuation_flood, "too_many_continuations"),
    (empty_continuation_flood, "too_many_continuations"), (hpack_bomb, "too_many_oversized_heads"), (ping_flood, "too_many_pings"),
    (settings_flood, "too_many_control_frames"),
    (priority_flood, "too_many_priority_frames"), (window_update_flood, "too_many_window_updates"),
    (empty_data, "too_many_empty_frames"), (padding_alone, "too_many_empty_frames"), (unknown_frames, "too_little_useful_input"),
    (empty_unknown_frames, "too_little_useful_input"), (data_after_the_end, "too_little_useful_input"),
]


@pytest.mark.parametrize("attack, reason", FLOODS, ids=[attack.__name__ for attack, _ in FLOODS])
def test_floods(server, attack, reason):
    before = metrics(server)
    with Bystander(server), Wire(server.address) as connection:
        connection.handshake()
        for part in attack(connection):
            connection.waiting += part
            if len(connection.waiting) > 1 << 15:
                connection.send(connection.waiting)
                connection.waiting = b""
        connection.send(connection.waiting)
        assert connection.expect_goaway(CALM).debug == reason
    after = metrics(server)
    assert after[ended(reason)] == before[ended(reason)] + 1
    assert after["countersign_streams_open"] == 0 and after["countersign_handlers_active"] == 0


def test_acknowledgements_that_nobody_asked_for(server):
    before = metrics(server)[ended("protocol_error")]
    with Bystander(server), Wire(server.address) as connection:
        connection.handshake().send(frame(SETTINGS, wire.ACK) * 1_000)
        connection.expect_goaway(wire.PROTOCOL_ERROR)
    assert metrics(server)[ended("protocol_error")] == before + 1


def test_rapid_reset_is_slowed_down_first(server):
    before = metrics(server)["countersign_reading_pauses_total"]
    with Wire(server.address) as connection:
        connection.handshake()
        for stream in streams(150):
            connection.send(connection.headers(stream, path=wire.WATCH), wire.reset(stream))
        connection.expect_alive()
    assert metrics(server)["countersign_reading_pauses_total"] > before


def test_streams_refused_before_the_settings_are_acknowledged(server):
    before = metrics(server)[ended("too_many_stream_errors")]
    with Bystander(server), Wire(server.address) as connection:
        connection.send(wire.PREFACE, wire.settings())
        for stream in streams(1_000):
            connection.send(connection.headers(stream))
        assert connection.expect_goaway(CALM).debug == "too_many_stream_errors"
    assert metrics(server)[ended("too_many_stream_errors")] == before + 1


def test_a_length_of_4_gib_takes_no_memory(server):
    before = metrics(server)[refused("message_too_large")]
    with Bystander(server), Wire(server.address) as connection:
        connection.handshake()
        for stream in streams(100):
            connection.send(connection.headers(stream), frame(DATA, 0, stream, b"\0\xff\xff\xff\xff" + bytes(100)))
            connection.expect_status(stream, 8)
        connection.expect_alive()
    assert metrics(server)[refused("message_too_large")] == before + 100


def test_messages_that_never_end_share_a_budget(server):
    """Each stream announces 4 MiB and sends most of it: the connection's budget ends them, not the memory."""
    before = metrics(server)[refused("buffered_requests_over_limit")]
    with Bystander(server), Wire(server.address) as connection:
        connection.handshake()
        for stream in streams(100):
            connection.send(connection.headers(stream), frame(DATA, 0, stream, b"\0\0\x40\0\0"))
        for _ in range(15):
            for stream in streams(100):
                connection.send(frame(DATA, 0, stream, bytes(16_000)))
        got = connection.until(lambda got: got.kind == HEADERS and got.flags & END_STREAM)
        assert dict(connection.decoder.decode(got.payload))["grpc-status"] == "8"
    assert metrics(server)[refused("buffered_requests_over_limit")] > before


@pytest.mark.parametrize("text", [b"GET / HTTP/1.1\r\nhost: x\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", bytes(100_000)])
def test_another_protocol_is_cut_off(server, text):
    with Bystander(server), Wire(server.address) as connection:
        connection.send(text)
        while connection.socket.recv(65_536):
            pass


def test_idle_watchers_leave_room_for_calls(server):
    """Thirty-two connections full of watchers: calls are answered, and so is one more watcher."""
    connections = [Wire(server.address).handshake() for _ in range(32)]
    with Bystander(server, growth_bytes_max=96 << 20):
        for connection in connections:
            for stream in streams(128):
                connection.request(stream, path=wire.WATCH)
        for connection in connections:
            for stream in streams(128):
                connection.until(lambda got, stream=stream: got.kind == DATA and got.stream == stream)
        assert metrics(server)["countersign_stream_handlers_active"] == 32 * 128
        with Wire(server.address) as late:
            late.handshake().request(1, path=wire.WATCH)
            late.until(lambda got: got.kind == DATA)
    for connection in connections:
        connection.socket.close()

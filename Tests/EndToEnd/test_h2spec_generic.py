"""The generic cases of h2spec, each named by its number there: what every HTTP/2 server must take."""

import struct

import pytest
import wire
from wire import ACK, CHECK, DATA, EMPTY_MESSAGE, END_HEADERS, END_STREAM, HEADERS, PADDED, PING, SETTINGS, WITH_PRIORITY, Wire, frame


@pytest.fixture
def connection(server):
    with Wire(server.address) as connection:
        yield connection.handshake()


def test_1_1_client_connection_preface(server):
    with Wire(server.address) as connection:
        connection.send(wire.PREFACE, wire.settings())
        first = connection.read()
        assert first.kind == SETTINGS and not first.flags & ACK


def test_2_1_priority_on_an_idle_stream(connection):
    connection.send(wire.priority(1))
    connection.request(1)
    connection.expect_status(1, 0)


def half_closed(connection) -> None:
    """A call that waits for its window, so that its stream is half-closed (remote)."""
    connection.send(wire.settings((wire.INITIAL_WINDOW_SIZE, 0)))
    connection.until(lambda got: got.kind == SETTINGS and got.flags & ACK)
    connection.request(1)
    connection.expect_answer(1)


def test_2_2_window_update_on_a_half_closed_remote_stream(connection):
    half_closed(connection)
    connection.send(wire.window_update(1, 100))
    connection.expect_end(1)


def test_2_3_priority_on_a_half_closed_remote_stream(connection):
    half_closed(connection)
    connection.send(wire.priority(1), wire.window_update(1, 100))
    connection.expect_end(1)


def test_2_4_reset_on_a_half_closed_remote_stream(connection):
    half_closed(connection)
    connection.send(wire.reset(1))
    connection.expect_alive()


def test_2_5_priority_on_a_closed_stream(connection):
    connection.request(1)
    connection.expect_status(1, 0)
    connection.send(wire.priority(1))
    connection.expect_alive()


def test_3_1_1_data(connection):
    connection.request(1)
    connection.expect_status(1, 0)


def test_3_1_2_multiple_data(connection):
    connection.send(connection.headers(1), frame(DATA, 0, 1, EMPTY_MESSAGE[:2]), frame(DATA, END_STREAM, 1, EMPTY_MESSAGE[2:]))
    connection.expect_status(1, 0)


def test_3_1_3_data_with_padding(connection):
    connection.send(connection.headers(1), frame(DATA, END_STREAM | PADDED, 1, b"\x06" + EMPTY_MESSAGE + bytes(6)))
    connection.expect_status(1, 0)


def test_3_2_1_headers(connection):
    connection.send(connection.headers(1, flags=END_HEADERS | END_STREAM))
    connection.expect_status(1, 12)


def test_3_2_2_headers_with_padding(connection):
    connection.send(frame(HEADERS, END_HEADERS | END_STREAM | PADDED, 1, b"\x06" + connection.head() + bytes(6)))
    connection.expect_status(1, 12)


def test_3_2_3_headers_with_priority(connection):
    payload = wire.priority_fields(0, 255) + connection.head()
    connection.send(frame(HEADERS, END_HEADERS | END_STREAM | WITH_PRIORITY, 1, payload))
    connection.expect_status(1, 12)


@pytest.mark.parametrize("fields", [
    pytest.param(dict(weight=1), id="3_3_1_priority_1"), pytest.param(dict(weight=256), id="3_3_2_priority_256"),
    pytest.param(dict(depends_on=3), id="3_3_3_stream_dependency"),
    pytest.param(dict(depends_on=3, exclusive=True), id="3_3_4_exclusive"),
])
def test_3_3_priority(connection, fields):
    connection.send(wire.priority(1, **fields))
    connection.request(1)
    connection.expect_status(1, 0)


def test_3_3_5_priority_for_an_idle_stream_then_a_lower_stream(connection):
    connection.send(wire.priority(5))
    connection.request(3)
    connection.expect_status(3, 0)


def test_3_4_1_reset(connection):
    connection.send(connection.headers(1), wire.reset(1))
    connection.expect_alive()


def test_3_5_1_settings(connection):
    connection.send(wire.settings((wire.MAX_CONCURRENT_STREAMS, 100)))
    connection.until(lambda got: got.kind == SETTINGS and got.flags & ACK)


def test_3_7_1_ping(connection):
    connection.send(frame(PING, payload=b"h2spec\0\0"))
    assert connection.until(lambda got: got.kind == PING and got.flags & ACK).payload == b"h2spec\0\0"


def test_3_8_1_goaway(connection):
    connection.send(frame(wire.GOAWAY, payload=struct.pack(">II", 0, wire.NO_ERROR)))
    connection.expect_closed()


def test_3_9_1_window_update_of_the_connection(connection):
    connection.send(wire.window_update(0, 1))
    connection.expect_alive()


def test_3_9_2_window_update_of_a_stream(connection):
    connection.send(connection.headers(1), wire.window_update(1, 1))
    connection.expect_alive()


@pytest.mark.parametrize("count", [pytest.param(1, id="3_10_1_continuation"), pytest.param(3, id="3_10_2_multiple_continuation")])
def test_3_10_continuation(connection, count):
    head = connection.head()
    size = len(head) // (count + 1)
    parts = [head[index * size:(index + 1) * size] for index in range(count)] + [head[count * size:]]
    frames = [frame(HEADERS, END_STREAM, 1, parts[0])]
    for number, part in enumerate(parts[1:], 1):
        frames.append(frame(wire.CONTINUATION, END_HEADERS if number == count else 0, 1, part))
    connection.send(*frames)
    connection.expect_status(1, 12)


@pytest.mark.parametrize("method", [pytest.param("GET", id="4_1_get"), pytest.param("HEAD", id="4_2_head")])
def test_4_plain_requests_are_answered(connection, method):
    connection.send(connection.headers(1, flags=END_HEADERS | END_STREAM, method=method, content_type=None, te=None))
    assert connection.expect_answer(1)[":status"].isdigit()


def test_4_3_post(connection):
    connection.request(1)
    assert connection.expect_answer(1)[":status"] == "200"


def test_4_4_post_with_trailers(connection):
    connection.request(1, end=False)
    connection.send(connection.headers(1, [("x-test", "ok")], END_HEADERS | END_STREAM))
    connection.expect_status(1, 0)


def literal(kind: int, bits: int, name: str | int, value: str, huffman: bool) -> bytes:
    """A literal of RFC 7541 §6.2 with its first bits, the name by index or by bytes."""
    def text(given: str) -> bytes:
        plain = given.encode()
        packed = wire.hpack.huffman.HuffmanEncoder(
            wire.hpack.huffman_constants.REQUEST_CODES, wire.hpack.huffman_constants.REQUEST_CODES_LENGTH).encode(plain)
        return bytes([0x80 | len(packed)]) + packed if huffman else bytes([len(plain)]) + plain

    if isinstance(name, int):
        limit = (1 << bits) - 1
        first = bytes([kind | name]) if name < limit else bytes([kind | limit, name - limit])
        return first + text(value)
    return bytes([kind]) + text(name) + text(value)


FORMS = {"incremental_indexing": (0x40, 6), "without_indexing": (0x00, 4), "never_indexed": (0x10, 4)}
LITERALS = [
    pytest.param(form, name, huffman, id=f"5_{number}_{form}_{'index' if name == 58 else 'new'}_name{'_huffman' * huffman}")
    for number, (form, name, huffman) in enumerate(
        [(form, name, huffman) for form in FORMS for name in (58, "x-test") for huffman in (False, True)], 2)
]


def head_then(connection, *more: bytes) -> None:
    """A call whose head ends with these bytes; answered like any other."""
    connection.send(frame(HEADERS, END_HEADERS, 1, connection.head() + b"".join(more)), frame(DATA, END_STREAM, 1, EMPTY_MESSAGE))
    connection.expect_status(1, 0)


def test_5_1_indexed(connection):
    # accept-encoding: gzip, deflate of the static table
    head_then(connection, b"\x90")


@pytest.mark.parametrize("form, name, huffman", LITERALS)
def test_5_literal(connection, form, name, huffman):
    head_then(connection, literal(*FORMS[form], name, "h2spec", huffman))


def test_5_14_dynamic_table_size_update(connection):
    connection.send(frame(HEADERS, END_HEADERS, 1, b"\x3f\xe1\x1f" + connection.head()), frame(DATA, END_STREAM, 1, EMPTY_MESSAGE))
    connection.expect_status(1, 0)


def test_5_15_multiple_dynamic_table_size_updates(connection):
    head = b"\x20\x3f\xe1\x1f" + connection.head()
    connection.send(frame(HEADERS, END_HEADERS, 1, head), frame(DATA, END_STREAM, 1, EMPTY_MESSAGE))
    connection.expect_status(1, 0)


def test_a_head_and_its_call_are_what_the_cases_above_take_them_for(connection):
    connection.request(1, path=CHECK)
    connection.expect_status(1, 0)

"""Sections 5, 7 and 8 of RFC 9113 as h2spec has them (there with RFC 7540's numbers): streams and messages."""

import struct

import pytest
import wire
from wire import (
    CONTINUATION, DATA, EMPTY_MESSAGE, END_HEADERS, END_STREAM, HEADERS, PROTOCOL_ERROR, STREAM_CLOSED, Wire, frame, request_fields)


@pytest.fixture
def connection(server):
    with Wire(server.address) as connection:
        yield connection.handshake()


# 5.1 Stream States

IDLE = {
    "5_1_1_data": frame(DATA, END_STREAM, 1, b"test"),
    "5_1_2_reset": wire.reset(1),
    "5_1_3_window_update": wire.window_update(1, 100),
    "5_1_4_continuation": frame(CONTINUATION, END_HEADERS, 1),
}


@pytest.mark.parametrize("name", IDLE)
def test_5_1_idle(connection, name):
    connection.send(IDLE[name])
    connection.expect_goaway(PROTOCOL_ERROR)


def late(connection, kind: str) -> bytes:
    return {
        "data": frame(DATA, END_STREAM, 1, b"test"), "headers": connection.headers(1, flags=END_HEADERS | END_STREAM),
        "continuation": frame(CONTINUATION, END_HEADERS, 1),
    }[kind]


@pytest.mark.parametrize("kind, codes", [
    pytest.param("data", [STREAM_CLOSED], id="5_1_5_data"), pytest.param("headers", [STREAM_CLOSED], id="5_1_6_headers"),
    pytest.param("continuation", [STREAM_CLOSED, PROTOCOL_ERROR], id="5_1_7_continuation"),
])
def test_5_1_half_closed_remote(connection, kind, codes):
    connection.send(wire.settings((wire.INITIAL_WINDOW_SIZE, 0)))
    connection.request(1)
    connection.expect_answer(1)
    connection.send(late(connection, kind))
    connection.expect_error(1, *codes)


@pytest.mark.parametrize("kind, codes", [
    pytest.param("data", [STREAM_CLOSED], id="5_1_8_data", marks=wire.FORGOTTEN),
    pytest.param("headers", [STREAM_CLOSED], id="5_1_9_headers", marks=wire.FORGOTTEN),
    pytest.param("continuation", [STREAM_CLOSED, PROTOCOL_ERROR], id="5_1_10_continuation"),
])
def test_5_1_closed_by_reset(connection, kind, codes):
    connection.send(connection.headers(1), wire.reset(1), late(connection, kind))
    connection.expect_error(1, *codes)


@pytest.mark.parametrize("kind, codes", [
    pytest.param("data", [STREAM_CLOSED], id="5_1_11_data", marks=wire.FORGOTTEN),
    pytest.param("headers", [STREAM_CLOSED], id="5_1_12_headers", marks=wire.FORGOTTEN),
    pytest.param("continuation", [STREAM_CLOSED, PROTOCOL_ERROR], id="5_1_13_continuation"),
])
def test_5_1_closed(connection, kind, codes):
    connection.request(1)
    connection.expect_end(1)
    connection.send(late(connection, kind))
    connection.expect_error(1, *codes)


def test_5_1_1_1_even_stream_number(connection):
    connection.send(connection.headers(2, flags=END_HEADERS | END_STREAM))
    connection.expect_goaway(PROTOCOL_ERROR)


@wire.FORGOTTEN
def test_5_1_1_2_stream_number_that_is_smaller(connection):
    connection.request(5)
    connection.expect_end(5)
    connection.send(connection.headers(3, flags=END_HEADERS | END_STREAM))
    connection.expect_goaway(PROTOCOL_ERROR, STREAM_CLOSED)


def test_5_1_2_1_more_streams_than_announced(server):
    with Wire(server.address) as connection:
        connection.send(wire.PREFACE, wire.settings())
        announced = connection.read().payload
        values = dict(struct.unpack_from(">HI", announced, offset) for offset in range(0, len(announced), 6))
        count = values[wire.MAX_CONCURRENT_STREAMS]
        connection.send(frame(wire.SETTINGS, wire.ACK), *[connection.headers(2 * index + 1) for index in range(count + 1)])
        connection.expect_error(2 * count + 1, PROTOCOL_ERROR, wire.REFUSED_STREAM)


def test_5_3_1_1_headers_that_depend_on_themselves(connection):
    payload = wire.priority_fields(1) + connection.head()
    connection.send(frame(HEADERS, END_HEADERS | END_STREAM | wire.WITH_PRIORITY, 1, payload))
    unprioritised(connection)


def test_5_3_1_2_priority_that_depends_on_itself(connection):
    connection.send(wire.priority(1, depends_on=1))
    unprioritised(connection)


def unprioritised(connection):
    """RFC 9113 §5.3.2 took the rule away with the scheme: an error is allowed, and so is to ignore it."""
    connection.request(3)
    got = connection.until(lambda got: got.kind in (wire.GOAWAY, wire.RST_STREAM) or got.stream == 3)
    assert got.stream == 3 or got.code == PROTOCOL_ERROR


def test_5_4_1_1_the_connection_is_closed_after_an_error(connection):
    connection.send(frame(wire.PING, 0, 0, bytes(6)))
    connection.expect_closed()


def test_5_4_1_2_goaway_is_sent_before_it(connection):
    connection.send(frame(wire.PING, 0, 0, bytes(6)))
    connection.expect_goaway(wire.FRAME_SIZE_ERROR)


def test_5_5_1_unknown_extension_frame(connection):
    connection.send(frame(0xFF, 0, 0, b"unknown!"))
    connection.expect_alive()


def test_5_5_2_unknown_extension_frame_within_a_header_block(connection):
    connection.send(connection.headers(1, flags=END_STREAM), frame(0xFF, 0, 0, b"unknown!"), frame(CONTINUATION, END_HEADERS, 1))
    connection.expect_goaway(PROTOCOL_ERROR)


# 7 Error Codes


def test_7_1_goaway_with_an_unknown_code(connection):
    connection.send(frame(wire.GOAWAY, payload=struct.pack(">II", 0, 0xFF)))
    connection.expect_closed()


def test_7_2_reset_with_an_unknown_code(connection):
    connection.send(connection.headers(1), wire.reset(1, 0xFF))
    connection.expect_alive()


# 8 HTTP Semantics


def test_8_1_1_a_second_head_without_end_stream(connection):
    connection.send(connection.headers(1), connection.headers(1, [("x-test", "ok")]))
    connection.expect_error(1, PROTOCOL_ERROR)


USUAL = request_fields()


def without(name: str) -> list[tuple[str, str]]:
    return [field for field in USUAL if field[0] != name]


MALFORMED = {
    "8_1_2_1_upper_case_name": USUAL + [("X-TEST", "ok")],
    "8_1_2_1_1_unknown_pseudo_field": [(":test", "ok")] + USUAL,
    "8_1_2_1_2_pseudo_field_of_a_response": [(":status", "200")] + USUAL,
    "8_1_2_1_4_pseudo_field_after_others": without(":path") + [(":path", "/")],
    "8_1_2_2_1_field_of_a_connection": USUAL + [("connection", "keep-alive")],
    "8_1_2_2_2_te_other_than_trailers": without("te") + [("te", "trailers, deflate")],
    "8_1_2_3_1_empty_path": [(name, "" if name == ":path" else value) for name, value in USUAL],
    "8_1_2_3_2_no_method": without(":method"),
    "8_1_2_3_3_no_scheme": without(":scheme"),
    "8_1_2_3_4_no_path": without(":path"),
    "8_1_2_3_5_two_methods": [(":method", "POST")] + USUAL,
    "8_1_2_3_6_two_schemes": [(":scheme", "http")] + USUAL,
    "8_1_2_3_7_two_paths": [(":path", "/")] + USUAL,
}


@pytest.mark.parametrize("name", MALFORMED)
def test_8_1_2_malformed_heads(connection, name):
    connection.send(connection.headers(1, MALFORMED[name], END_HEADERS | END_STREAM))
    connection.expect_error(1, PROTOCOL_ERROR)


def test_8_1_2_1_3_pseudo_field_in_trailers(connection):
    connection.request(1, end=False)
    connection.send(connection.headers(1, [(":method", "POST")], END_HEADERS | END_STREAM))
    connection.expect_error(1, PROTOCOL_ERROR)


def test_8_1_2_6_1_content_length_other_than_the_data(connection):
    connection.request(1, content_length="1")
    connection.expect_error(1, PROTOCOL_ERROR)


def test_8_1_2_6_2_content_length_other_than_all_data(connection):
    connection.send(
        connection.headers(1, content_length="6"), frame(DATA, 0, 1, EMPTY_MESSAGE[:3]), frame(DATA, END_STREAM, 1, EMPTY_MESSAGE[3:]))
    connection.expect_error(1, PROTOCOL_ERROR)


def test_8_2_1_push_promise(connection):
    head = connection.headers(1)
    promised = struct.pack(">I", 2) + connection.head()
    connection.send(head, frame(wire.PUSH_PROMISE, END_HEADERS, 1, promised))
    connection.expect_goaway(PROTOCOL_ERROR)

"""Sections 3.5, 4, 6 of RFC 9113 as h2spec has them, each case named by its section and number: connection and frames."""

import struct

import pytest
import wire
from wire import (
    ACK, CONTINUATION, DATA, EMPTY_MESSAGE, END_HEADERS, END_STREAM, FRAME_SIZE_ERROR, HEADERS, PADDED, PING, PRIORITY, PROTOCOL_ERROR,
    RST_STREAM, SETTINGS, WINDOW_UPDATE, Wire, frame)


@pytest.fixture
def connection(server):
    with Wire(server.address) as connection:
        yield connection.handshake()


def test_3_5_1_preface(server):
    with Wire(server.address) as connection:
        connection.handshake().expect_alive()


def test_3_5_2_invalid_preface(server):
    with Wire(server.address) as connection:
        connection.send(b"INVALID CONNECTION PREFACE\r\n\r\n")
        connection.expect_closed()


# 4.1 Frame Format


def test_4_1_1_frame_of_unknown_type(connection):
    connection.send(frame(0xFF, 0, 0, b"unknown!"))
    connection.expect_alive()


def test_4_1_2_undefined_flag(connection):
    connection.send(frame(PING, 0xFE & ~ACK, 0, bytes(8)))
    assert connection.until(lambda got: got.kind == PING).flags & ACK


def test_4_1_3_reserved_bit(connection):
    connection.send(frame(PING, 0, 0x80000000, bytes(8)))
    assert connection.until(lambda got: got.kind == PING).flags & ACK


# 4.2 Frame Size


def test_4_2_1_data_of_the_largest_size(connection):
    message = b"\0" + (16_384 - 5).to_bytes(4, "big") + bytes(16_384 - 5)
    connection.send(connection.headers(1), frame(DATA, END_STREAM, 1, message))
    connection.expect_end(1)
    connection.expect_alive()


def test_4_2_2_data_over_the_size(connection):
    connection.send(connection.headers(1), frame(DATA, END_STREAM, 1, bytes(16_385)))
    connection.expect_error(1, FRAME_SIZE_ERROR)


def test_4_2_3_headers_over_the_size(connection):
    connection.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, connection.head() + bytes(16_384)))
    connection.expect_goaway(FRAME_SIZE_ERROR)


# 4.3 Header Compression and Decompression


def test_4_3_1_invalid_header_block(connection):
    connection.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, b"\x00\x00\x01"))
    # An incomplete literal ends the block.
    connection.expect_goaway(wire.COMPRESSION_ERROR)


def test_4_3_2_priority_within_a_header_block(connection):
    connection.send(connection.headers(1, flags=END_STREAM), wire.priority(1), frame(CONTINUATION, END_HEADERS, 1))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_4_3_3_headers_of_another_stream_within_a_header_block(connection):
    connection.send(connection.headers(1, flags=END_STREAM), connection.headers(3, flags=END_HEADERS | END_STREAM))
    connection.expect_goaway(PROTOCOL_ERROR)


# 6.1 DATA


def test_6_1_1_data_on_stream_0(connection):
    connection.send(frame(DATA, END_STREAM, 0, b"test"))
    connection.expect_goaway(PROTOCOL_ERROR)


@wire.FORGOTTEN
def test_6_1_2_data_on_a_stream_that_is_not_open(connection):
    connection.request(1)
    connection.expect_end(1)
    connection.send(frame(DATA, END_STREAM, 1, b"test"))
    connection.expect_error(1, wire.STREAM_CLOSED)


def test_6_1_3_invalid_pad_length(connection):
    connection.send(connection.headers(1), frame(DATA, END_STREAM | PADDED, 1, b"\x06test"))
    connection.expect_goaway(PROTOCOL_ERROR)


# 6.2 HEADERS


def test_6_2_1_priority_after_headers_without_end_headers(connection):
    connection.send(connection.headers(1, flags=END_STREAM), wire.priority(1))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_2_2_headers_of_another_stream(connection):
    connection.send(connection.headers(1, flags=END_STREAM), connection.headers(3, flags=END_HEADERS))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_2_3_headers_on_stream_0(connection):
    connection.send(connection.headers(0, flags=END_HEADERS | END_STREAM))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_2_4_invalid_pad_length(connection):
    head = connection.head()
    connection.send(frame(HEADERS, END_HEADERS | END_STREAM | PADDED, 1, bytes([len(head) + 1]) + head))
    connection.expect_goaway(PROTOCOL_ERROR)


# 6.3 PRIORITY


def test_6_3_1_priority_on_stream_0(connection):
    connection.send(wire.priority(0))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_3_2_priority_of_another_length(connection):
    connection.send(connection.headers(1), frame(PRIORITY, 0, 1, b"\x80\0\0\1"))
    connection.expect_error(1, FRAME_SIZE_ERROR)


# 6.4 RST_STREAM


def test_6_4_1_reset_on_stream_0(connection):
    connection.send(wire.reset(0))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_4_2_reset_on_an_idle_stream(connection):
    connection.send(wire.reset(1))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_4_3_reset_of_another_length(connection):
    connection.send(connection.headers(1), frame(RST_STREAM, 0, 1, b"\0\0\0"))
    connection.expect_goaway(FRAME_SIZE_ERROR)


# 6.5 SETTINGS


def test_6_5_1_acknowledgement_with_payload(connection):
    connection.send(frame(SETTINGS, ACK, 0, bytes(6)))
    connection.expect_goaway(FRAME_SIZE_ERROR)


def test_6_5_2_settings_on_a_stream(connection):
    connection.send(frame(SETTINGS, 0, 1, bytes(6)))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_5_3_settings_of_another_length(connection):
    connection.send(frame(SETTINGS, 0, 0, b"\0\3\0"))
    connection.expect_goaway(FRAME_SIZE_ERROR)


@pytest.mark.parametrize("setting, value, code", [
    pytest.param(wire.ENABLE_PUSH, 2, PROTOCOL_ERROR, id="6_5_2_1_enable_push"),
    pytest.param(wire.INITIAL_WINDOW_SIZE, 1 << 31, wire.FLOW_CONTROL_ERROR, id="6_5_2_2_initial_window_size"),
    pytest.param(wire.MAX_FRAME_SIZE, 16_383, PROTOCOL_ERROR, id="6_5_2_3_max_frame_size_below"),
    pytest.param(wire.MAX_FRAME_SIZE, 1 << 24, PROTOCOL_ERROR, id="6_5_2_4_max_frame_size_above"),
])
def test_6_5_2_values_out_of_range(connection, setting, value, code):
    connection.send(wire.settings((setting, value)))
    connection.expect_goaway(code)


def test_6_5_2_5_unknown_setting(connection):
    connection.send(wire.settings((0xFF, 1)))
    connection.expect_alive()


def test_6_5_3_1_the_last_of_several_values_counts(connection):
    connection.send(wire.settings((wire.INITIAL_WINDOW_SIZE, 100), (wire.INITIAL_WINDOW_SIZE, 1)))
    connection.request(1)
    assert len(connection.until(lambda got: got.kind == DATA).payload) == 1


def test_6_5_3_2_settings_are_acknowledged(connection):
    connection.send(wire.settings((wire.ENABLE_PUSH, 0)))
    connection.until(lambda got: got.kind == SETTINGS and got.flags & ACK)


# 6.7 PING


def test_6_7_1_ping_is_answered(connection):
    connection.send(frame(PING, payload=b"h2spec\0\0"))
    assert connection.until(lambda got: got.kind == PING and got.flags & ACK).payload == b"h2spec\0\0"


def test_6_7_2_acknowledgements_are_not_answered(connection):
    connection.send(frame(PING, ACK, 0, b"invalid\0"), frame(PING, 0, 0, b"h2spec\0\0"))
    assert connection.until(lambda got: got.kind == PING).payload == b"h2spec\0\0"


def test_6_7_3_ping_on_a_stream(connection):
    connection.send(frame(PING, 0, 1, bytes(8)))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_7_4_ping_of_another_length(connection):
    connection.send(frame(PING, 0, 0, bytes(6)))
    connection.expect_goaway(FRAME_SIZE_ERROR)


def test_6_8_1_goaway_on_a_stream(connection):
    connection.send(frame(wire.GOAWAY, 0, 1, struct.pack(">II", 0, 0)))
    connection.expect_goaway(PROTOCOL_ERROR)


# 6.9 WINDOW_UPDATE


def test_6_9_1_increment_0(connection):
    connection.send(wire.window_update(0, 0))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_9_2_increment_0_on_a_stream(connection):
    connection.send(connection.headers(1), wire.window_update(1, 0))
    connection.expect_error(1, PROTOCOL_ERROR)


def test_6_9_3_window_update_of_another_length(connection):
    connection.send(frame(WINDOW_UPDATE, 0, 0, b"\0\0\1"))
    connection.expect_goaway(FRAME_SIZE_ERROR)


def initial_window(connection, size: int) -> None:
    connection.send(wire.settings((wire.INITIAL_WINDOW_SIZE, size)))
    connection.until(lambda got: got.kind == SETTINGS and got.flags & ACK)


def next_data(connection) -> int:
    return len(connection.until(lambda got: got.kind == DATA).payload)


def test_6_9_1_1_a_window_of_1(connection):
    initial_window(connection, 1)
    connection.request(1)
    assert next_data(connection) == 1


def test_6_9_1_2_the_connections_window_over_its_maximum(connection):
    connection.send(wire.window_update(0, 0x7FFFFFFF), wire.window_update(0, 0x7FFFFFFF))
    connection.expect_goaway(wire.FLOW_CONTROL_ERROR)


def test_6_9_1_3_a_streams_window_over_its_maximum(connection):
    connection.send(connection.headers(1), wire.window_update(1, 0x7FFFFFFF), wire.window_update(1, 0x7FFFFFFF))
    connection.expect_error(1, wire.FLOW_CONTROL_ERROR)


def test_6_9_2_1_the_initial_window_changes_open_streams(connection):
    initial_window(connection, 0)
    connection.request(1)
    connection.expect_answer(1)
    connection.send(wire.settings((wire.INITIAL_WINDOW_SIZE, 1)))
    assert next_data(connection) == 1


def test_6_9_2_2_a_negative_window_is_kept(connection):
    initial_window(connection, 3)
    connection.request(1)
    assert next_data(connection) == 3
    initial_window(connection, 2)
    connection.send(wire.window_update(1, 2))
    assert next_data(connection) == 1


def test_6_9_2_3_the_initial_window_over_its_maximum(connection):
    connection.send(wire.settings((wire.INITIAL_WINDOW_SIZE, 1 << 31)))
    connection.expect_goaway(wire.FLOW_CONTROL_ERROR)


# 6.10 CONTINUATION


def continued(connection, *flags: int) -> None:
    """HEADERS with END_STREAM, then CONTINUATION frames with these flags."""
    connection.send(connection.headers(1, flags=END_STREAM), *[frame(CONTINUATION, each, 1, b"") for each in flags])


def test_6_10_1_multiple_continuation(connection):
    continued(connection, 0, 0, END_HEADERS)
    connection.expect_status(1, 12)


def test_6_10_2_another_frame_after_continuation(connection):
    continued(connection, 0)
    connection.send(frame(DATA, END_STREAM, 1, b"test"))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_10_3_continuation_on_stream_0(connection):
    connection.send(connection.headers(1, flags=END_STREAM), frame(CONTINUATION, END_HEADERS, 0))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_10_4_continuation_after_complete_headers(connection):
    connection.send(connection.headers(1), frame(CONTINUATION, END_HEADERS, 1))
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_10_5_continuation_after_complete_continuation(connection):
    continued(connection, END_HEADERS, END_HEADERS)
    connection.expect_goaway(PROTOCOL_ERROR)


def test_6_10_6_continuation_after_data(connection):
    connection.send(connection.headers(1), frame(DATA, 0, 1, EMPTY_MESSAGE), frame(CONTINUATION, END_HEADERS, 1))
    connection.expect_goaway(PROTOCOL_ERROR)

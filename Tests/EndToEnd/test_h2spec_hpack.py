"""The HPACK cases of h2spec, each named by its section of RFC 7541 and its number."""

import pytest
import wire
from wire import END_HEADERS, END_STREAM, HEADERS, Wire, frame


@pytest.fixture
def connection(server):
    with Wire(server.address) as connection:
        yield connection.handshake()


@pytest.mark.parametrize("head", [
    # 62 + 70, beyond both tables
    pytest.param(b"\xff\x05", id="2_3_3_1_indexed_field_with_an_invalid_index"),
    pytest.param(b"\x7f\x46\x05empty", id="2_3_3_2_literal_with_an_invalid_index"),
    pytest.param(b"\x20", id="4_2_1_table_size_update_at_the_end_of_a_block"),
    pytest.param(b"\x40\x06x-test\x84\x49\x50\x9f\xff", id="5_2_1_huffman_padding_longer_than_7_bits"),
    pytest.param(b"\x40\x06x-test\x83\xf2\xb2\x00", id="5_2_2_huffman_padding_of_zeros"),
    pytest.param(b"\x40\x06x-test\x87\xff\xff\xff\xff\xff\xff\xff", id="5_2_3_huffman_text_with_EOS"),
    pytest.param(b"\x80", id="6_1_1_indexed_field_with_index_0"),
    pytest.param(b"\x3f\xff\xff\x07", id="6_3_1_table_size_update_over_the_limit"),
])
def test_what_cannot_be_decompressed_is_a_connection_error(connection, head):
    # A size update has its place at the beginning of a block; where its place is not, any field before it will do.
    is_update = head[0] & 0xE0 == 0x20 and head != b"\x20"
    block = head + connection.head() if is_update else connection.head() + head
    connection.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, block))
    connection.expect_goaway(wire.COMPRESSION_ERROR)

"""The rules of PROTOCOL-HTTP2 by hand-made requests: which heads are taken, and what the others are told."""

import base64
import gzip
import zlib

import interop_wire
import pytest
from interop_wire import SERVICE, Wire, head, message

EMPTY = message(b"")
# UnaryCall with response_size 3, and the same for StreamingOutputCall.
UNARY = message(b"\x10\x03")
STREAMING = message(b"\x12\x02\x08\x03")
ECHO_INITIAL, ECHO_TRAILING = "x-grpc-test-echo-initial", "x-grpc-test-echo-trailing-bin"


@pytest.fixture(scope="module")
def server():
    instance = interop_wire.Server()
    yield instance
    instance.stop()


@pytest.fixture(scope="module")
def shared(server):
    """One connection for the whole table: none of its rows may harm the others."""
    with Wire(server.address) as wire:
        yield wire


@pytest.fixture(autouse=True)
def still_serving(shared):
    yield
    assert shared.call(head("EmptyCall"), EMPTY).status == 0


@pytest.mark.parametrize("method", ["UnaryCall", "StreamingOutputCall"])
@pytest.mark.parametrize("body, status", [
    (b"", 12), (EMPTY + EMPTY, 12), (UNARY[:-1], 13), (b"\0\0", 13), (b"\1" + UNARY[1:], 13), (b"\2" + UNARY[1:], 13),
    (b"\0\0\x40\0\1", 8), (b"\0\xff\xff\xff\xff", 8), (message(b"\xff"), 13),
], ids=["no message", "two messages", "cut message", "cut prefix", "flag without encoding", "flag 2", "4 MiB + 1", "4 GiB", "no protobuf"])
def test_what_one_message_must_be(shared, method, body, status):
    answer = shared.call(head(method), body)
    assert answer.status == status and answer.http_status == "200" and answer.is_trailers_only


@pytest.mark.parametrize("content_type", [
    "application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8", "application/grpc+proto;x=y"])
def test_content_types_that_are_taken_and_echoed(shared, content_type):
    answer = shared.call(head("UnaryCall", content_type=content_type), UNARY)
    assert answer.status == 0 and answer["content-type"] == content_type.split(";")[0]


@pytest.mark.parametrize("content_type", [
    None, "", "application/grpcfoo", "application/grpc+foo", "application/grpc+json", "application/grpc-web", "application/json",
    "text/plain", "application/grp", "Application/grpcc"])
def test_content_types_that_are_415(shared, content_type):
    answer = shared.call(head("UnaryCall", content_type=content_type), UNARY)
    assert answer.http_status == "415" and answer.has_ended and answer.status is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post"])
def test_other_verbs_are_405(shared, method):
    answer = shared.call(head("UnaryCall", method=method))
    assert answer.http_status == "405" and answer["allow"] == "POST" and answer.has_ended


@pytest.mark.parametrize("path", [
    "/grpc.testing.TestService/Nothing", "/grpc.testing.TestService/", "/grpc.testing.TestService", "/", "//",
    "/grpc.testing.TestService/unaryCall", "/grpc.testing.TestService/UnaryCall/", "//grpc.testing.TestService/UnaryCall",
    "/grpc.testing.TestService/%55naryCall", "/grpc.testing.TestService/UnaryCall?x", "/grpc.testing.TestService/./UnaryCall",
    "/x/../grpc.testing.TestService/UnaryCall", "/grpc.testing.testservice/UnaryCall"])
def test_paths_are_compared_byte_by_byte(shared, path):
    answer = shared.call(head("", path=path), UNARY)
    assert answer.status == 12 and answer.is_trailers_only and answer.http_status == "200"


@pytest.mark.parametrize("path", ["grpc.testing.TestService/UnaryCall", "", "*"])
def test_a_path_without_a_slash_is_no_call(server, path):
    with Wire(server.address) as wire:
        answer = wire.call(head("", path=path), UNARY)
        assert answer.status == 12 or answer.reset == 1
        assert wire.call(head("EmptyCall"), EMPTY).status == 0


def test_te_may_be_missing_but_not_wrong(server):
    with Wire(server.address) as wire:
        assert wire.call(head("UnaryCall", te=None), UNARY).status == 0
        assert wire.call(head("UnaryCall", te="gzip"), UNARY).reset == 1
        assert wire.call(head("UnaryCall"), UNARY).status == 0


def test_the_authority_may_be_the_host(server):
    with Wire(server.address) as wire:
        assert wire.call(head("UnaryCall", authority=None) + [("host", "localhost")], UNARY).status == 0
        assert wire.call(head("UnaryCall"), UNARY).status == 0
        assert wire.call(head("UnaryCall", authority=None), UNARY).reset == 1
        assert wire.call(head("UnaryCall") + [("host", "a"), ("host", "b")], UNARY).reset == 1


@pytest.mark.parametrize("timeout", ["1H", "99999999H", "1M", "5S", "99999999S", "30000m", "30000000u", "99999999n", "00000010S"])
def test_timeouts_that_are_long_enough(shared, timeout):
    assert shared.call(head("UnaryCall", grpc_timeout=timeout), UNARY).status == 0


@pytest.mark.parametrize("timeout, seconds", [("1S", 1), ("100m", 0.1), ("100000u", 0.1), ("99999999n", 0.1), ("1m", 0.001), ("1u", 0), ("1n", 0)])
def test_timeouts_that_pass(shared, timeout, seconds):
    answer = shared.call(head("FullDuplexCall", grpc_timeout=timeout), end=False)
    assert answer.status == 4 and answer.is_trailers_only
    assert seconds * 0.9 < answer.seconds + 0.05 < seconds + 10


@pytest.mark.parametrize("timeout", ["0H", "0M", "0S", "0m", "0u", "0n", "00000000n"])
def test_a_timeout_of_nothing_has_passed(shared, timeout):
    assert shared.call(head("UnaryCall", grpc_timeout=timeout), UNARY).status == 4


@pytest.mark.parametrize("timeout", ["", "1", "S", "1s", "1h", "-1S", "+1S", "1.5S", "1 S", "123456789S", "1SS", "0x1S", "one"])
def test_malformed_timeouts(shared, timeout):
    answer = shared.call(head("UnaryCall", grpc_timeout=timeout), UNARY)
    assert answer.status == 13 and answer.is_trailers_only


@pytest.mark.parametrize("sent, values", [
    (["q6ur"], [b"\xab\xab\xab"]), (["AA"], [b"\0"]), (["AA=="], [b"\0"]), (["AAE"], [b"\0\1"]), (["AAE="], [b"\0\1"]), ([""], [b""]),
    (["AA,AQ==,Ag"], [b"\0", b"\1", b"\2"]), (["AA", "AQ"], [b"\0", b"\1"]), (["+/+/"], [b"\xfb\xff\xbf"])])
def test_binary_metadata(shared, sent, values):
    """Read with and without padding, split at commas; written without padding, one field a value."""
    answer = shared.call(head("UnaryCall") + [(ECHO_TRAILING, value) for value in sent], UNARY)
    echoed = [value for name, value in answer.heads[1] if name == ECHO_TRAILING]
    assert echoed == [base64.b64encode(value).rstrip(b"=").decode() for value in values]


@pytest.mark.parametrize("value", ["!", "A", "AAAAA", "A=", "AA=", "AA===", "AA==AA==", "-_-_", "AA AA", "AA,!", "AB", "é"])
def test_binary_metadata_that_is_no_base64(shared, value):
    answer = shared.call(head("UnaryCall") + [(ECHO_TRAILING, value)], UNARY)
    assert answer.status == 13 and answer.is_trailers_only


def test_metadata_keeps_its_order_and_reserved_names_are_the_protocols(shared):
    sent = [(ECHO_INITIAL, "b"), ("other", "x"), (ECHO_INITIAL, "a"), (ECHO_INITIAL, "b"), ("grpc-unheard-of", "1")]
    answer = shared.call(head("UnaryCall") + sent, UNARY)
    assert [value for name, value in answer.heads[0] if name == ECHO_INITIAL] == ["b", "a", "b"]
    assert not any(name.startswith("grpc-") for name, _ in answer.heads[0])


@pytest.mark.parametrize("encoding", ["zstd", "snappy", "br", "GZIP", "gzip,deflate"])
def test_unknown_encodings_are_refused_with_the_known_ones(shared, encoding):
    answer = shared.call(head("UnaryCall", grpc_encoding=encoding), UNARY)
    assert answer.status == 12 and answer["grpc-accept-encoding"] == "identity,deflate,gzip"


@pytest.mark.parametrize("encoding, compress", [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_compressed_messages(shared, encoding, compress):
    fields = head("UnaryCall", grpc_encoding=encoding)
    assert shared.call(fields, message(compress(b"\x10\x03"), 1)).status == 0
    assert shared.call(fields, UNARY).status == 0, "each message says for itself"
    assert shared.call(fields, message(compress(b"\x10\x03")[:-1], 1)).status == 13
    assert shared.call(fields, message(compress(b"\x10\x03") + b"\0", 1)).status == 13
    assert shared.call(fields, message(b"\x10\x03", 1)).status == 13
    assert shared.call(head("UnaryCall", grpc_encoding="identity"), message(b"\x10\x03", 1)).status == 13


@pytest.mark.parametrize("method", ["UnaryCall", "StreamingInputCall", "StreamingOutputCall", "HalfDuplexCall", "FullDuplexCall"])
def test_gzip_bombs_are_stopped_early(server, method):
    before = server.resident_bytes
    bomb = message(gzip.compress(bytes(64 << 20)), 1)
    with Wire(server.address) as wire:
        for _ in range(20):
            assert wire.call(head(method, grpc_encoding="gzip"), bomb).status == 8
        assert wire.call(head("EmptyCall"), EMPTY).status == 0
    assert server.resident_bytes - before < 32 << 20


@pytest.mark.parametrize("limit, text_bytes", [(16384, 2_000), (2_000, 1_024), (600, None), (150, None)])
def test_trailers_fit_into_what_the_caller_takes(server, limit, text_bytes):
    """The text is cut, then left out; the status never."""
    text = "x" * 2_000
    # response_status (field 7) with code 5 and the text.
    status = b"\x08\x05\x12" + bytes([len(text) & 0x7F | 0x80, len(text) >> 7]) + text.encode()
    body = message(b"\x3a" + bytes([len(status) & 0x7F | 0x80, len(status) >> 7]) + status)
    with Wire(server.address, header_list_bytes_max=limit) as wire:
        # Answered only once our SETTINGS are known.
        assert wire.call(head("EmptyCall"), EMPTY).status == 0
        answer = wire.call(head("UnaryCall"), body)
    assert answer.status == 5 and sum(len(name) + len(value) + 32 for name, value in answer.heads[0]) <= limit
    assert answer["grpc-message"] == (None if text_bytes is None else "x" * text_bytes)


def test_an_early_answer_ends_the_stream_for_the_caller_too(shared):
    answer = shared.call(head("", path=SERVICE + "Nothing"), UNARY[:-1], end=False)
    assert answer.status == 12 and answer.has_ended
    shared.until(lambda: answer.reset is not None)
    assert answer.reset == 0, "RST_STREAM(NO_ERROR) after the trailers"


# Plain requests.

PLAIN = ("content-type", "te")


def test_healthz(shared):
    answer = shared.call(head("", path="/healthz", method="GET", without=PLAIN))
    assert (answer.http_status, answer.body, answer.has_ended) == ("200", b"ok", True)
    assert answer["content-length"] == "2" and answer["content-type"] == "text/plain" and answer["grpc-status"] is None
    answer = shared.call(head("", path="/healthz", method="HEAD", without=PLAIN))
    assert (answer.http_status, answer.body, answer.has_ended, answer["content-length"]) == ("200", b"", True, "2")


def test_healthz_with_an_upload_that_does_not_end(shared):
    answer = shared.call(head("", path="/healthz", method="GET", without=PLAIN), end=False)
    assert answer.http_status == "200" and answer.has_ended
    shared.until(lambda: answer.reset is not None)
    assert answer.reset == 0


@pytest.mark.parametrize("method, path, status", [
    ("GET", "/", "404"), ("HEAD", "/", "404"), ("GET", "/healthz/", "404"), ("GET", "/healthz?x", "404"), ("GET", "/favicon.ico", "404"),
    ("GET", SERVICE + "UnaryCall", "405"), ("POST", "/healthz", "415"), ("POST", "/", "415"), ("DELETE", "/healthz", "405")])
def test_other_plain_requests_get_an_answer_that_ends(shared, method, path, status):
    answer = shared.call(head("", path=path, method=method, without=PLAIN))
    assert answer.http_status == status and answer.has_ended

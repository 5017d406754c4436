"""gRPC's interoperability cases (interop-test-descriptions.md) by grpcio against our server, with what each must look like on the wire.

The cases that need a cloud's credentials are left out; cacheable_unary asks for no cache in between.
"""

import gzip
import queue
import subprocess
import threading

import grpc
import interop_wire
import pytest
from daemon import REPOSITORY
from interop_service import empty_pb2, messages_pb2, test_pb2_grpc
from interop_wire import Wire, head, message, status_of

CODES = grpc.StatusCode
SECONDS = 30
ECHO_INITIAL, ECHO_TRAILING = "x-grpc-test-echo-initial", "x-grpc-test-echo-trailing-bin"
SPECIAL_TEXT = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
SPECIAL_WIRE = "%09%0Atest with whitespace%0D%0Aand Unicode BMP %E2%98%BA and non-BMP %F0%9F%98%88%09%0A"


@pytest.fixture(scope="module")
def server():
    instance = interop_wire.Server()
    yield instance
    instance.stop()


@pytest.fixture(scope="module")
def channel(server):
    with grpc.insecure_channel(server.address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
        yield channel


@pytest.fixture(scope="module")
def stub(channel):
    return test_pb2_grpc.TestServiceStub(channel)


@pytest.fixture
def wire(server):
    with Wire(server.address) as wire:
        yield wire


def unary(size: int = 0, body: int = 0, **fields) -> messages_pb2.SimpleRequest:
    payload = messages_pb2.Payload(body=bytes(body)) if body else None
    return messages_pb2.SimpleRequest(response_size=size, payload=payload, **fields)


def upload(body: int, **fields) -> messages_pb2.StreamingInputCallRequest:
    return messages_pb2.StreamingInputCallRequest(payload=messages_pb2.Payload(body=bytes(body)), **fields)


def download(*sizes: int, body: int = 0, **fields) -> messages_pb2.StreamingOutputCallRequest:
    parameters = [messages_pb2.ResponseParameters(size=size) for size in sizes]
    return messages_pb2.StreamingOutputCallRequest(
        response_parameters=parameters, payload=messages_pb2.Payload(body=bytes(body)), **fields)


def on(value: bool) -> messages_pb2.BoolValue:
    return messages_pb2.BoolValue(value=value)


def sizes(responses) -> list[int]:
    found = [response.payload for response in responses]
    assert all(not any(payload.body) and payload.type == messages_pb2.COMPRESSABLE for payload in found)
    return [len(payload.body) for payload in found]


def test_empty_unary(stub, wire):
    assert stub.EmptyCall(empty_pb2.Empty(), timeout=SECONDS) == empty_pb2.Empty()
    answer = wire.call(head("EmptyCall"), b"\0\0\0\0\0")
    assert answer.body == b"\0\0\0\0\0" and answer.heads[1] == [("grpc-status", "0")] and answer.http_status == "200"


def test_cacheable_unary(stub):
    response, call = stub.CacheableUnaryCall.with_call(unary(), timeout=SECONDS)
    assert dict(call.initial_metadata())["cache-control"] == "max-age=60,public" and response.payload.body


def test_large_unary(stub, wire):
    response = stub.UnaryCall(unary(314159, 271828), timeout=SECONDS)
    assert sizes([response]) == [314159]
    request = unary(314159, 271828).SerializeToString()
    answer = wire.call(head("UnaryCall"), message(request))
    # h2 refuses frames over its SETTINGS_MAX_FRAME_SIZE, so it is enough that it was content.
    assert answer.status == 0 and len(answer.data_frames) > 1 and wire.window_updates > 0
    assert len(answer.messages) == 1 and len(answer.body) > 314159


def test_an_unknown_payload_type_is_invalid(stub):
    assert status_of(lambda: stub.UnaryCall(unary(1, response_type=7), timeout=SECONDS)) == CODES.INVALID_ARGUMENT


def test_client_compressed_unary(stub):
    probe = unary(314159, 271828, expect_compressed=on(True))
    assert status_of(lambda: stub.UnaryCall(probe, timeout=SECONDS)) == CODES.INVALID_ARGUMENT
    compressed = stub.UnaryCall(probe, timeout=SECONDS, compression=grpc.Compression.Gzip)
    deflated = stub.UnaryCall(probe, timeout=SECONDS, compression=grpc.Compression.Deflate)
    plain = stub.UnaryCall(unary(314159, 271828, expect_compressed=on(False)), timeout=SECONDS)
    assert sizes([compressed, deflated, plain]) == [314159] * 3


@pytest.mark.parametrize("is_compressed", [True, False])
def test_server_compressed_unary(stub, wire, is_compressed):
    request = unary(314159, 271828, response_compressed=on(is_compressed))
    assert sizes([stub.UnaryCall(request, timeout=SECONDS)]) == [314159]
    answer = wire.call(head("UnaryCall", grpc_accept_encoding="gzip"), message(request.SerializeToString()))
    assert answer.status == 0 and answer.heads[0].count(("grpc-encoding", "gzip")) == 1
    assert [flag for flag, _ in answer.messages] == [1 if is_compressed else 0]


def test_server_compressed_unary_for_a_caller_that_takes_no_gzip(wire):
    request = unary(314159, response_compressed=on(True)).SerializeToString()
    answer = wire.call(head("UnaryCall", grpc_accept_encoding="identity"), message(request))
    assert answer["grpc-encoding"] is None and answer.messages[0][0] == 0 and len(answer.body) > 314159


def test_client_streaming(stub):
    requests = [upload(size) for size in (27182, 8, 1828, 45904)]
    assert stub.StreamingInputCall(iter(requests), timeout=SECONDS).aggregated_payload_size == 74922


def test_client_compressed_streaming(stub, wire):
    probe = [upload(27182, expect_compressed=on(True))]
    assert status_of(lambda: stub.StreamingInputCall(iter(probe), timeout=SECONDS)) == CODES.INVALID_ARGUMENT
    # grpcio compresses all messages of a call or none, so the mixture is written by hand.
    first = upload(27182, expect_compressed=on(True)).SerializeToString()
    second = upload(45904, expect_compressed=on(False)).SerializeToString()
    body = message(gzip.compress(first), flag=1) + message(second)
    answer = wire.call(head("StreamingInputCall", grpc_encoding="gzip"), body)
    response = messages_pb2.StreamingInputCallResponse.FromString(answer.messages[0][1])
    assert answer.status == 0 and response.aggregated_payload_size == 73086
    all_compressed = [upload(size, expect_compressed=on(True)) for size in (27182, 45904)]
    response = stub.StreamingInputCall(iter(all_compressed), timeout=SECONDS, compression=grpc.Compression.Gzip)
    assert response.aggregated_payload_size == 73086


def test_server_streaming(stub):
    expected = [31415, 9, 2653, 58979]
    assert sizes(stub.StreamingOutputCall(download(*expected), timeout=SECONDS)) == expected


def test_server_streaming_waits_as_it_is_told(wire):
    request = download(1)
    request.response_parameters[0].interval_us = 200_000
    answer = wire.call(head("StreamingOutputCall"), message(request.SerializeToString()))
    assert answer.status == 0 and answer.seconds >= 0.19


def test_server_compressed_streaming(stub, wire):
    request = download(31415, 92653)
    request.response_parameters[0].compressed.value = True
    request.response_parameters[1].compressed.value = False
    assert sizes(stub.StreamingOutputCall(request, timeout=SECONDS)) == [31415, 92653]
    answer = wire.call(head("StreamingOutputCall", grpc_accept_encoding="gzip"), message(request.SerializeToString()))
    assert [flag for flag, _ in answer.messages] == [1, 0] and answer["grpc-encoding"] == "gzip"
    assert len(answer.messages[0][1]) < 1_000 and len(answer.messages[1][1]) > 92653


PING_PONG = [(27182, 31415), (8, 9), (1828, 2653), (45904, 58979)]


def test_ping_pong(stub):
    """Each request is sent only after the answer to the one before."""
    answered = []
    waiting = queue.Queue()
    call = stub.FullDuplexCall(iter(waiting.get, None), timeout=SECONDS)
    for body, size in PING_PONG:
        waiting.put(download(size, body=body))
        answered.append(next(call))
    waiting.put(None)
    assert sizes(answered) == [size for _, size in PING_PONG] and list(call) == [] and call.code() == CODES.OK


def test_half_duplex(stub):
    requests = [download(size, body=body) for body, size in PING_PONG]
    assert sizes(stub.HalfDuplexCall(iter(requests), timeout=SECONDS)) == [size for _, size in PING_PONG]


def test_empty_stream(stub, wire):
    assert list(stub.FullDuplexCall(iter([]), timeout=SECONDS)) == []
    answer = wire.call(head("FullDuplexCall"))
    assert answer.status == 0 and answer.messages == []


def test_custom_metadata(stub, wire):
    metadata = ((ECHO_INITIAL, "test_initial_metadata_value"), (ECHO_TRAILING, b"\xab\xab\xab"))
    _, call = stub.UnaryCall.with_call(unary(314159, 271828), timeout=SECONDS, metadata=metadata)
    stream = stub.FullDuplexCall(iter([download(314159, body=271828)]), timeout=SECONDS, metadata=metadata)
    assert sizes(stream) == [314159]
    for each in (call, stream):
        assert dict(each.initial_metadata())[ECHO_INITIAL] == "test_initial_metadata_value"
        assert dict(each.trailing_metadata())[ECHO_TRAILING] == b"\xab\xab\xab"
    fields = head("UnaryCall") + [(ECHO_INITIAL, "v"), (ECHO_TRAILING, "q6ur")]
    answer = wire.call(fields, message(b""))
    assert (ECHO_INITIAL, "v") in answer.heads[0] and (ECHO_TRAILING, "q6ur") in answer.heads[1]


def test_status_code_and_message(stub, wire):
    status = messages_pb2.EchoStatus(code=2, message="test status message")
    with pytest.raises(grpc.RpcError) as refused:
        stub.UnaryCall(unary(response_status=status), timeout=SECONDS)
    assert (refused.value.code(), refused.value.details()) == (CODES.UNKNOWN, "test status message")
    call = stub.FullDuplexCall(iter([download(response_status=status), download(1)]), timeout=SECONDS)
    with pytest.raises(grpc.RpcError):
        list(call)
    assert (call.code(), call.details()) == (CODES.UNKNOWN, "test status message")
    answer = wire.call(head("UnaryCall"), message(unary(response_status=status).SerializeToString()))
    assert answer.is_trailers_only and answer.http_status == "200" and answer.status == 2


def test_special_status_message(stub, wire):
    request = unary(response_status=messages_pb2.EchoStatus(code=2, message=SPECIAL_TEXT))
    with pytest.raises(grpc.RpcError) as refused:
        stub.UnaryCall(request, timeout=SECONDS)
    assert (refused.value.code(), refused.value.details()) == (CODES.UNKNOWN, SPECIAL_TEXT)
    assert wire.call(head("UnaryCall"), message(request.SerializeToString()))["grpc-message"] == SPECIAL_WIRE


def test_unimplemented_method_and_service(stub, channel, wire):
    unknown = test_pb2_grpc.UnimplementedServiceStub(channel)
    assert status_of(lambda: stub.UnimplementedCall(empty_pb2.Empty(), timeout=SECONDS)) == CODES.UNIMPLEMENTED
    assert status_of(lambda: unknown.UnimplementedCall(empty_pb2.Empty(), timeout=SECONDS)) == CODES.UNIMPLEMENTED
    for path in ("/grpc.testing.UnimplementedService/UnimplementedCall", interop_wire.SERVICE + "UnimplementedCall"):
        answer = wire.call(head("", path=path), message(b""))
        assert answer.is_trailers_only and answer.http_status == "200" and answer.status == 12


def test_cancel_after_begin(stub):
    ended = threading.Event()
    call = stub.StreamingInputCall.future(iter(lambda: ended.wait(), None))
    call.cancel()
    ended.set()
    assert call.cancelled() and call.code() == CODES.CANCELLED


def test_cancel_after_first_response(stub):
    waiting = queue.Queue()
    call = stub.FullDuplexCall(iter(waiting.get, None))
    waiting.put(download(31415, body=27182))
    assert sizes([next(call)]) == [31415]
    call.cancel()
    waiting.put(None)
    assert status_of(lambda: call) == CODES.CANCELLED


def test_cancelled_calls_leave_nothing():
    """RST_STREAM(CANCEL) ends handlers that wait, before any message and after one; a lost connection ends the rest."""
    server = interop_wire.Server()
    with Wire(server.address) as wire:
        # Fewer than make the server read such a caller more slowly.
        for _ in range(40):
            before = wire.open(head("StreamingInputCall"), end=False)
            after = wire.open(head("FullDuplexCall"), message(download(3).SerializeToString()), end=False)
            wire.until(lambda: wire.answers[after].messages)
            wire.reset(before)
            wire.reset(after)
        wire.open(head("FullDuplexCall"), end=False)
        assert wire.call(head("EmptyCall"), message(b"")).status == 0
    with Wire(server.address) as other:
        assert other.call(head("EmptyCall"), message(b"")).status == 0
    assert server.stop() == "active handlers 0, open streams 0, cancelled 80\n"


def test_timeout_on_sleeping_server(stub, wire):
    waiting = queue.Queue()
    waiting.put(download(31415, body=27182))
    call = stub.FullDuplexCall(iter(waiting.get, None), timeout=0.001)
    assert status_of(lambda: call) == CODES.DEADLINE_EXCEEDED
    waiting.put(None)
    answer = wire.call(head("FullDuplexCall", grpc_timeout="50m"), end=False)
    assert answer.status == 4 and 0.04 < answer.seconds < SECONDS / 2


def test_rpc_soak(server, stub, deep):
    """No call fails, and memory stays: 10,000 calls, with --deep ten times as many."""
    request = unary(30, 20)
    call = stub.UnaryCall
    for _ in range(1_000):
        call(request, timeout=SECONDS)
    before = server.resident_bytes
    for _ in range(100_000 if deep else 10_000):
        assert len(call(request, timeout=SECONDS).payload.body) == 30
    assert server.resident_bytes - before < 8 << 20


def test_channel_soak(server):
    """A channel for each call."""
    for _ in range(50):
        with grpc.insecure_channel(server.address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
            response = test_pb2_grpc.TestServiceStub(channel).UnaryCall(unary(314159, 271828), timeout=SECONDS)
            assert len(response.payload.body) == 314159


# The five kinds of calls of the Connect conformance suite, over the same service.

STREAM_TYPES = ["unary", "client stream", "server stream", "half-duplex", "full-duplex"]


def call_of(stub, stream_type: str, status=None, size: int = 1, body: int = 0, count: int = 1, **options):
    """Calls by that type and reads the answer to its end; the call, and its answers."""
    options = {"timeout": SECONDS} | options
    if stream_type == "unary":
        response, call = stub.UnaryCall.with_call(unary(size, body, response_status=status), **options)
        return call, [response]
    if stream_type == "client stream":
        response, call = stub.StreamingInputCall.with_call(iter([upload(body)] * count), **options)
        return call, [response]
    if stream_type == "server stream":
        call = stub.StreamingOutputCall(download(*[size] * count, body=body, response_status=status), **options)
    else:
        method = stub.HalfDuplexCall if stream_type == "half-duplex" else stub.FullDuplexCall
        call = method(iter([download(size, body=body, response_status=status)] * count), **options)
    return call, list(call)


@pytest.mark.parametrize("stream_type", STREAM_TYPES)
def test_basic_calls(stub, stream_type):
    call, responses = call_of(stub, stream_type, size=1234, body=4321, count=3)
    assert call.code() == CODES.OK
    assert len(responses) == (1 if stream_type in ("unary", "client stream") else 3)


@pytest.mark.parametrize("stream_type", STREAM_TYPES)
def test_empty_messages(stub, stream_type):
    call, responses = call_of(stub, stream_type, size=0)
    assert call.code() == CODES.OK and len(responses) == 1


@pytest.mark.parametrize("stream_type", STREAM_TYPES)
def test_compressed_requests(stub, stream_type):
    call, _ = call_of(stub, stream_type, body=50_000, count=2, compression=grpc.Compression.Gzip)
    assert call.code() == CODES.OK


@pytest.mark.parametrize("stream_type", STREAM_TYPES)
def test_duplicate_metadata(stub, stream_type):
    """Values of one name keep their number and order, both ways."""
    values = ["one", "two", "", "three, four"]
    metadata = tuple((ECHO_INITIAL, value) for value in values) + ((ECHO_TRAILING, b"\x00"), (ECHO_TRAILING, b"\xff\xfe"))
    call, _ = call_of(stub, stream_type, metadata=metadata)
    assert [value for name, value in call.initial_metadata() if name == ECHO_INITIAL] == values
    assert [value for name, value in call.trailing_metadata() if name == ECHO_TRAILING] == [b"\x00", b"\xff\xfe"]


@pytest.mark.parametrize("stream_type", [kind for kind in STREAM_TYPES if kind != "client stream"])
@pytest.mark.parametrize("code", range(1, 17))
def test_errors(stub, stream_type, code):
    status = messages_pb2.EchoStatus(code=code, message="oh no: 100 % ☠")
    with pytest.raises(grpc.RpcError) as refused:
        call_of(stub, stream_type, status=status)
    assert (refused.value.code().value[0], refused.value.details()) == (code, "oh no: 100 % ☠")


@pytest.mark.parametrize("stream_type", STREAM_TYPES)
def test_a_deadline_that_is_kept(stub, stream_type):
    assert call_of(stub, stream_type, timeout=2)[0].code() == CODES.OK


@pytest.mark.parametrize("method", ["StreamingInputCall", "HalfDuplexCall", "FullDuplexCall", "UnaryCall", "StreamingOutputCall"])
def test_a_deadline_that_passes(wire, method):
    """200 ms, while the server waits for the caller or works: its own answer, not the caller's clock."""
    request = download(1, 1)
    request.response_parameters[1].interval_us = 60_000_000
    fields = head(method, grpc_timeout="200m")
    works = method == "StreamingOutputCall"
    answer = wire.call(fields, message(request.SerializeToString()) if works else b"", end=works)
    assert answer.status == 4 and 0.15 < answer.seconds < SECONDS / 2
    assert len(answer.messages) == (1 if works else 0)


def test_the_largest_message_passes_and_one_byte_more_does_not(server):
    limit = interop_wire.MESSAGE_BYTES_MAX

    def filled(build, size: int):
        excess = len(build(size).SerializeToString()) - size
        assert len(build(size - excess).SerializeToString()) == size
        return build(size - excess)

    options = [("grpc.max_send_message_length", -1), ("grpc.use_local_subchannel_pool", 1)]
    with grpc.insecure_channel(server.address, options=options) as channel:
        stub = test_pb2_grpc.TestServiceStub(channel)
        calls = {
            "unary": lambda size, _: stub.UnaryCall(filled(lambda n: unary(1, n), size), timeout=SECONDS),
            "client stream": lambda size, before: stub.StreamingInputCall(
                iter([upload(1)] * before + [filled(upload, size)]), timeout=SECONDS),
            "server stream": lambda size, _: stub.StreamingOutputCall(
                filled(lambda n: download(1, body=n), size), timeout=SECONDS),
            "half-duplex": lambda size, before: stub.HalfDuplexCall(
                iter([download(1)] * before + [filled(lambda n: download(1, body=n), size)]), timeout=SECONDS),
            "full-duplex": lambda size, before: stub.FullDuplexCall(
                iter([download(1)] * before + [filled(lambda n: download(1, body=n), size)]), timeout=SECONDS),
        }
        assert list(calls) == STREAM_TYPES
        for stream_type, call in calls.items():
            for before in (0, 1):
                assert status_of(lambda: call(limit, before)) == CODES.OK, stream_type
                assert status_of(lambda: call(limit + 1, before)) == CODES.RESOURCE_EXHAUSTED, stream_type


# Over TLS.


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory):
    """A server that asks for certificates, and the directory of those."""
    directory = tmp_path_factory.mktemp("certificates")
    subprocess.run([REPOSITORY / "scripts" / "dev-certs", str(directory)], check=True, capture_output=True, timeout=60)
    flags = {"--tls-cert": "server.pem", "--tls-key": "server.key", "--tls-client-ca": "ca.pem"}
    server = interop_wire.Server(*[word for flag, name in flags.items() for word in (flag, str(directory / name))])
    yield server, directory
    server.stop()


@pytest.mark.parametrize("has_certificate", [False, True])
@pytest.mark.parametrize("stream_type", STREAM_TYPES)
def test_calls_over_tls(encrypted, stream_type, has_certificate):
    server, directory = encrypted
    read = lambda name: (directory / name).read_bytes()
    own = {"private_key": read("client.key"), "certificate_chain": read("client.pem")} if has_certificate else {}
    credentials = grpc.ssl_channel_credentials(root_certificates=read("ca.pem"), **own)
    with grpc.secure_channel(server.address, credentials) as channel:
        stub = test_pb2_grpc.TestServiceStub(channel)
        call, responses = call_of(stub, stream_type, size=100_000, body=100_000, count=2)
        username = stub.UnaryCall(unary(fill_username=True), timeout=SECONDS).username
    assert call.code() == CODES.OK and len(responses) == (1 if stream_type in ("unary", "client stream") else 2)
    assert bool(username) == has_certificate

"""gRPC's negative http2 cases and what a good client refuses, by our own client against a server that breaks the rules."""

import base64
import gzip
import struct

import h2.errors
import h2.settings
import pytest
from misbehaving_server import HEAD, OK, MisbehavingServer, sealed, simple_response
from test_interop_client import run_client

Codes = h2.errors.ErrorCodes
GOOD = sealed(simple_response(10))


def serve(behaviour, **options):
    return MisbehavingServer(behaviour, **options)


@pytest.fixture
def servers():
    """Stops what a test started."""
    started = []
    yield started.append
    for server in started:
        server.stop()


# gRPC's doc/negative-http2-interop-test-descriptions.md


def test_rst_after_header(servers):
    def behaviour(connection, stream_id):
        connection.head(stream_id)
        connection.reset(stream_id)

    servers(server := serve(behaviour))
    run_client(server.port, "rst_after_header")


def test_rst_during_data(servers):
    def behaviour(connection, stream_id):
        connection.head(stream_id)
        connection.data(stream_id, sealed(simple_response(314_159))[:20_000])
        connection.after_data(stream_id, lambda: connection.reset(stream_id))

    servers(server := serve(behaviour))
    run_client(server.port, "rst_during_data")


def test_rst_after_data(servers):
    def behaviour(connection, stream_id):
        connection.head(stream_id)
        connection.data(stream_id, sealed(simple_response(314_159)))
        connection.after_data(stream_id, lambda: connection.reset(stream_id))

    servers(server := serve(behaviour))
    run_client(server.port, "rst_after_data")


def test_goaway(servers):
    def behaviour(connection, stream_id):
        connection.answer(stream_id)
        connection.after_data(stream_id, lambda: connection.raw(7, 0, 0, struct.pack(">II", stream_id, 0)))

    servers(server := serve(behaviour))
    run_client(server.port, "goaway")
    assert len(server.connections) >= 2
    assert len(server.requests) == 2


def test_ping(servers):
    def behaviour(connection, stream_id):
        connection.h2.ping(b"12345678")
        connection.head(stream_id)
        connection.h2.ping(b"23456789")
        connection.data(stream_id, sealed(simple_response(314_159)))
        connection.h2.ping(b"34567890")
        connection.after_data(stream_id, lambda: connection.trailers(stream_id))

    servers(server := serve(behaviour))
    run_client(server.port, "ping")
    assert server.connections[0].acknowledged_pings == 3


def test_max_streams(servers):
    settings = {h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS: 1}
    servers(server := serve(lambda connection, stream_id: connection.answer(stream_id), settings=settings))
    run_client(server.port, "max_streams")
    assert len(server.requests) == 16
    assert len(server.connections) == 1
    assert server.connections[0].most_open == 1


# What is sent again without the caller's knowledge


def test_a_refused_stream_is_sent_again_once(servers):
    def behaviour(connection, stream_id):
        if len(server.requests) == 1:
            connection.reset(stream_id, Codes.REFUSED_STREAM)
        else:
            connection.answer(stream_id, 10)

    servers(server := serve(behaviour))
    run_client(server.port, "unary_status")
    assert len(server.requests) == 2


def test_a_stream_that_is_always_refused_fails(servers):
    servers(server := serve(lambda connection, stream_id: connection.reset(stream_id, Codes.REFUSED_STREAM)))
    run_client(server.port, "unary_status", "--code", "14")
    assert len(server.requests) == 2


def test_a_stream_above_the_last_of_a_goaway_is_sent_again(servers):
    def behaviour(connection, stream_id):
        if len(server.requests) == 1:
            connection.raw(7, 0, 0, struct.pack(">II", 0, 0))
        else:
            connection.answer(stream_id, 10)

    servers(server := serve(behaviour))
    run_client(server.port, "unary_status")
    assert (len(server.requests), len(server.connections)) == (2, 2)


def test_a_connection_that_breaks_is_no_reason_to_send_again(servers):
    def behaviour(connection, stream_id):
        import socket

        connection.socket.shutdown(socket.SHUT_RDWR)

    servers(server := serve(behaviour))
    run_client(server.port, "unary_status", "--code", "14")
    assert len(server.requests) == 1


# Answers that are none


def answering(head=HEAD, data=b"", trailers=OK, end=True):
    """A head, DATA and trailers; `None` leaves one out."""

    def behaviour(connection, stream_id):
        if head is not None:
            connection.head(stream_id, head, end_stream=trailers is None and not data and end)
        if data:
            connection.data(stream_id, data)
        if trailers is not None:
            connection.after_data(stream_id, lambda: connection.trailers(stream_id, trailers))
        elif data and end:
            connection.after_data(stream_id, lambda: (connection.h2.end_stream(stream_id), connection.flush()))

    return behaviour


def details(code):
    return base64.b64encode(bytes([8, code])).decode().rstrip("=")


GZIP = HEAD + [("grpc-encoding", "gzip")]

REFUSED = {
    "an encoding that was not asked for": (answering(HEAD + [("grpc-encoding", "br")], GOOD), 13),
    "corrupt gzip": (answering(GZIP, sealed(b"no gzip at all", 1)), 13),
    "gzip with something behind it": (answering(GZIP, sealed(gzip.compress(b"") + b"x", 1)), 13),
    "a gzip bomb": (answering(GZIP, sealed(gzip.compress(simple_response(64 << 20)), 1)), 8),
    "gzip to more than the limit": (answering(GZIP, sealed(gzip.compress(simple_response(4 << 20)), 1)), 8),
    "no content-type": (answering([(":status", "200")]), 2),
    "text/html": (answering([(":status", "200"), ("content-type", "text/html")]), 2),
    "application/grpcfoo": (answering([(":status", "200"), ("content-type", "application/grpcfoo")]), 2),
    "no grpc-status": (answering(data=GOOD, trailers=[("x", "y")]), 2),
    "malformed grpc-status": (answering(data=GOOD, trailers=[("grpc-status", "zero")]), 2),
    "unknown grpc-status": (answering(trailers=[("grpc-status", "99")]), 2),
    "DATA ends the stream": (answering(data=GOOD, trailers=None), 2),
    "a head ends the stream": (answering(trailers=None), 2),
    "no message": (answering(), 12),
    "two messages": (answering(data=GOOD + GOOD), 12),
    "compressed without encoding": (answering(data=sealed(b"x", 1)), 13),
    "a bad flag": (answering(data=sealed(b"x", 2)), 13),
    "truncated": (answering(data=GOOD[:-1]), 13),
    "not the message": (answering(data=sealed(b"\xff\xff\xff")), 13),
    "too large": (answering(data=struct.pack(">BI", 0, (4 << 20) + 1)), 8),
    "4 GiB announced": (answering(data=struct.pack(">BI", 0, 0xFFFFFFFF)), 8),
    "details that are no base64": (
        answering(trailers=[("grpc-status", "5"), ("grpc-status-details-bin", "!!")]), 13),
    "details of another code": (
        answering(trailers=[("grpc-status", "5"), ("grpc-status-details-bin", details(6))]), 13),
    "a header list too large": (answering(HEAD + [(f"x-{n}", "v" * 200) for n in range(100)]), 8),
    "trailers too large": (answering(data=GOOD, trailers=OK + [(f"x-{n}", "v" * 200) for n in range(100)]), 8),
    "an error in trailers alone": (answering(HEAD + [("grpc-status", "7")], trailers=None), 7),
    "an error after the message": (answering(data=GOOD, trailers=[("grpc-status", "9")]), 9),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(servers, name):
    behaviour, code = REFUSED[name]
    servers(server := serve(behaviour))
    run_client(server.port, "unary_status", "--code", str(code))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "status, code",
    [(400, 13), (401, 16), (403, 7), (404, 12), (429, 14), (502, 14), (503, 14), (504, 14), (500, 2), (301, 2)],
)
def test_http_status(servers, status, code):
    servers(server := serve(answering([(":status", str(status))], trailers=None)))
    run_client(server.port, "unary_status", "--code", str(code))


@pytest.mark.parametrize(
    "error, code",
    [(Codes.NO_ERROR, 13), (Codes.PROTOCOL_ERROR, 13), (Codes.INTERNAL_ERROR, 13), (Codes.FLOW_CONTROL_ERROR, 13),
     (Codes.CANCEL, 1), (Codes.ENHANCE_YOUR_CALM, 8), (Codes.INADEQUATE_SECURITY, 7), (Codes.HTTP_1_1_REQUIRED, 2)],
)
def test_reset(servers, error, code):
    servers(server := serve(lambda connection, stream_id: connection.reset(stream_id, error)))
    run_client(server.port, "unary_status", "--code", str(code))


def test_gzip_is_read_and_offered(servers):
    servers(server := serve(answering(GZIP, sealed(gzip.compress(simple_response(1_000)), 1))))
    run_client(server.port, "unary_status")
    assert server.requests[0]["grpc-accept-encoding"] == "identity,deflate,gzip"


def test_requests_are_compressed_where_the_caller_asks(servers):
    servers(server := serve(lambda connection, stream_id: connection.reset(stream_id, Codes.CANCEL)))
    run_client(server.port, "client_compressed", expect=1)
    assert server.requests[0]["grpc-encoding"] == "gzip"
    assert server.received[0][0] == 1
    assert len(gzip.decompress(server.received[0][5:])) > 271_828


def test_informational_heads_are_passed_over(servers):
    def behaviour(connection, stream_id):
        connection.h2.send_headers(stream_id, [(":status", "103"), ("link", "x")])
        connection.answer(stream_id, 10)

    servers(server := serve(behaviour))
    run_client(server.port, "unary_status")


def test_data_after_trailers_changes_nothing(servers):
    def behaviour(connection, stream_id):
        connection.answer(stream_id, 10)
        connection.raw(0, 0, stream_id, GOOD)

    servers(server := serve(behaviour))
    said = run_client(server.port, "many_unary", "--calls", "3")
    assert said.splitlines().count("ok ") == 3


def ended(connection):
    """The thread of a connection ends with it."""
    connection.join(10)
    assert not connection.is_alive()


def test_a_push_ends_the_connection(servers):
    def behaviour(connection, stream_id):
        # PUSH_PROMISE of stream 2 with an empty header block, END_HEADERS.
        connection.raw(5, 4, stream_id, struct.pack(">I", 2))

    servers(server := serve(behaviour))
    run_client(server.port, "unary_status", "--code", "14")
    ended(server.connections[0])
    assert server.connections[0].goaways[0][0] == Codes.PROTOCOL_ERROR


def test_a_flood_of_pings_ends_the_connection(servers):
    def behaviour(connection, stream_id):
        for _ in range(1_000):
            connection.raw(6, 0, 0, b"12345678")

    servers(server := serve(behaviour))
    run_client(server.port, "unary_status", "--code", "14")
    # With so much unread, the kernel may lose our GOAWAY to its reset; the connection is gone in either case.
    ended(server.connections[0])
    assert [code for code, _ in server.connections[0].goaways] in ([], [Codes.ENHANCE_YOUR_CALM])


def test_a_silent_server_costs_the_deadline_and_no_more(servers):
    servers(server := serve(None))
    run_client(server.port, "unary_status", "--code", "4", "--timeout_ms", "200")
    assert server.resets == [Codes.CANCEL]
    assert server.requests[0]["grpc-timeout"].endswith("u")


def test_what_a_call_looks_like(servers):
    servers(server := serve(lambda connection, stream_id: connection.answer(stream_id, 10)))
    run_client(server.port, "unary_status")
    head = server.requests[0]
    assert (head[":method"], head[":scheme"], head[":path"]) == ("POST", "http", "/grpc.testing.TestService/UnaryCall")
    assert (head["te"], head["content-type"]) == ("trailers", "application/grpc")
    assert head[":authority"] == f"127.0.0.1:{server.port}"


def test_a_server_that_complains_for_ever_about_pings(servers):
    """Each complaint makes the client ask less often, up to an end: no number grows until it breaks."""
    def behaviour(connection, stream_id):
        connection.answer(stream_id, 10)
        connection.raw(7, 0, 0, struct.pack(">II", stream_id, Codes.ENHANCE_YOUR_CALM) + b"too_many_pings")

    servers(server := serve(behaviour))
    run_client(server.port, "many_unary", "--calls", "80", "--interval_ms", "5")
    assert len(server.connections) > 64

"""Nonsense from the network is answered or cut off; the server lives and others get their answers."""

import base64
import hashlib
import random
import socket

import grpc
import h2.config
import h2.connection
import h2.events
import pytest
from vocabulary import CODES, DEADLINE_SECONDS, audit, head, proposal, refused, review, submit

METHOD = "/countersign.v1.ReviewService/SubmitQuery"


def raw(clients, message: bytes, path: str = METHOD) -> grpc.RpcError | bytes:
    """Sends these bytes as the message."""
    call = clients.channel.unary_unary(path, request_serializer=lambda given: given, response_deserializer=lambda got: got)
    try:
        return call(message, timeout=DEADLINE_SECONDS)
    except grpc.RpcError as error:
        return error


def varint(number: int) -> bytes:
    text = bytearray()
    while number > 0x7F:
        text.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(text) + bytes([number])


def field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def deep_struct(depth: int) -> bytes:
    """A rag_response that nests without end: Struct{fields{key, value{struct}}}."""
    inner = b""
    for _ in range(depth):
        inner = field(1, field(1, b"k") + field(2, field(5, inner)))
    return field(8, inner)


WHOLE = proposal().SerializeToString()
NONSENSE = {
    "truncated": WHOLE[:-3],
    "length beyond the end": b"\x1a\xff\xff\xff\xff\x0f",
    "wrong wire type": b"\x1b" + WHOLE,
    "endless varint": b"\xff" * 32,
    "not UTF-8": field(2, b"alice") + field(3, b"\xff\xfe\xc0\x80"),
    "surrogate in UTF-8": field(2, b"alice") + field(3, b"\xed\xa0\x80"),
    "deep": field(2, b"alice") + field(3, b"x") + deep_struct(400),
    "field number 0": b"\x02\x00" + WHOLE,
}


@pytest.mark.parametrize("name", NONSENSE)
def test_broken_messages_are_refused(server, clients, name):
    before = head(clients)
    error = raw(clients, NONSENSE[name])
    assert isinstance(error, grpc.RpcError), f"taken: {error!r}"
    assert error.code() in (CODES.INTERNAL, CODES.INVALID_ARGUMENT, CODES.RESOURCE_EXHAUSTED), error
    assert head(clients) == before and server.is_alive()


def test_an_over_long_message_is_refused(server, clients):
    error = raw(clients, field(3, b"x" * (5 << 20)))
    assert error.code() == CODES.RESOURCE_EXHAUSTED
    assert submit(clients).audit_id and server.is_alive()


def test_random_bytes_never_harm(server, clients, seed, deep):
    chance = random.Random(seed)
    for _ in range(5000 if deep else 500):
        message = bytearray(WHOLE)
        for _ in range(chance.randrange(1, 8)):
            message[chance.randrange(len(message))] = chance.randrange(256)
        raw(clients, bytes(message[: chance.randrange(len(message) + 1)]))
    assert server.is_alive() and submit(clients).audit_id


@pytest.mark.parametrize("path", [
    "/countersign.v1.ReviewService/Nothing", "/nothing.Service/Nothing", "/", "/countersign.v1.ReviewService/"])
def test_unknown_methods_are_unimplemented(clients, path):
    assert raw(clients, b"", path).code() == CODES.UNIMPLEMENTED


@pytest.mark.parametrize("service, method", [
    ("AuditService", "GetCheckpoint"), ("AuditService", "GetInclusionProof"), ("AuditService", "GetConsistencyProof"),
])
def test_what_is_not_built_yet_says_so(clients, service, method):
    assert raw(clients, b"", f"/countersign.v1.{service}/{method}").code() == CODES.UNIMPLEMENTED


def exchange(address: str, headers: list[tuple[str, str]], body: bytes = b"") -> dict[str, str]:
    """One HTTP/2 request by hand; the headers and trailers of the answer."""
    host, port = address.rsplit(":", 1)
    answer: dict[str, str] = {}
    with socket.create_connection((host, int(port)), timeout=DEADLINE_SECONDS) as connection:
        http = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding="utf-8"))
        http.initiate_connection()
        http.send_headers(1, headers, end_stream=not body)
        if body:
            http.send_data(1, body, end_stream=True)
        connection.sendall(http.data_to_send())
        while received := connection.recv(65536):
            for event in http.receive_data(received):
                if isinstance(event, (h2.events.ResponseReceived, h2.events.TrailersReceived)):
                    answer |= dict(event.headers)
                if isinstance(event, (h2.events.StreamEnded, h2.events.StreamReset)):
                    return answer | ({"reset": str(event.error_code)} if isinstance(event, h2.events.StreamReset) else {})
            connection.sendall(http.data_to_send())
    return answer


def headers(method: str = "POST", content_type: str | None = "application/grpc", path: str = METHOD, **more: str):
    standard = [(":method", method), (":scheme", "http"), (":path", path), (":authority", "localhost"), ("te", "trailers")]
    return standard + ([("content-type", content_type)] if content_type else []) + list(more.items())


@pytest.mark.parametrize("content_type", ["application/json", "text/html", None])
def test_a_wrong_content_type_is_415(server, content_type):
    assert exchange(server.address, headers(content_type=content_type))[":status"] == "415"


def test_a_wrong_method_is_not_taken(server):
    answer = exchange(server.address, headers(method="GET"))
    assert answer.get(":status") in ("405", "404", "415", "400") or answer.get("grpc-status") == "12" or "reset" in answer


def test_a_compressed_message_without_an_encoding_is_refused(server):
    answer = exchange(server.address, headers(), b"\x01" + len(WHOLE).to_bytes(4, "big") + WHOLE)
    assert answer[":status"] == "200" and answer["grpc-status"] in ("12", "13")


def test_a_message_that_ends_early_is_refused(server):
    answer = exchange(server.address, headers(), b"\x00\x00\x00\x00\x10abc")
    assert answer["grpc-status"] in ("3", "13")


def test_two_messages_for_a_unary_call_are_refused(server):
    one = b"\x00" + len(WHOLE).to_bytes(4, "big") + WHOLE
    assert exchange(server.address, headers(), one + one)["grpc-status"] in ("12", "13", "3")


def test_a_tiny_timeout_is_a_deadline(server):
    one = b"\x00" + len(WHOLE).to_bytes(4, "big") + WHOLE
    answer = exchange(server.address, headers(**{"grpc-timeout": "1n"}), one)
    assert answer.get("grpc-status") == "4" or "reset" in answer


@pytest.mark.parametrize("bytes_sent", [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"\0" * 100_000])
def test_another_protocol_is_cut_off_and_others_are_answered(server, clients, bytes_sent):
    host, port = server.address.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=DEADLINE_SECONDS) as connection:
        try:
            connection.sendall(bytes_sent)
            assert submit(clients).audit_id
            while connection.recv(65536):
                pass
        except ConnectionError:
            pass
    assert server.is_alive() and submit(clients).audit_id


def test_connections_that_come_and_go_leave_nothing(server, clients):
    import os

    def descriptors():
        return len(os.listdir(f"/proc/{server.process.pid}/fd"))

    host, port = server.address.rsplit(":", 1)
    submit(clients)
    before = descriptors()
    for _ in range(200):
        socket.create_connection((host, int(port))).close()
    submit(clients)
    for _ in range(100):
        if descriptors() <= before + 5:
            break
        clients.review.ListReviews(review.ListReviewsRequest(page_size=1), timeout=DEADLINE_SECONDS)
    assert descriptors() <= before + 5


@pytest.mark.parametrize("place", [-1, 0, -(1 << 63)])
def test_a_page_token_that_somebody_made_up_is_a_bad_field(clients, place):
    trail = clients.audit.VerifyAuditTrail(audit.VerifyAuditTrailRequest(), timeout=DEADLINE_SECONDS)
    where = place.to_bytes(8, "big", signed=True)
    asked = f"/countersign.v1.AuditService/ListSigningKeys\n{trail.origin}\n\n".encode()
    digest = hashlib.sha256(b"countersign-page/v1\n" + asked + where).digest()[:16]
    token = base64.b64encode(where + digest).decode()
    with refused(CODES.INVALID_ARGUMENT, fields=["page_token"]):
        clients.audit.ListSigningKeys(audit.ListSigningKeysRequest(page_token=token), timeout=DEADLINE_SECONDS)

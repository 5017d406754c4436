"""Every bad field at once, by its proto path; and nothing is recorded."""

import pytest
from google.protobuf import json_format, struct_pb2
from vocabulary import (
    CODES, DEADLINE_SECONDS, EVIDENCE, money, opinion, proposal, refused, review, submit, types,
)


def nested(depth: int) -> struct_pb2.Struct:
    """Lists in lists: protobuf's own readers end at a hundred messages, of which a list takes two."""
    inner: object = 1
    for _ in range(depth):
        inner = [inner]
    return json_format.ParseDict({"n": inner}, struct_pb2.Struct(), max_recursion_depth=200)


def value(**kind) -> struct_pb2.Struct:
    return struct_pb2.Struct(fields={"x": struct_pb2.Value(**kind)})


SUBMISSIONS = [
    (dict(query_text=""), ["query_text"]),
    (dict(query_text=" \t\n\u00a0"), ["query_text"]),
    (dict(query_text="x" * 8193), ["query_text"]),
    (dict(query_text="ä" * 4097), ["query_text"]),
    (dict(query_text="a\0b"), ["query_text"]),
    (dict(user_id=""), ["user_id"]),
    (dict(user_id="system"), ["user_id"]),
    (dict(user_id="anonymous"), ["user_id"]),
    (dict(user_id="has space"), ["user_id"]),
    (dict(user_id="ü"), ["user_id"]),
    (dict(user_id="u" * 129), ["user_id"]),
    (dict(request_id="r" * 129), ["request_id"]),
    (dict(labels={f"k{number}": "v" for number in range(33)}), ["labels"]),
    (dict(transaction_amount=money(-1)), ["transaction_amount.units"]),
    (dict(transaction_amount=money(1, 1_000_000_000)), ["transaction_amount.nanos"]),
    (dict(transaction_amount=money(1, -1)), ["transaction_amount.nanos"]),
    (dict(model_confidence=float("nan")), ["model_confidence"]),
    (dict(model_confidence=1.0000001), ["model_confidence"]),
    (dict(model_confidence=-0.1), ["model_confidence"]),
    (dict(query_text="", user_id="", model_confidence=2), ["query_text", "user_id", "model_confidence"]),
]

RAG_RESPONSES = [
    value(number_value=float("inf")), value(number_value=float("nan")), value(number_value=2.0**53), value(),
    value(string_value="x" * 33_000), value(string_value="a\0b"), nested(40),
]

OPINIONS = [
    (dict(reviewer_id=""), ["reviewer_id"]),
    (dict(reviewer_id="system"), ["reviewer_id"]),
    (dict(audit_id=""), ["audit_id"]),
    (dict(reviewer_role="Janitor"), ["reviewer_role"]),
    (dict(decision_outcome=0), ["decision_outcome"]),
    (dict(decision_outcome=99), ["decision_outcome"]),
    (dict(supporting_evidence="x" * 8193), ["supporting_evidence"]),
    (dict(evidence=[types.Evidence(source="s")] * 21), ["evidence"]),
    (dict(modification=types.Modification(recommendation="r")), ["modification"]),
]


@pytest.mark.parametrize("fields, violations", SUBMISSIONS, ids=range(len(SUBMISSIONS)))
# domain.md §2 Refused fields
def test_submissions(clients, fields, violations):
    with refused(CODES.INVALID_ARGUMENT, fields=violations, clients=clients):
        clients.review.SubmitQuery(proposal(**fields), timeout=DEADLINE_SECONDS)


@pytest.mark.parametrize("rag_response", RAG_RESPONSES, ids=range(len(RAG_RESPONSES)))
def test_models_answers(clients, rag_response):
    with refused(CODES.INVALID_ARGUMENT, clients=clients):
        clients.review.SubmitQuery(proposal(rag_response=rag_response), timeout=DEADLINE_SECONDS)


@pytest.mark.parametrize("fields, violations", OPINIONS, ids=range(len(OPINIONS)))
def test_opinions(clients, fields, violations):
    one = submit(clients)
    request = opinion(one.audit_id, "sam")
    for name, given in fields.items():
        request.ClearField(name)
        request.MergeFrom(review.SubmitReviewRequest(**{name: given}))
    with refused(CODES.INVALID_ARGUMENT, fields=violations, clients=clients):
        clients.review.SubmitReview(request, timeout=DEADLINE_SECONDS)


def test_evidence_is_counted_in_characters_after_trimming(clients):
    one = submit(clients)
    request = opinion(one.audit_id, "sam", supporting_evidence="  " + "é" * 49 + "  ")
    with refused(CODES.INVALID_ARGUMENT, "EVIDENCE_TOO_SHORT", ["supporting_evidence"], clients):
        clients.review.SubmitReview(request, timeout=DEADLINE_SECONDS)
    request.supporting_evidence = "é" * 50
    assert clients.review.SubmitReview(request, timeout=DEADLINE_SECONDS).review.version == 3


# domain.md §2 Refused fields, §8 INVALID_ARGUMENT
def test_the_message_lists_the_fields_too(clients):
    import grpc

    with pytest.raises(grpc.RpcError) as raised:
        clients.review.SubmitQuery(proposal(query_text="", user_id=""), timeout=DEADLINE_SECONDS)
    assert "query_text: " in raised.value.details() and "; " in raised.value.details()


@pytest.mark.parametrize("method, request_type", [
    ("EscalateReview", review.EscalateReviewRequest), ("CancelQuery", review.CancelQueryRequest)])
def test_a_reason_is_required(clients, method, request_type):
    person = dict(user_id="alice") if method == "CancelQuery" else dict(reviewer_id="sam", reviewer_role="Senior Analyst")
    request = request_type(audit_id=submit(clients).audit_id, **person)
    for reason in ("", "x" * 2049):
        request.reason = reason
        with refused(CODES.INVALID_ARGUMENT, fields=["reason"], clients=clients):
            getattr(clients.review, method)(request, timeout=DEADLINE_SECONDS)


def test_the_longest_that_is_allowed_is_taken(clients):
    one = submit(
        clients, user_id="u" * 128, query_text="ä" * 4096, request_id="r" * 128,
        labels={f"{number:064d}": "v" * 256 for number in range(32)})
    assert clients.review.SubmitReview(
        opinion(one.audit_id, "s" * 128, supporting_evidence=EVIDENCE * 50), timeout=DEADLINE_SECONDS).review.version == 3

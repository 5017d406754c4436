"""The audit trail: complete, in order, and checkable without this software."""

import json

import grpc
import pytest
import rfc8785
from google.protobuf import json_format, struct_pb2
import chain
from vocabulary import (
    CODES, CRITICAL, DEADLINE_SECONDS, EVIDENCE, audit, decide, entries, head, refused, submit, types,
)

HOSTILE_TEXTS = [
    "plain", "\u20ac$\u000f\nA'B\"\\\"/", "\ud7ff\ue000\uffff", "\U0001f600 and \U00010000", "e\u0301 is not \u00e9",
    "\u2028\u2029\u007f\u0080\u009f", "\ufeffbom", "</script>", "\u05d3\u05bc right to left \u202e", "\u0001\u001f\t\r\b\f",
]
HOSTILE_NUMBERS = [
    0.0, -0.0, 1.0, -1.0, 0.1, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740991.0, -9007199254740991.0,
    333333333.33333329, 1e-6, 4.5, 0.002, 1e-27,
]


def is_taken(number: float) -> bool:
    """Integral numbers beyond 2^53 - 1 are refused: they have no exact form."""
    return number % 1 != 0 or abs(number) <= 2**53 - 1


def verify(clients, **fields) -> audit.VerifyAuditTrailResponse:
    return clients.audit.VerifyAuditTrail(audit.VerifyAuditTrailRequest(**fields), timeout=DEADLINE_SECONDS)


# domain.md §6 No floating point
def test_hostile_content_is_recorded_canonically(clients):
    model_answer = {text: text for text in HOSTILE_TEXTS} | {
        "numbers": [number for number in HOSTILE_NUMBERS if is_taken(number)],
        "nested": {"\U0001f600": [None, True, {"": []}], "\ufb33": {}, "\r": 1.5, "1": "one", "\u0080": False},
    }
    struct = json_format.ParseDict(model_answer, struct_pb2.Struct())
    for text in HOSTILE_TEXTS:
        one = submit(clients, query_text=text, rag_response=struct, labels={"label": text}, model_confidence=0.1)
        decide(clients, one.audit_id, "sam", supporting_evidence=EVIDENCE + text,
               evidence=[types.Evidence(source=text or "-", uri="http://x/" + text)])
        action = json.loads(one.action_json)
        assert rfc8785.dumps(action) == one.action_json.encode()
        assert chain.action_digest(one.action_json) == one.action_digest
        assert action["query_text"] == text and action["labels"] == {"label": text}
        assert action["transaction_amount"] == {"currency_code": "USD", "amount": "8000000"}
        assert action["rag_response"] == json.loads(rfc8785.dumps(model_answer))
        assert action["model_confidence"] == "0.1"
    chain.check(entries(clients), verify(clients).origin)


def test_the_documented_digest_vector():
    vector = chain.action_digest('{"query_text":"x","user_id":"u"}')
    assert vector.hex() == "d6ac160db34358d7da2fc329f0c65a8002834008e91b672d5a22947882b6a057"


# domain.md §6 Anyone can check
def test_the_whole_chain_checks_from_its_genesis(clients):
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    decide(clients, one.audit_id, "cleo", "CFO")
    answer = verify(clients)
    everything = entries(clients)
    chain.check(everything, answer.origin)
    assert answer.valid and not answer.breaks and answer.first_invalid_sequence == 0
    assert answer.entries_verified == len(everything) == head(clients)
    assert answer.head_hash == everything[-1].current_hash
    assert answer.verified_through_sequence == len(everything)
    assert everything[0].event_type == "policy.activated" and everything[0].actor == "system"


# domain.md §6 Append-only
def test_a_reviews_history_is_its_entries(clients):
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    decide(clients, one.audit_id, "cleo", "CFO")
    history = entries(clients, audit_id=one.audit_id)
    assert [entry.event_type for entry in history] == [
        "query.submitted", "review.opinion_recorded", "review.opinion_recorded", "review.decided"]
    assert [entry.actor for entry in history] == ["alice", "hedy", "cleo", "cleo"]
    assert history[2].data["command"] == history[3].data["command"] == str(history[2].sequence)


def test_lists_filter_and_page(clients):
    submit(clients, user_id="auditee")
    everything = entries(clients)
    assert entries(clients, actor="auditee") == [entry for entry in everything if entry.actor == "auditee"]
    assert entries(clients, event_type="query.submitted") == [
        entry for entry in everything if entry.event_type == "query.submitted"]
    later = everything[len(everything) // 2].timestamp
    since = [entry for entry in everything if entry.timestamp.ToNanoseconds() >= later.ToNanoseconds()]
    assert entries(clients, start_time=later) == since
    assert len(entries(clients, end_time=later)) == len(everything) - len(since)
    page = clients.audit.ListAuditEntries(audit.ListAuditEntriesRequest(page_size=2), timeout=DEADLINE_SECONDS)
    assert len(page.entries) == 2 and page.next_page_token
    with refused(CODES.INVALID_ARGUMENT, clients=clients):
        clients.audit.ListAuditEntries(audit.ListAuditEntriesRequest(page_token="x"), timeout=DEADLINE_SECONDS)
    with refused(CODES.INVALID_ARGUMENT, clients=clients):
        clients.audit.ListAuditEntries(audit.ListAuditEntriesRequest(page_size=-1), timeout=DEADLINE_SECONDS)


def test_a_stream_ends_at_the_end_unless_it_follows(clients):
    submit(clients)
    request = audit.StreamAuditEntriesRequest(after_sequence=1)
    messages = list(clients.audit.StreamAuditEntries(request, timeout=DEADLINE_SECONDS))
    streamed = [entry for message in messages for entry in message.entries]
    assert streamed == entries(clients)[1:]
    assert messages[-1].caught_up and messages[-1].through_sequence == head(clients)
    short = clients.audit.StreamAuditEntries(audit.StreamAuditEntriesRequest(through_sequence=1), timeout=DEADLINE_SECONDS)
    assert [entry.sequence for message in short for entry in message.entries] == [1]


def test_a_followed_stream_gets_each_new_entry_once_in_order(clients):
    after = head(clients)
    stream = clients.audit.StreamAuditEntries(
        audit.StreamAuditEntriesRequest(after_sequence=after, follow=True), timeout=DEADLINE_SECONDS)
    for _ in range(25):
        decide(clients, submit(clients).audit_id, "sam")
    last = head(clients)
    numbers = []
    for message in stream:
        numbers += [entry.sequence for entry in message.entries]
        if message.through_sequence >= last:
            break
    stream.cancel()
    assert numbers == list(range(after + 1, last + 1))


def test_part_of_the_chain_is_verified(clients):
    submit(clients)
    answer = verify(clients, from_sequence=2, through_sequence=3)
    assert answer.valid and answer.entries_verified == 2 and answer.verified_through_sequence == 3


def test_a_stream_from_before_the_beginning_is_refused(clients):
    request = audit.StreamAuditEntriesRequest(after_sequence=-1)
    with pytest.raises(grpc.RpcError) as raised:
        list(clients.audit.StreamAuditEntries(request, timeout=DEADLINE_SECONDS))
    assert raised.value.code() == CODES.INVALID_ARGUMENT

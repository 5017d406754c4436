"""A whole CRITICAL case, from the proposal to what became of it, checked with only the public key (domain.md §4, Execution)."""

import json

import chain
import signatures
from google.protobuf import timestamp_pb2
from test_audit import verify
from vocabulary import (
    CODES, CRITICAL, DEADLINE_SECONDS, decide, entries, get, money, new_request_id, refused, review, submit, types,
)

EXECUTOR = "settlement-desk"


def authorize(clients, one, **fields):
    standard = dict(
        request_id=new_request_id(), audit_id=one.audit_id, executor_id=EXECUTOR,
        action_digest=one.effective_action_digest, amount=money(12_000_000))
    return clients.review.AuthorizeExecution(
        review.AuthorizeExecutionRequest(**(standard | fields)), timeout=DEADLINE_SECONDS).permit


def test_committee_permit_execution_and_receipt(stopped_server):
    clients = stopped_server.start().clients()
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    final = decide(clients, one.audit_id, "cleo", "CFO")
    # The action is the one that was seen: its digest follows from its own text.
    assert chain.action_digest(final.action_json) == final.effective_action_digest
    request_id = new_request_id()
    permit = authorize(clients, final, request_id=request_id)
    known = signatures.keys(clients)
    statement = signatures.read(permit, known, "permit")
    assert statement["origin"] == verify(clients).origin and statement["audit_id"] == one.audit_id
    assert statement["permit_id"] == permit.permit_id and statement["executor_id"] == EXECUTOR
    assert statement["action_digest"] == chain.action_digest(final.action_json).hex()
    assert statement["amount"] == {"amount": "12000000", "currency_code": "USD"}
    assert statement["outcome"] == "DECISION_OUTCOME_APPROVED" and statement["reviewers"] == ["hedy", "cleo"]
    issued, expires = (timestamp_pb2.Timestamp() for _ in range(2))
    issued.FromJsonString(statement["issued_at"])
    expires.FromJsonString(statement["expires_at"])
    assert expires == permit.expires_at and expires.seconds - issued.seconds == 300
    assert known[0].not_before.ToMicroseconds() <= issued.ToMicroseconds()
    # Once: the same request gets the same permit, another one gets none.
    assert authorize(clients, final, request_id=request_id) == permit
    with refused(CODES.FAILED_PRECONDITION, "ALREADY_AUTHORIZED", clients=clients):
        authorize(clients, final)
    report = review.ReportExecutionRequest(
        request_id=new_request_id(), audit_id=one.audit_id, executor_id=EXECUTOR, permit_id=permit.permit_id,
        state=types.Execution.STATE_EXECUTED, reference="wire-77", executed_amount=money(12_000_000), executed_at=issued)
    clients.review.ReportExecution(report, timeout=DEADLINE_SECONDS)
    done = get(clients, one.audit_id)
    assert done.execution.state == types.Execution.STATE_EXECUTED and done.execution.reference == "wire-77"
    # What was handed out stays what it was: also for a server that has started again with another key.
    stopped_server.stop()
    stopped_server.database.with_name("countersign.db.key").unlink()
    clients = stopped_server.start().clients()
    after = get(clients, one.audit_id)
    assert after.receipt == final.receipt == done.receipt and after.execution == done.execution
    assert authorize(clients, final, request_id=request_id) == permit
    known = signatures.keys(clients)
    receipt = signatures.read(after.receipt, known, "receipt")
    signatures.read(permit, known, "permit")
    assert receipt["effective_action_digest"] == statement["action_digest"]
    assert [given["reviewer_id"] for given in receipt["opinions"]] == statement["reviewers"]
    # All of it is in the log, and the log is whole.
    everything = entries(clients)
    chain.check(everything, statement["origin"])
    story = [entry for entry in everything if entry.audit_id == one.audit_id]
    assert [entry.event_type for entry in story] == [
        "query.submitted", "review.opinion_recorded", "review.opinion_recorded", "review.decided",
        "execution.authorized", "execution.reported"]
    assert story[3].sequence == int(receipt["sequence"])
    assert json.loads(story[4].canonical_json)["data"]["statement"] == permit.statement
    keys_recorded = [json.loads(entry.canonical_json)["data"] for entry in everything if entry.event_type == "key.added"]
    assert {recorded["public_key"] for recorded in keys_recorded} == {key.public_key.hex() for key in known}


def test_a_changed_permit_is_not_signed(clients):
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    permit = authorize(clients, decide(clients, one.audit_id, "cleo", "CFO"))
    key = signatures.keys(clients)[0].public_key
    assert signatures.is_signed(permit, key, "permit")
    for old, new in [("12000000", "12000001"), (EXECUTOR, EXECUTOR + "2"), (permit.permit_id, "x"), ("permit", "receipt")]:
        changed = types.ExecutionPermit()
        changed.CopyFrom(permit)
        changed.statement = permit.statement.replace(old, new, 1)
        assert changed.statement != permit.statement
        assert not signatures.is_signed(changed, key, "permit") and not signatures.is_signed(changed, key, "receipt")

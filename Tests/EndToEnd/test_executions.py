"""Permits, reports, lapses and reconciliations, checked with the public key alone (domain.md §4, Execution)."""

import datetime
import json

import pytest
from executions import approved, authorize, await_lapse, reconcile, report, state_name, wish
from test_audit import verify
from vocabulary import (
    CODES, CRITICAL, DEADLINE_SECONDS, admin, decide, entries, get, money, refused, status_name, submit, types)

signatures = pytest.importorskip("signatures", reason="the server has no key to sign with")


def execution_entries(clients, audit_id: str) -> list[str]:
    return [entry.event_type for entry in entries(clients, audit_id=audit_id) if entry.event_type.startswith("execution.")]


def component(clients):
    status = clients.admin.GetServiceStatus(admin.GetServiceStatusRequest(), timeout=DEADLINE_SECONDS)
    return next(one for one in status.components if one.name == "execution")


def test_a_critical_case_from_proposal_to_execution(clients):
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    final = decide(clients, one.audit_id, "cleo", "CFO")
    assert status_name(final) == "APPROVED" and final.HasField("executable_until")
    request = wish(final, amount=money(11_000_000))
    permit = authorize(clients, request)
    statement = signatures.read(permit, signatures.keys(clients), "permit")
    assert statement["origin"] == verify(clients).origin and statement["audit_id"] == one.audit_id
    assert statement["action_digest"] == final.effective_action_digest.hex() == final.action_digest.hex()
    assert statement["outcome"] == "DECISION_OUTCOME_APPROVED" and statement["reviewers"] == ["hedy", "cleo"]
    assert statement["amount"] == {"amount": "11000000", "currency_code": "USD"}
    assert statement["executor_id"] == "settlement" and statement["permit_id"] == permit.permit_id
    assert statement["policy_version"] == final.policy_version
    issued, expires = (datetime.datetime.fromisoformat(statement[key]) for key in ("issued_at", "expires_at"))
    assert expires - issued == datetime.timedelta(minutes=5)
    assert expires.replace(tzinfo=None) == permit.expires_at.ToDatetime()
    assert authorize(clients, request) == permit, "byte for byte"
    recorded = json.loads(entries(clients, audit_id=one.audit_id)[-1].canonical_json)["data"]
    assert (recorded["statement"], recorded["key_id"]) == (permit.statement, permit.key_id)
    assert recorded["signature"] == permit.signature.hex()
    done = report(clients, one, permit, executed_amount=money(10_999_999), reference="T-77")
    assert state_name(done) == "EXECUTED" and done.execution.executed_amount == money(10_999_999)
    assert done.execution.reference == "T-77" and done.version == final.version + 2
    assert status_name(done) == "APPROVED", "a final state never changes"
    assert verify(clients).valid


def test_once_and_by_nobody_who_reviewed(clients):
    one = approved(clients)
    with refused(CODES.PERMISSION_DENIED, "SEPARATION_OF_DUTIES", clients=clients):
        authorize(clients, wish(one, executor="sam"))
    with refused(CODES.ABORTED, "DIGEST_MISMATCH", clients=clients):
        authorize(clients, wish(one, action_digest=b"\1" * 32))
    with refused(CODES.INVALID_ARGUMENT, fields=["amount", "lifetime"], clients=clients):
        authorize(clients, wish(one, amount=money(8_000_000, 1), seconds=3601))
    with refused(CODES.INVALID_ARGUMENT, fields=["request_id", "executor_id", "action_digest"], clients=clients):
        authorize(clients, wish(one, request_id="", executor="", action_digest=b""))
    request = wish(one)
    authorize(clients, request)
    with refused(CODES.FAILED_PRECONDITION, "ALREADY_AUTHORIZED", clients=clients):
        authorize(clients, wish(one))
    request.amount.CopyFrom(money(1))
    with refused(CODES.ALREADY_EXISTS, "REQUEST_ID_REUSED", clients=clients):
        authorize(clients, request)
    pending = submit(clients)
    with refused(CODES.FAILED_PRECONDITION, "WRONG_STATUS", clients=clients):
        authorize(clients, wish(pending, action_digest=pending.action_digest))


def test_a_lapse_is_unknown_and_alerted_once_and_a_late_report_replaces_it(own_server):
    clients = own_server.clients()
    one = approved(clients)
    permit = authorize(clients, wish(one, seconds=1))
    assert component(clients).detail == "permits out: 1; outcomes unknown: 0"
    assert state_name(await_lapse(clients, one.audit_id)) == "OUTCOME_UNKNOWN"
    assert component(clients).state == admin.ComponentStatus.STATE_DEGRADED
    with refused(CODES.FAILED_PRECONDITION, "ALREADY_AUTHORIZED", clients=clients):
        authorize(clients, wish(one))
    with refused(CODES.PERMISSION_DENIED, "IDENTITY_MISMATCH", clients=clients):
        report(clients, one, permit, executor="zed")
    assert state_name(report(clients, one, permit)) == "EXECUTED"
    with refused(CODES.FAILED_PRECONDITION, "WRONG_STATUS", clients=clients):
        report(clients, one, permit, "FAILED")
    assert execution_entries(clients, one.audit_id) == [
        "execution.authorized", "execution.lapsed", "execution.reported"]
    alerts = [line for line in own_server.log_text().splitlines() if "ended without a report" in line]
    assert len(alerts) == 1 and one.audit_id in alerts[0] and permit.permit_id in alerts[0]


def test_a_third_person_reconciles(clients):
    one = approved(clients)
    permit = authorize(clients, wish(one))
    with refused(CODES.FAILED_PRECONDITION, "WRONG_STATUS", clients=clients):
        reconcile(clients, one)
    assert state_name(report(clients, one, permit, "OUTCOME_UNKNOWN", detail="lost the answer")) == "OUTCOME_UNKNOWN"
    for who in ("settlement", "sam"):
        with refused(CODES.PERMISSION_DENIED, "SEPARATION_OF_DUTIES", clients=clients):
            reconcile(clients, one, who)
    settled = reconcile(clients, one)
    assert state_name(settled) == "NOT_EXECUTED" and settled.execution.reconciled_by == "rita"


def test_a_kill_switch_lists_what_is_out_and_refuses_more(own_server):
    clients = own_server.clients()
    one, other = approved(clients), approved(clients)
    permit = authorize(clients, wish(one))
    scope = admin.KillSwitchScope(executor_id="settlement")
    answer = clients.admin.EngageKillSwitch(
        admin.EngageKillSwitchRequest(scope=scope, reason="Something is wrong"), timeout=DEADLINE_SECONDS)
    assert answer.blocked_reviews == 0
    assert [(out.permit_id, out.audit_id, out.executor_id, out.expires_at) for out in answer.outstanding_permits] == [
        (permit.permit_id, one.audit_id, "settlement", permit.expires_at)]
    with refused(CODES.FAILED_PRECONDITION, "KILL_SWITCH_ENGAGED", clients=clients):
        authorize(clients, wish(other))
    assert state_name(report(clients, one, permit, "NOT_EXECUTED")) == "NOT_EXECUTED", "what happened is heard"
    release = admin.ReleaseKillSwitchRequest(kill_switch_id=answer.kill_switch.kill_switch_id, reason="It is over")
    clients.admin.ReleaseKillSwitch(release, timeout=DEADLINE_SECONDS)
    assert authorize(clients, wish(other)).permit_id


@pytest.mark.parametrize("is_late", [False, True])
def test_a_killed_server_gives_the_same_permit_and_its_lapse_once(stopped_server, is_late):
    clients = stopped_server.start().clients()
    one = approved(clients)
    request = wish(one, seconds=2)
    permit = authorize(clients, request)
    stopped_server.kill()
    if not is_late:
        clients = stopped_server.start().clients()
        assert authorize(clients, request) == permit, "byte for byte"
    else:
        limit = permit.expires_at.ToDatetime()
        while datetime.datetime.now(datetime.UTC).replace(tzinfo=None) <= limit:
            pass
        clients = stopped_server.start().clients()
    unknown = await_lapse(clients, one.audit_id)
    assert unknown.execution.permit_id == permit.permit_id
    stopped_server.kill()
    clients = stopped_server.start().clients()
    assert component(clients).detail == "permits out: 0; outcomes unknown: 1"
    assert authorize(clients, request) == permit, "also when it is over"
    assert execution_entries(clients, one.audit_id) == ["execution.authorized", "execution.lapsed"]
    assert state_name(reconcile(clients, one, state="EXECUTED", executed_amount=money(8_000_000))) == "EXECUTED"
    assert verify(clients).valid

"""Kill switches: what they stop, and how it goes on."""

import pytest

from vocabulary import (
    CODES, DEADLINE_SECONDS, admin, decide, entries, get, refused, review, status_name, submit, types)


@pytest.fixture
def own_clients(own_server):
    return own_server.clients()


def engage(clients, reason: str = "Something is wrong", **scope):
    request = admin.EngageKillSwitchRequest(scope=admin.KillSwitchScope(**scope), reason=reason)
    return clients.admin.EngageKillSwitch(request, timeout=DEADLINE_SECONDS)


def release(clients, kill_switch_id: str, reason: str = "It is over"):
    request = admin.ReleaseKillSwitchRequest(kill_switch_id=kill_switch_id, reason=reason)
    return clients.admin.ReleaseKillSwitch(request, timeout=DEADLINE_SECONDS)


def engaged(clients) -> list[str]:
    answer = clients.admin.ListKillSwitches(admin.ListKillSwitchesRequest(), timeout=DEADLINE_SECONDS)
    return [one.kill_switch_id for one in answer.kill_switches]


# domain.md §4 Kill switch effect
def test_everything_stops_and_goes_on(own_clients):
    clients = own_clients
    one = submit(clients)
    answer = engage(clients, everything=True)
    assert answer.blocked_reviews == 1 and answer.kill_switch.scope.everything
    blocked = get(clients, one.audit_id)
    assert status_name(blocked) == "BLOCKED" and list(blocked.kill_switch_ids) == [answer.kill_switch.kill_switch_id]
    assert types.SlaState.Name(blocked.sla.state) == "SLA_STATE_PAUSED" and blocked.status_reason == "Something is wrong"
    with refused(CODES.FAILED_PRECONDITION, "KILL_SWITCH_ENGAGED", clients=clients):
        decide(clients, one.audit_id, "sam")
    override = review.OverrideReviewRequest(
        audit_id=one.audit_id, reviewer_id="bea", reviewer_role="Board Committee", justification="It is fine. " * 8)
    with refused(CODES.FAILED_PRECONDITION, "KILL_SWITCH_ENGAGED", clients=clients):
        clients.review.OverrideReview(override, timeout=DEADLINE_SECONDS)
    late = submit(clients)
    assert status_name(late) == "BLOCKED", "new submissions, too"
    assert engaged(clients) == [answer.kill_switch.kill_switch_id]
    assert release(clients, answer.kill_switch.kill_switch_id).released_reviews == 2
    assert engaged(clients) == [] and status_name(get(clients, late.audit_id)) == "PENDING"
    assert status_name(decide(clients, one.audit_id, "sam")) == "APPROVED"
    order = [entry.event_type for entry in entries(clients) if entry.event_type.startswith("kill_switch")]
    assert order == ["kill_switch.engaged", "kill_switch.released"]


def test_a_scope_stops_what_matches_every_field(own_clients):
    clients = own_clients
    mine = submit(clients, user_id="uma", origin=types.Origin(agent_id="bot-7"))
    other = submit(clients, user_id="uma")
    assert engage(clients, user_id="uma", agent_id="bot-7").blocked_reviews == 1
    assert status_name(get(clients, mine.audit_id)) == "BLOCKED"
    assert status_name(get(clients, other.audit_id)) == "PENDING"
    assert engage(clients, action_type="Investment Decision").blocked_reviews == 2
    assert status_name(get(clients, other.audit_id)) == "BLOCKED"


def test_bad_scopes_and_unknown_switches(own_clients):
    clients = own_clients
    with refused(CODES.INVALID_ARGUMENT, fields=["scope", "reason"], clients=clients):
        engage(clients, reason="")
    with refused(CODES.INVALID_ARGUMENT, fields=["scope"], clients=clients):
        engage(clients, everything=True, user_id="uma")
    with refused(CODES.NOT_FOUND, clients=clients):
        release(clients, "019326b4-0000-7000-8000-000000000000")
    with refused(CODES.INVALID_ARGUMENT, fields=["kill_switch_id"], clients=clients):
        release(clients, "")

"""The life of a review, as its people see it."""

import grpc
import pytest
from google.protobuf import duration_pb2
from vocabulary import (
    CODES, CRITICAL, DEADLINE_SECONDS, LOW, MEDIUM, decide, entries, get, money, new_request_id, opinion, proposal,
    refused, review, status_name, submit, types,
)


def test_submission_is_recorded_as_given(clients):
    one = submit(clients, labels={"desk": "eq"}, domain="equities", model_confidence=0.9)
    assert status_name(one) == "PENDING" and one.version == 1
    assert one.routing.reviewer_role == "Senior Analyst"
    assert one.transaction_amount == money(8_000_000)
    assert dict(one.labels) == {"desk": "eq"} and one.domain == "equities"
    assert one.sla.remaining.seconds in range(4 * 3600 - 60, 4 * 3600 + 1)
    assert one.sla.deadline.ToMicroseconds() == one.submitted_at.ToMicroseconds() + 4 * 3600 * 1_000_000
    read = get(clients, one.audit_id)
    assert read.action_digest == one.action_digest and read.audit_sequence == one.audit_sequence


@pytest.mark.parametrize("outcome, final", [("APPROVED", "APPROVED"), ("REJECTED", "REJECTED")])
def test_one_opinion_decides_high(clients, outcome, final):
    one = submit(clients)
    decided = decide(clients, one.audit_id, "sam", outcome=outcome)
    assert status_name(decided) == final
    assert decided.opinions[0].reviewer_id == "sam" and decided.version == 3
    assert decided.HasField("decided_at")
    assert bool(decided.effective_action_digest) == (final == "APPROVED")
    with refused(CODES.FAILED_PRECONDITION, "REVIEW_FINAL", clients=clients):
        decide(clients, one.audit_id, "sue", outcome=outcome)


def test_critical_needs_two_people_and_the_committee(clients):
    one = submit(clients, **CRITICAL)
    with refused(CODES.PERMISSION_DENIED, "ROLE_INSUFFICIENT", clients=clients):
        decide(clients, one.audit_id, "sam", "Senior Analyst")
    first = decide(clients, one.audit_id, "hedy", "Head of Trading")
    assert status_name(first) == "IN_REVIEW"
    with refused(CODES.PERMISSION_DENIED, "DUPLICATE_REVIEWER", clients=clients):
        decide(clients, one.audit_id, "hedy", "CFO")
    second = decide(clients, one.audit_id, "cleo", "CFO")
    assert status_name(second) == "APPROVED"
    decided = [entry for entry in entries(clients, audit_id=one.audit_id) if entry.event_type == "review.decided"]
    assert len(decided) == 1 and list(decided[0].data["reviewers"]) == ["hedy", "cleo"]


def test_two_heads_of_trading_are_no_quorum_without_a_cfo(clients):
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    assert status_name(decide(clients, one.audit_id, "hugo", "Head of Trading")) == "IN_REVIEW"
    assert status_name(decide(clients, one.audit_id, "cleo", "CFO")) == "APPROVED"


def test_nobody_decides_on_their_own(clients):
    one = submit(clients, origin=types.Origin(on_behalf_of="boss", account_id="of-boss"))
    for person in ("alice", "boss"):
        with refused(CODES.PERMISSION_DENIED, "SELF_REVIEW", clients=clients):
            decide(clients, one.audit_id, person)


def test_role_limits_hold_for_the_amount(clients):
    one = submit(clients, action_type="informational", **MEDIUM)
    assert one.routing.reviewer_role == "Analyst"
    with refused(CODES.PERMISSION_DENIED, "ROLE_INSUFFICIENT", clients=clients):
        decide(clients, one.audit_id, "jo", "Junior Analyst")
    unlimited = submit(clients, transaction_amount=money(1, currency="XYZ"))
    assert not unlimited.risk.HasField("assessed_amount")
    with refused(CODES.PERMISSION_DENIED, "AMOUNT_LIMIT_EXCEEDED", clients=clients):
        decide(clients, unlimited.audit_id, "hedy", "Head of Trading")


# domain.md §4 Never edited
def test_modified_replaces_the_amount_and_has_its_own_digest(clients):
    one = submit(clients, transaction_amount=money(2_000_000))
    change = types.Modification(recommendation="half of it", transaction_amount=money(1_000_000))
    with refused(CODES.INVALID_ARGUMENT, fields=["modification"], clients=clients):
        decide(clients, one.audit_id, "sam", outcome="MODIFIED")
    decided = decide(clients, one.audit_id, "sam", outcome="MODIFIED", modification=change)
    assert status_name(decided) == "MODIFIED"
    assert len(decided.effective_action_digest) == 32
    assert decided.effective_action_digest != decided.action_digest == one.action_digest


def test_modified_never_raises_the_amount(clients):
    one = submit(clients, transaction_amount=money(2_000_000))
    change = types.Modification(recommendation="more", transaction_amount=money(2_000_000, 1))
    with refused(CODES.INVALID_ARGUMENT, clients=clients):
        decide(clients, one.audit_id, "sam", outcome="MODIFIED", modification=change)


def test_conflicting_opinions_go_up(clients):
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    moved = decide(clients, one.audit_id, "cleo", "CFO", outcome="REJECTED")
    assert status_name(moved) == "ESCALATED"
    assert moved.routing.reviewer_role == "Board Committee"
    assert types.EscalationTrigger.Name(moved.escalations[-1].trigger).endswith("CONFLICTING_OPINIONS")


def test_a_flag_goes_up_and_asks_for_another_opinion(clients):
    one = submit(clients)
    moved = decide(clients, one.audit_id, "sam", flags=[types.REVIEW_FLAG_REGULATORY_CONCERN])
    assert status_name(moved) == "ESCALATED"
    assert moved.routing.reviewer_role == "Head of Trading" and moved.routing.required_opinions == 2


def test_escalation_by_hand_walks_the_path_to_its_top(clients):
    one = submit(clients)
    roles = []
    for number in range(3):
        request = review.EscalateReviewRequest(
            audit_id=one.audit_id, reviewer_id=f"cleo{number}", reviewer_role="CFO", reason="beyond this desk")
        moved = clients.review.EscalateReview(request, timeout=DEADLINE_SECONDS).review
        assert status_name(moved) == "ESCALATED"
        roles.append(moved.routing.reviewer_role)
    assert roles == ["Head of Trading", "CFO", "CFO"]
    assert moved.routing.approval_committee_needed
    with refused(CODES.FAILED_PRECONDITION, "TOP_OF_PATH", clients=clients):
        clients.review.EscalateReview(request, timeout=DEADLINE_SECONDS)


def test_cancel_is_the_requesters(clients):
    one = submit(clients)
    request = review.CancelQueryRequest(audit_id=one.audit_id, user_id="mallory", reason="no")
    with refused(CODES.PERMISSION_DENIED, "IDENTITY_MISMATCH", clients=clients):
        clients.review.CancelQuery(request, timeout=DEADLINE_SECONDS)
    request.user_id = "alice"
    cancelled = clients.review.CancelQuery(request, timeout=DEADLINE_SECONDS).review
    assert status_name(cancelled) == "CANCELLED"
    with refused(CODES.FAILED_PRECONDITION, "REVIEW_FINAL", clients=clients):
        decide(clients, one.audit_id, "sam")


def test_preconditions_are_checked(clients):
    one = submit(clients)
    with refused(CODES.ABORTED, "VERSION_MISMATCH", clients=clients):
        decide(clients, one.audit_id, "sam", expected_version=7)
    with refused(CODES.ABORTED, "DIGEST_MISMATCH", clients=clients):
        decide(clients, one.audit_id, "sam", action_digest=bytes(32))
    decided = decide(clients, one.audit_id, "sam", expected_version=1, action_digest=one.action_digest)
    assert status_name(decided) == "APPROVED"


def test_short_evidence_is_refused_before_anything_else(clients):
    one = submit(clients)
    with refused(CODES.INVALID_ARGUMENT, "EVIDENCE_TOO_SHORT", ["supporting_evidence"], clients):
        decide(clients, one.audit_id, "alice", supporting_evidence="fine")
    low = submit(clients, **LOW)
    assert status_name(decide(clients, low.audit_id, "jo", "Junior Analyst", supporting_evidence="ten chars.")) == "APPROVED"


@pytest.mark.parametrize("audit_id", ["nonsense", "019326b4-0000-7000-8000-000000000000"])
def test_unknown_reviews_are_not_found(clients, audit_id):
    with refused(CODES.NOT_FOUND, clients=clients):
        get(clients, audit_id)
    with refused(CODES.NOT_FOUND, clients=clients):
        decide(clients, audit_id, "sam")


def test_a_repeat_changes_nothing_and_answers_as_it_stands(clients):
    request = proposal(request_id=new_request_id())
    first = clients.review.SubmitQuery(request, timeout=DEADLINE_SECONDS)
    assert not first.deduplicated
    decide(clients, first.review.audit_id, "sam")
    sequence = get(clients, first.review.audit_id).audit_sequence
    again = clients.review.SubmitQuery(request, timeout=DEADLINE_SECONDS)
    assert again.deduplicated and again.review.audit_id == first.review.audit_id
    assert status_name(again.review) == "APPROVED" and again.review.audit_sequence == sequence
    request.query_text = "Something else"
    with refused(CODES.ALREADY_EXISTS, "REQUEST_ID_REUSED", clients=clients):
        clients.review.SubmitQuery(request, timeout=DEADLINE_SECONDS)
    request.user_id = "bob"
    assert not clients.review.SubmitQuery(request, timeout=DEADLINE_SECONDS).deduplicated, "ids are each requester's own"


def test_a_repeated_opinion_counts_once(clients):
    one = submit(clients, **CRITICAL)
    request = opinion(one.audit_id, "hedy", "Head of Trading", request_id=new_request_id())
    assert not clients.review.SubmitReview(request, timeout=DEADLINE_SECONDS).deduplicated
    again = clients.review.SubmitReview(request, timeout=DEADLINE_SECONDS)
    assert again.deduplicated and len(again.review.opinions) == 1


def test_simultaneous_repeats_make_one_review(clients):
    request = proposal(request_id=new_request_id())
    calls = [clients.review.SubmitQuery.future(request, timeout=DEADLINE_SECONDS) for _ in range(32)]
    answers = [call.result() for call in calls]
    assert len({answer.review.audit_id for answer in answers}) == 1
    assert sum(not answer.deduplicated for answer in answers) == 1


def test_simultaneous_opinions_decide_once(clients):
    one = submit(clients)
    calls = [
        clients.review.SubmitReview.future(opinion(one.audit_id, f"sam{number}"), timeout=DEADLINE_SECONDS)
        for number in range(16)
    ]
    codes = [call.code() for call in calls]
    assert codes.count(CODES.OK) == 1 and set(codes) == {CODES.OK, CODES.FAILED_PRECONDITION}
    assert len(get(clients, one.audit_id).opinions) == 1


# domain.md §4 WaitForDecision
def test_wait_returns_at_the_decision(clients):
    one = submit(clients)
    call = clients.review.WaitForDecision.future(
        review.WaitForDecisionRequest(audit_id=one.audit_id), timeout=DEADLINE_SECONDS)
    decide(clients, one.audit_id, "sam")
    answer = call.result()
    assert answer.decided and status_name(answer.review) == "APPROVED"
    assert clients.review.WaitForDecision(
        review.WaitForDecisionRequest(audit_id=one.audit_id), timeout=DEADLINE_SECONDS).decided, "at once when final"


# domain.md §4 WaitForDecision
def test_wait_returns_at_max_wait_and_at_a_version(clients):
    one = submit(clients, **CRITICAL)
    request = review.WaitForDecisionRequest(audit_id=one.audit_id, max_wait=duration_pb2.Duration(nanos=50_000_000))
    answer = clients.review.WaitForDecision(request, timeout=DEADLINE_SECONDS)
    assert not answer.decided and answer.review.version == 1
    request = review.WaitForDecisionRequest(audit_id=one.audit_id, after_version=1)
    call = clients.review.WaitForDecision.future(request, timeout=DEADLINE_SECONDS)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    answer = call.result()
    assert not answer.decided and answer.review.version == 2


# domain.md §8 DEADLINE_EXCEEDED
def test_wait_ends_at_the_calls_deadline(clients):
    one = submit(clients)
    with pytest.raises(grpc.RpcError) as raised:
        clients.review.WaitForDecision(review.WaitForDecisionRequest(audit_id=one.audit_id), timeout=0.2)
    assert raised.value.code() == CODES.DEADLINE_EXCEEDED

"""Claims, questions to the requester, and the clocks that stand still for them."""

from google.protobuf import duration_pb2

from vocabulary import (
    CODES, CRITICAL, DEADLINE_SECONDS, MEDIUM, decide, entries, get, new_request_id, refused, review, status_name,
    submit, types)


def claim(clients, audit_id: str, reviewer: str, role: str = "Senior Analyst", **fields) -> types.Review:
    request = review.ClaimReviewRequest(audit_id=audit_id, reviewer_id=reviewer, reviewer_role=role, **fields)
    return clients.review.ClaimReview(request, timeout=DEADLINE_SECONDS).review


def release(clients, audit_id: str, reviewer: str, token: int = 0) -> types.Review:
    request = review.ReleaseClaimRequest(audit_id=audit_id, reviewer_id=reviewer, claim_token=token)
    return clients.review.ReleaseClaim(request, timeout=DEADLINE_SECONDS).review


def ask(clients, audit_id: str, reviewer: str, role: str = "Senior Analyst") -> types.Review:
    request = review.RequestInformationRequest(
        audit_id=audit_id, reviewer_id=reviewer, reviewer_role=role, question="Which book is it for?")
    return clients.review.RequestInformation(request, timeout=DEADLINE_SECONDS).review


def answer(clients, audit_id: str, user: str = "alice") -> types.Review:
    request = review.ProvideInformationRequest(audit_id=audit_id, user_id=user, answer="The third one.")
    return clients.review.ProvideInformation(request, timeout=DEADLINE_SECONDS).review


def test_a_claim_fences_its_holder(clients):
    one = submit(clients)
    claimed = claim(clients, one.audit_id, "sam")
    assert status_name(claimed) == "IN_REVIEW" and claimed.claimed_by == "sam" and claimed.claim_token == 1
    lease = claimed.claim_expires_at.ToDatetime() - claimed.sla.as_of.ToDatetime()
    assert 14 * 60 < lease.total_seconds() <= 15 * 60
    with refused(CODES.FAILED_PRECONDITION, "CLAIMED_BY_OTHER", clients=clients):
        decide(clients, one.audit_id, "susan")
    with refused(CODES.ABORTED, "CLAIM_LOST", clients=clients):
        decide(clients, one.audit_id, "sam", claim_token=9)
    assert status_name(decide(clients, one.audit_id, "sam", claim_token=1)) == "APPROVED"


def test_a_short_lease_lapses_by_itself(clients):
    one = submit(clients)
    claim(clients, one.audit_id, "sam", lease=duration_pb2.Duration(seconds=1))
    request = review.WaitForDecisionRequest(audit_id=one.audit_id, after_version=2)
    lapsed = clients.review.WaitForDecision(request, timeout=DEADLINE_SECONDS).review
    assert status_name(lapsed) == "PENDING" and lapsed.claimed_by == "" and lapsed.claim_token == 1
    assert [entry.event_type for entry in entries(clients, audit_id=one.audit_id)][-1] == "review.claim_expired"
    second = claim(clients, one.audit_id, "susan")
    assert second.claim_token == 2
    with refused(CODES.ABORTED, "CLAIM_LOST", clients=clients):
        decide(clients, one.audit_id, "sam", claim_token=1)


def test_a_claim_is_given_back(clients):
    one = submit(clients)
    claim(clients, one.audit_id, "sam")
    with refused(CODES.FAILED_PRECONDITION, "CLAIMED_BY_OTHER", clients=clients):
        release(clients, one.audit_id, "susan")
    assert status_name(release(clients, one.audit_id, "sam", token=1)) == "PENDING"
    with refused(CODES.FAILED_PRECONDITION, "WRONG_STATUS", clients=clients):
        release(clients, one.audit_id, "sam")


def test_two_who_read_the_same_version_do_not_both_claim_it(clients):
    one = submit(clients)
    claim(clients, one.audit_id, "sam", expected_version=one.version)
    with refused(CODES.ABORTED, "VERSION_MISMATCH", clients=clients):
        claim(clients, one.audit_id, "susan", expected_version=one.version)


def test_of_many_at_once_one_claims(clients):
    one = submit(clients)
    calls = [
        clients.review.ClaimReview.future(
            review.ClaimReviewRequest(
                audit_id=one.audit_id, reviewer_id=f"sam{number}", reviewer_role="Senior Analyst",
                expected_version=one.version),
            timeout=DEADLINE_SECONDS)
        for number in range(16)
    ]
    codes = [call.code() for call in calls]
    assert codes.count(CODES.OK) == 1 and set(codes) == {CODES.OK, CODES.ABORTED}
    assert get(clients, one.audit_id).claim_token == 1


def test_a_higher_role_takes_over(clients):
    one = submit(clients, **MEDIUM)
    claim(clients, one.audit_id, "anna", "Analyst")
    with refused(CODES.FAILED_PRECONDITION, "CLAIMED_BY_OTHER", clients=clients):
        claim(clients, one.audit_id, "amos", "Analyst")
    taken = claim(clients, one.audit_id, "sam")
    assert taken.claimed_by == "sam" and taken.claim_token == 2


def test_the_most_urgent_of_a_role(clients):
    request_id = new_request_id()
    one = submit(clients, **CRITICAL)
    taken = claim(clients, "", "cleo", "CFO", request_id=request_id)
    assert claim(clients, "", "cleo", "CFO", request_id=request_id).audit_id == taken.audit_id, "a repeat claims nothing"
    assert taken.routing.reviewer_role == "CFO" and taken.claimed_by == "cleo"
    with refused(CODES.NOT_FOUND, clients=clients):
        claim(clients, "", "alice", "Junior Analyst")
    listed = clients.review.ListPendingReviews(
        review.ListPendingReviewsRequest(filter=types.ReviewFilter(claimed_by=["cleo"])), timeout=DEADLINE_SECONDS)
    assert taken.audit_id in [found.audit_id for found in listed.reviews]
    release(clients, taken.audit_id, "cleo")
    assert one.audit_id


def test_bad_fields_are_named(clients):
    with refused(CODES.INVALID_ARGUMENT, fields=["reviewer_id", "reviewer_role", "lease"], clients=clients):
        claim(clients, "", "", "Emperor", lease=duration_pb2.Duration(seconds=100_000))
    with refused(CODES.INVALID_ARGUMENT, fields=["expected_version"], clients=clients):
        claim(clients, "", "sam", expected_version=3)
    with refused(CODES.INVALID_ARGUMENT, fields=["audit_id", "user_id", "answer"], clients=clients):
        clients.review.ProvideInformation(review.ProvideInformationRequest(), timeout=DEADLINE_SECONDS)


def test_a_question_stops_the_clock_and_the_answer_voids_opinions(clients):
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "hedy", "Head of Trading")
    waiting = clients.review.WaitForDecision.future(
        review.WaitForDecisionRequest(audit_id=one.audit_id), timeout=DEADLINE_SECONDS)
    asked = ask(clients, one.audit_id, "cleo", "CFO")
    assert status_name(asked) == "AWAITING_INFORMATION"
    assert types.SlaState.Name(asked.sla.state) == "SLA_STATE_PAUSED"
    assert status_name(waiting.result().review) == "AWAITING_INFORMATION", "the requester hears of it"
    with refused(CODES.FAILED_PRECONDITION, "WRONG_STATUS", clients=clients):
        decide(clients, one.audit_id, "cleo", "CFO")
    with refused(CODES.PERMISSION_DENIED, "IDENTITY_MISMATCH", clients=clients):
        answer(clients, one.audit_id, "mallory")
    answered = answer(clients, one.audit_id)
    assert answered.opinions[0].void_reason == "INFORMATION_ADDED"
    assert answered.information_requests[0].question == "Which book is it for?"
    assert answered.information_requests[0].answered_by == "alice"
    paused = answered.sla.paused.ToTimedelta()
    types_in_order = [entry.event_type for entry in entries(clients, audit_id=one.audit_id)]
    assert types_in_order[-2:] == ["review.information_requested", "review.information_provided"]
    stamps = {entry.event_type: entry.timestamp.ToDatetime() for entry in entries(clients, audit_id=one.audit_id)}
    derived = stamps["review.information_provided"] - stamps["review.information_requested"]
    assert paused == derived, "from the entries alone"
    decide(clients, one.audit_id, "cleo", "CFO")
    assert status_name(decide(clients, one.audit_id, "bea", "Board Committee")) == "APPROVED"


def test_an_override_is_for_what_a_fault_blocked(clients):
    one = submit(clients)
    request = review.OverrideReviewRequest(
        audit_id=one.audit_id, reviewer_id="bea", reviewer_role="Board Committee", justification="too short")
    with refused(CODES.INVALID_ARGUMENT, "EVIDENCE_TOO_SHORT", ["justification"], clients):
        clients.review.OverrideReview(request, timeout=DEADLINE_SECONDS)
    request.justification = "The entry was looked at by two of us, and nothing is wrong with the review."
    with refused(CODES.FAILED_PRECONDITION, "WRONG_STATUS", clients=clients):
        clients.review.OverrideReview(request, timeout=DEADLINE_SECONDS)



"""The registry of reviewers: who may act, and where work goes."""

import pytest

from vocabulary import (
    CODES, CRITICAL, DEADLINE_SECONDS, admin, decide, entries, get, new_request_id, refused, review, status_name, submit)


@pytest.fixture
def own_clients(own_server):
    return own_server.clients()


def upsert(clients, reviewer_id: str, roles: list[str], version: int = 0, reason: str = "hired", **fields):
    request_id = fields.pop("request_id", "")
    request = admin.UpsertReviewerRequest(
        request_id=request_id, reviewer=admin.Reviewer(reviewer_id=reviewer_id, roles=roles, **fields),
        expected_version=version, reason=reason)
    return clients.admin.UpsertReviewer(request, timeout=DEADLINE_SECONDS).reviewer


def listed(clients, **fields) -> list[admin.ReviewerLoad]:
    answer = clients.admin.ListReviewers(admin.ListReviewersRequest(**fields), timeout=DEADLINE_SECONDS)
    return list(answer.reviewers)


def test_once_one_is_registered_only_registered_ones_decide(own_clients):
    clients = own_clients
    assert listed(clients) == []
    one = submit(clients)
    upsert(clients, "sam", ["Senior Analyst"], person_id="sam-the-person", principals=["alice-2"])
    with refused(CODES.PERMISSION_DENIED, "CAPABILITY_MISSING", clients=clients):
        decide(clients, one.audit_id, "susan")
    with refused(CODES.PERMISSION_DENIED, "IDENTITY_MISMATCH", clients=clients):
        decide(clients, one.audit_id, "sam", "CFO")
    assert status_name(decide(clients, one.audit_id, "sam")) == "APPROVED"
    upsert(clients, "susan", ["Senior Analyst"])
    own = submit(clients, user_id="alice-2")
    with refused(CODES.PERMISSION_DENIED, "SELF_REVIEW", clients=clients):
        decide(clients, own.audit_id, "sam")
    assert [entry.event_type for entry in entries(clients, event_type="reviewer.upserted")] == ["reviewer.upserted"] * 2


def test_two_accounts_of_one_person_are_one_opinion(own_clients):
    clients = own_clients
    upsert(clients, "cleo", ["CFO"], person_id="cleo")
    upsert(clients, "cleo-mobile", ["CFO"], person_id="cleo")
    upsert(clients, "bea", ["Board Committee"])
    one = submit(clients, **CRITICAL)
    decide(clients, one.audit_id, "cleo", "CFO")
    with refused(CODES.PERMISSION_DENIED, "DUPLICATE_REVIEWER", clients=clients):
        decide(clients, one.audit_id, "cleo-mobile", "CFO")
    assert status_name(decide(clients, one.audit_id, "bea", "Board Committee")) == "APPROVED"


def test_versions_reasons_and_repeats(own_clients):
    clients = own_clients
    request_id = new_request_id()
    first = upsert(clients, "sam", ["Analyst"], request_id=request_id)
    assert first.version == 1 and first.person_id == "sam"
    with refused(CODES.ABORTED, "VERSION_MISMATCH", clients=clients):
        upsert(clients, "sam", ["Analyst"])
    with refused(CODES.INVALID_ARGUMENT, fields=["reason"], clients=clients):
        upsert(clients, "sam", ["Analyst", "CFO"], version=1, reason="")
    assert upsert(clients, "sam", ["Analyst", "CFO"], version=1).version == 2
    assert upsert(clients, "sam", ["Analyst"], request_id=request_id) == first, "a repeat answers the first result"
    with refused(CODES.INVALID_ARGUMENT, fields=["reviewer.roles[0]", "reviewer.skills[0]"], clients=clients):
        upsert(clients, "tom", ["Emperor"], skills=[""])
    with refused(CODES.INVALID_ARGUMENT, fields=["reviewer"], clients=clients):
        clients.admin.UpsertReviewer(admin.UpsertReviewerRequest(), timeout=DEADLINE_SECONDS)


def test_a_disabled_reviewers_claims_are_released(own_clients):
    clients = own_clients
    upsert(clients, "sam", ["Senior Analyst"])
    one = submit(clients)
    claim = review.ClaimReviewRequest(audit_id=one.audit_id, reviewer_id="sam", reviewer_role="Senior Analyst")
    clients.review.ClaimReview(claim, timeout=DEADLINE_SECONDS)
    assert [load.claimed for load in listed(clients)] == [1]
    upsert(clients, "sam", ["Senior Analyst"], version=1, disabled=True)
    assert get(clients, one.audit_id).claimed_by == "" and [load.claimed for load in listed(clients)] == [0]


def test_skills_and_absence_route(own_clients):
    clients = own_clients
    upsert(clients, "sam", ["Senior Analyst"])
    upsert(clients, "hedy", ["Head of Trading"], skills=["derivatives"])
    assert submit(clients).routing.reviewer_role == "Senior Analyst"
    moved = submit(clients, domain="derivatives")
    assert moved.routing.reviewer_role == "Head of Trading" and moved.routing.required_skills == ["derivatives"]
    assert len(moved.escalations) == 1
    upsert(clients, "sam", ["Senior Analyst"], version=1, absent=True)
    assert submit(clients).routing.reviewer_role == "Head of Trading"


def test_pages_by_role_and_skill(own_clients):
    clients = own_clients
    for number in range(5):
        upsert(clients, f"r{number}", ["Analyst" if number % 2 else "CFO"], skills=["credit"] if number > 2 else [])
    assert [load.reviewer.reviewer_id for load in listed(clients, role="Analyst")] == ["r1", "r3"]
    assert [load.reviewer.reviewer_id for load in listed(clients, skill="credit")] == ["r3", "r4"]
    names, token = [], ""
    while True:
        request = admin.ListReviewersRequest(page_size=2, page_token=token)
        page = clients.admin.ListReviewers(request, timeout=DEADLINE_SECONDS)
        names += [load.reviewer.reviewer_id for load in page.reviewers]
        token = page.next_page_token
        if not token:
            break
    assert names == ["r0", "r1", "r2", "r3", "r4"]
    with refused(CODES.INVALID_ARGUMENT, fields=["page_token"], clients=clients):
        clients.admin.ListReviewers(admin.ListReviewersRequest(page_token="nonsense"), timeout=DEADLINE_SECONDS)

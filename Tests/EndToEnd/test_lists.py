"""Lists: what waits, the most urgent first, and everything, newest first."""

import pytest
from vocabulary import (
    CODES, CRITICAL, DEADLINE_SECONDS, LOW, MEDIUM, decide, head, level_name, refused, review, status_name, submit,
    types,
)

ORDER = ["CRITICAL", "HIGH", "MEDIUM", "LOW"]


@pytest.fixture(scope="module")
def queue(clients):
    """Reviews of each level, in an order that is not the queue's."""
    kinds = [LOW, MEDIUM, {}, CRITICAL] * 3
    return [submit(clients, user_id="lister", **kind) for kind in kinds]


def pending(clients, **fields):
    return clients.review.ListPendingReviews(review.ListPendingReviewsRequest(**fields), timeout=DEADLINE_SECONDS)


def pages(call, request):
    while True:
        page = call(request, timeout=DEADLINE_SECONDS)
        yield page
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token


def test_most_urgent_first_over_all_pages(clients, queue):
    mine = types.ReviewFilter(user_ids=["lister"])
    found = []
    for page in pages(clients.review.ListPendingReviews, review.ListPendingReviewsRequest(filter=mine, page_size=5)):
        assert len(page.reviews) <= 5 and page.total_size == len(queue)
        found += page.reviews
    keys = [(ORDER.index(level_name(one.risk)), one.sla.deadline.ToMicroseconds(), one.audit_id) for one in found]
    assert keys == sorted(keys)
    assert sorted(one.audit_id for one in found) == sorted(one.audit_id for one in queue)


def test_filters_are_joined(clients, queue):
    found = pending(clients, filter=types.ReviewFilter(
        user_ids=["lister"], minimum_risk_level=types.RISK_LEVEL_HIGH, reviewer_roles=["Senior Analyst"])).reviews
    assert len(found) == 3 and {level_name(one.risk) for one in found} == {"HIGH"}
    assert not pending(clients, filter=types.ReviewFilter(user_ids=["nobody"])).reviews


def test_lists_are_basic_unless_asked(clients, queue):
    mine = types.ReviewFilter(user_ids=["lister"])
    assert all(not one.action_json for one in pending(clients, filter=mine).reviews)
    full = pending(clients, filter=mine, view=types.REVIEW_VIEW_FULL).reviews
    assert all(one.action_json for one in full)


def test_basic_cuts_long_text(clients):
    submit(clients, user_id="writer", query_text="ä" * 300)
    only = pending(clients, filter=types.ReviewFilter(user_ids=["writer"])).reviews
    assert only[0].query_text.startswith("ä" * 200) and len(only[0].query_text) <= 257


def test_final_reviews_leave_the_queue_and_stay_in_the_list(clients):
    one = submit(clients, user_id="leaver")
    mine = types.ReviewFilter(user_ids=["leaver"])
    assert [found.audit_id for found in pending(clients, filter=mine).reviews] == [one.audit_id]
    decide(clients, one.audit_id, "sam")
    assert not pending(clients, filter=mine).reviews
    listed = clients.review.ListReviews(review.ListReviewsRequest(filter=mine), timeout=DEADLINE_SECONDS).reviews
    assert [status_name(found) for found in listed] == ["APPROVED"]


def test_list_reviews_is_newest_first_over_all_pages(clients, queue):
    request = review.ListReviewsRequest(filter=types.ReviewFilter(user_ids=["lister"]), page_size=5)
    found = [one.audit_id for page in pages(clients.review.ListReviews, request) for one in page.reviews]
    assert found == sorted((one.audit_id for one in queue), reverse=True)


@pytest.mark.parametrize("fields", [
    dict(page_size=-1), dict(page_token="nonsense"),
    dict(filter=types.ReviewFilter(statuses=[types.REVIEW_STATUS_APPROVED])),
])
def test_bad_lists_are_refused(clients, fields):
    with refused(CODES.INVALID_ARGUMENT, clients=clients):
        pending(clients, **fields)


def test_service_status_counts_the_queues(clients, queue):
    from countersign.v1 import admin_service_pb2 as admin

    status = clients.admin.GetServiceStatus(admin.GetServiceStatusRequest(), timeout=DEADLINE_SECONDS)
    waiting = {one.reviewer_role: one.waiting for one in status.queues}
    everything = pending(clients, page_size=1000).reviews
    assert waiting.get("CFO", 0) == sum(one.routing.reviewer_role == "CFO" for one in everything)
    assert status.audit_sequence == head(clients)
    assert len(status.policy_version) == 64 and status.version
    assert {one.state for one in status.components if one.name == "store"} == {1}, "READY"

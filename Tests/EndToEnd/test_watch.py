"""WatchPendingReviews: a snapshot, then every change, and on from a token."""

import random

import grpc
import pytest
from google.protobuf import duration_pb2
from vocabulary import CODES, decide, proposal, review, submit, types

WATCH_SECONDS = 30


class Watch:
    """A stream with the client's own copy of the set."""

    def __init__(self, clients, token="", seconds=WATCH_SECONDS, **fields):
        request = review.WatchPendingReviewsRequest(resume_token=token, **fields)
        self.call = clients.review.WatchPendingReviews(request, timeout=seconds)
        self.reviews = {}
        self.token = ""
        self.events = []

    def next(self):
        message = next(self.call)
        kind = message.WhichOneof("event")
        if message.resume_token:
            self.token = message.resume_token
        if kind in ("review_added", "review_updated"):
            one = getattr(message, kind)
            self.reviews[one.audit_id] = one
        if kind == "review_removed":
            self.reviews.pop(message.review_removed.audit_id, None)
        if kind == "stream_reset":
            self.reviews = {}
        self.events.append((kind, message))
        return kind, message

    def until(self, wanted):
        while True:
            kind, message = self.next()
            if kind == wanted:
                return getattr(message, kind)

    def until_token(self):
        """Reads on until everything read is covered by a token."""
        while not self.events[-1][1].resume_token:
            self.next()

    def close(self):
        self.call.cancel()


def mine(user):
    return types.ReviewFilter(user_ids=[user])


def test_snapshot_then_changes(clients):
    first = submit(clients, user_id="w1")
    watch = Watch(clients, filter=mine("w1"))
    sync = watch.until("in_sync")
    assert sync.review_count == 1 and not sync.resumed and watch.token
    assert list(watch.reviews) == [first.audit_id]
    snapshot = [message for kind, message in watch.events if kind == "review_added"]
    assert all(not message.resume_token for message in snapshot), "no token inside a snapshot"

    second = submit(clients, user_id="w1", transaction_amount=None, action_type="launch_rocket")
    assert watch.until("review_added").audit_id == second.audit_id
    decide(clients, second.audit_id, "cleo", "CFO")
    updated = watch.until("review_updated")
    assert updated.audit_id == second.audit_id and updated.version == 2
    decide(clients, first.audit_id, "sam")
    removed = watch.until("review_removed")
    assert removed.audit_id == first.audit_id
    assert removed.reason == review.REMOVAL_REASON_FINAL and removed.status == types.REVIEW_STATUS_APPROVED
    watch.close()


def test_the_snapshot_is_most_urgent_first(clients):
    low = submit(clients, user_id="w2", action_type="informational", transaction_amount=None)
    high = submit(clients, user_id="w2")
    watch = Watch(clients, filter=mine("w2"))
    watch.until("in_sync")
    assert [message.review_added.audit_id for kind, message in watch.events if kind == "review_added"] == [
        high.audit_id, low.audit_id]
    watch.close()


def test_resuming_gives_what_was_missed_and_nothing_else(clients):
    first = submit(clients, user_id="w3")
    kept = submit(clients, user_id="w3")
    watch = Watch(clients, filter=mine("w3"))
    watch.until("in_sync")
    token = watch.token
    watch.close()
    decide(clients, first.audit_id, "sam")
    added = submit(clients, user_id="w3")
    resumed = Watch(clients, token=token, filter=mine("w3"))
    sync = resumed.until("in_sync")
    assert sync.resumed and sync.review_count == 2
    kinds = {kind: message for kind, message in resumed.events}
    assert kinds["review_removed"].review_removed.audit_id == first.audit_id
    assert kinds["review_added"].review_added.audit_id == added.audit_id
    assert kept.audit_id not in resumed.reviews, "what did not change is not sent again"
    resumed.close()


@pytest.mark.parametrize("damage", ["other filter", "nonsense", "flipped"])
def test_a_token_that_cannot_be_used_resets_and_starts_over(clients, damage):
    one = submit(clients, user_id="w4")
    watch = Watch(clients, filter=mine("w4"))
    watch.until("in_sync")
    watch.close()
    token = {"other filter": watch.token, "nonsense": "nonsense",
             "flipped": watch.token[:-2] + ("A" if watch.token[-2] != "A" else "B") + watch.token[-1]}[damage]
    wanted = types.ReviewFilter(user_ids=["w4"], reviewer_roles=["Senior Analyst"]) if damage == "other filter" else mine("w4")
    again = Watch(clients, token=token, filter=wanted)
    kind, message = again.next()
    assert kind == "stream_reset" and message.stream_reset.reason == review.RESET_REASON_TOKEN_NOT_USABLE
    assert not again.until("in_sync").resumed
    assert one.audit_id in again.reviews
    again.close()


# domain.md §5 Moves between roles
def test_moving_to_another_role_removes_here_and_adds_there(clients):
    one = submit(clients, user_id="w5")
    here = Watch(clients, filter=types.ReviewFilter(user_ids=["w5"], reviewer_roles=["Senior Analyst"]))
    there = Watch(clients, filter=types.ReviewFilter(user_ids=["w5"], reviewer_roles=["Head of Trading"]))
    for watch in (here, there):
        watch.until("in_sync")
    request = review.EscalateReviewRequest(
        audit_id=one.audit_id, reviewer_id="sam", reviewer_role="Senior Analyst", reason="too large for me")
    clients.review.EscalateReview(request, timeout=WATCH_SECONDS)
    removed = here.until("review_removed")
    assert removed.reason == review.REMOVAL_REASON_MOVED and removed.reviewer_role == "Head of Trading"
    assert there.until("review_added").audit_id == one.audit_id
    here.close()
    there.close()


# domain.md §5 Token
def test_silence_is_broken_by_a_heartbeat_with_a_token(clients):
    watch = Watch(clients, filter=mine("nobody-at-all"), heartbeat_interval=duration_pb2.Duration(seconds=5))
    watch.until("in_sync")
    watch.until("heartbeat")
    assert watch.events[-1][1].resume_token
    watch.close()


def test_periodic_clocks_are_sent(clients):
    one = submit(clients, user_id="w6")
    watch = Watch(clients, filter=mine("w6"), sla_update_interval=duration_pb2.Duration(seconds=1))
    watch.until("in_sync")
    update = watch.until("sla_update")
    assert [clock.audit_id for clock in update.clocks] == [one.audit_id]
    assert update.clocks[0].sla.state == types.SLA_STATE_ON_TRACK
    watch.close()


@pytest.mark.parametrize("fields", [
    dict(heartbeat_interval=duration_pb2.Duration(seconds=1)),
    dict(sla_update_interval=duration_pb2.Duration(nanos=1)),
    dict(filter=types.ReviewFilter(statuses=[types.REVIEW_STATUS_REJECTED])),
])
def test_bad_watches_are_refused(clients, fields):
    watch = Watch(clients, **fields)
    with pytest.raises(grpc.RpcError) as raised:
        watch.next()
    assert raised.value.code() == CODES.INVALID_ARGUMENT


# domain.md §5 Slow reader
def test_a_watcher_that_does_not_read_delays_nobody(own_server):
    clients = own_server.clients()
    lazy = Watch(clients, view=types.REVIEW_VIEW_FULL)
    lazy.next()
    large = [proposal(user_id="w7", query_text="x" * 8000) for _ in range(300)]
    calls = [clients.review.SubmitQuery.future(request, timeout=WATCH_SECONDS) for request in large]
    assert all(call.result().review.audit_id for call in calls)
    lazy.close()


def test_a_followed_watch_keeps_the_set_that_waits(clients, seed):
    chance = random.Random(seed)
    watch = Watch(clients, filter=mine("w8"))
    watch.until("in_sync")
    waiting = []
    for number in range(60):
        if waiting and chance.random() < 0.4:
            decide(clients, waiting.pop(chance.randrange(len(waiting))), f"cleo{number}", "CFO")
        else:
            waiting.append(submit(clients, user_id="w8").audit_id)
    last = submit(clients, user_id="w8").audit_id
    waiting.append(last)
    while last not in watch.reviews:
        watch.next()
    assert sorted(watch.reviews) == sorted(waiting)
    watch.close()

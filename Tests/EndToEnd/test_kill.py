"""Killed at any moment, the server loses nothing that it acknowledged, and does nothing twice."""

import random
import threading
import time

import chain
import grpc
from vocabulary import (
    DEADLINE_SECONDS, audit, decide, entries, get, head, new_request_id, proposal, review, status_name, types,
)

ROUNDS = 20
DEEP_ROUNDS = 200
WRITERS = 4


class Writer(threading.Thread):
    """Submits until the server is gone, and remembers what it was promised."""

    def __init__(self, server, number: int, chance: random.Random):
        super().__init__(daemon=True)
        self.clients = server.clients()
        self.number = number
        self.seed = chance.randrange(1 << 32)
        self.acknowledged: list[tuple[review.SubmitQueryRequest, types.Review]] = []
        self.decided: list[types.Review] = []
        self.unknown: review.SubmitQueryRequest | None = None

    def run(self):
        chance = random.Random(self.seed)
        while True:
            request = proposal(user_id=f"writer-{self.number}", request_id=new_request_id())
            try:
                answer = self.clients.review.SubmitQuery(request, timeout=DEADLINE_SECONDS)
            except grpc.RpcError:
                self.unknown = request
                return
            self.acknowledged.append((request, answer.review))
            if chance.random() < 0.3:
                try:
                    self.decided.append(decide(self.clients, answer.review.audit_id, "cleo", "CFO"))
                except grpc.RpcError:
                    return


# domain.md §6 Durable first
def test_kill_at_random_moments(stopped_server, seed, deep):
    chance = random.Random(seed)
    promised: dict[str, types.Review] = {}
    finals: dict[str, types.Review] = {}
    trail: list[audit.AuditEntry] = []
    server = stopped_server.start()
    for _ in range(DEEP_ROUNDS if deep else ROUNDS):
        writers = [Writer(server, number, chance) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        before = waiting(server)
        time.sleep(chance.uniform(0.02, 0.2))
        server.process.kill()
        for writer in writers:
            writer.join(DEADLINE_SECONDS * 2)
        server.kill()
        server.start()
        for writer in writers:
            promised |= {one.audit_id: one for _, one in writer.acknowledged}
            finals |= {one.audit_id: one for one in writer.decided}
        clients = server.clients()
        check_promises(clients, trail, promised, finals)
        check_unfinished(clients, before, finals)
        for writer in writers:
            check_retries(clients, writer)
    assert promised, "the writers got nowhere"
    assert entries(server.clients())[: len(trail)] == trail, "what was once read stays as it was"


def waiting(server) -> dict[str, tuple]:
    """What waits, by id, as a restart must bring it back."""
    clients = server.clients()
    page = clients.review.ListPendingReviews(review.ListPendingReviewsRequest(page_size=1000), timeout=DEADLINE_SECONDS)
    return {one.audit_id: identity(one) for one in page.reviews}


def identity(one: types.Review) -> tuple:
    return (one.version, one.audit_sequence, one.status, one.sla.deadline.ToMicroseconds(), one.routing.reviewer_role)


def check_promises(clients, trail, promised, finals):
    """Extends `trail` by what is new, which must continue it, and finds every promise in it."""
    request = audit.StreamAuditEntriesRequest(after_sequence=len(trail))
    new = [entry for message in clients.audit.StreamAuditEntries(request, timeout=DEADLINE_SECONDS) for entry in message.entries]
    answer = clients.audit.VerifyAuditTrail(audit.VerifyAuditTrailRequest(), timeout=DEADLINE_SECONDS)
    chain.check(new, answer.origin, before=trail)
    trail += new
    assert answer.valid and answer.entries_verified == len(trail) == head(clients)
    assert answer.head_hash == trail[-1].current_hash
    submitted: dict[str, list[int]] = {}
    for entry in trail:
        if entry.event_type == "query.submitted":
            submitted.setdefault(entry.audit_id, []).append(entry.sequence)
    for audit_id, one in promised.items():
        assert submitted[audit_id] == [one.audit_sequence], "exactly once, at its sequence"
    for audit_id, one in finals.items():
        assert trail[one.audit_sequence - 1].audit_id == audit_id


def check_unfinished(clients, before, finals):
    """Reviews that waited, still do, with their clocks; unless their decision was under way at the kill."""
    page = clients.review.ListPendingReviews(review.ListPendingReviewsRequest(page_size=1000), timeout=DEADLINE_SECONDS)
    after = {one.audit_id: identity(one) for one in page.reviews}
    for audit_id, known in before.items():
        if audit_id in after:
            assert after[audit_id] == known
        elif len(after) < 1000:
            assert status_name(get(clients, audit_id)) == "APPROVED"
    for audit_id in finals:
        assert audit_id not in after
        assert status_name(get(clients, audit_id)) == "APPROVED"


def check_retries(clients, writer):
    """The same request again: what was acknowledged is found, what was not is made at most once."""
    for request, one in writer.acknowledged[-3:]:
        again = clients.review.SubmitQuery(request, timeout=DEADLINE_SECONDS)
        assert again.deduplicated and again.review.audit_id == one.audit_id
    if writer.unknown is None:
        return
    first = clients.review.SubmitQuery(writer.unknown, timeout=DEADLINE_SECONDS)
    second = clients.review.SubmitQuery(writer.unknown, timeout=DEADLINE_SECONDS)
    assert second.deduplicated and second.review.audit_id == first.review.audit_id
    digest = first.review.action_digest
    mine = types.ReviewFilter(user_ids=[writer.unknown.user_id], action_digest=digest)
    listed = clients.review.ListReviews(review.ListReviewsRequest(filter=mine), timeout=DEADLINE_SECONDS).reviews
    assert [found.audit_id for found in listed] == [first.review.audit_id]


def test_a_clean_restart_changes_nothing(stopped_server):
    server = stopped_server.start()
    clients = server.clients()
    for _ in range(5):
        clients.review.SubmitQuery(proposal(), timeout=DEADLINE_SECONDS)
    before, last = waiting(server), head(clients)
    assert server.stop() == 0
    server.start()
    assert waiting(server) == before
    after = entries(server.clients())
    assert [entry.event_type for entry in after[last:]] == ["service.started"], "only the start itself is recorded"

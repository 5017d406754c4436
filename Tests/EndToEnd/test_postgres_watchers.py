"""Watchers of two servers over one database: whatever happens to the servers, nobody is left with a review that does not wait."""

import collections
import random
import re
import signal
import threading
import time

import grpc
import pytest
from postgres_server import binaries
from test_postgres import (  # noqa: F401
    check_straight_from_sql, database, eventually, folder, postgres, replicas,
)
from test_postgres_replicas import POLICY, Submitter, check_clocks, waiting
from vocabulary import DEADLINE_SECONDS, decide, review

pytestmark = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL is installed")
COUNT = 600
DEEP_COUNT = 10_000
IN_FLIGHT = 50
STOPPED_SECONDS = 2
# Of the default policy's HIGH; a review ends when its clock ran out often enough, or when somebody decided it.
SLA_SECONDS = 6
EXPIRY_SECONDS = 20
QUIET_SECONDS = 180
WATCH_SECONDS = 600
LIFE = re.compile(
    r"query\.submitted( review\.sla_warning review\.sla_breached review\.escalated)*( review\.sla_warning)?"
    r"( review\.expired| review\.opinion_recorded review\.decided)")
# How long a watcher stays with a server that does nothing to it.
HOP_SECONDS = (0.2, 2.0)


class Follower(threading.Thread):
    """Keeps a copy of the waiting reviews over all breaks, with its last token, from one server or the other.

    What is wrong is kept in `faults`; `lives` says what each review's messages were, for whoever has to find out why.
    """

    def __init__(self, servers, turn: int, chance: random.Random | None):
        super().__init__(daemon=True)
        self.servers, self.turn, self.chance = servers, turn, chance
        self.running = True
        # Until all is over: who never stays long enough to hear everything is never done.
        self.hops = True
        self.held: dict[str, int] = {}
        self.token = ""
        self.is_in_sync = False
        self.counts = collections.Counter()
        self.faults: list[str] = []
        self.lives: dict[str, list[str]] = collections.defaultdict(list)
        self.start()

    def run(self):
        while self.running:
            try:
                self.follow(self.servers[self.turn % 2])
            except (grpc.RpcError, ValueError) as error:
                self.counts[error.code().name if isinstance(error, grpc.RpcError) else "closed"] += 1
                time.sleep(0.02)
            self.turn += 1

    def follow(self, server):
        clients = server.clients()
        request = review.WatchPendingReviewsRequest(resume_token=self.token)
        call = clients.review.WatchPendingReviews(request, timeout=WATCH_SECONDS)
        timer = threading.Timer(self.chance.uniform(*HOP_SECONDS), call.cancel) if self.chance and self.hops else None
        if timer:
            timer.start()
        try:
            self.is_in_sync = False
            self.counts["streams"] += 1
            if not self.token:
                self.held = {}
            for message in call:
                self.take(message)
        finally:
            if timer:
                timer.cancel()
            clients.close()

    def take(self, message):
        kind = message.WhichOneof("event")
        self.counts[kind] += 1
        if message.resume_token:
            self.token = message.resume_token
        if kind in ("review_added", "review_updated"):
            one = getattr(message, kind)
            self.note(one.audit_id, kind, message)
            if self.is_in_sync and (one.audit_id in self.held) != (kind == "review_updated"):
                self.faults.append(f"{one.audit_id}: {kind}")
            if self.is_in_sync and self.held.get(one.audit_id, 0) > one.version:
                self.faults.append(f"{one.audit_id}: version {one.version}")
            self.held[one.audit_id] = one.version
        elif kind == "review_removed":
            removed = message.review_removed
            self.note(removed.audit_id, kind, message)
            if self.held.pop(removed.audit_id, None) is None and self.is_in_sync:
                self.faults.append(f"{removed.audit_id}: removed, but not held")
        elif kind == "stream_reset":
            self.counts[review.ResetReason.Name(message.stream_reset.reason)] += 1
            self.held, self.token, self.is_in_sync = {}, "", False
        elif kind == "in_sync":
            self.is_in_sync = True
            if message.in_sync.review_count != len(self.held):
                self.faults.append(f"{len(self.held)} held, not {message.in_sync.review_count}, at {message.resume_token}")

    def note(self, audit_id, kind, message):
        self.lives[audit_id].append(f"{kind}@{message.audit_sequence} stream {self.counts['streams']}, server {self.turn % 2}")


class Decider(Submitter):
    """Has every third of its proposals decided at once, through one server or the other."""

    answered = 0

    def on_answer(self, one):
        self.answered += 1
        while self.running and self.answered % 3 == 0:
            self.turn += 1
            try:
                decide(self.stubs[self.servers[self.turn % 2].address], one.audit_id, "cleo", "CFO")
                return
            except (grpc.RpcError, ValueError) as error:
                if isinstance(error, grpc.RpcError) and error.code() == grpc.StatusCode.FAILED_PRECONDITION:
                    return
            except KeyError:
                server = self.servers[self.turn % 2]
                self.stubs[server.address] = server.clients()


def test_watchers_are_left_with_nothing_that_does_not_wait(postgres, database, replicas, folder, deep, seed):
    chance = random.Random(seed)
    policy = folder / "policy.yaml"
    text = re.sub(r"(HIGH: .*?sla: )4h", rf"\g<1>{SLA_SECONDS}s", POLICY.read_text())
    policy.write_text(text.replace("expire_after: 72h", f"expire_after: {EXPIRY_SECONDS}s"))
    servers = [replicas(postgres.url(database), "--policy", str(policy)).start() for _ in range(2)]
    count = DEEP_COUNT if deep else COUNT
    stayers = [Follower(servers, turn, None) for turn in (0, 1)]
    hoppers = [Follower(servers, turn, random.Random(chance.random())) for turn in (0, 1, 0)]
    followers = stayers + hoppers
    submitters = [Decider(servers, number, -(-count // IN_FLIGHT)) for number in range(IN_FLIGHT)]
    try:
        for _ in range(2):
            time.sleep(3)
            servers[0].kill()
            servers[0].start()
        time.sleep(1)
        servers[0].process.send_signal(signal.SIGSTOP)
        time.sleep(STOPPED_SECONDS)
        servers[0].process.send_signal(signal.SIGCONT)
        for submitter in submitters:
            submitter.join()
        eventually(lambda: waiting(postgres, database) == 0, QUIET_SECONDS)
        check_clocks(check_straight_from_sql(postgres, database), len(submitters) * submitters[0].count, LIFE)
        check_followers(followers, stayers[1], deep)
    finally:
        for thread in submitters + followers:
            thread.running = False


def check_followers(followers, undisturbed, deep):
    """Nothing waits any more: each copy is empty soon, also that of who changed servers all the time."""
    for one in followers:
        one.hops = False
    try:
        eventually(lambda: all(one.is_in_sync and not one.held for one in followers), QUIET_SECONDS)
    except AssertionError:
        for number, one in enumerate(followers):
            for audit_id in list(one.held)[:5]:
                print(f"watcher {number} holds {audit_id}: {one.lives[audit_id]}")
        raise
    finally:
        for number, one in enumerate(followers):
            print(f"watcher {number}: {dict(one.counts)}")
    assert not [fault for one in followers for fault in one.faults]
    # A token is good for the last 10,000 entries, on either server.
    assert deep or all(one.counts["RESET_REASON_TOKEN_NOT_USABLE"] == 0 for one in followers)
    if undisturbed.counts["stream_reset"] == 0 and undisturbed.counts["streams"] == 1:
        assert undisturbed.counts["review_added"] == undisturbed.counts["review_removed"], "each once"

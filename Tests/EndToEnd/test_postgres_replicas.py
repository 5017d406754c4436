"""Two servers over one database: clocks move once, also when one of the servers is killed or stopped."""

import collections
import pathlib
import re
import signal
import threading
import time

import grpc
import pytest
import signatures
from postgres_server import binaries
from test_postgres import (  # noqa: F401
    check_straight_from_sql, database, eventually, folder, postgres, replicas,
)
from test_watch import Watch
from vocabulary import DEADLINE_SECONDS, decide, get, new_request_id, proposal, status_name, submit

pytestmark = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL is installed")
COUNT = 600
DEEP_COUNT = 10_000
IN_FLIGHT = 50
STOPPED_SECONDS = 2
CLOCKS_SECONDS = 120
SLA_SECONDS = 6
EXPIRY_SECONDS = 20
# A clock that runs out starts the next one, also at the top of the path; the end of its time ends a review.
LIFE = re.compile(r"query\.submitted( review\.sla_warning review\.sla_breached review\.escalated)+( review\.sla_warning)? review\.expired")
POLICY = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "Policy" / "default-policy.yaml"


def test_a_command_through_one_is_seen_through_the_other_at_once(postgres, database, replicas):
    first, second = (replicas(postgres.url(database)).start().clients() for _ in range(2))
    watch = Watch(second)
    watch.until("in_sync")
    times = []
    for _ in range(20):
        one = submit(first)
        begin = time.monotonic()
        assert watch.until("review_added").audit_id == one.audit_id
        times.append(time.monotonic() - begin)
    watch.close()
    assert status_name(decide(second, one.audit_id, "cleo", "CFO")) == "APPROVED"
    eventually(lambda: status_name(get(first, one.audit_id)) == "APPROVED")
    assert sorted(times)[10] < 0.2, "woken, not only polled every quarter of a second"
    check_straight_from_sql(postgres, database)


# domain.md §5 Exactly once
def test_clocks_move_once_when_one_is_killed_twice_and_stopped(postgres, database, replicas, folder, deep):
    policy = folder / "policy.yaml"
    text = re.sub(r"(HIGH: .*?sla: )4h", rf"\g<1>{SLA_SECONDS}s", POLICY.read_text())
    policy.write_text(text.replace("expire_after: 72h", f"expire_after: {EXPIRY_SECONDS}s"))
    servers = [replicas(postgres.url(database), "--policy", str(policy)).start() for _ in range(2)]
    count = DEEP_COUNT if deep else COUNT
    submitters = [Submitter(servers, number, -(-count // IN_FLIGHT)) for number in range(IN_FLIGHT)]
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
        eventually(lambda: waiting(postgres, database) == 0, CLOCKS_SECONDS)
        check_clocks(check_straight_from_sql(postgres, database), len(submitters) * submitters[0].count)
    finally:
        for submitter in submitters:
            submitter.running = False


class Submitter(threading.Thread):
    """Proposes so often, each with a request id of its own, which it repeats on the other server until somebody answers."""

    def __init__(self, servers, number: int, count: int):
        super().__init__(daemon=True)
        self.servers, self.turn, self.count = servers, number, count
        self.stubs = {}
        self.running = True
        self.start()

    def run(self):
        for _ in range(self.count):
            request = proposal(user_id="alice", request_id=new_request_id())
            while self.running and not self.is_answered(request):
                time.sleep(0.02)

    def on_answer(self, one):
        pass

    def is_answered(self, request) -> bool:
        self.turn += 1
        server = self.servers[self.turn % 2]
        try:
            if server.address not in self.stubs:
                self.stubs[server.address] = server.clients()
            answer = self.stubs[server.address].review.SubmitQuery(request, timeout=DEADLINE_SECONDS)
            self.on_answer(answer.review)
            return True
        except (grpc.RpcError, ValueError):
            self.stubs.pop(server.address, None)
            return False


def waiting(postgres, database) -> int:
    [[count]] = postgres.sql("SELECT count(*) FROM audit.review WHERE is_waiting", database)
    return int(count)


def check_clocks(parsed, count: int, life=LIFE):
    """Each proposal once, and each step of each of its clocks once, in order."""
    entries = collections.defaultdict(list)
    for value in parsed:
        if value["audit_id"]:
            entries[value["audit_id"]].append(value)
    assert len(entries) == count, "each request id once"
    for audit_id, values in entries.items():
        kinds = " ".join(value["event_type"] for value in values)
        assert life.fullmatch(kinds), f"{audit_id}: {kinds}"
        for kind in ("review.sla_warning", "review.sla_breached"):
            clocks = [value["data"]["clock_started_at"] for value in values if value["event_type"] == kind]
            assert clocks == sorted(set(clocks)), f"{audit_id}: {kind} of {clocks}"


def test_two_servers_with_a_key_each_both_sign_and_neither_retires_the_other(postgres, database, replicas, folder):
    flags = [("--signing-key", str(folder / f"{name}.key")) for name in ("first", "second")]
    first, second = (replicas(postgres.url(database), *pair).start() for pair in flags)
    signers = []
    for server in (first, second, first):
        clients = server.clients()
        final = decide(clients, submit(clients).audit_id, "cleo", "CFO")
        known = signatures.keys(clients)
        assert len(known) == 2 and not any(key.HasField("retired_at") for key in known)
        signatures.read(final.receipt, known, "receipt")
        signers.append(final.receipt.key_id)
    assert signers[0] == signers[2] != signers[1]
    # Started again, each has its own key, and nothing is recorded anew.
    second.stop()
    clients = second.start().clients()
    assert decide(clients, submit(clients).audit_id, "cleo", "CFO").receipt.key_id == signers[1]
    assert len(signatures.keys(clients)) == 2
    check_straight_from_sql(postgres, database)

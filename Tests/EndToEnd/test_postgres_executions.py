"""Two servers over one database: one permit for a review, and one lapse of it."""

import threading

import grpc
import pytest
from executions import approved, authorize, await_lapse, report, state_name, wish
from postgres_server import binaries
from test_postgres import (  # noqa: F401
    check_straight_from_sql, database, eventually, folder, postgres, replicas,
)
from vocabulary import Failure, get

pytest.importorskip("signatures", reason="the server has no key to sign with")
pytestmark = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL is installed")
COUNT = 20
RACERS = 4


def race(servers, one) -> tuple[set[str], list[str]]:
    """Everybody asks at once, each twice with a request id of its own; the permits, and the reasons of who lost."""
    permits, reasons = set(), []
    barrier = threading.Barrier(RACERS)

    def ask(clients):
        request = wish(one, seconds=2)
        barrier.wait()
        for _ in range(2):
            try:
                permits.add(authorize(clients, request).SerializeToString(deterministic=True))
            except grpc.RpcError as error:
                reasons.append(Failure(error).reason)

    threads = [threading.Thread(target=ask, args=[servers[number % 2].clients()]) for number in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return permits, reasons


def test_one_permit_of_many_that_are_asked_for_and_one_lapse_of_each(postgres, database, replicas, folder):
    # The same key or not: the permit is the one that was recorded.
    servers = [
        replicas(postgres.url(database), "--signing-key", str(folder / f"{name}.key")).start()
        for name in ("first", "second")]
    first, second = (server.clients() for server in servers)
    made = []
    for _ in range(COUNT):
        one = approved(first)
        permits, reasons = race(servers, one)
        assert len(permits) == 1 and reasons == ["ALREADY_AUTHORIZED"] * (2 * RACERS - 2)
        made.append(one)
    reported = made.pop()
    for one in made:
        assert state_name(await_lapse(second, one.audit_id)) == "OUTCOME_UNKNOWN"
    late = get(second, reported.audit_id).execution
    assert state_name(report(second, reported, late, "NOT_EXECUTED")) == "NOT_EXECUTED"
    eventually(lambda: state_name(get(first, reported.audit_id)) == "NOT_EXECUTED")
    kinds = [value["event_type"] for value in check_straight_from_sql(postgres, database)]
    assert kinds.count("execution.authorized") == COUNT
    assert COUNT - 1 <= kinds.count("execution.lapsed") <= COUNT
    alerts = [line for server in servers for line in server.log_text().splitlines() if "ended without a report" in line]
    assert len(alerts) == kinds.count("execution.lapsed"), "one server alerts of each"

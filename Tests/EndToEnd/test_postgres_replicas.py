"""Two servers over one database."""

import time

import pytest
from postgres_server import binaries
from test_postgres import (  # noqa: F401
    check_straight_from_sql, database, eventually, folder, postgres, replicas,
)
from test_watch import Watch
from vocabulary import decide, get, status_name, submit

pytestmark = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL is installed")


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

"""What is done to the database file behind the server's back is found, and named by its sequence number."""

import shutil

import pytest
from vocabulary import CODES, DEADLINE_SECONDS, audit, decide, entries, refused, submit

COLUMNS = "audit_id, event_type, timestamp_microseconds, actor, canonical_json, previous_hash, current_hash"
DAMAGE = [
    # what is done, the first bad sequence
    ("changed", "UPDATE entry SET canonical_json = replace(canonical_json, '\"alice\"', '\"mallory\"') WHERE sequence = 5", 5),
    ("changed actor column", "UPDATE entry SET actor = 'mallory' WHERE sequence = 4", 4),
    ("changed hash", "UPDATE entry SET current_hash = zeroblob(32) WHERE sequence = 6", 6),
    ("changed link", "UPDATE entry SET previous_hash = zeroblob(32) WHERE sequence = 6", 6),
    ("deleted", "DELETE FROM entry WHERE sequence = 5", 5),
    ("cut tail", "DELETE FROM entry WHERE sequence > 9", 10),
]
REORDER = [
    "UPDATE entry SET sequence = -5 WHERE sequence = 5", "UPDATE entry SET sequence = 5 WHERE sequence = 6",
    "UPDATE entry SET sequence = 6 WHERE sequence = -5",
]
INSERTED = [
    "UPDATE entry SET sequence = -(sequence + 1) WHERE sequence > 5", "UPDATE entry SET sequence = -sequence WHERE sequence < 0",
    f"INSERT INTO entry (sequence, {COLUMNS}) SELECT 6, {COLUMNS} FROM entry WHERE sequence = 5",
    "UPDATE head SET sequence = 12",
]
APPENDED = [f"INSERT INTO entry (sequence, {COLUMNS}) SELECT 12, {COLUMNS} FROM entry WHERE sequence = 11"]
CASES = [pytest.param(name, [statement], first, id=name) for name, statement, first in DAMAGE] + [
    pytest.param("reordered", REORDER, 5, id="reordered"),
    pytest.param("inserted", INSERTED, 6, id="inserted"),
    pytest.param("appended", APPENDED, 12, id="appended"),
]


@pytest.fixture
def eleven_entries(own_server):
    clients = own_server.clients()
    for _ in range(4):
        submit(clients)
    while len(entries(clients)) < 11:
        waiting = clients.review.ListPendingReviews(_pending(), timeout=DEADLINE_SECONDS).reviews
        decide(clients, waiting[0].audit_id, "sam", outcome="REJECTED")
    own_server.stop()
    return own_server


def _pending():
    from vocabulary import review

    return review.ListPendingReviewsRequest()


@pytest.mark.parametrize("name, statements, first_bad", CASES)
# domain.md §7 Chain broken
def test_damage_is_found_where_it_is(eleven_entries, name, statements, first_bad):
    server = eleven_entries
    server.sql(*statements)
    clients = server.start().clients()
    answer = clients.audit.VerifyAuditTrail(audit.VerifyAuditTrailRequest(), timeout=DEADLINE_SECONDS)
    assert not answer.valid
    assert answer.first_invalid_sequence == first_bad, answer
    assert answer.error and answer.breaks[0].sequence == first_bad
    with refused(CODES.FAILED_PRECONDITION, "CHAIN_BROKEN"):
        submit(clients)
    assert server.is_alive()


def test_triggers_refuse_to_change_what_was_recorded(eleven_entries):
    import sqlite3

    for statement in ("UPDATE entry SET actor = 'x' WHERE sequence = 2", "DELETE FROM entry WHERE sequence = 2"):
        with pytest.raises(sqlite3.DatabaseError):
            eleven_entries.sql(statement, drop_triggers=False)


def test_another_origins_chain_is_refused(eleven_entries):
    server = eleven_entries
    copy = server.directory / "copy.db"
    shutil.copy(server.database, copy)
    server.flags += ["--origin", "somebody.else/log"]
    with pytest.raises(AssertionError, match="ended with 78"):
        server.start()


@pytest.mark.parametrize("name, statements, first_bad", [case for case in CASES if case.id != "appended"])
# domain.md §7 Chain broken
def test_an_operator_may_accept_what_was_found_and_nothing_that_comes_later(eleven_entries, name, statements, first_bad):
    server = eleven_entries
    server.sql(*statements)
    server.flags += ["--accept-chain-state", "ticket 7: seen and written down"]
    clients = server.start().clients()
    accepted = [entry for entry in entries(clients) if "ticket 7" in entry.canonical_json]
    assert len(accepted) == 1 and accepted[0].event_type == "service.started"
    submit(clients)
    answer = clients.audit.VerifyAuditTrail(audit.VerifyAuditTrailRequest(), timeout=DEADLINE_SECONDS)
    assert not answer.valid and answer.first_invalid_sequence == first_bad, "it is still told"
    later = submit(clients)
    server.stop()
    del server.flags[-2:]
    submit(server.start().clients())
    server.stop()
    server.sql(f"UPDATE entry SET actor = 'mallory' WHERE audit_id = '{later.audit_id}'")
    with refused(CODES.FAILED_PRECONDITION, "CHAIN_BROKEN"):
        submit(server.start().clients())

"""Servers over PostgreSQL: what they keep, what they refuse, what they do when it goes away."""

import hashlib
import itertools
import json
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time

import chain
import daemon
import grpc
import pytest
import rfc8785
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health_pb2
from postgres_server import PostgresServer, Replica, binaries
from vocabulary import (
    CODES, DEADLINE_SECONDS, audit, decide, entries, get, head, new_request_id, proposal, refused, review, status_name, submit,
    types,
)

pytestmark = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL is installed")
RECOVERY_SECONDS = 20
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def postgres():
    server = PostgresServer()
    try:
        yield server.start()
    finally:
        server.remove()


@pytest.fixture
def own_postgres():
    """A server that a test may break."""
    server = PostgresServer()
    try:
        yield server.start()
    finally:
        server.remove()


@pytest.fixture
def folder():
    path = pathlib.Path(tempfile.mkdtemp(prefix="countersign-test-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def replicas(folder):
    """Makes servers and ends them."""
    made: list[Replica] = []

    def make(url: str, *flags: str, **environment: str) -> Replica:
        made.append(Replica(folder / str(len(made)), url, *flags, environment=environment))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def database(postgres):
    return postgres.make_database(f"test_{next(_numbers)}")


def check_straight_from_sql(server: PostgresServer, database: str, chain_id: int = 1) -> list[dict]:
    """The chain's rows, with psql, a JSON canonicalisation library and SHA-256 alone."""
    [[origin, genesis]] = server.sql(f"SELECT origin, encode(genesis, 'hex') FROM audit.chain WHERE chain_id = {chain_id}", database)
    rows = server.sql(
        "SELECT seq, encode(convert_to(canon, 'UTF8'), 'hex'), encode(hash, 'hex'), encode(leaf, 'hex'), encode(prev, 'hex'),"
        " payload = canon::jsonb, (extract(epoch FROM recorded_at) * 1000000)::bigint, audit_id, event_type, actor"
        f" FROM audit.event WHERE chain_id = {chain_id} ORDER BY seq", database)
    previous = chain.genesis(origin)
    assert previous.hex() == genesis
    parsed = []
    for number, row in enumerate(rows, start=1):
        text, entry_hash = bytes.fromhex(row[1]), bytes.fromhex(row[2])
        value = json.loads(text)
        assert int(row[0]) == number == int(value["sequence"]), "dense, in order"
        assert rfc8785.dumps(value) == text, f"{number}: not canonical"
        assert bytes.fromhex(row[4]) == previous, f"{number}: the link"
        assert hashlib.sha256(text + previous).digest() == entry_hash, f"{number}: the hash"
        assert hashlib.sha256(b"\0" + text + previous).digest().hex() == row[3], f"{number}: the leaf"
        assert row[5] == "t" and row[7:] == [value["audit_id"], value["event_type"], value["actor"]]
        previous = entry_hash
        parsed.append(value)
    [[size, head_hash]] = server.sql(f"SELECT size, encode(hash, 'hex') FROM audit.head WHERE chain_id = {chain_id}", database)
    assert int(size) == len(parsed) and bytes.fromhex(head_hash) == previous, "nothing is missing at the end"
    return parsed


def retry_seconds(error: grpc.RpcError) -> float | None:
    """What RetryInfo says."""
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            for detail in status_pb2.Status.FromString(value).details:
                if detail.Is(error_details_pb2.RetryInfo.DESCRIPTOR):
                    return error_details_pb2.RetryInfo.FromString(detail.value).retry_delay.ToTimedelta().total_seconds()
    return None


def serving(clients) -> bool:
    answer = clients.health.Check(health_pb2.HealthCheckRequest(), timeout=DEADLINE_SECONDS)
    return answer.status == health_pb2.HealthCheckResponse.SERVING


def eventually(condition, seconds: float = RECOVERY_SECONDS):
    """Waits for what must become true by itself."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "not in time"
        time.sleep(0.02)


# ---- One server


def test_a_decision_from_proposal_to_proof(postgres, database, replicas):
    server = replicas(postgres.url(database)).start()
    clients = server.clients()
    one = submit(clients)
    assert status_name(decide(clients, one.audit_id, "cleo", "CFO")) == "APPROVED"
    assert clients.audit.VerifyAuditTrail(audit.VerifyAuditTrailRequest(), timeout=DEADLINE_SECONDS).valid
    parsed = check_straight_from_sql(postgres, database)
    assert [value["event_type"] for value in parsed] == [entry.event_type for entry in entries(clients)]
    assert postgres.sql("SELECT payload -> 'data' ->> 'action_digest' <> '' FROM audit.event WHERE event_type = 'query.submitted'",
                        database) == [["t"]], "auditors can ask in JSON"
    assert server.stop() == 0
    again = server.start().clients()
    assert status_name(get(again, one.audit_id)) == "APPROVED"


def test_migrate_makes_the_schema_and_a_newer_one_is_refused(postgres, database):
    url = postgres.url(database)
    state = {"XDG_STATE_HOME": tempfile.mkdtemp(prefix="countersign-test-")}
    refusal = daemon.run_once("--no-migrate", "--database-url", url, "--listen", "127.0.0.1:0", environment=state)
    assert refusal.returncode == 78 and "countersignd migrate" in refusal.stderr
    for _ in range(2):
        ended = daemon.run_once("migrate", "--database-url", url, "--origin", "desk.example/7", environment=state)
        assert ended.returncode == 0 and "desk.example/7: 0 entries" in ended.stdout, ended
    other = daemon.run_once("migrate", "--database-url", url, "--origin", "desk.example/8", environment=state)
    assert other.returncode == 78 and "never changes its name" in other.stderr
    postgres.sql("SET ROLE audit_owner; INSERT INTO audit.migration (version) VALUES (99)", database)
    newer = daemon.run_once("migrate", "--database-url", url, environment=state)
    assert newer.returncode == 78 and "newer release" in newer.stderr
    shutil.rmtree(state["XDG_STATE_HOME"])


def test_chains_of_one_database_do_not_meet(postgres, database, replicas):
    url = postgres.url(database)
    first, second = replicas(url).start(), replicas(url, "--chain", "7").start()
    mine = submit(first.clients())
    with refused(CODES.NOT_FOUND):
        get(second.clients(), mine.audit_id)
    check_straight_from_sql(postgres, database, 1)
    check_straight_from_sql(postgres, database, 7)
    assert daemon.run_once("check-config", "--database-url", url, "--chain", "0").returncode == 78


@pytest.mark.parametrize("statement", [
    "INSERT INTO audit.event (chain_id, seq) VALUES (1, 9)", "INSERT INTO audit.event_default (chain_id, seq) VALUES (1, 9)", "UPDATE audit.event SET actor = 'mallory'",
    "UPDATE audit.entry SET actor = 'mallory'",
    "DELETE FROM audit.event", "TRUNCATE audit.entry", "TRUNCATE audit.event_default", "DELETE FROM audit.request",
    "UPDATE audit.head SET size = size + 1", "DELETE FROM audit.head", "UPDATE audit.chain SET origin = 'x'",
    "SELECT audit.add_partition('2031-01-01')", "CREATE TABLE audit.mine (x int)",
])
def test_the_service_may_only_append(postgres, replicas, statement):
    message = postgres.sql("SET ROLE audit_writer; " + statement, written(postgres, replicas), check=False)
    assert "42501" in message and "permission denied" in message, message


@pytest.mark.parametrize("statement", [
    "UPDATE audit.event SET actor = 'mallory'", "DELETE FROM audit.event", "UPDATE audit.entry SET actor = 'mallory'",
    "DELETE FROM audit.entry", "TRUNCATE audit.entry CASCADE",
    "TRUNCATE audit.event_default", "DELETE FROM audit.request", "TRUNCATE audit.request", "UPDATE audit.chain SET origin = 'x'",
    "UPDATE audit.head SET size = size - 1", "UPDATE audit.head SET hash = sha256('x')", "DELETE FROM audit.head",
])
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_the_owner_may_not_change_what_was_written(postgres, replicas, statement, role):
    message = postgres.sql(f"SET session_replication_role = {role}; SET ROLE audit_owner; " + statement,
                           written(postgres, replicas), check=False)
    assert "42501" in message and ("append-only" in message or "only moves forward" in message), message


def test_nobody_can_write_what_is_made_from_the_text(postgres, replicas):
    message = postgres.sql("SET ROLE audit_owner; INSERT INTO audit.event (chain_id, seq, payload) VALUES (1, 9, '{}')",
                           written(postgres, replicas), check=False)
    assert "cannot insert into column" in message


def test_nobody_inserts_an_entry_that_is_not_linked(postgres, replicas):
    message = postgres.sql(
        "SET ROLE audit_owner; INSERT INTO audit.event (chain_id, seq, recorded_at, audit_id, event_type, actor, prev, canon,"
        " hash) SELECT 1, 1000, recorded_at, audit_id, event_type, actor, hash, canon, hash FROM audit.event LIMIT 1",
        written(postgres, replicas), check=False)
    assert "event_is_linked" in message


WRITTEN = "written"


def written(postgres, replicas) -> str:
    """A database with a few entries, made once."""
    if [WRITTEN] not in postgres.sql("SELECT datname FROM pg_database"):
        postgres.make_database(WRITTEN)
        server = replicas(postgres.url(WRITTEN)).start()
        submit(server.clients(), request_id=new_request_id())
        server.stop()
    return WRITTEN


@pytest.mark.parametrize("setting", ["synchronous_commit=off", "synchronous_commit=local"])
def test_weak_durability_is_refused_unless_it_is_asked_for(postgres, database, replicas, setting):
    url = postgres.url(database, options=f"-c {setting}")
    state = {"XDG_STATE_HOME": tempfile.mkdtemp(prefix="countersign-test-")}
    name, value = setting.split("=")
    refusal = daemon.run_once("--database-url", url, "--listen", "127.0.0.1:0", environment=state)
    assert refusal.returncode == 78 and f"{name} is {value}" in refusal.stderr, refusal
    server = replicas(url, "--insecure-allow-weak-durability").start()
    submit(server.clients())
    assert f"{name} is {value}" in server.log_text(), "it is logged at each start"
    shutil.rmtree(state["XDG_STATE_HOME"])


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_may_lose_pages_is_refused(folder, setting):
    server = PostgresServer(**{setting: "off"})
    try:
        server.start()
        refusal = daemon.run_once("--database-url", server.url(), "--listen", "127.0.0.1:0",
                                  environment={"XDG_STATE_HOME": str(folder)})
        assert refusal.returncode == 78 and f"{setting} is off" in refusal.stderr, refusal
    finally:
        server.remove()


# ---- Restored backups


def test_an_older_backup_is_refused_until_somebody_accepts_it(own_postgres, replicas):
    server = replicas(own_postgres.url()).start()
    submit(server.clients())
    server.stop()
    own_postgres.stop()
    backup = own_postgres.directory / "backup"
    subprocess.run(["cp", "-a", str(own_postgres.data), str(backup)], check=True)
    own_postgres.start()
    lost = submit(server.start().clients())
    server.stop()
    own_postgres.stop()
    shutil.rmtree(own_postgres.data)
    backup.rename(own_postgres.data)
    own_postgres.start()
    with pytest.raises(AssertionError, match="ended with 78"):
        server.start()
    assert "older backup" in server.log_text()
    server.flags = ["--accept-chain-state", "restored after the fire in room 3"]
    clients = server.start().clients()
    with refused(CODES.NOT_FOUND):
        get(clients, lost.audit_id)
    server.stop()
    server.flags = []
    last = entries(server.start().clients())
    accepted = [json.loads(entry.canonical_json)["data"].get("accepted_chain_state") for entry in last]
    assert accepted.count("restored after the fire in room 3") == 1
    check_straight_from_sql(own_postgres, "postgres")

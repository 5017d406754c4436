"""What servers do while PostgreSQL is away, and what they are afterwards."""

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time

import grpc
import pytest
from postgres_server import PostgresServer, binaries
from test_postgres import (  # noqa: F401
    RECOVERY_SECONDS, check_straight_from_sql, database, eventually, folder, own_postgres, postgres, replicas, retry_seconds,
    serving,
)
from vocabulary import CODES, DEADLINE_SECONDS, audit, new_request_id, proposal, review, submit

pytestmark = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL is installed")
CALL_SECONDS = 8


def outage_is_told_and_ends(clients, begin, end):
    """Calls fail with UNAVAILABLE and a pause before their deadline, health says so, and all of it ends by itself."""
    begin()
    told = None
    for _ in range(200):
        try:
            clients.review.SubmitQuery(proposal(), timeout=CALL_SECONDS)
        except grpc.RpcError as error:
            told = error
            break
        time.sleep(0.02)
    assert told is not None and told.code() == CODES.UNAVAILABLE, told
    assert retry_seconds(told) is not None, "says when to try again"
    eventually(lambda: not serving(clients))
    end()
    eventually(lambda: serving(clients))
    eventually(lambda: works(clients))


def works(clients) -> bool:
    try:
        clients.review.SubmitQuery(proposal(), timeout=CALL_SECONDS)
        return True
    except grpc.RpcError as error:
        assert error.code() == CODES.UNAVAILABLE, error
        return False


# domain.md §7 Store down
def test_a_server_that_is_stopped_and_started(own_postgres, replicas):
    clients = replicas(own_postgres.url()).start().clients()
    before = submit(clients)
    outage_is_told_and_ends(clients, own_postgres.stop, own_postgres.start)
    outage_is_told_and_ends(clients, own_postgres.kill, own_postgres.start)
    found = [value for value in check_straight_from_sql(own_postgres, "postgres") if value["audit_id"] == before.audit_id]
    assert len(found) == 1


def test_a_server_that_does_not_answer(own_postgres, replicas):
    clients = replicas(own_postgres.url()).start().clients()
    submit(clients)
    stopped = []

    def stop():
        stopped.extend([own_postgres.process.pid, *own_postgres.backends()])
        for process in stopped:
            os.kill(process, signal.SIGSTOP)

    def go_on():
        for process in stopped:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)

    try:
        outage_is_told_and_ends(clients, stop, go_on)
    finally:
        go_on()
    check_straight_from_sql(own_postgres, "postgres")


def test_connections_that_are_cut_under_load(postgres, database, replicas):
    """Nobody who repeats a refused call with its request id finds anything lost or doubled."""
    server = replicas(postgres.url(database)).start()
    stop, failures, acknowledged = threading.Event(), [], []

    def write(clients):
        while not stop.is_set():
            request = proposal(request_id=new_request_id())
            while True:
                try:
                    answer = clients.review.SubmitQuery(request, timeout=CALL_SECONDS)
                    acknowledged.append(answer.review.audit_id)
                    break
                except grpc.RpcError as error:
                    failures.append(error.code())
                    time.sleep(0.01)

    writers = [threading.Thread(target=write, args=[server.clients()]) for _ in range(4)]
    for writer in writers:
        writer.start()
    for _ in range(20):
        time.sleep(0.1)
        postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                     f" WHERE datname = '{database}' AND pid <> pg_backend_pid()")
    stop.set()
    for writer in writers:
        writer.join()
    assert set(failures) <= {CODES.UNAVAILABLE}, failures
    recorded = [value["audit_id"] for value in check_straight_from_sql(postgres, database)
                if value["event_type"] == "query.submitted"]
    assert len(acknowledged) > 50 and sorted(recorded) == sorted(acknowledged)


def test_failover_to_another_address(folder, replicas):
    """A standby takes over: the URL names both, and the standby is passed over until it is promoted."""
    first = PostgresServer(synchronous_standby_names="*")
    second = None
    try:
        first.start()
        second = standby_of(first)
        url = f"postgresql:///postgres?host={second.directory},{first.directory}&user=countersign&connect_timeout=3"
        clients = replicas(url).start().clients()
        before = [submit(clients) for _ in range(5)]
        first.kill()
        subprocess.run([*second_user(), str(binaries() / "pg_ctl"), "promote", "-s", "-w", "-D", str(second.data)], check=True,
                       cwd=second.directory)
        eventually(lambda: works(clients))
        recorded = {value["audit_id"] for value in check_straight_from_sql(second, "postgres")}
        assert {one.audit_id for one in before} <= recorded, "what was acknowledged was on the standby"
    finally:
        first.remove()
        if second:
            second.remove()


def second_user():
    from postgres_server import as_server_user

    return as_server_user()


def standby_of(first: PostgresServer) -> PostgresServer:
    second = PostgresServer.__new__(PostgresServer)
    second.__dict__ |= PostgresServer().__dict__
    subprocess.run(["rm", "-rf", str(second.data)], check=True)
    second._run("pg_basebackup", "-D", str(second.data), "-R", "-c", "fast", "-d", first.url(application_name="standby"))
    return second.start()


def test_a_full_disk(folder, replicas):
    """A table space of a few megabytes stands for the disk: inserts fail, nothing else does."""
    if os.getuid() != 0:
        pytest.skip("mounting a small file system takes root")
    server = PostgresServer()
    small = server.directory / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,mode=777", "tmpfs", str(small)]).returncode == 0
    try:
        if not mounted:
            pytest.skip("no small file system can be mounted here")
        server.start()
        (small / "space").mkdir()
        subprocess.run(["chown", "-R", "postgres:", str(small)], check=True)
        server.sql(f"CREATE TABLESPACE small LOCATION '{small}/space'")
        clients = replicas(server.url()).start().clients()
        submit(clients)
        server.sql("ALTER TABLE audit.request SET TABLESPACE small")
        [[name]] = server.sql("SELECT 'audit.event_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')")
        server.sql(f"ALTER TABLE {name} SET TABLESPACE small")
        filler = small / "filler"

        def fill():
            subprocess.run(["dd", "if=/dev/zero", f"of={filler}", "bs=64k"], capture_output=True)

        def write_until_full(clients=clients):
            fill()
            text = "x" * 8_000
            for _ in range(400):
                try:
                    clients.review.SubmitQuery(proposal(query_text=text), timeout=CALL_SECONDS)
                except grpc.RpcError:
                    return

        outage_is_told_and_ends(clients, write_until_full, filler.unlink)
        check_straight_from_sql(server, "postgres")
    finally:
        server.remove()
        if mounted:
            subprocess.run(["umount", "-l", str(small)])


def test_through_pgbouncer_in_session_mode(own_postgres, replicas):
    port = free_port()
    configuration = own_postgres.directory / "pgbouncer.ini"
    configuration.write_text(
        f"[databases]\n* = host={own_postgres.directory} user=countersign\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n"
        f"unix_socket_dir =\nauth_type = any\npool_mode = session\nlogfile = {own_postgres.directory}/pgbouncer.log\n"
        f"max_client_conn = 50\ndefault_pool_size = 20\n")
    bouncer = None
    program = "/usr/sbin/pgbouncer"
    if not os.path.exists(program):
        pytest.skip("no pgbouncer is installed")

    def start():
        nonlocal bouncer
        bouncer = subprocess.Popen([*second_user(), program, "-q", str(configuration)], cwd=own_postgres.directory)
        eventually(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)

    def kill():
        bouncer.kill()
        bouncer.wait()

    own_postgres.sql("ALTER ROLE countersign SET search_path = public")
    start()
    try:
        url = f"postgresql://countersign@127.0.0.1:{port}/postgres"
        clients = replicas(url).start().clients()
        submit(clients, request_id=new_request_id())
        outage_is_told_and_ends(clients, kill, start)
    finally:
        kill()
    check_straight_from_sql(own_postgres, "postgres")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_database_that_wants_serialisable_transactions(postgres, database, replicas):
    postgres.sql(f"ALTER DATABASE {database} SET default_transaction_isolation = 'serializable'")
    url = postgres.url(database)
    servers = [replicas(url).start(), replicas(url).start()]
    writers = [threading.Thread(target=lambda one: [submit(one) for _ in range(50)], args=[server.clients()])
               for server in servers for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    recorded = [value for value in check_straight_from_sql(postgres, database) if value["event_type"] == "query.submitted"]
    assert len(recorded) == 200

"""Killed at any moment, servers and their PostgreSQL lose nothing that was acknowledged, and do nothing twice (50 rounds; 200 with --deep)."""

import os
import pathlib
import random
import signal
import threading
import time

import grpc
import pytest
from postgres_server import PostgresServer, Replica, binaries
from test_postgres import (  # noqa: F401
    check_straight_from_sql, database, eventually, folder, own_postgres, postgres, replicas, serving,
)
from vocabulary import DEADLINE_SECONDS, new_request_id, proposal, review

pytestmark = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL is installed")
ROUNDS = 50
DEEP_ROUNDS = 200
CALL_SECONDS = 6


class Writer(threading.Thread):
    """Submits to whichever server is there, and keeps what it was promised in a file of its own."""

    def __init__(self, directory: pathlib.Path, number: int):
        super().__init__(daemon=True)
        self.file = open(directory / f"acknowledged-{number}", "a+b", buffering=0)
        self.clients: list = []
        self.unknown: list[review.SubmitQueryRequest] = []
        self.running = True
        self.number = number

    def run(self):
        turn = self.number
        while self.running:
            request = proposal(user_id=f"writer-{self.number}", request_id=new_request_id())
            turn += 1
            if not self.clients:
                time.sleep(0.01)
                continue
            try:
                answer = self.clients[turn % len(self.clients)].review.SubmitQuery(request, timeout=CALL_SECONDS)
            except (grpc.RpcError, ValueError):
                self.unknown.append(request)
                time.sleep(0.02)
                continue
            line = f"{request.request_id} {answer.review.audit_id} {answer.review.audit_sequence}\n"
            self.file.write(line.encode())
            os.fsync(self.file.fileno())

    def acknowledged(self) -> list[tuple[str, str, int]]:
        self.file.seek(0)
        return [(words[0], words[1], int(words[2])) for words in (line.split() for line in self.file.read().decode().splitlines())]


def rounds_of_killing(server: PostgresServer, directory: pathlib.Path, chance: random.Random, rounds: int, victims):
    """Kills one thing a round while writers write to two servers; gives what was acknowledged."""
    services = [Replica(directory / name, server.url()).start() for name in ("a", "b")]
    writers = [Writer(directory, number) for number in range(4)]
    for writer in writers:
        writer.clients = [service.clients() for service in services]
        writer.start()
    try:
        for _ in range(rounds):
            time.sleep(chance.uniform(0.05, 0.3))
            strike(chance.choice(victims), chance, server, services, writers)
            eventually(lambda: all(serving(service.clients()) for service in services))
        for writer in writers:
            writer.running = False
        for writer in writers:
            writer.join(CALL_SECONDS * 2)
        check_repeats(services[0].clients(), writers)
    finally:
        for service in services:
            service.stop()
    return [one for writer in writers for one in writer.acknowledged()]


def strike(victim: str, chance: random.Random, server: PostgresServer, services, writers):
    service = chance.choice(services)
    match victim:
        case "service":
            service.process.kill()
            service.process.wait()
            service.kill()
            service.start()
            for writer in writers:
                writer.clients = [one.clients() for one in services]
        case "backend":
            # A backend's end makes the whole server recover: while it does from the last one, there is none to strike.
            chosen = server.sql(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'countersignd'", check=False)
            if chosen and isinstance(chosen, list):
                os.kill(int(chance.choice(chosen)[0]), signal.SIGKILL)
        case "postmaster":
            server.kill()
            server.start()
        case "both":
            service.process.kill()
            server.kill()
            service.kill()
            server.start()
            service.start()
            for writer in writers:
                writer.clients = [one.clients() for one in services]
        case "stopped":
            service.process.send_signal(signal.SIGSTOP)
            time.sleep(chance.uniform(0.1, 0.5))
            service.process.send_signal(signal.SIGCONT)


def check_repeats(clients, writers):
    """What had no answer is there at most once: the same request again finds it, or makes it."""
    for writer in writers:
        for request in writer.unknown[-3:]:
            first = clients.review.SubmitQuery(request, timeout=DEADLINE_SECONDS)
            second = clients.review.SubmitQuery(request, timeout=DEADLINE_SECONDS)
            assert second.deduplicated and second.review.audit_id == first.review.audit_id


def missing(acknowledged, parsed) -> list[str]:
    """Promised reviews that are not in the chain exactly once at their number."""
    numbers: dict[str, list[int]] = {}
    for value in parsed:
        if value["event_type"] == "query.submitted":
            numbers.setdefault(value["audit_id"], []).append(int(value["sequence"]))
    return [audit_id for _, audit_id, number in acknowledged if numbers.get(audit_id) != [number]]


def test_nothing_acknowledged_is_lost_or_doubled(own_postgres, folder, seed, deep):
    chance = random.Random(seed)
    victims = ["service", "backend", "postmaster", "both", "stopped"]
    acknowledged = rounds_of_killing(own_postgres, folder, chance, DEEP_ROUNDS if deep else ROUNDS, victims)
    parsed = check_straight_from_sql(own_postgres, "postgres")
    assert len(acknowledged) > 100, "the writers got nowhere"
    assert missing(acknowledged, parsed) == []
    assert len({request_id for request_id, _, _ in acknowledged}) == len(acknowledged)


def test_without_synchronous_commit_something_is_lost(folder, seed):
    """The control: a test that cannot fail proves nothing."""
    chance = random.Random(seed)
    for attempt in range(5):
        server = PostgresServer(wal_writer_delay="10s", wal_writer_flush_after="1GB").start()
        directory = folder / str(attempt)
        try:
            services = [Replica(directory / "a", server.url(options="-c synchronous_commit=off"),
                                "--insecure-allow-weak-durability").start()]
            writers = [Writer(directory, number) for number in range(4)]
            for writer in writers:
                writer.clients = [services[0].clients()]
                writer.start()
            time.sleep(chance.uniform(0.5, 1))
            server.kill()
            for writer in writers:
                writer.running = False
            for writer in writers:
                writer.join(CALL_SECONDS * 2)
            services[0].kill()
            server.start()
            acknowledged = [one for writer in writers for one in writer.acknowledged()]
            if missing(acknowledged, check_straight_from_sql(server, "postgres")):
                return
        finally:
            server.remove()
    raise AssertionError("synchronous_commit=off lost nothing: the rounds above would not notice a loss either")

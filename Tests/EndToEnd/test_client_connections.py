"""What a channel does while servers come, go and fall ill."""

import subprocess
import threading
import time

import pytest
from daemon import clean_environment
from grpc_health.v1 import health, health_pb2
from test_interop_client import BINARY, run_client

interop_service = pytest.importorskip("interop_service")

Serving = health_pb2.HealthCheckResponse.ServingStatus


def started(port, case, *arguments):
    ports = port if isinstance(port, list) else [port]
    servers = [word for each in ports for word in ("--server", f"127.0.0.1:{each}")]
    return subprocess.Popen(
        [BINARY, *servers, "--test_case", case, *arguments],
        stdout=subprocess.PIPE, text=True, env=clean_environment(),
    )


def lines_until(process, count, wanted):
    """Reads lines until `count` in a row are `wanted`; the test's patience is the time limit of the client's own calls."""
    run = 0
    for line in process.stdout:
        run = run + 1 if wanted(line.strip()) else 0
        if run == count:
            return
    raise AssertionError("the client ended first")


@pytest.fixture
def pair():
    servers = [interop_service.InteropServer(name) for name in ("a", "b")]
    yield servers
    for server in servers:
        server.stop()


def test_calls_take_turns(pair):
    said = run_client([server.port for server in pair], "many_unary", "--calls", "40", "--interval_ms", "2")
    answers = [line for line in said.splitlines() if line.startswith("ok")]
    assert len(answers) == 40
    assert {"ok a", "ok b"} == set(answers)
    # Once both are connected, every second call goes to the other.
    assert all(one != other for one, other in zip(answers[20:], answers[21:]))


def test_who_dies_is_passed_over_and_found_again(pair):
    ports = [server.port for server in pair]
    client = started(ports, "many_unary", "--calls", "100000", "--interval_ms", "2", "--backoff_ms", "100")
    try:
        lines_until(client, 3, lambda line: line.startswith("ok"))
        pair[1].stop()
        lines_until(client, 50, lambda line: line == "ok a")
        pair[1] = interop_service.InteropServer("b", port=ports[1])
        turns = iter(lambda: client.stdout.readline().strip(), "")
        assert any(line == "ok b" for line in turns)
    finally:
        client.kill()
        client.communicate()


def test_without_any_server_calls_fail_at_once_and_succeed_when_it_is_back():
    server = interop_service.InteropServer("a")
    port = server.port
    client = started(port, "many_unary", "--calls", "100000", "--interval_ms", "2", "--backoff_ms", "100")
    try:
        lines_until(client, 3, lambda line: line == "ok a")
        server.stop()
        lines_until(client, 20, lambda line: line == "error unavailable")
        server = interop_service.InteropServer("c", port=port)
        lines_until(client, 3, lambda line: line == "ok c")
    finally:
        client.kill()
        client.communicate()
        server.stop()


def test_wait_for_ready():
    server = interop_service.InteropServer()
    port = server.port
    server.stop()
    client = started(port, "wait_for_ready", "--backoff_ms", "100")
    assert client.stdout.readline().strip() == "waiting"
    server = interop_service.InteropServer(port=port)
    assert client.communicate(timeout=30)[0].strip() == "passed wait_for_ready"
    server.stop()


class TestHealth:
    @pytest.fixture
    def servers(self):
        made = []
        for name in ("a", "b"):
            servicer = health.HealthServicer()
            servicer.set("desk", Serving.SERVING)
            made.append((interop_service.InteropServer(name, health=servicer), servicer))
        yield made
        for server, _ in made:
            server.stop()

    def test_who_is_ill_gets_no_calls(self, servers):
        ports = [server.port for server, _ in servers]
        servers[0][1].set("desk", Serving.NOT_SERVING)
        arguments = ["--calls", "100000", "--interval_ms", "2", "--health_service", "desk", "--backoff_ms", "100"]
        client = started(ports, "many_unary", *arguments)
        try:
            lines_until(client, 20, lambda line: line == "ok b")
            servers[0][1].set("desk", Serving.SERVING)
            lines_until(client, 1, lambda line: line == "ok a")
            servers[1][1].set("desk", Serving.NOT_SERVING)
            lines_until(client, 20, lambda line: line == "ok a")
            servers[0][1].set("desk", Serving.NOT_SERVING)
            lines_until(client, 20, lambda line: line == "error unavailable")
        finally:
            client.kill()
            client.communicate()

    def test_who_does_not_know_the_service_is_asked_for_nothing_more(self):
        server = interop_service.InteropServer("a")
        run_client(server.port, "unary_status", "--health_service", "desk")
        server.stop()


def test_ten_thousand_calls_leave_nothing_behind(deep):
    """channel_soak and rpc_soak on one channel."""
    server = interop_service.InteropServer()
    done = threading.Event()
    start = time.monotonic()
    run_client(server.port, "rpc_soak", "--soak_iterations", "10000" if deep else "1000")
    done.set()
    print(f"{time.monotonic() - start:.1f} s")
    server.stop()

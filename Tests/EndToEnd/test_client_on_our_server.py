"""Our client and our server together, and what many calls leave behind in both."""

import os
import subprocess

import grpc
import interop_wire
import pytest
from daemon import clean_environment
from interop_service import messages_pb2, test_pb2_grpc
from test_interop_client import BINARY, CASES, run_client

LEAK_BYTES_MAX = 16 << 20


@pytest.fixture(scope="module")
def server():
    instance = interop_wire.Server()
    yield instance
    instance.stop()


def port_of(server) -> int:
    return int(server.address.rsplit(":", 1)[1])


@pytest.mark.parametrize("case", CASES)
def test_case(server, case):
    run_client(port_of(server), case)


def calls(server, count: int) -> int:
    """So many calls on one channel; the client's largest size in bytes."""
    arguments = [BINARY, "--server", server.address, "--test_case", "many_unary", "--calls", str(count)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=clean_environment())
    lines = process.stdout.read().splitlines()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    assert sum(line.startswith("ok") for line in lines) == count
    return usage.ru_maxrss * 1024


def cancel_streams(stub, count: int):
    """Each is cancelled after its first answer."""
    request = messages_pb2.StreamingOutputCallRequest(
        response_parameters=[messages_pb2.ResponseParameters(size=1_000)])
    for _ in range(count):
        stream = stub.FullDuplexCall(iter([request]), timeout=30)
        next(stream)
        stream.cancel()


def test_nothing_is_left_behind(deep):
    """100,000 calls and 10,000 cancelled streams; a tenth of them without --deep."""
    share = 1 if deep else 10
    server = interop_wire.Server()
    with grpc.insecure_channel(server.address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
        stub = test_pb2_grpc.TestServiceStub(channel)
        cancel_streams(stub, 200)
        client_before = calls(server, 1_000)
        before = server.resident_bytes
        client_after = calls(server, 100_000 // share)
        cancel_streams(stub, 10_000 // share)
        # On the same connection: the server has seen every cancellation once this is answered.
        stub.UnaryCall(messages_pb2.SimpleRequest(response_size=10), timeout=30)
        grown = server.resident_bytes - before
    counted = server.stop()
    print(f"server {grown >> 10} KiB, client {(client_after - client_before) >> 10} KiB; {counted.strip()}")
    assert grown < LEAK_BYTES_MAX
    assert client_after - client_before < LEAK_BYTES_MAX
    assert "active handlers 0, open streams 0" in counted

"""Fixtures: stubs, a server for a module, a server for one test."""

import os
import random
import shutil
import sys

import pytest

sys.path.insert(0, os.path.dirname(__file__))

import stubs  # noqa: E402

STUBS = stubs.generate()

import daemon  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--deep", action="store_true", help="more rounds of what is random")


def pytest_sessionfinish(session):
    shutil.rmtree(STUBS, ignore_errors=True)


@pytest.fixture(scope="session")
def deep(request) -> bool:
    return request.config.getoption("--deep")


@pytest.fixture
def seed() -> int:
    """Printed by pytest when the test fails; COUNTERSIGN_SEED replays."""
    value = int(os.environ.get("COUNTERSIGN_SEED", random.randrange(1 << 32)))
    print(f"COUNTERSIGN_SEED={value}")
    return value


def _serve(*flags: str):
    directory = daemon.temporary_directory()
    server = daemon.Daemon(directory, *flags)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def stopped_server():
    """A server of one test's own, not started."""
    yield from _serve()


@pytest.fixture
def own_server(stopped_server):
    """A server of one test's own."""
    return stopped_server.start()


@pytest.fixture(scope="module")
def server():
    """A server that the tests of a module share."""
    for instance in _serve():
        yield instance.start()


@pytest.fixture(scope="module")
def clients(server):
    return server.clients()

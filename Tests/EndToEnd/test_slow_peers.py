"""Peers that are slow on purpose, all at the same time: each is cut off with its reason, and touches nobody else."""

import threading

import wire
from bystander import Bystander, ended, metrics, refused
from wire import DATA, HEADERS, Wire, frame

SECONDS_MAX = 45


def silent(connection):
    """Says nothing at all."""
    connection.expect_closed(SECONDS_MAX)


def preface_alone(connection):
    connection.send(wire.PREFACE)
    connection.expect_closed(SECONDS_MAX)


def no_acknowledgement(connection):
    """Never acknowledges our SETTINGS, and calls all the same."""
    connection.send(wire.PREFACE, wire.settings())
    connection.request(1)
    got = connection.until(lambda got: got.kind == wire.GOAWAY, SECONDS_MAX)
    assert got.code == wire.SETTINGS_TIMEOUT and got.debug == "handshake_timeout"
    connection.expect_closed()


def half_a_head(connection):
    connection.handshake().send(frame(HEADERS, 0, 1, connection.head()))
    got = connection.until(lambda got: got.kind == wire.GOAWAY, SECONDS_MAX)
    assert got.code == wire.ENHANCE_YOUR_CALM and got.debug == "head_too_slow"
    connection.expect_closed()


def half_a_message(connection):
    """The beginning of a request, and no more of it."""
    connection.handshake().send(connection.headers(1), frame(DATA, 0, 1, b"\0\0\0\1\0abc"))
    got = connection.until(lambda got: got.kind == HEADERS and got.stream == 1, SECONDS_MAX)
    assert dict(connection.decoder.decode(got.payload))["grpc-status"] == "4"
    connection.expect_alive()


def never_reading(connection):
    """A watcher with no window at all: its answers cannot be sent."""
    connection.handshake((wire.INITIAL_WINDOW_SIZE, 0))
    connection.request(1, path=wire.WATCH)
    got = connection.until(lambda got: got.stream == 1 and got.ends_stream, SECONDS_MAX)
    assert got.kind == wire.RST_STREAM or dict(connection.decoder.decode(got.payload))["grpc-status"] == "8"
    connection.expect_alive()


SLOW = [
    (silent, ended("handshake_timeout"), 2), (preface_alone, ended("handshake_timeout"), 2),
    (no_acknowledgement, ended("handshake_timeout"), 2), (half_a_head, ended("head_too_slow"), 2),
    (half_a_message, refused("request_too_slow"), 2), (never_reading, refused("send_stalled"), 2),
]


def test_slow_peers(own_server):
    failures: list[tuple[str, BaseException]] = []

    def run(attack):
        try:
            with Wire(own_server.address) as connection:
                connection.socket.settimeout(SECONDS_MAX)
                attack(connection)
        except BaseException as failure:  # told by the test's own thread
            failures.append((attack.__name__, failure))

    threads = [threading.Thread(target=run, args=(attack,)) for attack, _, count in SLOW for _ in range(count)]
    with Bystander(own_server):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failures
    expected: dict[str, int] = {}
    for _, counter, count in SLOW:
        expected[counter] = expected.get(counter, 0) + count
    counted = metrics(own_server)
    assert {name: counted[name] for name in expected} == expected

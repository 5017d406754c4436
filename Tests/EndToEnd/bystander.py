"""What an attack must not touch: another connection's answers, the memory, the other counters."""

import os
import threading
import time
import urllib.request

import wire

ANSWER_SECONDS_MAX = 1.0
GROWTH_BYTES_MAX = 32 << 20


def metrics(server) -> dict[str, int]:
    """Every line of /metrics: its name with labels, and its value."""
    text = urllib.request.urlopen(f"http://{server.admin_address}/metrics", timeout=10).read().decode()
    lines = [line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]
    return {name: int(value) for name, value in lines}


def ended(reason: str) -> str:
    return f'countersign_connections_ended_total{{reason="{reason}"}}'


def refused(reason: str) -> str:
    return f'countersign_calls_refused_total{{reason="{reason}"}}'


def resident_bytes(server) -> int:
    with open(f"/proc/{server.process.pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


class Bystander:
    """Calls over and over on a connection of its own while the block runs, and afterwards once more on a new one."""

    def __init__(self, server, growth_bytes_max: int = GROWTH_BYTES_MAX):
        self.server = server
        self.growth_bytes_max = growth_bytes_max
        self.slowest = 0.0
        self.calls = 0
        self.failure: BaseException | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Bystander":
        self.connection = wire.Wire(self.server.address).handshake()
        self._call(self.connection, 1)
        self.before = resident_bytes(self.server)
        self._thread.start()
        return self

    def _call(self, connection: wire.Wire, stream: int) -> None:
        start = time.monotonic()
        connection.request(stream)
        connection.expect_status(stream, 0)
        self.slowest = max(self.slowest, time.monotonic() - start)
        self.calls += 1

    def _run(self) -> None:
        try:
            stream = 3
            while not self._stop.wait(0.01):
                self._call(self.connection, stream)
                stream += 2
        except BaseException as failure:  # told by the test's own thread
            self.failure = failure

    def __exit__(self, kind, *_):
        self._stop.set()
        self._thread.join()
        self.connection.socket.close()
        if kind is not None:
            return
        if self.failure:
            raise AssertionError(f"another connection suffered after {self.calls} calls") from self.failure
        with wire.Wire(self.server.address) as late:
            self._call(late.handshake(), 1)
        assert self.slowest < ANSWER_SECONDS_MAX, f"another connection waited {self.slowest:.2f} s"
        growth = resident_bytes(self.server) - self.before
        assert growth < self.growth_bytes_max, f"{growth / (1 << 20):.1f} MiB more memory"
        assert self.server.is_alive()

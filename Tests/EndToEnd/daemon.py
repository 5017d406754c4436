"""Starts and stops countersignd, and talks to it."""

import os
import pathlib
import signal
import sqlite3
import subprocess
import tempfile
import time

import grpc

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("COUNTERSIGND", str(REPOSITORY / ".build" / "debug" / "countersignd"))
START_SECONDS = 20
STOP_SECONDS = 40


class Clients:
    """Stubs of every service over one channel."""

    def __init__(self, address: str, credentials: grpc.ChannelCredentials | None = None, options: tuple = ()):
        from countersign.v1 import admin_service_pb2_grpc, audit_service_pb2_grpc, review_service_pb2_grpc
        from grpc_health.v1 import health_pb2_grpc

        options = [("grpc.use_local_subchannel_pool", 1), *options]
        self.channel = (
            grpc.secure_channel(address, credentials, options) if credentials
            else grpc.insecure_channel(address, options))
        self.review = review_service_pb2_grpc.ReviewServiceStub(self.channel)
        self.audit = audit_service_pb2_grpc.AuditServiceStub(self.channel)
        self.admin = admin_service_pb2_grpc.AdminServiceStub(self.channel)
        self.health = health_pb2_grpc.HealthStub(self.channel)

    def close(self):
        self.channel.close()


def clean_environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The environment without anything that configures the server."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | (extra or {})


class Daemon:
    """One server with its directory; can be started again on the same database."""

    def __init__(self, directory: str | pathlib.Path, *flags: str, environment: dict[str, str] | None = None):
        self.directory = pathlib.Path(directory)
        self.database = self.directory / "countersign.db"
        self.flags = list(flags)
        self.environment = environment or {}
        self.process: subprocess.Popen | None = None
        self.log = self.directory / "log"
        self._clients: list[Clients] = []

    def arguments(self) -> list[str]:
        standard = ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--event-loops", "2"]
        return [BINARY, "serve", *standard, "--database-url", f"sqlite:{self.database}", *self.flags]

    def start(self) -> "Daemon":
        ready = self.directory / "ready"
        ready.unlink(missing_ok=True)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.arguments(), "--ready-file", str(ready)],
                stderr=log, stdout=log, env=clean_environment(self.environment))
        self._await(ready)
        lines = ready.read_text().splitlines()
        self.addresses = [line for line in lines if not line.startswith("admin ")]
        self.admin_address = next((line.split(" ", 1)[1] for line in lines if line.startswith("admin ")), None)
        self.address = self.addresses[0]
        return self

    def _await(self, ready: pathlib.Path):
        limit = time.monotonic() + START_SECONDS
        while not ready.exists():
            if self.process.poll() is not None:
                raise AssertionError(f"ended with {self.process.returncode} before it was ready:\n{self.log_text()}")
            assert time.monotonic() < limit, f"not ready in {START_SECONDS} s:\n{self.log_text()}"
            time.sleep(0.005)

    def clients(self, credentials: grpc.ChannelCredentials | None = None, address: str | None = None,
                options: tuple = ()) -> Clients:
        """A new channel, to the first address unless told otherwise; closed with the server."""
        clients = Clients(address or self.address, credentials, options)
        self._clients.append(clients)
        return clients

    def log_text(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ends it with a signal and waits; its exit code."""
        for clients in self._clients:
            clients.close()
        self._clients = []
        if self.process is None:
            return 0
        if self.is_alive():
            self.process.send_signal(by)
        code = self.process.wait(STOP_SECONDS)
        self.process = None
        return code

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def sql(self, *statements: str, drop_triggers: bool = True) -> None:
        """Changes the database file behind the back of a stopped server."""
        connection = sqlite3.connect(self.database)
        if drop_triggers:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in names:
                connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()


def run_once(*arguments: str, environment: dict[str, str] | None = None, seconds: int = 20) -> subprocess.CompletedProcess:
    """Runs the command to its end."""
    return subprocess.run(
        [BINARY, *arguments], capture_output=True, text=True, timeout=seconds, env=clean_environment(environment))


def temporary_directory() -> str:
    return tempfile.mkdtemp(prefix="countersign-test-")

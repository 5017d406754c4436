"""A PostgreSQL of a test's own: on a socket in a temporary directory, to be killed, stopped and started again."""

import glob
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

import daemon

START_SECONDS = 30


def binaries() -> pathlib.Path | None:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    return pathlib.Path(found[-1]) if found else None


def as_server_user() -> list[str]:
    """initdb and the server refuse to run as root."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []


class PostgresServer:
    """A cluster with its server."""

    def __init__(self, **settings: str):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="countersign-pg-"))
        self.directory.chmod(0o755)
        self.data = self.directory / "data"
        self.settings = {"listen_addresses": "", "unix_socket_directories": str(self.directory),
                         "max_connections": "100", "shared_buffers": "64MB"} | settings
        self.process: subprocess.Popen | None = None
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.directory, user.pw_uid, user.pw_gid)
        self._run("initdb", "--username=countersign", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync",
                  "-D", str(self.data))

    def _run(self, program: str, *arguments: str) -> str:
        return subprocess.run([*as_server_user(), str(binaries() / program), *arguments], check=True,
                              capture_output=True, text=True, cwd=self.directory).stdout

    def start(self) -> "PostgresServer":
        """The server as a child of this process; returns once it takes sessions."""
        settings = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        with open(self.directory / "log", "ab") as log:
            self.process = subprocess.Popen([*as_server_user(), str(binaries() / "postgres"), "-D", str(self.data), *settings],
                                            stdout=log, stderr=log, cwd=self.directory, start_new_session=True)
        limit = time.monotonic() + START_SECONDS
        while subprocess.run([str(binaries() / "pg_isready"), "-q", "-h", str(self.directory)]).returncode != 0:
            assert self.process.poll() is None, (self.directory / "log").read_text()[-2000:]
            assert time.monotonic() < limit, "no session in time"
            time.sleep(0.02)
        return self

    def kill(self) -> None:
        """SIGKILL to the postmaster; its children notice and end by themselves."""
        children = self.backends()
        self.process.kill()
        self.process.wait()
        self.process = None
        limit = time.monotonic() + START_SECONDS
        while any(os.path.exists(f"/proc/{child}") for child in children) and time.monotonic() < limit:
            time.sleep(0.01)

    def stop(self) -> None:
        """A fast stop: sessions are ended, nothing is lost."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(START_SECONDS)
            self.process = None

    def remove(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(START_SECONDS)
            self.process = None
        shutil.rmtree(self.directory, ignore_errors=True)

    def backends(self) -> list[int]:
        return [int(line) for line in subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True).stdout.split()]

    def url(self, database: str = "postgres", **options: str) -> str:
        return f"postgresql:///{database}?" + urllib.parse.urlencode(
            {"host": str(self.directory), "user": "countersign"} | options, quote_via=urllib.parse.quote)

    def sql(self, text: str, database: str = "postgres", check: bool = True, user: str = "countersign"):
        """Rows as lists of texts; with check off, the failure's message."""
        ended = subprocess.run(
            ["psql", self.url(database, user=user), "-XqAt", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose",
             "-c", text], capture_output=True, text=True)
        if not check and ended.returncode != 0:
            return ended.stderr
        assert ended.returncode == 0, ended.stderr
        return [line.split("\x1f") for line in ended.stdout.splitlines()]

    def make_database(self, name: str) -> str:
        self.sql(f'CREATE DATABASE "{name}"')
        return name


class Replica(daemon.Daemon):
    """One of several servers over a database."""

    def __init__(self, directory, url: str, *flags: str, environment: dict[str, str] | None = None):
        path = pathlib.Path(directory)
        path.mkdir(parents=True, exist_ok=True)
        super().__init__(path, *flags, environment={"XDG_STATE_HOME": str(path / "state")} | (environment or {}))
        self.url = url

    def arguments(self) -> list[str]:
        standard = ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--event-loops", "1"]
        return [daemon.BINARY, "serve", *standard, "--database-url", self.url, *self.flags]

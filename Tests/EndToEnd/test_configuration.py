"""How the server starts, refuses to start, and stops."""

import os
import signal
import socket
import time
import urllib.error
import urllib.request

import daemon
import grpc
import pytest
from vocabulary import CODES, DEADLINE_SECONDS, audit, entries, review, submit

CONFIGURATION_ERROR = 78
USAGE_ERROR = 64


def refuses(*arguments: str, environment=None) -> str:
    """Its one line; the exit code is that of a configuration error."""
    ended = daemon.run_once(*arguments, environment=environment)
    assert ended.returncode == CONFIGURATION_ERROR, ended
    lines = [line for line in ended.stderr.splitlines() if line.startswith("countersignd: ")]
    assert len(lines) == 1, ended.stderr
    return lines[0]


@pytest.mark.parametrize("arguments, words", [
    (["--tls-cert", "x.pem"], "--tls-cert: needs --tls-key as well"),
    (["--tls-cert", "/nonexistent.pem", "--tls-key", "/nonexistent.key"], "--tls-cert: /nonexistent.pem: No such file"),
    (["--auth", "mtls"], "--auth: "),
    (["--database-url", "postgresql://u:hush@h/d"], "--database-url: "),
    (["--listen", "0.0.0.0:0"], "--insecure-allow-remote"),
    (["--config", "/nonexistent.yaml"], "--config: /nonexistent.yaml: No such file"),
    (["--policy", "/nonexistent.yaml"], "--policy: /nonexistent.yaml: No such file"),
    (["keygen", "--database-url", "memory:"], "keygen: "),
    (["--signing-key", "/etc/passwd"], "--signing-key: /etc/passwd: has mode 0644"),
])
def test_one_clear_line(arguments, words):
    line = refuses(*arguments)
    assert words in line and "hush" not in line


def test_environment_is_named_too():
    assert "DATABASE_URL: " in refuses(environment={"DATABASE_URL": "mysql://x"})
    assert "SLACK_ENABLED: Slack is not built" in refuses(environment={"SLACK_ENABLED": "true"})


def test_a_broken_policy_is_named_by_line(tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text("rules:\n  - nonsense\n")
    ended = daemon.run_once("check-config", "--policy", str(policy), "--database-url", "memory:")
    assert ended.returncode == CONFIGURATION_ERROR
    assert f"{policy}:" in ended.stderr


def test_a_port_in_use_is_named(own_server, tmp_path):
    line = refuses("--listen", own_server.address, "--database-url", "memory:", "--admin-listen", "127.0.0.1:0")
    assert own_server.address in line and "in use" in line


def test_a_given_admin_port_in_use_is_refused_and_the_default_is_a_warning(own_server, tmp_path):
    line = refuses(
        "--listen", "127.0.0.1:0", "--database-url", "memory:", "--admin-listen", own_server.admin_address)
    assert "--admin-listen" in line and "in use" in line
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 9464))
            taken.listen()
        except OSError:
            pass  # somebody else holds it, which is as good
        second = daemon.Daemon(tmp_path)
        second.arguments = lambda: [daemon.BINARY, "--listen", "127.0.0.1:0", "--database-url", "memory:"]
        second.start()
        assert second.admin_address is None and "9464" in second.log_text()
        assert second.stop() == 0


@pytest.mark.parametrize("make", ["missing directory that cannot be made", "directory", "not a database"])
def test_an_unusable_database_is_one_line(tmp_path, make):
    path = tmp_path / "d"
    if make == "directory":
        path.mkdir()
    elif make == "not a database":
        path.write_bytes(b"nonsense" * 1000)
    else:
        (tmp_path / "file").write_text("")
        path = tmp_path / "file" / "d"
    assert str(path) in refuses("--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--database-url", f"sqlite:{path}")


def test_a_second_server_on_the_same_file_is_refused(own_server):
    line = refuses(
        "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--database-url", f"sqlite:{own_server.database}")
    assert str(own_server.database) in line
    assert submit(own_server.clients()).audit_id


@pytest.mark.parametrize("arguments", [["--nonsense"], ["dance"], ["--listen"]])
def test_a_usage_error_is_64(arguments):
    assert daemon.run_once(*arguments).returncode == USAGE_ERROR


def test_help_names_every_flag():
    text = daemon.run_once("--help").stdout
    for word in ("--listen", "--ready-file", "--database-url", "--origin", "--accept-chain-state", "--chain", "--policy",
                 "--tls-cert", "--tls-key", "--tls-client-ca", "--auth", "--jwt-keys", "--signing-key", "--event-loops",
                 "--admin-listen", "--insecure-allow-remote", "DATABASE_URL", "COUNTERSIGN_LISTEN", "DEFAULT_SLA_HOURS"):
        assert word in text


def test_check_config_and_migrate_end_with_0(tmp_path):
    database = tmp_path / "new" / "countersign.db"
    assert daemon.run_once("check-config", "--database-url", f"sqlite:{database}").returncode == 0
    assert not database.exists(), "checking makes nothing"
    ended = daemon.run_once("migrate", "--database-url", f"sqlite:{database}")
    assert ended.returncode == 0, ended.stderr
    assert os.stat(database).st_mode & 0o777 == 0o600
    assert daemon.run_once("migrate", "--database-url", f"sqlite:{database}").returncode == 0


def test_a_config_file_is_read(tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text("listen:\n  - 127.0.0.1:0\n  - unix:%s/s\nlog-level: debug\nadmin-listen: 127.0.0.1:0\n" % tmp_path)
    server = daemon.Daemon(tmp_path)
    server.arguments = lambda: [daemon.BINARY, "--config", str(file), "--database-url", "memory:"]
    server.start()
    try:
        assert server.addresses[1] == f"unix:{tmp_path}/s" and not server.addresses[0].endswith(":0")
        for address in server.addresses:
            clients = daemon.Clients(address)
            assert submit(clients).audit_id
            clients.close()
    finally:
        assert server.stop() == 0
    assert not (tmp_path / "s").exists(), "the socket file is removed"


def test_policy_overrides_come_from_the_environment(tmp_path):
    server = daemon.Daemon(tmp_path, environment={"SLA_WARNING_THRESHOLD": "0.5"}).start()
    try:
        one = submit(server.clients())
        half = (one.submitted_at.ToMicroseconds() + one.sla.deadline.ToMicroseconds()) // 2
        assert one.sla.warning_at.ToMicroseconds() == half
    finally:
        server.stop()


def probe(server, path: str, method: str = "GET") -> int:
    request = urllib.request.Request(f"http://{server.admin_address}{path}", method=method)
    try:
        return urllib.request.urlopen(request, timeout=DEADLINE_SECONDS).status
    except urllib.error.HTTPError as error:
        return error.code


def test_probes(own_server):
    assert [probe(own_server, path) for path in ("/healthz", "/readyz", "/nothing")] == [200, 200, 404]
    assert probe(own_server, "/healthz", "HEAD") == 200
    assert probe(own_server, "/healthz", "POST") == 405


def _until_probed(server):
    """Closed connections give their places back a moment later."""
    limit = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < limit:
        try:
            return probe(server, "/healthz")
        except OSError:
            time.sleep(0.01)
    raise AssertionError("no probe was answered")


def test_the_probes_port_bounds_what_it_takes(own_server):
    host, port = own_server.admin_address.rsplit(":", 1)
    idle = [socket.create_connection((host, int(port))) for _ in range(100)]
    for one in idle:
        one.close()
    _until_probed(own_server)
    with socket.create_connection((host, int(port)), timeout=DEADLINE_SECONDS) as flood:
        flood.sendall(b"GET /healthz HTTP/1.1\r\n" + b"x: y\r\n" * 1400)
        assert flood.recv(100).startswith(b"HTTP/1.1 431")
    assert probe(own_server, "/healthz") == 200


def test_sigterm_ends_watchers_with_unavailable_and_exits_0(own_server):
    clients = own_server.clients()
    one = submit(clients)
    watch = clients.review.WatchPendingReviews(review.WatchPendingReviewsRequest(), timeout=DEADLINE_SECONDS * 2)
    follow = clients.audit.StreamAuditEntries(
        audit.StreamAuditEntriesRequest(follow=True), timeout=DEADLINE_SECONDS * 2)
    next(watch)
    next(follow)
    wait = clients.review.WaitForDecision.future(
        review.WaitForDecisionRequest(audit_id=one.audit_id), timeout=DEADLINE_SECONDS * 2)
    own_server.process.send_signal(signal.SIGTERM)
    for stream in (watch, follow):
        with pytest.raises(grpc.RpcError) as raised:
            for _ in stream:
                pass
        assert raised.value.code() == CODES.UNAVAILABLE
    assert wait.code() == CODES.UNAVAILABLE
    assert own_server.process.wait(daemon.STOP_SECONDS) == 0
    own_server.process = None


def test_running_calls_finish_after_sigterm(own_server):
    clients = own_server.clients()
    calls = [clients.review.SubmitQuery.future(_proposal(), timeout=DEADLINE_SECONDS) for _ in range(200)]
    calls[0].result()
    own_server.process.send_signal(signal.SIGTERM)
    codes = [call.code() for call in calls]
    assert own_server.process.wait(daemon.STOP_SECONDS) == 0
    own_server.process = None
    assert set(codes) <= {CODES.OK, CODES.UNAVAILABLE}
    acknowledged = {call.result().review.audit_id for call in calls if call.code() == CODES.OK}
    own_server.start()
    recorded = {entry.audit_id for entry in entries(own_server.clients(), event_type="query.submitted")}
    assert acknowledged <= recorded


def _proposal():
    from vocabulary import proposal

    return proposal()


def test_sighup_reads_the_log_level_anew(tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text("log-level: info\n")
    server = daemon.Daemon(tmp_path, "--config", str(file)).start()
    try:
        file.write_text("log-level: error\n")
        server.process.send_signal(signal.SIGHUP)
        limit = time.monotonic() + DEADLINE_SECONDS
        while "error" not in server.log_text() and time.monotonic() < limit:
            time.sleep(0.01)
        assert "log level" in server.log_text()
        file.write_text("log-level: nonsense\n")
        server.process.send_signal(signal.SIGHUP)
        assert submit(server.clients()).audit_id, "a broken file changes nothing"
    finally:
        assert server.stop() == 0


def test_log_lines_are_json_when_nobody_watches(own_server):
    import json

    own_server.stop()
    lines = own_server.log_text().splitlines()
    assert lines and all({"time", "level", "message"} <= json.loads(line).keys() for line in lines)
    assert any("auth" in line for line in lines), "the log says at every start that nobody is authenticated"

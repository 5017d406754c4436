"""TLS as real clients meet it: versions, ALPN, client certificates, certificates that change under load."""

import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time

import daemon
import grpc
import pytest
from bystander import metrics
from vocabulary import CODES, DEADLINE_SECONDS, entries, review, submit

SCRIPT = daemon.REPOSITORY / "scripts" / "dev-certs"
CONFIGURATION_ERROR = 78
PATIENCE_SECONDS = 20


class Certificates:
    """A directory that scripts/dev-certs made."""

    def __init__(self, directory: pathlib.Path):
        self.directory = directory
        subprocess.run([SCRIPT, str(directory)], check=True, capture_output=True, timeout=60)

    def path(self, name: str) -> str:
        return str(self.directory / name)

    def flags(self, authority: bool = False) -> list[str]:
        flags = ["--tls-cert", self.path("server.pem"), "--tls-key", self.path("server.key")]
        return flags + (["--tls-client-ca", self.path("ca.pem")] if authority else [])

    def credentials(self, client: "Certificates | None" = None, name: str = "client") -> grpc.ChannelCredentials:
        """Trusts this authority, and shows a client's certificate."""
        read = lambda certificates, file: (certificates.directory / file).read_bytes()
        if client is None:
            return grpc.ssl_channel_credentials(read(self, "ca.pem"))
        return grpc.ssl_channel_credentials(
            read(self, "ca.pem"), read(client, f"{name}.key"), read(client, f"{name}.pem"))

    def replace_pair(self, other: "Certificates") -> None:
        """Puts another pair in place, each file at once; between the two they do not fit."""
        for file in ("server.pem", "server.key"):
            shutil.copy(other.directory / file, self.directory / f"{file}.new")
            os.rename(self.directory / f"{file}.new", self.directory / file)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def strangers(tmp_path_factory):
    """Of another authority with the same names."""
    return Certificates(tmp_path_factory.mktemp("strangers"))


@pytest.fixture(scope="module")
def server(certificates):
    directory = daemon.temporary_directory()
    server = daemon.Daemon(directory, "--listen", "[::1]:0", "--listen", f"unix:{directory}/socket",
                           *certificates.flags(authority=True)).start()
    yield server
    server.stop()
    shutil.rmtree(directory, ignore_errors=True)


def port(server) -> int:
    return int(server.address.rsplit(":", 1)[1])


def works(clients) -> bool:
    return bool(submit(clients).audit_id)


def refused(clients) -> grpc.StatusCode:
    """The status of a call that must fail; the channel, which would try again for ever, is closed."""
    with pytest.raises(grpc.RpcError) as error:
        submit(clients)
    clients.close()
    return error.value.code()


def test_every_listener_speaks_tls(server, certificates):
    assert [address.rsplit(":", 1)[0] for address in server.addresses[:2]] == ["127.0.0.1", "[::1]"]
    assert server.addresses[2].startswith("unix:/")
    name = (("grpc.ssl_target_name_override", "localhost"),)
    for address in server.addresses:
        assert works(server.clients(certificates.credentials(), address, name))
    assert "TLS 1.3 and 1.2, client certificates asked for" in server.log_text()


def test_a_client_certificate_may_be_shown(server, certificates):
    assert works(server.clients(certificates.credentials(certificates)))


@pytest.mark.parametrize("name", ["client", "server"])
def test_a_certificate_of_a_stranger_or_for_another_purpose_is_refused(server, certificates, strangers, name):
    shown = strangers if name == "client" else certificates
    assert refused(server.clients(certificates.credentials(shown, name))) == CODES.UNAVAILABLE
    assert works(server.clients(certificates.credentials(certificates))), "nobody else is disturbed"


def test_a_server_of_another_authority_is_refused_by_the_client(server, strangers):
    assert refused(server.clients(strangers.credentials())) == CODES.UNAVAILABLE


def s_client(server, certificates, *arguments: str, text: bytes = b"") -> str:
    ended = subprocess.run(
        ["openssl", "s_client", "-connect", server.address, "-CAfile", certificates.path("ca.pem"), *arguments],
        input=text, capture_output=True, timeout=30)
    return (ended.stdout + ended.stderr).decode(errors="replace")


@pytest.mark.parametrize("version, words", [("-tls1_3", "TLSv1.3, Cipher is TLS_AES"),
                                            ("-tls1_2", "TLSv1.2, Cipher is ECDHE-ECDSA-AES128-GCM-SHA256")])
def test_versions_that_are_spoken(server, certificates, version, words):
    said = s_client(server, certificates, "-alpn", "http/1.1,h2", version)
    assert words in said and "ALPN protocol: h2" in said and "Verify return code: 0 (ok)" in said


@pytest.mark.parametrize("arguments, alert", [
    (["-alpn", "h2", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], "alert number 70"),
    (["-alpn", "h2", "-tls1", "-cipher", "ALL:@SECLEVEL=0"], "alert number 70"),
    (["-alpn", "h2", "-tls1_2", "-cipher", "AES128-SHA256"], "alert number 40"),
    (["-alpn", "h2", "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA"], "alert number 40"),
    (["-alpn", "http/1.1"], "alert number 120"),
    ([], "alert number 120"),
])
def test_what_is_refused_with_its_alert(server, certificates, arguments, alert):
    assert alert in s_client(server, certificates, *arguments)


def test_no_renegotiation_no_ticket_no_compression(server, certificates):
    said = s_client(server, certificates, "-alpn", "h2", "-tls1_2", text=b"R\n")
    # s_client ends with the warning, or with our SETTINGS if they come first: it takes no data while it waits for a new handshake.
    assert "RENEGOTIATING" in said and ("no renegotiation" in said or "unexpected record" in said)
    assert "Compression: NONE" in said
    assert "New Session Ticket arrived" not in s_client(server, certificates, "-alpn", "h2", "-tls1_3")


def curl(*arguments: str) -> str:
    ended = subprocess.run(["curl", "-sS", "--max-time", "10", *arguments], capture_output=True, timeout=30)
    return (ended.stdout + ended.stderr).decode(errors="replace")


def test_curl(server, certificates):
    url = f"localhost:{port(server)}/"
    authority = ["--cacert", certificates.path("ca.pem")]
    assert curl("--http2", *authority, "-o", "/dev/null", "-w", "%{http_version}", f"https://{url}") == "2"
    assert "no application protocol" in curl("--http1.1", *authority, f"https://{url}")
    assert "This port wants TLS." in curl(f"http://{url}")


def test_grpcurl(server, certificates):
    ended = subprocess.run(
        ["grpcurl", "-cacert", certificates.path("ca.pem"), "-cert", certificates.path("client.pem"),
         "-key", certificates.path("client.key"), f"localhost:{port(server)}", "list"],
        capture_output=True, text=True, timeout=30)
    assert "countersign.v1.ReviewService" in ended.stdout, ended.stderr


def test_cleartext_meets_an_answer_on_either_port(server, own_server, certificates):
    before, before_tls = metrics(own_server), metrics(server)
    assert "505" in curl("-i", f"http://{own_server.address}/")
    said = s_client(own_server, certificates, "-alpn", "h2")
    assert "alert number 40" in said or "handshake failure" in said
    assert refused(server.clients()) == CODES.UNAVAILABLE
    assert works(own_server.clients())
    s_client(server, certificates, "-alpn", "h2")
    after, after_tls = metrics(own_server), metrics(server)
    for protocol in ["http1", "tls"]:
        name = f'countersign_foreign_protocols_total{{protocol="{protocol}"}}'
        assert after[name] == before[name] + 1
    name = 'countersign_tls_failures_total{reason="plain_http2"}'
    assert after_tls[name] > before_tls[name]
    assert after_tls["countersign_tls_handshakes_total"] == before_tls["countersign_tls_handshakes_total"] + 1


def served_certificate(server) -> str:
    host, number = server.address.rsplit(":", 1)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    with socket.create_connection((host, int(number)), timeout=10) as plain, context.wrap_socket(plain) as secure:
        return ssl.DER_cert_to_PEM_cert(secure.getpeercert(binary_form=True)).strip()


def leaf(certificates) -> str:
    text = (certificates.directory / "server.pem").read_text()
    return text[text.index("-----BEGIN"):].strip()


def eventually(condition) -> bool:
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def changing(tmp_path):
    """A server of one test's own with certificates of its own."""
    certificates = Certificates(tmp_path / "certificates")
    directory = daemon.temporary_directory()
    server = daemon.Daemon(directory, *certificates.flags()).start()
    yield server, certificates
    server.stop()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.mark.parametrize("how", ["SIGHUP", "the files alone"])
def test_new_certificates_under_load_drop_no_call(changing, strangers, how):
    server, certificates = changing
    credentials = certificates.credentials()
    failures, done, calls = [], threading.Event(), [0]

    def load():
        clients = server.clients(credentials)
        while not done.is_set():
            try:
                clients.review.ClassifyRisk(review.ClassifyRiskRequest(query_text="x"), timeout=DEADLINE_SECONDS)
                calls[0] += 1
            except grpc.RpcError as error:
                failures.append(error)
                return

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert eventually(lambda: calls[0] > 100 or failures)
    assert served_certificate(server) == leaf(certificates)
    certificates.replace_pair(strangers)
    if how == "SIGHUP":
        server.process.send_signal(signal.SIGHUP)
    assert eventually(lambda: served_certificate(server) == leaf(strangers))
    before = calls[0]
    assert eventually(lambda: calls[0] > before + 100 or failures)
    done.set()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]
    assert works(server.clients(strangers.credentials())), "whoever connects now meets the new one"


def test_a_broken_pair_changes_nothing_and_is_logged(changing, strangers):
    server, certificates = changing
    before = leaf(certificates)
    shutil.copy(strangers.directory / "server.key", certificates.directory / "server.key")
    server.process.send_signal(signal.SIGHUP)
    assert eventually(lambda: "the certificates in force stay: --tls-key: " in server.log_text())
    assert "is not the certificate's" in server.log_text()
    assert served_certificate(server) == before
    (certificates.directory / "server.pem").write_text("nonsense")
    assert eventually(lambda: "holds no certificate in PEM" in server.log_text())
    assert served_certificate(server) == before
    certificates.replace_pair(strangers)
    assert eventually(lambda: served_certificate(server) == leaf(strangers))


@pytest.mark.parametrize("fault, words", [
    ("other key", "--tls-key: {directory}/server.key: is not the certificate's"),
    ("no key", "--tls-key: {directory}/server.key: No such file or directory"),
    ("nonsense", "--tls-cert: {directory}/server.pem: holds no certificate in PEM"),
    ("authority", "--tls-client-ca: {directory}/ca.pem: holds no certificate in PEM"),
])
def test_a_bad_start_is_one_line(tmp_path, strangers, fault, words):
    certificates = Certificates(tmp_path)
    if fault == "other key":
        shutil.copy(strangers.directory / "server.key", tmp_path / "server.key")
    elif fault == "no key":
        (tmp_path / "server.key").unlink()
    else:
        (tmp_path / ("ca.pem" if fault == "authority" else "server.pem")).write_text("nonsense")
    for action in ("serve", "check-config"):
        ended = daemon.run_once(action, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--database-url",
                                "memory:", *certificates.flags(authority=True))
        assert ended.returncode == CONFIGURATION_ERROR
        assert ended.stderr.strip() == "countersignd: " + words.format(directory=tmp_path)


def test_half_a_handshake_holds_up_nobody(server, certificates):
    sockets = [socket.create_connection(("127.0.0.1", port(server))) for _ in range(50)]
    for each in sockets:
        each.send(b"\x16\x03\x01\x02")
    assert works(server.clients(certificates.credentials()))
    for each in sockets:
        each.close()


def test_reviews_and_the_audit_trail_travel_encrypted(server, certificates):
    clients = server.clients(certificates.credentials())
    submitted = submit(clients)
    assert any(entry.audit_id == submitted.audit_id for entry in entries(clients))


def test_the_end_is_clean(changing):
    server, certificates = changing
    clients = server.clients(certificates.credentials())
    assert works(clients)
    assert server.stop() == 0

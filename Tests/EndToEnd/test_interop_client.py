"""gRPC's interop cases by our own client against grpcio's server."""

import os
import subprocess

import pytest
from daemon import REPOSITORY, clean_environment

BINARY = os.environ.get("INTEROP_CLIENT", str(REPOSITORY / ".build" / "debug" / "interop-client"))
PATIENCE_SECONDS = 60

interop_service = pytest.importorskip("interop_service")

CASES = [
    "empty_unary", "large_unary", "client_streaming", "server_streaming", "ping_pong", "empty_stream",
    "custom_metadata", "status_code_and_message", "special_status_message", "unimplemented_method",
    "unimplemented_service", "cancel_after_begin", "cancel_after_first_response", "timeout_on_sleeping_server",
    "server_compressed", "client_compressed", "rpc_soak",
]


def run_client(port: int | list[int], case: str, *arguments: str, expect: int = 0) -> str:
    """Runs one case; returns what the client says."""
    ports = port if isinstance(port, list) else [port]
    servers = [word for each in ports for word in ("--server", f"127.0.0.1:{each}")]
    done = subprocess.run(
        [BINARY, *servers, "--test_case", case, *arguments],
        capture_output=True, text=True, timeout=PATIENCE_SECONDS, env=clean_environment(),
    )
    assert done.returncode == expect, f"{case}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def server():
    instance = interop_service.InteropServer()
    yield instance
    instance.stop()


@pytest.mark.parametrize("case", CASES)
def test_case(server, case):
    run_client(server.port, case)


def test_the_client_says_who_it_is(server):
    run_client(server.port, "empty_unary")
    assert any(agent.startswith("interop-client grpc-") for agent in server.service.user_agents)


def test_a_case_that_fails_is_told(server):
    """The tool itself: a server without the service passes no case."""
    assert "failed" in run_client(server.port, "unary_status", "--code", "5", expect=1)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    directory = tmp_path_factory.mktemp("certificates")

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem")
    for name, extension in (("server", "subjectAltName=DNS:waterzooi.test.google.be"),
                            ("client", "subjectAltName=URI:spiffe://test/client")):
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        (directory / f"{name}.ext").write_text(extension + "\n")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem")
    return directory


class TestTLS:
    """The same over TLS, with and without a certificate of the client."""

    def _server(self, files, requires_client: bool):
        import grpc

        pair = ((files / "server.key").read_bytes(), (files / "server.pem").read_bytes())
        credentials = grpc.ssl_server_credentials(
            [pair], root_certificates=(files / "ca.pem").read_bytes() if requires_client else None,
            require_client_auth=requires_client,
        )
        return interop_service.InteropServer(credentials=credentials)

    @pytest.mark.parametrize("mutual", [False, True])
    def test_cases(self, files, mutual):
        server = self._server(files, mutual)
        flags = ["--use_tls", "true", "--ca_file", str(files / "ca.pem"),
                 "--server_host_override", "waterzooi.test.google.be"]
        if mutual:
            flags += ["--cert_file", str(files / "client.pem"), "--key_file", str(files / "client.key")]
        try:
            for case in ("empty_unary", "large_unary", "ping_pong", "custom_metadata", "special_status_message"):
                run_client(server.port, case, *flags)
        finally:
            server.stop()

    def test_refusals(self, files):
        server = self._server(files, True)
        trusting = ["--use_tls", "true", "--ca_file", str(files / "ca.pem")]
        try:
            named = [*trusting, "--server_host_override", "waterzooi.test.google.be"]
            run_client(server.port, "unary_status", *named, "--code", "14")
            run_client(server.port, "unary_status", *trusting, "--code", "14")
            strangers = ["--use_tls", "true", "--server_host_override", "waterzooi.test.google.be"]
            run_client(server.port, "unary_status", *strangers, "--code", "14")
        finally:
            server.stop()

"""grpc.testing.TestService on grpcio, written from gRPC's interop-test-descriptions.md: the server whose client is ours."""

import pathlib
import re
import sys
import tempfile
import time
from concurrent import futures

import grpc
from grpc_tools import protoc

PROTOS = pathlib.Path("/usr/share/grpc-proto/grpc/testing")
INITIAL = "x-grpc-test-echo-initial"
TRAILING = "x-grpc-test-echo-trailing-bin"


def _modules():
    """Stubs below another path: `grpc/testing` would hide grpcio's own package."""
    target = pathlib.Path(tempfile.mkdtemp(prefix="interop-stubs-"))
    source = target / "interop"
    source.mkdir()
    for name in ("empty", "messages", "test"):
        text = (PROTOS / f"{name}.proto").read_text()
        (source / f"{name}.proto").write_text(re.sub(r'import "grpc/testing/', 'import "interop/', text))
    files = [str(path) for path in source.glob("*.proto")]
    arguments = ["protoc", f"-I{target}", f"--python_out={target}", f"--grpc_python_out={target}"]
    assert protoc.main(arguments + files) == 0, "protoc failed"
    sys.path.insert(0, str(target))
    from interop import empty_pb2, messages_pb2, test_pb2_grpc

    return empty_pb2, messages_pb2, test_pb2_grpc


empty_pb2, messages_pb2, test_pb2_grpc = _modules()


def _echo_metadata(context):
    for key, value in context.invocation_metadata():
        if key == INITIAL:
            context.send_initial_metadata(((INITIAL, value),))
        elif key == TRAILING:
            context.set_trailing_metadata(((TRAILING, value),))


def _echo_status(request, context) -> bool:
    if not request.HasField("response_status"):
        return False
    codes = {code.value[0]: code for code in grpc.StatusCode}
    context.set_code(codes[request.response_status.code])
    context.set_details(request.response_status.message)
    return True


def _payload(size):
    return messages_pb2.Payload(type=messages_pb2.COMPRESSABLE, body=b"\0" * size)


class TestService(test_pb2_grpc.TestServiceServicer):
    """What each call has to do, no more."""

    __test__ = False

    def __init__(self, name: str = ""):
        self.name = name
        self.cancelled = 0
        self.user_agents = set()

    def _note(self, context):
        metadata = dict(context.invocation_metadata())
        self.user_agents.add(metadata.get("user-agent", ""))
        if self.name:
            context.send_initial_metadata((("x-server", self.name),))

    def EmptyCall(self, request, context):
        self._note(context)
        return empty_pb2.Empty()

    def UnaryCall(self, request, context):
        self._note(context)
        _echo_metadata(context)
        if _echo_status(request, context):
            return messages_pb2.SimpleResponse()
        if request.HasField("response_compressed"):
            if request.response_compressed.value:
                context.set_compression(grpc.Compression.Gzip)
            else:
                context.disable_next_message_compression()
        return messages_pb2.SimpleResponse(payload=_payload(request.response_size))

    def StreamingInputCall(self, requests, context):
        return messages_pb2.StreamingInputCallResponse(
            aggregated_payload_size=sum(len(request.payload.body) for request in requests)
        )

    def StreamingOutputCall(self, request, context):
        if any(parameters.compressed.value for parameters in request.response_parameters):
            context.set_compression(grpc.Compression.Gzip)
        yield from self._answers(request, context)

    def FullDuplexCall(self, requests, context):
        _echo_metadata(context)
        context.add_callback(lambda: self._ended(context))
        for request in requests:
            if _echo_status(request, context):
                return
            yield from self._answers(request, context)

    def _ended(self, context):
        if context.code() == grpc.StatusCode.CANCELLED:
            self.cancelled += 1

    @staticmethod
    def _answers(request, context):
        for parameters in request.response_parameters:
            if parameters.interval_us:
                time.sleep(parameters.interval_us / 1e6)
            if parameters.HasField("compressed") and not parameters.compressed.value:
                context.disable_next_message_compression()
            yield messages_pb2.StreamingOutputCallResponse(payload=_payload(parameters.size))


class InteropServer:
    """TestService on a port of its own, plain or with TLS."""

    def __init__(self, name="", credentials=None, port=0, options=(), health=None):
        self.service = TestService(name)
        self.server = grpc.server(
            futures.ThreadPoolExecutor(max_workers=20), options=[("grpc.so_reuseport", 0), *options]
        )
        test_pb2_grpc.add_TestServiceServicer_to_server(self.service, self.server)
        if health is not None:
            from grpc_health.v1 import health_pb2_grpc

            health_pb2_grpc.add_HealthServicer_to_server(health, self.server)
        address = f"127.0.0.1:{port}"
        if credentials:
            self.port = self.server.add_secure_port(address, credentials)
        else:
            self.port = self.server.add_insecure_port(address)
        self.server.start()

    def stop(self, grace=None):
        self.server.stop(grace).wait()

"""The health and reflection services of gRPC, by grpcio's own clients."""

import grpc
import pytest
from google.protobuf import descriptor_pool
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from vocabulary import CODES, DEADLINE_SECONDS

SERVICES = ["countersign.v1.ReviewService", "countersign.v1.AuditService", "countersign.v1.AdminService"]
SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING


@pytest.mark.parametrize("service", ["", *SERVICES])
def test_check_is_serving(clients, service):
    answer = clients.health.Check(health_pb2.HealthCheckRequest(service=service), timeout=DEADLINE_SECONDS)
    assert answer.status == SERVING


def test_an_unknown_service_is_not_found(clients):
    with pytest.raises(grpc.RpcError) as raised:
        clients.health.Check(health_pb2.HealthCheckRequest(service="nobody"), timeout=DEADLINE_SECONDS)
    assert raised.value.code() == CODES.NOT_FOUND


def test_list_names_every_service(clients):
    statuses = clients.health.List(health_pb2.HealthListRequest(), timeout=DEADLINE_SECONDS).statuses
    assert {"", *SERVICES} <= set(statuses)
    assert all(answer.status == SERVING for answer in statuses.values())


def test_watch_tells_of_the_end(own_server):
    watch = own_server.clients().health.Watch(health_pb2.HealthCheckRequest(), timeout=DEADLINE_SECONDS)
    assert next(watch).status == SERVING
    own_server.process.terminate()
    seen = []
    try:
        for answer in watch:
            seen.append(answer.status)
    except grpc.RpcError as error:
        assert error.code() == CODES.UNAVAILABLE
    assert seen in ([NOT_SERVING], [])


def test_reflection_describes_every_service(clients):
    database = ProtoReflectionDescriptorDatabase(clients.channel)
    assert set(SERVICES) <= set(database.get_services())
    pool = descriptor_pool.DescriptorPool(database)
    submit = pool.FindServiceByName("countersign.v1.ReviewService").FindMethodByName("SubmitQuery")
    assert submit.input_type.full_name == "countersign.v1.SubmitQueryRequest"
    assert submit.output_type.fields_by_name["deduplicated"].number == 3

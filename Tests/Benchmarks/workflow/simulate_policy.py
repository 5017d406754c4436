"""How many recorded queries a second SimulatePolicy reclassifies.

Against a server that has them: `fill` submits as many as are missing, `measure` simulates all of them and follows
next_start_time. Only this client's clock is looked at, from the first call to the last answer.
"""

import dataclasses
import threading
import time

import grpc

CALL_SECONDS = 30


@dataclasses.dataclass
class Result:
    """What one run over all recorded queries gave."""

    evaluated: int
    differences: int
    calls: int
    seconds: float

    @property
    def queries_per_second(self) -> float:
        return self.evaluated / self.seconds


def fill(channel: grpc.Channel, count: int, in_flight: int = 512) -> None:
    """Submits `count` queries of usual length, four levels of them."""
    from countersign.v1 import review_service_pb2 as review, review_service_pb2_grpc, types_pb2 as types

    stub = review_service_pb2_grpc.ReviewServiceStub(channel)
    room = threading.Semaphore(in_flight)
    failures: list[grpc.RpcError] = []

    def done(future):
        room.release()
        if future.exception():
            failures.append(future.exception())

    for number in range(count):
        room.acquire()
        request = review.SubmitQueryRequest(
            user_id=f"trader-{number % 997}", action_type="investment_decision",
            query_text="Raise the position in ACME Corp. after the quarterly report; the mandate allows five per cent.",
            transaction_amount=types.Money(currency_code="USD", units=(50_000, 500_000, 8_000_000, 12_000_000)[number % 4]),
            origin=types.Origin(agent_id="agent-1", model_id="model-1", account_id=f"account-{number}"),
            model_confidence=0.93)
        stub.SubmitQuery.future(request, timeout=CALL_SECONDS).add_done_callback(done)
    for _ in range(in_flight):
        room.acquire()
    if failures:
        raise failures[0]


def measure(channel: grpc.Channel, policy_yaml: str = "") -> Result:
    """Simulates over everything recorded; the policy in force where no other is given."""
    from countersign.v1 import admin_service_pb2 as admin, admin_service_pb2_grpc

    stub = admin_service_pb2_grpc.AdminServiceStub(channel)
    yaml = policy_yaml or stub.GetPolicy(admin.GetPolicyRequest(), timeout=CALL_SECONDS).policy_yaml
    request = admin.SimulatePolicyRequest(policy_yaml=yaml)
    result = Result(0, 0, 0, 0.0)
    began = time.monotonic()
    while True:
        answer = stub.SimulatePolicy(request, timeout=CALL_SECONDS)
        result.evaluated += answer.evaluated
        result.differences += answer.difference_count
        result.calls += 1
        if not answer.HasField("next_start_time"):
            result.seconds = time.monotonic() - began
            return result
        request.start_time.CopyFrom(answer.next_start_time)

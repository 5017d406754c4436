"""Short words for executing what was decided."""

import time

from countersign.v1 import review_service_pb2 as review
from countersign.v1 import types_pb2 as types
from google.protobuf import duration_pb2
from vocabulary import DEADLINE_SECONDS, decide, get, money, new_request_id, submit

STATE = types.Execution.State


def state_name(one: types.Review) -> str:
    return STATE.Name(one.execution.state).removeprefix("STATE_")


def approved(clients, **fields) -> types.Review:
    return decide(clients, submit(clients, **fields).audit_id, "sam")


def wish(one: types.Review, executor: str = "settlement", seconds: float | None = None, **fields):
    """For all that was approved."""
    standard = dict(
        request_id=new_request_id(), audit_id=one.audit_id, executor_id=executor,
        action_digest=one.effective_action_digest, amount=money(8_000_000))
    request = review.AuthorizeExecutionRequest(**(standard | fields))
    if seconds is not None:
        request.lifetime.CopyFrom(duration_pb2.Duration(seconds=int(seconds), nanos=int(seconds % 1 * 1e9)))
    return request


def authorize(clients, request) -> types.ExecutionPermit:
    return clients.review.AuthorizeExecution(request, timeout=DEADLINE_SECONDS).permit


def report(clients, one: types.Review, permit, state: str = "EXECUTED", executor: str = "settlement", **fields):
    standard = dict(
        audit_id=one.audit_id, executor_id=executor, permit_id=permit.permit_id, state=STATE.Value("STATE_" + state))
    if state == "EXECUTED":
        standard["executed_amount"] = money(8_000_000)
    request = review.ReportExecutionRequest(**(standard | fields))
    return clients.review.ReportExecution(request, timeout=DEADLINE_SECONDS).review


def reconcile(clients, one: types.Review, who: str = "rita", state: str = "NOT_EXECUTED", **fields):
    standard = dict(
        audit_id=one.audit_id, reconciler_id=who, state=STATE.Value("STATE_" + state),
        justification="The bank has no such transfer")
    request = review.ReconcileExecutionRequest(**(standard | fields))
    return clients.review.ReconcileExecution(request, timeout=DEADLINE_SECONDS).review


def await_lapse(clients, audit_id: str, seconds: float = 10) -> types.Review:
    limit = time.monotonic() + seconds
    while state_name(one := get(clients, audit_id)) == "AUTHORIZED":
        assert time.monotonic() < limit, "the permit did not lapse"
        time.sleep(0.02)
    return one

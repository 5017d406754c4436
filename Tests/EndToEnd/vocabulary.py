"""Short words for what the tests say often."""

import contextlib
import itertools

import grpc
import pytest
from countersign.v1 import admin_service_pb2 as admin
from countersign.v1 import audit_service_pb2 as audit
from countersign.v1 import review_service_pb2 as review
from countersign.v1 import types_pb2 as types
from google.rpc import error_details_pb2, status_pb2

CODES = grpc.StatusCode
EVIDENCE = "The counterparty's audited statements for 2024 support this amount and term."
DEADLINE_SECONDS = 20

_numbers = itertools.count(1)


def money(units: int, nanos: int = 0, currency: str = "USD") -> types.Money:
    return types.Money(currency_code=currency, units=units, nanos=nanos)


def new_request_id() -> str:
    return f"request-{next(_numbers)}"


def proposal(**fields) -> review.SubmitQueryRequest:
    """HIGH, for a Senior Analyst, unless told otherwise; on an account of its own, so that amounts do not add up."""
    standard = dict(
        user_id="alice", query_text="Raise the position in ACME", action_type="investment_decision",
        transaction_amount=money(8_000_000), origin=types.Origin(account_id=f"account-{next(_numbers)}"))
    return review.SubmitQueryRequest(**(standard | fields))


LOW = dict(action_type="informational", query_text="Name the index", transaction_amount=None)
MEDIUM = dict(transaction_amount=money(500_000))
CRITICAL = dict(transaction_amount=money(12_000_000))


def submit(clients, **fields) -> types.Review:
    return clients.review.SubmitQuery(proposal(**fields), timeout=DEADLINE_SECONDS).review


def opinion(audit_id: str, reviewer: str, role: str = "Senior Analyst", outcome: str = "APPROVED", **fields):
    standard = dict(
        audit_id=audit_id, reviewer_id=reviewer, reviewer_role=role, supporting_evidence=EVIDENCE,
        decision_outcome=types.DecisionOutcome.Value("DECISION_OUTCOME_" + outcome))
    return review.SubmitReviewRequest(**(standard | fields))


def decide(clients, audit_id: str, reviewer: str, role: str = "Senior Analyst", outcome: str = "APPROVED", **fields):
    request = opinion(audit_id, reviewer, role, outcome, **fields)
    return clients.review.SubmitReview(request, timeout=DEADLINE_SECONDS).review


def get(clients, audit_id: str) -> types.Review:
    return clients.review.GetReview(review.GetReviewRequest(audit_id=audit_id), timeout=DEADLINE_SECONDS).review


def status_name(one: types.Review) -> str:
    return types.ReviewStatus.Name(one.status).removeprefix("REVIEW_STATUS_")


def level_name(risk: types.RiskAssessment) -> str:
    return types.RiskLevel.Name(risk.level).removeprefix("RISK_LEVEL_")


def head(clients) -> int:
    """Number of the last audit entry."""
    return clients.admin.GetServiceStatus(admin.GetServiceStatusRequest(), timeout=DEADLINE_SECONDS).audit_sequence


def entries(clients, **filters) -> list[audit.AuditEntry]:
    """Every entry that matches, page by page."""
    found: list[audit.AuditEntry] = []
    token = ""
    while True:
        request = audit.ListAuditEntriesRequest(page_size=1000, page_token=token, **filters)
        page = clients.audit.ListAuditEntries(request, timeout=DEADLINE_SECONDS)
        found += page.entries
        token = page.next_page_token
        if not token:
            return found


class Failure:
    """What a failed call said."""

    def __init__(self, error: grpc.RpcError):
        self.code = error.code()
        self.message = error.details()
        self.reason = ""
        self.domain = ""
        self.metadata: dict[str, str] = {}
        self.fields: list[str] = []
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                self._read(status_pb2.Status.FromString(value))

    def _read(self, status: status_pb2.Status):
        assert status.code == self.code.value[0], "the details carry the call's own code"
        for detail in status.details:
            if detail.Is(error_details_pb2.ErrorInfo.DESCRIPTOR):
                information = error_details_pb2.ErrorInfo.FromString(detail.value)
                self.reason, self.domain = information.reason, information.domain
                self.metadata = dict(information.metadata)
            if detail.Is(error_details_pb2.BadRequest.DESCRIPTOR):
                bad = error_details_pb2.BadRequest.FromString(detail.value)
                self.fields = [violation.field for violation in bad.field_violations]


@contextlib.contextmanager
def refused(code: grpc.StatusCode, reason: str = "", fields: list[str] | None = None, clients=None):
    """The call inside fails so; given clients, it must have changed nothing."""
    before = head(clients) if clients else None
    with pytest.raises(grpc.RpcError) as raised:
        yield
    failure = Failure(raised.value)
    assert failure.code == code, f"{failure.code}: {failure.message}"
    assert failure.reason == reason, f"{failure.reason}: {failure.message}"
    if reason:
        assert failure.domain == "countersign"
    if fields is not None:
        assert sorted(failure.fields) == sorted(fields), failure.message
    if clients:
        assert head(clients) == before, "a refused call changes nothing"

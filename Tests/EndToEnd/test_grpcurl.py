"""grpcurl, which knows the service from reflection alone."""

import json
import shutil
import subprocess

import pytest
from vocabulary import DEADLINE_SECONDS, submit

GRPCURL = shutil.which("grpcurl")
pytestmark = pytest.mark.skipif(GRPCURL is None, reason="grpcurl is not on the path")


def grpcurl(server, *arguments: str, data: str | None = None) -> subprocess.CompletedProcess:
    flags = ["-plaintext", "-max-time", str(DEADLINE_SECONDS)] + (["-d", data] if data is not None else [])
    return subprocess.run(
        [GRPCURL, *flags, server.address, *arguments], capture_output=True, text=True, timeout=DEADLINE_SECONDS * 2)


def test_list_names_the_services(server):
    assert {
        "countersign.v1.ReviewService", "countersign.v1.AuditService", "countersign.v1.AdminService",
        "grpc.health.v1.Health",
    } <= set(grpcurl(server, "list").stdout.split())
    assert "countersign.v1.ReviewService.SubmitQuery" in grpcurl(server, "list", "countersign.v1.ReviewService").stdout


@pytest.mark.parametrize("symbol, word", [
    ("countersign.v1.ReviewService", "rpc SubmitQuery"), ("countersign.v1.Review", "action_digest"),
    ("countersign.v1.RiskLevel", "RISK_LEVEL_CRITICAL"), ("google.protobuf.Struct", "fields"),
])
def test_describe(server, symbol, word):
    ended = grpcurl(server, "describe", symbol)
    assert ended.returncode == 0, ended.stderr
    assert word in ended.stdout


def test_a_call_answers_in_lower_camel_case(server):
    data = {"query_text": "Buy", "action_type": "investment_decision", "transaction_amount": {"units": 12000000}}
    ended = grpcurl(server, "countersign.v1.ReviewService/ClassifyRisk", data=json.dumps(data))
    assert ended.returncode == 0, ended.stderr
    answer = json.loads(ended.stdout)
    assert answer["risk"]["level"] == "RISK_LEVEL_CRITICAL"
    assert "amount.critical" in answer["risk"]["matchedRules"]
    assert answer["routing"]["reviewerRole"] == "CFO"
    assert "policyVersion" in answer


def test_a_whole_review_by_hand(server):
    data = {"user_id": "alice", "query_text": "Buy", "action_type": "investment_decision",
            "transaction_amount": {"units": 8000000}, "rag_response": {"answer": ["buy", 1, None]}}
    ended = grpcurl(server, "countersign.v1.ReviewService/SubmitQuery", data=json.dumps(data))
    audit_id = json.loads(ended.stdout)["review"]["auditId"]
    decision = {"audit_id": audit_id, "reviewer_id": "sam", "reviewer_role": "Senior Analyst",
                "decision_outcome": "DECISION_OUTCOME_APPROVED", "supporting_evidence": "x" * 60}
    ended = grpcurl(server, "countersign.v1.ReviewService/SubmitReview", data=json.dumps(decision))
    assert json.loads(ended.stdout)["review"]["status"] == "REVIEW_STATUS_APPROVED"


def test_a_bad_request_shows_its_fields(server):
    ended = grpcurl(server, "countersign.v1.ReviewService/SubmitQuery", data='{"query_text": ""}')
    assert ended.returncode != 0
    assert "InvalidArgument" in ended.stderr
    assert "google.rpc.BadRequest" in ended.stderr
    assert "query_text" in ended.stderr and "user_id" in ended.stderr


def test_a_stream(server, clients):
    submit(clients)
    ended = grpcurl(server, "countersign.v1.AuditService/StreamAuditEntries", data='{"after_sequence": 1}')
    assert ended.returncode == 0, ended.stderr
    assert '"eventType": "query.submitted"' in ended.stdout and '"caughtUp": true' in ended.stdout

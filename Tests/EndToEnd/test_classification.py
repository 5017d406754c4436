"""ClassifyRisk against the table of the default policy."""

import pytest
from vocabulary import DEADLINE_SECONDS, head, level_name, money, review, submit, types

CASES = [
    # fields, level, rules that must be among those recorded, role
    (dict(action_type="informational"), "LOW", {"action.informational"}, "Junior Analyst"),
    (dict(action_type="Earnings Analysis"), "MEDIUM", {"action.analysis"}, "Analyst"),
    (dict(action_type="credit_approval"), "HIGH", {"action.decision"}, "Senior Analyst"),
    (dict(action_type="credit_approval", transaction_amount=money(5)), "MEDIUM", {"action.decision"}, "Analyst"),
    (dict(action_type="informational", transaction_amount=money(99_999, 999_999_999)), "LOW",
     {"action.informational"}, "Junior Analyst"),
    (dict(action_type="informational", transaction_amount=money(100_000)), "MEDIUM", {"amount.medium"}, "Analyst"),
    (dict(action_type="informational", transaction_amount=money(999_999, 999_999_999)), "MEDIUM",
     {"amount.medium"}, "Analyst"),
    (dict(action_type="informational", transaction_amount=money(1_000_000)), "HIGH",
     {"amount.high", "amount.medium"}, "Senior Analyst"),
    (dict(action_type="investment_decision", transaction_amount=money(12_000_000)), "CRITICAL",
     {"amount.critical", "amount.high", "amount.medium", "action.decision"}, "CFO"),
    (dict(action_type="informational", contains_mnpi=True), "CRITICAL", {"mnpi"}, "CFO"),
    (dict(action_type="informational", query_text="This is MNPI."), "CRITICAL", {"mnpi"}, "CFO"),
    (dict(action_type="informational", query_text="Should I buy now?"), "HIGH", {"advice"}, "Senior Analyst"),
    (dict(action_type="informational", model_confidence=0.65), "MEDIUM", {"confidence"}, "Analyst"),
    (dict(action_type="informational", model_confidence=0.70), "LOW", {"action.informational"}, "Junior Analyst"),
    (dict(query_text="Tell me a story"), "MEDIUM", {"action.unclassified"}, "Analyst"),
    (dict(query_text="What is a future?"), "LOW", {"action.informational"}, "Junior Analyst"),
    (dict(action_type="launch_rocket"), "CRITICAL", {"action.unknown"}, "CFO"),
    (dict(action_type="informational", transaction_amount=money(1, currency="XYZ")), "CRITICAL",
     {"currency.unknown"}, "CFO"),
    (dict(action_type="investment_decision", query_text="Put $12M into ACME"), "CRITICAL",
     {"amount.critical"}, "CFO"),
    (dict(action_type="investment_decision", query_text="raise the position by $8M from $12M to $20M",
          transaction_amount=money(8_000_000)), "HIGH", {"amount.high"}, "Senior Analyst"),
]


@pytest.mark.parametrize("fields, level, rules, role", CASES, ids=range(len(CASES)))
def test_level_rules_and_role(clients, fields, level, rules, role):
    before = head(clients)
    request = review.ClassifyRiskRequest(**(dict(query_text="Look into it") | fields))
    answer = clients.review.ClassifyRisk(request, timeout=DEADLINE_SECONDS)
    assert level_name(answer.risk) == level, answer
    assert rules <= set(answer.risk.matched_rules), answer.risk.matched_rules
    assert answer.routing.reviewer_role == role
    assert len(answer.policy_version) == 64
    assert head(clients) == before, "ClassifyRisk records nothing"


def test_reason_joins_every_sentence(clients):
    request = review.ClassifyRiskRequest(
        query_text="Buy ACME", action_type="investment_decision", transaction_amount=money(12_000_000))
    risk = clients.review.ClassifyRisk(request, timeout=DEADLINE_SECONDS).risk
    assert risk.matched_rules[0] == "amount.critical", "most severe first"
    assert risk.reason.startswith("Transaction amount $12,000,000 exceeds $10M threshold; ")
    assert risk.reason.count("; ") == len(risk.matched_rules) - 1
    assert risk.assessed_amount == money(12_000_000)


# domain.md §2 Aggregate and limits
def test_text_amount_above_the_stated_one_is_a_warning(clients):
    request = review.ClassifyRiskRequest(
        query_text="raise the position by $8M from $12M to $20M", action_type="investment_decision",
        transaction_amount=money(8_000_000))
    risk = clients.review.ClassifyRisk(request, timeout=DEADLINE_SECONDS).risk
    assert len(risk.warnings) == 1
    assert risk.amount_source == 1, "STATED"


def test_critical_routing(clients):
    request = review.ClassifyRiskRequest(query_text="x", action_type="nobody_knows")
    routing = clients.review.ClassifyRisk(request, timeout=DEADLINE_SECONDS).routing
    assert routing.sla.seconds == 2 * 3600
    assert routing.required_opinions == 2 and routing.requires_second_opinion
    assert routing.approval_committee_needed
    assert list(routing.escalation_path) == ["Senior Analyst", "Head of Trading", "CFO", "Board Committee"]


# domain.md §2 amount.aggregate
def test_amounts_of_one_account_add_up(clients):
    account = types.Origin(account_id="summed")
    first = submit(clients, transaction_amount=money(600_000), origin=account)
    assert level_name(first.risk) == "MEDIUM"
    second = submit(clients, transaction_amount=money(600_000), origin=account)
    assert level_name(second.risk) == "HIGH" and "amount.aggregate" in second.risk.matched_rules
    assert second.risk.aggregate_amount == money(1_200_000)

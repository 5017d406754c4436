"""Policies: proposed, put in force, tried on what is recorded, read back after a restart (domain.md §4, policy)."""

import hashlib
import json

import chain
import daemon
import pytest
from test_grpcurl import GRPCURL, grpcurl
from vocabulary import CODES, DEADLINE_SECONDS, admin, audit, entries, get, level_name, refused, submit

BUILT_IN = (daemon.REPOSITORY / "Sources" / "Policy" / "default-policy.yaml").read_text()
# 8,000,000 is HIGH by the built-in policy, CRITICAL by this one; HIGH has more time than MEDIUM, which is warned of.
STRICTER = "# since the audit of May\n" + BUILT_IN.replace(
    "CRITICAL: 10000000", "CRITICAL: 5000000").replace("sla: 4h", "sla: 9h")


def propose(clients, yaml: str, **fields) -> admin.ProposePolicyResponse:
    return clients.admin.ProposePolicy(
        admin.ProposePolicyRequest(policy_yaml=yaml, **fields), timeout=DEADLINE_SECONDS)


def activate(clients, version: str, expected: str = "") -> admin.ActivatePolicyResponse:
    request = admin.ActivatePolicyRequest(policy_version=version, expected_active_version=expected)
    return clients.admin.ActivatePolicy(request, timeout=DEADLINE_SECONDS)


def policy(clients, version: str = "") -> admin.GetPolicyResponse:
    return clients.admin.GetPolicy(admin.GetPolicyRequest(policy_version=version), timeout=DEADLINE_SECONDS)


def simulate(clients, yaml: str, **fields) -> admin.SimulatePolicyResponse:
    return clients.admin.SimulatePolicy(
        admin.SimulatePolicyRequest(policy_yaml=yaml, **fields), timeout=DEADLINE_SECONDS)


def test_a_policy_from_its_proposal_to_the_next_start(stopped_server):
    server = stopped_server.start()
    clients = server.clients()
    built_in = policy(clients)
    assert built_in.proposed_by == "system"
    old = submit(clients)
    assert level_name(old.risk) == "HIGH"

    proposed = propose(clients, STRICTER)
    assert [problem.path for problem in proposed.problems] == ["routing.HIGH.sla"]
    draft = policy(clients, proposed.policy_version)
    assert draft.policy_yaml == STRICTER
    assert not draft.activated_by
    assert level_name(submit(clients).risk) == "HIGH", "a draft decides nothing"
    assert simulate(clients, built_in.policy_yaml).difference_count == 0

    tried = simulate(clients, STRICTER)
    assert (tried.evaluated, tried.difference_count, len(tried.differences)) == (2, 2, 2)
    assert tried.differences[0].audit_id == old.audit_id
    assert (tried.differences[0].recorded_role, tried.differences[0].simulated_role) == ("Senior Analyst", "CFO")

    activate(clients, proposed.policy_version, expected=built_in.policy_version)
    assert policy(clients).policy_version == proposed.policy_version
    new = submit(clients)
    assert level_name(new.risk) == "CRITICAL"
    assert new.policy_version == proposed.policy_version
    assert get(clients, old.audit_id).policy_version == built_in.policy_version
    assert level_name(get(clients, old.audit_id).risk) == "HIGH"
    assert "nobody authenticated a second person" in server.log_text()
    in_force = policy(clients)

    server.stop()
    clients = server.start().clients()
    assert policy(clients) == in_force, "nobody gave another policy at this start"
    assert policy(clients, built_in.policy_version).policy_yaml == built_in.policy_yaml
    assert get(clients, old.audit_id).policy_version == built_in.policy_version
    assert level_name(submit(clients).risk) == "CRITICAL"
    trail = entries(clients)
    assert [one.event_type for one in trail if one.event_type.startswith("policy.")] == [
        "policy.activated", "policy.proposed", "policy.activated"]
    activation = json.loads([one for one in trail if one.event_type == "policy.activated"][-1].canonical_json)["data"]
    assert activation["previous_version"] == built_in.policy_version
    assert activation["second_person"] is False


def test_the_environment_changes_the_policy_in_force_and_does_not_replace_it(tmp_path):
    server = daemon.Daemon(tmp_path).start()
    try:
        activate(server.clients(), propose(server.clients(), STRICTER).policy_version)
        server.stop()
        server.environment = {"SLA_WARNING_THRESHOLD": "0.5"}
        versions = set()
        for _ in range(2):
            clients = server.start().clients()
            one = submit(clients)
            assert level_name(one.risk) == "CRITICAL"
            half = (one.submitted_at.ToMicroseconds() + one.sla.deadline.ToMicroseconds()) // 2
            assert one.sla.warning_at.ToMicroseconds() == half
            versions.add(policy(clients).policy_version)
            server.stop()
        assert len(versions) == 1, "the second start finds it in force"
        assert "was replaced by the one given at this start" in server.log_text()
    finally:
        server.stop()


def test_a_file_replaces_what_was_put_in_force_and_says_so(tmp_path):
    file = tmp_path / "policy.yaml"
    file.write_text(BUILT_IN)
    server = daemon.Daemon(tmp_path).start()
    try:
        first = policy(server.clients()).policy_version
        activate(server.clients(), propose(server.clients(), STRICTER).policy_version)
        server.stop()
        server.flags = ["--policy", str(file)]
        assert policy(server.start().clients()).policy_version == first
        assert "was replaced by the one given at this start" in server.log_text()
    finally:
        server.stop()


def test_every_problem_is_named_with_its_line(clients):
    broken = BUILT_IN.replace("role: CFO", "role: CEO").replace("quorum: 2", "quorum: x").replace("lease:", "leese:")
    checked = propose(clients, broken, validate_only=True)
    lines = broken.splitlines()
    errors = {one.path: one for one in checked.problems}
    assert {"routing.CRITICAL.role", "committee.quorum", "claims.leese", "claims.lease"} <= set(errors)
    assert "CEO" in lines[errors["routing.CRITICAL.role"].line - 1]
    assert "quorum" in lines[errors["committee.quorum"].line - 1]
    assert "leese" in lines[errors["claims.leese"].line - 1]
    assert all(one.severity == admin.PolicyProblem.SEVERITY_ERROR for one in checked.problems)
    with refused(CODES.INVALID_ARGUMENT, fields=["policy_yaml"] * len(checked.problems), clients=clients):
        propose(clients, broken)
    with refused(CODES.INVALID_ARGUMENT, fields=["policy_yaml"] * len(checked.problems), clients=clients):
        simulate(clients, broken)


def test_refusals(clients):
    version = propose(clients, STRICTER + "\n# once more").policy_version
    head = len(entries(clients))
    assert propose(clients, STRICTER + "\n# other words").policy_version == version
    assert len(entries(clients)) == head, "the same policy again changes nothing"
    assert policy(clients, version).policy_yaml.endswith("# once more")
    in_force = policy(clients).policy_version
    with refused(CODES.NOT_FOUND, clients=clients):
        activate(clients, "0" * 64)
    with refused(CODES.NOT_FOUND, clients=clients):
        policy(clients, "0" * 64)
    with refused(CODES.FAILED_PRECONDITION, "WRONG_STATUS", clients=clients):
        activate(clients, in_force)
    with refused(CODES.ABORTED, "VERSION_MISMATCH", clients=clients):
        activate(clients, version, expected=version)
    with refused(CODES.INVALID_ARGUMENT, fields=["policy_yaml"], clients=clients):
        propose(clients, BUILT_IN + "# long\n" * 10_000)


def test_the_chain_with_policies_verifies_without_this_software(own_server):
    clients = own_server.clients()
    activate(clients, propose(clients, STRICTER).policy_version)
    trail = entries(clients)
    verified = clients.audit.VerifyAuditTrail(audit.VerifyAuditTrailRequest(), timeout=DEADLINE_SECONDS)
    chain.check(trail, verified.origin)
    proposed = json.loads(next(one for one in trail if one.event_type == "policy.proposed").canonical_json)["data"]
    assert hashlib.sha256(proposed["policy"].encode()).hexdigest() == proposed["policy_version"]
    assert proposed["policy_yaml"] == STRICTER


@pytest.mark.skipif(GRPCURL is None, reason="grpcurl is not on the path")
def test_grpcurl_proposes_and_activates(own_server):
    def call(method: str, **data) -> dict:
        ended = grpcurl(own_server, f"countersign.v1.AdminService/{method}", data=json.dumps(data))
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    assert call("ProposePolicy", policy_yaml="roles: []", validate_only=True)["problems"]
    version = call("ProposePolicy", policy_yaml=STRICTER)["policyVersion"]
    assert call("ActivatePolicy", policy_version=version)["policyVersion"] == version
    read = call("GetPolicy")
    assert (read["policyVersion"], read["policyYaml"]) == (version, STRICTER)
    assert {"proposedBy", "proposedAt", "activatedBy", "activatedAt"} <= set(read)
    assert call("SimulatePolicy", policy_yaml=STRICTER) == {}

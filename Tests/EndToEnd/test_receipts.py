"""Receipts, and the keys behind them, with nothing but the public key (domain.md, Execution)."""

import base64
import json
import os
import stat

import daemon
import pytest
import signatures
from countersign.v1 import audit_service_pb2 as audit
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from test_audit import verify
from vocabulary import (
    CODES, CRITICAL, DEADLINE_SECONDS, MEDIUM, decide, entries, get, new_request_id, refused, review, submit,
    types,
)


def cancel(clients, audit_id):
    return clients.review.CancelQuery(
        review.CancelQueryRequest(audit_id=audit_id, user_id="alice", reason="No longer needed", request_id=new_request_id()),
        timeout=DEADLINE_SECONDS).review


def key_entries(clients) -> list:
    return [entry for entry in entries(clients) if entry.event_type.startswith("key.")]


def test_a_committee_s_receipt_says_who_decided_what_and_where_in_the_log(clients):
    one = submit(clients, **CRITICAL)
    assert not one.HasField("receipt")
    assert not decide(clients, one.audit_id, "hedy", "Head of Trading").HasField("receipt")
    final = decide(clients, one.audit_id, "cleo", "CFO")
    statement = signatures.read(final.receipt, signatures.keys(clients), "receipt")
    everything = {entry.sequence: entry for entry in entries(clients)}
    decided = everything[int(statement["sequence"])]
    assert decided.event_type == "review.decided" and decided.audit_id == one.audit_id == statement["audit_id"]
    assert statement["previous_hash"] == decided.previous_hash.hex() == everything[decided.sequence - 1].current_hash.hex()
    assert statement["decided_at"] == json.loads(decided.canonical_json)["timestamp"]
    assert statement["origin"] == verify(clients).origin
    assert statement["action_digest"] == statement["effective_action_digest"] == final.action_digest.hex()
    assert statement["status"] == "REVIEW_STATUS_APPROVED" and statement["policy_version"] == final.policy_version
    assert [(given["reviewer_id"], given["reviewer_role"], given["outcome"], given["counts"])
            for given in statement["opinions"]] == [
        ("hedy", "Head of Trading", "DECISION_OUTCOME_APPROVED", True), ("cleo", "CFO", "DECISION_OUTCOME_APPROVED", True)]
    recorded = json.loads(decided.canonical_json)["data"]["receipt"]
    assert recorded == {
        "key_id": final.receipt.key_id, "signature": final.receipt.signature.hex(), "statement": final.receipt.statement}


def test_every_end_has_a_receipt(clients):
    known = signatures.keys(clients)
    rejected = decide(clients, submit(clients, **MEDIUM).audit_id, "ann", "Analyst", outcome="REJECTED")
    statement = signatures.read(rejected.receipt, known, "receipt")
    assert statement["status"] == "REVIEW_STATUS_REJECTED" and statement["effective_action_digest"] is None
    cancelled = cancel(clients, submit(clients, **MEDIUM).audit_id)
    statement = signatures.read(cancelled.receipt, known, "receipt")
    assert statement["status"] == "REVIEW_STATUS_CANCELLED" and statement["opinions"] == []


def test_a_changed_receipt_is_not_signed(clients):
    final = decide(clients, submit(clients, **MEDIUM).audit_id, "ann", "Analyst")
    key = signatures.keys(clients)[0].public_key
    assert signatures.is_signed(final.receipt, key, "receipt")
    changed = types.DecisionReceipt()
    changed.CopyFrom(final.receipt)
    changed.statement = final.receipt.statement.replace("APPROVED", "REJECTED", 1)
    assert not signatures.is_signed(changed, key, "receipt")
    other = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert not signatures.is_signed(final.receipt, other, "receipt")


def test_a_list_has_no_receipts_and_the_whole_review_has(clients):
    final = decide(clients, submit(clients, **MEDIUM).audit_id, "ann", "Analyst")
    assert get(clients, final.audit_id).receipt == final.receipt
    listed = clients.review.ListReviews(
        review.ListReviewsRequest(filter=types.ReviewFilter(action_digest=final.action_digest)), timeout=DEADLINE_SECONDS)
    (basic,) = listed.reviews
    assert basic.audit_id == final.audit_id and not basic.HasField("receipt")


def test_a_new_key_retires_the_old_one_and_changes_no_receipt(stopped_server):
    clients = stopped_server.start().clients()
    final = decide(clients, submit(clients, **MEDIUM).audit_id, "ann", "Analyst")
    (old,) = signatures.keys(clients)
    path = stopped_server.database.with_name("countersign.db.key")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    private = serialization.load_pem_private_key(path.read_bytes(), None)
    assert private.public_key().public_bytes_raw() == old.public_key, "any Ed25519 library reads the file"
    stopped_server.stop()
    saved = path.read_bytes()
    path.unlink()
    clients = stopped_server.start().clients()
    new, retired = signatures.keys(clients)
    assert retired.key_id == old.key_id and retired.HasField("retired_at") and not new.HasField("retired_at")
    assert get(clients, final.audit_id).receipt == final.receipt
    statement = signatures.read(final.receipt, [new, retired], "receipt")
    assert statement["decided_at"] < retired.retired_at.ToJsonString()
    assert decide(clients, submit(clients, **MEDIUM).audit_id, "ann", "Analyst").receipt.key_id == new.key_id
    assert [entry.event_type for entry in key_entries(clients)] == ["key.added", "key.added", "key.retired"]
    assert all(entry.actor == "system" and not entry.audit_id for entry in key_entries(clients))
    assert verify(clients).valid
    pages = [clients.audit.ListSigningKeys(audit.ListSigningKeysRequest(page_size=1), timeout=DEADLINE_SECONDS)]
    pages.append(clients.audit.ListSigningKeys(
        audit.ListSigningKeysRequest(page_size=1, page_token=pages[0].next_page_token), timeout=DEADLINE_SECONDS))
    assert [page.keys[0].key_id for page in pages] == [new.key_id, old.key_id] and not pages[1].next_page_token
    with refused(CODES.INVALID_ARGUMENT, clients=clients):
        clients.audit.ListSigningKeys(audit.ListSigningKeysRequest(page_token="x"), timeout=DEADLINE_SECONDS)
    stopped_server.stop()
    path.write_bytes(saved)
    ended = daemon.run_once("serve", "--listen", "127.0.0.1:0", "--database-url", f"sqlite:{stopped_server.database}")
    assert ended.returncode == 78 and "was retired on this chain" in ended.stderr
    path.unlink()


def test_keygen_makes_a_key_once(tmp_path):
    path = tmp_path / "a" / "signing.key"
    made = daemon.run_once("keygen", "--signing-key", str(path))
    assert made.returncode == 0, made
    facts = dict(line.split(": ", 1) for line in made.stdout.splitlines())
    assert facts["path"] == str(path) and stat.S_IMODE(path.stat().st_mode) == 0o600
    private = serialization.load_pem_private_key(path.read_bytes(), None)
    assert private.public_key().public_bytes_raw().hex() == facts["public_key"]
    before = path.read_bytes()
    again = daemon.run_once("keygen", "--signing-key", str(path))
    assert again.returncode == 78 and "never overwritten" in again.stderr and path.read_bytes() == before
    checked = daemon.run_once("check-config", "--signing-key", str(path))
    assert checked.returncode == 0 and f"key_id {facts['key_id']}" in checked.stdout


def pem(private) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


@pytest.mark.parametrize("content, mode, words", [
    (b"", 0o600, "holds no private key"),
    (b"-----BEGIN PRIVATE KEY-----\n" + base64.b64encode(b"hush" * 12) + b"\n-----END PRIVATE KEY-----\n", 0o600, "no private key"),
    (pem(x25519.X25519PrivateKey.generate()), 0o600, "another algorithm"),
    (pem(ed25519.Ed25519PrivateKey.generate()), 0o644, "mode 0644"),
    (pem(ed25519.Ed25519PrivateKey.generate()), 0o660, "mode 0660"),
])
def test_a_key_that_is_broken_or_open_to_others_is_one_clear_line(tmp_path, content, mode, words):
    path = tmp_path / "signing.key"
    path.write_bytes(content)
    os.chmod(path, mode)
    ended = daemon.run_once(
        "serve", "--listen", "127.0.0.1:0", "--database-url", "memory:", "--signing-key", str(path))
    assert ended.returncode == 78
    assert len(ended.stderr.splitlines()) == 1 and words in ended.stderr and str(path) in ended.stderr
    assert path.read_bytes() == content


def test_a_server_in_memory_signs_with_a_key_that_is_gone_with_it(tmp_path):
    server = daemon.Daemon(tmp_path, "--database-url", "memory:")
    server.start()
    try:
        clients = server.clients()
        final = decide(clients, submit(clients, **MEDIUM).audit_id, "ann", "Analyst")
        signatures.read(final.receipt, signatures.keys(clients), "receipt")
        assert not list(tmp_path.glob("*.key"))
    finally:
        server.stop()


"""Receipts and permits checked with an Ed25519 library and a JSON canonicalisation library alone (RFC 8032, RFC 8785)."""

import hashlib
import json

import rfc8785
from countersign.v1 import audit_service_pb2 as audit
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from vocabulary import DEADLINE_SECONDS

PREFIXES = {"receipt": b"countersign-receipt/v1\n", "permit": b"countersign-permit/v1\n"}
USES = {"receipt": audit.KEY_USE_RECEIPT, "permit": audit.KEY_USE_PERMIT}
RECEIPT = {
    "v", "typ", "origin", "audit_id", "action_digest", "effective_action_digest", "status", "opinions", "policy_version",
    "decided_at", "sequence", "previous_hash"}
PERMIT = {
    "v", "typ", "origin", "permit_id", "audit_id", "action_digest", "outcome", "amount", "reviewers", "policy_version",
    "executor_id", "issued_at", "expires_at"}


def keys(clients) -> list:
    """All keys, the newest first."""
    found, token = [], ""
    while True:
        page = clients.audit.ListSigningKeys(audit.ListSigningKeysRequest(page_token=token), timeout=DEADLINE_SECONDS)
        found += page.keys
        token = page.next_page_token
        if not token:
            return found


def is_signed(signed, public_key: bytes, kind: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(
            signed.signature, PREFIXES[kind] + signed.statement.encode())
        return True
    except InvalidSignature:
        return False


def read(signed, known: list, kind: str) -> dict:
    """The statement, its key, signature and form checked."""
    key = next(key for key in known if key.key_id == signed.key_id)
    assert key.algorithm == "Ed25519" and USES[kind] in key.uses
    assert key.key_id == hashlib.sha256(key.public_key).hexdigest()[:16]
    assert is_signed(signed, key.public_key, kind), "the signature"
    assert not any(is_signed(signed, key.public_key, other) for other in PREFIXES if other != kind), "no other use"
    statement = json.loads(signed.statement)
    assert rfc8785.dumps(statement) == signed.statement.encode(), "not canonical"
    assert statement["v"] == "1" and statement["typ"] == f"countersign-{kind}"
    assert set(statement) == (RECEIPT if kind == "receipt" else PERMIT)
    return statement

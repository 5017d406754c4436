"""The audit trail checked with a JSON canonicalisation library and SHA-256 alone (RFC 8785, FIPS 180-4)."""

import hashlib
import json

import rfc8785


def genesis(origin: str) -> bytes:
    return hashlib.sha256(f"countersign-audit/v1\n{origin}\n".encode()).digest()


def action_digest(action_json: str) -> bytes:
    return hashlib.sha256(b"countersign-action/v1\n" + action_json.encode()).digest()


def check(entries, origin: str, before=()) -> None:
    """Every hash, link and number of a chain, and that each entry says the same in all its fields.

    `before`: the entries in front of these, checked earlier.
    """
    previous, latest = genesis(origin), ""
    if before:
        previous, latest = before[-1].current_hash, json.loads(before[-1].canonical_json)["timestamp"]
    for number, entry in enumerate(entries, start=len(before) + 1):
        text = entry.canonical_json.encode()
        parsed = json.loads(text)
        assert rfc8785.dumps(parsed) == text, f"{number}: not canonical"
        assert entry.previous_hash == previous, f"{number}: the link"
        assert hashlib.sha256(text + previous).digest() == entry.current_hash, f"{number}: the hash"
        assert set(parsed) == {"sequence", "audit_id", "event_type", "timestamp", "actor", "data"}
        assert (entry.sequence, parsed["sequence"]) == (number, str(number))
        assert (entry.audit_id, entry.event_type, entry.actor) == (
            parsed["audit_id"], parsed["event_type"], parsed["actor"])
        assert parsed["data"]["v"] == "1" and int(parsed["data"]["command"]) <= number
        assert len(parsed["timestamp"]) == len("2026-01-02T03:04:05.678901Z") and parsed["timestamp"] >= latest
        assert not list(floats(parsed["data"])) or parsed["event_type"] in ("query.submitted", "review.opinion_recorded")
        previous, latest = entry.current_hash, parsed["timestamp"]


def floats(value):
    """The binary fractions inside a parsed value."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from floats(item)
    elif isinstance(value, list):
        for item in value:
            yield from floats(item)

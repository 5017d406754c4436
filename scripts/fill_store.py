"""Fills an empty chain with a long past: real entries of a review, again and again under other ids, numbers and times, hashed and linked
as the service does it, and written with COPY. What the service reads of it, and verifies, cannot be told from its own."""

import datetime
import hashlib
import re
import subprocess

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
DAY_MICROSECONDS = 86_400_000_000
# The past ends before anything that a start must look at: what was approved in the last day, and clocks that run.
PAST_DAYS, QUIET_DAYS = 200, 2
OPEN_MICROSECONDS = 600_000_000
CHUNK = 20_000
VARIABLE = re.compile(rb'"(?:audit_id":"[^"]+|command":"[0-9]+|sequence":"[0-9]+|timestamp":"[^"]+)"')


class Template:
    """An entry's canonical text, cut where copies differ."""

    def __init__(self, text: bytes, event_type: str, actor: str):
        self.parts, self.names, end = [], [], 0
        for match in VARIABLE.finditer(text):
            name, value = match.group()[1:-1].split(b'":"')
            self.parts.append(text[end:match.end() - len(value) - 1])
            self.names.append(name)
            end = match.end() - 1
        self.parts.append(text[end:])
        self.event_type, self.actor = event_type.encode(), actor.encode()

    def text(self, values: dict[bytes, bytes]) -> bytes:
        written = [self.parts[0]]
        for name, part in zip(self.names, self.parts[1:]):
            written += values[name], part
        return b"".join(written)


def templates(postgres, database: str, where: str) -> list[Template]:
    rows = postgres.sql("SELECT encode(convert_to(canon, 'UTF8'), 'hex'), event_type, actor FROM audit.event"
                        f" WHERE {where} ORDER BY seq", database)
    return [Template(bytes.fromhex(text), event_type, actor) for text, event_type, actor in rows]


def audit_id(microseconds: int, number: int) -> bytes:
    """A UUIDv7 of that time."""
    digits = f"{microseconds // 1000:012x}7{number >> 48 & 0xFFF:03x}8{number & 0xFFF_FFFF_FFFF_FFFF >> 4:015x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}".encode()


def time_text(microseconds: int) -> bytes:
    return (EPOCH + datetime.timedelta(microseconds=microseconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ").encode()


class Chain:
    """Renders entries one after the other; rows of COPY."""

    def __init__(self, genesis: bytes):
        self.hash, self.size, self.at = genesis, 0, 0
        self.entries: list[bytes] = []

    def add(self, review: bytes, kinds: list[Template], at: int):
        command = b"%d" % (self.size + 1)
        stamp = time_text(at)
        for kind in kinds:
            self.size += 1
            text = kind.text({b"audit_id": review, b"command": command, b"sequence": b"%d" % self.size, b"timestamp": stamp})
            previous, self.hash = self.hash, hashlib.sha256(text + self.hash).digest()
            self.entries.append(b"1\t%d\t%s\t%s\t%s\t%s\t\\\\x%s\t%s\t\\\\x%s\n" % (
                self.size, stamp, review, kind.event_type, kind.actor, previous.hex().encode(),
                text.replace(b"\\", b"\\\\"), self.hash.hex().encode()))
        self.at = at


class Copy:
    def __init__(self, postgres, database: str, statement: str):
        self.process = subprocess.Popen(["psql", postgres.url(database), "-Xq", "-v", "ON_ERROR_STOP=1", "-c",
                                         f"SET synchronous_commit = off; COPY {statement} FROM STDIN"], stdin=subprocess.PIPE)

    def write(self, rows: list[bytes]):
        self.process.stdin.write(b"".join(rows))
        rows.clear()

    def end(self):
        self.process.stdin.close()
        assert self.process.wait() == 0


def fill(postgres, database: str, count: int, open_count: int, service: list[Template], decided: list[Template]):
    """About `count` entries: reviews that were decided long ago, then `open_count` that wait since a few minutes.

    The chain must be empty: `countersignd migrate` made it. `service` are the entries of a first start, `decided` those of one review.
    """
    [[genesis]] = postgres.sql("SELECT encode(hash, 'hex') FROM audit.head WHERE size = 0", database)
    now = int((datetime.datetime.now(datetime.timezone.utc) - EPOCH) / datetime.timedelta(microseconds=1))
    begin, end = now - PAST_DAYS * DAY_MICROSECONDS, now - QUIET_DAYS * DAY_MICROSECONDS
    for month in range(PAST_DAYS // 28 + 2):
        postgres.sql(f"SELECT audit.add_partition((now() - interval '{month} months')::date)", database)
    past = max(0, count - len(service) - open_count) // len(decided)
    step = (end - begin) // max(past, 1)
    chain, reviews = Chain(bytes.fromhex(genesis)), []
    for one in service:
        chain.add(b"", [one], begin)
    events = Copy(postgres, database, "audit.entry (chain_id, seq, recorded_at, audit_id, event_type, actor, prev, canon, hash)")
    for number in range(past + open_count):
        is_open = number >= past
        at = now - OPEN_MICROSECONDS + number - past if is_open else begin + number * step
        review = audit_id(at, number)
        chain.add(review, decided[:1] if is_open else decided, at)
        reviews.append(b"1\t%s\t%s\tREVIEW_STATUS_%s\talice\t\tinvestment_decision\t\\\\x%s\tSenior Analyst\t%d\n" % (
            review, b"t" if is_open else b"f", b"PENDING" if is_open else b"APPROVED", b"00" * 32, chain.size))
        if len(chain.entries) >= CHUNK:
            events.write(chain.entries)
    events.write(chain.entries)
    events.end()
    rows = Copy(postgres, database, "audit.review (chain_id, audit_id, is_waiting, status, user_id, domain, action_type, action_digest,"
                " reviewer_role, last_seq)")
    rows.write(reviews)
    rows.end()
    postgres.sql(f"UPDATE audit.head SET size = {chain.size}, hash = '\\x{chain.hash.hex()}', recorded_at ="
                 f" '{time_text(chain.at).decode()}'", database)
    postgres.sql("VACUUM ANALYZE", database)

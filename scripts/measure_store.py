"""SubmitQuery on PostgreSQL beside pgbench's single-row inserts: interleaved rounds on one machine, medians and ratios."""

import argparse
import datetime
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

import daemon  # noqa: E402
import fill_store  # noqa: E402
import measure  # noqa: E402
from postgres_server import PostgresServer, Replica, binaries  # noqa: E402
from vocabulary import audit, decide, proposal, review  # noqa: E402
from vocabulary import submit as submit_one  # noqa: E402

SUBMIT = "/countersign.v1.ReviewService/SubmitQuery"
OPEN_COUNT = 10_000
MILLION = 1_000_000
PART = 100_000
BATCHES, SERVERS, MODES = (1, 16, 64, 256), (1, 2, 4), ("optimistic", "locked", "turns")
RACE_SECONDS = 0.9
TABLE = "CREATE TABLE plain (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), body text NOT NULL)"


def submit(server, body: pathlib.Path, log: pathlib.Path, *shape: str) -> tuple[float, list[float]]:
    """Calls a second, and their times in milliseconds, ascending; every one must have got an answer."""
    log.unlink(missing_ok=True)
    report = subprocess.run(
        ["h2load", *shape, "-d", str(body), "-H", "content-type: application/grpc", "-H", "te: trailers",
         f"--log-file={log}", f"http://{server.address}{SUBMIT}"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"status codes: \d+ 2xx, 0 3xx, 0 4xx, 0 5xx", report), report
    return measure.rate(report), sorted(int(line.split("\t")[2]) / 1000 for line in log.read_text().splitlines())


def insert(postgres: PostgresServer, directory: pathlib.Path, body: str, *shape: str) -> tuple[float, list[float]]:
    """The same for single-row inserts of a submission's canonical text with pgbench, prepared, over the same socket."""
    script = directory / "insert.sql"
    script.write_text("INSERT INTO plain (body) VALUES (:body);\n")
    for old in directory.glob("pgbench_log*"):
        old.unlink()
    report = subprocess.run([str(binaries() / "pgbench"), "-n", "-M", "prepared", "-D", f"body={body}", "-l", "-f", str(script), *shape,
                             postgres.url()], capture_output=True, text=True, check=True, cwd=directory).stdout
    times = sorted(int(line.split()[2]) / 1000 for log in directory.glob("pgbench_log*") for line in log.read_text().splitlines())
    return float(re.search(r"tps = ([\d.]+)", report)[1]), times


def at(times: list[float], percent: int) -> float:
    return times[min(len(times) - 1, len(times) * percent // 100)]


class Bench:
    def __init__(self, arguments, directory: pathlib.Path):
        self.arguments, self.directory = arguments, directory
        self.postgres = PostgresServer(shared_buffers="512MB", max_wal_size="4GB", checkpoint_timeout="15min").start()
        self.postgres.sql(TABLE)
        self.server = Replica(directory / "server", self.postgres.url()).start()
        self.body, self.log = directory / "submit", directory / "log"
        self.body.write_bytes(measure.frame(proposal(origin=None)))
        self.calls("-c", "4", "-m", "64", "-n", "5000")

    def row(self) -> str:
        """What a submission stores: the peer's rows are as long, and as easy to compress."""
        [[text]] = self.postgres.sql("SELECT canon FROM audit.event WHERE event_type = 'query.submitted' ORDER BY seq LIMIT 1")
        return text

    def stored(self) -> int:
        return int(self.postgres.sql("SELECT size FROM audit.head")[0][0])

    def calls(self, *shape: str):
        return submit(self.server, self.body, self.log, *shape)

    def rates(self) -> list[tuple]:
        """Throughput with 256 in flight, and one at a time, beside the plain inserts."""
        row = self.row()
        many, plain, alone, plain_alone = [], [], [], []
        seconds = str(self.arguments.seconds)
        for _ in range(self.arguments.rounds):
            plain.append(insert(self.postgres, self.directory, row, "-c", "32", "-j", "1", "-T", seconds)[0])
            many.append(self.calls("-c", "4", "-m", "64", "-n", str(self.arguments.submissions)))
            plain_alone.append(at(insert(self.postgres, self.directory, row, "-c", "1", "-T", "2")[1], 50))
            alone.append(at(self.calls("-c", "1", "-m", "1", "-n", "2000")[1], 50))
        median = statistics.median
        rate, inserts = median(one[0] for one in many), median(plain)
        p50, insert_p50 = median(alone), median(plain_alone)
        p99 = median(at(one[1], 99) for one in many)
        return [
            ("bytes of a submission's text", f"{len(row.encode())}", "", True),
            ("pgbench, single rows with that text, 32 clients", f"{inserts:,.0f}/s", "", True),
            ("SubmitQuery, 256 in flight", f"{rate:,.0f}/s", "at least 15,000/s", rate >= 15_000),
            ("SubmitQuery of pgbench", f"{rate / inserts:.2f}", "at least 1.5", rate >= 1.5 * inserts),
            ("SubmitQuery p99, 256 in flight", f"{p99:.1f} ms", "", True),
            ("single-row insert, one at a time, p50", f"{insert_p50:.3f} ms", "", True),
            ("SubmitQuery, one at a time, p50", f"{p50:.3f} ms", "at most 2.5 × the insert", p50 <= 2.5 * insert_p50),
        ]

    def open_loop(self) -> list[tuple]:
        rows = []
        for rate in (100, 1_000):
            ours, plain = [], []
            for _ in range(self.arguments.rounds):
                count = str(rate * 2)
                ours.append(self.calls("-c", "1", "-m", "100", "-n", count, f"--rps={rate}")[1])
                plain.append(insert(self.postgres, self.directory, self.row(), "-c", "8", "-R", str(rate), "-T", "2")[1])
            for percent in (50, 99):
                one = statistics.median(at(times, percent) for times in ours)
                other = statistics.median(at(times, percent) for times in plain)
                rows.append((f"{rate}/s open loop, p{percent}: SubmitQuery / insert", f"{one:.2f} / {other:.2f} ms",
                             "no slower" if percent == 50 else "", percent != 50 or one <= other))
        return rows

    def growth(self) -> list[tuple]:
        """For each size a database of its own, filled with a past: the same burst; verification and a start at the largest."""
        rows = []
        one = submit_one(self.server.clients(), origin=None)
        decide(self.server.clients(), one.audit_id, "cleo", "CFO")
        service = fill_store.templates(self.postgres, "postgres", "seq <= 2")
        decided = fill_store.templates(self.postgres, "postgres", f"audit_id = '{one.audit_id}'")
        for size in self.arguments.sizes:
            database = self.postgres.make_database(f"filled_{size}")
            url = self.postgres.url(database)
            state = self.directory / database
            state.mkdir()
            made = daemon.run_once("migrate", "--database-url", url, environment={"XDG_STATE_HOME": str(state)})
            assert made.returncode == 0, made
            begin = time.monotonic()
            fill_store.fill(self.postgres, database, size, min(OPEN_COUNT, size // 2), service, decided)
            print(f"filled {size:,} in {time.monotonic() - begin:.0f} s", file=sys.stderr)
            server = Replica(state / "server", url)
            rows += self.start(server, size)
            if size == self.arguments.sizes[-1] or size == MILLION:
                rows += self.verification(server)
            calls = [submit(server, self.body, self.log, "-c", "4", "-m", "64", "-n", str(self.arguments.submissions // 2))[0]
                     for _ in range(3)]
            rows.append((f"SubmitQuery, 256 in flight, {size:,} entries stored", f"{statistics.median(calls):,.0f}/s", "", True))
            server.stop()
        return rows

    def start(self, server, size: int) -> list[tuple]:
        begin = time.monotonic()
        server.start()
        seconds = time.monotonic() - begin
        count = server.clients().review.ListPendingReviews(review.ListPendingReviewsRequest(page_size=1)).total_size
        return [(f"start with {size:,} entries and {count:,} open reviews", f"{seconds:.2f} s", "under 2 s", seconds < 2)]

    def verification(self, server) -> list[tuple]:
        """The whole chain in one call, then in parts, which show how far it is; a caller meanwhile."""
        verify = server.clients().audit.VerifyAuditTrail
        begin = time.monotonic()
        answer = verify(audit.VerifyAuditTrailRequest(), timeout=120)
        rate = answer.entries_verified / (time.monotonic() - begin)
        assert answer.valid, answer
        for first in range(1, answer.verified_through_sequence, PART):
            through = min(first + PART - 1, answer.verified_through_sequence)
            assert verify(audit.VerifyAuditTrailRequest(from_sequence=first, through_sequence=through), timeout=120).valid
            print(f"\rverified {through:,} of {answer.verified_through_sequence:,}", end="", file=sys.stderr)
        print(file=sys.stderr)
        return [(f"verification of {answer.entries_verified:,} entries", f"{rate:,.0f}/s", "at least 200,000/s", rate >= 200_000)]

    def race(self) -> list[tuple]:
        """Who is next, by three ways, for one server and several: see the store's decision 0001."""
        program = self.directory / "append"
        paths = subprocess.run(["pg_config", "--includedir"], capture_output=True, text=True, check=True).stdout.strip()
        subprocess.run(["gcc", "-O2", "-o", str(program), str(ROOT / "Tests/Benchmarks/store/append.c"), f"-I{paths}", "-lpq", "-lcrypto"],
                       check=True)
        database = self.postgres.make_database("race")
        url, canon = self.postgres.url(database), self.row().encode()
        daemon.run_once("migrate", "--database-url", url, environment={"XDG_STATE_HOME": str(self.directory)})
        [[definition]] = self.postgres.sql("SELECT translate(pg_get_functiondef('audit.append'::regproc), E'\\n', ' ')", database)
        optimistic = re.sub(r"PERFORM pg_advisory_(xact_)?lock\(.*?;", "", definition).replace("audit.append", "bench.append", 1)
        self.postgres.sql("CREATE SCHEMA bench; " + optimistic, database)
        found: dict[tuple, list] = {}
        for _ in range(self.arguments.rounds):
            for batch in BATCHES:
                for servers in SERVERS:
                    for mode in MODES:
                        answer = subprocess.run([str(program), url, mode, str(batch), str(servers), str(RACE_SECONDS)], input=canon,
                                                capture_output=True, check=True).stdout.split()
                        found.setdefault((batch, servers, mode), []).append((float(answer[0]), float(answer[1])))
        rows = []
        for (batch, servers, mode), answers in found.items():
            rate, share = (statistics.median(values) for values in zip(*answers))
            rows.append((f"batches of {batch}, {servers} servers, {mode}", f"{rate:,.0f} entries/s ({share:.2f})", "", True))
        return rows

    def end(self):
        self.server.stop()
        self.postgres.remove()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of one round of pgbench")
    parser.add_argument("--submissions", type=int, default=40_000, help="of one round of SubmitQuery")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--parts", nargs="*", default=["rates", "open_loop", "growth"], choices=["rates", "open_loop", "growth", "race"])
    arguments = parser.parse_args()
    directory = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))
    bench = Bench(arguments, directory)
    rows = []
    try:
        for part in arguments.parts:
            rows += getattr(bench, part)()
            print(part, file=sys.stderr)
    finally:
        bench.end()
        shutil.rmtree(directory, ignore_errors=True)
    print(f"{datetime.date.today()}, {measure.processor()}, PostgreSQL on a socket of the same machine, "
          f"medians of {arguments.rounds} rounds\n\n| measure | result | target | met |\n|---|---:|---|---|")
    for name, result, target, is_met in rows:
        print(f"| {name} | {result} | {target or '–'} | {'' if not target else 'yes' if is_met else 'NO'} |")
    return 0 if all(is_met for *_, is_met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

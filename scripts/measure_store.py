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

import measure  # noqa: E402
from postgres_server import PostgresServer, Replica, binaries  # noqa: E402
from vocabulary import audit, proposal  # noqa: E402

SUBMIT = "/countersign.v1.ReviewService/SubmitQuery"
TABLE = "CREATE TABLE plain (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), body text NOT NULL)"


def submit(server, body: pathlib.Path, log: pathlib.Path, *shape: str) -> tuple[float, list[float]]:
    """Calls a second, and their times in milliseconds, ascending; every one must have got an answer."""
    log.unlink(missing_ok=True)
    report = subprocess.run(
        ["h2load", *shape, "-d", str(body), "-H", "content-type: application/grpc", "-H", "te: trailers",
         f"--log-file={log}", f"http://{server.address}{SUBMIT}"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"status codes: \d+ 2xx, 0 3xx, 0 4xx, 0 5xx", report), report
    return measure.rate(report), sorted(int(line.split("\t")[2]) / 1000 for line in log.read_text().splitlines())


def insert(postgres: PostgresServer, directory: pathlib.Path, row_bytes: int, *shape: str) -> tuple[float, list[float]]:
    """The same for single-row inserts with pgbench, prepared, over the same socket."""
    script = directory / "insert.sql"
    # Not one letter repeated, which a page would not even notice: as many digits as the row is long.
    script.write_text(f"INSERT INTO plain (body) VALUES (substr(repeat(md5(random()::text), {row_bytes // 32 + 1}), 1, {row_bytes}));\n")
    for old in directory.glob("pgbench_log*"):
        old.unlink()
    report = subprocess.run([str(binaries() / "pgbench"), "-n", "-M", "prepared", "-l", "-f", str(script), *shape, postgres.url()],
                            capture_output=True, text=True, check=True, cwd=directory).stdout
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

    def row_bytes(self) -> int:
        [[size]] = self.postgres.sql("SELECT avg(pg_column_size(event.*))::int FROM audit.event WHERE audit_id <> ''")
        return int(size)

    def stored(self) -> int:
        return int(self.postgres.sql("SELECT size FROM audit.head")[0][0])

    def calls(self, *shape: str):
        return submit(self.server, self.body, self.log, *shape)

    def rates(self) -> list[tuple]:
        """Throughput with 256 in flight, and one at a time, beside the plain inserts."""
        self.calls("-c", "4", "-m", "64", "-n", "5000")
        size = self.row_bytes()
        many, plain, alone, plain_alone = [], [], [], []
        seconds = str(self.arguments.seconds)
        for _ in range(self.arguments.rounds):
            plain.append(insert(self.postgres, self.directory, size, "-c", "32", "-j", "1", "-T", seconds)[0])
            many.append(self.calls("-c", "4", "-m", "64", "-n", str(self.arguments.submissions)))
            plain_alone.append(at(insert(self.postgres, self.directory, size, "-c", "1", "-T", "2")[1], 50))
            alone.append(at(self.calls("-c", "1", "-m", "1", "-n", "2000")[1], 50))
        median = statistics.median
        rate, inserts = median(one[0] for one in many), median(plain)
        p50, insert_p50 = median(alone), median(plain_alone)
        p99 = median(at(one[1], 99) for one in many)
        return [
            ("bytes of a row", f"{size}", "", True),
            ("pgbench, single rows of that size, 32 clients", f"{inserts:,.0f}/s", "", True),
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
                plain.append(insert(self.postgres, self.directory, self.row_bytes(), "-c", "8", "-R", str(rate), "-T", "2")[1])
            for percent in (50, 99):
                one = statistics.median(at(times, percent) for times in ours)
                other = statistics.median(at(times, percent) for times in plain)
                rows.append((f"{rate}/s open loop, p{percent}: SubmitQuery / insert", f"{one:.2f} / {other:.2f} ms",
                             "no slower" if percent == 50 else "", percent != 50 or one <= other))
        return rows

    def growth(self) -> list[tuple]:
        """The same burst at each size; verification and a start at the last million."""
        rows = []
        for size in self.arguments.sizes:
            while (missing := size - self.stored()) > 0:
                self.calls("-c", "4", "-m", "64", "-n", str(min(missing, 100_000)))
            burst = statistics.median(self.calls("-c", "4", "-m", "64", "-n", str(self.arguments.submissions))[0] for _ in range(3))
            rows.append((f"SubmitQuery, 256 in flight, {size:,} entries stored", f"{burst:,.0f}/s", "", True))
        return rows + self.verification()

    def verification(self) -> list[tuple]:
        begin = time.monotonic()
        answer = self.server.clients().audit.VerifyAuditTrail(audit.VerifyAuditTrailRequest(), timeout=120)
        rate = answer.entries_verified / (time.monotonic() - begin)
        assert answer.valid, answer
        return [(f"verification of {answer.entries_verified:,} entries", f"{rate:,.0f}/s", "at least 200,000/s", rate >= 200_000)]

    def start(self) -> list[tuple]:
        """All but 10,000 reviews are marked as settled for the look-up of what waits; the chain stays as it is."""
        self.server.stop()
        self.postgres.sql("UPDATE audit.review SET is_waiting = false WHERE audit_id NOT IN"
                          " (SELECT audit_id FROM audit.review ORDER BY audit_id DESC LIMIT 10000)")
        self.postgres.sql("VACUUM ANALYZE audit.review")
        begin = time.monotonic()
        self.server.start()
        seconds = time.monotonic() - begin
        return [(f"start with {self.stored():,} entries and 10,000 open reviews", f"{seconds:.2f} s", "under 2 s", seconds < 2)]

    def end(self):
        self.server.stop()
        self.postgres.remove()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of one round of pgbench")
    parser.add_argument("--submissions", type=int, default=40_000, help="of one round of SubmitQuery")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--parts", nargs="*", default=["rates", "open_loop", "growth", "start"])
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

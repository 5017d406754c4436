"""Rounds of measurements, interleaved so that a slow moment of the machine hits every side; medians and their ratios."""

import argparse
import datetime
import os
import pathlib
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

import stubs  # noqa: E402

STUBS = stubs.generate()

import daemon  # noqa: E402
from vocabulary import money, proposal, review  # noqa: E402

SERVER_CORE, LOAD_CORE = "0", "1"
FILE_BYTES = 200
INSERT_ROW_BYTES = 1024
PREFIX_BYTES = 5
MEGABYTE = 1 << 20


class Server(daemon.Daemon):
    """The server on its core, with one event loop."""

    def __init__(self, directory, database: str):
        super().__init__(directory)
        self.database_url = database

    def arguments(self):
        return ["taskset", "-c", SERVER_CORE, daemon.BINARY, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0",
                "--event-loops", "1", "--database-url", self.database_url]

    def resident_bytes(self) -> int:
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", text)[1]) * 1024


def frame(message) -> bytes:
    body = message.SerializeToString()
    return b"\0" + len(body).to_bytes(4, "big") + body


def h2load(*arguments: str) -> str:
    ended = subprocess.run(["taskset", "-c", LOAD_CORE, "h2load", *arguments], capture_output=True, text=True, check=True)
    return ended.stdout


def rate(report: str) -> float:
    return float(re.search(r"finished in [^,]+, ([\d.]+) req/s", report)[1])


def must_be_whole(report: str, requests: int) -> int:
    """Data bytes of the run; every request must have got an HTTP 200."""
    assert re.search(rf"status codes: {requests} 2xx, 0 3xx, 0 4xx, 0 5xx", report), report
    return int(re.search(r"\((\d+)\) data", report)[1])


def file_rate(port: int, requests: int) -> float:
    report = h2load("-c", "10", "-m", "100", "-n", str(requests), f"http://127.0.0.1:{port}/file")
    assert must_be_whole(report, requests) == requests * FILE_BYTES
    return rate(report)


def classify_rate(server: Server, body: pathlib.Path, answer_bytes: int, requests: int) -> float:
    report = h2load("-c", "10", "-m", "100", "-n", str(requests), "-d", str(body), "-H", "content-type: application/grpc",
                    "-H", "te: trailers", f"http://{server.address}/countersign.v1.ReviewService/ClassifyRisk")
    assert must_be_whole(report, requests) == requests * answer_bytes, "not every answer was whole"
    return rate(report)


def submit_rate(server: Server, body: pathlib.Path, requests: int, log: pathlib.Path) -> tuple[float, float]:
    """Submissions a second with 256 in flight, and the 99th percentile of their time in seconds."""
    before = entries(server)
    log.unlink(missing_ok=True)
    report = h2load("-c", "4", "-m", "64", "-n", str(requests), "-d", str(body), "-H", "content-type: application/grpc",
                    "-H", "te: trailers", f"--log-file={log}",
                    f"http://{server.address}/countersign.v1.ReviewService/SubmitQuery")
    must_be_whole(report, requests)
    assert entries(server) - before == requests, "not every submission was recorded"
    durations = sorted(int(line.split("\t")[2]) for line in log.read_text().splitlines())
    return rate(report), durations[len(durations) * 99 // 100] / 1e6


def entries(server: Server) -> int:
    connection = sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)
    (count,) = connection.execute("SELECT count(*) FROM entry WHERE event_type = 'query.submitted'").fetchone()
    connection.close()
    return count


def insert_rate(directory: pathlib.Path, rows: int) -> float:
    """One durable single-row insert after the other, into the same kind of file."""
    path = directory / "insert.db"
    for old in directory.glob("insert.db*"):
        old.unlink()
    script = (
        "import sqlite3, sys, time\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode=WAL'); c.execute('PRAGMA synchronous=FULL')\n"
        "c.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT) STRICT')\n"
        "body = 'x' * int(sys.argv[3]); start = time.monotonic()\n"
        "for _ in range(int(sys.argv[2])): c.execute('INSERT INTO t (body) VALUES (?)', (body,))\n"
        "print(int(sys.argv[2]) / (time.monotonic() - start))\n")
    ended = subprocess.run(
        ["taskset", "-c", SERVER_CORE, sys.executable, "-c", script, str(path), str(rows), str(INSERT_ROW_BYTES)],
        capture_output=True, text=True, check=True)
    return float(ended.stdout)


def measure(arguments, directory: pathlib.Path) -> list[tuple[str, str, str, bool]]:
    (directory / "file").write_bytes(b"x" * FILE_BYTES)
    classify, submission = directory / "classify", directory / "submit"
    request = review.ClassifyRiskRequest(
        query_text="Raise the position in ACME", action_type="investment_decision", transaction_amount=money(8_000_000))
    classify.write_bytes(frame(request))
    submission.write_bytes(frame(proposal(origin=None)))
    port = 18_080
    files = subprocess.Popen(["taskset", "-c", SERVER_CORE, "nghttpd", "--no-tls", "-n1", "-d", str(directory), str(port)],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory = Server(make(directory / "memory"), "memory:")
    durable = Server(make(directory / "durable"), f"sqlite:{directory / 'durable' / 'countersign.db'}")
    try:
        memory.start()
        durable.start()
        answer_bytes = PREFIX_BYTES + memory.clients().review.ClassifyRisk(request).ByteSize()
        time.sleep(0.5)
        file_rates, classify_rates, insert_rates, submissions, growth = [], [], [], [], []
        for number in range(arguments.rounds):
            file_rates.append(file_rate(port, arguments.requests))
            classify_rates.append(classify_rate(memory, classify, answer_bytes, arguments.requests))
            insert_rates.append(insert_rate(directory, arguments.submissions // 10))
            before = durable.resident_bytes()
            submissions.append(submit_rate(durable, submission, arguments.submissions, directory / "log"))
            growth.append((durable.resident_bytes() - before) / arguments.submissions)
            print(f"round {number + 1} of {arguments.rounds}", file=sys.stderr)
        resident = memory.resident_bytes()
    finally:
        files.terminate()
        files.wait()
        memory.stop()
        durable.stop()
    median = statistics.median
    file_median, classify_median, insert_median = median(file_rates), median(classify_rates), median(insert_rates)
    submit_median, p99 = median(one[0] for one in submissions), median(one[1] for one in submissions)
    # The first round also pays for what is allocated once.
    grown = median(growth[1:] or growth)
    return [
        row("nghttpd, 200-byte file", f"{file_median:,.0f}/s", "", True),
        row("ClassifyRisk", f"{classify_median:,.0f}/s", "", True),
        row("ClassifyRisk of nghttpd", f"{classify_median / file_median:.2f}", "at least 0.40",
            classify_median / file_median >= 0.40),
        row("single durable inserts", f"{insert_median:,.0f}/s", "", True),
        row("SubmitQuery, durable, 256 in flight", f"{submit_median:,.0f}/s", "at least 15,000/s", submit_median >= 15_000),
        row("SubmitQuery of single inserts", f"{submit_median / insert_median:.1f}", "at least 3", submit_median >= 3 * insert_median),
        row("SubmitQuery p99", f"{p99 * 1000:.1f} ms", "under 50 ms", p99 < 0.05),
        row("resident after ClassifyRisk", f"{resident / MEGABYTE:.1f} MB", "under 60 MB", resident < 60 * MEGABYTE),
        row("resident for each further open review", f"{grown / 1024:.2f} KB", "at most 1.5 KB", grown <= 1.5 * 1024),
    ]


def row(*cells):
    return cells


def make(directory: pathlib.Path) -> pathlib.Path:
    directory.mkdir()
    return directory


def processor() -> str:
    found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} × {found[1] if found else platform.machine()}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=300_000, help="of one round of ClassifyRisk and of nghttpd")
    parser.add_argument("--submissions", type=int, default=40_000, help="of one round of SubmitQuery")
    arguments = parser.parse_args()
    base = ROOT / ".build"
    directory = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=base if base.exists() else None))
    try:
        rows = measure(arguments, directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        shutil.rmtree(STUBS, ignore_errors=True)
    print(f"{datetime.date.today()}, {processor()}, {platform.system()} {platform.release()}, "
          f"medians of {arguments.rounds} rounds\n")
    print("| measure | result | target | met |\n|---|---:|---|---|")
    for name, result, target, is_met in rows:
        print(f"| {name} | {result} | {target or '–'} | {'' if not target else 'yes' if is_met else 'NO'} |")
    return 0 if all(is_met for *_, is_met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

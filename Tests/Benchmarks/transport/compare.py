"""Compares the transport with its peers in interleaved rounds and prints one table of medians, ratios and targets.

The server runs on core 0, the client on core 1. Called by `scripts/bench transport`, which builds everything first."""

import argparse
import contextlib
import datetime
import json
import os
import pathlib
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import idle

HERE = pathlib.Path(__file__).resolve().parent
SERVER_CORE, CLIENT_CORE = "0", "1"
UNARY = "/bench.v1.Bench/Unary"
GRPC_HEADERS = ["-H", "content-type: application/grpc", "-H", "te: trailers"]
KILOBYTE = 1024


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def serving(command: list[str], check):
    """Runs a server on a free port, has it checked by another implementation's client, and ends it."""
    port = free_port()
    process = subprocess.Popen(["taskset", "-c", SERVER_CORE] + [word.replace("PORT", str(port)) for word in command],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            assert process.poll() is None, f"{command[0]} ended at its start"
            time.sleep(0.05)
        if check:
            check(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


class Bench:
    def __init__(self, arguments):
        self.build = pathlib.Path(os.environ["BENCH_OUT"])
        self.seconds = str(arguments.seconds)
        self.rounds = arguments.rounds
        ours, binaries = os.environ["BENCH_SERVER"], self.build / "bin"
        self.ours = [ours, "PORT"]
        self.limit = [str(binaries / "nghttp2-c"), "PORT", "pb"]
        self.peer = [str(binaries / "grpc-cpp"), "PORT", "cb"]
        self.streaming_peer = [str(binaries / "grpc-cpp"), "PORT", "async"]
        self.results: dict[tuple[str, str], list[dict]] = {}

    def check(self, port: int):
        subprocess.run([self.build / "py/venv/bin/python", "check.py", str(port)], cwd=self.build / "py", check=True,
                       stdout=subprocess.DEVNULL, timeout=60)

    def blast(self, mode: str, port: int, pid: int, *options: str) -> dict:
        ended = subprocess.run(
            ["taskset", "-c", CLIENT_CORE, self.build / "bin/h2blast", mode, "-P", str(port), "-b", HERE / "req.bin",
             "-t", self.seconds, "-w", "0.5", "-p", str(pid), *options], capture_output=True, text=True, timeout=120)
        result = json.loads(ended.stdout)
        assert result["errs"] == 0, result
        return result

    def note(self, server: str, test: str, result: dict):
        self.results.setdefault((server, test), []).append(result)

    def unary(self, name: str, command: list[str]):
        with serving(command, self.check) as (port, pid):
            self.note(name, "10x100", self.blast("unary", port, pid, "-c", "10", "-m", "100"))
            self.note(name, "50x1", self.blast("unary", port, pid, "-c", "50", "-m", "1"))
            # The client polls, so that only the server's wake-up is in the latency.
            self.note(name, "1x1", self.blast("unary", port, pid, "-B", "-c", "1", "-m", "1"))

    def fan_out(self, name: str, command: list[str]):
        with serving(command, self.check) as (port, pid):
            self.note(name, "fan-out", self.blast("fanout", port, pid, "-c", "10", "-s", "1000", "-W", "8"))
            if name == "ours":
                self.note(name, "watchers", self.blast("fanout", port, pid, "-c", "100", "-s", "10000", "-R", "5"))

    def encrypted(self, certificate: str, key: str):
        """Both by h2load, which speaks TLS; it is slower than h2blast, so only their ratio means something."""
        for test, scheme, command in [("plain", "http", self.ours),
                                      ("tls", "https", self.ours + ["--tls-cert", certificate, "--tls-key", key])]:
            with serving(command, None) as (port, _):
                report = subprocess.run(
                    ["taskset", "-c", CLIENT_CORE, "h2load", "-t1", "-c", "10", "-m", "100", "-D", self.seconds.split(".")[0],
                     "--warm-up-time=1", "-d", HERE / "req.bin", *GRPC_HEADERS, f"{scheme}://127.0.0.1:{port}{UNARY}"],
                    capture_output=True, text=True, check=True).stdout
                assert re.search(r" 0 failed, 0 errored", report), report
                self.note("ours", test, {"rps": float(re.search(r"finished in [^,]+, ([\d.]+) req/s", report)[1])})

    def memory(self, certificate: str, key: str):
        with serving(self.ours, None) as (port, pid):
            self.note("ours", "connection", {"bytes": idle.connection_bytes(port, pid)})
        with serving(self.ours, None) as (port, pid):
            self.note("ours", "stream", {"bytes": idle.stream_bytes(port, pid, HERE / "req.bin")})
        with serving(self.ours + ["--tls-cert", certificate, "--tls-key", key], None) as (port, pid):
            self.note("ours", "tls connection", {"bytes": idle.connection_bytes(port, pid, is_encrypted=True)})

    def median(self, server: str, test: str, key: str) -> float:
        return statistics.median(one[key] for one in self.results[server, test])

    def rows(self):
        median = self.median
        many, limit, peer = (median(name, "10x100", "rps") for name in ("ours", "limit", "peer"))
        yield "unary 10×100", f"{many:,.0f}/s", "", True
        yield from at_least("unary 10×100 of nghttp2-c", many / limit, 0.45)
        yield from at_least("unary 10×100 of gRPC C++, callback", many / peer, 4)
        yield from at_least("unary 50×1 of nghttp2-c", median("ours", "50x1", "rps") / median("limit", "50x1", "rps"), 0.8)
        for key, target in (("p50_us", 1.15), ("p99_us", 1.5)):
            ours, theirs = (median(name, "1x1", key) for name in ("ours", "limit"))
            yield from at_most(f"unary 1×1 {key[:3]} of nghttp2-c ({ours:.0f} / {theirs:.0f} µs)", ours / theirs, target)
        tls, plain = (median("ours", test, "rps") for test in ("tls", "plain"))
        yield from at_least("TLS 10×100 of plaintext (h2load)", tls / plain, 0.7)
        events, theirs = (median(name, "fan-out", "events_s") for name in ("ours", "streaming peer"))
        yield "fan-out to 1,000 watchers, 8 events in flight", f"{events:,.0f}/s", "at least 800,000/s", events >= 800_000
        yield from at_least("the same of gRPC C++, async", events / theirs, 5)
        yield from at_most("10,000 watchers, p99 of an event, ms", median("ours", "watchers", "p99_us") / 1000, 100)
        for test, target in (("connection", 40), ("tls connection", 80), ("stream", 4)):
            yield from at_most(f"resident for an idle {test}, KB", median("ours", test, "bytes") / KILOBYTE, target)


def at_least(name: str, value: float, target: float):
    yield name, f"{value:.2f}", f"at least {target}", value >= target


def at_most(name: str, value: float, target: float):
    yield name, f"{value:.2f}", f"at most {target}", value <= target


def processor() -> str:
    found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} × {found[1] if found else platform.machine()}"


def make_certificate(directory: str) -> tuple[str, str]:
    certificate, key = f"{directory}/server.pem", f"{directory}/server.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    arguments = parser.parse_args()
    bench = Bench(arguments)
    with tempfile.TemporaryDirectory() as directory:
        certificate, key = make_certificate(directory)
        for number in range(bench.rounds):
            for name, command in (("limit", bench.limit), ("ours", bench.ours), ("peer", bench.peer)):
                bench.unary(name, command)
            for name, command in (("ours", bench.ours), ("streaming peer", bench.streaming_peer)):
                bench.fan_out(name, command)
            bench.encrypted(certificate, key)
            print(f"round {number + 1} of {bench.rounds}", file=sys.stderr)
        bench.memory(certificate, key)
    rows = list(bench.rows())
    print(f"{datetime.date.today()}, {processor()}, {platform.system()} {platform.release()}, "
          f"medians of {bench.rounds} rounds\n")
    print("| measure | result | target | met |\n|---|---:|---|---|")
    for name, result, target, is_met in rows:
        print(f"| {name} | {result} | {target or '–'} | {'' if not target else 'yes' if is_met else 'NO'} |")
    return 0 if all(is_met for *_, is_met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

"""An operator's own classifier, written with grpcio, beside the server: it raises levels, is slow, and dies in the middle."""

import os
import pathlib
import signal
import subprocess
import sys
import time

import grpc
import pytest

from countersign.v1 import admin_service_pb2, review_service_pb2, types_pb2

SCRIPT = """
import concurrent.futures, sys, time
import grpc
from countersign.v1 import risk_classifier_service_pb2 as messages, risk_classifier_service_pb2_grpc as services, types_pb2

class Classifier(services.RiskClassifierServiceServicer):
    def Classify(self, request, context):
        if "sleep" in request.query_text:
            time.sleep(1)
        level = types_pb2.RISK_LEVEL_CRITICAL if "offshore" in request.query_text else types_pb2.RISK_LEVEL_LOW
        return messages.ClassifyResponse(
            level=level, reasons=[f"seen with {types_pb2.RiskLevel.Name(request.level)}"], model="desk-model",
            model_version="7")

server = grpc.server(concurrent.futures.ThreadPoolExecutor(8))
services.add_RiskClassifierServiceServicer_to_server(Classifier(), server)
server.add_insecure_port(sys.argv[1])
server.start()
print("ready", flush=True)
server.wait_for_termination()
"""


class Classifier:
    """The operator's program, in a process of its own that can be killed."""

    def __init__(self, directory: pathlib.Path):
        self.address = f"unix:{directory / 'classifier'}"
        self.script = directory / "classifier.py"
        self.script.write_text(SCRIPT)
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        self.process = subprocess.Popen(
            [sys.executable, str(self.script), self.address], stdout=subprocess.PIPE, env=environment)
        assert self.process.stdout.readline() == b"ready\n"

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
            self.process = None


@pytest.fixture
def classifier(tmp_path):
    program = Classifier(tmp_path)
    yield program
    program.kill()


def submit(clients, text: str, user: str = "uma"):
    request = review_service_pb2.SubmitQueryRequest(user_id=user, query_text=text, action_type="informational")
    return clients.review.SubmitQuery(request, timeout=20).review.risk


def component(clients):
    status = clients.admin.GetServiceStatus(admin_service_pb2.GetServiceStatusRequest(), timeout=20)
    return next(one for one in status.components if one.name == "classifier")


def until(condition, seconds: float = 30):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "not in time"
        time.sleep(0.05)


STATE = admin_service_pb2.ComponentStatus


def test_an_operators_classifier_raises_levels_is_killed_and_comes_back(stopped_server, classifier):
    """domain.md §2: raises and never lowers; §7: a failing classification is CRITICAL."""
    classifier.start()
    stopped_server.flags = ["--classifier", classifier.address]
    clients = stopped_server.start().clients()
    assert component(clients).state == STATE.STATE_READY

    raised = submit(clients, "definition of an offshore account")
    assert raised.level == types_pb2.RISK_LEVEL_CRITICAL and not raised.fail_safe
    assert list(raised.matched_rules) == ["classifier", "action.informational"]
    assert raised.reason.startswith("Classifier desk-model 7: seen with RISK_LEVEL_LOW; ")
    assert submit(clients, "definition of a bond").level == types_pb2.RISK_LEVEL_LOW

    begin = time.monotonic()
    slow = submit(clients, "definition of sleep")
    assert slow.level == types_pb2.RISK_LEVEL_CRITICAL and slow.fail_safe
    assert time.monotonic() - begin < 0.95, "the deadline is 300 ms"

    classifier.kill()
    for number in range(6):
        dead = submit(clients, f"definition number {number}")
        assert dead.level == types_pb2.RISK_LEVEL_CRITICAL and dead.fail_safe
        assert dead.matched_rules[0] == "classifier.failed"
    assert component(clients).state == STATE.STATE_FAILED
    assert "failed several times in a row" in submit(clients, "definition of open").reason

    classifier.start()
    until(lambda: submit(clients, "definition of a share").level == types_pb2.RISK_LEVEL_LOW)
    until(lambda: submit(clients, "definition of a swap") and component(clients).state == STATE.STATE_READY)


def test_without_a_classifier_it_is_disabled(own_server):
    assert component(own_server.clients()).state == STATE.STATE_DISABLED


def test_a_classifier_on_another_machine_is_refused(stopped_server):
    stopped_server.flags = ["--classifier", "192.0.2.1:1"]
    with pytest.raises(AssertionError, match="another machine"):
        stopped_server.start()

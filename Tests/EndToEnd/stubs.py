"""Python stubs of proto/, made by grpcio-tools at test time: a client that nobody here wrote."""

import pathlib
import sys
import tempfile

import grpc_tools
from grpc_tools import protoc

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROTO = REPOSITORY / "proto"


def generate() -> str:
    """Makes the stubs in a new directory and puts it on the path of modules."""
    target = tempfile.mkdtemp(prefix="countersign-stubs-")
    include = pathlib.Path(grpc_tools.__file__).parent / "_proto"
    files = sorted(str(path) for path in PROTO.glob("countersign/**/*.proto"))
    assert files, f"no .proto files below {PROTO}"
    arguments = ["protoc", f"-I{PROTO}", f"-I{include}", f"--python_out={target}", f"--grpc_python_out={target}"]
    assert protoc.main(arguments + files) == 0, "protoc failed"
    sys.path.insert(0, target)
    return target

"""Writes Tests/MessagesTests/WireVectors.txt: random and hostile bytes, and what Google's protobuf (upb) makes of them.

    .venv/bin/python Tests/EndToEnd/wire_vectors.py [SEED]

A line is: message type, bytes, then `plain` and the bytes for a message that protobuf wrote itself, `read` and protobuf's own
encoding for one that it could read, or `refused`. Bytes are hexadecimal, `-` for none.
"""

import pathlib
import random
import sys

import stubs

stubs.generate()

from google.protobuf import descriptor, message  # noqa: E402
from google.protobuf.internal import api_implementation  # noqa: E402

from countersign.v1 import review_service_pb2, types_pb2  # noqa: E402

# No maps: their order on the wire is free.
TYPES = [review_service_pb2.ClassifyRiskRequest, types_pb2.RiskAssessment, types_pb2.Routing,
         review_service_pb2.ListReviewsRequest, types_pb2.Money, types_pb2.SlaStatus]
TARGET = stubs.REPOSITORY / "Tests" / "MessagesTests" / "WireVectors.txt"
TEXTS = ["", "a", "USD", "Raise the position in ACME", "é😀", "\U0010ffff", "x" * 130]
NUMBERS = [0, 1, 127, 128, 2**31 - 1, -1, -(2**31), 2**63 - 1, -(2**63)]


def fill(target: message.Message, rng: random.Random, depth: int = 0):
    for field in target.DESCRIPTOR.fields:
        if rng.random() < 0.3:
            continue
        if field.is_repeated:
            for _ in range(rng.randrange(4)):
                if field.message_type:
                    fill(getattr(target, field.name).add(), rng, depth + 1)
                else:
                    getattr(target, field.name).append(value(field, rng))
        elif field.message_type:
            getattr(target, field.name).SetInParent()
            fill(getattr(target, field.name), rng, depth + 1)
        else:
            setattr(target, field.name, value(field, rng))


def value(field: descriptor.FieldDescriptor, rng: random.Random):
    kinds = descriptor.FieldDescriptor
    if field.cpp_type == kinds.CPPTYPE_STRING:
        text = rng.choice(TEXTS)
        return text.encode() if field.type == kinds.TYPE_BYTES else text
    if field.cpp_type == kinds.CPPTYPE_BOOL:
        return rng.random() < 0.5
    if field.cpp_type == kinds.CPPTYPE_DOUBLE:
        return rng.choice([0.5, 1e300, float("inf"), 0.7])
    if field.cpp_type == kinds.CPPTYPE_ENUM:
        return rng.choice([0, 1, 2, 3, 77])
    number = rng.choice(NUMBERS)
    return max(-(2**31), min(2**31 - 1, number)) if field.cpp_type == kinds.CPPTYPE_INT32 else number


def spoiled(source: bytes, rng: random.Random) -> bytes:
    result = bytearray(source)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        position = rng.randrange(len(result) + 1)
        match rng.randrange(8):
            case 0: result[position:position + 1] = bytes([rng.randrange(256)])
            case 1: del result[position:position + 1]
            case 2: result[position:position] = rng.randbytes(rng.randrange(4))
            case 3: del result[position:]
            case 4: result += rng.choice([b"\x0b\x0c", b"\x80\x80\x01", b"\x0f", b"\xa2\x06\x05z", b"\x00\x00"])
            # Still a message: unknown fields, a field again, numbers longer than they need be, one bit of a text.
            case 5: result += rng.choice([b"\xa2\x06\x01z", b"\xf8\x07\x00", b"\xa1\x06abcdefgh", b"\xa5\x06abcd"])
            case 6: result += rng.choice([b"\x10\x81\x00", b"\x18\xff\xff\xff\xff\x0f", b"\x0a\x00", b"\x10" + b"\xff" * 9 + b"\x01"])
            case _: result = result.replace(b"Raise", b"raise").replace(b"USD", b"EUR")
    return bytes(result)


def shown(data: bytes) -> str:
    return data.hex() or "-"


def main():
    assert api_implementation.Type() == "upb"
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(1 << 32)
    rng = random.Random(seed)
    lines = [f"# seed {seed}; written by Tests/EndToEnd/wire_vectors.py, do not edit"]
    for number in range(900):
        kind = TYPES[number % len(TYPES)]
        plain = kind()
        fill(plain, rng)
        while plain.ByteSize() > 300:
            plain.Clear()
            fill(plain, rng)
        data = plain.SerializeToString(deterministic=True)
        verdict = f"plain {shown(data)}"
        if number % 3:
            data = spoiled(data, rng)
            try:
                verdict = f"read {shown(kind.FromString(data).SerializeToString(deterministic=True))}"
            except message.DecodeError:
                verdict = "refused"
        lines.append(f"{kind.DESCRIPTOR.name} {shown(data)} {verdict}")
    TARGET.write_text("\n".join(lines) + "\n")
    print(f"seed {seed}, {len(lines) - 1} vectors")


if __name__ == "__main__":
    main()

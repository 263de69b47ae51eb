"""What the store writes down of one thing made: a small JSON record that notices its own damage."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA = "milimo.record/1"


class Damaged(Exception):
    """Something in the store is not what was put there; the message says what, for a warning."""


@dataclass(frozen=True, slots=True)
class Output:
    """A blob: its content's sha256 in hex, its size in bytes and, for pictures and sound, its length in frames."""

    sha256: str
    size: int
    frames: int | None = None


@dataclass(frozen=True)
class Record:
    """One thing made: under which key, of which kind, its outputs by name, and the seconds it took."""

    key: str
    kind: str
    outputs: Mapping[str, Output]
    seconds: float

    def write(self) -> bytes:
        """The record as JSON, its checksum below."""
        fields = {
            "schema": SCHEMA,
            "key": self.key,
            "kind": self.kind,
            "outputs": {
                name: {"sha256": output.sha256, "size": output.size, "frames": output.frames}
                for name, output in self.outputs.items()
            },
            "seconds": round(self.seconds, 4),
        }
        return sealed(fields)


def read_record(data: bytes, key: str) -> Record:
    """The record written in `data`, which must be the one of `key`. Raises `Damaged`."""
    fields = unsealed(data)
    try:
        if fields["schema"] != SCHEMA or fields["key"] != key:
            raise Damaged("it is another record")
        outputs = {name: Output(**output) for name, output in fields["outputs"].items()}
        return Record(key, fields["kind"], outputs, fields["seconds"])
    except (KeyError, TypeError, AttributeError) as error:
        raise Damaged("its fields are wrong") from error


def sealed(fields: Mapping[str, Any]) -> bytes:
    """`fields` as one line of JSON, and below it the sha256 of that line."""
    line = json.dumps(fields, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def unsealed(data: bytes) -> dict[str, Any]:
    """The fields of what `sealed` wrote. Raises `Damaged` when a byte of it is not as written."""
    line, _, checksum = data.partition(b"\n")
    if hashlib.sha256(line).hexdigest().encode() + b"\n" != checksum:
        raise Damaged("its checksum does not match")
    fields = json.loads(line)
    if not isinstance(fields, dict):
        raise Damaged("it is no record")
    return fields

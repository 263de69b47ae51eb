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
    """A blob: its content's sha256 in hex, its size in bytes and, for pictures and sound, its length in
    frames."""

    sha256: str
    size: int
    frames: int | None = None


@dataclass(frozen=True)
class Record:
    """One thing made: under which key, of which kind, its outputs by name, the seconds it took and where."""

    key: str
    kind: str
    outputs: Mapping[str, Output]
    seconds: float
    made_at: float
    environment: Mapping[str, str]
    degraded: tuple[str, ...] = ()

    def write(self) -> bytes:
        """The record as JSON, its checksum last."""
        fields = {
            "schema": SCHEMA,
            "key": self.key,
            "kind": self.kind,
            "outputs": {
                name: {"sha256": output.sha256, "size": output.size, "frames": output.frames}
                for name, output in self.outputs.items()
            },
            "seconds": round(self.seconds, 4),
            "made_at": round(self.made_at, 3),
            "environment": dict(self.environment),
            "degraded": list(self.degraded),
        }
        return sealed(fields)


def read_record(data: bytes, key: str) -> Record:
    """The record written in `data`, which must be the one of `key`. Raises `Damaged`."""
    fields = unsealed(data)
    try:
        if fields["schema"] != SCHEMA or fields["key"] != key:
            raise Damaged("it is another record")
        outputs = {name: Output(**output) for name, output in fields["outputs"].items()}
        return Record(
            key,
            fields["kind"],
            outputs,
            fields["seconds"],
            fields["made_at"],
            fields["environment"],
            tuple(fields["degraded"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Damaged("its fields are wrong") from error


def sealed(fields: Mapping[str, Any]) -> bytes:
    """`fields` as one line of JSON that carries a checksum of itself."""
    return (_plain({**fields, "checksum": _checksum(fields)}) + "\n").encode()


def unsealed(data: bytes) -> dict[str, Any]:
    """The fields of what `sealed` wrote. Raises `Damaged` when a byte of it is not as written."""
    try:
        fields = json.loads(data)
    except ValueError as error:
        raise Damaged("it does not parse") from error
    if not isinstance(fields, dict) or sealed({k: v for k, v in fields.items() if k != "checksum"}) != data:
        raise Damaged("its checksum does not match")
    return fields


def _checksum(fields: Mapping[str, Any]) -> str:
    return hashlib.sha256(_plain(fields).encode()).hexdigest()


def _plain(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), allow_nan=False)

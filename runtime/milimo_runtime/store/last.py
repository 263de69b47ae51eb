"""What the last build of a film used: node id -> key, kept to explain what changed and to spare it from `gc`."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from milimo_runtime.store import disk
from milimo_runtime.store.records import Damaged, sealed, unsealed
from milimo_runtime.store.store import Run, Store

SCHEMA = "milimo.last/1"


@dataclass(frozen=True, slots=True)
class LastUnit:
    """A node as it was last built: its kind, its key, the seconds it took to make, and why it was made then.

    `why` is what `reason` says, as data (`causes.Reason.as_json`).
    """

    kind: str
    key: str
    seconds: float
    reason: str = ""
    why: Mapping[str, Any] | None = None


def film_name(root: Path, entry: str) -> str:
    """The name under which the film `entry` of the project at `root` is remembered in the store."""
    path = f"{root.resolve()}\0{entry}".encode(errors="surrogateescape")  # a name of a file need not be UTF-8
    return hashlib.sha256(path).hexdigest()[:32]


def read_last(store: Store, film: str) -> dict[str, LastUnit]:
    """The last build's units by node id; empty where there was none or its file is damaged."""
    try:
        units = unsealed(disk.read_whole(store.path / "last" / film))["units"]
        return {name: LastUnit(*unit) for name, unit in units.items()}
    except (OSError, Damaged, KeyError, TypeError, AttributeError):
        return {}


def write_last(store: Store, run: Run, film: str, root: Path, units: Mapping[str, LastUnit]) -> None:
    """Remember this build's units."""
    fields = {
        "schema": SCHEMA,
        "root": os.fspath(root.resolve()),
        "at": round(time.time(), 3),
        "units": {name: _written(unit) for name, unit in units.items()},
    }
    store.write(run, store.path / "last" / film, sealed(fields), durable=False)


def _written(unit: LastUnit) -> list[Any]:
    return [unit.kind, unit.key, round(unit.seconds, 4), unit.reason, unit.why]


def last_keys(store: Path) -> set[str]:
    """Every key the last build of any film still on this disk used."""
    keys: set[str] = set()
    if not (store / "last").is_dir():
        return keys
    for path in (store / "last").iterdir():
        if path.is_symlink():
            continue
        try:
            fields = unsealed(disk.read_whole(path))
            if Path(fields["root"]).is_dir():
                keys.update(key for _, key, *_ in fields["units"].values())
        except (Damaged, IsADirectoryError, FileNotFoundError, KeyError, TypeError, ValueError, AttributeError):
            continue
    return keys

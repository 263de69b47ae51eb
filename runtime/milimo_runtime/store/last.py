"""What the last build of a film used: its units and shots, kept to explain what changed and to spare it from `gc`."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from milimo_lang.ir.identity import Known
from milimo_runtime.store import disk
from milimo_runtime.store.records import Damaged, sealed, unsealed
from milimo_runtime.store.store import Run, Store

SCHEMA = "milimo.last/1"


@dataclass(frozen=True, slots=True)
class LastUnit:
    """A node as it was last built: its kind, its key, the seconds it took to make, and why it was made then.

    `why` is what `reason` says, as data (`causes.Reason.as_json`). `assets` are the project's files that it was made
    from, by role: what is kept of how a unit is made has their content alone.
    """

    kind: str
    key: str
    seconds: float
    reason: str = ""
    why: Mapping[str, Any] | None = None
    assets: Mapping[str, str] = field(default_factory=dict)


Shots: TypeAlias = tuple[tuple[str, Known], ...]
"""A film's shots in order: slate, and what it is known again by."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A film as it was last built: its units by node id, and its shots by the slates of then."""

    units: Mapping[str, LastUnit] = field(default_factory=dict)
    shots: Shots = ()


def film_name(store: Path, root: Path, entry: str) -> str:
    """The name under which `store` remembers the film `entry` of the project at `root`.

    A store within its project does not count where that lies: moved or copied together, they know each other.
    """
    path = f"{own_root(store, root)}\0{entry}".encode(errors="surrogateescape")  # a name of a file need not be UTF-8
    return hashlib.sha256(path).hexdigest()[:32]


def own_root(store: Path, root: Path) -> str:
    """How `store` writes down where the project is: from the folder it lies in, where that is the project's."""
    return "." if store.parent.resolve() == root.resolve() else os.fspath(root.resolve())


def read_last(store: Store, film: str) -> LastBuild:
    """The last build; empty where there was none or its file is damaged."""
    try:
        fields = unsealed(disk.read_whole(store.path / "last" / film))
        units = {name: LastUnit(*unit) for name, unit in fields["units"].items()}
        return LastBuild(units, tuple((slate, Known(*known)) for slate, *known in fields.get("shots", ())))
    except (OSError, Damaged, KeyError, TypeError, ValueError, AttributeError):
        return LastBuild()


def write_last(store: Store, run: Run, film: str, root: Path, last: LastBuild) -> None:
    """Remember this build."""
    fields = {
        "schema": SCHEMA,
        "root": own_root(store.path, root),
        "at": round(time.time(), 3),
        "units": {name: _written(unit) for name, unit in last.units.items()},
        "shots": [[slate, known.id, known.scene, known.body, known.words] for slate, known in last.shots],
    }
    store.write(run, store.path / "last" / film, sealed(fields), durable=False)


def _written(unit: LastUnit) -> list[Any]:
    named = [dict(unit.assets)] if unit.assets else []
    return [unit.kind, unit.key, round(unit.seconds, 4), unit.reason, unit.why, *named]


def last_keys(store: Path) -> set[str]:
    """Every key the last build of any film still on this disk used."""
    return {key for root, units in _lasts(store) if root.is_dir() for _, key, *_ in units.values()}


def roots(store: Path) -> set[Path]:
    """The folders of the projects whose last builds are remembered."""
    return {root for root, _ in _lasts(store)}


def _lasts(store: Path) -> Iterator[tuple[Path, Mapping[str, tuple[str, str]]]]:
    """The project's folder and the units of each film that was built."""
    if not (store / "last").is_dir():
        return
    for path in sorted((store / "last").iterdir()):
        if path.is_symlink():
            continue
        try:
            fields = unsealed(disk.read_whole(path))
            units = {name: (kind, key) for name, (kind, key, *_) in fields["units"].items()}
            yield store.parent / fields["root"], units
        except (Damaged, IsADirectoryError, FileNotFoundError, KeyError, TypeError, ValueError, AttributeError):
            continue

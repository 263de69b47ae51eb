"""Builds of the past, read from the journals they left: whole or cut short, of this milimo or an older one.

Nothing here is trusted: a line that cannot be read is passed over and counted, a field that is not there is not told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from milimo_runtime.causes import told
from milimo_runtime.store.locks import is_held

_TAIL = 4096  # bytes from the end of a journal in which its last line lies, but for very long ones


@dataclass(frozen=True)
class Run:
    """A build: its `name` in the store, when it began (seconds since 1970), and how it went.

    `ended` is one of `journal.Ended`, `running` while its process lives, or `killed` where it ended without a word.
    `about` is what `begun` says of it, empty in journals of before. `seconds` go to the last thing that was heard.
    """

    name: str
    at: float
    ended: str
    made: int
    cached: int
    failed: int
    seconds: float
    said: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def film(self) -> str:
        """The film by its path in its project; "" where that is not known."""
        return str(self.about.get("film", ""))


@dataclass(frozen=True)
class MadeUnit:
    """A unit that was made: the seconds it took, and why, a sentence a change."""

    unit: str
    kind: str
    seconds: float
    because: tuple[str, ...]
    why: Mapping[str, Any] | None


@dataclass(frozen=True)
class FailedUnit:
    """A unit that was not made: why, and what to do; `because` is the unit that kept it from being tried."""

    unit: str
    shot: str | None
    reason: str
    remedy: str = ""
    because: str | None = None


@dataclass(frozen=True)
class Account:
    """All that a journal tells of a run. `warned` are sentences, `unreadable` counts lines."""

    run: Run
    made: tuple[MadeUnit, ...]
    failed: tuple[FailedUnit, ...]
    warned: tuple[str, ...]
    unreadable: int

    @property
    def kinds(self) -> dict[str, tuple[int, float]]:
        """Of each kind how many were made, and the seconds they took together; the longest first."""
        found: dict[str, tuple[int, float]] = {}
        for unit in self.made:
            count, seconds = found.get(unit.kind, (0, 0.0))
            found[unit.kind] = (count + 1, seconds + unit.seconds)
        return dict(sorted(found.items(), key=lambda kind: -kind[1][1]))


def names(store: Path) -> list[str]:
    """The names of all runs that left a journal in `store`, newest first. Raises OSError but for a missing folder."""
    try:
        with os.scandir(store / "journal") as entries:
            found = [entry.name.removesuffix(".jsonl") for entry in entries if entry.name.endswith(".jsonl")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(found, reverse=True)


def past(store: Path, most: int) -> list[Run]:
    """The last `most` runs, newest first. Of those that ended with a word only the first and the last line are read."""
    return [_glanced(store, name) for name in names(store)[:most]]


def account(store: Path, name: str) -> Account:
    """All of the run `name`. Raises OSError where its journal cannot be read."""
    with open(_journal(store, name), "rb") as file:
        lines = [_line(line) for line in file]
    events = [line for line in lines if line is not None]
    ends: dict[str, Mapping[str, Any]] = {}
    for event in events:
        if isinstance(event.get("unit"), str) and event["event"] in ("done", "failed"):
            ends[event["unit"]] = event  # what was damaged is made again: its last end counts
    return Account(
        _run(store, name, events),
        tuple(_made(event) for event in ends.values() if event["event"] == "done"),
        tuple(_failed(event) for event in ends.values() if event["event"] == "failed"),
        tuple(f"{event.get('unit')}: {event.get('reason')}" for event in events if event["event"] == "warned"),
        len(lines) - len(events),
    )


def _glanced(store: Path, name: str) -> Run:
    path = _journal(store, name)
    try:
        with open(path, "rb") as file:
            first = file.readline()
            file.seek(max(len(first), path.stat().st_size - _TAIL))
            lines = [first, *file.read().splitlines()[-1:]]
            ends = [event for line in lines if (event := _line(line)) is not None]
            if not ends or ends[-1]["event"] != "finished":
                file.seek(0)
                ends = [event for line in file if (event := _line(line)) is not None]
    except OSError:
        ends = []
    return _run(store, name, ends)


def _run(store: Path, name: str, events: Sequence[Mapping[str, Any]]) -> Run:
    first = events[0] if events else {}
    last = events[-1] if events else {}
    at = _number(first.get("at")) or _number(last.get("at"))
    about = first.get("run") if first.get("event") == "begun" else None
    about = about if isinstance(about, Mapping) else {}
    if last.get("event") == "finished":
        made, cached, failed = (int(_number(last.get(field))) for field in ("made", "cached", "failed"))
        said = str(last.get("reason", ""))
        return Run(name, at, _end(last, said), made, cached, failed, _number(last.get("seconds")), said, about)
    ends = {event["unit"]: event["event"] for event in events if event["event"] in ("done", "cached", "failed")}
    made, cached, failed = (list(ends.values()).count(end) for end in ("done", "cached", "failed"))
    ended = "running" if is_held(store / "tmp" / f"{name}.lock") else "killed"
    return Run(name, at, ended, made, cached, failed, max(0.0, _number(last.get("at")) - at), "", about)


def _end(finished: Mapping[str, Any], said: str) -> str:
    """How a run ended that says so; what was written before `ended` was tells it by its sentence and its totals."""
    if isinstance(finished.get("ended"), str):
        return str(finished["ended"])
    if said == "interrupted":
        return "interrupted"
    if not said.endswith(" failed"):
        return "stopped"
    return "failed" if finished.get("failed") else "finished"


def _made(event: Mapping[str, Any]) -> MadeUnit:
    why = event.get("why")
    because = told(why) or [str(event.get("reason") or "")]
    data = why if isinstance(why, Mapping) else None
    return MadeUnit(event["unit"], str(event.get("kind")), _number(event.get("seconds")), tuple(because), data)


def _failed(event: Mapping[str, Any]) -> FailedUnit:
    shot, cause = event.get("shot"), event.get("because")
    return FailedUnit(
        event["unit"],
        shot if isinstance(shot, str) else None,
        str(event.get("reason", "")),
        str(event.get("remedy") or ""),
        cause if isinstance(cause, str) else None,
    )


def _line(line: bytes) -> dict[str, Any] | None:
    """The event of a line; None where it is none: cut short, damaged."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    known = isinstance(event, dict) and isinstance(event.get("event"), str)
    return event if known and isinstance(event.get("unit", ""), str | None) else None


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _journal(store: Path, name: str) -> Path:
    return store / "journal" / f"{name}.jsonl"

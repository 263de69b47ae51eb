"""What a build tells as it goes, and the journal it leaves: one JSON object a line, versioned.

`docs/events.md` says what each event means, `docs/events.schema.json` what it looks like.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal

from milimo_runtime.causes import Reason
from milimo_runtime.store import disk

VERSION = 2

EventName = Literal[
    "begun", "planned", "started", "progress", "warned", "done", "cached", "failed", "cancelled", "finished"
]
Ended = Literal["finished", "failed", "interrupted", "stopped", "over-budget"]
"""How a build ended: with all it should make; with failures; by Ctrl-C; by what the outside did; by its budget."""


@dataclass(frozen=True)
class Asked:
    """What a build was asked for, as its journal tells it: the `film` by its path in the project, and `options`."""

    film: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a unit, or to the build: `begun`, the first, and `finished`, the last.

    `begun` has in `run` what the build is of; `finished` its totals, and in `ended` how it ended.

    `unit` is the node id and `shot` its slate, None for the film's own. `seconds` of `planned` is an estimate, of
    `started`, `progress` and `warned` the time since the start, of `done`, `failed`, `cancelled` and `finished` the
    time taken, of `cached` zero. `reason` says why a unit is to be made, what it is doing, what about it was not as it
    should be, why it failed or was cancelled; `why` has the first of these as data. `because` is the unit that kept it
    from being tried. `preview` is a small picture of how it will look, there until it ends.
    `left` is about how many seconds the build has left, where that is known.
    """

    event: EventName
    unit: str | None = None
    shot: str | None = None
    reason: str = ""
    seconds: float | None = None
    kind: str | None = None
    key: str | None = None
    done: float | None = None
    remedy: str | None = None
    preview: str | None = None
    because: str | None = None
    made: int | None = None
    cached: int | None = None
    failed: int | None = None
    why: Reason | None = None
    left: float | None = None
    ended: Ended | None = None
    run: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """`event`, `unit`, `shot`, `reason` and `seconds` always, the others where they apply."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in _ALWAYS}
        if self.seconds is not None:
            fields["seconds"] = round(self.seconds, 3)
        for name in _WHERE_THEY_APPLY:
            if (value := getattr(self, name)) is not None:
                fields[name] = value
        if self.run is not None:
            fields["run"] = dict(self.run)
        if self.left is not None:
            fields["left"] = round(self.left, 1)
        if self.why is not None:
            fields["why"] = self.why.as_json()
        return fields


_ALWAYS = ("event", "unit", "shot", "reason", "seconds")
_WHERE_THEY_APPLY = ("kind", "key", "done", "remedy", "preview", "because", "made", "cached", "failed", "ended")

Listener = Callable[[Event], None]


class Journal:
    """Writes each event to `path` as it happens: the event with `v` (the format) and `at` (seconds since 1970)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Journal:
        with disk.explained(self.path):
            # What of a name is not UTF-8 comes out as the escape that JSON has for it, \udcXX.
            self._file = open(self.path, "w", encoding="utf-8", errors="backslashreplace", opener=disk.private)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._file is not None:
            with disk.explained(self.path):
                self._file.close()

    def write(self, event: Event) -> None:
        """Append one line. Raises `DiskTrouble`."""
        assert self._file is not None
        line = json.dumps({"v": VERSION, "at": round(time.time(), 3), **event.as_json()})
        with disk.explained(self.path):
            self._file.write(line + "\n")
            if event.event != "cached":  # these come by the thousand, and nobody waits for one
                self._file.flush()

    def and_then(self, listener: Listener) -> Listener:
        """A listener that writes each event and then passes it on."""

        def tell(event: Event) -> None:
            self.write(event)
            listener(event)

        return tell

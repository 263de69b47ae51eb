"""What a build tells as it goes, and the journal it leaves: one JSON object a line, versioned."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal

from milimo_runtime.causes import Reason
from milimo_runtime.store import disk

VERSION = 2

EventName = Literal["planned", "started", "progress", "warned", "done", "cached", "failed", "cancelled", "finished"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a unit (`finished`, the last: to the build, whose totals it carries).

    `unit` is the node id and `shot` its slate, None for the film's own. `seconds` of `planned` is an estimate, of
    `started`, `progress` and `warned` the time since the start, of `done`, `failed`, `cancelled` and `finished` the
    time taken, of `cached` zero. `reason` says why a unit is to be made, what it is doing, what about it was not as it
    should be, why it failed or was cancelled; `why` has the first of these as data. `because` is the unit that kept it
    from being tried. `preview` is a small picture of how it will look, there until it ends.
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

    def as_json(self) -> dict[str, Any]:
        """`event`, `unit`, `shot`, `reason` and `seconds` always, the others where they apply."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in _ALWAYS}
        if self.seconds is not None:
            fields["seconds"] = round(self.seconds, 3)
        for name in _WHERE_THEY_APPLY:
            if (value := getattr(self, name)) is not None:
                fields[name] = value
        if self.why is not None:
            fields["why"] = self.why.as_json()
        return fields


_ALWAYS = ("event", "unit", "shot", "reason", "seconds")
_WHERE_THEY_APPLY = ("kind", "key", "done", "remedy", "preview", "because", "made", "cached", "failed")

Listener = Callable[[Event], None]


class Journal:
    """Writes each event to `path` as it happens: the event with `v` (the format) and `at` (seconds since 1970)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Journal:
        with disk.explained(self.path):
            # What of a name is not UTF-8 comes out as the escape that JSON has for it, \udcXX.
            self._file = open(self.path, "w", encoding="utf-8", errors="backslashreplace")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._file is not None:
            with disk.explained(self.path):
                self._file.close()

    def write(self, event: Event) -> None:
        """Append one line. Raises `DiskTrouble`."""
        assert self._file is not None
        line = json.dumps({"v": VERSION, "at": round(time.time(), 3), **event.as_json()}, ensure_ascii=False)
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

"""Where units are made: what the executor asks of an engine, be it this machine's cores or a cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from milimo_runtime.backend import Progress


@dataclass(frozen=True)
class Assignment:
    """A unit to make, by the backend `backend` (`module:Class`).

    `body` is canonical; `inputs` are files by role.

    `outputs` are paths that do not exist yet. `model` names what must be loaded for it, "" where nothing. `alone`:
    nothing else is begun in its process before it has ended.
    """

    unit: str
    backend: str
    body: Mapping[str, Any]
    inputs: Mapping[str, Path]
    outputs: Mapping[str, Path]
    model: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Place:
    """Where a unit could start now: `models` for units of a model, of which `loaded` is there ("" for none)."""

    models: bool = False
    loaded: str = ""


@dataclass(frozen=True)
class Moved:
    """A unit got on."""

    unit: str
    progress: Progress


@dataclass(frozen=True)
class Warned:
    """Something about a unit was not as it should be, and it goes on."""

    unit: str
    text: str


@dataclass(frozen=True)
class Finished:
    """A unit is made: (sha256, size) of each output, which is written and synced."""

    unit: str
    outputs: Mapping[str, tuple[str, int]]
    seconds: float


@dataclass(frozen=True)
class Refused:
    """A unit cannot be made: the backend's own sentence. `unavailable`: this machine could make nothing of the kind."""

    unit: str
    message: str
    remedy: str = ""
    unavailable: bool = False


@dataclass(frozen=True)
class Died:
    """The process making the unit is gone, or was given up; `cause` in words, what the process did or was done to it.

    `memory`: it may be that memory ran out, so that the unit is better made with nothing beside it.
    """

    unit: str
    cause: str
    memory: bool = False


@dataclass(frozen=True)
class NoDisk:
    """The disk failed the maker; `number` is the errno."""

    unit: str
    number: int


@dataclass(frozen=True)
class Dropped:
    """A unit was cancelled; nothing of it is kept."""

    unit: str


Ended = Finished | Refused | Died | NoDisk | Dropped
"""How a unit ends."""

Report = Moved | Warned | Ended


class Engine(Protocol):
    """Makes units side by side. Calls come from one thread.

    Whatever happens to the makers, each unit that was submitted ends with exactly one of the reports in `Ended`, and
    nothing is said of it afterwards. What kills, stops, hangs or confuses a maker ends its units with `Died`, and a new
    one takes its place: no unit makes `wait` raise, and none keeps others waiting for ever.
    `tests/runtime/execute/test_engines.py` holds every engine to this.
    """

    def free(self) -> Sequence[Place]:
        """The places where a unit could start now: those for models first, best those that have one loaded."""
        ...

    def submit(self, assignment: Assignment) -> None:
        """Start a unit in a free place for its sort, best one that has its model loaded."""
        ...

    def wait(self, timeout: float | None) -> Sequence[Report]:
        """What happened, waiting for it at most `timeout` seconds (None: until something does).

        It comes back as well, with nothing to tell, when a place has become free.
        """
        ...

    def heed(self, handle: int) -> None:
        """From now on `wait` ends as well when the file `handle` can be read; what is in it is the caller's to read."""
        ...

    def cancel(self, unit: str) -> None:
        """Ask for a unit to be dropped; `Dropped` or its end follows, also where its maker does not listen."""
        ...

    def close(self) -> None:
        """Stop everything at once. Nothing is left running."""
        ...

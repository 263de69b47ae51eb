"""One save and what came of it, as one line: what was made, what was at hand, and how soon what was there to see."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milimo_lang.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_runtime.journal import Event
    from milimo_runtime.session import Built

PICTURES = frozenset({"drawn.panel", "drawn.card", "footage.conform", "image.make", "shot.join"})
"""Kinds of unit that a new picture of a shot comes from."""


@dataclass
class Round:
    """The save `number`, of the files `names` at the time `saved` (seconds since 1970), and how long after it what
    happened."""

    number: int
    names: Sequence[str]
    saved: float
    done: str = "saved"
    diagnostics: float | None = None
    picture: float | None = None
    cut: float | None = None
    shots: set[str] = field(default_factory=set)
    film: int = 0
    compilation: Compilation | None = None

    def since(self) -> float:
        """Seconds since the save."""
        return time.time() - self.saved

    def hear(self, event: Event) -> None:
        """Something happened to a unit."""
        if event.event == "done":
            if event.shot is not None:
                self.shots.add(event.shot)
            else:
                self.film += 1
            if event.kind in PICTURES and self.picture is None:
                self.picture = self.since()
        elif event.event == "finished" and event.ended == "finished":
            self.cut = self.since()

    @property
    def what(self) -> str:
        """`film.mls saved`."""
        named = ", ".join(self.names[:3]) + (f" and {len(self.names) - 3} more" if len(self.names) > 3 else "")
        return f"{named} {self.done}"

    def line(self, came: str) -> str:
        """`12:04:31  film.mls saved: ` and what came of it."""
        return f"{time.strftime('%H:%M:%S', time.localtime(self.saved))}  {self.what}: {came}"

    def times(self) -> list[str]:
        """How soon after the save: `diagnostics 0.09 s`, `first picture 0.4 s`, `cut 0.9 s`."""
        told = {"diagnostics": self.diagnostics, "first picture": self.picture, "cut": self.cut}
        return [f"{name} {seconds(value)}" for name, value in told.items() if value is not None]

    def came(self, built: Built, stays: str) -> str:
        """What was made, what was at hand, how soon, and what failed; `stays` says what there is instead of a cut."""
        causes = [failure for failure in built.failed if failure.because is None]
        lost = {failure.shot for failure in causes if failure.shot is not None}
        shots = len(self.shots - lost)
        made = _counted(shots, "shot") + " made" if shots else "" if built.made or causes else "nothing to make"
        film = "the cut made" if not shots and built.made and built.film is not None else ""
        others = sum(failure.shot is None for failure in causes)
        failed = [_counted(len(lost), "shot")] * bool(lost) + [
            _counted(others, "unit of the cut", "units of the cut")
        ] * bool(others)
        told = f"{' and '.join(failed)} failed" if failed else ""
        if told and built.film is None:
            told += f"; {stays}"
        return ", ".join(filter(None, (made, film, f"{built.cached:,} cached", *self.times(), told)))

    def record(self) -> Mapping[str, Any]:
        """The times as data; those that did not come are null."""
        told = {"diagnostics": self.diagnostics, "picture": self.picture, "cut": self.cut}
        return {name: round(value, 3) if value is not None else None for name, value in told.items()}


def stays(film: Path) -> str:
    """What there is of a film that could not be made, where it lies at `film`."""
    return "the last cut stays" if film.exists() else "there is no cut yet"


def _counted(number: int, what: str, several: str = "") -> str:
    """`2 shots`."""
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"


def seconds(value: float) -> str:
    """`0.09 s` under a tenth of a second, else `0.4 s`."""
    return f"{value:.2f} s" if value < 0.1 else f"{value:.1f} s"


def counted(said: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`; "" where nothing was said."""
    numbers = {kind: sum(one.severity is kind for one in said) for kind in (Severity.ERROR, Severity.WARNING)}
    return ", ".join(_counted(number, kind) for kind, number in numbers.items() if number)

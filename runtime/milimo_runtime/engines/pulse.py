"""Whether a worker is alive and gets on, judged by its beats: what it says once a second of itself.

A process that is stopped, or in which no Python runs any more, does not beat. One that beats may still be deadlocked;
but a unit of a model may report nothing for an hour and be at work, so a unit counts as stuck only where its process
has besides computed nothing all the while.
"""

from __future__ import annotations

from dataclasses import dataclass

BEAT = 1.0
"""Seconds between two beats."""
_AT_WORK = 0.01
"""Seconds of processor time since the last beat that count as work; a beat itself takes a fraction of a millisecond."""


@dataclass(frozen=True)
class Patience:
    """Seconds after which a worker is given up; after `worried` of silence, while it makes something, that is told.

    `starting` until its first beat: Python and this program are loaded for half a second, or half a minute from a cold
    disk, and models' libraries only afterwards. `silent` without another; `stuck` with a unit and neither a word of it
    nor anything computed; `cancelled` since a unit was told to stop.
    """

    starting: float = 90.0
    silent: float = 120.0
    stuck: float = 900.0
    cancelled: float = 30.0
    worried: float = 20.0


class Pulse:
    """What was heard of one worker, and how long ago by the watching process's own time.

    While the watching process itself is stopped or asleep that time stands still, so that no worker is given up for it.
    """

    def __init__(self) -> None:
        self._silent = self._stuck = 0.0
        self._computed = 0.0
        self._started = self._worried = False
        self._told: dict[str, float] = {}

    def beat(self, computed: float) -> None:
        """It is there, and has used `computed` seconds of processor time by now."""
        self._silent = 0.0
        self._started, self._worried = True, False
        if computed - self._computed >= _AT_WORK:
            self._stuck = 0.0
        self._computed = computed

    def spoke(self) -> None:
        """It said something of a unit, or was given one."""
        self._silent = self._stuck = 0.0

    def told_to_stop(self, unit: str) -> None:
        self._told.setdefault(unit, 0.0)

    def ended(self, unit: str) -> None:
        self._told.pop(unit, None)

    def given_up(self, seconds: float, patience: Patience, *, making: bool) -> str | None:
        """Count `seconds` that have passed. Why it is given up now, in words, if it is."""
        self._silent += seconds
        self._stuck = self._stuck + seconds if making and self._started else 0.0
        self._told = {unit: waited + seconds for unit, waited in self._told.items()}
        if self._silent >= self._most(patience):
            return f"it did not {'answer' if self._started else 'start'} for {self._most(patience):.0f} s"
        if self._stuck >= patience.stuck:
            return f"it did nothing for {patience.stuck:.0f} s"
        if any(waited >= patience.cancelled for waited in self._told.values()):
            return f"it went on for {patience.cancelled:.0f} s after it was told to stop"
        return None

    def fell_silent(self, patience: Patience) -> str | None:
        """That it does not answer, in words: once, until it is heard again."""
        if self._worried or not patience.worried <= self._silent < self._most(patience):
            return None
        self._worried = True
        left = self._most(patience) - self._silent
        done = "answered" if self._started else "started"
        return f"the process making it has not {done} for {self._silent:.0f} s; it is given {left:.0f} s more"

    def _most(self, patience: Patience) -> float:
        """Seconds of silence after which it is given up."""
        return patience.silent if self._started else patience.starting

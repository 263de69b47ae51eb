"""A build as the page shows it while it goes: what is being made, how far, what is left of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from milimo_runtime.journal import Event

_SHOWN = 6
"""Units that are shown at once."""
_TOLD = 100
"""Failures that are told: the page counts them, and each stands on its shot's card."""


@dataclass
class Making:
    """What is known of the build that goes on, or of the last one."""

    clock: Callable[[], float] = time.monotonic
    busy: bool = False
    _cost: dict[str, float] = field(default_factory=dict)
    _finished: set[str] = field(default_factory=set)
    _shots: dict[str, str | None] = field(default_factory=dict)
    _making: dict[str, dict[str, Any]] = field(default_factory=dict)
    _failed: dict[str, dict[str, str]] = field(default_factory=dict)
    _posters: dict[str, str] = field(default_factory=dict)
    _began: float = 0.0

    def begin(self) -> None:
        """A build begins: what was known of the one before is forgotten."""
        self.__init__(self.clock, busy=True)  # type: ignore[misc]
        self._began = self.clock()

    def event(self, event: Event, preview: str = "") -> None:
        """Something happened to a unit; `preview` is where its picture is."""
        unit = event.unit
        if unit is None:
            self.busy = event.event != "finished"
            self._making.clear()
            return
        self.busy = True
        match event.event:
            case "planned":
                self._cost[unit] = event.seconds or 0.0
                self._shots[unit] = event.shot
            case "started" | "progress":
                before = self._making.get(unit, {})
                shown = {"unit": unit, "doing": event.reason, "done": event.done or 0.0}
                self._making[unit] = {**shown, "preview": preview or before.get("preview", "")}
                self._shots[unit] = event.shot
                self._cost.setdefault(unit, 0.0)
                self._finished.discard(unit)
            case "done" | "cancelled" | "cached":
                self._making.pop(unit, None)
                if unit in self._cost:
                    self._finished.add(unit)
            case "failed":
                self._making.pop(unit, None)
                self._finished.add(unit)
                if event.because is None:
                    self._failed[unit] = {"unit": unit, "reason": event.reason, "remedy": event.remedy or ""}
                self._shots[unit] = event.shot

    def poster(self, slate: str, name: str) -> None:
        """The picture of a shot as it is now is at `name`."""
        self._posters[slate] = name

    def told(self, ids: dict[str, str]) -> dict[str, Any]:
        """For the page: units that are being made, how many of how many are, the seconds that are left, the shots by
        their ids (`ids` has them by slate)."""
        return {
            "busy": self.busy,
            "finished": len(self._finished & self._cost.keys()),
            "total": len(self._cost),
            "left": self._left(),
            "making": list(self._making.values())[:_SHOWN],
            "failed": list(self._failed.values())[:_TOLD],
            "shots": {ids[slate]: state for slate, state in self._states().items() if slate in ids},
        }

    def _states(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for unit, slate in self._shots.items():
            if slate is None:
                continue
            state = found.setdefault(slate, {"state": "done", "poster": self._posters.get(slate, "")})
            if unit in self._failed:
                state["state"] = "failed"
            elif unit in self._making and state["state"] != "failed":
                state["state"] = "making"
            elif unit not in self._finished and state["state"] == "done" and self.busy:
                state["state"] = "waiting"
        return found

    def _left(self) -> float:
        """Seconds, as the rest goes on as fast as it went; 0 while nothing can be said."""
        whole = sum(self._cost.values())
        done: float = sum(self._cost[unit] for unit in self._finished if unit in self._cost)
        done += sum(self._cost.get(unit, 0.0) * one["done"] for unit, one in self._making.items())
        spent = self.clock() - self._began
        if not self.busy or len(self._finished) < 2 or done <= 0 or spent < 0.5:
            return 0.0
        return round(max(0.0, (whole - done) * spent / done), 1)

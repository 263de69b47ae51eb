"""An engine that makes every unit at once, in the test's own process: the executor and the makers are the real ones."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from pydantic import TypeAdapter

from milimo_lang.ir.bodies import AnyBody
from milimo_runtime import session
from milimo_runtime.backend import Failed, Job, Progress, Unavailable
from milimo_runtime.backends import load
from milimo_runtime.engines import Assignment, Finished, Moved, Place, Refused, Report, Warned, worker

_BODY: TypeAdapter[AnyBody] = TypeAdapter(AnyBody)


class InlineEngine:
    """Begins a unit when it is submitted and has ended it when that returns.

    `stopped` names units at which Ctrl-C is pressed, with the number of reports that come before.
    """

    def __init__(self, *_: Any, stopped: Mapping[str, int] | None = None) -> None:
        self._stopped = stopped or {}
        self._reports: list[Report] = []

    def free(self) -> Sequence[Place]:
        return [Place(models=True), Place()]

    def submit(self, assignment: Assignment) -> None:
        self._reports.append(self._end_of(assignment))

    def wait(self, timeout: float | None) -> Sequence[Report]:
        told, self._reports = self._reports, []
        return told

    def heed(self, handle: int) -> None:
        """Nobody waits here."""

    def cancel(self, unit: str) -> None:
        """What runs has ended already."""

    def close(self) -> None:
        """Nothing is left running."""

    def _end_of(self, one: Assignment) -> Report:
        began, left = time.monotonic(), self._stopped.get(one.unit, -1)

        def report(progress: Progress) -> None:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            self._reports.append(Moved(one.unit, progress))

        def warn(told: str) -> None:
            self._reports.append(Warned(one.unit, told))

        job = Job(_BODY.validate_python(one.body), one.inputs, one.outputs, report, warn)
        try:
            rest = load(one.backend).make(job)
            if rest is not None:
                rest()
        except Failed as failure:
            return Refused(one.unit, failure.message, failure.remedy, isinstance(failure, Unavailable))
        made = {name: worker.finish(name, path) for name, path in one.outputs.items()}
        return Finished(one.unit, made, time.monotonic() - began)


def inline(patch: pytest.MonkeyPatch, stopped: Mapping[str, int] | None = None) -> None:
    """From now on sessions make their units in this process."""
    patch.setattr(session, "LocalEngine", lambda *given: InlineEngine(*given, stopped=stopped))

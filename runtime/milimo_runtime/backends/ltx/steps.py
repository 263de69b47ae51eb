"""What is told of a pass while it runs: how far it is, how long it will take, and now and then a small picture."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from milimo_runtime.backend import Job, Progress
from milimo_runtime.backends.ltx.latents import VideoLatents
from milimo_runtime.backends.ltx.previews import Colours, write_preview

_LOOK_EVERY = 2.0
"""Seconds from one small picture to the next."""

Clock = Callable[[], float]


class Steps:
    """Reports each step of a pass; raises `Cancelled` after one when nobody wants the pass any more.

    `colours` tells how to make pictures of latents, None for not at all; it is asked once a pass is long enough.
    """

    def __init__(self, job: Job, colours: Callable[[], Colours | None], clock: Clock = time.monotonic) -> None:
        self._job, self._colours, self._clock = job, colours, clock
        self._first: float | None = None
        self._looked = clock()
        self._path = job.outputs["latents"].with_name("preview.jpg")
        self._shown: Path | None = None

    def __call__(self, done: int, steps: int, look: Callable[[], VideoLatents]) -> None:
        now = self._clock()
        if now - self._looked >= _LOOK_EVERY and (colours := self._colours()) is not None:
            self._looked = now
            write_preview(self._path, look(), colours)
            self._shown = self._path
        told = f"step {done} of {steps}{self._left(done, steps, now)}"
        self._job.report(Progress(done / steps, told, self._shown))

    def _left(self, done: int, steps: int, now: float) -> str:
        """How long the rest takes, by the steps after the first, which may have waited for the compiler."""
        if self._first is None:
            self._first = now
            return ""
        left = (now - self._first) / (done - 1) * (steps - done)
        return f", about {in_words(left)} left" if left >= 1 else ""


def in_words(seconds: float) -> str:
    """A duration as one would say it: "40 s", "3 min", "1 h 20 min"."""
    if seconds < 90:
        return f"{round(seconds, -1) if seconds > 20 else seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"

"""How figures travel through a shot: where each is, and with which drawing of its step, frame by frame.

Frame heights, and frames of the shot. The feet keep to the ground: a step is as long as the legs that make it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from milimo_lang.ir.values import Posture
from milimo_runtime.backends.animatic.figures.stance import PHASES

_PACES: dict[Posture, float] = {"walk": 0.82, "run": 2.4}
"""Standing heights a second: someone of 1.7 m walks 1.4 m a second."""
_CYCLES: dict[Posture, float] = {"walk": 0.78, "run": 1.7}
"""Standing heights that two steps lead."""
_HURRIED = 2.4
"""How much faster than that a figure goes at most that has a frame to cross; then it goes part of the way."""
_BESIDE = 0.1
"""The stretch walked by those who have nowhere to go, frame widths."""
_ARRIVED, _LEAVING, _GONE = 0.58, 0.12, 0.94
"""When those who come in have come, those who go set off, and have gone: parts of the shot."""


class Step(NamedTuple):
    """Where a figure that travels is in a frame: how far from its place, and in which phase of its walk."""

    offset: float = 0.0
    phase: int | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """A way from `start` to `end` (from the figure's place, to the right), during frames [`first`, `last`).

    `gait` is walk or run, `facing` as a stance has it. `pace` is how far the feet go each frame, `cycle` how far two
    steps lead. `stays`: before and after it the figure stands.
    """

    gait: Posture
    facing: int
    start: float
    end: float
    first: int
    last: int
    pace: float
    cycle: float
    stays: bool

    def step(self, frame: int) -> Step:
        """Where the figure is in a frame of the shot or of its handle."""
        part = min(1.0, max(0.0, (frame - self.first) / max(1, self.last - self.first)))
        offset = self.start + (self.end - self.start) * part
        if self.stays and not self.first <= frame < self.last:
            return Step(offset)
        gone = min(frame, self.last) - self.first
        return Step(offset, int(gone * self.pace / self.cycle * PHASES) % PHASES)


def walk_of(
    gait: Posture, path: str, x: float, towards: int, height: float, aspect: float, frames: int, seconds: Fraction
) -> Walk:
    """The way of a figure `height` tall whose place is `x`, going to the right (`towards` 1), left or to us (0).

    `frames` are those the shot shows, in `seconds`.
    """
    pace, cycle = _PACES[gait] * height * float(seconds) / frames, _CYCLES[gait] * height
    beyond = aspect / 2 + 0.45 * height
    first, last, before, after = 0, frames, -_BESIDE * aspect / 2, _BESIDE * aspect / 2
    match path:
        case "in":
            last = round(_ARRIVED * frames)
            before, after = -min(beyond + towards * x, pace * _HURRIED * last), 0.0
        case "out":
            first, last = round(_LEAVING * frames), round(_GONE * frames)
            before, after = 0.0, min(beyond - towards * x, pace * _HURRIED * (last - first))
        case "across":
            half = min(beyond, pace * _HURRIED * frames / 2)
            before, after = -towards * x - half, half - towards * x
    if path:
        pace = max(pace, (after - before) / max(1, last - first))
        last = first + max(1, round((after - before) / pace))
    return Walk(gait, towards, towards * before, towards * after, first, last, pace, cycle, stays=path in ("in", "out"))

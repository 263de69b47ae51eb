"""How figures travel through a shot: where each is, and with which drawing of its step, frame by frame.

Frame heights, and frames of the shot. The feet keep to the ground: a step is as long as the legs that make it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
_ARRIVED, _LEAVING, _GONE = 0.58, 0.33, 0.94
"""When those who come in have come, those who go set off at the earliest, and have gone: parts of the shot."""
_EMPTY, _CROSSING = 0.8, 0.76
"""When those who go have gone at the earliest, and how long it takes at the least to go across: parts of the shot."""
_SHORTER = 0.5
"""Someone who takes long to go across goes with steps this much shorter at the most; then they are slower, too."""


class Step(NamedTuple):
    """Where a figure that travels is in a frame: how far from its place, and in which phase of its walk."""

    offset: float = 0.0
    phase: int | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """A way from `start` to `end` (from the figure's place, to the right), during frames [`first`, `last`).

    `gait` is walk or run, `facing` as a stance has it. `pace` is how far the feet go each frame, `cycle` how far two
    steps lead; `natural` is the pace of someone whom nothing hurries. `stays`: before and after it the figure stands.
    """

    gait: Posture
    facing: int
    start: float
    end: float
    first: int
    last: int
    pace: float
    cycle: float
    natural: float
    stays: bool

    def step(self, frame: int) -> Step:
        """Where the figure is in a frame of the shot or of its handle."""
        part = min(1.0, max(0.0, (frame - self.first) / max(1, self.last - self.first)))
        offset = self.start + (self.end - self.start) * part
        if self.stays and not self.first <= frame < self.last:
            return Step(offset)
        gone = min(frame, self.last) - self.first
        return Step(offset, int(gone * self.pace / self.cycle * PHASES) % PHASES)

    def with_way(self, facing: int, start: float, end: float, frames: int) -> Walk:
        """The same walk another way, through all of a shot of `frames`, at its natural pace."""
        return replace(self, facing=facing, start=start, end=end, first=0, last=frames, pace=self.natural, stays=False)


def walk_of(
    gait: Posture, path: str, x: float, towards: int, height: float, aspect: float, frames: int, seconds: Fraction
) -> Walk:
    """The way of a figure `height` tall whose place is `x`, going to the right (`towards` 1), left or to us (0).

    `frames` are those the shot shows, in `seconds`.
    """
    natural, cycle = _PACES[gait] * height * float(seconds) / frames, _CYCLES[gait] * height
    beyond = aspect / 2 + 0.45 * height
    first, last, before, after, pace = 0, frames, -_BESIDE * aspect / 2, _BESIDE * aspect / 2, natural
    match path:
        case "in":
            last = round(_ARRIVED * frames)
            before, after = -min(beyond + towards * x, natural * _HURRIED * last), 0.0
            last = min(last, _taken(after - before, natural))
        case "out":
            first, last = round(_LEAVING * frames), round(_GONE * frames)
            before, after = 0.0, min(beyond - towards * x, natural * _HURRIED * (last - first))
            takes = min(last - first, _taken(after, natural))
            first = max(first, round(_EMPTY * frames) - takes)
            last = first + takes
        case "across":
            half = min(beyond, natural * _HURRIED * frames / 2)
            before, after = -towards * x - half, half - towards * x
            last = min(frames, max(round(_CROSSING * frames), _taken(2 * half, natural)))
    if path:
        pace = max(_SHORTER * natural, (after - before) / max(1, last - first))
    stays = path in ("in", "out")
    return Walk(gait, towards, towards * before, towards * after, first, last, pace, cycle, natural, stays)


def _taken(way: float, pace: float) -> int:
    """Frames that a way takes."""
    return max(1, round(way / pace))

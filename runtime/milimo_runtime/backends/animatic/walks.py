"""How figures travel through a shot: where each is, and with which drawing of its step, frame by frame.

Frame heights, and frames of the shot. The feet keep to the ground: a foot that stands stays where it is while the body
goes over it, so that a figure gets on with each drawing of its walk and not between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from milimo_lang.ir.values import Posture
from milimo_runtime.backends.animatic.figures.stance import PHASES

PACES: dict[Posture, float] = {"walk": 0.8, "run": 2.4}
"""Standing heights a second: someone of 1.7 m walks 1.4 m a second."""
_CYCLES: dict[Posture, float] = {"walk": 0.684, "run": 1.416}
"""Standing heights that two steps lead, as they are drawn."""
_HURRIED, _BRISK = 2.4, 1.7
"""How much faster than that a figure goes at most that has to come from the frame's edge, or to get there; and one
that crosses the frame: else it goes part of the way."""
_ABOUT, _NEAR_BY = 0.36, 0.07
"""The stretch, each way, that those use who have nowhere to go, frame widths; and where their feet are not seen."""
_WITH_FEET = 0.95
"""Figures up to this height are seen with their feet, or nearly so."""
_ARRIVED, _LEAVING, _GONE = 0.58, 0.33, 0.94
"""When those who come in have come, those who go set off at the earliest, and have gone: parts of the shot."""
_EMPTY, _CROSSING = 0.8, 0.76
"""When those who go have gone at the earliest, and how long it takes at the least to go across: parts of the shot."""
_SLOWEST = 0.5
"""Of its natural pace a figure that the camera goes with steps at least at so much: no one runs as in a dream."""
_STOOD_OFF = 2.1
"""How far from the camera a figure is that is as tall as the frame, standing heights."""
_NEAREST = 0.8
"""Who comes towards us comes so near: parts of the distance the framing has it at."""


class Step(NamedTuple):
    """Where a figure that travels is in a frame: how far from its place, in which phase of its walk, and how many
    times as far from us as its place is.
    """

    offset: float = 0.0
    phase: int | None = None
    distance: float = 1.0


@dataclass(frozen=True, slots=True)
class Walk:
    """A way from `start` to `end` (from the figure's place, to the right), during frames [`first`, `last`).

    `gait` is walk or run, `facing` as a stance has it. `pace` is how far the feet go each frame, `cycle` how far two
    steps lead; `natural` is the pace of someone whom nothing hurries. `stays`: before and after it the figure stands.
    `begun` are the drawings by which its steps are ahead of those of whoever goes with it. `carried`: the camera goes
    along, and the figure glides with it. `distances` are how far from us the way begins and ends, for one that leads
    away from us or towards us: times as far as the figure's place.
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
    stays: bool = False
    begun: int = 0
    carried: bool = False
    distances: tuple[float, float] = (1.0, 1.0)

    def step(self, frame: int) -> Step:
        """Where the figure is in a frame of the shot or of its handle."""
        part = min(1.0, max(0.0, (frame - self.first) / max(1, self.last - self.first)))
        distance = self.distances[0] + (self.distances[1] - self.distances[0]) * part
        if self.stays and not self.first <= frame < self.last:
            return Step(self.start if part == 0 else self.end, None, distance)
        steps = self.pace / self.cycle * PHASES
        drawn = int((min(frame, self.last) - self.first) * steps)
        if not self.carried and part < 1:
            part = drawn / steps / (self.last - self.first)
        offset = self.start + (self.end - self.start) * part
        return Step(offset, (drawn + self.begun) % PHASES, distance)

    def with_way(self, facing: int, start: float, end: float, frames: int) -> Walk:
        """The same walk another way, through all of a shot of `frames`, beside or before the camera."""
        pace = max(_SLOWEST * self.natural, abs(end - start) / frames) if start != end else self.natural
        return replace(
            self, facing=facing, start=start, end=end, first=0, last=frames, pace=pace, stays=False, carried=True,
            distances=(1.0, 1.0),
        )  # fmt: skip


def walk_of(
    gait: Posture,
    path: str,
    places: tuple[float, float],
    towards: int,
    height: float,
    aspect: float,
    frames: int,
    pace: float,
) -> Walk:
    """The way of a figure `height` tall to the right (`towards` 1), left or to us (0), at `pace` unless it is hurried.

    `places` are those of the leftmost and the rightmost of those it goes with, `frames` those the shot shows.
    """
    beyond = aspect / 2 + 0.45 * height
    head, tail = (towards * x for x in (places if towards < 0 else places[::-1]))
    first, last = 0, frames
    match path:
        case "in":
            last = round(_ARRIVED * frames)
            before, after = -min(beyond + head, pace * _HURRIED * last), 0.0
            last = min(last, _taken(after - before, pace))
        case "out":
            first, last = round(_LEAVING * frames), round(_GONE * frames)
            before, after = 0.0, min(beyond - tail, pace * _HURRIED * (last - first))
            takes = min(last - first, _taken(after, pace))
            first = max(first, round(_EMPTY * frames) - takes)
            last = first + takes
        case "across":
            half = min(beyond + (head - tail) / 2, pace * _BRISK * frames / 2)
            before, after = (side * half - (head + tail) / 2 for side in (-1, 1))
            last = min(frames, max(round(_CROSSING * frames), _taken(2 * half, pace)))
        case _:
            room = _ABOUT * aspect - (head - tail) / 2 if height < _WITH_FEET else _NEAR_BY * aspect
            half = min(max(room, 0.0), pace * frames / 2) if towards else 0.0
            before, after = (side * half - (head + tail) / 2 for side in (-1, 1)) if half else (0.0, 0.0)
    gone = (after - before) / max(1, last - first)
    if not gone or (not path and height >= _WITH_FEET):
        gone = pace
    stays = path in ("in", "out")
    return Walk(
        gait, towards, towards * before, towards * after, first, last, gone, _CYCLES[gait] * height, pace, stays
    )


def into_depth(walk: Walk, away: bool, frames: int) -> Walk:
    """The walk away from us or towards us, through all of the shot."""
    near = 1.0 if away else _NEAREST
    far = near + walk.natural * frames / _STOOD_OFF
    way = (near, far) if away else (far, near)
    return replace(
        walk, facing=0, start=0.0, end=0.0, first=0, last=frames, pace=walk.natural, stays=False, distances=way
    )


def _taken(way: float, pace: float) -> int:
    """Frames that a way takes."""
    return max(1, round(way / pace))

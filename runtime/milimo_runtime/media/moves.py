"""The camera's moves: what the vocabulary's amounts mean, and what they have come to at each frame of a shot.

Each amount runs from its first value to its second over the shown frames; then the camera holds. In a shot too short
for it a move goes only part of its way. The drawn camera (`backends.animatic.camera`) sees a world with depth; a
photograph (`rostrum`) is flat, all of it as far as the figures.

| amount | the drawn camera | over a photograph |
|---|---|---|
| `zoom` | factor of everything alike: a lens | the same |
| `push` | factor at the figures' depth, less behind, more before: it travels | as `zoom` |
| `vertigo` | the same, and the lens widens by as much: the figures keep their size | a little of it, as `zoom` |
| `pace` | the same, and the figures go along: they keep their size | as `zoom` |
| `x` `y` | the middle of the frame, in frame widths and heights; y grows downwards | the same |
| `truck` `crane` | the same for a camera that travels: near things pass faster | as `x` `y` |
| `orbit` | travels sideways and keeps the figures where they are: what is behind slides | as `truck` |
| `roll` | degrees, positive turns the picture anticlockwise | the same |
| `shake` | height of an unsteady hand's noise, in frame widths; `wobble` its roll, degrees | the same |
| `float` | the same of a camera that glides on its own weight, slow and travelling | as `shake` |
| `still` | 1: on a tripod, no hand moves it whatever else is said | the same |
| `sway` | as `shake`, of what is behind alone: the camera is strapped to the figures | as `shake` |
| `tilt` | how far the lens looks up, in frame heights | nothing: its angle is its own |
| `focus` | 0: the figures are sharp, 1: what is behind them | nothing: it is sharp where it is |
| `depth` | of a lens: how much near and far differ (1 unless said) | nothing: it has one depth |
| `ease` | steepness of the start and stop (2 unless said) | the same |
| `lasts` | seconds that a sudden move takes; the camera holds before and after it | the same |

An amount of another name is no business of the camera.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from milimo_lang.ir.terms import Term
from milimo_runtime.media.chance import drift

_FACTORS = ("zoom", "push", "pace", "vertigo")
_SHIFTS = ("x", "y", "truck", "crane", "orbit", "roll", "tilt", "focus")
_UNREST = ("shake", "sway", "float", "wobble")
_LEAST = 0.1
"""The smallest factor: a picture ten times as large as the frame."""
_RATE = Fraction(24)
_WHOLE = 1.6
"""Seconds from which on a shot has time for the whole of a move: in a shorter one it would be a jolt."""
_BEFORE = 0.3
"""Of what a sudden move leaves of a shot this much comes before it."""
_HAND = ((0.75, 1.2), (0.31, 0.28))
_GLIDE = ((2.1, 1.0), (0.9, 0.25))
"""An unsteady camera's noise: seconds between its knots and its height. It has no faster part: that would be jitter."""


@dataclass(frozen=True, slots=True)
class Pose:
    """The camera at one frame: the amounts of the table, an unsteady hand resolved into the others."""

    zoom: float = 1.0
    push: float = 1.0
    pace: float = 1.0
    vertigo: float = 1.0
    x: float = 0.0
    y: float = 0.0
    truck: float = 0.0
    crane: float = 0.0
    orbit: float = 0.0
    roll: float = 0.0
    tilt: float = 0.0
    focus: float = 0.0


def poses(terms: Sequence[Term], frames: int, handle: int, seed: int = 0, rate: Fraction = _RATE) -> tuple[Pose, ...]:
    """One pose for each of `frames` shown frames and a tail of `handle`, one at least; `seed` steers the hand."""
    length = max(1, frames - 1) / float(rate)
    return tuple(_pose(terms, float(at / rate), length, seed) for at in range(max(1, frames + handle)))


def unsteady(terms: Sequence[Term]) -> bool:
    """Whether a hand holds the camera."""
    said = {name for term in terms for name, amount in term.draft.amounts.items() if max(amount) > 0}
    return bool(said & set(_UNREST)) and "still" not in said


def ease(part: float, steepness: float = 2.0) -> float:
    """From 0 to 1 with a soft start and stop; 2 is a smoothstep, 5 a whip."""
    part = min(1.0, max(0.0, part))
    if steepness == 2.0:
        return part * part * (3 - 2 * part)
    rising, falling = part**steepness, (1 - part) ** steepness
    return float(rising / (rising + falling))


def _pose(terms: Sequence[Term], seconds: float, length: float, seed: int) -> Pose:
    factors = dict.fromkeys(_FACTORS, 1.0)
    shifts = dict.fromkeys((*_SHIFTS, *_UNREST, "still"), 0.0)
    for term in terms:
        amounts = term.draft.amounts
        part, share = _part(amounts, seconds, length)
        for name in (name for name in _FACTORS if name in amounts):
            start, stop = _travelled(amounts[name], 1.0, share)
            factors[name] *= max(_LEAST, start * (stop / start) ** part if start > 0 < stop else start)
        for name in (name for name in shifts if name in amounts):
            start, stop = _travelled(amounts[name], 0.0, 1.0 if name == "focus" else share)
            shifts[name] += start + (stop - start) * part
    return Pose(**factors, **_held(shifts, seconds, seed))


def _part(amounts: Mapping[str, tuple[float, float]], seconds: float, length: float) -> tuple[float, float]:
    """How much of a move is done (0 to 1), and of how much of its whole way: a short shot has no time for all of it."""
    lasts = amounts.get("lasts", (0.0, 0.0))[0]
    steepness = amounts.get("ease", (2.0, 2.0))[0]
    if not lasts:
        return ease(seconds / length, steepness), min(1.0, length / _WHOLE)
    lasts = min(lasts, length)
    return ease((seconds - _BEFORE * (length - lasts)) / lasts, steepness), 1.0


def _travelled(amount: tuple[float, float], neutral: float, share: float) -> tuple[float, float]:
    """`share` of a move's way, about the point of it where the framing is as it was asked for."""
    first, last = amount
    about = min(max(neutral, min(first, last)), max(first, last))
    return about + (first - about) * share, about + (last - about) * share


def _held(shifts: Mapping[str, float], seconds: float, seed: int) -> dict[str, float]:
    """The shifts with what the hand adds to them."""
    held = {name: shifts[name] for name in _SHIFTS}
    if shifts["still"]:
        return held
    for name, unrest, beats, share in (
        ("x", "shake", _HAND, 1.0),
        ("y", "shake", _HAND, 1.3),
        ("roll", "wobble", _HAND, 1.0),
        ("truck", "float", _GLIDE, 1.0),
        ("crane", "float", _GLIDE, 1.0),
        ("orbit", "sway", _HAND, 1.0),
    ):
        if size := shifts[unrest]:
            held[name] += size * share * _noise(beats, seconds, unrest, name, seed)
    return held


def _noise(beats: Sequence[tuple[float, float]], seconds: float, *words: object) -> float:
    return sum(height * drift(seconds / beat, *words, beat) for beat, height in beats)

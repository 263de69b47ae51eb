"""A mix brought to the loudness of its film, under its peak, over a floor that no pause falls below.

The mix is asked for several times, at one gain or another, rather than kept: see `mix`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from milimo_runtime.media.chance import noise_source
from milimo_runtime.media.loudness import amplitude, decibels, integrated
from milimo_runtime.media.sound import Samples

Held = Callable[[float, float], Iterable[Samples]]
"""The mix from its beginning, so many dB louder, and held under so many dBTP (inf: as it is)."""

_MOST_GAIN = 24.0
"""dB. What needs more to reach the film's loudness is no more than noise."""
_NEAR = 0.1
"""LU within which the loudness counts as reached: half of what a film may be off, for the encoder loses some."""
_ATTEMPTS = 8
"""To reach it through the limiter."""
_LEAST = 0.2
"""LU that a decibel is taken to bring at the least: no step is longer than five times what is missing."""
_RISE = 6.0
"""dB that a peak between two samples is taken to rise over them at the most."""
_FLOOR = -80.0
"""dBFS (RMS): far under any room, and loud enough to come through the encoder."""
_FLOOR_LENGTH = 99_991
"""Samples after which the floor begins again."""
_HAIR = 0.05
"""dB by which a peak that was over is brought further down than it was over."""


class Level(NamedTuple):
    """How a mix is brought to its loudness: `gain` dB louder, held at `ceiling` dBTP, `trim` dB louder.

    The ceiling is inf for digital silence. Before the trim the mix has `reached` LUFS, `lost` less than its gain says.
    """

    gain: float
    ceiling: float
    reached: float
    lost: float = 0.0
    trim: float = 0.0

    @property
    def held(self) -> bool:
        """Whether the mix is kept quieter than its gain makes it."""
        return self.lost > _NEAR or self.trim < 0


def level_for(held: Held, sample_rate: int, loudness: float, peak: float) -> Level:
    """The level at which the mix has `loudness` LUFS, no true peak over `peak` dBTP: what would go over is limited.

    What is all peaks cannot be made so loud: `reached` says how loud it is.
    """
    highest = [0.0]
    found = integrated(_watched(held(0.0, math.inf), highest), sample_rate)
    top = decibels(highest[0])
    if math.isinf(top):
        return Level(0.0, math.inf, found)
    gain = min(_MOST_GAIN, loudness - found) if math.isfinite(found) else min(0.0, peak - top)
    if top + gain + _RISE <= peak or math.isinf(found):
        return Level(gain, peak, found + gain)
    return _held_down(held, sample_rate, (gain, found), loudness, peak)


def again(level: Level, held: Held, sample_rate: int, loudness: float, excess: float) -> Level:
    """The level with `loudness` LUFS where that can be, and peaks lower by `excess` dB where that is more than 0."""
    ceiling = level.ceiling - excess - _HAIR if excess > 0 else level.ceiling
    found = level.reached + level.lost - level.gain
    return _held_down(held, sample_rate, (level.gain, found), loudness, ceiling)


def _watched(chunks: Iterable[Samples], highest: list[float]) -> Iterator[Samples]:
    """The same chunks; `highest` holds the largest sample so far."""
    for chunk in chunks:
        highest[0] = max(highest[0], float(chunk.max(initial=0.0)), -float(chunk.min(initial=0.0)))
        yield chunk


def trimmed(level: Level, excess: float) -> Level:
    """The level with everything `excess` dB lower, and at the least as much again as it was lowered before."""
    return level._replace(trim=2 * level.trim - excess - _HAIR)


def levelled(held: Held, level: Level) -> Iterator[Samples]:
    """The mix at `level`.

    Where nothing sounds in a film that has sound lies a floor of noise nobody hears, so that a black does not sound
    like a fault; a film without sound is digital silence.
    """
    chunks = iter(held(level.gain, level.ceiling))
    if math.isinf(level.ceiling):
        return chunks
    if level.trim:
        factor = np.float32(amplitude(level.trim))
        chunks = (chunk * factor for chunk in chunks)
    return _over_floor(chunks)


def _held_down(held: Held, sample_rate: int, start: tuple[float, float], loudness: float, ceiling: float) -> Level:
    """The mix limited, and so much louder that it is as loud as asked all the same.

    `start`: a gain to begin with, and the loudness of the mix at none. The harder the limiter works the less a decibel
    brings: each step is as long as the last one says it must be.
    """
    gain, whole = start
    last = gain, -math.inf
    for attempt in range(_ATTEMPTS):
        found = integrated(held(gain, ceiling), sample_rate)
        missing = loudness - found
        at_most = missing > 0 and gain >= _MOST_GAIN
        if abs(missing) <= _NEAR or math.isinf(missing) or at_most or attempt == _ATTEMPTS - 1:
            break
        brought = (found - last[1]) / (gain - last[0]) if gain != last[0] else 1.0
        last = gain, found
        gain = min(_MOST_GAIN, gain + missing / min(1.0, max(_LEAST, brought)))
    return Level(gain, ceiling, found, lost=whole + gain - found)


def _over_floor(chunks: Iterable[Samples]) -> Iterator[Samples]:
    """The same sound with a floor of noise under it: flat, triangular, the same in every film."""
    source = noise_source("floor")
    shape = (_FLOOR_LENGTH, 2)
    noise = (source.random(shape) - source.random(shape)) * math.sqrt(6) * amplitude(_FLOOR)
    floor = noise.astype(np.float32)
    at = 0
    for chunk in chunks:
        yield chunk + np.take(floor, np.arange(at, at + len(chunk)) % _FLOOR_LENGTH, axis=0)
        at += len(chunk)

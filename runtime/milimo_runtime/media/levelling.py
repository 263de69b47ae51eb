"""A mix brought to the loudness of its film, under its peak, over a floor that no pause falls below.

The mix is asked for several times, at one gain or another, rather than kept: see `mix`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from milimo_runtime.media.chance import noise_source
from milimo_runtime.media.loudness import Loudness, amplitude, limited, measured
from milimo_runtime.media.sound import Samples

Gained = Callable[[float], Iterator[Samples]]
"""The mix from its beginning, so many dB louder."""

_MOST_GAIN = 24.0
"""dB. What needs more to reach the film's loudness is no more than noise."""
_NEAR = 0.1
"""LU within which the loudness counts as reached: half of what a film may be off, for the encoder loses some."""
_ATTEMPTS = 8
"""To reach it through the limiter."""
_LEAST = 0.2
"""LU that a decibel is taken to bring at the least: no step is longer than five times what is missing."""
_FLOOR = -80.0
"""dBFS (RMS): far under any room, and loud enough to come through the encoder."""
_FLOOR_LENGTH = 99_991
"""Samples after which the floor begins again."""
_HAIR = 0.05
"""dB by which a peak that was over is brought further down than it was over."""


class Level(NamedTuple):
    """How a mix is brought to its loudness: `gain` dB louder, limited, `trim` dB louder.

    The limiter holds `ceiling` dBTP; it is inf where there is none. `reached` was measured before the trim.
    """

    gain: float
    ceiling: float
    reached: Loudness
    trim: float = 0.0

    @property
    def top(self) -> float:
        """The peak, in dBTP, that the limiter holds or, where there is none, that the mix has."""
        return self.ceiling if math.isfinite(self.ceiling) else self.reached.peak

    @property
    def held(self) -> bool:
        """Whether the mix is kept quieter than its gain makes it."""
        return math.isfinite(self.ceiling) or self.trim < 0


def level_for(gained: Gained, sample_rate: int, loudness: float, peak: float) -> Level:
    """The level at which the mix has `loudness` LUFS, no true peak over `peak` dBTP: what would go over is limited.

    What is all peaks cannot be made so loud: `reached` says how loud it is.
    """
    found = measured(gained(0.0), sample_rate)
    if math.isinf(found.peak):
        return Level(0.0, math.inf, found)
    gain = min(_MOST_GAIN, loudness - found.integrated)
    if math.isinf(found.integrated):
        gain = min(0.0, peak - found.peak)
    if found.peak + gain <= peak:
        return Level(gain, math.inf, Loudness(found.integrated + gain, found.peak + gain))
    return _held_down(gained, sample_rate, gain, loudness, peak)


def again(level: Level, gained: Gained, sample_rate: int, loudness: float, excess: float, peak: float) -> Level:
    """The level with `loudness` LUFS where that can be, and peaks lower by `excess` dB where that is more than 0.

    Never over `peak` dBTP.
    """
    ceiling = level.top - excess - _HAIR if excess > 0 else min(level.ceiling, peak)
    return _held_down(gained, sample_rate, level.gain, loudness, ceiling)


def trimmed(level: Level, excess: float) -> Level:
    """The level with everything `excess` dB lower, and at the least as much again as it was lowered before."""
    return level._replace(trim=2 * level.trim - excess - _HAIR)


def levelled(gained: Gained, sample_rate: int, level: Level) -> Iterator[Samples]:
    """The mix at `level`.

    Where nothing sounds in a film that has sound lies a floor of noise nobody hears, so that a black does not sound
    like a fault; a film without sound is digital silence.
    """
    chunks = gained(level.gain)
    if math.isinf(level.reached.peak):
        return chunks
    if math.isfinite(level.ceiling):
        chunks = limited(chunks, sample_rate, level.ceiling)
    if level.trim:
        factor = np.float32(amplitude(level.trim))
        chunks = (chunk * factor for chunk in chunks)
    return _over_floor(chunks)


def _held_down(gained: Gained, sample_rate: int, gain: float, loudness: float, peak: float) -> Level:
    """The mix limited, and so much louder that it is as loud as asked all the same.

    The harder the limiter works the less a decibel brings: each step is as long as the last one says it must be.
    """
    ceiling, last = peak, (gain, -math.inf)
    for attempt in range(_ATTEMPTS):
        found = measured(limited(gained(gain), sample_rate, ceiling), sample_rate)
        missing = loudness - found.integrated
        if found.peak > peak:
            ceiling -= found.peak - peak + _HAIR
            continue
        at_most = missing > 0 and gain >= _MOST_GAIN
        if abs(missing) <= _NEAR or math.isinf(missing) or at_most or attempt == _ATTEMPTS - 1:
            break
        brought = (found.integrated - last[1]) / (gain - last[0]) if gain != last[0] else 1.0
        last = gain, found.integrated
        gain = min(_MOST_GAIN, gain + missing / min(1.0, max(_LEAST, brought)))
    return Level(gain, ceiling, found)


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

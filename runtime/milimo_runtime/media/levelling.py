"""A mix brought to the loudness of its film, under its peak, over a floor that no pause falls below.

The mix is asked for several times, at one gain or another, rather than kept: see `mix`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from milimo_runtime.media.chance import noise_source
from milimo_runtime.media.loudness import amplitude, limited, measured
from milimo_runtime.media.sound import Samples

Gained = Callable[[float], Iterator[Samples]]
"""The mix from its beginning, so many dB louder."""

_MOST_GAIN = 24.0
"""dB. What needs more to reach the film's loudness is no more than noise."""
_NEAR = 0.2
"""LU within which the loudness counts as reached."""
_ATTEMPTS = 8
"""To reach it through the limiter."""
_LEAST = 0.2
"""LU that a decibel is taken to bring at the least: no step is longer than five times what is missing."""
_FLOOR = -80.0
"""dBFS (RMS): far under any room, and loud enough to come through the encoder."""
_FLOOR_LENGTH = 99_991
"""Samples after which the floor begins again."""
_ROOM = 0.01
"""dB under the peak for the floor."""


def levelled(
    gained: Gained, sample_rate: int, loudness: float, peak: float, say: Callable[[str], None]
) -> Iterator[Samples]:
    """The mix at `loudness` LUFS, no true peak over `peak` dBTP: what would go over is limited.

    What is all peaks cannot be made so loud; `say` is told then. Where nothing sounds in a film that has sound lies a
    floor of noise nobody hears, so that a black does not sound like a fault; a film without sound is digital silence.
    """
    found, peak = measured(gained(0.0), sample_rate), peak - _ROOM
    if math.isinf(found.peak):
        return gained(0.0)
    gain = min(_MOST_GAIN, loudness - found.integrated)
    if math.isinf(found.integrated):
        gain = min(0.0, peak - found.peak)
    if found.peak + gain <= peak:
        return _over_floor(gained(gain))
    return _over_floor(_held_down(gained, sample_rate, gain, loudness, peak, say))


def _held_down(
    gained: Gained, sample_rate: int, gain: float, loudness: float, peak: float, say: Callable[[str], None]
) -> Iterator[Samples]:
    """The mix limited, and so much louder that it is as loud as asked all the same.

    The harder the limiter works the less a decibel brings: each step is as long as the last one says it must be.
    """
    ceiling, last, missing = peak, (gain, -math.inf), 0.0
    for attempt in range(_ATTEMPTS):
        found = measured(limited(gained(gain), sample_rate, ceiling), sample_rate)
        missing = loudness - found.integrated
        if found.peak > peak:
            ceiling -= found.peak - peak + 0.05
            continue
        at_most = missing > 0 and gain >= _MOST_GAIN
        if abs(missing) <= _NEAR or math.isinf(missing) or at_most or attempt == _ATTEMPTS - 1:
            break
        brought = (found.integrated - last[1]) / (gain - last[0]) if gain != last[0] else 1.0
        last = gain, found.integrated
        gain = min(_MOST_GAIN, gain + missing / min(1.0, max(_LEAST, brought)))
    if missing > _NEAR:
        say(f"no louder than {loudness - missing:.1f} LUFS: all peaks")
    return limited(gained(gain), sample_rate, ceiling)


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

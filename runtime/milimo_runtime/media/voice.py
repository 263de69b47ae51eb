"""What every temporary voice goes through on its way to a file: its rate, its level and its edges."""

from __future__ import annotations

from math import gcd

import numpy as np
import numpy.typing as npt

from milimo_runtime.media.sound import Samples

Signal = npt.NDArray[np.float64]

PEAK = 10 ** (-10 / 20)
"""-10 dBFS: no ordinary voice goes over it; one that is louder, by as much as it is."""
_ACTIVE = 10 ** (-25 / 20)
"""-25 dBFS (RMS): a voice while it speaks, at level 1."""
_LOWEST = 45.0
"""Hz: what lies under it is rumble."""
_RISE, _FALL = 0.003, 0.04
"""Seconds of a start and an end that do not click."""


def delivered(sound: Signal, rate: int, samples: int, sample_rate: int, level: float) -> Samples:
    """`sound` (mono, at `rate`) as exactly `samples` stereo samples at `sample_rate`: cut, or silent at the end.

    `level` 1 is an ordinary voice, whoever speaks.
    """
    fine = resampled(sound, rate, sample_rate)[:samples]
    fine = fine * _edges(len(fine), sample_rate)
    fine *= _gain(fine, sample_rate, level)
    mono = np.zeros(samples, np.float32)
    mono[: len(fine)] = fine
    return np.ascontiguousarray(np.repeat(mono[:, None], 2, axis=1))


def resampled(sound: Signal, rate: int, sample_rate: int) -> Signal:
    """`sound` at another rate, in one piece: the frequencies that both rates hold and that are not below any voice."""
    common = gcd(rate, sample_rate)
    down, up = rate // common, sample_rate // common
    # Room for the ringing of the ends, which would otherwise meet, up to a length that is quickly transformed.
    needed = -(-len(sound) // down) + 2 + rate // (20 * down)
    step = 1 << max(0, needed.bit_length() - 4)
    blocks = -(-needed // step) * step
    hertz = np.fft.rfftfreq(blocks * down, 1 / rate)
    spectrum = np.fft.rfft(sound, blocks * down) / np.sqrt(1 + (_LOWEST / np.maximum(hertz, 1e-3)) ** 4)
    fine = np.fft.irfft(spectrum, blocks * up) * (up / down)
    return np.asarray(fine[: len(sound) * sample_rate // rate], np.float64)


def hurried(sound: Signal, rate: int, length: int) -> Signal:
    """`sound` in at most `length` samples, its pitch kept: short pieces, laid closer where they are most alike.

    WSOLA: Verhelst and Roelands, ICASSP 1993.
    """
    if len(sound) <= length:
        return sound
    piece = 2 * (rate * 15 // 1000)
    half, reach = piece // 2, piece // 4
    window = np.hanning(piece + 1)[:-1]
    padded = np.pad(sound, (half, piece + half + reach))
    out = np.zeros(length + 2 * piece)
    stretch, after = len(sound) / length, np.zeros(half)
    for at in range(0, length + half, half):
        start = round(at * stretch)
        if at:
            first = max(0, start - reach)
            alike = np.correlate(padded[first : start + reach + half], after, "valid")
            start = first + int(np.argmax(alike))
        out[at : at + piece] += padded[start : start + piece] * window
        after = padded[start + half : start + piece]
    return out[half : half + length]


def _gain(sound: Signal, sample_rate: int, level: float) -> float:
    """What brings the voice to its level while it speaks, under the peak."""
    peak = float(np.abs(sound).max(initial=0.0))
    if peak == 0:
        return 0.0
    step = max(1, sample_rate // 50)
    whole = len(sound) // step * step
    power = np.square(sound[:whole]).reshape(-1, step).mean(axis=1) if whole else np.square(sound)
    speaking = power[power > 0.01 * power.max()]
    return float(min(_ACTIVE * level / np.sqrt(speaking.mean()), PEAK * max(1.0, level) / peak))


def _edges(samples: int, sample_rate: int) -> Signal:
    at = np.arange(samples)
    rise, fall = max(1.0, sample_rate * _RISE), max(1.0, min(samples / 2, sample_rate * _FALL))
    ends = np.minimum(1.0, at / rise) * np.minimum(1.0, (samples - 1 - at) / fall)
    return np.asarray(ends * ends * (3 - 2 * ends), np.float64)

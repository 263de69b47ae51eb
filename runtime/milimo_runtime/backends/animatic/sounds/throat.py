"""A voice made from nothing: glottal pulses and breath, run through three formants that glide from vowel to vowel.

The source-filter model and the formants' values follow Peterson and Barney, JASA 24 (1952); the balance of lows and
highs is near the long-term spectrum of speech (Byrne and others, JASA 96, 1994), a little softer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Signal = npt.NDArray[np.float64]

RATE = 16000
"""The voice is made at this rate: nothing of it lies above 8 kHz."""
HOP = 80
"""Samples between two settings of a course: 5 ms."""
FORMANTS: dict[str, tuple[float, float, float]] = {
    "a": (730, 1160, 2440), "e": (530, 1740, 2480), "i": (310, 2150, 2850), "o": (530, 900, 2410),
    "u": (330, 900, 2240), "y": (340, 1800, 2500),
}  # fmt: skip
"""Hz, of a grown voice of ordinary size."""
_WIDTHS, _STRENGTHS = (80.0, 110.0, 170.0), (1.0, 0.55, 0.34)
_WINDOW = 1024
"""Samples filtered together; windows overlap by three quarters."""


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a speech, one value each 5 ms.

    `pitch` in Hz; `loud`, `breath` (0 to 1: how much of the voice is air) and `hiss` of full; `formants` [n, 3] in Hz.
    """

    pitch: Signal
    loud: Signal
    breath: Signal
    hiss: Signal
    formants: Signal


def voiced(course: Course, length: int, random: np.random.Generator) -> Signal:
    """`length` samples at `RATE` of the voice whose course this is, at no level in particular."""
    source = _source(course, length, random)
    air = (random.random(length) - 0.5) * _fine(course.hiss, length)
    return _filtered(source, course.formants) + _hissing(air)


def smooth(values: Signal, width: int) -> Signal:
    """A moving mean (Hann) over `width` settings, the ends held."""
    window = np.hanning(width + 2)[1:-1]
    padded = np.pad(values, width // 2, mode="edge")
    return np.convolve(padded, window / window.sum(), mode="same")[width // 2 : width // 2 + len(values)]


def _fine(values: Signal, length: int) -> Signal:
    """5 ms settings as one value a sample."""
    return np.interp(np.arange(length), np.arange(len(values)) * HOP, values)


def _source(course: Course, length: int, random: np.random.Generator) -> Signal:
    """What the throat gives: rounded pulses at the pitch, and breath."""
    wander = smooth(random.random(length // 400 + 3) - 0.5, 3)
    pitch = _fine(course.pitch, length) * (
        1 + 0.03 * np.interp(np.arange(length), np.arange(len(wander)) * 400, wander)
    )
    phase = np.cumsum(pitch / RATE) % 1.0
    # A raised cosine that opens slowly and shuts faster (Rosenberg's pulse), less its mean.
    opening, shutting = phase < 0.4, (phase >= 0.4) & (phase < 0.58)
    pulse = np.full(length, -0.3)
    pulse[opening] += 0.5 * (1 - np.cos(np.pi * phase[opening] / 0.4))
    pulse[shutting] += np.cos(0.5 * np.pi * (phase[shutting] - 0.4) / 0.18)
    noise = (random.random(length) - 0.5) * 1.1
    breath = np.clip(_fine(course.breath, length), 0, 1)
    return (pulse * (1 - breath) + noise * breath * 0.2) * _fine(course.loud, length)


def _filtered(source: Signal, formants: Signal) -> Signal:
    """The source through the formants: overlapping windows shaped in the spectrum."""
    step, window = _WINDOW // 4, np.hanning(_WINDOW + 1)[:-1]
    count = len(source) // step + 5
    padded = np.zeros((count + 4) * step)
    padded[_WINDOW - step : _WINDOW - step + len(source)] = source
    pieces = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::step][:count]
    middles = (np.arange(count) * step - _WINDOW // 2 + step) // HOP
    gain = _response(formants[np.clip(middles, 0, len(formants) - 1)])
    shaped = np.fft.irfft(np.fft.rfft(pieces * window) * gain, _WINDOW) * (window / 1.5)
    out = np.zeros((count + 4, step))
    for quarter in range(4):
        out[quarter : quarter + count] += shaped[:, quarter * step : (quarter + 1) * step]
    return out.reshape(-1)[_WINDOW - step : _WINDOW - step + len(source)]


def _response(formants: Signal) -> Signal:
    """How loud each frequency comes through [n, bins]: three resonances, the chest, and lips that favour the highs."""
    hertz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    gain = 0.1 / np.sqrt(1 + ((hertz - 200) / 160) ** 2)[None]
    for at, (width, strength) in enumerate(zip(_WIDTHS, _STRENGTHS, strict=True)):
        gain = gain + strength / np.sqrt(1 + ((hertz - formants[:, at : at + 1]) / width) ** 2)
    lips = np.clip(hertz, 60, 3000) / 300
    floor = 1 / np.sqrt(1 + (70 / np.maximum(hertz, 1)) ** 4) / np.sqrt(1 + (hertz / 6500) ** 12)
    return np.asarray(gain * lips * floor, np.float64)


def _hissing(air: Signal) -> Signal:
    """Air between tongue and teeth: noise from 3 to 6 kHz."""
    size = 1 << len(air).bit_length()
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    band = 1 / (1 + (3200 / np.maximum(hertz, 1)) ** 6) / (1 + (hertz / 6200) ** 8)
    return np.asarray(np.fft.irfft(np.fft.rfft(air, size) * band, size)[: len(air)], np.float64)

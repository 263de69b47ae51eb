"""The sound of a place where nobody speaks: shaped noise and small far sounds, quiet, never the same twice.

It runs as long as it is asked to without a loop. Each strand begins and ends at its mean level, so that where the
tones of two shots in one place meet neither is louder; the same place, seed and length give the same sound.
"""

from __future__ import annotations

import numpy as np

from milimo_lang.ir.bodies import ToneBody
from milimo_lang.ir.values import sample_at
from milimo_runtime.backend import Job, Progress
from milimo_runtime.backends.animatic.sounds.ambience import Strand, heard_in
from milimo_runtime.backends.animatic.sounds.calls import sound_calls
from milimo_runtime.media.chance import noise_source
from milimo_runtime.media.sound import Samples, write_sound

_BLOCK = 1 << 15
"""Samples shaped at once; blocks overlap by half."""
_SWELL_RATE = 50
"""Settings of a swell a second."""
_SETTLED = 1.5
"""Seconds at both ends of a tone over which a swell leaves its mean, and comes back to it."""


def make_tone(job: Job, body: ToneBody) -> None:
    """Write exactly `body.frames` frames of the place's sound, stereo, to the output `sound`."""
    samples = sample_at(body.frames, body.rate, body.sample_rate)
    write_sound(job.outputs["sound"], tone(body, samples, job), body.sample_rate)
    job.report(Progress(1.0, "sounded"))


def tone(body: ToneBody, samples: int, job: Job | None = None) -> Samples:
    """`samples` samples [n, 2] of the place; the sides differ, so that it has width."""
    heard = heard_in(body.place)
    name = (body.place.name, body.seed, body.frames)
    whole = np.zeros((2, samples), np.float32)
    steady = [strand for strand in heard.strands if not strand.swell]
    moving = [strand for strand in heard.strands if strand.swell]
    if steady:
        whole += _noise(steady, samples, body.sample_rate, (*name, "steady"))
    for number, strand in enumerate(moving):
        swell = _swell(strand, samples, body.sample_rate, (*name, number))
        whole += _noise([strand], samples, body.sample_rate, (*name, number)) * swell
        if job is not None:
            job.report(Progress((number + 1) / (len(moving) + 2), "sounding"))
    for number, calls in enumerate(heard.calls):
        sound_calls(whole, calls, body.sample_rate, (*name, "calls", number))
    return np.ascontiguousarray(whole.T)


def _noise(strands: list[Strand], samples: int, sample_rate: int, name: tuple[object, ...]) -> Samples:
    """Noise [2, n] with the strands' soft bands, each at its level (RMS).

    Made in the spectrum, in overlapping blocks that are joined by equal power.
    """
    half = _BLOCK // 2
    gain = _shape(strands, sample_rate)
    window = np.sin(np.pi * (np.arange(_BLOCK) + 0.5) / _BLOCK).astype(np.float32)
    random = noise_source("tone", *name)
    out = np.zeros((2, samples + 2 * _BLOCK), np.float32)
    for start in range(0, samples + half, half):
        parts = random.random((2, 2 * (half + 1)), np.float32)
        parts -= np.float32(0.5)
        spectrum = parts.view(np.complex64) * gain
        out[:, start : start + _BLOCK] += np.fft.irfft(spectrum, _BLOCK) * window
    return out[:, half : half + samples]


def _shape(strands: list[Strand], sample_rate: int) -> Samples:
    """What each frequency of a block is multiplied by, so that uniform numbers in [-0.5, 0.5) become the strands."""
    hertz = np.fft.rfftfreq(_BLOCK, 1 / sample_rate)
    power = np.zeros_like(hertz)
    for strand in strands:
        band = 1 / (1 + (strand.low / np.maximum(hertz, 1)) ** (4 * strand.steep))
        band /= 1 + (hertz / strand.high) ** (4 * strand.steep)
        band /= np.maximum(hertz, 40)
        power += band / band.sum() * 10 ** (strand.level / 10)
    # A bin of variance 1/6 (1/12 for each of its parts) is heard with 1/3, for it stands for its mirror too.
    return np.asarray(np.sqrt(3 * power) * _BLOCK, np.float32)


def _swell(strand: Strand, samples: int, sample_rate: int, name: tuple[object, ...]) -> Samples:
    """How the strand comes and goes: waves of uneven lengths; 1 in the mean and at both ends."""
    at = np.arange(0, samples + sample_rate, sample_rate / _SWELL_RATE)
    seconds, left = at / sample_rate, (samples - at) / sample_rate
    random = noise_source("swell", *name)
    knots = random.random(int(seconds[-1] / strand.period) + 3)
    pace = 0.5 + np.interp(seconds / strand.period, np.arange(len(knots)), knots)
    turn = 2 * np.pi * (random.random() + np.cumsum(pace) / (_SWELL_RATE * strand.period))
    wave = 0.7 * np.sin(turn) + 0.3 * np.sin(1.618 * turn)
    settled = min(_SETTLED, 2 * strand.period)
    wave *= np.clip(np.minimum(seconds, left) / settled, 0, 1)
    return np.interp(np.arange(samples), at, np.maximum(0.0, 1 + strand.swell * wave)).astype(np.float32)

"""The sound of a place where nobody speaks: shaped noise and small far sounds, quiet, never the same twice.

It runs as long as it is asked to without a loop. Each strand begins and ends at its mean level, so that where the
tones of two shots in one place meet neither is louder; the same place, seed and length give the same sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from milimo_lang.ir.bodies import ToneBody
from milimo_lang.ir.values import sample_at
from milimo_runtime.backend import Job, Progress
from milimo_runtime.backends.animatic.sounds.ambience import Strand, heard_in
from milimo_runtime.backends.animatic.sounds.calls import with_calls
from milimo_runtime.media.chance import noise_source
from milimo_runtime.media.sound import Samples, write_sound_chunks

_BLOCK = 1 << 15
"""Samples shaped at once; blocks overlap by half."""
_PIECE = _BLOCK // 2
_SWELL_RATE = 50
"""Settings of a swell a second."""
_SETTLED = 1.5
"""Seconds at both ends of a tone over which a swell leaves its mean, and comes back to it."""


def make_tone(job: Job, body: ToneBody) -> None:
    """Write exactly `body.frames` frames of the place's sound, stereo, to the output `sound`."""
    samples = sample_at(body.frames, body.rate, body.sample_rate)
    write_sound_chunks(job.outputs["sound"], _reported(tone(body, samples), samples, job), body.sample_rate)
    job.report(Progress(1.0, "sounded"))


def _reported(pieces: Iterable[Samples], samples: int, job: Job) -> Iterator[Samples]:
    done = 0
    for piece in pieces:
        yield piece
        done += len(piece)
        job.report(Progress(done / samples, "sounding"))


def tone(body: ToneBody, samples: int) -> Iterator[Samples]:
    """`samples` samples of the place in pieces [n, 2]; the sides differ, so that it has width."""
    heard = heard_in(body.place)
    name = (body.place.name, body.seed, body.frames)
    steady = [strand for strand in heard.strands if not strand.swell]
    moving = [strand for strand in heard.strands if strand.swell]
    pieces = _silence(samples)
    if steady:
        pieces = _with(pieces, _noise(steady, body.sample_rate, (*name, "steady")))
    for number, strand in enumerate(moving):
        noise = _noise([strand], body.sample_rate, (*name, number))
        pieces = _with(pieces, _swelling(noise, strand, samples, body.sample_rate, (*name, number)))
    for number, calls in enumerate(heard.calls):
        pieces = with_calls(pieces, calls, samples, body.sample_rate, (*name, "calls", number))
    return (np.ascontiguousarray(piece.T) for piece in pieces)


def _silence(samples: int) -> Iterator[Samples]:
    for at in range(0, samples, _PIECE):
        yield np.zeros((2, min(_PIECE, samples - at)), np.float32)


def _with(pieces: Iterable[Samples], noise: Iterator[Samples]) -> Iterator[Samples]:
    for piece in pieces:
        piece += next(noise)[:, : piece.shape[1]]
        yield piece


def _noise(strands: list[Strand], sample_rate: int, name: tuple[object, ...]) -> Iterator[Samples]:
    """Noise without end, in pieces [2, n], with the strands' soft bands, each at its level (RMS).

    Made in the spectrum, in overlapping blocks that are joined by equal power.
    """
    gain = _shape(strands, sample_rate)
    window = np.sin(np.pi * (np.arange(_BLOCK) + 0.5) / _BLOCK).astype(np.float32)
    random = noise_source("tone", *name)
    fading: Samples | None = None
    while True:
        parts = random.random((2, 2 * (_PIECE + 1)), np.float32)
        parts -= np.float32(0.5)
        block = (np.fft.irfft(parts.view(np.complex64) * gain, _BLOCK) * window).astype(np.float32, copy=False)
        if fading is not None:
            yield fading + block[:, :_PIECE]
        fading = block[:, _PIECE:]


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


def _swelling(
    noise: Iterable[Samples], strand: Strand, samples: int, sample_rate: int, name: tuple[object, ...]
) -> Iterator[Samples]:
    """The noise as it comes and goes: waves of uneven lengths; 1 in the mean and at both ends."""
    at = np.arange(0, samples + sample_rate, sample_rate / _SWELL_RATE)
    level = np.maximum(0.0, 1 + strand.swell * _wave(strand, at, samples, sample_rate, name))
    for start, piece in zip(range(0, samples, _PIECE), noise, strict=False):
        yield piece * np.interp(np.arange(start, start + _PIECE), at, level).astype(np.float32)


def _wave(
    strand: Strand, at: npt.NDArray[np.float64], samples: int, sample_rate: int, name: tuple[object, ...]
) -> npt.NDArray[np.float64]:
    """How the strand comes and goes, -1 to 1, `at` those samples."""
    seconds, left = at / sample_rate, (samples - at) / sample_rate
    random = noise_source("swell", *name)
    knots = random.random(int(seconds[-1] / strand.period) + 3)
    pace = 0.5 + np.interp(seconds / strand.period, np.arange(len(knots)), knots)
    turn = 2 * np.pi * (random.random() + np.cumsum(pace) / (_SWELL_RATE * strand.period))
    wave = 0.7 * np.sin(turn) + 0.3 * np.sin(1.618 * turn)
    settled = min(_SETTLED, 2 * strand.period)
    wave *= np.clip(np.minimum(seconds, left) / settled, 0, 1)
    return np.asarray(wave, np.float64)

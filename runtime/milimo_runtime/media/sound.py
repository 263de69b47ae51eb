"""Sound as samples: 24-bit FLAC written to the store, any permitted file read back at the film's sample rate.

Samples are float32 [n, 2], -1 to 1. What is written is read back with exactly as many samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from milimo_runtime.backend import Failed
from milimo_runtime.media.decode import open_media

Samples = npt.NDArray[np.float32]

_BLOCK = 4096
"""Samples in a FLAC block."""
_FULL = 2.0**23
"""Full scale of 24 bits."""


def write_sound(path: Path, samples: Samples, sample_rate: int) -> None:
    """Write `samples` ([n, 2], -1 to 1, clipped beyond) as FLAC, 24 bits, whatever the path is called."""
    write_sound_chunks(path, [samples], sample_rate)


def write_sound_chunks(path: Path, chunks: Iterable[Samples], sample_rate: int) -> None:
    """Like `write_sound`, from pieces of any length; nothing is left at `path` when an exception stops it."""
    try:
        with av.open(str(path), "w", format="flac", options={"fflags": "+bitexact"}) as container:
            stream = container.add_stream("flac", rate=sample_rate, layout="stereo", format="s32")
            stream.codec_context.options = {"flags": "+bitexact", "compression_level": "4"}
            at = 0
            for block in blocks(chunks, _BLOCK):
                frame = AudioFrame.from_ndarray(_as_24_bit(block).reshape(1, -1), format="s32", layout="stereo")
                frame.sample_rate, frame.pts, frame.time_base = sample_rate, at, Fraction(1, sample_rate)
                container.mux(stream.encode(frame))
                at += len(block)
            container.mux(stream.encode(None))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def blocks(chunks: Iterable[Samples], length: int) -> Iterator[Samples]:
    """The same samples in pieces of `length`, the last one shorter."""
    held: Samples = np.zeros((0, 2), np.float32)
    for chunk in chunks:
        held = np.concatenate((held, chunk)) if len(held) else chunk
        whole = len(held) // length * length
        for at in range(0, whole, length):
            yield held[at : at + length]
        held = held[whole:]
    if len(held):
        yield held


def _as_24_bit(samples: Samples) -> npt.NDArray[np.int32]:
    """Rounded to 24 bits, which FFmpeg wants in the upper bytes of 32."""
    codes = np.clip(np.rint(samples.astype(np.float64) * _FULL), -_FULL, _FULL - 1).astype(np.int32)
    return np.ascontiguousarray(codes << 8)


def read_sound(path: Path, *, sample_rate: int) -> Samples:
    """All sound of the file at `sample_rate`, stereo: one channel goes to both sides, more are mixed down.

    Raises `Failed` when the file cannot be read or has no sound.
    """
    chunks = list(sound_chunks(path, sample_rate=sample_rate))
    return np.concatenate(chunks) if chunks else np.zeros((0, 2), np.float32)


def sound_chunks(path: Path, *, sample_rate: int) -> Iterator[Samples]:
    """The same in pieces as they are decoded, so that a long file needs little memory."""
    with open_media(path) as container:
        if not container.streams.audio:
            raise Failed(f"{path.name} has no sound", "Name a file with sound.")
        stream = container.streams.audio[0]
        sides = stream.codec_context.layout.nb_channels
        layout = "mono" if sides == 1 else "stereo"
        resampler = AudioResampler(format="flt", layout=layout, rate=sample_rate)
        for frame in container.decode(stream):
            yield from _resampled(resampler, frame)
        yield from _resampled(resampler, None)


def _resampled(resampler: AudioResampler, frame: AudioFrame | None) -> Iterator[Samples]:
    for piece in resampler.resample(frame):
        samples = np.asarray(piece.to_ndarray(), np.float32).reshape(-1, piece.layout.nb_channels)
        if len(samples):
            yield np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples

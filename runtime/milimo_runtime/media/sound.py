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

from milimo_lang.ir.values import half_up
from milimo_runtime.backend import Failed
from milimo_runtime.media.opening import open_media, refuse_long

Samples = npt.NDArray[np.float32]

_BLOCK = 4096
"""Samples in a FLAC block."""
_SILENT = 1 << 15
"""Samples of silence in one piece."""
_GAP = Fraction(1, 25)
"""Seconds without sound in a file from which on they are kept as silence: less is its clock's unsteadiness."""
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


def silence(samples: int) -> Iterator[Samples]:
    """So many samples of it, in pieces."""
    for at in range(0, samples, _SILENT):
        yield np.zeros((min(_SILENT, samples - at), 2), np.float32)


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


def sound_chunks(path: Path, *, sample_rate: int, origin: Fraction | None = None) -> Iterator[Samples]:
    """The same in pieces as they are decoded, so that a long file needs little memory.

    Sample 0 stands at `origin` seconds of the file's own time, or where its sound begins. Where the file has no
    sound, before it begins or in a gap, there is silence.
    """
    with open_media(path) as container:
        if not container.streams.audio:
            raise Failed(f"{path.name} has no sound", "Name a file with sound.")
        stream = container.streams.audio[0]
        layout = "mono" if stream.codec_context.layout.nb_channels == 1 else "stereo"
        line = _Line(path.name, layout, sample_rate, origin)
        for frame in container.decode(stream):
            yield from line.with_next(frame)
        yield from line.rest()


class _Line:
    """Decoded frames laid behind each other on one line of samples, each at its time."""

    def __init__(self, name: str, layout: str, sample_rate: int, origin: Fraction | None) -> None:
        self._name, self._layout, self._sample_rate, self._origin = name, layout, sample_rate, origin
        self._resampler = self._fresh()
        self._end: Fraction | None = None
        self._at = 0

    def _fresh(self) -> AudioResampler:
        return AudioResampler(format="flt", layout=self._layout, rate=self._sample_rate)

    def with_next(self, frame: AudioFrame) -> Iterator[Samples]:
        """What `frame` lets be known of the sound: its own samples, after the silence there is before them."""
        start = frame.pts * frame.time_base if frame.pts is not None and frame.time_base else self._end or Fraction(0)
        if self._end is None:
            self._origin = start if self._origin is None else self._origin
            yield from self._from(start)
        elif start - self._end > _GAP:
            refuse_long(self._name, start - (self._origin or 0))
            yield from self.rest()
            self._resampler = self._fresh()
            yield from self._from(start)
        self._end = (self._end or start) + Fraction(frame.samples, frame.sample_rate)
        yield from self._laid([_as_it_is(frame)] if self._is_ours(frame) else _resampled(self._resampler, frame))

    def _is_ours(self, frame: AudioFrame) -> bool:
        """Whether the frame is as `write_sound` writes it, which makes the resampler no more than a detour."""
        return (frame.format.name, frame.layout.name, frame.sample_rate) == ("s32", "stereo", self._sample_rate)

    def rest(self) -> Iterator[Samples]:
        """What the resampler holds back."""
        yield from self._laid(_resampled(self._resampler, None))

    def _from(self, start: Fraction) -> Iterator[Samples]:
        """Silence up to the time `start`; where that lies before the origin, the line goes on before its sample 0."""
        self._end, there = start, half_up((start - (self._origin or 0)) * self._sample_rate)
        while self._at < there:
            silence: Samples = np.zeros((min(there - self._at, self._sample_rate), 2), np.float32)
            self._at += len(silence)
            yield silence
        self._at = there

    def _laid(self, pieces: Iterable[Samples]) -> Iterator[Samples]:
        for piece in pieces:
            shown = piece[max(0, -self._at) :]
            self._at += len(piece)
            if len(shown):
                yield shown


def _as_it_is(frame: AudioFrame) -> Samples:
    return frame.to_ndarray().reshape(-1, 2).astype(np.float32) * np.float32(2.0**-31)


def _resampled(resampler: AudioResampler, frame: AudioFrame | None) -> Iterator[Samples]:
    for piece in resampler.resample(frame):
        samples = np.asarray(piece.to_ndarray(), np.float32).reshape(-1, piece.layout.nb_channels)
        if len(samples):
            yield np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples

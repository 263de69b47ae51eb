"""How loud a sound is from frame to frame: what its waveform is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy as np

from milimo_lang.ir.values import sample_at
from milimo_runtime.media.sound import Samples, sound_chunks

_TOGETHER = 16
"""Pieces of sound that are looked at together: a second or two."""


def peaks(path: Path, frames: int, rate: Fraction, sample_rate: int, wait: Callable[[], None] = lambda: None) -> bytes:
    """The largest sample of each of `frames` frames of the sound at `path`, one byte a frame: 255 is full scale.

    Where the sound ends before, it is silent. `wait` is called all along. Raises `Failed` when the file has no sound.
    """
    edges = np.array([sample_at(frame, rate, sample_rate) for frame in range(frames + 1)])
    found = np.zeros(frames, np.float32)
    at = 0
    for piece in _longer(sound_chunks(path, sample_rate=sample_rate)):
        wait()
        piece = piece[: max(0, edges[-1] - at)]
        first, last = np.searchsorted(edges, (at, at + len(piece)), side="right") - (1, 1)
        last += edges[min(last, frames)] < at + len(piece)
        if len(piece):
            starts = np.maximum(edges[first:last] - at, 0)
            loudest = np.maximum.reduceat(np.abs(piece).reshape(-1), 2 * starts)  # of both sides, one after the other
            found[first:last] = np.maximum(found[first:last], loudest)
        at += len(piece)
    return np.minimum(np.rint(found * 255), 255).astype(np.uint8).tobytes()


def _longer(chunks: Iterable[Samples]) -> Iterator[Samples]:
    several = iter(chunks)
    while together := list(islice(several, _TOGETHER)):
        yield np.concatenate(together)

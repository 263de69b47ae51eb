"""How latents are cut for decoding: into overlapping tiles, no larger than fits, blended where they overlap.

The cut follows from the size alone, so that every machine decodes the same pixels, unless small tiles are asked for,
which is part of the key, or memory runs out (`memory`). All tiles of a cut are of one size, and overlap by more than
two latents: the decoder of 2.0 mirrors at the edges and cannot read a tile one latent wide, which a cut at fixed
strides can end in.

Measured at full size in bfloat16 on an H200: a latent takes 0.9 MB and 37 microseconds, so a large tile 14 GB and a
small one 3.5; 121 frames of 1280x704 are 14,080 latents, and decoded whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from milimo_lang.ir.values import Size
from milimo_runtime.backends.ltx.options import Tiles

LARGEST: dict[Tiles, int] = {"large": 16_384, "small": 4_096}
"""Latents that are decoded at once."""

_OVER_TIME, _OVER_SPACE = 3, 4
"""Latents by which tiles overlap at least."""
_SHORTEST = 8
"""Latents of time below which space is cut as well."""


@dataclass(frozen=True)
class Cut:
    """Spans of latents [first, last) in time, height and width."""

    time: tuple[tuple[int, int], ...]
    rows: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        return len(self.time) * len(self.rows) * len(self.columns)


def cut(frames: int, height: int, width: int, tiles: Tiles) -> Cut:
    """How `frames` x `height` x `width` latents are cut."""
    most = LARGEST[tiles]
    high, wide = height, width
    shortest = min(frames, _SHORTEST)
    while shortest * high * wide > most and max(high, wide) > 2 * _OVER_SPACE:
        if high >= wide:
            high = -(-high // 2) + _OVER_SPACE // 2
        else:
            wide = -(-wide // 2) + _OVER_SPACE // 2
    long = max(min(frames, most // (high * wide)), min(frames, _OVER_TIME + 2))
    return Cut(spans(frames, long, _OVER_TIME), spans(height, high, _OVER_SPACE), spans(width, wide, _OVER_SPACE))


def spans(length: int, longest: int, overlap: int) -> tuple[tuple[int, int], ...]:
    """[0, length) in as few spans as go, none longer than `longest`, all as long, overlapping by `overlap` or more."""
    if longest >= length:
        return ((0, length),)
    count = -(-(length - overlap) // (longest - overlap))
    size = -(-(length + (count - 1) * overlap) // count)
    starts = [number * (length - size) // (count - 1) for number in range(count)]
    return tuple((start, start + size) for start in starts)


def shows(size: Size, frames: int, asked: Tiles) -> Tiles:
    """`asked`, where it makes a difference for so many frames of this size; else "large"."""
    latents = ((frames - 1) // 8 + 1, size.height // 32, size.width // 32)
    return asked if cut(*latents, asked) != cut(*latents, "large") else "large"

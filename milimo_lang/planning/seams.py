"""Where a shot's picture and sound come from: its chunks, and what was made again of them.

The picture passes from one chunk to the next in the middle of the frames that both of them have. The last frames of a
chunk are decoded without what comes after them, the first of the next without what was before. In the middle of what
was handed over both are whole, and most alike: `python -m tests.small.measure handoff`. The sound passes at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from milimo_lang.ir.bodies import Keep
from milimo_lang.ir.plan import Chunk
from milimo_lang.ir.values import FrameSpan


@dataclass(frozen=True)
class Piece:
    """The shot frames `span` of what `role` made of the chunk number `chunk`; `follows`: it took over from the piece
    before it."""

    role: str
    chunk: int
    span: FrameSpan
    follows: bool = False


def seen(chunks: Sequence[Chunk], again: Sequence[Piece]) -> tuple[Keep, ...]:
    """Where each frame's picture is from: the chunks alone say where it passes, what was made `again` lies over."""
    passes = _passes(chunks)
    return _laid(chunks, [*_shown(chunks, passes), *_followed(again, passes)])


def heard(chunks: Sequence[Chunk], again: Sequence[Piece]) -> tuple[Keep, ...]:
    """Where each frame's sound is from."""
    return _laid(chunks, [*_shown(chunks, [chunk.shows.start for chunk in chunks]), *again])


def _passes(chunks: Sequence[Chunk]) -> list[int]:
    """The shot frame from which on each chunk is seen."""
    early = [0, *(min(chunk.overlap // 2, before.shows.frames - 1) for before, chunk in pairwise(chunks))]
    return [chunk.shows.start - frames for chunk, frames in zip(chunks, early, strict=True)]


def _followed(again: Sequence[Piece], passes: Sequence[int]) -> Iterator[Piece]:
    """`again`, each piece that follows another seen from where the picture passes."""
    for before, piece in pairwise([None, *again]):
        assert piece is not None
        if before is None or not piece.follows:
            yield piece
            continue
        start = max(passes[piece.chunk], before.span.start)
        yield replace(piece, span=FrameSpan(start=start, frames=piece.span.end - start))


def _shown(chunks: Sequence[Chunk], starts: Sequence[int]) -> Iterator[Piece]:
    for number, (start, end) in enumerate(pairwise([*starts, chunks[-1].shows.end])):
        yield Piece(f"chunk/{number}", number, FrameSpan(start=start, frames=end - start))


def _laid(chunks: Sequence[Chunk], pieces: Sequence[Piece]) -> tuple[Keep, ...]:
    """Each frame from the last of `pieces` that has it."""
    found: list[Piece] = []
    for start, end in pairwise(sorted({edge for one in pieces for edge in (one.span.start, one.span.end)})):
        last = next(one for one in reversed(pieces) if one.span.start <= start < one.span.end)
        if found and found[-1].role == last.role:
            start = found.pop().span.start
        found.append(replace(last, span=FrameSpan(start=start, frames=end - start)))
    return tuple(
        Keep(role=one.role, first=one.span.start - chunks[one.chunk].start, frames=one.span.frames) for one in found
    )

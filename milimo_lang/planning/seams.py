"""Where the picture passes from one chunk to the next: in the middle of the frames that both of them have.

The last frames of a chunk are decoded without what comes after them, the first of the next without what was before. In
the middle of what was handed over both are whole, and most alike: `python -m tests.small.measure handoff`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from milimo_lang.ir.bodies import Keep
from milimo_lang.ir.plan import Chunk


def seams(kept: Sequence[Keep], chunks: Sequence[Chunk]) -> tuple[Keep, ...]:
    """`kept`, with its chunks seen early where they follow the chunk before; parts made again stay where they are."""
    found = list(kept[:1])
    for before, piece in pairwise(kept):
        found.append(piece.model_copy(update={"early": _early(before, piece, chunks)}))
    return tuple(found)


def _early(before: Keep, piece: Keep, chunks: Sequence[Chunk]) -> int:
    follows = next((chunk for n, chunk in enumerate(chunks) if _are(n, before, piece)), None)
    return min(follows.overlap // 2, before.frames - 1) if follows is not None else 0


def _are(number: int, before: Keep, piece: Keep) -> bool:
    """Whether the two are the chunk before chunk `number`, and that chunk, as they were first made."""
    return (before.role, piece.role) == (f"chunk/{number - 1}", f"chunk/{number}")

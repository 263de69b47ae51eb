"""Which ready unit to start next: one for what is loaded, then what comes early, then the head of the longest chain.

Pure: costs and edges in, an order out. What is loaded is kept, because loading a model takes longer than most units;
so a device first encodes the words of all shots, then makes all stills, then all films. Of these it finishes what was
begun before it begins another, so that shots can be joined and cut while the next is filmed. The longest chain first,
so that no long chain is left to run alone at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from milimo_lang.ir.plan import Node


@dataclass(frozen=True)
class Need:
    """What a unit wants loaded, "" for nothing; `rank`: of units alike in this, those of lower rank come first."""

    model: str = ""
    rank: int = 0


_NONE = Need()

_RANKS = (
    ("prompt.enhance", "text.encode"),
    ("image.make", "image.inpaint", "mask.find"),
    ("chunk.decode",),
    ("chunk.retake", "chunk.refine"),
    ("chunk.upsample",),
)
"""Kinds of node in the order in which a device makes them; all others after them."""


def need_of(node: Node, model: str) -> Need:
    """What `node` needs, for which `model` must be loaded."""
    rank = next((rank for rank, kinds in enumerate(_RANKS) if node.kind in kinds), len(_RANKS))
    return Need(model, rank) if model else _NONE


def chains(order: Sequence[str], consumers: Mapping[str, Sequence[str]], cost: Mapping[str, float]) -> dict[str, float]:
    """Seconds from the start of each unit to the end of the longest chain that waits for it.

    `order` has inputs before what needs them; a unit without a `cost` takes none.
    """
    longest: dict[str, float] = {}
    for unit in reversed(order):
        after = max((longest[consumer] for consumer in consumers.get(unit, ())), default=0.0)
        longest[unit] = cost.get(unit, 0.0) + after
    return longest


def next_unit(ready: Iterable[str], longest: Mapping[str, float], needs: Mapping[str, Need], loaded: str = "") -> str:
    """The ready unit to start where the model `loaded` is ("" for none); the last word has the id, so that equal plans
    run alike."""

    def order(unit: str) -> tuple[bool, int, float, str]:
        need = needs.get(unit, _NONE)
        return bool(loaded) and need.model != loaded, need.rank, -longest[unit], unit

    return min(ready, key=order)


def estimate(node: Node) -> float:
    """Seconds a unit may take on one core when nothing like it was made before: rough, only for ordering.

    The mix takes long and waits for every sound: so sounds come first, and it goes on while pictures are made.
    """
    if node.kind == "cut.film":
        return 0.5
    body = node.body
    frames, size = float(getattr(body, "frames", 1)), getattr(body, "size", None)
    if size is None:
        return 0.05 + _A_FRAME.get(node.kind, 0.005) * frames
    family = node.kind.split(".")[0]
    return 0.05 + _A_MEGAPIXEL.get(family, 0.1) * frames * float(size.pixels) / 1e6


_A_FRAME = {"cut.mix": 0.001, "drawn.speech": 0.0004, "drawn.tone": 0.0004}
"""Seconds a frame of film, of what has no size."""
_A_MEGAPIXEL = {"drawn": 0.01, "cut": 0.005, "footage": 0.01, "shot": 0.01, "chunk": 1.0}
"""Seconds a million pixels of what has one."""

"""Which ready unit to start next: one for the loaded model, then the head of the longest remaining chain.

Pure: costs and edges in, an order out. The longest chain first, so that no long chain is left to run alone at the end;
a loaded model kept, because loading one takes longer than most units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from milimo_lang.ir.plan import Node


def chains(order: Sequence[str], consumers: Mapping[str, Sequence[str]], cost: Mapping[str, float]) -> dict[str, float]:
    """Seconds from the start of each unit to the end of the longest chain that waits for it.

    `order` has inputs before what needs them; a unit without a `cost` takes none.
    """
    longest: dict[str, float] = {}
    for unit in reversed(order):
        after = max((longest[consumer] for consumer in consumers.get(unit, ())), default=0.0)
        longest[unit] = cost.get(unit, 0.0) + after
    return longest


def next_unit(ready: Iterable[str], longest: Mapping[str, float], model: Mapping[str, str], loaded: str = "") -> str:
    """The ready unit to start on a worker that holds the model `loaded` ("" for none).

    A unit of the loaded model comes first, then the longest chain, then the id, so that equal plans run
    alike.
    """
    return min(ready, key=lambda unit: (bool(loaded) and model.get(unit, "") != loaded, -longest[unit], unit))


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

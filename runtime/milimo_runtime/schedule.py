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
    """Seconds a unit may take on one core when nothing like it was made before: rough, only for ordering."""
    body = node.body
    frames = getattr(body, "frames", 1)
    size = getattr(body, "size", None)
    megapixels = size.pixels / 1e6 if size is not None else 0.05
    weight = {"drawn": 0.02, "cut": 0.01, "footage": 0.02, "shot": 0.02, "chunk": 1.0}
    if node.kind == "cut.film":
        return 0.5
    if node.kind == "cut.mix":
        # All sounds wait for nothing, and the mix for all of them: made early, it is done before the last picture.
        return 0.05 + 0.001 * frames
    return 0.05 + weight.get(node.kind.split(".")[0], 0.1) * float(frames) * float(megapixels)

"""Which ready unit to start next: one for what is loaded, then what comes early, then the head of the longest chain.

Pure: costs and edges in, an order out. What is loaded is kept, because loading a model takes longer than most units;
so a device first encodes the words of all shots, then makes all stills, then all films. Of these it finishes what was
begun before it begins another, so that shots can be joined and cut while the next is filmed. The longest chain first,
so that no long chain is left to run alone at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from milimo_lang.ir.bodies import AnyBody, BlackBody, CardBody, PanelBody
from milimo_lang.ir.plan import Node
from milimo_runtime.engines import Place


@dataclass(frozen=True)
class Need:
    """What a unit wants loaded, "" for nothing; `rank`: of units alike in this, those of lower rank come first."""

    model: str = ""
    rank: int = 0


NONE = Need()

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
    return Need(model, rank) if model else NONE


def chains(order: Sequence[str], consumers: Mapping[str, Sequence[str]], cost: Mapping[str, float]) -> dict[str, float]:
    """Seconds from the start of each unit to the end of the longest chain that waits for it.

    `order` has inputs before what needs them; a unit without a `cost` takes none.
    """
    longest: dict[str, float] = {}
    for unit in reversed(order):
        after = max((longest[consumer] for consumer in consumers.get(unit, ())), default=0.0)
        longest[unit] = cost.get(unit, 0.0) + after
    return longest


class Line:
    """Units that are ready, each to be taken when its turn comes; given the seconds of the `longest` chain from each.

    What is loaded goes on first; then rank, then the longest chain; the last word has the id, so that equal plans run
    alike. Adding and taking cost the logarithm of how many there are.
    """

    def __init__(self, longest: Mapping[str, float]) -> None:
        self._longest = longest
        self._queues: dict[str, list[_Turn]] = {}

    def add(self, unit: str, need: Need = NONE) -> None:
        """`unit` is ready."""
        heappush(self._queues.setdefault(need.model, []), (need.rank, -self._longest[unit], unit))

    def take(self, free: Sequence[Place]) -> tuple[str, int] | None:
        """The unit to start now, which leaves the line, and the number in `free` of the place for it.

        None where there is no place for any. Places that have a model loaded come first, as what they go on with needs
        no loading.
        """
        for place in sorted(free, key=lambda place: (not place.models, not place.loaded)):
            model = self._model_for(place)
            if model is not None:
                return heappop(self._queues[model])[-1], place_for(model, free)
        return None

    def _model_for(self, place: Place) -> str | None:
        """Of which model a unit is to start in `place`: of what is loaded, else of the first of all that wait."""
        waiting = [model for model, queue in self._queues.items() if queue and bool(model) == place.models]
        if place.loaded in waiting:
            return place.loaded
        return min(waiting, key=lambda model: self._queues[model][0], default=None)


_Turn = tuple[int, float, str]
"""Rank, the longest chain counted down, unit: what is least comes first."""


def place_for(model: str, free: Sequence[Place]) -> int:
    """The number in `free` of the place for a unit of `model`: where it is loaded, else where nothing is, else any."""
    fitting = [number for number, place in enumerate(free) if place.models == bool(model)]
    return min(fitting, key=lambda number: (free[number].loaded != model, bool(free[number].loaded)))


def estimates(nodes: Iterable[Node]) -> dict[str, float]:
    """What `estimate` says of each of a plan's nodes; of a picture that is held, and of what is cut from it, less.

    So what is cut last is what takes least, and no core idles long at the end.
    """
    nodes = tuple(nodes)
    held = {node.id for node in nodes if _held(node.body)}
    calm = held | {node.id for node in nodes if any(part.node in held for part in node.inputs)}
    return {node.id: estimate(node) * (_CALM if node.id in calm else 1.0) for node in nodes}


def _held(body: AnyBody) -> bool:
    """Whether it is drawn for a camera that rests."""
    match body:
        case PanelBody():
            return all("still" in term.draft.amounts for term in body.terms if term.kind == "camera")
        case CardBody() | BlackBody():
            return True
    return False


_CALM = 0.3
"""Of the time that a picture takes that moves, what one takes that does not."""


def estimate(node: Node) -> float:
    """Seconds a unit may take on one core when nothing like it was made before: rough, only for ordering."""
    return rough(node.kind, *extent(node))


def extent(node: Node) -> tuple[float, float | None]:
    """How large a unit is: the frames it makes, and its pixels where it has a size."""
    size = node.body.get("size")
    frames = node.body.get("frames", 1) / node.body.get("every", 1)
    return frames, float(size.pixels) if size is not None else None


def rough(kind: str, frames: float, pixels: float | None) -> float:
    """What `estimate` says of a unit of this `kind` and extent.

    The mix takes long and waits for every sound: so sounds come first, and it goes on while pictures are made.
    """
    if kind == "cut.film":
        return 0.5
    if pixels is None:
        return 0.05 + _A_FRAME.get(kind, 0.005) * frames
    return 0.05 + _A_MEGAPIXEL.get(kind.split(".")[0], 0.1) * frames * pixels / 1e6


_A_FRAME = {"cut.mix": 0.001, "drawn.speech": 0.0004, "drawn.tone": 0.0004}
"""Seconds a frame of film, of what has no size."""
_A_MEGAPIXEL = {"drawn": 0.01, "cut": 0.005, "footage": 0.01, "shot": 0.01, "chunk": 1.0}
"""Seconds a million pixels of what has one."""

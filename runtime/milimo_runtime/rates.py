"""How long units take on this machine, learnt from those that were made, of whatever film.

Units are compared with their like: of the same kind, by the same model with as many steps. Of these the nearest in
size tell how much longer or shorter one takes than `schedule.rough` says. What is kept may be lost or damaged: then
nothing is known until the next build.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from milimo_lang.ir.plan import Node
from milimo_runtime.schedule import extent, rough
from milimo_runtime.store import Damaged, DiskTrouble, Run, Store, disk
from milimo_runtime.store.locks import lone_lock
from milimo_runtime.store.records import sealed, unsealed

SCHEMA = "milimo.rates/1"

_NAME = "rates"
_KEPT = 64  # samples of a sort, the last ones
_NEAREST = 8  # samples that tell of a unit


@dataclass(frozen=True, slots=True)
class Sample:
    """A unit that was made: its frames, its pixels where it has a size, and the seconds it took.

    `first`: a model was loaded for it.
    """

    frames: float
    pixels: float | None
    seconds: float
    first: bool = False


class Rates:
    """Samples by the sort of unit."""

    def __init__(self) -> None:
        self._samples: dict[str, list[Sample]] = {}
        self._news: dict[str, list[Sample]] = {}
        self._told: dict[tuple[str, float, float | None], float | None] = {}

    def learn(self, node: Node, seconds: float, *, first: bool = False) -> None:
        """`node` was made in `seconds`; `first`, with the loading of its model."""
        sort, sample = sort_of(node), Sample(*extent(node), seconds, first)
        self._add(sort, [sample])
        self._news.setdefault(sort, []).append(sample)

    def seconds(self, node: Node) -> float | None:
        """About how long `node` takes; None where nothing like it was ever made here."""
        sort, (frames, pixels) = sort_of(node), extent(node)
        alike = (sort, frames, pixels)
        if alike not in self._told:  # of a thousand shots many are of one length
            self._told[alike] = self._learnt(self._samples.get(sort, ()), node.kind, frames, pixels)
        return self._told[alike]

    @staticmethod
    def _learnt(samples: Sequence[Sample], kind: str, frames: float, pixels: float | None) -> float | None:
        samples = [one for one in samples if not one.first] or samples
        if not samples:
            return None
        expected = rough(kind, frames, pixels)
        told = [(rough(kind, one.frames, one.pixels), one.seconds) for one in reversed(samples)]
        nearest = sorted(told, key=lambda one: abs(math.log(one[0] / expected)))[:_NEAREST]
        return expected * sum(seconds for _, seconds in nearest) / sum(size for size, _ in nearest)

    def of(self, nodes: Iterable[Node]) -> dict[str, float]:
        """About how long each of `nodes` takes, of those that anything is known of."""
        return {node.id: seconds for node in nodes if (seconds := self.seconds(node)) is not None}

    def write(self, store: Store, run: Run) -> None:
        """Add what was learnt here to what is kept, whoever else added to it meanwhile.

        A disk that will not is no trouble.
        """
        with suppress(DiskTrouble):
            lock = lone_lock(store.path / "locks" / _NAME[:2] / _NAME)
            try:
                kept = read_rates(store)
                for sort, samples in self._news.items():
                    kept._add(sort, samples)
                store.write(run, store.path / _NAME, sealed(kept._fields()), durable=False)
            finally:
                lock.release(remove=True)
            self._samples, self._news, self._told = kept._samples, {}, {}

    def _fields(self) -> dict[str, Any]:
        sorts = {
            sort: [[one.frames, one.pixels, round(one.seconds, 4), one.first] for one in samples]
            for sort, samples in self._samples.items()
        }
        return {"schema": SCHEMA, "sorts": sorts}

    def _add(self, sort: str, samples: Iterable[Sample]) -> None:
        self._told.clear()
        self._samples[sort] = [*self._samples.get(sort, ()), *samples][-_KEPT:]


def read_rates(store: Store) -> Rates:
    """What was learnt with `store`; nothing where nothing was, or it is damaged."""
    rates = Rates()
    with suppress(OSError, Damaged, ValueError, KeyError, TypeError, AttributeError):
        fields = unsealed(disk.read_whole(store.path / _NAME))
        if fields["schema"] == SCHEMA:
            for sort, samples in fields["sorts"].items():
                rates._add(sort, [Sample(*sample) for sample in samples])
    return rates


def sort_of(node: Node) -> str:
    """What units are compared by: kind, model, quality and steps."""
    parts = [str(node.body.get(name) or "") for name in ("family", "quality", "steps")]
    return " ".join(filter(None, [node.kind, *parts]))

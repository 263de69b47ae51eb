"""Told while weights are read for the first time: forty gigabytes take a minute, and nothing else is to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from milimo_lang.cli.amounts import byte_size
from milimo_lang.cli.streams import Streams

if TYPE_CHECKING:
    from milimo_lang.ir.plan import Plan
    from milimo_runtime.weights.digests import Hashing

WORTH = 10**9
"""Bytes below which nobody waits."""
_STEPS = 10


@contextmanager
def weighing(streams: Streams, plan: Plan) -> Iterator[None]:
    """Within, a line is said for each tenth of the weights of `plan` that are read."""
    if not any(getattr(node.body, "family", "") for node in plan.nodes):
        yield
        return
    from milimo_runtime.weights.digests import telling

    with telling(_Teller(streams).hear):
        yield


class _Teller:
    """Says how far the reading is, a tenth at a time."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._said = -1

    def hear(self, hashing: Hashing) -> None:
        if hashing.total < WORTH:
            return
        step = hashing.done * _STEPS // hashing.total
        if step > self._said:
            self._said = step if step < _STEPS else -1
            done = f"{byte_size(hashing.done)} of {byte_size(hashing.total)}"
            self._streams.say(f"reading weights to know them by: {done}")

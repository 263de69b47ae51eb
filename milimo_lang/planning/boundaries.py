"""Where the boundaries between a shot's stretches lie when its speeches, beats and keyframes ask for places.

Ends of stretches are *generated frames*: counted from the first frame the first stretch makes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from milimo_lang.planning.grid import Grid

_MOST_PLACES = 64
"""Places weighed for one boundary: bounds the search for models whose chunks are long and strides short."""

_CUT_SPEECH, _CUT_FRAME, _HANDLE_ONLY, _LATE_BEAT, _EARLY_KEY, _NO_BEAT = 10**7, 10**4, 10**6, 50, 30, 10
"""What is worst in a boundary, in order: a speech cut, and by how much; a stretch that shows the handle alone …"""

_NOTHING = 10**12
"""A first stretch that shows nothing, being all lead-in, is never worth anything."""

_BALANCE = 10**10
"""What a boundary asks outweighs any imbalance: at most 1000 stretches of (some thousand frames) squared."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What boundaries make way for, in shot frames: speeches [start, end), beats and keyframes."""

    speeches: tuple[tuple[int, int], ...] = ()
    beats: tuple[int, ...] = ()
    keys: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.speeches or self.beats or self.keys)


class Weigher:
    """What a boundary costs: a speech cut in two, a beat or keyframe left just on its wrong side."""

    def __init__(self, asks: Asks, stride: int, offset: int, frames: int) -> None:
        self._stride, self._offset, self._frames = stride, offset, frames
        self._starts = sorted(asks.speeches)
        self._beats, self._keys = sorted(asks.beats), sorted(asks.keys)

    def cost(self, end: int) -> int:
        """Of a boundary before the generated frame `end`."""
        at = end - self._offset
        beyond = _NOTHING * (at <= 0) + _HANDLE_ONLY * (at >= self._frames)
        return self._speech(at) + self._beat(at) + self._key(at) + beyond

    def places(self, low: int, high: int) -> list[int]:
        """Generated frames in [low, high] that something in the shot asks for."""
        wanted = [
            *self._beats,
            *(k + 1 for k in self._keys),
            *(edge for span in self._starts for edge in span),
        ]
        return [at + self._offset for at in wanted if low <= at + self._offset <= high]

    def _speech(self, at: int) -> int:
        cut = [min(at - start, end - at) for start, end in self._starts if start < at < end]
        return sum(_CUT_SPEECH + _CUT_FRAME * frames for frames in cut)

    def _beat(self, at: int) -> int:
        """Best: a beat begins with the stretch. Worst: it begins just before the stretch ends."""
        if not self._beats:
            return 0
        if _any_in(self._beats, at, at + self._stride):
            return 0
        return _LATE_BEAT if _any_in(self._beats, at - 2 * self._stride, at) else _NO_BEAT

    def _key(self, at: int) -> int:
        """A keyframe right after a boundary would pull away from what was just handed over."""
        return _EARLY_KEY if _any_in(self._keys, at, at + self._stride) else 0


def _any_in(ordered: Sequence[int], low: int, high: int) -> bool:
    """Whether any of `ordered` lies in [low, high)."""
    return bisect_right(ordered, low - 1) < bisect_right(ordered, high - 1)


def weighed(balanced: list[int], grid: Grid, weigher: Weigher) -> list[int]:
    """The cheapest ends: dynamic programming over the places each boundary may take.

    Fewest stretches leave less than one stretch of play, so a boundary has few places: (longest - overlap) /
    align + 1 at most. Where that is still many, a sample of them is weighed which always holds the balanced
    ends.
    """
    total = balanced[-1]
    mean = (total + (len(balanced) - 1) * grid.overlap) // len(balanced)
    costs = {0: 0}
    history: list[dict[int, int]] = []
    for index in range(len(balanced) - 1):
        ends = _places(index, balanced, grid, weigher)
        bounds = (grid.shortest_aligned, grid.longest_aligned)
        costs, back = _step(costs, ends, grid.overlap if index else 0, bounds, mean, weigher)
        history.append(back)
    _, back = _step(costs, [total], grid.overlap, (grid.shortest_joined, grid.longest), mean, None)
    return _traced(total, [*history, back])


def _step(
    before: dict[int, int],
    ends: Sequence[int],
    overlap: int,
    bounds: tuple[int, int],
    mean: int,
    weigher: Weigher | None,
) -> tuple[dict[int, int], dict[int, int]]:
    """Cheapest cost of each end reachable from `before`, and the end it is reached from."""
    low, high = bounds
    costs: dict[int, int] = {}
    back: dict[int, int] = {}
    for end in ends:
        ask = _BALANCE * weigher.cost(end) if weigher else 0
        for start, cost in before.items():
            length = end - start + overlap
            if low <= length <= high:
                whole = cost + ask + (length - mean) ** 2
                if end not in costs or whole < costs[end]:
                    costs[end], back[end] = whole, start
    return costs, back


def _traced(end: int, history: Sequence[dict[int, int]]) -> list[int]:
    ends = [end]
    for back in reversed(history[1:]):
        ends.append(back[ends[-1]])
    return ends[::-1]


def _places(index: int, balanced: Sequence[int], grid: Grid, weigher: Weigher) -> list[int]:
    """Generated frames at which stretch `index` may end such that all others still fit: on the grid, ascending."""
    total, fair, overlap, align = balanced[-1], balanced[index], grid.overlap, grid.align
    after = len(balanced) - 2 - index
    low = max(
        grid.shortest_aligned + index * (grid.shortest_aligned - overlap),
        total - after * (grid.longest_aligned - overlap) - (grid.longest - overlap),
    )
    high = min(
        grid.longest_aligned + index * (grid.longest_aligned - overlap),
        total - after * (grid.shortest_aligned - overlap) - (grid.shortest_joined - overlap),
    )
    first = fair - (fair - low) // align * align
    places = range(first, high + 1, align)
    if len(places) <= _MOST_PLACES:
        return list(places)
    asked = {fair + (at - fair) // align * align for at in weigher.places(low, high)}
    coarse = places[:: -(-len(places) // _MOST_PLACES)]
    return sorted({fair, *coarse, *sorted(asked)[:_MOST_PLACES]} & set(places))

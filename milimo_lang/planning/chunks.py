"""How a shot is divided into stretches a model can generate at once, in whole frames.

A model of temporal stride s makes s*k + 1 frames: latent 0 is frame 0, latent l >= 1 is frames s(l-1)+1 …
s*l. A stretch after the first begins with the last q latents of the one before, which are e = s(q-1)+1
frames, and so adds its length less e. *Generated frames* count from the first frame the first stretch makes;
*shot frames* from the first one shown. Nothing here knows of models, prompts or pictures: integers in,
integers out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_MOST_WEIGHED = 1000
"""Stretches up to which boundaries are weighed against pauses; beyond (an hour in one shot) they are
balanced.
"""

_MOST_PLACES = 64
"""Places weighed for one boundary: bounds the search for models whose chunks are long and strides short."""

_CUT_SPEECH, _CUT_FRAME, _HANDLE_ONLY, _LATE_BEAT, _EARLY_KEY, _NO_BEAT = 10**7, 10**4, 10**6, 50, 30, 10
_BALANCE = 10**10
"""What a boundary asks outweighs any imbalance: at most 1000 stretches of (some thousand frames) squared."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What lengths a model makes. Every field is in frames, `latents` apart.

    `latents` (q) are handed over between stretches and mean `overlap` (e) frames. `longest` and `shortest`
    bound a stretch; those that hand on keep to `align`*k + 1 and to `longest_aligned`, the last to `stride`*k
    + 1.
    """

    stride: int
    align: int
    longest: int
    shortest: int
    latents: int

    @property
    def overlap(self) -> int:
        return overlap_of(self.latents, self.stride)

    @property
    def longest_aligned(self) -> int:
        return _down(self.longest, self.align)

    @property
    def shortest_joined(self) -> int:
        """No stretch of several is shorter: each adds at least a stride."""
        return max(self.shortest, self.overlap + self.stride)

    @property
    def shortest_aligned(self) -> int:
        return _up(self.shortest_joined, self.align)


@dataclass(frozen=True, slots=True)
class Asks:
    """What boundaries make way for, in shot frames: speeches [start, end), beats and keyframes."""

    speeches: tuple[tuple[int, int], ...] = ()
    beats: tuple[int, ...] = ()
    keys: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.speeches or self.beats or self.keys)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One generation: `frames` long from the shot frame `start`, of which [first, end) is shown.

    The first `overlap` frames were handed over, the next `lead` are made again and dropped, the last `trim`
    are surplus.
    """

    start: int
    frames: int
    overlap: int = 0
    lead: int = 0
    trim: int = 0

    @property
    def first(self) -> int:
        return self.start + self.overlap + self.lead

    @property
    def end(self) -> int:
        return self.start + self.frames - self.trim


@dataclass(frozen=True, slots=True)
class Handover:
    """Latents [first, first + count) of stretch `stretch`, for the shot that continues this one.

    They mean `overlap` frames; the next `lead` frames, up to the last one shown, are made again.
    """

    stretch: int
    first: int
    count: int
    overlap: int
    lead: int


def overlap_of(latents: int, stride: int) -> int:
    """Frames that `latents` latents mean at the head of a generation."""
    return stride * (latents - 1) + 1


def grid(
    *, stride: int, chunk: int, overlap: int, shortest: int = 1, align: int = 1, context: int = 10**9
) -> tuple[Grid, tuple[str, ...]]:
    """The legal grid nearest to what is asked, and a sentence for each number that had to give way.

    `chunk` and `overlap` are frames as the writer says them; a length off the grid is rounded down, an
    overlap up to whole latents: q = ceil((overlap - 1) / stride) + 1.
    """
    said: list[str] = []
    asked = min(chunk, context)
    longest = max(_down(asked, stride), stride + 1)
    if longest > asked:
        said.append(f"a chunk of {asked} frames is too short for this model; it is made {longest}")
    coarse = stride * -(-align // stride)
    if longest < coarse + 1:
        coarse = stride
    usable = _down(longest, coarse)
    latents = -(-(overlap - 1) // stride) + 1
    room = (usable - coarse - 1) // stride + 1
    if latents > room:
        fitting = overlap_of(room, stride)
        said.append(f"an overlap of {overlap} leaves a chunk of {longest} frames nothing new; it is made {fitting}")
        latents = room
    least = _up(shortest, stride)
    if least > usable:
        said.append(f"a chunk of {longest} frames is shorter than this model's shortest, {least}")
        least = usable
    return Grid(stride, coarse, longest, least, latents), tuple(said)


def divide(
    frames: int, handle: int, grid: Grid, lead_in: tuple[int, int] = (0, 0), asks: Asks | None = None
) -> tuple[Stretch, ...]:
    """The fewest stretches that show `frames` frames and the `handle` after them.

    `lead_in` is (overlap, lead) of a `continue`. Lengths are balanced to within `grid.align` frames unless
    `asks` says otherwise; the frames that lengths on the grid make too many are the `trim` of the last
    stretch.
    """
    offset = sum(lead_in)
    needed = offset + frames + handle
    count, total = _fewest(needed, grid)
    ends = _balanced(count, total, grid)
    if asks and 1 < count <= _MOST_WEIGHED:
        ends = _weighed(ends, grid, _Weigher(asks, grid.stride, offset, frames))
    return tuple(_stretches(ends, grid.overlap, lead_in, total - needed))


def owner(stretches: Sequence[Stretch], frame: int) -> int:
    """Index of the stretch that shows the shot frame `frame`; a frame beyond the shot counts as its last."""
    return min(max(bisect_right([s.first for s in stretches], frame) - 1, 0), len(stretches) - 1)


def speaker(stretches: Sequence[Stretch], start: int, end: int) -> int:
    """Index of the stretch that speaks [start, end): the one that shows most of it, else the earlier."""
    near = range(owner(stretches, start), owner(stretches, max(start, end - 1)) + 1)
    return max(near, key=lambda i: (min(end, stretches[i].end) - max(start, stretches[i].first), -i))


def handover(stretches: Sequence[Stretch], frames: int, grid: Grid) -> Handover:
    """What a shot of `frames` frames hands to the one that continues it: the cut, never the handle.

    The last q latents that end at or before the last shown frame. The stretch that shows that frame holds
    them all: it begins q latents before the first frame it shows. A first stretch shorter than q latents
    hands over fewer.
    """
    index = owner(stretches, frames - 1)
    local = frames - 1 - stretches[index].start
    last = local // grid.stride
    count = min(max(grid.latents, 1), last + 1)
    return Handover(index, last - count + 1, count, overlap_of(count, grid.stride), local - last * grid.stride)


# ---------------------------------------------------------------- lengths


def _down(frames: int, step: int) -> int:
    return (frames - 1) // step * step + 1


def _up(frames: int, step: int) -> int:
    return -(-(frames - 1) // step) * step + 1


def _fewest(needed: int, grid: Grid) -> tuple[int, int]:
    """How many stretches cover `needed` generated frames, and how many they make."""
    total = max(_up(needed, grid.stride), grid.shortest)
    if total <= grid.longest:
        return 1, total
    count = 1 - (grid.longest - total) // (grid.longest_aligned - grid.overlap)
    return count, max(total, count * grid.shortest_aligned - (count - 1) * grid.overlap)


def _balanced(count: int, total: int, grid: Grid) -> list[int]:
    """Generated frame at which each stretch ends when lengths differ by at most `align`."""
    if count == 1:
        return [total]
    made = total + (count - 1) * grid.overlap
    low = _down(made // count, grid.align)
    longer, rest = divmod(made - count * low, grid.align)
    lengths = [low + grid.align * (i < longer) for i in range(count - 1)]
    return _ends([*lengths, low + rest], grid.overlap)


def _ends(lengths: Sequence[int], overlap: int) -> list[int]:
    ends = [lengths[0]]
    for length in lengths[1:]:
        ends.append(ends[-1] + length - overlap)
    return ends


def _stretches(ends: Sequence[int], overlap: int, lead_in: tuple[int, int], surplus: int) -> list[Stretch]:
    offset = sum(lead_in)
    first = Stretch(-offset, ends[0], *lead_in)
    rest = [Stretch(before - overlap - offset, end - before + overlap, overlap) for before, end in pairwise(ends)]
    *made, last = [first, *rest]
    return [*made, Stretch(last.start, last.frames, last.overlap, last.lead, surplus)]


# ---------------------------------------------------------------- boundaries


class _Weigher:
    """What a boundary costs: a speech cut in two, a beat or keyframe left just on its wrong side."""

    def __init__(self, asks: Asks, stride: int, offset: int, frames: int) -> None:
        self._asks, self._stride, self._offset, self._frames = asks, stride, offset, frames
        self._starts = sorted(asks.speeches)
        self._beats, self._keys = sorted(asks.beats), sorted(asks.keys)

    def cost(self, end: int) -> int:
        """Of a boundary before the generated frame `end`."""
        at = end - self._offset
        return self._speech(at) + self._beat(at) + self._key(at) + _HANDLE_ONLY * (at >= self._frames)

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


def _weighed(balanced: list[int], grid: Grid, weigher: _Weigher) -> list[int]:
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
    weigher: _Weigher | None,
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


def _places(index: int, balanced: Sequence[int], grid: Grid, weigher: _Weigher) -> list[int]:
    """Generated frames at which stretch `index` may end such that all others still fit; on the grid,
    ascending.
    """
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

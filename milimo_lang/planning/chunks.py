"""How a shot is divided into stretches a model can generate at once, in whole frames.

A stretch after the first begins with the last q latents of the one before, which are e frames (`grid.py`), and so adds
its length less e. *Generated frames* count from the first frame the first stretch makes; *shot frames* from the first
one shown. Nothing here knows of models, prompts or pictures: integers in, integers out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from milimo_lang.planning.boundaries import Asks, Weigher, weighed
from milimo_lang.planning.grid import Grid, down, overlap_of, up

_MOST_WEIGHED = 1000
"""Stretches up to which boundaries are weighed against pauses; beyond (an hour in one shot) they are balanced."""


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
        ends = weighed(ends, grid, Weigher(asks, grid.stride, offset, frames))
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


def _fewest(needed: int, grid: Grid) -> tuple[int, int]:
    """How many stretches cover `needed` generated frames, and how many they make."""
    total = max(up(needed, grid.stride), grid.shortest)
    if total <= grid.longest:
        return 1, total
    count = 1 - (grid.longest - total) // (grid.longest_aligned - grid.overlap)
    return count, max(total, count * grid.shortest_aligned - (count - 1) * grid.overlap)


def _balanced(count: int, total: int, grid: Grid) -> list[int]:
    """Generated frame at which each stretch ends when lengths differ by at most `align`."""
    if count == 1:
        return [total]
    made = total + (count - 1) * grid.overlap
    low = down(made // count, grid.align)
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

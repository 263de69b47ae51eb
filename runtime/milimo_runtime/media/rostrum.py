"""A camera over a photograph: pans, tilts and pushes across a flat picture, never past its edge.

Reads the same amounts as the drawn camera (`zoom`, `push`, `x`, `truck`, `y`, `crane`, `ease`); a flat picture has
one depth, so a zoom and a push are the same to it. What an amount of another name says is not for a photograph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import Size
from milimo_runtime.media.planes import Planes, planes_from_rgb
from milimo_runtime.media.segments import boxed

_FACTORS, _ACROSS, _DOWN = ("zoom", "push"), ("x", "truck"), ("y", "crane")
_UPPER = 1 / 3
"""Of what a frame leaves out of a tall picture, this much is left out above."""


class View(NamedTuple):
    """What a frame shows: `zoom` times closer than the whole frame, moved by frame widths and heights."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0


def views(terms: Sequence[Term], frames: int, handle: int) -> tuple[View, ...]:
    """One view a frame: the moves run over the shown frames, then the camera holds."""
    last = max(1, frames - 1)
    return tuple(_view(terms, min(1.0, number / last)) for number in range(frames + handle))


def _view(terms: Sequence[Term], part: float) -> View:
    zoom, x, y = 1.0, 0.0, 0.0
    for term in terms:
        eased = _eased(part, term.draft.amounts.get("ease", (2.0, 2.0))[0])
        for name, (start, stop) in term.draft.amounts.items():
            if name in _FACTORS and start > 0 < stop:
                zoom *= start * (stop / start) ** eased
            elif name in _ACROSS:
                x += start + (stop - start) * eased
            elif name in _DOWN:
                y += start + (stop - start) * eased
    return View(zoom, x, y)


def _eased(part: float, steepness: float) -> float:
    """0 to 1, slow at both ends."""
    rising, falling = part**steepness, (1 - part) ** steepness
    return float(rising / (rising + falling))


def moved(image: Image.Image, size: Size, seen: Sequence[View]) -> Iterator[Planes]:
    """What `seen` shows of `image`, frame by frame, at `size`.

    The frame is as large as the picture allows for the whole move, so that its edge is never seen.
    """
    wide = min(image.width, image.height * size.width / size.height)
    high = wide * size.height / size.width
    reach_x = max(abs(view.x) + 0.5 / view.zoom for view in seen)
    reach_y = max(abs(view.y) + 0.5 / view.zoom for view in seen)
    scale = min(image.width / wide / (2 * reach_x), image.height / high / (2 * reach_y), 1.0)
    wide, high = wide * scale, high * scale
    planes = planes_from_rgb(_even(image, size, wide / max(view.zoom for view in seen)))
    ratio_x, ratio_y = planes.size.width / image.width, planes.size.height / image.height
    middle_y = min(max(high * reach_y, high / 2 + (image.height - high) * _UPPER), image.height - high * reach_y)
    drawn: tuple[View, Planes] | None = None
    for view in seen:
        if drawn is None or drawn[0] != view:
            x, y = image.width / 2 + view.x * wide, middle_y + view.y * high
            half_x, half_y = wide / view.zoom / 2, high / view.zoom / 2
            box = ((x - half_x) * ratio_x, (y - half_y) * ratio_y, (x + half_x) * ratio_x, (y + half_y) * ratio_y)
            drawn = (view, boxed(planes, size, box))
        yield drawn[1]


def _even(image: Image.Image, size: Size, narrowest: float) -> Image.Image:
    """`image` with even sides, and no larger than its closest view needs: two pixels for one of the frame."""
    scale = min(1.0, 2 * size.width / narrowest)
    even = tuple(max(2, int(side * scale) // 2 * 2) for side in image.size)
    return image if even == image.size else image.resize((even[0], even[1]), Image.Resampling.LANCZOS)

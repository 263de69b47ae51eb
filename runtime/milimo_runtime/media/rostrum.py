"""A camera over a photograph: moves across a flat picture, never past its edge. `moves` says what it performs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from PIL import Image

from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import Size
from milimo_runtime.media.decode import above
from milimo_runtime.media.moves import Pose, poses
from milimo_runtime.media.planes import Plane, Planes, planes_from_rgb
from milimo_runtime.media.segments import boxed

_STRETCH = 0.25
"""A flat picture has nothing that stretches away: of such a move this much is a zoom."""


class View(NamedTuple):
    """What a frame shows: `zoom` times closer than the whole frame, moved by frame widths and heights, and turned
    by `roll` degrees.
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    roll: float = 0.0


def views(terms: Sequence[Term], frames: int, handle: int, rate: Fraction = Fraction(24)) -> tuple[View, ...]:
    """One view a frame: the moves run over the shown frames, then the camera holds. Every hand is the same hand."""
    return tuple(view_of(pose) for pose in poses(terms, frames, handle, 0, rate))


def view_of(pose: Pose) -> View:
    """The pose over a picture."""
    level = flat(pose)
    return View(level.zoom, level.x, level.y, level.roll)


def flat(pose: Pose) -> Pose:
    """The pose over a picture, all of which is as far as its figures: what travels passes along it."""
    return Pose(
        zoom=pose.zoom * pose.push * pose.pace * pose.vertigo**_STRETCH,
        x=pose.x + pose.truck + pose.orbit,
        y=pose.y + pose.crane,
        roll=pose.roll,
    )


def needed(size: Size, seen: Sequence[View]) -> tuple[int, int]:
    """How wide and high a picture must be so that `seen` lacks nothing of it at `size`: two pixels for one of these."""
    left, top, right, bottom = _reach(size, seen)
    finer = 2 * max(1.0, right - left, bottom - top) * max(view.zoom for view in seen)
    return math.ceil(size.width * finer), math.ceil(size.height * finer)


def moved(image: Image.Image, size: Size, seen: Sequence[View]) -> Iterator[Planes]:
    """What `seen` shows of `image`, frame by frame, at `size`.

    The frame is as large as the picture allows for the whole move, so that its edge is never seen.
    """
    wide = min(image.width, image.height * size.width / size.height)
    high = wide * size.height / size.width
    left, top, right, bottom = _reach(size, seen)
    scale = min(image.width / wide / (right - left), image.height / high / (bottom - top), 1.0)
    wide, high = wide * scale, high * scale
    planes = planes_from_rgb(_even(image, size, wide / max(view.zoom for view in seen)))
    ratio_x, ratio_y = planes.size.width / image.width, planes.size.height / image.height
    middle_x = min(max(image.width / 2, -left * wide), image.width - right * wide)
    favoured = high / 2 + image.height * above(high / image.height)
    middle_y = min(max(-top * high, favoured), image.height - bottom * high)
    drawn: tuple[View, Planes] | None = None
    for view in seen:
        if drawn is None or drawn[0] != view:
            x, y = middle_x + view.x * wide, middle_y + view.y * high
            across, down = _span(view, size)
            half_x, half_y = wide * across / 2, high * down / 2
            box = ((x - half_x) * ratio_x, (y - half_y) * ratio_y, (x + half_x) * ratio_x, (y + half_y) * ratio_y)
            drawn = (view, _turned(planes, size, view, box))
        yield drawn[1]


def _reach(size: Size, seen: Sequence[View]) -> tuple[float, float, float, float]:
    """All that `seen` shows: left, top, right and bottom from the middle of the picture, frame widths and heights."""
    spans = [(view, *_span(view, size)) for view in seen]
    return (
        min(view.x - across / 2 for view, across, _ in spans),
        min(view.y - down / 2 for view, _, down in spans),
        max(view.x + across / 2 for view, across, _ in spans),
        max(view.y + down / 2 for view, _, down in spans),
    )


def _span(view: View, size: Size) -> tuple[float, float]:
    """How much a view covers, upright, in frame widths and heights: more where it is turned."""
    angle, aspect = math.radians(abs(view.roll)), size.width / size.height
    cosine, sine = abs(math.cos(angle)), abs(math.sin(angle))
    return (cosine + sine / aspect) / view.zoom, (cosine + sine * aspect) / view.zoom


def _turned(planes: Planes, size: Size, view: View, box: tuple[float, float, float, float]) -> Planes:
    """What `box` holds of `planes`, the camera turned within it, at `size`."""
    if view.roll == 0:
        return boxed(planes, size, box)
    across, down = (part * view.zoom for part in _span(view, size))
    # Whole fours more than the frame, so that luma and chroma have the same middle.
    wider, higher = math.ceil(size.width * (across - 1) / 4), math.ceil(size.height * (down - 1) / 4)
    upright = boxed(planes, Size(width=size.width + 4 * wider, height=size.height + 4 * higher), box)
    return Planes(
        _cut(upright.y, size.width, size.height, view.roll),
        _cut(upright.u, size.width // 2, size.height // 2, view.roll),
        _cut(upright.v, size.width // 2, size.height // 2, view.roll),
    )


def _cut(plane: Plane, width: int, height: int, roll: float) -> Plane:
    """The middle `width` x `height` of `plane` once it is turned by `roll` degrees anticlockwise."""
    turned = Image.fromarray(plane).rotate(roll, Image.Resampling.BICUBIC)
    left, top = (turned.width - width) // 2, (turned.height - height) // 2
    return np.asarray(turned.crop((left, top, left + width, top + height)))


def _even(image: Image.Image, size: Size, narrowest: float) -> Image.Image:
    """`image` with even sides, and no larger than its closest view needs: two pixels for one of the frame."""
    scale = min(1.0, 2 * size.width / narrowest)
    even = tuple(max(2, int(side * scale) // 2 * 2) for side in image.size)
    return image if even == image.size else image.resize((even[0], even[1]), Image.Resampling.LANCZOS)

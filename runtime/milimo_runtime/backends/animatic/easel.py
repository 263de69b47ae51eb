"""Where paintings are made: a ground of whole pixels at one depth of the world, and pieces that lie on it.

A camera canted all through the shot sees what is painted upright and turned once, so that its moves cost no more than
an upright one's; what lies on a ground is then measured along the frame, not along the horizon (`along`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from milimo_runtime.backends.animatic.canvas import Box, Point, corners

_FINER = 1.25
"""How much finer a painting is that is turned."""

Paint = Callable[[Box, float], Image.Image]
"""Paints a box of the world at a density (pixels a unit): RGBA, ceil(side * density) pixels."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A painting and where it lies, pixels of its ground."""

    image: Image.Image
    left: int
    top: int

    def over(self, whole: Image.Image, left: int = 0, top: int = 0) -> None:
        """Lay it over `whole`, a part of the ground that begins at (left, top)."""
        x, y = self.left - left, self.top - top
        cut = (
            max(0, -x),
            max(0, -y),
            min(self.image.width, whole.width - x),
            min(self.image.height, whole.height - y),
        )
        if cut[0] < cut[2] and cut[1] < cut[3]:
            whole.alpha_composite(self.image, (max(0, x), max(0, y)), cut)


@dataclass(frozen=True, slots=True)
class Ground:
    """`box` (along the frame) at `density` pixels a unit, whole even pixels; `roll` degrees of a canted camera."""

    box: Box
    density: float
    roll: float = 0.0

    @property
    def size(self) -> tuple[int, int]:
        return round(self.box.width * self.density), round(self.box.height * self.density)

    @property
    def upright(self) -> Point:
        """Its middle as the world has it."""
        return turned(self.box.middle, self.roll)

    def box_of(self, piece: Piece) -> Box:
        left, top = self.box.left + piece.left / self.density, self.box.top + piece.top / self.density
        wide, high = piece.image.width / self.density, piece.image.height / self.density
        return Box(left, top, left + wide, top + high)

    def whole(self, paint: Paint) -> Piece:
        """A painting of all the ground."""
        return self._painted((0, 0, *self.size), paint)

    def piece(self, part: Box, paint: Paint) -> Piece | None:
        """A painting of `part` of the world as far as the ground goes; None where it does not."""
        pixels = self.pixels(around(part, -self.roll))
        return self._painted(pixels, paint) if pixels else None

    def pixels(self, part: Box) -> tuple[int, int, int, int] | None:
        """`part` (along the frame) in pixels, grown to whole ones and cut to the ground."""
        x0 = max(0, math.floor((part.left - self.box.left) * self.density))
        y0 = max(0, math.floor((part.top - self.box.top) * self.density))
        x1 = min(self.size[0], math.ceil((part.right - self.box.left) * self.density))
        y1 = min(self.size[1], math.ceil((part.bottom - self.box.top) * self.density))
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def _painted(self, pixels: tuple[int, int, int, int], paint: Paint) -> Piece:
        x0, y0, x1, y1 = pixels
        left, top = self.box.left + x0 / self.density, self.box.top + y0 / self.density
        size = (x1 - x0, y1 - y0)
        part = Box(left, top, left + size[0] / self.density, top + size[1] / self.density)
        if not self.roll:
            image = paint(part, self.density)
            return Piece(image if image.size == size else image.crop((0, 0, *size)), x0, y0)
        finer = self.density * _FINER
        world = around(part, self.roll).grown(4 / finer)
        return Piece(self._turned(paint(world, finer), world, finer, part, size), x0, y0)

    def _turned(self, image: Image.Image, world: Box, finer: float, part: Box, size: tuple[int, int]) -> Image.Image:
        """`image` of `world` as a canted camera sees `part` of it."""
        cosine, sine = math.cos(math.radians(self.roll)), math.sin(math.radians(self.roll))
        step = finer / self.density
        x, y = turned((part.left, part.top), self.roll)
        affine = (
            cosine * step, -sine * step, (x - world.left) * finer,
            sine * step, cosine * step, (y - world.top) * finer,
        )  # fmt: skip
        seen = image.convert("RGBa").transform(size, Image.Transform.AFFINE, affine, Image.Resampling.BICUBIC)
        return seen.convert("RGBA")


def turned(point: Point, degrees: float) -> Point:
    """A point along the frame of a camera canted by `degrees` as the world has it; the reverse with -degrees."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return cosine * point[0] - sine * point[1], sine * point[0] + cosine * point[1]


def around(box: Box, degrees: float) -> Box:
    """The box about `box` once it is turned."""
    if not degrees:
        return box
    points = [turned(corner, degrees) for corner in corners(box)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))

"""A painter's canvas in world units: one unit is the height of the frame, (0, 0) its middle, y grows downwards.

A canvas covers any `Box` of the world at any density, so the same painting serves a held frame, a pan that runs past
its edges and a push that needs finer grain. It is painted `GRAIN` times finer than it is handed over: smooth edges.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from milimo_runtime.backends.animatic.colour import Colour
from milimo_runtime.media.type import text_block

Point = tuple[float, float]

GRAIN = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the world."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def join(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def meet(self, other: Box) -> Box:
        """What both cover; may be empty (negative width or height)."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def scaled(self, factor: float, about: Point) -> Box:
        x, y = about
        return Box(
            x + (self.left - x) * factor,
            y + (self.top - y) * factor,
            x + (self.right - x) * factor,
            y + (self.bottom - y) * factor,
        )

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def curve(points: Sequence[Point], steps: int = 10, closed: bool = True) -> list[Point]:
    """A smooth line through `points` (Catmull-Rom)."""
    count = len(points)
    out: list[Point] = []
    for at in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(at + step) % count] for step in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(count - 1, max(0, at + step))] for step in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            out.append((_knot(a[0], b[0], c[0], d[0], t), _knot(a[1], b[1], c[1], d[1], t)))
    if not closed:
        out.append(points[-1])
    return out


def _knot(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * b - a - 3 * c + d))))


def ring(middle: Point, across: float, down: float, count: int = 48) -> list[Point]:
    """An ellipse as points; `across` and `down` are its half axes."""
    turn = 2 * math.pi / count
    return [(middle[0] + across * math.cos(turn * at), middle[1] + down * math.sin(turn * at)) for at in range(count)]


class Canvas:
    """Paint laid over `box` at `density` pixels a unit; transparent until something is painted."""

    def __init__(self, box: Box, density: float) -> None:
        self.box = box
        self.density = density
        self.width = max(2, math.ceil(box.width * density - 1e-6))
        self.height = max(2, math.ceil(box.height * density - 1e-6))
        self._fine = density * GRAIN
        self._image = Image.new("RGBA", (self.width * GRAIN, self.height * GRAIN), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._image)

    @contextmanager
    def moved(self, down: float) -> Iterator[None]:
        """What is painted within lies `down` units lower."""
        box = self.box
        self.box = Box(box.left, box.top - down, box.right, box.bottom - down)
        try:
            yield
        finally:
            self.box = box

    def _place(self, points: Iterable[Point]) -> list[Point]:
        left, top, fine = self.box.left, self.box.top, self._fine
        return [((x - left) * fine, (y - top) * fine) for x, y in points]

    def _span(self, box: Box) -> tuple[int, int, int, int] | None:
        """`box` in fine pixels, cut to the canvas; None when nothing of it is there."""
        (left, top), (right, bottom) = self._place([(box.left, box.top), (box.right, box.bottom)])
        x0, y0 = max(0, math.floor(left)), max(0, math.floor(top))
        x1, y1 = min(self._image.width, math.ceil(right)), min(self._image.height, math.ceil(bottom))
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def polygon(self, points: Iterable[Point], fill: Colour) -> None:
        # The pen cuts fractions off towards zero, and a whole number may come as a hair less: strips would not meet.
        self._draw.polygon([(math.floor(x + 1e-4), math.floor(y + 1e-4)) for x, y in self._place(points)], fill=fill)

    def smooth(self, points: Sequence[Point], fill: Colour) -> None:
        """A closed smooth shape through `points`."""
        self.polygon(curve(points), fill)

    def ellipse(self, middle: Point, across: float, down: float, fill: Colour) -> None:
        self.polygon(ring(middle, across, down), fill)

    def rectangle(self, box: Box, fill: Colour) -> None:
        self.polygon(corners(box), fill)

    def stroke(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """A line `width` units thick with round joins and ends."""
        placed = self._place(points)
        thick = max(1, round(width * self._fine))
        self._draw.line(placed, fill=fill, width=thick, joint="curve")
        if thick > 2:
            radius = thick / 2
            for x, y in (placed[0], placed[-1]):
                self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)

    def gradient(self, box: Box, stops: Sequence[tuple[float, Colour]]) -> None:
        """Colours down `box`; `stops` are (world y, colour) from top to bottom. Opaque."""
        span = self._span(box)
        if span is None:
            return
        x0, y0, x1, y1 = span
        rows = self.box.top + (np.arange(y0, y1) + 0.5) / self._fine
        heights = [stop[0] for stop in stops]
        parts = [np.interp(rows, heights, [stop[1][part] for stop in stops]) for part in range(3)]
        column = np.stack([*parts, np.full(len(rows), 255.0)], axis=-1)
        strip = Image.fromarray(np.rint(column).astype(np.uint8)[:, None, :])
        self._image.paste(strip.resize((x1 - x0, y1 - y0), Image.Resampling.NEAREST), (x0, y0))

    def veil(
        self,
        points: Sequence[Point],
        fill: Colour,
        opacity: float,
        soft: float = 0.0,
        within: bool = False,
    ) -> None:
        """A translucent shape, its edge softened over `soft` units; `within`: only where there is paint."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        span = self._span(Box(min(xs), min(ys), max(xs), max(ys)).grown(3 * soft))
        if span is None:
            return
        x0, y0, x1, y1 = span
        if soft == 0:
            mask = Image.new("L", (x1 - x0, y1 - y0), 0)
            ImageDraw.Draw(mask).polygon([(x - x0, y - y0) for x, y in self._place(points)], round(255 * opacity))
            self._lay(span, fill, mask, within)
            return
        # Painted coarsely, and past the canvas by as much as the softness reaches: its edge leaves no mark. The grain
        # is the world's, not the canvas's: strips of a painting meet.
        coarse, spare = max(1, int(soft * self._fine / 3)), 9
        over = (x0 + math.floor(self.box.left * self._fine)) % coarse
        down = (y0 + math.floor(self.box.top * self._fine)) % coarse
        wide, high = -(-(x1 - x0 + over) // coarse), -(-(y1 - y0 + down) // coarse)
        mask = Image.new("L", (wide + 2 * spare, high + 2 * spare), 0)
        placed = [((x - x0 + over) / coarse + spare, (y - y0 + down) / coarse + spare) for x, y in self._place(points)]
        ImageDraw.Draw(mask).polygon(placed, round(255 * opacity))
        mask = mask.filter(ImageFilter.GaussianBlur(soft * self._fine / coarse))
        left, top = spare + over / coarse, spare + down / coarse
        part = (left, top, left + (x1 - x0) / coarse, top + (y1 - y0) / coarse)
        self._lay(span, fill, mask.resize((x1 - x0, y1 - y0), Image.Resampling.BILINEAR, box=part), within)

    def edge(self, across: float, fill: Colour, opacity: float, soft: float = 0.0) -> None:
        """Colour laid on the edges that look to the right (left where `across` < 0), `abs(across)` units deep."""
        box = self._image.getbbox(alpha_only=True)
        if box is None:
            return
        cover = self._image.getchannel("A").crop(box).point(lambda level: 255 if level > 200 else 0)
        step = round(across * self._fine)
        aside = Image.new("L", cover.size, 255)
        aside.paste(cover, (step, 0))
        # What lies beyond the canvas is taken for paint: a figure cut by it has no edge there.
        if step > 0 < box[0]:
            aside.paste(0, (0, 0, step, cover.height))
        if step < 0 and box[2] < self._image.width:
            aside.paste(0, (cover.width + step, 0, cover.width, cover.height))
        mask = ImageChops.subtract(cover, aside)
        if soft:
            mask = ImageChops.multiply(_softly(mask, soft * self._fine), cover)
        self._lay(box, fill, mask.point(lambda level: round(level * opacity)), True)

    def glow(self, middle: Point, radius: float, fill: Colour, opacity: float, squeeze: float = 1.0) -> None:
        """Light that fades with the distance from `middle`; `squeeze` < 1 flattens it."""
        x, y = middle
        box = Box(x - radius, y - radius * squeeze, x + radius, y + radius * squeeze)
        self._lay_all(box, fill, _halo(opacity))

    def _lay_all(self, box: Box, fill: Colour, mask: Image.Image) -> None:
        """Lay `mask`, stretched over `box`, and cut to the canvas."""
        span = self._span(box)
        if span is None:
            return
        x0, y0, x1, y1 = span
        (left, top), (right, bottom) = self._place([(box.left, box.top), (box.right, box.bottom)])
        across, down = mask.width / (right - left), mask.height / (bottom - top)
        part = ((x0 - left) * across, (y0 - top) * down, (x1 - left) * across, (y1 - top) * down)
        part = (
            max(0.0, part[0]),
            max(0.0, part[1]),
            min(float(mask.width), part[2]),
            min(float(mask.height), part[3]),
        )
        self._lay(span, fill, mask.resize((x1 - x0, y1 - y0), Image.Resampling.BILINEAR, box=part), False)

    def _lay(self, span: tuple[int, int, int, int], fill: Colour, mask: Image.Image, within: bool) -> None:
        patch = self._image.crop(span)
        if within:
            alpha = patch.getchannel("A")
            patch.paste(fill, mask=mask)
            patch.putalpha(alpha)
            self._image.paste(patch, span[:2])
        else:
            over = Image.new("RGBA", patch.size, fill)
            over.putalpha(mask)
            self._image.paste(Image.alpha_composite(patch, over), span[:2])

    def picture(self, image: Image.Image, box: Box) -> None:
        """An image stretched over `box`, its transparency kept."""
        span = self._span(box)
        if span is None:
            return
        x0, y0, x1, y1 = span
        across, down = image.width / box.width, image.height / box.height
        left, top = self.box.left + x0 / self._fine, self.box.top + y0 / self._fine
        right, bottom = self.box.left + x1 / self._fine, self.box.top + y1 / self._fine
        part = (
            max(0.0, (left - box.left) * across),
            max(0.0, (top - box.top) * down),
            min(float(image.width), (right - box.left) * across),
            min(float(image.height), (bottom - box.top) * down),
        )
        laid = image.convert("RGBA").resize((x1 - x0, y1 - y0), Image.Resampling.LANCZOS, box=part)
        self._image.alpha_composite(laid, (x0, y0))

    def label(self, text: str, middle: Point, size: float, half_wide: float, half_high: float) -> None:
        """Small white words, `size` units to the em, on a dark lozenge of the half width and height."""
        mask = text_block((text,), max(6, round(size * self._fine)))
        x, y = middle
        pill = [
            *ring((x - half_wide + half_high, y), half_high, half_high, 32)[8:25],
            *ring((x + half_wide - half_high, y), half_high, half_high, 32)[24:],
            *ring((x + half_wide - half_high, y), half_high, half_high, 32)[:9],
        ]
        self.veil(pill, (12, 14, 22), 0.55)
        left = round((x - self.box.left) * self._fine - mask.width / 2)
        top = round((y - self.box.top) * self._fine - mask.height / 2)
        words = Image.new("RGBA", mask.size, (244, 242, 236, 255))
        words.putalpha(mask)
        patch = self._image.crop((left, top, left + mask.width, top + mask.height))
        self._image.paste(Image.alpha_composite(patch, words), (left, top))

    def finished(self) -> Image.Image:
        """The painting at its density, RGBA, (ceil(width * density), ceil(height * density)) pixels."""
        return self._image.reduce(GRAIN)


def corners(box: Box) -> list[Point]:
    """The corners of `box`, clockwise."""
    return [
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    ]


def _halo(opacity: float, size: int = 128) -> Image.Image:
    line = (np.arange(size) + 0.5) / size * 2 - 1
    far = np.minimum(1.0, np.hypot(line[:, None], line[None, :]))
    return Image.fromarray(np.rint(255 * opacity * (1 - far) ** 2).astype(np.uint8))


def _softly(mask: Image.Image, radius: float) -> Image.Image:
    """`mask` blurred by `radius` pixels: on fewer of them, which is as soft."""
    coarse = max(1, int(radius / 2))
    small = mask.reduce(coarse).filter(ImageFilter.GaussianBlur(radius / coarse))
    part = (0, 0, mask.width / coarse, mask.height / coarse)
    return small.resize(mask.size, Image.Resampling.BILINEAR, box=part)

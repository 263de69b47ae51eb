"""A painter's canvas in world units: one unit is the height of the frame, (0, 0) its middle, y grows downwards.

A canvas covers any `Box` of the world at any density, so the same painting serves a held frame, a pan that runs past
its edges and a push that needs finer grain. It is painted `GRAIN` times finer than it is handed over: smooth edges.

While it is painted its colours are as dark as they are transparent, so that what is laid over them is one product and
one sum (OpenCV: 3 ms for a veil over 2560x1440, where Pillow takes 35). The pen and the products write to one memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from milimo_runtime.backends.animatic.blur import blurred, softly, times
from milimo_runtime.backends.animatic.colour import Colour
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane
from milimo_runtime.media.type import text_block

Point = tuple[float, float]

Span = tuple[int, int, int, int]
"""left, top, right, bottom in fine pixels."""
Pixels = npt.NDArray[np.uint8]
"""[H, W, 4], colours as dark as they are transparent."""

GRAIN = 2
_AT_ONCE = 128
"""So many rows are laid over at a time: they stay in the processor's cache."""
_SPARE = 9
"""Coarse pixels that a soft mask is painted past its edges: three times the radius it is blurred by."""
_PAINT = 200
"""From this cover on there is paint that has an edge."""


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
        self._pixels: Pixels = np.zeros((self.height * GRAIN, self.width * GRAIN, 4), np.uint8)
        self._draw = ImageDraw.Draw(_pen_over(self._pixels, "RGBA"))

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

    def _span(self, box: Box) -> Span | None:
        """`box` in fine pixels, cut to the canvas; None when nothing of it is there."""
        (left, top), (right, bottom) = self._place([(box.left, box.top), (box.right, box.bottom)])
        return self._cut((math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)))

    def _cut(self, span: Span) -> Span | None:
        high, wide = self._pixels.shape[:2]
        x0, y0, x1, y1 = max(0, span[0]), max(0, span[1]), min(wide, span[2]), min(high, span[3])
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
        column = np.rint(np.stack([*parts, np.full(len(rows), 255.0)], axis=-1)).astype(np.uint8)
        self._pixels.view(np.uint32)[y0:y1, x0:x1] = column.view(np.uint32)[:, None]

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
        mask = self._sharp(points, span, opacity) if soft == 0 else self._soft(points, span, opacity, soft)
        self._lay(span, fill, mask, within)

    def _sharp(self, points: Sequence[Point], span: Span, opacity: float) -> Plane:
        x0, y0, x1, y1 = span
        mask: Plane = np.zeros((y1 - y0, x1 - x0), np.uint8)
        placed = [(x - x0, y - y0) for x, y in self._place(points)]
        ImageDraw.Draw(_pen_over(mask, "L")).polygon(placed, round(255 * opacity))
        return mask

    def _soft(self, points: Sequence[Point], span: Span, opacity: float, soft: float) -> Plane:
        """Painted coarsely, and past the canvas by as much as the softness reaches: its edge leaves no mark.

        The grain is the world's, not the canvas's: strips of a painting meet.
        """
        x0, y0, x1, y1 = span
        coarse = max(1, int(soft * self._fine / 3))
        over = (x0 + math.floor(self.box.left * self._fine)) % coarse
        down = (y0 + math.floor(self.box.top * self._fine)) % coarse
        wide, high = -(-(x1 - x0 + over) // coarse), -(-(y1 - y0 + down) // coarse)
        mask: Plane = np.zeros((high + 2 * _SPARE, wide + 2 * _SPARE), np.uint8)
        placed = [
            ((x - x0 + over) / coarse + _SPARE, (y - y0 + down) / coarse + _SPARE) for x, y in self._place(points)
        ]
        ImageDraw.Draw(_pen_over(mask, "L")).polygon(placed, round(255 * opacity))
        radius = soft * self._fine / coarse
        mask = blurred(mask, radius, radius)[_SPARE - 1 : 1 - _SPARE, _SPARE - 1 : 1 - _SPARE]
        whole = times(mask, coarse)[coarse + down :, coarse + over :]
        return whole[: y1 - y0, : x1 - x0]

    def edge(self, across: float, fill: Colour, opacity: float, soft: float = 0.0) -> None:
        """Colour laid on the edges that look to the right (left where `across` < 0), `abs(across)` units deep."""
        # What lies beyond the canvas is taken for paint: a figure cut by it has no edge there.
        left, top, wide, high = cv2.boundingRect(cv2.extractChannel(self._pixels, 3))
        if not wide:
            return
        cover: Plane = self._pixels[top : top + high, left : left + wide, 3]
        cover = np.asarray(cv2.threshold(cover, _PAINT, 255, cv2.THRESH_BINARY)[1], np.uint8)
        step = max(-wide, min(wide, round(across * self._fine)))
        aside = np.zeros_like(cover)
        if step >= 0:
            aside[:, step:] = cover[:, : wide - step]
            aside[:, :step] = 0 if left else 255
        else:
            aside[:, :step] = cover[:, -step:]
            aside[:, step:] = 0 if left + wide < self._pixels.shape[1] else 255
        mask = cv2.subtract(cover, aside)
        if soft:
            radius = soft * self._fine
            mask = cv2.multiply(softly(np.asarray(mask, np.uint8), radius, radius), cover, scale=1 / 255)
        lit = np.asarray(cv2.convertScaleAbs(mask, alpha=opacity), np.uint8)
        self._lay((left, top, left + wide, top + high), fill, lit, True)

    def glow(self, middle: Point, radius: float, fill: Colour, opacity: float, squeeze: float = 1.0) -> None:
        """Light that fades with the distance from `middle`; `squeeze` < 1 flattens it."""
        x, y = middle
        box = Box(x - radius, y - radius * squeeze, x + radius, y + radius * squeeze)
        span, mask = self._span(box), _halo(opacity)
        if span is None:
            return
        x0, y0, x1, y1 = span
        (left, top), (right, bottom) = self._place([(box.left, box.top), (box.right, box.bottom)])
        across, down = mask.shape[1] / (right - left), mask.shape[0] / (bottom - top)
        places = np.array([[across, 0, (x0 - left + 0.5) * across - 0.5], [0, down, (y0 - top + 0.5) * down - 0.5]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        stretched = cv2.warpAffine(mask, places, (x1 - x0, y1 - y0), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        self._lay(span, fill, np.asarray(stretched, np.uint8), False)

    def _lay(self, span: Span, fill: Colour, mask: Plane, within: bool) -> None:
        """`fill` over `span` through `mask`; `within`: as far as there is paint, which covers no more than before."""
        x0, y0, x1, y1 = span
        for first in range(0, y1 - y0, _AT_ONCE):
            part = self._pixels[y0 + first : min(y1, y0 + first + _AT_ONCE), x0:x1]
            cover = shown = mask[first : first + _AT_ONCE]
            if within:
                shown = np.asarray(cv2.multiply(cover, cv2.extractChannel(part, 3), scale=1 / 255), np.uint8)
            coat = cv2.merge([*(cv2.convertScaleAbs(shown, alpha=level / 255) for level in fill), shown])
            _coated(part, cover, np.asarray(coat, np.uint8))

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
        coat = np.asarray(laid.convert("RGBa"))
        _coated(self._pixels[y0:y1, x0:x1], coat[..., 3], coat)

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
        span = self._cut((left, top, left + mask.width, top + mask.height))
        if span is not None:
            x0, y0, x1, y1 = span
            self._lay(span, (244, 242, 236), np.asarray(mask)[y0 - top : y1 - top, x0 - left : x1 - left], False)

    def finished(self) -> Image.Image:
        """The painting at its density, RGBA, (ceil(width * density), ceil(height * density)) pixels."""
        size = (self.width, self.height)
        pixels = np.asarray(cv2.resize(self._pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        return Image.frombuffer("RGBa", size, pixels).convert("RGBA")


def corners(box: Box) -> list[Point]:
    """The corners of `box`, clockwise."""
    return [
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    ]


def _pen_over(pixels: Plane, mode: str) -> Image.Image:
    """An image whose memory is that of `pixels`: what a pen draws on it is in them."""
    image = Image.frombuffer(mode, (pixels.shape[1], pixels.shape[0]), pixels, "raw", mode, 0, 1)
    image.readonly = 0
    return image


def _coated(part: Pixels, cover: Plane, coat: Pixels) -> None:
    """`part` as far as `cover` (255: not at all) lets it through, and `coat` over it."""
    left = cv2.bitwise_not(cover)
    cv2.multiply(part, cv2.merge([left] * 4), dst=part, scale=1 / 255)
    cv2.add(part, coat, dst=part)


def _halo(opacity: float, size: int = 128) -> Plane:
    line = (np.arange(size) + 0.5) / size * 2 - 1
    far = np.minimum(1.0, np.hypot(line[:, None], line[None, :]))
    return np.rint(255 * opacity * (1 - far) ** 2).astype(np.uint8)

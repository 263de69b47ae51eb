"""Notes of music, drawn: captions mark what is sung with them, and the bundled face has none."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

_ADVANCES = {"♪": 0.56, "♫": 0.8}
"""The notes that are drawn, and how far each advances, in ems."""
_FINER = 4


def advance(sign: str, size_px: int) -> int:
    """Pixels that the sign takes on a line."""
    return round(_ADVANCES[sign] * size_px)


@lru_cache(maxsize=64)
def note(sign: str, size_px: int) -> Image.Image:
    """The sign's mask: as wide as it advances, one em high, standing on its foot."""
    em = size_px * _FINER
    mask = Image.new("L", (advance(sign, size_px) * _FINER, em), 0)
    pen = ImageDraw.Draw(mask)
    heads = ((0.2, 0.88),) if sign == "♪" else ((0.19, 0.9), (0.59, 0.82))
    for x, y in heads:
        pen.polygon([(em * (x + dx), em * (y + dy)) for dx, dy in _HEAD], fill=255)
        pen.rectangle((em * (x + 0.085), em * (y - 0.62), em * (x + 0.145), em * y), fill=255)
    (x, y), right = heads[0], heads[-1]
    pen.polygon([(em * a, em * b) for a, b in (_flag(x, y) if sign == "♪" else _beam(x, y, *right))], fill=255)
    return mask.reduce(_FINER)


def _flag(x: float, y: float) -> tuple[tuple[float, float], ...]:
    return (
        (x + 0.085, y - 0.62), (x + 0.145, y - 0.62), (x + 0.2, y - 0.5), (x + 0.3, y - 0.38), (x + 0.31, y - 0.26),
        (x + 0.26, y - 0.14), (x + 0.25, y - 0.28), (x + 0.19, y - 0.38), (x + 0.145, y - 0.42),
    )  # fmt: skip


def _beam(x: float, y: float, right: float, low: float) -> tuple[tuple[float, float], ...]:
    return (x + 0.085, y - 0.64), (right + 0.145, low - 0.64), (right + 0.145, low - 0.49), (x + 0.085, y - 0.49)


_HEAD = (
    (0.145, -0.06), (0.13, -0.09), (0.08, -0.105), (0.0, -0.085), (-0.08, -0.04), (-0.135, 0.02), (-0.145, 0.065),
    (-0.115, 0.1), (-0.05, 0.105), (0.03, 0.075), (0.1, 0.03), (0.14, -0.02),
)  # fmt: skip
"""A note's head about its middle: an oval that leans, in ems."""

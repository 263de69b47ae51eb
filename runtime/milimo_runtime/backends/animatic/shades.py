"""Light and shade over a whole frame as maps of it: what a shot's lights, its look and its lens darken and light."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from milimo_runtime.media.chance import between

Shade = npt.NDArray[np.float64]
"""[H, W], 0 to 1."""

_SCOPE = 2.39
_SPOTS = 520
"""Spots of sun between leaves."""
_GLEAM = (255, 247, 232)
"""What a light adds on its own side."""


def shades_of(told: Mapping[str, float], wide: int, high: int, about: tuple[float, float]) -> list[Shade]:
    """What each amount told darkens, about figures at `about` (frame widths and heights from the middle)."""
    x, y = np.linspace(-1, 1, wide)[None], np.linspace(-1, 1, high)[:, None]
    flat = np.zeros((high, wide))
    shades = [flat]
    if vignette := told.get("vignette"):
        shades.append(0.75 * vignette * _smooth((np.hypot(x, y) - 0.55) / 0.95))
    for name, edge, reach in (("pool", 0.75, 0.3), ("spot", 0.06, 0.42)):
        if amount := told.get(name):
            far = np.hypot((x - 2 * about[0]) * wide / high, (y - 2 * about[1] - 0.2) * 0.7)
            shades.append(0.9 * amount * _smooth((far - reach) / (1.1 * edge + 0.02)))
    for name, across in (("lit-x", x), ("lit-y", y)):
        if amount := told.get(name):
            shades.append(flat + abs(amount) * 0.78 * _smooth((0.62 - np.sign(amount) * across) / 1.55))
    if blinds := told.get("blinds"):
        stripes = 0.5 + 0.5 * np.sin(2 * np.pi * (5.5 * y + 0.5 * x))
        shades.append(0.62 * blinds * _smooth((stripes - 0.3) / 0.35))
    if dapple := told.get("dapple"):
        shades.append(0.42 * dapple * _leaves(wide, high))
    if bars := told.get("bars"):
        covered = bars * max(0.0, 1 - wide / high / _SCOPE)
        shades.append(flat + (np.abs(y) > 1 - covered))
    if tape := told.get("tape"):
        lines = (np.arange(high) * 240 // high % 2)[:, None]
        shades.append(flat + 0.16 * tape * lines)
    return shades


def lights_of(told: Mapping[str, float], wide: int, high: int) -> list[tuple[tuple[int, int, int], Shade]]:
    """What each amount told lights, and in which colour."""
    x, y = np.linspace(-1, 1, wide)[None], np.linspace(-1, 1, high)[:, None]
    lights = []
    for name, side in (("lit-x", x), ("lit-y", y)):
        if amount := told.get(name):
            lights.append((_GLEAM, 0.2 * abs(amount) * _smooth((np.sign(amount) * side - 0.1) / 1.1) + 0 * x + 0 * y))
    if neon := told.get("neon"):
        lights.append(((255, 20, 140), 0.42 * neon * _smooth((0.35 - x) / 1.3) + 0 * y))
        lights.append(((0, 190, 255), 0.38 * neon * _smooth((0.35 + x) / 1.3) + 0 * y))
    if rays := told.get("rays"):
        angle = np.arctan2(y + 1.6, x * wide / high + 2.6)
        beams = _smooth((np.sin(23 * angle) + 0.6 * np.sin(41 * angle + 1)) / 1.2)
        lights.append(((255, 240, 208), 0.4 * rays * beams * _smooth((1.5 - np.hypot(x + 1, y + 1) / 1.6) / 1.2)))
    if flare := told.get("flare"):
        streak = np.exp(-(((y + 0.34) / 0.016) ** 2)) + 0.35 * np.exp(-(((y + 0.34) / 0.07) ** 2))
        heart = np.exp(-(((x - 0.45) / 0.05) ** 2) - ((y + 0.34) / 0.11) ** 2)
        lights.append(((150, 196, 255), np.minimum(0.7, flare * (0.55 * streak * np.exp(-((x - 0.45) ** 2)) + heart))))
    return lights


def _leaves(wide: int, high: int) -> Shade:
    """The shade of leaves: all but the round spots that the sun makes between them; the same for every film."""
    image = Image.new("L", (wide, high))
    pen = ImageDraw.Draw(image)
    for at in range(_SPOTS):
        x = between(-0.9, 0.9, "drift", at // 12) + between(-0.24, 0.24, "spot", at)
        y = between(-0.5, 0.5, "drift", at // 12, "y") + between(-0.2, 0.2, "spot", at, "y")
        size = between(0.008, 0.034, "spot", at, "size")
        box = (x - 1.3 * size, y - size, x + 1.3 * size, y + size)
        pen.ellipse([high * (side + half) for side, half in zip(box, (wide / high / 2, 0.5) * 2, strict=True)], 255)
    light = np.asarray(image.filter(ImageFilter.GaussianBlur(0.008 * high)), np.float64) / 255
    return np.asarray(1 - light)


def strip(wide: int, high: int, about: tuple[float, float]) -> Shade:
    """All but a level strip through the figures' eyes."""
    y = np.linspace(-1, 1, high)[:, None]
    return _smooth((np.abs(y - 2 * about[1]) - 0.2) / 0.3) + np.zeros((1, wide))


def seam(wide: int, high: int, about: tuple[float, float]) -> Shade:
    """An upright strip on the inner side of the figures."""
    x = np.linspace(-1, 1, wide)[None]
    middle = 2 * about[0] + (0.4 if about[0] <= 0 else -0.4)
    return np.asarray(np.exp(-(((x - middle) / 0.16) ** 2)) + np.zeros((high, 1)))


def _smooth(shade: Shade) -> Shade:
    part = np.clip(shade, 0, 1)
    return np.asarray(part * part * (3 - 2 * part))


def mask_of(shade: Shade) -> Image.Image:
    """The shade as a mask: 255 where it is whole."""
    return Image.fromarray(np.rint(255 * np.clip(shade, 0, 1)).astype(np.uint8))

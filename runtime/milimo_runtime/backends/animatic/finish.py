"""What lies over a whole frame once it is drawn: shadow and beams, the faults of a lens, the grain of a stock.

| amount | 0 to 1 unless said |
|---|---|
| `vignette` | how dark the corners are |
| `pool` | how dark it is outside a soft pool of light about the figures; `spot`: with a hard edge |
| `lit-x` `lit-y` | -1 to 1: the side the light comes from; away from it the frame is dark |
| `blinds` `dapple` | stripes of shade; the shade of leaves |
| `rays` `neon` | beams from a corner; red light from one side and blue from the other |
| `flare` | a streak across the frame |
| `bloom` | how far lights run over |
| `flicker` | how unsteady the light is, as a flame's; `strobe`: on and off, twice a second |
| `warp` | how far the frame is bent, as by a fisheye |
| `keystone` | -1 to 1: how far uprights lean together above, as a lens that looks up has them; negative: below |
| `miniature` | softness of all but a level strip; `diopter`: a soft seam between two depths |
| `bars` | how far the frame is masked to 2.39:1 |
| `grain` `tape` | the unrest of film; the lines and the smeared colours of video |

It is made for the panel once, and costs a few milliseconds a frame. A shot without any of it costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from milimo_lang.ir.values import Size
from milimo_runtime.media.chance import between, drift, noise_source
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane, Planes
from milimo_runtime.media.stamps import Stamp, laid, stamp

Shade = npt.NDArray[np.float64]
"""[H, W], 0 to 1."""
Distances = npt.NDArray[np.float32]
Places = tuple[Distances, Distances]
"""For each pixel of a frame, [H, W], a place across it and one down it."""
Picture = Image.Image

_GRAINS = 6
"""Different grains that follow each other."""
_SCOPE = 2.39
_SPOTS = 520
"""Spots of sun between leaves."""
_GLEAM = (255, 247, 232)
"""What a light adds on its own side."""


@dataclass(frozen=True)
class Finish:
    """The finish of a shot. `phase` says which frames of a picture that stands still look alike."""

    amounts: Mapping[str, float]
    size: Size
    rate: Fraction
    seed: int
    about: tuple[float, float]
    stamps: tuple[Stamp, ...]
    made: dict[str, Any] = field(default_factory=dict)

    def phase(self, frame: int) -> object:
        beat = max(1, round(self.rate / 12))
        restless = self.amounts.get("grain", 0) or self.amounts.get("flicker", 0)
        return (frame // beat if restless else 0, self._on(frame) if self.amounts.get("strobe", 0) else True)

    def over(self, planes: Planes, frame: int) -> Planes:
        """The finished frame."""
        amounts = self.amounts
        if warp := amounts.get("warp", 0):
            planes = Planes(*(_bent(plane, warp) for plane in planes))
        if keystone := amounts.get("keystone", 0):
            planes = Planes(*(_leaning(plane, keystone) for plane in planes))
        for name, mask in (("miniature", _strip), ("diopter", _seam)):
            if soft := amounts.get(name, 0):
                planes = Planes(*(self._softened(plane, name, mask, soft) for plane in planes))
        if bloom := amounts.get("bloom", 0):
            planes = Planes(_bloomed(planes.y, bloom), *(_blended(plane, bloom) for plane in planes[1:]))
        if tape := amounts.get("tape", 0):
            planes = Planes(planes.y, *(_smeared(plane, tape) for plane in planes[1:]))
        planes = laid(planes, self.stamps)
        gain = self._gain(frame)
        if gain != 1:
            planes = planes._replace(y=_brighter(planes.y, gain))
        if grain := amounts.get("grain", 0):
            planes = planes._replace(y=self._grained(planes.y, frame, grain))
        return planes

    def _on(self, frame: int) -> bool:
        """No more than two flashes a second: more than three are a danger (WCAG 2.2, 2.3.1)."""
        return frame % max(2, round(self.rate / 2)) < self.rate / 4

    def _gain(self, frame: int) -> float:
        gain = 1.0
        if flicker := self.amounts.get("flicker", 0):
            beat = max(1, round(self.rate / 12))
            gain -= flicker * (0.5 + 0.5 * drift(frame // beat / 1.7, "flicker", self.seed))
        if (strobe := self.amounts.get("strobe", 0)) and not self._on(frame):
            gain *= 1 - 0.75 * strobe
        return gain

    def _softened(self, plane: Plane, name: str, mask: Any, soft: float) -> Plane:
        key = f"{name} {plane.shape}"
        if key not in self.made:
            self.made[key] = _mask(soft * mask(plane.shape[1], plane.shape[0], self.about))
        soft_plane = Image.fromarray(_blur(plane, 0.007))
        return np.asarray(Image.composite(soft_plane, Image.fromarray(plane), self.made[key]))

    def _grained(self, plane: Plane, frame: int, grain: float) -> Plane:
        if "grain" not in self.made:
            self.made["grain"] = [_grain(self.size, grain, (self.seed, at)) for at in range(_GRAINS)]
        beat = max(1, round(self.rate / 12))
        noise = self.made["grain"][frame // beat * 5 % _GRAINS]
        return np.asarray(ImageChops.add(Image.fromarray(plane), noise, 1, -128))


def finish_of(
    amounts: Mapping[str, float], size: Size, rate: Fraction, seed: int, about: tuple[float, float]
) -> Finish | None:
    """The finish of a shot whose figures stand at `about` (frame widths and heights); None where there is none."""
    told = {name: amount for name, amount in amounts.items() if name in _NAMES and amount}
    if not told:
        return None
    wide, high = size.width, size.height
    stamps = []
    dark = 1 - np.prod([1 - shade for shade in _shades(told, wide, high, about)], axis=0)
    if np.any(dark > 0):
        stamps.append(stamp(0, 0, _mask(dark), (2, 3, 8)))
    for colour, light in _lights(told, wide, high):
        stamps.append(stamp(0, 0, _mask(light), colour))
    return Finish(told, size, rate, seed, about, tuple(stamps))


_NAMES = frozenset(
    ("vignette", "pool", "spot", "lit-x", "lit-y", "blinds", "rays", "dapple", "neon", "flare", "bloom", "flicker",
     "strobe", "warp", "keystone", "miniature", "diopter", "bars", "grain", "tape")
)  # fmt: skip


# ---------------------------------------------------------------- what darkens, and what lights


def _shades(told: Mapping[str, float], wide: int, high: int, about: tuple[float, float]) -> list[Shade]:
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


def _lights(told: Mapping[str, float], wide: int, high: int) -> list[tuple[tuple[int, int, int], Shade]]:
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


def _strip(wide: int, high: int, about: tuple[float, float]) -> Shade:
    """All but a level strip through the figures' eyes."""
    y = np.linspace(-1, 1, high)[:, None]
    return _smooth((np.abs(y - 2 * about[1]) - 0.2) / 0.3) + np.zeros((1, wide))


def _seam(wide: int, high: int, about: tuple[float, float]) -> Shade:
    """An upright strip on the inner side of the figures."""
    x = np.linspace(-1, 1, wide)[None]
    middle = 2 * about[0] + (0.4 if about[0] <= 0 else -0.4)
    return np.asarray(np.exp(-(((x - middle) / 0.16) ** 2)) + np.zeros((high, 1)))


def _smooth(shade: Shade) -> Shade:
    part = np.clip(shade, 0, 1)
    return np.asarray(part * part * (3 - 2 * part))


def _mask(shade: Shade) -> Picture:
    return Image.fromarray(np.rint(255 * np.clip(shade, 0, 1)).astype(np.uint8))


# ---------------------------------------------------------------- planes


def _bent(plane: Plane, warp: float) -> Plane:
    """The middle enlarged, the frame's corners where they are."""
    return _mapped(plane, _bowed(plane.shape[1], plane.shape[0], warp))


@lru_cache(maxsize=4)
def _bowed(wide: int, high: int, warp: float) -> Places:
    x, y = _middles(wide, high)
    scale = (1 - warp) + warp * (x * x + y * y) / (wide * wide + high * high) * 4
    return _places(x * scale, y * scale)


def _leaning(plane: Plane, keystone: float) -> Plane:
    """Each row drawn out sideways: the whole of the last one, or the first, is what the middle of it was."""
    return _mapped(plane, _leant(plane.shape[1], plane.shape[0], keystone))


@lru_cache(maxsize=4)
def _leant(wide: int, high: int, keystone: float) -> Places:
    x, y = _middles(wide, high)
    down = y / high + 0.5
    return _places(x * (1 - max(0.0, -keystone) * (1 - down) - max(0.0, keystone) * down), y)


def _middles(wide: int, high: int) -> Places:
    """How far the middle of each pixel is from the frame's: across, down."""
    y, x = np.mgrid[:high, :wide].astype(np.float32)
    return x + np.float32(0.5 - wide / 2), y + np.float32(0.5 - high / 2)


def _places(x: npt.NDArray[Any], y: npt.NDArray[Any]) -> Places:
    """Places from the frame's middle as OpenCV has them: from the middle of the first pixel."""
    high, wide = x.shape
    return np.asarray(x + (wide - 1) / 2, np.float32), np.asarray(y + (high - 1) / 2, np.float32)


def _mapped(plane: Plane, places: Places) -> Plane:
    """For each pixel what lies at its place."""
    return np.asarray(cv2.remap(plane, *places, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _blur(plane: Plane, reach: float) -> Plane:
    """Blurred by `reach` of its width: on fewer pixels, which is as soft."""
    high, wide = plane.shape
    fewer = max(1, int(reach * wide / 2))
    small = cv2.resize(plane, (max(2, wide // fewer), max(2, high // fewer)), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), reach * small.shape[1])
    return np.asarray(cv2.resize(soft, (wide, high), interpolation=cv2.INTER_LINEAR), np.uint8)


def _bloomed(plane: Plane, bloom: float) -> Plane:
    spread = _blur(plane, 0.012)
    over = cv2.addWeighted(spread, 0.4, cv2.max(plane, spread), 0.6, 0)
    return _mixed(plane, over, bloom)


def _blended(plane: Plane, share: float) -> Plane:
    return _mixed(plane, _blur(plane, 0.012), share)


def _mixed(plane: Plane, other: npt.ArrayLike, share: float) -> Plane:
    share = min(1.0, share)
    return np.asarray(cv2.addWeighted(plane, 1 - share, np.asarray(other), share, 0), np.uint8)


def _smeared(plane: Plane, tape: float) -> Plane:
    """Colour as video has it: forty samples of it along a line are few."""
    high, wide = plane.shape
    few = cv2.resize(plane, (max(8, round(wide / (1 + 9 * tape))), high), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(few, (wide, high), interpolation=cv2.INTER_LINEAR), np.uint8)


def _brighter(plane: Plane, gain: float) -> Plane:
    """Luma times `gain`, black where it is."""
    table = [max(0, min(255, round(16 + (level - 16) * gain))) for level in range(256)]
    return np.asarray(cv2.LUT(plane, np.array(table, np.uint8)), np.uint8)


def _grain(size: Size, grain: float, name: tuple[int, int]) -> Picture:
    """Noise about 128, coarser than a pixel where the frame is large."""
    coarse = max(1, round(size.height / 500))
    shape = (-(-size.height // coarse), -(-size.width // coarse))
    noise = 128 + 8 * grain * noise_source("grain", *name).standard_normal(shape)
    image = Image.fromarray(np.clip(np.rint(noise), 0, 255).astype(np.uint8))
    return image.resize((size.width, size.height), Image.Resampling.BILINEAR)

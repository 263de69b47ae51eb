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
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from milimo_lang.ir.values import Size
from milimo_runtime.media.chance import between, drift, noise_source
from milimo_runtime.media.planes import Plane, Planes
from milimo_runtime.media.stamps import Stamp, laid, stamp

Shade = npt.NDArray[np.float64]
"""[H, W], 0 to 1."""
Picture = Image.Image

_GRAINS = 6
"""Different grains that follow each other."""
_SCOPE = 2.39
_SPOTS = 520
"""Spots of sun between leaves."""
_CELLS = (24, 14)
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
            planes = Planes(*(self._bent(plane, warp) for plane in planes))
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

    def _bent(self, plane: Plane, warp: float) -> Plane:
        key = f"mesh {plane.shape}"
        if key not in self.made:
            self.made[key] = _mesh(plane.shape[1], plane.shape[0], warp)
        image = Image.fromarray(plane)
        return np.asarray(image.transform(image.size, Image.Transform.MESH, self.made[key], Image.Resampling.BILINEAR))

    def _softened(self, plane: Plane, name: str, mask: Any, soft: float) -> Plane:
        key = f"{name} {plane.shape}"
        if key not in self.made:
            self.made[key] = _mask(soft * mask(plane.shape[1], plane.shape[0], self.about))
        image = Image.fromarray(plane)
        return np.asarray(Image.composite(_blur(image, 0.007), image, self.made[key]))

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


def _leaning(plane: Plane, keystone: float) -> Plane:
    """Each row drawn out sideways: the whole of the last one, or the first, is what the middle of it was."""
    image = Image.fromarray(plane)
    wide, high = image.size
    above, below = (max(0.0, part) * wide / 2 for part in (-keystone, keystone))
    corners = (above, 0, below, high, wide - below, high, wide - above, 0)
    return np.asarray(image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR))


def _blur(image: Picture, reach: float) -> Picture:
    """Blurred by `reach` of its width: on a third of the pixels, which is as soft."""
    small = image.resize((max(2, image.width // 3), max(2, image.height // 3)), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(reach * small.width)).resize(image.size, Image.Resampling.BILINEAR)


def _bloomed(plane: Plane, bloom: float) -> Plane:
    image = Image.fromarray(plane)
    spread = _blur(image, 0.012)
    return np.asarray(Image.blend(image, Image.blend(spread, ImageChops.lighter(image, spread), 0.6), min(1.0, bloom)))


def _blended(plane: Plane, share: float) -> Plane:
    image = Image.fromarray(plane)
    return np.asarray(Image.blend(image, _blur(image, 0.012), min(1.0, share)))


def _smeared(plane: Plane, tape: float) -> Plane:
    """Colour as video has it: forty samples of it along a line are few."""
    image = Image.fromarray(plane)
    few = max(8, round(image.width / (1 + 9 * tape)))
    return np.asarray(
        image.resize((few, image.height), Image.Resampling.BOX).resize(image.size, Image.Resampling.BILINEAR)
    )


def _brighter(plane: Plane, gain: float) -> Plane:
    """Luma times `gain`, black where it is."""
    table = [max(0, min(255, round(16 + (level - 16) * gain))) for level in range(256)]
    return np.asarray(Image.fromarray(plane).point(table))


def _grain(size: Size, grain: float, name: tuple[int, int]) -> Picture:
    """Noise about 128, coarser than a pixel where the frame is large."""
    coarse = max(1, round(size.height / 500))
    shape = (-(-size.height // coarse), -(-size.width // coarse))
    noise = 128 + 8 * grain * noise_source("grain", *name).standard_normal(shape)
    image = Image.fromarray(np.clip(np.rint(noise), 0, 255).astype(np.uint8))
    return image.resize((size.width, size.height), Image.Resampling.BILINEAR)


def _mesh(wide: int, high: int, warp: float) -> list[tuple[tuple[int, int, int, int], tuple[float, ...]]]:
    """Cells of the frame and the corners of what they show: the middle enlarged, the frame's corners where they are."""
    across, down = (np.linspace(0, side, count + 1).round().astype(int).tolist() for side, count in
                    zip((wide, high), _CELLS, strict=True))  # fmt: skip
    diagonal = np.hypot(wide, high) / 2

    def source(x: int, y: int) -> tuple[float, float]:
        dx, dy = x - wide / 2, y - high / 2
        far = float(np.hypot(dx, dy) / diagonal)
        scale = (1 - warp) + warp * far * far
        return wide / 2 + dx * scale, high / 2 + dy * scale

    cells = []
    for left, right in pairwise(across):
        for top, bottom in pairwise(down):
            corners = (source(left, top), source(left, bottom), source(right, bottom), source(right, top))
            cells.append(((left, top, right, bottom), tuple(value for corner in corners for value in corner)))
    return cells

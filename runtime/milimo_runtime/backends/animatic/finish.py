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
from typing import Any, cast

import numpy as np
from PIL import Image, ImageChops

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.glass import Bend, bend_of, bent, bloomed, run_over, softened
from milimo_runtime.backends.animatic.shades import lights_of, mask_of, seam, shades_of, strip
from milimo_runtime.media.chance import drift, noise_source
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import Plane, Planes
from milimo_runtime.media.stamps import Stamp, laid, stamp

Picture = Image.Image

_GRAINS = 6
"""Different grains that follow each other."""
_SOFT = {"miniature": strip, "diopter": seam}
"""Where what is soft lies, by the amount."""


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
        if "warp" in amounts or "keystone" in amounts:
            planes = Planes(*(bent(plane, self._bend(plane)) for plane in planes))
        for name in _SOFT:
            if name in amounts:
                planes = Planes(*(softened(plane, self._soft(name, plane)) for plane in planes))
        if bloom := amounts.get("bloom", 0):
            planes = Planes(bloomed(planes.y, bloom), *(run_over(plane, bloom) for plane in planes[1:]))
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

    def _bend(self, plane: Plane) -> Bend:
        key = f"bend {plane.shape}"
        if key not in self.made:
            warp, keystone = (self.amounts.get(name, 0.0) for name in ("warp", "keystone"))
            self.made[key] = bend_of(plane.shape[1], plane.shape[0], warp, keystone)
        return cast(Bend, self.made[key])

    def _soft(self, name: str, plane: Plane) -> Plane:
        """Where the frame is soft by the amount `name`."""
        key = f"{name} {plane.shape}"
        if key not in self.made:
            shade = _SOFT[name](plane.shape[1], plane.shape[0], self.about)
            self.made[key] = np.asarray(mask_of(self.amounts[name] * shade))
        return cast(Plane, self.made[key])

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
    dark = 1 - np.prod([1 - shade for shade in shades_of(told, wide, high, about)], axis=0)
    if np.any(dark > 0):
        stamps.append(stamp(0, 0, mask_of(dark), (2, 3, 8)))
    for colour, light in lights_of(told, wide, high):
        stamps.append(stamp(0, 0, mask_of(light), colour))
    return Finish(told, size, rate, seed, about, tuple(stamps))


_NAMES = frozenset(
    ("vignette", "pool", "spot", "lit-x", "lit-y", "blinds", "rays", "dapple", "neon", "flare", "bloom", "flicker",
     "strobe", "warp", "keystone", "miniature", "diopter", "bars", "grain", "tape")
)  # fmt: skip


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

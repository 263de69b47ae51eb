"""Weather that moves between us and the scene: rain, snow, ash, drifting fog and dust, laid over each frame.

Rain, snow and ash are a cycle of masks that ends where it begins, each painted once; fog and dust are one long mask
that slides by. On twos or slower, as animators do. What falls is of no colour, so it lies on luma alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from milimo_lang.ir.values import FrameRate, Size
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.grade import graded
from milimo_runtime.backends.animatic.lands import Land
from milimo_runtime.backends.animatic.mood import Mood, Weather
from milimo_runtime.backends.animatic.scene import Scene
from milimo_runtime.media.chance import between, chance, noise_source
from milimo_runtime.media.planes import Plane, Planes, code_of

Mask = Image.Image
Paint = Callable[[ImageDraw.ImageDraw, "_Shower", float], None]

_BARE = ("sea", "open sea", "deck", "beach", "harbour", "lighthouse", "desert", "canyon", "snowfield", "planet")
"""Lands where no leaf flies."""
_SHADED = ("forest", "jungle", "swamp")
"""Lands so dark that what flies there is lighter."""
_FINE = 2
"""How many times finer masks are painted than shown."""


@dataclass(frozen=True, slots=True)
class _Shower:
    """What falls: `count` of it in a cycle of `phases`, a new one `beats` times a second; painted by `paint`."""

    paint: Paint
    count: int
    phases: int
    beats: int
    size: Size
    seed: int
    slant: float


@dataclass(frozen=True, slots=True)
class _Drift:
    """A bank that slides by `speed` frame widths a second, `thick` (0 to 1) at most, stretched `long` times."""

    thick: float
    speed: float
    long: int
    beats: int
    size: Size
    seed: int


@dataclass(frozen=True)
class Falling:
    """The moving weather of a shot. `phase` is equal for frames in which it stands alike."""

    kind: _Shower | _Drift
    ink: Colour
    rate: FrameRate
    made: dict[int, tuple[Mask, Mask]] = field(default_factory=dict)

    def phase(self, frame: int) -> int:
        beat = frame // max(1, round(self.rate / self.kind.beats))
        return beat % self.kind.phases if isinstance(self.kind, _Shower) else beat

    def over(self, planes: Planes, frame: int) -> Planes:
        """The frame with the weather over it."""
        y, u, v = code_of(self.ink)
        phase = self.phase(frame)
        if isinstance(self.kind, _Shower):
            if phase not in self.made:
                mask = _shower(self.kind, phase)
                self.made[phase] = (mask, mask)
            return planes._replace(y=_inked(planes.y, y, self.made[phase][0]))
        if 0 not in self.made:
            bank = _bank(self.kind)
            self.made[0] = (bank, bank.reduce(2))
        mask, half = _slid(self.kind, self.made[0], phase)
        return Planes(_inked(planes.y, y, mask), _inked(planes.u, u, half), _inked(planes.v, v, half))


def falling_of(scene: Scene, size: Size, rate: FrameRate) -> Falling | None:
    """What falls in the scene; None indoors, over a table, where there is no air, and of rain seen from above."""
    place, weather = scene.place, scene.mood.weather
    if not isinstance(place, Land) or place.motif.airless or scene.insert:
        return None
    kind = _kind(weather, size, scene.seed, place.light, place.motif.name in _BARE)
    if kind is None or (scene.overhead and scene.mood.wet):
        return None
    ink = graded(Image.new("RGB", (2, 2), _ink(scene.mood, place.motif.name)), scene.grade).getpixel((0, 0))
    assert isinstance(ink, tuple)
    return Falling(kind, (int(ink[0]), int(ink[1]), int(ink[2])), rate)


def _kind(weather: Weather, size: Size, seed: int, light: int, bare: bool) -> _Shower | _Drift | None:
    match weather:
        case "rain":
            return _Shower(_rain, 190, 8, 12, size, seed, 0.05 * light)
        case "storm":
            return _Shower(_rain, 260, 8, 12, size, seed, 0.26 * light)
        case "snow":
            return _Shower(_flakes, 190, 24, 12, size, seed, 0.02 * light)
        case "ash":
            return _Shower(_flakes, 80, 32, 8, size, seed, 0.05 * light)
        case "fog":
            return _Drift(0.42, 0.025, 3, 8, size, seed)
        case "dust":
            return _Drift(0.5, 0.3, 7, 12, size, seed)
        case "wind":
            return _Shower(_spray if bare else _leaves, 84, 36, 12, size, seed, -float(light))
        case "clear" | "cloud":
            return None


def _ink(mood: Mood, land: str) -> Colour:
    low = mood.sky[2]
    match mood.weather:
        case "snow":
            return mix((246, 248, 252), low, 0.15)
        case "ash":
            return mix(lighter(low, 0.2) if mood.dark else darker(low, 0.72), (120, 110, 106), 0.3)
        case "fog" | "dust":
            return low
        case "wind":
            light = mood.dark or land in _BARE or land in _SHADED
            return lighter(low, 0.3) if light else mix(darker(low, 0.72), (92, 70, 40), 0.5)
        case _:
            return lighter(low, 0.45)


def _inked(plane: Plane, ink: int, mask: Mask) -> Plane:
    image = Image.fromarray(plane)
    image.paste(ink, (0, 0), mask)
    return np.asarray(image)


# ---------------------------------------------------------------- what falls


def _shower(kind: _Shower, phase: int) -> Mask:
    mask = Image.new("L", (kind.size.width * _FINE, kind.size.height * _FINE))
    kind.paint(ImageDraw.Draw(mask), kind, phase / kind.phases)
    return mask.reduce(_FINE)


def _rain(draw: ImageDraw.ImageDraw, kind: _Shower, turn: float) -> None:
    """Streaks of three distances; each falls a whole number of heights in a cycle."""
    wide, high = kind.size.width * _FINE, kind.size.height * _FINE
    for at in range(kind.count):
        near = chance("near", kind.seed, at)
        falls, long = 2 + round(near), high * (0.03 + 0.07 * near**2)
        y = high * (1.3 * ((chance("fall", kind.seed, at) + falls * turn) % 1.0) - 0.15)
        x = wide * between(-0.15, 1.15, "drop", kind.seed, at) - kind.slant * y
        thick = max(1, round(high * (0.0011 + 0.0011 * near)))
        draw.line([(x, y), (x - kind.slant * long, y + long)], fill=round(90 + 80 * near), width=thick)


def _flakes(draw: ImageDraw.ImageDraw, kind: _Shower, turn: float) -> None:
    """Flakes that sway as they sink."""
    wide, high = kind.size.width * _FINE, kind.size.height * _FINE
    for at in range(kind.count):
        near = chance("near", kind.seed, at) ** 2
        y = high * (1.1 * ((chance("fall", kind.seed, at) + (1 + (near > 0.4)) * turn) % 1.0) - 0.05)
        sway = 0.012 * math.sin(2 * math.pi * (turn + chance("sway", kind.seed, at)))
        x = wide * (between(-0.05, 1.05, "flake", kind.seed, at) + sway) - kind.slant * y
        size = high * (0.0018 + 0.0052 * near)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=round(225 - 70 * near))


def _leaves(draw: ImageDraw.ImageDraw, kind: _Shower, turn: float) -> None:
    """Leaves and dust that are blown across, tumbling, and the streaks of gusts; `slant` is the way they go."""
    wide, high = kind.size.width * _FINE, kind.size.height * _FINE
    for at in range(kind.count):
        near = chance("near", kind.seed, at) ** 2
        gone = (chance("blown", kind.seed, at) + (1 + round(near)) * turn) % 1.0
        x = wide * (1.2 * (gone if kind.slant > 0 else 1 - gone) - 0.1)
        wave = 2 * math.pi * (gone * 2 + chance("wave", kind.seed, at))
        y = high * (between(0.08, 0.98, "height", kind.seed, at) + 0.04 * math.sin(wave))
        if at % 4 == 0:
            long = wide * between(0.05, 0.12, "streak", kind.seed, at)
            parts = (0.0, 0.33, 0.66, 1.0)
            points = [(x - kind.slant * long * part, y + 0.006 * high * math.sin(3 * part)) for part in parts]
            draw.line(points, fill=70, width=max(1, round(high * 0.002)))
            continue
        size, spin = high * (0.005 + 0.015 * near), 2 * wave + at
        across, down = (math.cos(spin), math.sin(spin)), (-0.42 * math.sin(spin), 0.42 * math.cos(spin))
        leaf = [(x + size * (a * across[0] + b * down[0]), y + size * (a * across[1] + b * down[1]))
                for a, b in ((-1, 0), (-0.3, -0.9), (0.5, -0.7), (1.1, 0), (0.5, 0.7), (-0.3, 0.9))]  # fmt: skip
        draw.polygon(leaf, fill=round(150 + 70 * near))


def _spray(draw: ImageDraw.ImageDraw, kind: _Shower, turn: float) -> None:
    """Streaks of blown foam, sand or snow, low over the ground; `slant` is the way they go."""
    wide, high = kind.size.width * _FINE, kind.size.height * _FINE
    for at in range(kind.count):
        near = chance("near", kind.seed, at)
        gone = (chance("blown", kind.seed, at) + (1 + round(near)) * turn) % 1.0
        x = wide * (1.3 * (gone if kind.slant > 0 else 1 - gone) - 0.15)
        y = high * (1.0 - 0.62 * chance("height", kind.seed, at) ** 1.6)
        long = wide * (0.015 + 0.07 * near)
        y += high * 0.01 * math.sin(2 * math.pi * (2 * gone + near))
        draw.line([(x, y), (x - kind.slant * long, y + 0.004 * high)], fill=round(50 + 80 * near),
                  width=max(1, round(high * (0.0012 + 0.0016 * near))))  # fmt: skip


# ---------------------------------------------------------------- what drifts


def _bank(kind: _Drift) -> Mask:
    """A soft mask two frames wide that ends where it begins, thicker towards the ground."""
    wide, high = kind.size.width * 2, kind.size.height
    random = noise_source("bank", kind.seed)
    cloud = np.zeros((high, wide))
    for cells, share in ((5, 0.6), (10, 0.4)):
        grain = random.random((cells, max(2, 4 * cells // kind.long)))
        grain = np.concatenate([grain, grain, grain], axis=1)
        image = Image.fromarray((255 * grain).astype(np.uint8)).resize((3 * wide, high), Image.Resampling.BICUBIC)
        cloud += share * np.asarray(image.crop((wide, 0, 2 * wide, high)), np.float64) / 255
    depth = np.interp(np.linspace(0, 1, high), (0.0, 0.35, 0.6, 1.0), (0.35, 0.7, 1.0, 0.75))
    thick = kind.thick * np.clip(0.1 + 1.6 * (cloud - 0.3), 0, 1) * depth[:, None]
    return Image.fromarray(np.rint(255 * thick).astype(np.uint8))


def _slid(kind: _Drift, bank: tuple[Mask, Mask], phase: int) -> tuple[Mask, Mask]:
    """The part of the bank that is before us, at full and at half size."""
    wide, high = kind.size.width, kind.size.height
    left = round(phase * kind.speed / kind.beats * wide / 2) * 2 % (2 * wide)
    return _wrapped(bank[0], left, wide, high), _wrapped(bank[1], left // 2, wide // 2, high // 2)


def _wrapped(mask: Mask, left: int, wide: int, high: int) -> Mask:
    part = mask.crop((left, 0, left + wide, high))
    if left + wide > mask.width:
        part.paste(mask.crop((0, 0, left + wide - mask.width, high)), (mask.width - left, 0))
    return part

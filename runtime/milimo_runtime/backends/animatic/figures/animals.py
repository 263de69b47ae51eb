"""Animals of a few bodies: four legs, heavy or slim, and birds, with the ears, horns, necks and beaks of each sort.

As other animals: the back and head between y = 0 and the feet at y = 1, looking to the right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from milimo_runtime.backends.animatic.canvas import Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.figures.stance import PHASES
from milimo_runtime.backends.animatic.wording import Kind

_ROSE: Colour = (222, 150, 146)
_BEAK: Colour = (226, 150, 62)
_GAIT = (0.0, 0.5, 0.25, 0.75)
"""Which part of two steps each leg is behind the first."""


@dataclass(frozen=True, slots=True)
class _Beast:
    """A body on four legs: half its length, its height, how thick before and behind; the head and the muzzle's length.

    `legs`: how thick; `pale`: how much lighter the muzzle is.
    """

    half: float
    back: float
    fore: float
    hind: float
    head: tuple[float, float, float]
    muzzle: float
    ears: Literal["round", "pointed", "long", "aside"]
    tail: tuple[Point, ...]
    tail_width: float
    legs: float
    pale: float = 0.12
    mane: Colour | None = None
    horns: bool = False
    wool: bool = False
    snout: bool = False
    patches: bool = False


_HANGING = ((0.0, 0.0), (-0.08, 0.2), (-0.07, 0.42))
_BUSHY = ((0.0, 0.02), (-0.18, 0.1), (-0.34, 0.28))
_BEASTS: dict[Kind, _Beast] = {
    "bear": _Beast(0.46, 0.42, 0.27, 0.29, (0.58, 0.27, 0.18), 0.15, "round", ((0.0, -0.04), (-0.06, 0.0)), 0.1, 0.13,
                   0.24),
    "wolf": _Beast(0.44, 0.42, 0.17, 0.13, (0.58, 0.17, 0.125), 0.22, "pointed", _BUSHY, 0.11, 0.072, 0.3),
    "fox": _Beast(0.48, 0.48, 0.15, 0.13, (0.62, 0.26, 0.13), 0.24, "pointed",
                  ((0.0, 0.02), (-0.3, 0.1), (-0.52, 0.02)), 0.19, 0.06, 0.6),
    "lion": _Beast(0.48, 0.42, 0.19, 0.15, (0.56, 0.22, 0.15), 0.15, "round",
                   ((0.0, 0.0), (-0.2, 0.2), (-0.34, 0.1)), 0.045, 0.09, 0.3, (124, 78, 44)),
    "cow": _Beast(0.52, 0.38, 0.2, 0.22, (0.66, 0.2, 0.13), 0.15, "aside", _HANGING, 0.04, 0.075, 0.3, horns=True,
                  patches=True),
    "sheep": _Beast(0.42, 0.44, 0.25, 0.26, (0.52, 0.23, 0.12), 0.06, "aside", ((0.0, 0.0), (-0.04, 0.1)), 0.09, 0.055,
                    0.0, wool=True),
    "goat": _Beast(0.44, 0.44, 0.18, 0.19, (0.56, 0.18, 0.1), 0.18, "aside", ((0.0, -0.06), (-0.06, -0.16)), 0.06, 0.06,
                   0.1, horns=True),
    "pig": _Beast(0.5, 0.46, 0.27, 0.28, (0.6, 0.38, 0.19), 0.12, "pointed",
                  ((0.0, -0.06), (-0.08, -0.1), (-0.07, -0.02), (-0.14, -0.06)), 0.035, 0.085, 0.1, snout=True),
    "rabbit": _Beast(0.28, 0.62, 0.22, 0.3, (0.36, 0.4, 0.19), 0.08, "long", ((-0.02, 0.06), (-0.06, 0.06)), 0.17, 0.09,
                     0.3),
    "rat": _Beast(0.56, 0.66, 0.15, 0.25, (0.66, 0.62, 0.17), 0.22, "round", ((0.0, 0.12), (-0.4, 0.28), (-0.8, 0.2)),
                  0.05, 0.06, 0.2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bird:
    """A bird: its body's middle, half axes; the head and its size; how long and thick the beak is."""

    body: tuple[float, float, float, float]
    head: tuple[float, float, float]
    neck: float
    beak: float
    deep: float
    tail: tuple[Point, ...]
    comb: bool = False
    hooked: bool = False
    legs: float = 0.2


_BIRDS: dict[Kind, _Bird] = {
    "goose": _Bird((-0.08, 0.62, 0.34, 0.2), (0.3, 0.09, 0.08), 0.062, 0.15, 0.05,
                   ((-0.34, 0.52), (-0.56, 0.44), (-0.36, 0.7))),
    "duck": _Bird((-0.1, 0.64, 0.42, 0.25), (0.32, 0.22, 0.17), 0.12, 0.24, 0.075,
                  ((-0.4, 0.52), (-0.66, 0.4), (-0.42, 0.74)), legs=0.14),
    "hen": _Bird((-0.06, 0.56, 0.36, 0.29), (0.28, 0.2, 0.13), 0.13, 0.12, 0.05,
                 ((-0.3, 0.6), (-0.62, 0.16), (-0.4, 0.24), (-0.16, 0.36)), comb=True),
    "parrot": _Bird((-0.04, 0.54, 0.22, 0.3), (0.1, 0.2, 0.17), 0.16, 0.14, 0.12,
                    ((-0.2, 0.6), (-0.52, 1.12), (-0.4, 1.16), (0.0, 0.8)), hooked=True, legs=0.1),
}  # fmt: skip


def _legs(pen: Pen, beast: _Beast, coat: Colour) -> None:
    stance, low = pen.stance, beast.back + 0.14
    reach = 0.0 if stance.posture == "stand" else (1 - low) * (0.26 if stance.posture == "walk" else 0.45)
    fore, hind = beast.half - 0.14, -beast.half + 0.06
    for at, x in enumerate((fore, fore + 0.09, hind + 0.09, hind)):
        tone = darker(coat, 0.28) if at % 2 else coat
        foot = x + reach * math.cos(2 * math.pi * (stance.phase / PHASES + _GAIT[at]))
        pen.hull([(x, low, beast.legs * 1.15), (foot, 0.955, beast.legs * 0.62)], tone)
        pen.hull([(foot, 0.965, beast.legs * 0.62), (foot + beast.legs * 0.6, 0.972, beast.legs * 0.5)],
                 darker(tone, 0.34))  # fmt: skip


def _four_legged(beast: _Beast, pen: Pen, coat: Colour) -> None:
    skin = mix((54, 48, 50), coat, 0.2) if beast.wool else coat
    tail = [(-beast.half + x, beast.back - 0.04 + y) for x, y in beast.tail]
    pen.line(tail, beast.tail_width, _ROSE if beast.snout else darker(coat, 0.12))
    _legs(pen, beast, skin if beast.wool else coat)
    pen.hull([(-beast.half + 0.1, beast.back, beast.hind), (beast.half - 0.16, beast.back, beast.fore)], coat)
    if beast.wool:
        for x, y in ring((0.0, beast.back), beast.half + 0.08, beast.hind - 0.02, 15):
            pen.ellipse(x, y, 0.1, 0.1, lighter(coat, 0.1))
        pen.ellipse(0.0, beast.back, beast.half, beast.hind - 0.04, lighter(coat, 0.1))
    if beast.patches:
        dark = mix(coat, (58, 44, 40), 0.85)
        for x, y, wide, high in ((0.2, 0.34, 0.13, 0.1), (-0.16, 0.44, 0.17, 0.12), (-0.42, 0.3, 0.1, 0.09)):
            pen.ellipse(x, y, wide, high, dark)
    x, y, size = beast.head
    pen.hull([(beast.half - 0.2, beast.back - 0.02, beast.fore * 0.82), (x - 0.3 * size, y + 0.1 * size, size * 0.8)],
             coat)  # fmt: skip
    if beast.mane is not None:
        for a, b in ring((x - 0.35 * size, y + 0.3 * size), 1.15 * size, 1.3 * size, 13):
            pen.ellipse(a, b, 0.62 * size, 0.62 * size, beast.mane)
    _head(beast, pen, skin)


def _head(beast: _Beast, pen: Pen, skin: Colour) -> None:
    x, y, size = beast.head
    _ears(beast, pen, darker(skin, 0.12))
    pen.ellipse(x, y, size, size * 0.94, skin)
    tip = x + 0.6 * size + beast.muzzle
    thick = 0.62 * size if beast.muzzle < 1.1 * size else 0.52 * size
    end = 0.9 * thick if beast.snout or beast.horns else 0.55 * thick
    pen.hull([(x + 0.4 * size, y + 0.28 * size, thick), (tip - end, y + 0.46 * size, end)], lighter(skin, beast.pale))
    if beast.snout:
        pen.ellipse(tip - 0.2 * end, y + 0.44 * size, 0.4 * end, 0.9 * end, darker(skin, 0.14))
    else:
        pen.ellipse(tip - 0.3 * end, y + 0.34 * size, 0.2 * size, 0.17 * size, (36, 30, 32))
    pen.line([(x + 0.75 * size, y + 0.72 * size), (tip - end, y + 0.46 * size + 0.55 * end)], 0.07 * size,
             darker(skin, 0.5))  # fmt: skip
    if beast.horns:
        for aside in (-0.45, 0.25):
            a = x + aside * size
            pen.line([(a, y - 0.75 * size), (a + 0.08 * size, y - 1.2 * size), (a + 0.4 * size, y - 1.45 * size)],
                     0.17 * size, (226, 216, 190))  # fmt: skip
    pen.ellipse(x + 0.3 * size, y - 0.2 * size, 0.13 * size, 0.14 * size, (26, 22, 24))
    pen.ellipse(x + 0.34 * size, y - 0.25 * size, 0.045 * size, 0.045 * size, (244, 244, 244))


def _ears(beast: _Beast, pen: Pen, tone: Colour) -> None:
    x, y, size = beast.head
    match beast.ears:
        case "round":
            for aside in (-0.55, 0.2):
                pen.ellipse(x + aside * size, y - 0.82 * size, 0.32 * size, 0.32 * size, tone)
                pen.ellipse(x + aside * size, y - 0.8 * size, 0.17 * size, 0.17 * size, darker(tone, 0.3))
        case "pointed":
            for aside in (-0.5, 0.1):
                a, b = x + aside * size, y - 0.62 * size
                tip = (a - 0.06 * size, b - 0.85 * size)
                pen.polygon([(a - 0.3 * size, b + 0.2 * size), (a + 0.32 * size, b), tip], tone)
        case "long":
            for aside in (-0.5, -0.1):
                a, b = x + aside * size, y - 0.6 * size
                pen.hull([(a, b, 0.16 * size), (a - 0.25 * size, b - 1.0 * size, 0.19 * size)], tone)
        case "aside":
            pen.hull(
                [(x - 0.5 * size, y - 0.5 * size, 0.2 * size), (x - 1.1 * size, y - 0.35 * size, 0.16 * size)], tone
            )


def _feathered(bird: _Bird, pen: Pen, coat: Colour) -> None:
    x, y, wide, high = bird.body
    for aside in (-0.02, 0.08):
        foot = x + 0.08 + aside
        pen.hull([(foot, 1 - bird.legs - 0.03, 0.024), (foot, 0.96, 0.02)], darker(_BEAK, 0.1))
        pen.hull([(foot, 0.968, 0.018), (foot + 0.1, 0.976, 0.014)], darker(_BEAK, 0.1))
    pen.smooth(list(bird.tail), darker(coat, 0.3))
    hx, hy, size = bird.head
    pen.hull([(x + 0.52 * wide, y - 0.2 * high, bird.neck * 1.5), (hx, hy + 0.2 * size, bird.neck)], coat)
    pen.ellipse(x, y, wide, high, coat)
    pen.smooth([(x + 0.4 * wide, y - 0.4 * high), (x + 0.2 * wide, y + 0.4 * high), (x - 1.05 * wide, y + 0.3 * high),
                (x - 0.5 * wide, y - 0.4 * high)], darker(coat, 0.2))  # fmt: skip
    if bird.comb:
        for aside in (-0.5, 0.0, 0.5):
            pen.ellipse(hx + aside * size, hy - size, 0.3 * size, 0.4 * size, (196, 44, 44))
        pen.ellipse(hx + 0.9 * size, hy + 0.8 * size, 0.22 * size, 0.4 * size, (196, 44, 44))
    pen.ellipse(hx, hy, size, size, coat)
    start, tone = hx + 0.7 * size, (66, 62, 64) if bird.hooked else _BEAK
    if bird.hooked:
        pen.ellipse(hx + 0.4 * size, hy, 0.52 * size, 0.5 * size, (240, 236, 226))
        pen.smooth([(start - 0.02, hy - bird.deep), (start + bird.beak, hy - 0.2 * bird.deep),
                    (start + 0.7 * bird.beak, hy + 1.3 * bird.deep), (start, hy + 0.5 * bird.deep)], tone)  # fmt: skip
    else:
        pen.polygon([(start, hy - bird.deep), (start + bird.beak, hy + 0.4 * bird.deep), (start, hy + bird.deep)], tone)
    pen.ellipse(hx + 0.32 * size, hy - 0.2 * size, 0.16 * size, 0.16 * size, (26, 22, 24))
    pen.ellipse(hx + 0.37 * size, hy - 0.26 * size, 0.055 * size, 0.055 * size, (244, 244, 244))


def _snake(pen: Pen, coat: Colour) -> None:
    way = [(-1.6, 0.92), (-1.1, 0.78), (-0.6, 0.94), (-0.1, 0.8), (0.3, 0.9), (0.62, 0.62), (0.72, 0.28)]
    pen.line(way, 0.2, coat)
    pen.line(way, 0.07, darker(coat, 0.3))
    pen.line([(1.12, 0.24), (1.34, 0.3)], 0.04, (196, 44, 60))
    pen.hull([(0.74, 0.2, 0.15), (1.04, 0.24, 0.09)], coat)
    pen.ellipse(0.86, 0.15, 0.045, 0.05, (236, 210, 90))
    pen.ellipse(0.87, 0.15, 0.018, 0.045, (26, 22, 24))


def _fish(pen: Pen, coat: Colour) -> None:
    pen.polygon([(-0.6, 0.5), (-1.2, 0.06), (-1.05, 0.5), (-1.2, 0.94)], darker(coat, 0.2))
    pen.polygon([(-0.3, 0.2), (0.1, -0.06), (0.35, 0.2)], darker(coat, 0.25))
    pen.smooth([(1.0, 0.5), (0.6, 0.2), (0.0, 0.1), (-0.7, 0.44), (-0.7, 0.56), (0.0, 0.9), (0.6, 0.8)], coat)
    pen.smooth([(0.2, 0.5), (-0.14, 0.4), (-0.1, 0.66)], darker(coat, 0.2))
    pen.line([(0.44, 0.24), (0.38, 0.5), (0.44, 0.76)], 0.03, darker(coat, 0.3))
    pen.ellipse(0.66, 0.42, 0.08, 0.09, (244, 242, 236))
    pen.ellipse(0.68, 0.42, 0.04, 0.05, (26, 22, 24))


ANIMALS: Mapping[Kind, Callable[[Pen, Colour], None]] = {
    **{kind: partial(_four_legged, beast) for kind, beast in _BEASTS.items()},
    **{kind: partial(_feathered, bird) for kind, bird in _BIRDS.items()},
    "snake": _snake, "fish": _fish,
}  # fmt: skip
HEADS: Mapping[Kind, tuple[float, float, float]] = {
    **{kind: beast.head for kind, beast in _BEASTS.items()},
    **{kind: bird.head for kind, bird in _BIRDS.items()},
    "dog": (0.6, 0.2, 0.15), "cat": (0.54, 0.25, 0.19), "horse": (0.46, 0.14, 0.11), "bird": (0.34, 0.18, 0.18),
    "snake": (0.88, 0.22, 0.2), "fish": (0.5, 0.5, 0.4),
}  # fmt: skip
"""Where the head of each is, and half its height, in the animal's own height."""

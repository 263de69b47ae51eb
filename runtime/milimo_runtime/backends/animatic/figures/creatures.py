"""Animals from the side, and the heads of those who are not people.

An animal is drawn in its own height: its back and head between y = 0 and its feet at y = 1, looking to the right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter
from milimo_runtime.backends.animatic.figures.animals import ANIMALS
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.figures.stance import PHASES
from milimo_runtime.backends.animatic.looks import Look
from milimo_runtime.backends.animatic.wording import Kind

_GAIT = (0.0, 0.5, 0.25, 0.75)
"""Which part of two steps each leg is behind the first: the near and the far one in front, then those behind."""


def draw_beast(pen: Pen, look: Look) -> None:
    """An animal, whole."""
    _BEASTS[look.kind](pen, look.cloth)


def is_beast(kind: Kind) -> bool:
    return kind in _BEASTS


def _legs(pen: Pen, places: tuple[float, ...], top: float, thick: float, colour: Colour) -> None:
    """Four legs, the far ones darker; each bends a little at its knee, and swings as the animal goes."""
    stance = pen.stance
    reach = 0.0 if stance.posture == "stand" else (1 - top) * (0.26 if stance.posture == "walk" else 0.45)
    for at, x in enumerate(places):
        tone = darker(colour, 0.28) if at % 2 else colour
        swing = reach * math.cos(2 * math.pi * (stance.phase / PHASES + _GAIT[at]))
        knee, foot = x + (0.02 if x > 0 else -0.03) + 0.5 * swing, x + swing
        pen.hull([(x, top, thick), (knee, (top + 0.96) / 2, thick * 0.62)], tone)
        pen.hull([(knee, (top + 0.96) / 2, thick * 0.62), (foot, 0.96, thick * 0.45)], tone)
        pen.hull([(foot, 0.972, thick * 0.5), (foot + thick * 0.7, 0.978, thick * 0.42)], darker(tone, 0.3))


def _eye(pen: Pen, x: float, y: float, size: float) -> None:
    pen.ellipse(x, y, size, size, (26, 22, 24))
    pen.ellipse(x + size * 0.3, y - size * 0.3, size * 0.35, size * 0.35, (240, 240, 240))


def _dog(pen: Pen, coat: Colour) -> None:
    pen.hull([(-0.46, 0.4, 0.05), (-0.68, 0.16, 0.025)], darker(coat, 0.1))
    _legs(pen, (0.26, 0.34, -0.36, -0.44), 0.58, 0.085, coat)
    pen.hull([(-0.38, 0.46, 0.15), (0.24, 0.45, 0.19)], coat)
    pen.hull([(0.3, 0.4, 0.14), (0.48, 0.2, 0.11)], coat)
    pen.hull([(0.5, 0.16, 0.13), (0.54, 0.18, 0.12)], coat)
    pen.hull([(0.56, 0.22, 0.085), (0.74, 0.25, 0.05)], lighter(coat, 0.12))
    pen.ellipse(0.785, 0.235, 0.026, 0.024, (34, 28, 30))
    pen.hull([(0.42, 0.1, 0.055), (0.36, 0.28, 0.045)], darker(coat, 0.34))
    pen.line([(0.62, 0.29), (0.7, 0.298), (0.76, 0.28)], 0.012, darker(coat, 0.5))
    _eye(pen, 0.58, 0.14, 0.02)


def _cat(pen: Pen, coat: Colour) -> None:
    pen.line([(-0.5, 0.6), (-0.78, 0.56), (-0.86, 0.28), (-0.74, 0.1)], 0.07, darker(coat, 0.1))
    _legs(pen, (0.28, 0.36, -0.38, -0.46), 0.66, 0.075, coat)
    pen.hull([(-0.4, 0.54, 0.17), (0.26, 0.52, 0.16)], coat)
    pen.hull([(0.34, 0.46, 0.1), (0.5, 0.28, 0.14)], coat)
    pen.ellipse(0.52, 0.26, 0.19, 0.17, coat)
    for x in (0.4, 0.62):
        pen.polygon([(x - 0.075, 0.14), (x + 0.075, 0.13), (x + 0.01, -0.03)], darker(coat, 0.12))
    for x in (0.49, 0.64):
        pen.ellipse(x, 0.24, 0.03, 0.034, (176, 190, 92))
        pen.ellipse(x, 0.24, 0.01, 0.03, (24, 22, 24))
    pen.ellipse(0.58, 0.315, 0.018, 0.013, (196, 118, 116))
    for y in (0.32, 0.35):
        pen.line([(0.62, y), (0.8, y - 0.03)], 0.006, lighter(coat, 0.5))


def _horse(pen: Pen, coat: Colour) -> None:
    mane = darker(coat, 0.55)
    pen.line([(-0.4, 0.32), (-0.5, 0.5), (-0.46, 0.74)], 0.075, mane)
    _legs(pen, (0.2, 0.27, -0.26, -0.34), 0.54, 0.07, coat)
    pen.hull([(-0.27, 0.4, 0.135), (0.16, 0.41, 0.135)], coat)
    pen.line([(0.16, 0.24), (0.27, 0.1), (0.36, 0.0)], 0.075, mane)
    pen.hull([(0.16, 0.36, 0.12), (0.36, 0.11, 0.062)], coat)
    pen.hull([(0.39, 0.075, 0.062), (0.56, 0.235, 0.04)], coat)
    pen.hull([(0.55, 0.23, 0.036), (0.58, 0.255, 0.03)], darker(coat, 0.3))
    for x in (0.35, 0.39):
        pen.polygon([(x - 0.02, 0.03), (x + 0.024, 0.035), (x + 0.012, -0.05)], darker(coat, 0.15))
    _eye(pen, 0.42, 0.09, 0.011)


def _bird(pen: Pen, coat: Colour) -> None:
    for x in (0.0, 0.1):
        pen.hull([(x, 0.76, 0.022), (x + 0.03, 0.96, 0.018)], (196, 148, 70))
        pen.hull([(x + 0.03, 0.972, 0.016), (x + 0.14, 0.98, 0.012)], (196, 148, 70))
    pen.hull([(-0.3, 0.56, 0.1), (-0.72, 0.7, 0.05)], darker(coat, 0.3))
    pen.smooth([(0.3, 0.2), (0.36, 0.44), (0.2, 0.72), (-0.1, 0.8), (-0.4, 0.64), (-0.3, 0.44), (0.02, 0.28)], coat)
    pen.ellipse(0.28, 0.18, 0.18, 0.17, coat)
    pen.smooth([(0.06, 0.42), (-0.04, 0.64), (-0.5, 0.7), (-0.34, 0.5)], darker(coat, 0.24))
    pen.polygon([(0.43, 0.13), (0.66, 0.2), (0.43, 0.25)], (222, 164, 72))
    _eye(pen, 0.32, 0.14, 0.03)


_BEASTS: Mapping[Kind, Callable[[Pen, Colour], None]] = {
    "dog": _dog, "cat": _cat, "horse": _horse, "bird": _bird, **ANIMALS,
}  # fmt: skip
"""How each is drawn in the colour of its coat."""


def draw_robot_head(pen: Pen, look: Look) -> None:
    """A helmet of steel with a lit slit for eyes; the light grows as it speaks."""
    steel, lit = look.skin, lighter((92, 206, 224), 0.2 * pen.stance.mouth)
    pen.line([(0.0, 0.0), (0.0, -0.03)], 0.004, darker(steel, 0.4))
    pen.ellipse(0.0, -0.034, 0.007, 0.007, lit)
    pen.hull([(-0.03, 0.032, 0.024), (0.03, 0.032, 0.024), (-0.026, 0.115, 0.02), (0.026, 0.115, 0.02)], steel)
    for x in (-0.056, 0.056):
        pen.hull([(x, 0.062, 0.009), (x, 0.082, 0.009)], darker(steel, 0.35))
    if pen.stance.away:
        return
    x = 0.012 * min(2, abs(pen.stance.facing))
    pen.hull([(x - 0.028, 0.066, 0.012), (x + 0.028, 0.066, 0.012)], (24, 28, 36))
    for side in (-1, 1):
        pen.ellipse(x + side * 0.017, 0.066, 0.0075, 0.0065, lit)
    for y in (0.104, 0.112, 0.12):
        pen.line([(x - 0.016, y), (x + 0.016, y)], 0.0026, darker(steel, 0.5))


def draw_alien_face(pen: Pen, look: Look) -> None:
    """Large dark eyes in a bare face."""
    x = 0.01 * min(2, abs(pen.stance.facing))
    for side in (-1, 1):
        pen.smooth([(x + side * 0.006, 0.084), (x + side * 0.014, 0.064), (x + side * 0.036, 0.05),
                    (x + side * 0.034, 0.072),
                    (x + side * 0.018, 0.088)], (22, 24, 30))  # fmt: skip
        pen.ellipse(x + side * 0.026, 0.061, 0.0034, 0.003, (226, 240, 236))
    opened = 0.001 + 0.003 * pen.stance.mouth
    pen.ellipse(x, 0.117, 0.009, opened, darker(look.skin, 0.55))

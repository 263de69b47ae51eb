"""People seen from straight above: heads and shoulders, the knees of those who sit, all of those who lie."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, under
from milimo_runtime.backends.animatic.figures.creatures import is_beast
from milimo_runtime.backends.animatic.figures.drawn import draw_figure
from milimo_runtime.backends.animatic.figures.stance import PHASES, Stance
from milimo_runtime.backends.animatic.looks import Look

_SHADOW: Colour = (8, 9, 20)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Paints in a figure's own measure: `ahead` towards where it looks, `aside` to its right."""

    canvas: Canvas
    stance: Stance
    ambient: Colour

    def at(self, ahead: float, aside: float) -> Point:
        s = self.stance
        x, y = s.x, s.top + 0.07 * s.height
        if s.facing == 0:
            return x - aside * s.height, y + ahead * s.height
        towards = 1 if s.facing > 0 else -1
        return x + towards * ahead * s.height, y + towards * aside * s.height

    def oval(self, ahead: float, aside: float, deep: float, wide: float, colour: Colour) -> None:
        points = [self.at(ahead + a, aside + b) for a, b in ring((0.0, 0.0), deep, wide)]
        self.canvas.polygon(points, under(colour, self.ambient))

    def band(self, one: Point, other: Point, wide: float, colour: Colour) -> None:
        """A limb from one (ahead, aside) to another."""
        self.canvas.stroke([self.at(*one), self.at(*other)], 2 * wide * self.stance.height, under(colour, self.ambient))

    def shade(self, outline: Callable[[], list[Point]], opacity: float, soft: float) -> None:
        self.canvas.veil(outline(), _SHADOW, opacity, soft * self.stance.height)


def draw_from_above(canvas: Canvas, stance: Stance, look: Look, ambient: Colour) -> None:
    """A figure from straight above; the head dips a little as the figure speaks."""
    if stance.posture == "lie" or is_beast(look.kind) or look.kind == "baby":
        # From above someone who lies is seen as one who stands is from before.
        if stance.seat:
            _bed(canvas, stance, ambient)
        lying = replace(stance, above=False, posture="stand", facing=0, bearing=0, seat="")
        draw_figure(canvas, lying, look, ambient, lighter(ambient, 0.2))
        return
    plan = _Plan(canvas, stance, ambient)
    drop = 0.035 * stance.height

    def cast() -> list[Point]:
        return [(x + drop, y + drop) for x, y in (plan.at(a, b) for a, b in ring((0.0, 0.0), 0.1, 0.17))]

    plan.shade(cast, 0.5, 0.03)
    _legs(plan, look)
    if look.garment in ("coat", "dress", "robe"):
        plan.oval(0.0, 0.0, 0.092, 0.128, darker(look.cloth, 0.3))
    for side in (-1, 1):
        swing = -side * _swing(stance)
        plan.oval(0.096 + swing, side * 0.118, 0.022, 0.02, look.skin)
        plan.band((0.01, side * 0.13), (0.07 + swing, side * 0.13), 0.031, darker(look.cloth, 0.2))
    plan.oval(-0.004, 0.0, 0.066, 0.152, look.cloth)
    plan.oval(0.004, -0.03, 0.046, 0.09, lighter(look.cloth, 0.1))
    plan.oval(0.004, 0.0, 0.05, 0.052, look.scarf or darker(look.cloth, 0.35))
    _crown(plan, look, 0.006 + 0.008 * stance.mouth)


def _bed(canvas: Canvas, stance: Stance, ambient: Colour) -> None:
    """A bed under who lies on it: its frame, its sheet, a pillow."""
    size = stance.height
    for half, top, foot, tone in (
        (0.31, -0.14, 1.12, (112, 80, 56)),
        (0.285, -0.1, 1.09, (206, 200, 188)),
        (0.2, -0.07, 0.16, (236, 232, 224)),
    ):
        box = Box(stance.x - half * size, stance.top + top * size, stance.x + half * size, stance.top + foot * size)
        canvas.rectangle(box, under(tone, ambient))


def _swing(stance: Stance) -> float:
    """How far ahead the right foot of someone who goes is, standing heights."""
    if stance.posture not in ("walk", "run"):
        return 0.0
    return (0.1 if stance.posture == "walk" else 0.16) * math.cos(2 * math.pi * stance.phase / PHASES)


def _legs(plan: _Plan, look: Look) -> None:
    stance, shoe = plan.stance, darker(look.legs, 0.5)
    cloth = look.legs if look.garment not in ("dress", "robe") else look.cloth
    for side in (-1, 1):
        match stance.posture:
            case "sit":
                if stance.seat and side < 0:
                    plan.band((-0.08, -0.06), (-0.08, 0.06), 0.075, (112, 80, 56))
                plan.oval(0.29, side * 0.06, 0.05, 0.027, shoe)
                plan.band((0.0, side * 0.05), (0.235, side * 0.062), 0.048, cloth)
            case "kneel":
                plan.oval(-0.19, side * 0.05, 0.045, 0.026, shoe)
                plan.band((-0.14, side * 0.05), (0.1, side * 0.055), 0.044, cloth)
            case _:
                foot = 0.075 + side * _swing(stance)
                plan.oval(foot, side * 0.05, 0.045, 0.026, shoe)
                plan.band((0.0, side * 0.048), (0.7 * foot, side * 0.05), 0.036, cloth)


def _crown(plan: _Plan, look: Look, ahead: float) -> None:
    plan.oval(ahead + 0.052, 0.0, 0.012, 0.01, darker(look.skin, 0.1))
    plan.oval(ahead + 0.008, 0.0, 0.052, 0.046, look.skin)
    if look.hat != "none":
        plan.oval(ahead + 0.006, 0.0, 0.085 if look.hat == "brim" else 0.06, 0.08 if look.hat == "brim" else 0.054,
                  darker(look.hat_colour, 0.2))  # fmt: skip
        plan.oval(ahead, 0.0, 0.05, 0.047, look.hat_colour)
        return
    if look.style == "none":
        plan.oval(ahead - 0.008, 0.012, 0.016, 0.012, lighter(look.skin, 0.35))
        return
    if look.style == "long":
        plan.oval(ahead - 0.03, 0.0, 0.05, 0.062, darker(look.hair, 0.2))
    plan.oval(ahead - 0.006, 0.0, 0.05, 0.05, look.hair)
    match look.style:
        case "curly":
            for at, (a, b) in enumerate(ring((0.0, 0.0), 0.044, 0.044, 11)):
                plan.oval(ahead - 0.008 + a, b, 0.017, 0.017, mix(look.hair, darker(look.hair, 0.3), 0.4 * (at % 2)))
        case "bun":
            plan.oval(ahead - 0.05, 0.0, 0.026, 0.026, darker(look.hair, 0.2))
        case "braid":
            for step in range(6):
                plan.oval(ahead - 0.05 - 0.017 * step, 0.0, 0.014, 0.017 - 0.001 * step,
                          mix(look.hair, darker(look.hair, 0.3), 0.5 * (step % 2)))  # fmt: skip
        case _:
            pass
    plan.oval(ahead + 0.004, 0.014, 0.022, 0.014, lighter(look.hair, 0.16))

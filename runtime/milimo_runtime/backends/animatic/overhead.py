"""People seen from straight above: heads and shoulders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Canvas, Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, under
from milimo_runtime.backends.animatic.figures.stance import Stance
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
        return x + s.facing * ahead * s.height, y + s.facing * aside * s.height

    def oval(self, ahead: float, aside: float, deep: float, wide: float, colour: Colour) -> None:
        points = [self.at(ahead + a, aside + b) for a, b in ring((0.0, 0.0), deep, wide)]
        self.canvas.polygon(points, under(colour, self.ambient))

    def shade(self, outline: Callable[[], list[Point]], opacity: float, soft: float) -> None:
        self.canvas.veil(outline(), _SHADOW, opacity, soft * self.stance.height)


def draw_from_above(canvas: Canvas, stance: Stance, look: Look, ambient: Colour) -> None:
    """Head and shoulders from straight above; the head dips a little as the figure speaks."""
    plan = _Plan(canvas, stance, ambient)
    drop = 0.035 * stance.height

    def cast() -> list[Point]:
        return [(x + drop, y + drop) for x, y in (plan.at(a, b) for a, b in ring((0.0, 0.0), 0.1, 0.17))]

    plan.shade(cast, 0.5, 0.03)
    for side in (-1, 1):
        plan.oval(0.075, side * 0.05, 0.045, 0.026, darker(look.legs, 0.5))
    if look.garment in ("coat", "dress"):
        plan.oval(0.0, 0.0, 0.092, 0.128, darker(look.cloth, 0.3))
    for side in (-1, 1):
        plan.oval(0.096, side * 0.118, 0.022, 0.02, look.skin)
        plan.oval(0.05, side * 0.136, 0.055, 0.032, darker(look.cloth, 0.2))
    plan.oval(-0.004, 0.0, 0.066, 0.152, look.cloth)
    plan.oval(0.004, -0.03, 0.046, 0.09, lighter(look.cloth, 0.1))
    plan.oval(0.004, 0.0, 0.05, 0.052, look.scarf or darker(look.cloth, 0.35))
    _crown(plan, look, 0.006 + 0.008 * stance.mouth)


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

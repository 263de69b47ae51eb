"""Hair."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import darker, mix
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.looks import Look


def draw_hair_behind(pen: Pen, look: Look) -> None:
    dark = darker(look.hair, 0.22)
    match look.style:
        case "long":
            pen.smooth(
                [
                    (0, -0.008),
                    (0.056, 0.02),
                    (0.066, 0.1),
                    (0.072, 0.2),
                    (0.03, 0.222),
                    (-0.03, 0.222),
                    (-0.072, 0.2),
                    (-0.066, 0.1),
                    (-0.056, 0.02),
                ],
                dark,
            )
        case "curly":
            for x, y, r in ((-0.05, 0.07, 0.026), (0.05, 0.07, 0.026), (-0.046, 0.1, 0.02), (0.046, 0.1, 0.02)):
                pen.ellipse(x, y, r, r, dark)
        case "bun":
            pen.ellipse(-0.012 * pen.stance.facing, -0.012, 0.026, 0.024, dark)
        case _:
            pass


def draw_hair_before(pen: Pen, look: Look) -> None:
    turn = 0.012 * max(-1, min(1, pen.stance.facing))
    match look.style:
        case "none":
            return
        case "short":
            pen.smooth(
                [
                    (-0.05, 0.084),
                    (-0.06, 0.05),
                    (-0.057, 0.012),
                    (-0.03, -0.018),
                    (0.012, -0.024),
                    (0.047, -0.006),
                    (0.06, 0.034),
                    (0.051, 0.084),
                    (0.047, 0.052),
                    (0.034 + turn, 0.032),
                    (0.012 + turn, 0.04),
                    (turn - 0.022, 0.027),
                    (-0.043, 0.05),
                ],
                look.hair,
            )
            parting = [(turn - 0.02, 0.026), (turn - 0.026, 0.004), (turn - 0.018, -0.014)]
            pen.line(parting, 0.0026, darker(look.hair, 0.35))
        case "curly":
            for x, y, r in (
                (-0.048, 0.042, 0.021),
                (-0.034, 0.014, 0.024),
                (-0.01, -0.002, 0.026),
                (0.018, 0.0, 0.025),
                (0.04, 0.018, 0.023),
                (0.051, 0.046, 0.019),
                (0.006, 0.022, 0.022),
                (-0.026, 0.03, 0.017),
                (0.03, 0.03, 0.018),
            ):
                pen.ellipse(x + turn * 0.3, y, r, r, look.hair)
        case "long" | "bun" | "braid":
            part = -0.012 + turn
            pen.smooth(
                [
                    (part, 0.024),
                    (0.03 + turn, 0.034),
                    (0.046, 0.062),
                    (0.05, 0.1),
                    (0.058, 0.07),
                    (0.054, 0.022),
                    (0.024, -0.01),
                    (-0.024, -0.01),
                    (-0.054, 0.022),
                    (-0.058, 0.07),
                    (-0.05, 0.1),
                    (-0.046, 0.06),
                    (-0.036 + turn, 0.04),
                ],
                look.hair,
            )
    if look.style == "braid":
        side = -1 if pen.stance.facing >= 0 else 1
        for step in range(9):
            y, across = 0.106 + step * 0.0185, 0.0185 - step * 0.0008
            x = side * (0.05 + 0.0042 * step - 0.0004 * step * step) + (0.003 if step % 2 else -0.003)
            pen.ellipse(x, y, across, 0.0148, mix(look.hair, darker(look.hair, 0.3), 0.55 * (step % 2)))
        x = side * 0.0575
        pen.ellipse(x, 0.27, 0.009, 0.007, darker(look.cloth, 0.5))
        pen.smooth([(x - 0.008, 0.272), (x + 0.008, 0.272), (x + 0.005, 0.3), (x - 0.004, 0.302)], look.hair)


def draw_hair_from_behind(pen: Pen, look: Look) -> None:
    if look.style == "none":
        return
    low = {"long": 0.235, "curly": 0.128, "braid": 0.13, "bob": 0.14}.get(look.style, 0.112)
    pen.smooth(
        [
            (0, -0.012),
            (0.046, 0.006),
            (0.058, 0.05),
            (0.054, low - 0.03),
            (0.026, low),
            (-0.026, low),
            (-0.054, low - 0.03),
            (-0.058, 0.05),
            (-0.046, 0.006),
        ],
        look.hair,
    )
    if look.style == "curly":
        for at, (x, y) in enumerate(ring((0.0, 0.056), 0.047, 0.058, 15)):
            pen.ellipse(x, y, 0.019 + 0.003 * (at % 3), 0.019, look.hair)
        for at, (x, y) in enumerate(ring((0.0, 0.05), 0.024, 0.03, 7)):
            pen.ellipse(x, y, 0.017, 0.015, mix(look.hair, darker(look.hair, 0.4), 0.3 + 0.2 * (at % 2)))
    if look.style == "bun":
        pen.ellipse(0, 0.012, 0.03, 0.028, darker(look.hair, 0.2))
    if look.style == "braid":
        for step in range(7):
            pen.ellipse(
                0,
                0.12 + step * 0.027,
                0.021 - step * 0.0015,
                0.018,
                mix(look.hair, darker(look.hair, 0.3), 0.5 * (step % 2)),
            )

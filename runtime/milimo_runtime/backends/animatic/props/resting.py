"""Hands at rest, for an insert that names no object."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Canvas, Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, under
from milimo_runtime.backends.animatic.looks import Look


def draw_hands(canvas: Canvas, look: Look, ambient: Colour) -> None:
    """Two hands that rest on a table before us, sleeves and all."""
    skin, cloth = under(look.skin, ambient), under(look.cloth, ambient)
    canvas.veil(ring((0.0, 0.31), 0.46, 0.07), (6, 8, 18), 0.45, 0.03)
    for side in (-1, 1):

        def at(points: list[Point], side: int = side) -> list[Point]:
            return [(side * x, y) for x, y in points]

        canvas.smooth(at([(0.36, 0.21), (0.5, 0.14), (1.15, 0.5), (1.0, 0.85), (0.62, 0.62), (0.38, 0.36)]), cloth)
        canvas.smooth(at([(0.33, 0.22), (0.39, 0.17), (0.46, 0.33), (0.4, 0.38)]), darker(cloth, 0.3))
        canvas.smooth(at([(0.36, 0.2), (0.38, 0.34), (0.24, 0.37), (0.1, 0.34), (0.09, 0.26), (0.2, 0.19)]), skin)
        for finger in range(4):
            y = 0.235 + 0.034 * finger
            tip = 0.012 + 0.018 * abs(finger - 1.2)
            canvas.stroke(at([(0.16, y), (0.09, y + 0.004), (tip, y + 0.016)]), 0.034, skin)
            canvas.stroke(
                at([(0.16, y + 0.019), (0.09, y + 0.022), (tip + 0.012, y + 0.034)]), 0.004, darker(skin, 0.3)
            )
        canvas.stroke(at([(0.24, 0.2), (0.15, 0.172), (0.085, 0.185)]), 0.036, skin)
        canvas.veil(at([(0.37, 0.3), (0.38, 0.38), (0.2, 0.4), (0.06, 0.375), (0.2, 0.33)]), (12, 14, 34), 0.2, 0.012)

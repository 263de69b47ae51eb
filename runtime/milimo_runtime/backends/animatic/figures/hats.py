"""Hats."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import darker
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.looks import Look


def draw_hat(pen: Pen, look: Look) -> None:
    match look.hat:
        case "none":
            pass
        case "cap":
            pen.smooth(
                [(-0.056, 0.04), (-0.05, 0.0), (0, -0.02), (0.05, 0.0), (0.056, 0.04), (0, 0.032)], look.hat_colour
            )
            pen.line([(-0.055, 0.04), (0, 0.034), (0.055, 0.04)], 0.012, darker(look.hat_colour, 0.25))
        case "brim":
            pen.smooth([(-0.046, 0.028), (-0.042, -0.02), (0, -0.03), (0.042, -0.02), (0.046, 0.028)], look.hat_colour)
            pen.smooth([(-0.085, 0.034), (0, 0.02), (0.085, 0.034), (0, 0.046)], darker(look.hat_colour, 0.2))
        case "hood":
            pen.smooth(
                [
                    (0, -0.024),
                    (0.054, 0.0),
                    (0.07, 0.07),
                    (0.064, 0.15),
                    (0.046, 0.1),
                    (0.044, 0.04),
                    (0, 0.02),
                    (-0.044, 0.04),
                    (-0.046, 0.1),
                    (-0.064, 0.15),
                    (-0.07, 0.07),
                    (-0.054, 0.0),
                ],
                look.hat_colour,
            )

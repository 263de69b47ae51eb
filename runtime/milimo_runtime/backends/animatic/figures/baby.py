"""A baby: a bundle with a round face, drawn in its own height: the blanket's hood is y = 0, its foot y = 1."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import darker, lighter, mix
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.looks import Look


def draw_baby(pen: Pen, look: Look) -> None:
    """The blanket, the face in its hood, a fold across."""
    blanket = lighter(look.cloth, 0.45)
    dark, inside = darker(blanket, 0.12), darker(blanket, 0.24)
    pen.smooth([(0.0, -0.02), (0.22, 0.06), (0.3, 0.28), (0.31, 0.5), (0.24, 0.8), (0.1, 0.98), (-0.06, 0.99),
                (-0.22, 0.82), (-0.31, 0.52), (-0.3, 0.28), (-0.22, 0.06)], blanket)  # fmt: skip
    pen.ellipse(0.0, 0.29, 0.235, 0.25, inside)
    with pen.on_skin():
        pen.smooth([(0.0, 0.08), (0.15, 0.13), (0.205, 0.29), (0.17, 0.42), (0.0, 0.495), (-0.17, 0.42),
                    (-0.205, 0.29), (-0.15, 0.13)], look.skin)  # fmt: skip
        _face(pen, look)
    pen.smooth([(-0.3, 0.46), (-0.1, 0.5), (0.16, 0.62), (0.26, 0.78), (0.1, 0.98), (-0.06, 0.99), (-0.22, 0.82)], dark)
    pen.smooth([(0.3, 0.44), (0.1, 0.52), (-0.16, 0.64), (-0.26, 0.76), (-0.1, 0.97), (0.08, 0.985), (0.24, 0.8)],
               blanket)  # fmt: skip
    pen.line([(0.3, 0.45), (0.1, 0.53), (-0.16, 0.65), (-0.25, 0.76)], 0.014, inside)


def _face(pen: Pen, look: Look) -> None:
    ink = mix(look.skin, (46, 24, 26), 0.78)
    for side in (-1, 1):
        pen.shade(ring((side * 0.115, 0.36), 0.05, 0.036), 0.22, 0.012, (226, 96, 92))
        x, y = side * 0.085, 0.3
        if pen.stance.blink or pen.stance.mien == "asleep":
            pen.line([(x - 0.035, y), (x, y + 0.016), (x + 0.035, y)], 0.012, ink)
            continue
        pen.ellipse(x, y, 0.036, 0.04, (244, 242, 236))
        pen.ellipse(x, y + 0.002, 0.025, 0.03, (60, 48, 44))
        pen.ellipse(x - 0.008, y - 0.01, 0.008, 0.009, (250, 250, 250))
    pen.line([(-0.014, 0.355), (0.0, 0.362), (0.014, 0.355)], 0.009, darker(look.skin, 0.25))
    if pen.stance.mouth:
        pen.ellipse(0.0, 0.42, 0.03, 0.014 * pen.stance.mouth + 0.008, (112, 36, 44))
    else:
        pen.line([(-0.026, 0.412), (0.0, 0.422), (0.026, 0.412)], 0.011, mix(look.skin, (160, 50, 56), 0.6))
    if look.style != "none":
        pen.line([(-0.03, 0.1), (0.01, 0.12), (0.05, 0.1)], 0.014, look.hair)

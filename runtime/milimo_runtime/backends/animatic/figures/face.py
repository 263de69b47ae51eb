"""Faces."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import Colour, darker, mix
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.looks import Look

_TEMPLE = 0.044
"""An eye farther from the middle of the face than this is round the corner of it."""


def draw_head(pen: Pen, look: Look) -> None:
    wide = 0.047 if look.female else 0.05
    profile = abs(pen.stance.facing) > 1
    for side in () if profile else (-1, 1):
        pen.ellipse(side * wide + 0.004 * pen.stance.facing, 0.082, 0.008, 0.014, darker(look.skin, 0.12))
    if profile and not pen.stance.away:
        ahead = 1 if pen.stance.facing > 0 else -1
        pen.smooth([(ahead * 0.04, 0.066), (ahead * 0.0585, 0.091), (ahead * 0.043, 0.0985)], look.skin)
    pen.smooth(
        [
            (0, 0.006),
            (wide * 0.76, 0.022),
            (wide, 0.062),
            (wide * 0.92, 0.096),
            (wide * 0.52, 0.13),
            (0, 0.14),
            (-wide * 0.52, 0.13),
            (-wide * 0.92, 0.096),
            (-wide, 0.062),
            (-wide * 0.76, 0.022),
        ],
        look.skin,
    )


def draw_face(pen: Pen, look: Look) -> None:
    turn = 0.0115 * pen.stance.facing
    ink = mix(look.skin, (46, 24, 26), 0.78)
    for side in (-1, 1):
        x = side * (0.0195 - 0.002 * (side == pen.stance.facing)) + turn
        if abs(x) > _TEMPLE:
            continue
        pen.ellipse(x, 0.0715, 0.0088, 0.0052, (240, 236, 228))
        pen.ellipse(x + turn * 0.2, 0.0716, 0.0044, 0.005, (44, 40, 44))
        pen.line([(x - 0.0094, 0.0702), (x, 0.0658), (x + 0.0094, 0.0702)], 0.0022, ink)
        brow = mix(look.hair, ink, 0.4)
        pen.line([(x - 0.0115, 0.0588), (x, 0.0552), (x + 0.0115, 0.059)], 0.0034, brow)
        if look.glasses != "none":
            pen.line(ring((x, 0.0718), 0.0145, 0.0125, 24), 0.002, (48, 44, 46))
        pen.shade(ring((x, 0.096), 0.013, 0.009), 0.16, 0.004, (206, 88, 76))
    nose = turn * 1.35
    pen.line([(nose + 0.001, 0.074), (nose + 0.0052, 0.0905), (nose - 0.001, 0.0935)], 0.0024, darker(look.skin, 0.3))
    if abs(pen.stance.facing) > 1:
        ear = -0.25 * turn
        pen.ellipse(ear, 0.08, 0.009, 0.015, darker(look.skin, 0.14))
        pen.ellipse(ear, 0.081, 0.0045, 0.009, darker(look.skin, 0.3))
    if look.beard != "none":
        _beard(pen, look, turn)
    _mouth(pen, look, turn, ink)


def _mouth(pen: Pen, look: Look, turn: float, ink: Colour) -> None:
    lip = mix(look.skin, (150, 52, 52), 0.55)
    opened = (0.0, 0.0048, 0.0086)[pen.stance.mouth]
    if opened:
        pen.ellipse(turn, 0.1105 + opened * 0.4, 0.0118 - opened * 0.25, opened, (72, 26, 30))
        pen.line([(turn - 0.011, 0.1098), (turn, 0.1078), (turn + 0.011, 0.1098)], 0.0026, lip)
    else:
        pen.line([(turn - 0.0135, 0.1108), (turn, 0.1122), (turn + 0.0135, 0.1104)], 0.003, mix(lip, ink, 0.35))


def _beard(pen: Pen, look: Look, turn: float) -> None:
    pen.smooth(
        [
            (-0.048, 0.086),
            (-0.034, 0.1),
            (turn - 0.014, 0.1015),
            (turn, 0.0995),
            (turn + 0.014, 0.1015),
            (0.034, 0.1),
            (0.048, 0.086),
            (0.043, 0.124),
            (0.022, 0.15),
            (0, 0.158),
            (-0.022, 0.15),
            (-0.043, 0.124),
        ],
        look.hair,
    )

"""Something dark and close at the edges of the picture, out of focus: it gives the picture its depth."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.canvas import Box, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.furniture import WARM
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, box_between, steps
from milimo_runtime.media.chance import drift

_EDGE = 0.9
"""How far from the middle what is near stands."""


def _side(art: Art) -> int:
    return -art.light


def grasses(art: Art) -> None:
    """High blades in both lower corners."""
    _blades(art, art.dim, 0.16)


def straws(art: Art) -> None:
    _blades(art, darker(art.tone((170, 142, 80)), 0.45), 0.22, True)


def canes(art: Art) -> None:
    """Reeds."""
    _blades(art, art.dim, 0.3, True)


def _blades(art: Art, dark: Colour, high: float, ears: bool = False) -> None:
    for at in range(90):
        side = _side(art) if at % 4 else art.light
        x = side * (0.52 + 1.6 * art.unit("blade", at) ** 1.5)
        reach = min(1.0, (abs(x) - 0.42) * 2.0)
        blown = art.blows * 0.5 * high * art.span(0.7, 1.2, "blown", at)
        tip = (x + art.span(-0.05, 0.05, "lean", at) + blown, 0.53 - reach * high * art.span(0.5, 1.1, "tall", at))
        tone = darker(dark, 0.3 * art.unit("tone", at))
        art.canvas.polygon([(x - 0.007, 0.58), (x + 0.007, 0.58), tip], tone)
        if ears and at % 3 == 0:
            art.canvas.ellipse(tip, 0.006, 0.026, tone)


def bough(art: Art) -> None:
    """A branch with its leaves comes in from an upper corner."""
    side = _side(art)
    dark = mix(art.dim, art.tone((60, 96, 62)), 0.3)
    arm = [(side * 1.3, -0.62), (side * 1.0, -0.5), (side * 0.78, -0.455), (side * 0.58, -0.45)]
    art.canvas.stroke(arm, 0.018, darker(dark, 0.3))
    for at in range(64):
        t = art.unit("leaf", at)
        x, y = side * (0.5 + 0.8 * t), -0.47 - 0.1 * t + art.span(-0.05, 0.075, "drop", at) * (0.4 + t)
        turn, size = art.span(0, math.pi, "turn", at), art.span(0.018, 0.034, "size", at)
        tip = (size * math.cos(turn), size * math.sin(turn))
        bulge = (-tip[1] * 0.42, tip[0] * 0.42)
        tone = darker(dark, 0.3) if at % 3 else lighter(dark, 0.06)
        art.canvas.polygon(
            [
                (x - tip[0], y - tip[1]),
                (x + bulge[0], y + bulge[1]),
                (x + tip[0], y + tip[1]),
                (x - bulge[0], y - bulge[1]),
            ],
            tone,
        )


def fronds(art: Art) -> None:
    """Great leaves from both sides."""
    for at in range(9):
        side = _side(art) if at % 3 else art.light
        top = at % 2 == 0
        base = (side * art.span(1.0, 1.25, "base", at), -0.62 if top else 0.62)
        long, turn = art.span(0.36, 0.54, "long", at), art.span(0.3, 1.1, "turn", at)
        tip = (base[0] - side * long * math.cos(turn), base[1] + (long if top else -long) * math.sin(turn) * 0.75)
        middle = ((base[0] + tip[0]) / 2, (base[1] + tip[1]) / 2 - 0.05)
        tone = mix(art.dim, art.tone((40, 92, 60)), art.span(0.15, 0.4, "tone", at))
        art.canvas.smooth([base, (middle[0] - 0.05, middle[1] - 0.05), tip, (middle[0] + 0.05, middle[1] + 0.06)], tone)
        art.canvas.stroke([base, middle, tip], 0.004, darker(tone, 0.3))


def rocks(art: Art) -> None:
    side = _side(art)
    line = [
        (x, 0.505 - 0.17 * max(0.0, side * x - 0.34) ** 1.3 + 0.02 * drift(x * 6, art.land.name, "near"))
        for x in steps(-3, 3, 120)
    ]
    art.canvas.polygon([*line, (3, 3), (-3, 3)], art.dim)
    if art.snowy:
        art.canvas.polygon([*line, *[(x, y + 0.018) for x, y in reversed(line)]], mix(art.tone(SNOW), art.dim, 0.3))


def snowbank(art: Art) -> None:
    side = _side(art)
    line = [
        (x, 0.5 - 0.2 * max(0.0, side * x - 0.3) ** 1.2 + 0.012 * drift(x * 4, art.land.name, "bank"))
        for x in steps(-3, 3, 80)
    ]
    art.canvas.polygon([*line, (3, 3), (-3, 3)], mix(art.tone((150, 170, 206)), art.mood.sky[1], 0.2))
    art.canvas.polygon([*line, *[(x, y + 0.02) for x, y in reversed(line)]], art.tone(SNOW))


def dune(art: Art) -> None:
    side = _side(art)
    line = [(x, 0.5 - 0.22 * max(0.0, side * x - 0.3) ** 1.2) for x in steps(-3, 3, 80)]
    art.canvas.polygon([*line, (3, 3), (-3, 3)], darker(art.earth, 0.34))
    art.canvas.polygon([*line, *[(x, y + 0.012) for x, y in reversed(line)]], lighter(art.earth, 0.1))


def lamppost(art: Art) -> None:
    side, dark = _side(art), art.dim
    x = side * _EDGE
    art.canvas.rectangle(Box(x - 0.014, -1.2, x + 0.014, 1.2), dark)
    art.canvas.stroke([(x, -0.4), (x - side * 0.1, -0.43), (x - side * 0.15, -0.41)], 0.014, dark)
    hood = ((-0.11, -0.415), (-0.19, -0.415), (-0.17, -0.385), (-0.13, -0.385))
    art.canvas.polygon([(x + side * a, b) for a, b in hood], dark)
    if art.mood.lamps:
        art.canvas.glow((x - side * 0.15, -0.38), 0.3, (255, 214, 140), 0.6)
        art.canvas.ellipse((x - side * 0.15, -0.383), 0.02, 0.008, (255, 240, 204))


def wall(art: Art) -> None:
    """The corner of a house, with a pipe and a sill."""
    side = _side(art)
    dark = mix(art.dim, art.tone((132, 84, 70)), 0.22)
    edge = side * 0.76
    left, right = sorted((edge, side * 4.0))
    art.canvas.rectangle(Box(left, -2, right, 2), dark)
    for row in range(-14, 15):
        art.canvas.rectangle(Box(left, row * 0.075, right, row * 0.075 + 0.005), darker(dark, 0.35))
    art.canvas.rectangle(Box(edge + side * 0.06 - 0.016, -2, edge + side * 0.06 + 0.016, 2), darker(dark, 0.45))


def mooring(art: Art) -> None:
    """A bollard with a rope that leads out of the picture."""
    side, dark = _side(art), mix(art.dim, art.tone((96, 92, 92)), 0.12)
    x, foot = side * 0.8, 0.6
    rope = mix(art.dim, art.tone((206, 182, 138)), 0.5)
    art.canvas.rectangle(Box(x - 0.075, 0.36, x + 0.075, foot), dark)
    art.canvas.smooth([(x - 0.12, 0.35), (x, 0.285), (x + 0.12, 0.35), (x, 0.395)], lighter(dark, 0.07))
    for at in range(3):
        art.canvas.stroke(
            [(x - 0.082, 0.42 + 0.03 * at), (x + 0.082, 0.428 + 0.03 * at)], 0.017, darker(rope, 0.14 * at)
        )
    art.canvas.stroke([(x + side * 0.07, 0.43), (x + side * 0.3, 0.5), (x + side * 0.8, 0.46)], 0.016, rope)


def shrouds(art: Art) -> None:
    """Ropes and ratlines that go up to a mast."""
    side, dark = _side(art), art.dim
    top = (side * 0.74, -1.0)
    feet = [(side * (0.74 + 0.16 * at), 0.62) for at in range(4)]
    for foot in feet:
        art.canvas.stroke([top, foot], 0.009, dark)
    for at in range(14):
        t = 0.3 + 0.7 * at / 14
        a, b = ((top[0] + (foot[0] - top[0]) * t, top[1] + (foot[1] - top[1]) * t) for foot in (feet[0], feet[-1]))
        art.canvas.stroke([a, b], 0.005, dark)


def rail(art: Art) -> None:
    """A railing that leads away at one side."""
    side, dark = _side(art), art.dim
    for rise, thick in ((0.0, 0.022), (0.14, 0.012)):
        art.canvas.stroke([(side * 0.56, 0.6 + rise), (side * 1.3, 0.24 + rise)], thick, dark)
    for at in range(5):
        x = side * (0.62 + 0.15 * at)
        art.canvas.stroke([(x, 0.57 - 0.073 * at), (x, 0.9)], 0.012, dark)


def awning(art: Art) -> None:
    """The scalloped edge of an awning, and lamps under it."""
    side = _side(art)
    dark, pale = mix(art.dim, art.tone((170, 70, 60)), 0.4), mix(art.dim, art.tone((220, 206, 180)), 0.34)
    for at in range(9):
        a, b = side * (0.42 + 0.12 * at), side * (0.42 + 0.12 * (at + 1))
        low = -0.43 + 0.012 * at
        points = [(a, -0.7), (b, -0.7), (b, low), ((a + b) / 2, low + 0.03), (a, low)]
        art.canvas.polygon(points, dark if at % 2 else pale)
    if art.mood.lamps:
        art.canvas.glow((side * 0.72, -0.32), 0.2, WARM, 0.6)
        art.canvas.ellipse((side * 0.72, -0.34), 0.02, 0.026, (255, 240, 204))


def pickets(art: Art) -> None:
    """A fence close by."""
    side = _side(art)
    tone = mix(art.dim, art.tone((206, 200, 188)), 0.3)
    for at in range(9):
        x, top = side * (0.6 + 0.095 * at), 0.44 - 0.03 * at
        art.canvas.polygon(
            [(x - 0.026, 0.9), (x - 0.026, top), (x, top - 0.035), (x + 0.026, top), (x + 0.026, 0.9)], tone
        )
    art.canvas.stroke([(side * 0.55, 0.53), (side * 1.5, 0.23)], 0.024, darker(tone, 0.3))


def headstone(art: Art) -> None:
    side, dark = _side(art), mix(art.dim, art.tone((120, 118, 116)), 0.14)
    x = side * 0.82
    head = [(x + 0.15 * math.cos(turn), 0.33 - 0.11 * math.sin(turn)) for turn in steps(0, math.pi, 12)]
    art.canvas.polygon([(x + 0.15, 0.9), *head, (x - 0.15, 0.9)], dark)
    _blades(art, art.dim, 0.1)


def broken_wall(art: Art) -> None:
    side, dark = _side(art), mix(art.dim, art.tone((140, 132, 122)), 0.12)
    line = [
        (side * a, b)
        for a, b in (
            (0.5, 0.6),
            (0.56, 0.44),
            (0.66, 0.42),
            (0.69, 0.28),
            (0.8, 0.26),
            (0.83, 0.06),
            (0.92, 0.0),
            (0.95, -0.2),
            (1.06, -0.24),
            (1.1, -0.6),
            (1.9, -0.6),
            (1.9, 0.9),
        )
    ]
    art.canvas.polygon(line, dark)
    for at in range(9):
        y = 0.5 - 0.1 * at
        start = 0.6 + 0.055 * at
        art.canvas.rectangle(
            box_between(side * start, side * 1.9, y, y + 0.006),
            darker(dark, 0.35),
        )


def barbs(art: Art) -> None:
    """Barbed wire across a lower corner."""
    side, dark = _side(art), art.dim
    art.canvas.stroke([(side * 0.84, 0.62), (side * 0.78, 0.14)], 0.024, dark)
    for row, top in enumerate((0.2, 0.34)):
        for at in range(13):
            x, y = side * (0.5 + 0.07 * at), top + 0.22 * abs(0.5 + 0.07 * at - 0.79)
            points = ring((x, y), 0.045, 0.07, 14)
            art.canvas.stroke([*points, points[0]], 0.0045, dark)
            art.canvas.stroke([(x - 0.014, y - 0.07), (x + 0.014, y - 0.05)], 0.004, darker(dark, 0.1 * row))


def guy_ropes(art: Art) -> None:
    """The side of a tent and the ropes that hold it."""
    side = _side(art)
    cloth = mix(art.dim, art.tone((150, 142, 106)), 0.3)
    art.canvas.polygon([(side * 0.84, 0.62), (side * 1.12, -0.2), (side * 1.9, -0.3), (side * 1.9, 0.9)], cloth)
    art.canvas.polygon(
        [(side * 0.84, 0.62), (side * 1.12, -0.2), (side * 1.16, -0.18), (side * 0.93, 0.62)], lighter(cloth, 0.1)
    )
    art.canvas.stroke([(side * 1.12, -0.2), (side * 0.62, 0.52)], 0.005, art.dim)


def wing(art: Art) -> None:
    """The corner of a parked car."""
    side = _side(art)
    paint = mix(art.dim, art.tone((120, 60, 56)), 0.3)
    body = [(0.56, 0.62), (0.58, 0.45), (0.66, 0.4), (0.86, 0.37), (0.98, 0.22), (1.3, 0.18), (1.3, 0.62)]
    art.canvas.polygon([(side * a, b) for a, b in body], paint)
    art.canvas.polygon(
        [(side * a, b) for a, b in ((0.9, 0.365), (1.0, 0.24), (1.3, 0.205), (1.3, 0.35))], darker(paint, 0.5)
    )
    art.canvas.ellipse((side * 0.61, 0.475), 0.02, 0.026, (255, 236, 190) if art.mood.lamps else lighter(paint, 0.4))
    if art.mood.lamps:
        art.canvas.glow((side * 0.6, 0.475), 0.18, WARM, 0.5)


def pillar(art: Art) -> None:
    """An iron pillar, and the edge of the roof it holds."""
    side, dark = _side(art), art.dim
    x = art.light * 0.86
    art.canvas.rectangle(Box(x - 0.028, -1.2, x + 0.028, 1.2), dark)
    art.canvas.rectangle(Box(x - 0.05, 0.3, x + 0.05, 1.2), dark)
    art.canvas.stroke([(x, -0.3), (x + side * 0.06, -0.42), (x + side * 0.24, -0.5)], 0.018, dark)


def twigs(art: Art) -> None:
    """Bare branches from an upper corner."""
    side, dark = _side(art), art.dim
    arm = [(side * 1.3, -0.56), (side * 1.02, -0.46), (side * 0.82, -0.43), (side * 0.56, -0.46)]
    art.canvas.stroke(arm, 0.014, dark)
    for at in range(14):
        t = (at + 0.5) / 14
        x = side * (0.6 + 0.64 * t)
        y = -0.455 - 0.06 * max(0.0, t - 0.4)
        out, up = art.span(0.05, 0.13, "twig", at), art.span(-0.07, 0.1, "up", at)
        art.canvas.stroke([(x, y), (x - side * out * 0.5, y + up * 0.7), (x - side * out, y + up)], 0.004, dark)

"""People, drawn as flat figures in two tones: proportions of a figure drawing class, few lines, a readable outline.

Everything is measured in the figure's own height: the top of the head is y = 0, the soles are y = 1, x = 0 is the
spine. `Stance` puts it into the world.
"""

from __future__ import annotations

from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, under
from milimo_runtime.backends.animatic.looks import Look

FACE_FROM = 0.55
"""Figures smaller than this many frame heights have no face: it would be a few pixels."""
_TEMPLE = 0.044
"""An eye farther from the middle of the face than this is round the corner of it."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a figure stands: `x` of the spine, `top` of the head, `height`, all world units.

    `facing` is where it looks (-1 left, 0 at us, 1 right; twice that in profile), `away` from behind. `mouth` is 0
    (shut), 1 or 2 (open); the head nods a little with it. `light` is the side the light comes from (-1 or 1), `shade`
    how deep the shadow on the other is, `rim` how bright the edge. Seen from `above` the middle of the head lies 0.07
    of the height beneath `top`.
    """

    x: float
    top: float
    height: float
    facing: int = 0
    away: bool = False
    mouth: int = 0
    light: int = -1
    above: bool = False
    shade: float = 1.0
    rim: float = 1.0

    @property
    def box(self) -> Box:
        """All that the figure may cover."""
        if self.above:
            y = self.top + 0.07 * self.height
            return Box(self.x, y, self.x, y).grown(0.3 * self.height)
        wide = 0.27 * self.height
        return Box(self.x - wide, self.top - 0.05 * self.height, self.x + wide, self.top + 1.03 * self.height)


class _Pen:
    """Paints in a figure's own measure; `lift` raises what is painted (a nodding head)."""

    def __init__(self, canvas: Canvas, stance: Stance, ambient: Colour) -> None:
        self.canvas, self.stance, self.ambient = canvas, stance, ambient
        self.lift = 0.0

    def at(self, points: list[Point]) -> list[Point]:
        s = self.stance
        return [(s.x + x * s.height, s.top + (y - self.lift) * s.height) for x, y in points]

    def smooth(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(curve(self.at(points)), under(colour, self.ambient))

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(self.at(points), under(colour, self.ambient))

    def ellipse(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        self.polygon(ring((x, y), across, down), colour)

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        placed = curve(self.at(points), closed=False)
        self.canvas.stroke(placed, width * self.stance.height, under(colour, self.ambient))

    def shade(self, points: list[Point], opacity: float, soft: float = 0.0, colour: Colour = (12, 14, 34)) -> None:
        """A shadow or light on what is painted already."""
        soft_units = soft * self.stance.height
        self.canvas.veil(curve(self.at(points)), colour, opacity, soft_units, within=True)


def draw_figure(
    canvas: Canvas, stance: Stance, look: Look, ambient: Colour, rim: Colour, key: Colour | None = None
) -> None:
    """Paint a figure; `ambient` multiplies its colours, `rim` is the light on its edge, `key` the one on its face."""
    pen = _Pen(canvas, stance, ambient)
    nod = 0.006 * stance.mouth if stance.height < FACE_FROM else 0.0022 * stance.mouth
    pen.lift = nod
    if not stance.away:
        _hair_behind(pen, look)
    pen.lift = 0.0
    _legs(pen, look)
    _body(pen, look)
    pen.lift = nod
    pen.ambient = ambient if key is None or stance.away else key
    _head(pen, look)
    if not stance.away and stance.height >= FACE_FROM:
        _face(pen, look)
    pen.ambient = ambient
    if stance.away:
        _hair_from_behind(pen, look)
    else:
        _hair_before(pen, look)
    _hat(pen, look)
    pen.lift = 0.0
    _modelling(pen, rim)


def _legs(pen: _Pen, look: Look) -> None:
    legs = look.skin if look.garment == "dress" else look.legs
    for side in (-1, 1):
        pen.smooth(
            [
                (side * 0.012, 0.5),
                (side * 0.088, 0.5),
                (side * 0.075, 0.72),
                (side * 0.062, 0.965),
                (side * 0.026, 0.965),
            ],
            legs,
        )
        shoe = pen.stance.facing * 0.02 + side * 0.012
        pen.smooth(
            [
                (side * 0.03, 0.955),
                (side * 0.066, 0.955),
                (side * 0.07 + shoe, 0.992),
                (side * 0.03 + shoe * 0.6, 0.996),
            ],
            darker(look.legs, 0.5),
        )


def _body(pen: _Pen, look: Look) -> None:
    wide = 0.112 if look.female else 0.126
    hem = {"coat": 0.66, "top": 0.52, "dress": 0.74, "suit": 0.55}[look.garment]
    flare = {"coat": 0.135, "top": 0.094, "dress": 0.15, "suit": 0.104}[look.garment]
    waist = 0.082 if look.female or look.garment == "dress" else 0.1
    sleeve = darker(look.cloth, 0.16)
    for side in (-1, 1):
        pen.smooth(
            [
                (side * (wide - 0.05), 0.178),
                (side * (wide + 0.012), 0.205),
                (side * (wide + 0.034), 0.33),
                (side * (wide + 0.03), 0.468),
                (side * (wide - 0.008), 0.47),
                (side * (wide - 0.02), 0.34),
            ],
            sleeve,
        )
        pen.ellipse(side * (wide + 0.011), 0.485, 0.02, 0.028, look.skin)
    pen.smooth(
        [
            (-0.033, 0.1),
            (0.033, 0.1),
            (0.036, 0.138),
            (0.05, 0.158),
            (0.06, 0.19),
            (0, 0.205),
            (-0.06, 0.19),
            (-0.05, 0.158),
            (-0.036, 0.138),
        ],
        darker(look.skin, 0.16),
    )
    pen.smooth(
        [
            (-0.046, 0.15),
            (0, 0.158),
            (0.046, 0.15),
            (wide - 0.02, 0.171),
            (wide, 0.21),
            (waist + 0.012, 0.34),
            (waist + 0.006, 0.4),
            (flare, hem - 0.012),
            (flare - 0.03, hem + 0.004),
            (0, hem + 0.006),
            (-flare + 0.03, hem + 0.004),
            (-flare, hem - 0.012),
            (-waist - 0.006, 0.4),
            (-waist - 0.012, 0.34),
            (-wide, 0.21),
            (-wide + 0.02, 0.171),
        ],
        look.cloth,
    )
    if not pen.stance.away:
        _collar(pen, look, hem)
    if look.scarf is not None:
        pen.smooth([(-0.056, 0.142), (0.056, 0.142), (0.064, 0.178), (0, 0.2), (-0.064, 0.178)], look.scarf)
        pen.smooth([(0.016, 0.18), (0.05, 0.18), (0.056, 0.29), (0.024, 0.294)], darker(look.scarf, 0.12))


def _collar(pen: _Pen, look: Look, hem: float) -> None:
    turn = 0.012 * pen.stance.facing
    match look.garment:
        case "coat":
            pen.line([(turn, 0.19), (turn * 1.4, 0.36), (turn, hem)], 0.0035, darker(look.cloth, 0.4))
            for y in (0.25, 0.33, 0.41):
                pen.ellipse(turn + 0.018, y, 0.0062, 0.0062, darker(look.cloth, 0.45))
            for side in (-1, 1):
                pen.smooth(
                    [(side * 0.012 + turn, 0.2), (side * 0.056, 0.152), (side * 0.082, 0.172), (side * 0.05, 0.224)],
                    lighter(look.cloth, 0.16),
                )
        case "suit":
            pen.polygon([(-0.034 + turn, 0.16), (0.034 + turn, 0.16), (turn, 0.32)], (228, 226, 222))
            pen.polygon(
                [
                    (-0.009 + turn, 0.175),
                    (0.009 + turn, 0.175),
                    (0.011 + turn, 0.3),
                    (turn, 0.315),
                    (-0.011 + turn, 0.3),
                ],
                darker(look.cloth, 0.45),
            )
            for side in (-1, 1):
                pen.polygon(
                    [(side * 0.036 + turn, 0.155), (side * 0.072, 0.182), (side * 0.05 + turn, 0.23), (turn, 0.325)],
                    darker(look.cloth, 0.22),
                )
            pen.line([(turn, 0.325), (turn, hem)], 0.003, darker(look.cloth, 0.4))
        case "top":
            pen.smooth(
                [(-0.05, 0.156), (0, 0.146), (0.05, 0.156), (0.04, 0.183), (0, 0.196), (-0.04, 0.183)],
                darker(look.cloth, 0.22),
            )
            pen.smooth(
                [(-0.034, 0.138), (0.034, 0.138), (0.03, 0.17), (0, 0.181), (-0.03, 0.17)], darker(look.skin, 0.16)
            )
            pen.line([(-0.084, 0.5), (0, 0.507), (0.084, 0.5)], 0.004, darker(look.cloth, 0.3))
        case "dress":
            pen.smooth(
                [(-0.034, 0.152), (0.034, 0.152), (0.018, 0.196), (0, 0.212), (-0.018, 0.196)], darker(look.skin, 0.08)
            )
            pen.line([(-0.086, 0.385), (0, 0.395), (0.086, 0.385)], 0.009, darker(look.cloth, 0.3))


def _head(pen: _Pen, look: Look) -> None:
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


def _face(pen: _Pen, look: Look) -> None:
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
        if look.glasses:
            pen.line(ring((x, 0.0718), 0.0145, 0.0125, 24), 0.002, (48, 44, 46))
        pen.shade(ring((x, 0.096), 0.013, 0.009), 0.16, 0.004, (206, 88, 76))
    nose = turn * 1.35
    pen.line([(nose + 0.001, 0.074), (nose + 0.0052, 0.0905), (nose - 0.001, 0.0935)], 0.0024, darker(look.skin, 0.3))
    if abs(pen.stance.facing) > 1:
        ear = -0.25 * turn
        pen.ellipse(ear, 0.08, 0.009, 0.015, darker(look.skin, 0.14))
        pen.ellipse(ear, 0.081, 0.0045, 0.009, darker(look.skin, 0.3))
    if look.beard:
        _beard(pen, look, turn)
    _mouth(pen, look, turn, ink)


def _mouth(pen: _Pen, look: Look, turn: float, ink: Colour) -> None:
    lip = mix(look.skin, (150, 52, 52), 0.55)
    opened = (0.0, 0.0048, 0.0086)[pen.stance.mouth]
    if opened:
        pen.ellipse(turn, 0.1105 + opened * 0.4, 0.0118 - opened * 0.25, opened, (72, 26, 30))
        pen.line([(turn - 0.011, 0.1098), (turn, 0.1078), (turn + 0.011, 0.1098)], 0.0026, lip)
    else:
        pen.line([(turn - 0.0135, 0.1108), (turn, 0.1122), (turn + 0.0135, 0.1104)], 0.003, mix(lip, ink, 0.35))


def _beard(pen: _Pen, look: Look, turn: float) -> None:
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


def _hair_behind(pen: _Pen, look: Look) -> None:
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


def _hair_before(pen: _Pen, look: Look) -> None:
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


def _hair_from_behind(pen: _Pen, look: Look) -> None:
    if look.style == "none":
        return
    low = {"long": 0.235, "curly": 0.128, "bun": 0.112, "braid": 0.13, "short": 0.112}[look.style]
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


def _hat(pen: _Pen, look: Look) -> None:
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


def _modelling(pen: _Pen, rim: Colour) -> None:
    """The shadow side and the light on the other: what turns a cut-out into a body."""
    side = -pen.stance.light
    pen.shade(
        [
            (side * 0.016, -0.05),
            (side * 0.24, -0.05),
            (side * 0.24, 1.02),
            (side * 0.03, 1.02),
            (side * 0.042, 0.5),
            (side * 0.028, 0.2),
        ],
        min(0.8, 0.26 * pen.stance.shade),
        0.01 / max(0.4, pen.stance.shade),
    )
    pen.shade([(-0.2, 0.128), (0.2, 0.128), (0.2, 0.176), (-0.2, 0.176)], min(0.5, 0.16 * pen.stance.shade), 0.012)
    edge = [(-side * 0.1, 0.15), (-side * 0.24, 0.15), (-side * 0.24, 0.9), (-side * 0.14, 0.9)]
    pen.shade(edge, min(0.8, 0.13 * pen.stance.rim), 0.016, rim)
    if pen.stance.rim > 1:
        for at in (-1, 1):
            rising = [(at * 0.042, -0.04), (at * 0.12, -0.04), (at * 0.12, 0.14), (at * 0.05, 0.11)]
            pen.shade(rising, min(0.7, 0.1 * pen.stance.rim), 0.012, rim)

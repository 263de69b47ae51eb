"""Trunks and what they wear: the cut of each garment laid round a body that may be turned and bent."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Point
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter
from milimo_runtime.backends.animatic.figures.pen import Pen, Round
from milimo_runtime.backends.animatic.figures.skeleton import Skeleton
from milimo_runtime.backends.animatic.looks import Look

Level = tuple[float, float, float, float]
"""How far down the trunk, its half width and half depth there, and how far ahead of the spine its middle is."""

_MAN: tuple[Level, ...] = (
    (-0.05, 0.037, 0.038, 0.004), (0.01, 0.056, 0.046, -0.002), (0.08, 0.1, 0.056, -0.004), (0.17, 0.12, 0.074, 0.004),
    (0.33, 0.108, 0.074, 0.008),
    (0.56, 0.092, 0.066, 0.008), (0.78, 0.09, 0.07, 0.002), (0.95, 0.093, 0.076, -0.006), (1.03, 0.088, 0.072, -0.006),
)  # fmt: skip
_WOMAN: tuple[Level, ...] = (
    (-0.04, 0.032, 0.034, 0.002), (0.01, 0.048, 0.04, -0.002), (0.08, 0.085, 0.049, -0.004), (0.17, 0.1, 0.066, 0.006),
    (0.29, 0.095, 0.077, 0.018),
    (0.54, 0.073, 0.056, 0.008), (0.76, 0.086, 0.07, -0.002), (0.94, 0.096, 0.079, -0.01), (1.03, 0.09, 0.073, -0.008),
)  # fmt: skip
# How far down the trunk a garment goes, how loose it is, and how far its skirt goes down the legs (2 is the ankle).
_CUTS: dict[str, tuple[float, float, float]] = {
    "coat": (0.9, 1.07, 0.82), "top": (0.95, 1.03, 0.0), "dress": (0.86, 1.0, 1.45), "suit": (1.03, 1.05, 0.16),
    "robe": (0.86, 1.08, 1.9), "armour": (0.93, 1.08, 0.3), "overall": (1.03, 1.08, 0.0),
}  # fmt: skip
_CHILD: tuple[Level, ...] = (
    (-0.04, 0.03, 0.032, 0.002), (0.01, 0.05, 0.042, -0.002), (0.08, 0.083, 0.052, -0.004), (0.17, 0.094, 0.066, 0.004),
    (0.33, 0.09, 0.07, 0.008),
    (0.56, 0.088, 0.072, 0.012), (0.78, 0.09, 0.074, 0.006), (0.95, 0.09, 0.076, -0.004), (1.03, 0.086, 0.072, -0.006),
)  # fmt: skip
_TAIL = 0.5
"""A skirt longer than this hangs from the hips; a shorter one is the tail of a jacket."""


class Cloth:
    """A garment on a body: points on it by how far down and how far round from the front."""

    def __init__(self, pen: Pen, body: Skeleton, look: Look) -> None:
        self.pen, self.body, self.look = pen, body, look
        self.hem, self.loose, self.skirt = _CUTS[look.garment]
        self.levels = tuple(
            (down, wide * self.loose * look.stout, deep * self.loose * look.stout, ahead)
            for down, wide, deep, ahead in (_CHILD if look.age == "child" else _WOMAN if look.female else _MAN)
        )

    def at(self, down: float, turn: float) -> Point:
        """A point on the cloth, `turn` radians round from the front to the body's right."""
        return self.body.trunk(down, turn, *self._girth(down))

    def shown(self, down: float, turn: float) -> bool:
        wide, deep, _ = self._girth(down)
        return self.body.faces(turn, wide, deep)

    def _girth(self, down: float) -> tuple[float, float, float]:
        above, below = self.levels[0], self.levels[-1]
        for one, other in zip(self.levels, self.levels[1:], strict=False):
            if one[0] <= down <= other[0]:
                above, below = one, other
                break
        share = min(1.0, max(0.0, (down - above[0]) / max(1e-6, below[0] - above[0])))
        wide, deep, ahead = (a + (b - a) * share for a, b in zip(above[1:], below[1:], strict=True))
        return wide, deep, ahead

    def outline(self, hem: float) -> list[Point]:
        """The trunk's outline down to `hem`."""
        if self.look.bare:
            hem = min(hem, 0.9)
        # A dress, a suit and a shirt leave the neck bare.
        covers = self.look.garment in ("coat", "robe", "armour", "overall") or (
            self.look.garment == "top" and self.look.collared
        )
        above = -1.0 if covers else 0.0
        downs = [level[0] for level in self.levels if above < level[0] < hem - 0.02] + [hem]
        girths = [self._girth(down) for down in downs]
        if self.skirt > _TAIL:
            # The skirt begins above the hem and is broader.
            girths[-1] = (0.8 * girths[-1][0], 0.8 * girths[-1][1], girths[-1][2])
        right = [self.body.edge(down, 1, *girth) for down, girth in zip(downs, girths, strict=True)]
        left = [self.body.edge(down, -1, *girth) for down, girth in zip(downs, girths, strict=True)]
        low = self.at(hem, 0.0)
        return [*right, (low[0], max(right[-1][1], left[-1][1]) + 0.004), *left[::-1]]

    def piece(self, spots: list[tuple[float, float]], colour: Colour, smooth: bool = False) -> None:
        """A piece of cloth on the front through (down, turn) spots; left out where it is turned from us."""
        middle = sum(down for down, _ in spots) / len(spots), sum(turn for _, turn in spots) / len(spots)
        if self.shown(*middle):
            points = [self.at(*spot) for spot in spots]
            (self.pen.smooth if smooth else self.pen.polygon)(points, colour)

    def seam(self, spots: list[tuple[float, float]], width: float, colour: Colour) -> None:
        seen = [self.at(*spot) for spot in spots if self.shown(*spot)]
        if len(seen) > 1:
            self.pen.line(seen, width, colour)


def draw_hips(pen: Pen, body: Skeleton, look: Look) -> None:
    """The seat of the trousers, under what is worn above."""
    if look.garment not in ("dress", "robe"):
        rounds = [(*leg.points[0], 0.056) for leg in body.legs]
        pen.hull([*rounds, (body.pelvis[0], body.pelvis[1] - 0.05, 0.06)], look.legs)


def draw_skirt(pen: Pen, body: Skeleton, look: Look) -> None:
    """What of a garment hangs over the legs, bent where they bend."""
    _, loose, length = _CUTS[look.garment]
    if not length:
        return
    flare = 0.052 + 0.016 * min(length, 1.4)
    tops: list[Round] = [(*leg.points[0], 0.056 * loose) for leg in body.legs]
    tops.append((body.pelvis[0], body.pelvis[1] - 0.05, 0.06 * loose))
    thighs: list[Round] = [(*_between(leg.points[0], leg.points[1], min(1.0, length)), flare) for leg in body.legs]
    if length > 1:
        knees: list[Round] = [(*leg.points[1], flare) for leg in body.legs]
        hems = [(*_between(leg.points[1], leg.points[2], length - 1), flare * 0.9) for leg in body.legs]
        pen.hull([*knees, *hems], look.cloth)
    pen.hull([*tops, *thighs], look.cloth)


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def draw_neck(pen: Pen, body: Skeleton, look: Look) -> None:
    thick = 0.027 if look.female else 0.033
    x, y = body.head
    throat = [(x * 0.6 + body.neck[0] * 0.4, y + 0.045, thick), (*body.neck, thick * 1.25)]
    with pen.on_skin():
        pen.hull(throat, darker(look.skin, 0.18))


def draw_trunk(pen: Pen, body: Skeleton, look: Look) -> None:
    """The garment on the trunk, and its collar, lapels and buttons where they look at us."""
    cloth = Cloth(pen, body, look)
    with pen.on_skin(look.bare):
        pen.smooth(cloth.outline(cloth.hem), look.cloth)
        (_chest if look.bare else _CUTTERS[look.garment])(cloth)
    if look.clerical:
        cloth.piece([(-0.045, -0.5), (-0.01, 0.0), (-0.045, 0.5), (0.02, 0.42), (0.05, 0.0), (0.02, -0.42)],
                    (236, 234, 228))  # fmt: skip
    if look.apron is not None:
        cloth.piece([(0.3, -0.6), (0.3, 0.6), (0.98, 1.1), (0.98, -1.1)], look.apron)
        cloth.seam([(0.62, -1.4), (0.64, 0.0), (0.62, 1.4)], 0.008, darker(look.apron, 0.2))
        for side in (-1, 1):
            cloth.seam([(0.3, side * 0.6), (0.02, side * 0.7)], 0.009, look.apron)
    if look.scarf is not None:
        _scarf(cloth, look.scarf)


def _coat(cloth: Cloth) -> None:
    colour = cloth.look.cloth
    cloth.seam([(0.1, 0.0), (0.5, 0.1), (1.0, 0.1)], 0.0034, darker(colour, 0.4))
    for down in (0.3, 0.52, 0.74):
        if cloth.shown(down, 0.25):
            x, y = cloth.at(down, 0.25)
            cloth.pen.ellipse(x, y, 0.0062, 0.0062, darker(colour, 0.45))
    for side in (-1, 1):
        cloth.piece(
            [(0.2, side * 0.02), (-0.03, side * 0.5), (0.03, side * 0.85), (0.17, side * 0.62)],
            lighter(colour, 0.16),
        )


def _suit(cloth: Cloth) -> None:
    colour, shirt = cloth.look.cloth, cloth.look.shirt
    cloth.piece([(-0.03, -0.62), (0.0, 0.0), (-0.03, 0.62), (0.46, 0.0)], shirt)
    if cloth.look.tie is not None:
        cloth.piece([(0.05, -0.16), (0.05, 0.16), (0.4, 0.13), (0.46, 0.0), (0.4, -0.13)], cloth.look.tie)
        cloth.piece([(0.02, -0.18), (0.02, 0.18), (0.075, 0.1), (0.075, -0.1)], darker(cloth.look.tie, 0.3))
    for side in (-1, 1):
        cloth.piece([(-0.03, side * 0.5), (0.02, side * 0.86), (0.2, side * 0.72), (0.48, 0.0)], darker(colour, 0.2))
    cloth.seam([(0.48, 0.0), (0.8, 0.06), (1.03, 0.18)], 0.003, darker(colour, 0.4))
    for down in (0.58, 0.7):
        if cloth.shown(down, 0.16):
            x, y = cloth.at(down, 0.16)
            cloth.pen.ellipse(x, y, 0.005, 0.005, darker(colour, 0.5))
    if cloth.look.belted:
        cloth.seam([(0.66, turn) for turn in (-1.5, -0.8, 0.0, 0.8, 1.5)], 0.016, darker(colour, 0.5))
        cloth.seam([(0.655, -0.12), (0.665, 0.12)], 0.018, (196, 164, 92))


def _top(cloth: Cloth) -> None:
    colour = cloth.look.cloth
    cloth.piece(
        [(-0.05, -0.9), (-0.02, 0.0), (-0.05, 0.9), (0.05, 0.5), (0.1, 0.0), (0.05, -0.5)], darker(colour, 0.2), True
    )
    cloth.seam([(0.93, turn) for turn in (-1.5, -0.8, 0.0, 0.8, 1.5)], 0.004, darker(colour, 0.26))
    if cloth.look.buttoned:
        cloth.seam([(0.1, 0.05), (0.5, 0.08), (0.95, 0.08)], 0.003, darker(colour, 0.3))
        for side in (-1, 1):
            cloth.piece([(0.12, 0.0), (-0.04, side * 0.55), (0.06, side * 0.72)], lighter(colour, 0.2))


def _chest(cloth: Cloth) -> None:
    """A bare chest."""
    line = darker(cloth.look.skin, 0.2)
    for side in (-1, 1):
        cloth.seam([(0.26, side * 0.1), (0.31, side * 0.5), (0.25, side * 0.9)], 0.003, line)
    cloth.seam([(0.3, 0.0), (0.5, 0.0), (0.68, 0.0)], 0.0022, line)


def _overall(cloth: Cloth) -> None:
    """One piece from neck to ankles: a stand-up collar, a zip, a belt, a badge."""
    colour = cloth.look.cloth
    cloth.piece(
        [(-0.06, -0.9), (-0.03, 0.0), (-0.06, 0.9), (0.03, 0.6), (0.06, 0.0), (0.03, -0.6)], lighter(colour, 0.22), True
    )
    cloth.seam([(0.06, 0.0), (0.5, 0.0), (1.0, 0.0)], 0.0036, darker(colour, 0.4))
    cloth.piece([(0.22, 0.35), (0.22, 0.65), (0.29, 0.65), (0.29, 0.35)], lighter(colour, 0.45))
    cloth.seam([(0.68, turn) for turn in (-1.5, -0.8, 0.0, 0.8, 1.5)], 0.011, darker(colour, 0.35))


def _dress(cloth: Cloth) -> None:
    neckline = [(-0.06, -0.75), (-0.02, 0.0), (-0.06, 0.75), (0.08, 0.3), (0.14, 0.0), (0.08, -0.3)]
    with cloth.pen.on_skin():
        cloth.piece(neckline, darker(cloth.look.skin, 0.06), True)
    cloth.seam([(0.56, turn) for turn in (-1.5, -0.8, 0.0, 0.8, 1.5)], 0.011, darker(cloth.look.cloth, 0.3))


def _robe(cloth: Cloth) -> None:
    colour = cloth.look.cloth
    if cloth.look.clerical:
        cloth.seam([(0.04, 0.0), (0.5, 0.0), (1.0, 0.0)], 0.0034, lighter(colour, 0.16))
        return
    with cloth.pen.on_skin():
        cloth.piece([(-0.05, -0.5), (0.0, 0.0), (-0.05, 0.5), (0.2, 0.0)], darker(cloth.look.skin, 0.08))
    cloth.seam([(-0.04, -0.6), (0.24, 0.05), (0.6, 0.2)], 0.014, lighter(colour, 0.22))
    cloth.seam([(-0.04, 0.6), (0.24, -0.05)], 0.014, lighter(colour, 0.22))
    cloth.seam([(0.6, turn) for turn in (-1.5, -0.8, 0.0, 0.8, 1.5)], 0.015, darker(colour, 0.35))


def _armour(cloth: Cloth) -> None:
    steel = cloth.look.cloth
    cloth.piece([(-0.04, -0.9), (0.0, 0.0), (-0.04, 0.9), (0.06, 0.7), (0.1, 0.0), (0.06, -0.7)], darker(steel, 0.4))
    cloth.seam([(0.12, 0.0), (0.4, 0.0), (0.6, 0.0)], 0.005, lighter(steel, 0.4))
    for down in (0.58, 0.7, 0.82):
        cloth.seam([(down, turn) for turn in (-1.5, -0.8, 0.0, 0.8, 1.5)], 0.006, darker(steel, 0.4))
    cloth.seam([(0.92, turn) for turn in (-1.5, -0.8, 0.0, 0.8, 1.5)], 0.018, (96, 66, 44))


_CUTTERS = {"coat": _coat, "suit": _suit, "top": _top, "dress": _dress, "robe": _robe, "armour": _armour,
            "overall": _overall}  # fmt: skip


def _scarf(cloth: Cloth, colour: Colour) -> None:
    x, y = cloth.body.neck
    wide = 0.052 if cloth.look.female else 0.058
    cloth.pen.smooth(
        [(x - wide, y - 0.03), (x, y - 0.02), (x + wide, y - 0.03), (x + wide * 1.15, y + 0.012), (x, y + 0.034),
         (x - wide * 1.15, y + 0.012)],
        colour,
    )  # fmt: skip
    cloth.piece([(0.08, 0.3), (0.08, 0.75), (0.42, 0.7), (0.43, 0.35)], darker(colour, 0.14))

"""What a kind of land is made of (`Motif`), one land of a film (`Land`), and the hand that paints it (`Art`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, turned, under
from milimo_runtime.backends.animatic.lands.leaning import Leaning
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.media.chance import between, chance, pick

FAR = 6.0
"""Half the width of the world that is painted, units: beyond what any camera term shows."""
SNOW: Colour = (222, 229, 238)
_LEAN = 0.3
"""How far the wind bends what grows, of its height."""
_RIGID = ("trunk", "stump")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one thing stands: `x` and `foot` of its base, `size` its height; `away` 0 to 1 into the air.

    `side` is -1 where it stands left of the middle, else 1. `key` names it, for what is left to chance.
    """

    x: float
    foot: float
    size: float
    away: float
    colour: Colour
    key: tuple[object, ...]

    @property
    def side(self) -> int:
        return -1 if self.x < 0 else 1

    def shape(self, points: Sequence[Point]) -> list[Point]:
        """Points of the thing: from the middle of its foot, y downwards, times its size."""
        return [(self.x + across * self.size, self.foot + down * self.size) for across, down in points]

    def box(self, left: float, top: float, right: float, bottom: float = 0.0) -> Box:
        """A part of the thing, measured as its points are."""
        (x0, y0), (x1, y1) = self.shape([(left, top), (right, bottom)])
        return Box(x0, y0, x1, y1)


Way = Literal["", "road", "path"]
Shape = Callable[["Art", Spot], None]
Painter = Callable[["Art"], None]


@dataclass(frozen=True, slots=True)
class Row:
    """Things side by side across the land, `foot` below the horizon, `size` high; none nearer the middle than `clear`.

    `side`: 1 where they stand on the light's side only, -1 on the other, 0 on both.
    """

    shape: Shape
    away: float
    foot: float
    size: float
    count: int
    colours: tuple[Colour, ...]
    clear: float = 0.0
    loose: float = 0.3
    side: int = 0
    reach: float = 2.8


@dataclass(frozen=True, slots=True)
class Avenue:
    """Things along both sides of a way that goes to the horizon, from `far` to `near` (below the horizon).

    At a distance d below the horizon a thing stands `across` * d from the middle and is `size` * d high.
    """

    shape: Shape
    across: float
    size: float
    colours: tuple[Colour, ...]
    far: float = 0.03
    near: float = 0.3
    step: float = 1.5
    side: int = 0
    loose: float = 0.0


@dataclass(frozen=True, slots=True)
class Once:
    """One thing: `x` is measured towards the side the light comes from."""

    shape: Shape
    x: float
    foot: float
    size: float
    colours: tuple[Colour, ...]


@dataclass(frozen=True, slots=True)
class Motif:
    """A kind of land.

    `earth` is what colours its ground may have. `far` is painted behind all, `ground` and then `rows` at middle
    depth, `near` before the figures, `above` when seen from straight above. `stand`: how far below the horizon the
    ground begins that one can stand on. `snow`: it always lies; `airless`: the sky is black.
    """

    name: str
    earth: tuple[Colour, ...]
    far: tuple[Painter, ...]
    ground: Painter
    above: Painter
    rows: tuple[Row | Avenue | Once, ...] = ()
    near: tuple[Painter, ...] = ()
    stand: float = 0.0
    snow: bool = False
    airless: bool = False


@dataclass(frozen=True, slots=True)
class Land:
    """One land: its motif, the way that runs through it, and the name and seed that all chance hangs on."""

    motif: Motif
    way: Way
    name: str
    seed: int
    horizon: float
    unlit: bool = False
    """The lamp of its lighthouse is out."""

    @property
    def ground(self) -> float:
        """Where ground that one can stand on begins in the frame."""
        return max(self.horizon + 0.06, 0.03 + self.motif.stand) if self.motif.stand else self.horizon

    @property
    def light(self) -> int:
        """The side the light comes from: -1 left, 1 right."""
        return 1 if chance("light", self.name) < 0.5 else -1

    @property
    def sun(self) -> float:
        """Where sun and moon stand, across."""
        return self.light * between(0.3, 0.62, "sun", self.name)


@dataclass(frozen=True, slots=True)
class Art:
    """Paints a land in its mood on a canvas."""

    canvas: Canvas
    land: Land
    mood: Mood

    def unit(self, *what: object) -> float:
        return chance("land", self.land.name, self.land.seed, *what)

    def span(self, low: float, high: float, *what: object) -> float:
        return between(low, high, "land", self.land.name, self.land.seed, *what)

    @property
    def y(self) -> float:
        return self.land.horizon

    @property
    def light(self) -> int:
        return self.land.light

    @property
    def snowy(self) -> bool:
        """Whether snow lies."""
        return self.mood.weather == "snow" or self.land.motif.snow

    @property
    def vanish(self) -> float:
        """Where ways meet the horizon, across."""
        return between(-0.1, 0.1, "vanish", self.land.name)

    def at(self, across: float, down: float, high: float = 0.0) -> Point:
        """A point of the ground plane `down` below the horizon and `high` above it; both scale with `down`."""
        return self.vanish + across * down, self.y + down * (1 - high)

    def strip(self, low: float, high: float, far: float = 0.004, near: float = 5.0) -> list[Point]:
        """The ground between two lines that meet at the horizon, from `far` to `near` below it."""
        return [self.at(low, far), self.at(high, far), self.at(high, near), self.at(low, near)]

    def board(self, across: float, far: float, near: float, top: float, bottom: float) -> list[Point]:
        """An upright strip along a line to the horizon, its edges `top` and `bottom` high."""
        return [self.at(across, far, top), self.at(across, near, top), self.at(across, near, bottom),
                self.at(across, far, bottom)]  # fmt: skip

    def foot(self, below: float) -> float:
        """The y of what stands `below` the horizon; on water it keeps its place between the horizon and the shore."""
        stand, shore = self.land.motif.stand, self.land.ground - self.y
        if not stand:
            return self.y + below
        return self.y + (below * shore / stand if below < stand else shore + below - stand)

    def tone(self, colour: Colour, away: float = 0.0) -> Colour:
        """`colour` in this light, through `away` of air."""
        return self.mood.air(under(colour, self.mood.light), away)

    def lamp(self, colour: Colour, away: float = 0.0) -> Colour:
        """The colour of what gives light itself."""
        return self.mood.air(colour, away * 0.5)

    def covered(self, colour: Colour, share: float = 0.85) -> Colour:
        """A colour that snow would lie on."""
        return mix(colour, SNOW, share) if self.snowy else colour

    @property
    def bare_earth(self) -> Colour:
        """The ground's own colour, whatever the light."""
        base = pick(self.land.motif.earth, "earth", self.land.name)
        return self.covered(turned(base, between(-0.015, 0.015, "soil", self.land.name)), 0.9)

    @property
    def earth(self) -> Colour:
        """The ground's colour near by."""
        return self.tone(self.bare_earth)

    @property
    def dim(self) -> Colour:
        """The colour of what is near and against the light."""
        return darker(mix(self.mood.sky[0], self.earth, 0.45), 0.62)

    def sides(self, colour: Colour) -> tuple[Colour, Colour]:
        """A colour on its left and on its right, one of them in the light."""
        lit, shaded = lighter(colour, 0.1), darker(colour, 0.24)
        return (lit, shaded) if self.light < 0 else (shaded, lit)

    def block(self, box: Box, colour: Colour, depth: float = 0.0) -> None:
        """A front with, where `depth` is said, a side wall as wide as that towards the shade."""
        self.canvas.rectangle(box, colour)
        if depth:
            x = box.right if self.light < 0 else box.left - depth
            self.canvas.rectangle(Box(x, box.top + depth * 0.12, x + depth, box.bottom), darker(colour, 0.26))

    def shadow(self, x: float, foot: float, half: float, opacity: float = 0.24) -> None:
        """What a thing throws on the ground, away from the light."""
        if self.mood.weather in ("fog", "dust"):
            return
        shift = -self.light * half * 0.5
        self.canvas.veil(flat((x + shift, foot), half, half * 0.1 + 0.002), (8, 10, 26), opacity)

    def lay(self, rows: tuple[Row | Avenue | Once, ...]) -> None:
        """Paint what stands in the land, in its order."""
        for number, row in enumerate(rows):
            match row:
                case Row():
                    self._row(row, number)
                case Avenue():
                    self._avenue(row, number)
                case Once():
                    self._once(row, number)

    @property
    def blows(self) -> int:
        """Where the wind blows to: -1 left, 1 right; 0 where there is none."""
        return -self.light if self.mood.windy else 0

    def _stood(self, shape: Shape, spot: Spot) -> None:
        """Paint a thing; what grows leans with the wind."""
        grows = shape.__module__.endswith(".plants") and shape.__name__ not in _RIGID
        if not (self.blows and grows):
            shape(self, spot)
            return
        lean = self.blows * _LEAN * self.span(0.7, 1.3, "gust", *spot.key)
        shape(replace(self, canvas=Leaning(self.canvas, spot.foot, spot.size, lean)), spot)

    def _once(self, row: Once, number: int) -> None:
        key = (row.shape.__name__, number)
        colour = pick(row.colours, "colour", self.land.name, *key)
        self._stood(row.shape, Spot(row.x * self.light, self.foot(row.foot), row.size, 0.12, colour, key))

    def _row(self, row: Row, number: int) -> None:
        for at in range(row.count):
            key = (row.shape.__name__, number, at)
            x = row.reach * (2 * (at + self.span(0.15, 0.85, *key)) / row.count - 1)
            if abs(x) < row.clear or row.side * self.light * x < 0:
                continue
            size = row.size * self.span(1 - row.loose, 1 + row.loose, "size", *key)
            colour = pick(row.colours, "colour", self.land.name, *key)
            self._stood(row.shape, Spot(x, self.foot(row.foot), size, row.away, colour, key))

    def _avenue(self, avenue: Avenue, number: int) -> None:
        down, at = avenue.far, 0
        while down <= avenue.near:
            for side in (-1, 1):
                key = (avenue.shape.__name__, number, at, side)
                if avenue.side * self.light * side < 0:
                    continue
                x = self.vanish + side * avenue.across * down * self.span(
                    1 - avenue.loose, 1 + avenue.loose, "across", *key
                )
                size = avenue.size * down * self.span(1 - avenue.loose, 1 + avenue.loose, "size", *key)
                away = max(0.0, 0.55 * (1 - down / 0.22))
                colour = pick(avenue.colours, "colour", self.land.name, *key)
                self._stood(avenue.shape, Spot(x, self.y + down, size, away, colour, key))
            down, at = down * avenue.step, at + 1


def box_between(one: float, other: float, top: float, bottom: float) -> Box:
    """The box between two x, whichever is the left one."""
    return Box(min(one, other), top, max(one, other), bottom)


def flat(middle: Point, across: float, down: float) -> list[Point]:
    """A lens lying on the ground, as few points as it needs."""
    x, y = middle
    steps = ((-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7), (1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7))
    return [(x + across * a, y + down * b) for a, b in steps]


def steps(low: float, high: float, count: int) -> list[float]:
    """`count` + 1 numbers from `low` to `high`."""
    return [low + (high - low) * at / count for at in range(count + 1)]

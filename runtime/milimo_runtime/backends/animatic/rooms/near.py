"""What stands close to us at the edges of the frame: dark, out of focus, a hint of the room.

All is measured in frame heights; the inner side of the frame's edge is at `edge`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Canvas, Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.light import lamps_on, light_of
from milimo_runtime.backends.animatic.rooms.motif import Near
from milimo_runtime.backends.animatic.rooms.room import Room

_PAST = 12.0


@dataclass(frozen=True, slots=True)
class _Edge:
    """One edge of the frame: `at` mirrors so that positive is outwards from the frame's edge, negative into it."""

    canvas: Canvas
    side: int
    edge: float
    wood: Colour
    cloth: Colour
    wall: Colour
    lamps: bool

    def at(self, points: list[Point]) -> list[Point]:
        return [(self.side * (self.edge + x), y) for x, y in points]

    def shape(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(self.at(points), colour)

    def smooth(self, points: list[Point], colour: Colour) -> None:
        self.canvas.smooth(self.at(points), colour)

    def box(self, left: float, right: float, top: float, bottom: float, colour: Colour) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour)


def draw_near(canvas: Canvas, room: Room, mood: Mood, aspect: float) -> None:
    """The piece of the room's motif, on the side away from its light."""
    light = light_of(room.motif, mood, room.tint)
    wood, cloth, wall = (
        darker(under(tone, light), 0.6) for tone in (room.palette.wood, room.palette.accent, room.palette.wall)
    )
    edge = max(0.5, aspect / 2)
    piece = _Edge(canvas, room.side, edge, wood, cloth, wall, lamps_on(room.motif, mood))
    _PIECES[room.motif.near](piece)


def _post(e: _Edge) -> None:
    """The frame of the door we look through."""
    for inner, outer, tone in ((0.02, 0.036, 0.0), (0.036, 0.09, 0.3), (0.09, _PAST, 0.5)):
        e.box(inner, outer, -_PAST, _PAST, darker(e.wood, tone))
    e.box(0.016, 0.022, -_PAST, _PAST, lighter(e.wood, 0.16))


def _arch(e: _Edge) -> None:
    """A pillar of stone and the spring of an arch."""
    outline = [(_PAST, -_PAST), (-0.32, -_PAST), (-0.3, -0.62), (-0.12, -0.5), (-0.02, -0.34), (0.01, -0.2), (0.01,
    _PAST),
               (_PAST, _PAST)]  # fmt: skip
    e.shape(outline, darker(e.wall, 0.3))
    e.shape([(-0.32, -_PAST), (-0.3, -0.62), (-0.12, -0.5), (-0.02, -0.34), (0.01, -0.2), (0.01, _PAST), (0.03, _PAST),
             (0.03, -0.2), (0.0, -0.36), (-0.1, -0.53), (-0.28, -0.66), (-0.28, -_PAST)], lighter(e.wall,
             0.08))  # fmt: skip
    for y in (-0.12, 0.12, 0.36):
        e.box(0.03, 0.3, y, y + 0.006, darker(e.wall, 0.55))


def _table(e: _Edge) -> None:
    """The corner of a table with a cup on it."""
    e.shape([(_PAST, 0.4), (-0.34, 0.4), (-0.46, 0.455), (_PAST, 0.455)], lighter(e.wood, 0.14))
    e.shape([(_PAST, 0.455), (-0.46, 0.455), (-0.46, 0.5), (_PAST, 0.5)], e.wood)
    e.shape([(_PAST, 0.5), (-0.36, 0.5), (-0.33, _PAST), (_PAST, _PAST)], darker(e.wood, 0.45))
    cup = mix(e.cloth, (170, 160, 150), 0.25)
    e.shape([(-0.16, 0.345), (-0.06, 0.345), (-0.07, 0.43), (-0.15, 0.43)], cup)
    e.canvas.polygon(ring((e.side * (e.edge - 0.11), 0.345), 0.05, 0.01), lighter(cup, 0.2))


def _chair(e: _Edge) -> None:
    """The back of a chair."""
    e.shape(
        [(-0.26, 0.34), (-0.24, 0.31), (0.0, 0.3), (0.02, 0.34), (0.04, _PAST), (-0.28, _PAST)], darker(e.cloth, 0.2)
    )
    e.shape([(-0.23, 0.345), (-0.22, 0.33), (-0.02, 0.322), (-0.01, 0.35), (0.0, _PAST), (-0.25, _PAST)], e.cloth)


def _lamp(e: _Edge) -> None:
    """A lamp on a low table."""
    shade = (236, 190, 122) if e.lamps else lighter(e.cloth, 0.3)
    if e.lamps:
        e.canvas.glow((e.side * (e.edge - 0.02), 0.16), 0.5, (255, 196, 118), 0.4)
    e.shape([(-0.03, 0.29), (0.03, 0.29), (0.05, 0.46), (-0.05, 0.46)], e.wood)
    e.shape([(-0.08, 0.06), (0.1, 0.06), (0.15, 0.29), (-0.13, 0.29)], shade)
    e.shape([(0.04, 0.06), (0.1, 0.06), (0.15, 0.29), (0.06, 0.29)], darker(shade, 0.24))
    e.shape([(_PAST, 0.455), (-0.24, 0.455), (-0.24, 0.49), (_PAST, 0.49)], lighter(e.wood, 0.1))
    e.shape([(_PAST, 0.49), (-0.22, 0.49), (-0.22, _PAST), (_PAST, _PAST)], darker(e.wood, 0.3))


def _plant(e: _Edge) -> None:
    """Leaves that hang into the frame from below."""
    leaf: Colour = mix(e.wall, (30, 62, 40), 0.75)
    for at, (x, y) in enumerate(((-0.3, 0.12), (-0.22, -0.06), (-0.1, -0.16), (0.02, -0.2), (-0.34, 0.3))):
        stem: Point = (0.02, 0.62)
        middle = ((x + stem[0]) / 2, (y + stem[1]) / 2)
        e.smooth([stem, (middle[0] - 0.045, middle[1] - 0.01), (x, y), (middle[0] + 0.045, middle[1] + 0.02)],
                 lighter(leaf, 0.06 * (at % 2)) if at % 3 else darker(leaf, 0.2))  # fmt: skip
    e.shape([(-0.12, 0.56), (0.2, 0.56), (0.2, _PAST), (-0.08, _PAST)], e.wood)


def _pew(e: _Edge) -> None:
    """The end of a pew."""
    e.shape(
        [(-0.3, 0.33), (-0.27, 0.28), (-0.22, 0.27), (-0.18, 0.31), (-0.17, _PAST), (-0.3, _PAST)], lighter(e.wood, 0.1)
    )
    e.shape([(-0.18, 0.345), (_PAST, 0.345), (_PAST, 0.385), (-0.18, 0.385)], lighter(e.wood, 0.16))
    e.shape([(-0.18, 0.385), (_PAST, 0.385), (_PAST, _PAST), (-0.18, _PAST)], darker(e.wood, 0.25))


def _console(e: _Edge) -> None:
    """The edge of a desk of instruments."""
    body = mix(e.wall, e.cloth, 0.4)
    e.shape([(_PAST, 0.36), (-0.22, 0.36), (-0.34, 0.44), (_PAST, 0.44)], lighter(body, 0.1))
    e.shape([(_PAST, 0.44), (-0.34, 0.44), (-0.32, _PAST), (_PAST, _PAST)], darker(body, 0.3))
    for at, tint in enumerate(((112, 206, 226), (246, 176, 84), (112, 206, 226), (170, 58, 54))):
        x = -0.2 + 0.07 * at
        e.shape([(x, 0.385), (x + 0.035, 0.385), (x + 0.028, 0.41), (x - 0.007, 0.41)], darker(tint, 0.3))


def _bars(e: _Edge) -> None:
    """Bars we look through."""
    iron: Colour = mix(e.wall, (22, 22, 28), 0.7)
    for at in range(4):
        x = -0.26 + 0.13 * at
        e.box(x, x + 0.026, -_PAST, _PAST, iron)
        e.box(x + 0.004, x + 0.01, -_PAST, _PAST, lighter(iron, 0.16))
    e.box(-0.26, _PAST, 0.3, 0.33, darker(iron, 0.2))


def _crates(e: _Edge) -> None:
    """A stack of boxes."""
    wood = mix(e.wood, (78, 58, 40), 0.5)
    for left, top, right in ((-0.24, 0.24, 0.06), (-0.12, 0.02, 0.24)):
        bottom = top + 0.26 if top > 0.1 else 0.24
        e.box(left, right, top, bottom, wood)
        e.box(left, left + 0.02, top, bottom, lighter(wood, 0.14))
        e.box(left, right, top, top + 0.024, lighter(wood, 0.1))
        e.box(left + 0.05, right - 0.04, top + 0.06, bottom - 0.04, darker(wood, 0.25))
    e.box(-0.24, _PAST, 0.5, _PAST, darker(wood, 0.3))


def _pipe(e: _Edge) -> None:
    """A pipe with a flange."""
    iron = mix(e.wall, (60, 56, 58), 0.5)
    for inner, outer, tone in ((-0.06, 0.05, 0.1), (-0.045, -0.02, -0.2), (0.01, 0.05, 0.4)):
        e.box(inner, outer, -_PAST, _PAST, darker(iron, tone) if tone > 0 else lighter(iron, -tone))
    for y in (-0.26, 0.26):
        e.box(-0.085, 0.075, y, y + 0.05, darker(iron, 0.16))
        e.box(-0.085, -0.05, y, y + 0.05, lighter(iron, 0.1))


def _bottles(e: _Edge) -> None:
    """Bottles and a glass on the edge of a counter."""
    e.box(-0.36, _PAST, 0.42, 0.46, lighter(e.wood, 0.16))
    e.box(-0.34, _PAST, 0.46, _PAST, darker(e.wood, 0.2))
    for x, tall, tint in ((-0.07, 0.36, (46, 84, 62)), (-0.17, 0.28, (116, 70, 40)), (0.02, 0.32, (60, 62, 92))):
        glass = mix(e.wood, tint, 0.75)
        top, half = 0.42 - tall, 0.036
        e.shape([(x - half, 0.42), (x - half, top + 0.4 * tall), (x - 0.012, top + 0.24 * tall), (x - 0.012, top),
                 (x + 0.012, top), (x + 0.012, top + 0.24 * tall), (x + half, top + 0.4 * tall), (x + half, 0.42)],
                 glass)  # fmt: skip
        e.box(x - half + 0.006, x - half + 0.014, top + 0.44 * tall, 0.41, lighter(glass, 0.3))


def _curtain(e: _Edge) -> None:
    """A curtain drawn aside."""
    cloth = mix(e.cloth, e.wall, 0.4)
    e.shape([(-0.14, -_PAST), (-0.12, -0.4), (-0.04, 0.1), (-0.08, _PAST), (_PAST, _PAST), (_PAST, -_PAST)], cloth)
    for x in (-0.09, 0.0, 0.09):
        e.shape([(x, -_PAST), (x + 0.02, -0.3), (x + 0.06, 0.1), (x + 0.04, _PAST), (x + 0.08, _PAST), (x + 0.09, 0.1),
                 (x + 0.05, -_PAST)], darker(cloth, 0.26))  # fmt: skip


def _rail(e: _Edge) -> None:
    """A hand rail that comes towards us."""
    e.shape([(-0.5, 0.42), (_PAST, 0.42 - 0.06 * _PAST), (_PAST, 0.47), (-0.5, 0.446)], lighter(e.wood, 0.14))
    e.shape([(-0.5, 0.446), (_PAST, 0.47), (_PAST, 0.5), (-0.5, 0.456)], darker(e.wood, 0.3))
    for at in range(8):
        x = -0.46 + 0.1 * at
        e.box(x, x + 0.016, 0.45, _PAST, e.wood)


def _shelf(e: _Edge) -> None:
    """The end of a shelf with things on it."""
    e.box(0.0, _PAST, -_PAST, _PAST, darker(e.wood, 0.2))
    e.box(-0.01, 0.002, -_PAST, _PAST, lighter(e.wood, 0.14))
    for y in (-0.3, -0.04, 0.22, 0.48):
        e.box(-0.11, 0.0, y, y + 0.018, lighter(e.wood, 0.1))
        for at, (wide, tall) in enumerate(((0.03, 0.12), (0.026, 0.15), (0.034, 0.1))):
            x = -0.035 - 0.034 * at
            e.box(x, x + wide, y - tall, y, mix(e.wood, (e.cloth, e.wall, e.cloth)[at], 0.7))


_PIECES: dict[Near, Callable[[_Edge], None]] = {
    "post": _post, "table": _table, "chair": _chair, "lamp": _lamp, "plant": _plant, "pew": _pew, "console": _console,
    "bars": _bars, "crates": _crates, "arch": _arch, "pipe": _pipe, "bottles": _bottles, "curtain": _curtain,
    "rail": _rail, "shelf": _shelf,
}  # fmt: skip

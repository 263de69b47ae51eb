"""Furniture painted behind and before those who use it, measured in the standing height of who sits there."""

from __future__ import annotations

from collections.abc import Callable

from milimo_runtime.backends.animatic.canvas import Box as World
from milimo_runtime.backends.animatic.canvas import Canvas, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, under
from milimo_runtime.backends.animatic.figures.stance import Seat
from milimo_runtime.backends.animatic.scene import Seating

_SHADE: Colour = (8, 10, 22)
_SAT = 0.215
"""How high a seat is."""
_TABLE = 0.42
"""How high a table is."""
_STONE: Colour = (134, 130, 124)
_WHITE: Colour = (230, 228, 222)
_BRASS: Colour = (204, 164, 88)


class _Piece:
    """Draws one: x in world units, `up` from the floor in standing heights."""

    def __init__(self, canvas: Canvas, seating: Seating, light: Colour) -> None:
        self.canvas, self.of, self.light = canvas, seating, light
        self.wood, self.cloth, self.size = seating.wood, seating.cloth, seating.size

    def spread(self, out: float) -> tuple[float, float]:
        """From where to where, `out` standing heights beyond the first and the last of them."""
        return self.of.left - out * self.size, self.of.right + out * self.size

    def at(self, points: list[Point]) -> list[Point]:
        return [(x, self.of.floor - up * self.size) for x, up in points]

    def shape(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(self.at(points), under(colour, self.light))

    def smooth(self, points: list[Point], colour: Colour) -> None:
        self.canvas.smooth(self.at(points), under(colour, self.light))

    def box(self, left: float, right: float, low: float, high: float, colour: Colour) -> None:
        self.shape([(left, low), (left, high), (right, high), (right, low)], colour)

    def pad(self, left: float, right: float, low: float, high: float, colour: Colour) -> None:
        soft = min(0.035, 0.4 * (high - low))
        out = soft * self.size
        self.smooth([(left + out, high), (right - out, high), (right, high - soft), (right, low + soft),
                     (right - out, low), (left + out, low), (left, low + soft), (left, high - soft)],
                    colour)  # fmt: skip

    def round(self, x: float, up: float, across: float, down: float, colour: Colour) -> None:
        """An ellipse; its half axes in standing heights."""
        (x, y) = self.at([(x, up)])[0]
        self.canvas.polygon(ring((x, y), across * self.size, down * self.size, 32), under(colour, self.light))

    def shadow(self, left: float, right: float) -> None:
        """The shadow on the floor under it."""
        floor = self.of.floor
        self.canvas.veil(corners(World(left, floor - 0.02 * self.size, right, floor + 0.035 * self.size)), _SHADE, 0.4,
                         0.02 * self.size)  # fmt: skip


def draw_seating(canvas: Canvas, seating: Seating, light: Colour) -> None:
    """What is behind those who sit."""
    _BEHIND[seating.kind](_Piece(canvas, seating, light))


def draw_before(canvas: Canvas, seating: Seating, light: Colour) -> None:
    """What is before those who sit."""
    _BEFORE[seating.kind](_Piece(canvas, seating, light))


def _sofa(p: _Piece) -> None:
    left, right = p.spread(0.44)
    arm = 0.13 * p.size
    p.shadow(left, right)
    p.pad(left + 0.3 * arm, right - 0.3 * arm, 0.08, 0.5, darker(p.cloth, 0.18))
    seats = max(2, round((right - left - 2 * arm) / (0.42 * p.size)))
    wide = (right - left - 2 * arm) / seats
    for at in range(seats):
        a = left + arm + wide * at
        p.pad(a, a + wide, _SAT, 0.47, p.cloth)
        p.pad(a, a + wide, 0.1, _SAT + 0.025, lighter(p.cloth, 0.1))
    p.box(left + arm, right - arm, 0.03, 0.105, darker(p.cloth, 0.3))
    for a, tone in ((left, 0.0), (right - arm, 0.2)):
        p.pad(a, a + arm, 0.03, 0.34, darker(p.cloth, tone))
    for a in (left + 0.4 * arm, right - 0.6 * arm):
        p.box(a, a + 0.2 * arm, 0.0, 0.035, darker(p.wood, 0.3))


def _pew(p: _Piece) -> None:
    left, right = p.spread(0.95)
    p.shadow(left, right)
    p.box(left, right, 0.04, 0.52, darker(p.wood, 0.14))
    step = 0.3 * p.size
    for at in range(int((right - left) / step)):
        a = left + step * at
        p.box(a + 0.03 * p.size, a + step - 0.03 * p.size, 0.25, 0.47, darker(p.wood, 0.26))
        p.box(a + 0.045 * p.size, a + step - 0.03 * p.size, 0.25, 0.455, darker(p.wood, 0.1))
    p.box(left, right, 0.51, 0.55, lighter(p.wood, 0.14))
    p.box(left, right, _SAT - 0.035, _SAT, lighter(p.wood, 0.06))
    p.box(left, right, 0.02, _SAT - 0.035, darker(p.wood, 0.4))
    for a in (left, right):
        p.box(a - 0.03 * p.size, a + 0.03 * p.size, 0.0, 0.56, p.wood)
        p.round(a, 0.56, 0.04, 0.03, lighter(p.wood, 0.1))


def _bench(p: _Piece) -> None:
    left, right = p.spread(0.5)
    p.shadow(left, right)
    for a in (left + 0.08 * p.size, right - 0.13 * p.size):
        p.box(a, a + 0.05 * p.size, 0.0, _SAT, darker(p.wood, 0.34))
    p.box(left, right, _SAT - 0.04, _SAT, p.wood)
    for low in (0.32, 0.4) if p.of.outdoors else ():
        p.box(left, right, low, low + 0.05, darker(p.wood, 0.12))
    p.shape([(left, _SAT), (left + 0.04 * p.size, _SAT + 0.03), (right - 0.04 * p.size, _SAT + 0.03), (right, _SAT)],
            lighter(p.wood, 0.16))  # fmt: skip


def _bed(p: _Piece) -> None:
    """A bed seen from its side."""
    left, right = p.spread(0.7)
    p.shadow(left, right)
    head, foot = (left, right) if p.of.facing > 0 else (right, left)
    way = 1 if foot > head else -1
    p.box(min(head, head - 0.05 * way * p.size), max(head, head - 0.05 * way * p.size), 0.0, 0.52, p.wood)
    p.box(min(foot, foot + 0.04 * way * p.size), max(foot, foot + 0.04 * way * p.size), 0.0, 0.3, darker(p.wood, 0.1))
    p.box(left, right, 0.05, 0.12, darker(p.wood, 0.2))
    p.box(left, right, 0.11, _SAT, (206, 200, 188))
    ends = sorted((head + 0.02 * way * p.size, head + 0.3 * way * p.size))
    p.pad(ends[0], ends[1], _SAT - 0.01, _SAT + 0.1, (238, 234, 226))
    blanket = sorted((head + 0.4 * way * p.size, foot))
    p.box(blanket[0], blanket[1], 0.08, _SAT + 0.012, p.cloth)
    p.box(blanket[0], blanket[1], _SAT, _SAT + 0.03, lighter(p.cloth, 0.16))
    fold = sorted((head + 0.34 * way * p.size, head + 0.42 * way * p.size))
    p.box(fold[0], fold[1], 0.08, _SAT + 0.035, lighter(p.cloth, 0.4))


def _stairs(p: _Piece) -> None:
    """A flight of steps: who sits there sits on the second."""
    left, right = p.spread(0.62)
    rise, tone = _SAT / 2, _STONE if p.of.outdoors else p.wood
    p.shadow(left, right)
    for step in range(4, -1, -1):
        inset = 0.03 * p.size * step
        low, high, a, b = rise * step, rise * (step + 1), left + inset, right - inset
        p.box(a, b, low, high, darker(tone, 0.16 + 0.05 * (step > 1)))
        p.box(a, b, high - 0.026, high, lighter(tone, 0.14))


def _wall(p: _Piece) -> None:
    """A low wall, or the edge of a quay."""
    left, right = p.spread(1.1)
    p.shadow(left, right)
    p.box(left, right, 0.0, _SAT, darker(_STONE, 0.12))
    step = 0.28 * p.size
    for row in range(2):
        for at in range(int((right - left) / step)):
            a = left + step * (at + 0.5 * (row % 2))
            p.box(a, min(right, a + 0.012 * p.size), 0.1 * row, 0.1 * row + 0.1, darker(_STONE, 0.4))
        p.box(left, right, 0.1 * row + 0.093, 0.1 * row + 0.1, darker(_STONE, 0.4))
    p.box(left - 0.03 * p.size, right + 0.03 * p.size, _SAT - 0.03, _SAT + 0.025, lighter(_STONE, 0.2))


def _bath_behind(p: _Piece) -> None:
    left, right = p.spread(0.5)
    p.round((left + right) / 2, 0.33, (right - left) / 2 / p.size, 0.045, darker(_WHITE, 0.14))
    tap = right - 0.08 * p.size if p.of.facing > 0 else left + 0.08 * p.size
    p.box(tap - 0.012 * p.size, tap + 0.012 * p.size, 0.33, 0.47, (168, 174, 182))
    out = -0.1 * p.size if p.of.facing > 0 else 0.1 * p.size
    p.box(min(tap, tap + out), max(tap, tap + out), 0.45, 0.475, (168, 174, 182))


def _bath(p: _Piece) -> None:
    """The near side of the bath, and foam."""
    left, right = p.spread(0.5)
    p.shadow(left, right)
    for at in range(9):
        a = left + (right - left) * (at + 0.5) / 9
        p.round(a, 0.33 + 0.014 * (at % 3), 0.085, 0.035, (240, 244, 246))
    p.smooth([(left - 0.02 * p.size, 0.33), (right + 0.02 * p.size, 0.33), (right - 0.03 * p.size, 0.06),
              (right - 0.12 * p.size, -0.045), (left + 0.12 * p.size, -0.045), (left + 0.03 * p.size, 0.06)],
             _WHITE)  # fmt: skip
    p.smooth([(right - 0.2 * p.size, 0.3), (right + 0.01 * p.size, 0.3), (right - 0.05 * p.size, 0.06),
              (right - 0.14 * p.size, -0.045), (right - 0.3 * p.size, -0.045)], darker(_WHITE, 0.06))  # fmt: skip
    p.box(left - 0.035 * p.size, right + 0.035 * p.size, 0.3, 0.335, lighter(_WHITE, 0.4))
    for a in (left + 0.16 * p.size, right - 0.16 * p.size):
        p.round(a, -0.065, 0.04, 0.035, _BRASS)


def _top(p: _Piece, left: float, right: float, high: float, colour: Colour) -> None:
    """A table's top from its far edge to its near one, and the thickness of it."""
    inset = 0.06 * p.size
    p.shape([(left, high - 0.03), (left + inset, high + 0.045), (right - inset, high + 0.045), (right, high - 0.03)],
            lighter(colour, 0.12))  # fmt: skip
    p.box(left, right, high - 0.065, high - 0.03, darker(colour, 0.14))


def _table(p: _Piece, beyond: float = 0.34) -> None:
    left, right = p.spread(beyond)
    p.shadow(left, right)
    for a in (left + 0.07 * p.size, right - 0.1 * p.size):
        p.box(a, a + 0.03 * p.size, 0.0, _TABLE, darker(p.wood, 0.45))
    for a in (left + 0.02 * p.size, right - 0.06 * p.size):
        p.box(a, a + 0.04 * p.size, -0.05, _TABLE - 0.05, darker(p.wood, 0.24))
    p.box(left + 0.04 * p.size, right - 0.04 * p.size, _TABLE - 0.11, _TABLE - 0.06, darker(p.wood, 0.36))
    _top(p, left, right, _TABLE, p.wood)
    places = max(2, round((right - left) / (0.42 * p.size)))
    for at in range(places):
        a = left + (right - left) * (at + 0.5) / places
        p.round(a, _TABLE + 0.002, 0.07, 0.017, _WHITE)
        p.round(a, _TABLE + 0.003, 0.045, 0.01, darker(_WHITE, 0.1))
        glass = a + 0.11 * p.size
        p.box(glass - 0.016 * p.size, glass + 0.016 * p.size, _TABLE + 0.005, _TABLE + 0.07,
              mix((196, 216, 222), p.cloth, 0.2))  # fmt: skip
    middle = (left + right) / 2
    p.smooth([(middle - 0.02 * p.size, _TABLE + 0.01), (middle - 0.03 * p.size, _TABLE + 0.045),
              (middle - 0.014 * p.size, _TABLE + 0.09), (middle + 0.014 * p.size, _TABLE + 0.09),
              (middle + 0.03 * p.size, _TABLE + 0.045), (middle + 0.02 * p.size, _TABLE + 0.01)],
             mix(_WHITE, p.cloth, 0.5))  # fmt: skip


def _long_table(p: _Piece) -> None:
    _table(p, 1.15)


def _desk(p: _Piece) -> None:
    """A desk from its front: a panel, drawers' sides, papers, a lamp."""
    left, right = p.spread(0.44)
    p.shadow(left, right)
    p.box(left + 0.02 * p.size, right - 0.02 * p.size, -0.03, _TABLE - 0.06, darker(p.wood, 0.22))
    for a, b in ((left + 0.05 * p.size, left + 0.3 * p.size), (right - 0.3 * p.size, right - 0.05 * p.size)):
        p.box(a, b, 0.04, _TABLE - 0.1, darker(p.wood, 0.36))
        p.box(a + 0.012 * p.size, b, 0.04, _TABLE - 0.115, darker(p.wood, 0.14))
    _top(p, left, right, _TABLE, p.wood)
    paper = left + 0.24 * p.size
    p.shape([(paper, _TABLE - 0.018), (paper + 0.03 * p.size, _TABLE + 0.022), (paper + 0.17 * p.size, _TABLE + 0.022),
             (paper + 0.16 * p.size, _TABLE - 0.018)], (236, 232, 220))  # fmt: skip
    lamp = right - 0.13 * p.size
    p.round(lamp, _TABLE + 0.005, 0.045, 0.013, _BRASS)
    p.box(lamp - 0.008 * p.size, lamp + 0.008 * p.size, _TABLE, _TABLE + 0.2, _BRASS)
    p.shape([(lamp - 0.1 * p.size, _TABLE + 0.16), (lamp - 0.06 * p.size, _TABLE + 0.235),
             (lamp + 0.06 * p.size, _TABLE + 0.235), (lamp + 0.1 * p.size, _TABLE + 0.16)], (70, 112, 86))  # fmt: skip
    x, y = p.at([(lamp, _TABLE + 0.14)])[0]
    p.canvas.glow((x, y), 0.3 * p.size, (255, 220, 150), 0.3)


def _bar(p: _Piece) -> None:
    """A bar before them, seen from behind it: its top, glasses, a bottle."""
    left, right = p.spread(2.4)
    high = _TABLE + 0.03
    p.box(left, right, -0.4, high - 0.06, darker(p.wood, 0.3))
    step = 0.5 * p.size
    for at in range(int((right - left) / step)):
        a = left + step * at
        p.box(a + 0.05 * p.size, a + step - 0.05 * p.size, -0.4, high - 0.12, darker(p.wood, 0.44))
    _top(p, left, right, high, lighter(p.wood, 0.08))
    for x in sorted({p.of.left, p.of.right}):
        a = x + 0.2 * p.size
        p.shape([(a - 0.03 * p.size, high), (a - 0.036 * p.size, high + 0.09), (a + 0.036 * p.size, high + 0.09),
                 (a + 0.03 * p.size, high)], (198, 208, 206))  # fmt: skip
        p.shape([(a - 0.03 * p.size, high), (a - 0.033 * p.size, high + 0.05), (a + 0.033 * p.size, high + 0.05),
                 (a + 0.03 * p.size, high)], (204, 146, 70))  # fmt: skip


def _piano(p: _Piece) -> None:
    """An upright piano from its side, the keys towards who plays."""
    way = p.of.facing
    x = (p.of.right if way > 0 else p.of.left) + way * 0.33 * p.size
    near, far, keys = x, x + way * 0.3 * p.size, x - way * 0.15 * p.size
    black: Colour = mix((44, 40, 44), p.wood, 0.35)
    p.shadow(min(keys, far), max(keys, far))
    p.box(min(near, far), max(near, far), 0.0, 0.7, black)
    p.box(min(near, far), max(near, far), 0.69, 0.72, lighter(black, 0.2))
    p.box(min(keys, near), max(keys, near), 0.36, 0.42, lighter(black, 0.08))
    p.box(min(keys, near), max(keys, near), 0.42, 0.432, _WHITE)
    p.box(min(keys, keys + way * 0.03 * p.size), max(keys, keys + way * 0.03 * p.size), 0.0, 0.36, darker(black, 0.2))
    sheet = near - way * 0.03 * p.size
    p.shape([(sheet, 0.5), (near + way * 0.02 * p.size, 0.66), (near + way * 0.04 * p.size, 0.66),
             (near + way * 0.01 * p.size, 0.5)], (236, 230, 214))  # fmt: skip


_BEHIND: dict[Seat, Callable[[_Piece], None]] = {
    "sofa": _sofa, "pew": _pew, "bench": _bench, "bed": _bed, "stairs": _stairs, "wall": _wall, "bath": _bath_behind,
}  # fmt: skip
_BEFORE: dict[Seat, Callable[[_Piece], None]] = {
    "desk": _desk, "table": _table, "long table": _long_table, "bar": _bar, "piano": _piano, "bath": _bath,
}  # fmt: skip

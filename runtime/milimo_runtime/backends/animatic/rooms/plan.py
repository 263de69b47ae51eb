"""A room from straight above: a site that shows of every piece its upper side and its shadow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.indoors import Indoors
from milimo_runtime.backends.animatic.rooms.light import light_of
from milimo_runtime.backends.animatic.rooms.motif import Floor
from milimo_runtime.backends.animatic.rooms.room import Room
from milimo_runtime.backends.animatic.rooms.site import P3, Span, View
from milimo_runtime.media.chance import between, chance

_SHADOW: Colour = (8, 9, 20)
_FAR = 5.0
_METRE = 0.3
"""Frame heights to a metre."""
_WALL = -0.44
"""Where the back wall stands in the frame."""
_CLEAR = Box(-0.42, -0.2, 0.42, 0.34)
"""Nothing tall stands here: it is where people are."""
_TALL = 0.3
_CEILED = 1.4
"""What begins higher than this hangs from the ceiling and is not seen, metres."""
_ASIDE = 0.5
"""So far a piece is moved out of the way, frame heights; one that would have to go farther is left out."""
_SMALL = 0.012
"""What is thinner than this is not seen from so high, metres."""


@dataclass(frozen=True, slots=True)
class _Top:
    """The upper side, at `high` metres, of a part of a piece."""

    points: list[Point]
    high: float
    colour: Colour
    opacity: float = 1.0
    soft: float = 0.0

    @property
    def box(self) -> Box:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def moved(self, across: float) -> _Top:
        return replace(self, points=[(x + across, y) for x, y in self.points])

    def paint(self, canvas: Canvas) -> None:
        if self.opacity < 1:
            canvas.veil(self.points, self.colour, self.opacity, self.soft)
            return
        lift = 0.03 * min(self.high, 1.6)
        if lift > 0.001:
            canvas.veil([(x + lift, y + lift) for x, y in self.points], _SHADOW, 0.3)
        canvas.polygon(self.points, self.colour)


@dataclass(slots=True)
class Plan(Indoors):
    """Gathers the upper sides and the lights of a piece."""

    canvas: Canvas
    room: Room
    mood: Mood
    light: Colour
    tops: list[_Top] = field(default_factory=list)
    lights: list[tuple[Point, float, Colour, float]] = field(default_factory=list)

    @property
    def length(self) -> float:
        return _FAR / _METRE

    def at(self, x: float, d: float) -> Point:
        return self.room.side * x * _METRE, _WALL + d * _METRE

    def _put(self, points: list[Point], y: Span, colour: Colour) -> None:
        """An upper side at `y[1]` of what begins at `y[0]`."""
        if y[0] < _CEILED:
            self.tops.append(_Top(points, y[1], under(colour, self.light)))

    def slab(self, x: Span, y: Span, d: Span, colour: Colour) -> None:
        (left, right), (far, near) = x, d
        if near - far < _SMALL or right - left < _SMALL:
            return
        spot = [self.at(left, far), self.at(right, far), self.at(right, near), self.at(left, near)]
        self._put(spot, y, lighter(colour, 0.1))

    def pad(self, x: Span, y: Span, d: Span, colour: Colour) -> None:
        self.slab(x, y, d, colour)

    def drum(self, x: float, d: float, y: Span, radius: float, colour: Colour, top: float | None = None) -> None:
        size = max(radius, top or 0.0) * _METRE
        self._put(ring(self.at(x, d), size, size, 28), y, lighter(colour, 0.1))

    def ball(self, at: P3, across: float, down: float, colour: Colour) -> None:
        size = max(across, down) * _METRE
        self._put(ring(self.at(at[0], at[2]), size, size, 20), (at[1] - down, at[1]), colour)

    def mat(self, x: Span, d: Span, y: float, colour: Colour) -> None:
        (left, right), (far, near) = x, d
        self._put([self.at(left, far), self.at(right, far), self.at(right, near), self.at(left, near)], (y, y), colour)

    def pole(self, points: Sequence[P3], thick: float, colour: Colour) -> None:
        """Thin things are not seen from so high."""

    def shape(self, points: Sequence[P3], colour: Colour) -> None:
        """Upright faces are not seen."""

    def smooth(self, points: Sequence[P3], colour: Colour) -> None:
        """Leaves: a patch as wide as the shape."""
        xs, ys = [x for x, _, _ in points], [y for _, y, _ in points]
        size = 0.3 * (max(xs) - min(xs)) * _METRE
        self._put(ring(self.at(sum(xs) / len(xs), points[0][2]), size, size, 14), (max(ys) - 0.1, max(ys)), colour)

    def bright(self, points: Sequence[P3], colour: Colour) -> None:
        """Lights are told by their glow."""

    def veil(self, points: Sequence[P3], colour: Colour, opacity: float, soft: float = 0.0) -> None:
        """A level one is a patch of light or a stain."""
        if max(y for _, y, _ in points) < 0.05:
            spot = [self.at(x, d) for x, _, d in points]
            self.tops.append(_Top(spot, 0.01, colour, opacity, soft * _METRE))

    def glow(self, at: P3, radius: float, colour: Colour, opacity: float) -> None:
        middle = self.at(at[0], at[2])
        if at[1] < self.height - 0.3:
            self.lights.append((middle, radius * _METRE, colour, 0.7 * opacity))

    def outside(self, points: Sequence[P3], view: View) -> None:
        """Windows are in walls."""


def draw_plan(canvas: Canvas, room: Room, mood: Mood) -> None:
    """The floor, what stands on it, the foot of the walls, the light."""
    plan = Plan(canvas, room, mood, light_of(room.motif, mood, room.tint))
    _FLOORS[room.motif.shell.floor](plan)
    tops: list[_Top] = []
    for piece in (*room.motif.back, *room.motif.middle):
        piece(plan)
        tops += _aside(plan.tops)
        plan.tops = []
    for top in sorted(tops, key=lambda top: top.high):
        top.paint(canvas)
    for light in plan.lights:
        canvas.glow(*light)
    _walls(plan)
    if mood.dark or room.motif.shell.shut:
        canvas.veil(corners(canvas.box.grown(0.1)), _SHADOW, 0.26 if mood.dark else 0.12)
        canvas.glow((0.05, 0.0), 0.95, plan.shine, 0.34)


def _aside(tops: list[_Top]) -> list[_Top]:
    """The parts of a piece, out of the way of people: a tall one that stands in theirs is moved to its side."""
    boxes = [top.box for top in tops if top.high > _TALL]
    if not any(_in_the_way(box) for box in boxes):
        return tops
    whole = boxes[0]
    for box in boxes:
        whole = whole.join(box)
    if whole.left < _CLEAR.left and whole.right > _CLEAR.right:
        return [top for top in tops if not _in_the_way(top.box)]
    across = _CLEAR.right - whole.left if whole.middle[0] > 0 else _CLEAR.left - whole.right
    return [top.moved(across) for top in tops] if abs(across) < _ASIDE else []


def _in_the_way(box: Box) -> bool:
    met = box.meet(_CLEAR)
    return met.width > 0 and met.height > 0


def _walls(plan: Plan) -> None:
    canvas, wall = plan.canvas, under(plan.palette.wall, plan.light)
    canvas.veil(corners(Box(-_FAR, _WALL - 0.02, _FAR, _WALL + 0.06)), _SHADOW, 0.4, 0.03)
    canvas.rectangle(Box(-_FAR, -_FAR, _FAR, _WALL), darker(wall, 0.5))
    canvas.rectangle(Box(-_FAR, _WALL - 0.013, _FAR, _WALL), lighter(wall, 0.1))
    half = max(0.62, plan.width / 2 * _METRE)
    for side in (-1, 1):
        inner, outer = sorted((side * half, side * _FAR))
        canvas.rectangle(Box(inner, -_FAR, outer, _FAR), darker(wall, 0.5))
        edge = side * half
        canvas.rectangle(Box(edge - 0.007, _WALL, edge + 0.007, _FAR), lighter(wall, 0.1))


def _ground(plan: Plan) -> Colour:
    floor = under(plan.palette.floor, plan.light)
    plan.canvas.rectangle(plan.canvas.box.grown(0.1), floor)
    return floor


def _boards(plan: Plan, wide: float = 0.09, joints: bool = True) -> None:
    floor, name, canvas = _ground(plan), plan.name, plan.canvas
    first, last = int(canvas.box.left / wide) - 2, int(canvas.box.right / wide) + 2
    for at in range(first, last + 1):
        x = at * wide
        canvas.rectangle(Box(x, -_FAR, x + wide, _FAR), darker(floor, between(0, 0.14, "board", name, at)))
        canvas.rectangle(Box(x, -_FAR, x + 0.0026, _FAR), darker(floor, 0.45))
        for joint in range(-3, 4) if joints else ():
            y = 0.9 * (joint + between(0, 0.8, "joint", name, at, joint))
            canvas.rectangle(Box(x, y, x + wide, y + 0.0022), darker(floor, 0.45))


def _squares(plan: Plan, step: float, tone: Callable[[Colour, int, int], Colour], joint: float) -> None:
    floor, canvas = _ground(plan), plan.canvas
    columns = range(int(canvas.box.left / step) - 2, int(canvas.box.right / step) + 2)
    rows = range(int(canvas.box.top / step) - 2, int(canvas.box.bottom / step) + 2)
    for row in rows:
        for at in columns:
            canvas.rectangle(Box(at * step, row * step, at * step + step, row * step + step), tone(floor, row, at))
    for at in columns:
        canvas.rectangle(Box(at * step, -_FAR, at * step + 0.003, _FAR), darker(floor, joint))
    for row in rows:
        canvas.rectangle(Box(-_FAR, row * step, _FAR, row * step + 0.003), darker(floor, joint))


def _tiles(plan: Plan) -> None:
    _squares(plan, 0.13, lambda floor, row, at: darker(floor, between(0, 0.08, "tile", plan.name, row, at)), 0.2)


def _checker(plan: Plan) -> None:
    dark = under(darker(plan.palette.accent, 0.5), plan.light)
    _squares(plan, 0.14, lambda floor, row, at: dark if (row + at) % 2 else floor, 0.2)


def _parquet(plan: Plan) -> None:
    _squares(plan, 0.18, lambda floor, row, at: darker(floor, 0.13 * ((row + at) % 2)), 0.3)


def _carpet(plan: Plan) -> None:
    floor, half = _ground(plan), plan.width / 2 * _METRE
    for inset, tone in ((0.05, lighter(floor, 0.2)), (0.064, floor), (0.09, lighter(floor, 0.1)), (0.098, floor)):
        plan.canvas.rectangle(Box(-half + inset, _WALL + inset, half - inset, _FAR), tone)


def _concrete(plan: Plan) -> None:
    _squares(plan, 0.7, lambda floor, row, at: darker(floor, 0.06 * ((row + at) % 2)), 0.22)


def _flags(plan: Plan) -> None:
    _squares(plan, 0.22, lambda floor, row, at: darker(floor, between(0, 0.2, "flag", plan.name, row, at)), 0.42)


def _metal(plan: Plan) -> None:
    _squares(plan, 0.27, lambda floor, row, at: darker(floor, 0.12 * ((row + at) % 2)), 0.5)


def _earth(plan: Plan) -> None:
    floor = _ground(plan)
    for at in range(60):
        spot = between(-1.6, 1.6, "earth", plan.name, at), between(-0.9, 0.9, "earth", plan.name, at, "y")
        tone = lighter(floor, 0.1) if chance("earth", at) < 0.5 else darker(floor, 0.2)
        plan.canvas.veil(ring(spot, between(0.03, 0.22, "wide", at), between(0.02, 0.12, "high", at), 16), tone, 0.4)


_FLOORS: dict[Floor, Callable[[Plan], None]] = {
    "boards": _boards, "parquet": _parquet, "tiles": _tiles, "checker": _checker, "carpet": _carpet, "lino": _concrete,
    "concrete": _concrete, "flags": _flags, "metal": _metal, "earth": _earth,
}  # fmt: skip

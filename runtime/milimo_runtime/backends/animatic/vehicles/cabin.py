"""The inside of a bus, a tram, an underground train, a train or a plane: a long cabin seen from the back of its aisle.

Everything is placed by `u` (-1 left wall, 1 right wall), `v` (0 ceiling, 1 floor) and `z`, the distance: 1 where the
people stand, `BACK` at the far end.
"""

from __future__ import annotations

from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, curve
from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.light import lit
from milimo_runtime.backends.animatic.rooms.room import Room
from milimo_runtime.backends.animatic.vehicles.passing import Wall, draw_passing
from milimo_runtime.backends.animatic.vehicles.vehicle import BACK
from milimo_runtime.media.chance import between

_NEAR = 0.02
"""As near as walls go: out of every frame."""
_FIRST, _PITCH = 1.22, 0.46
"""How far the nearest row of seats is and how far each is from the next."""
_WARM: Colour = (255, 214, 158)
_HOLDS = ("bus", "tram", "metro")


@dataclass(frozen=True, slots=True)
class _Cabin:
    """Where things stand in the frame, and the colours of the cabin in its light."""

    room: Room
    mood: Mood
    wall: Colour
    cloth: Colour
    metal: Colour
    floor: Colour

    def at(self, u: float, v: float, z: float) -> Point:
        back = self.room.back
        point = (back.middle[0] + u * back.width / 2, back.top + v * back.height)
        return self.room.nearer(point, BACK / z)

    def plane(self, u: tuple[float, float], v: tuple[float, float], z: tuple[float, float]) -> list[Point]:
        """Four corners: the first of each pair far, the second near, in `u` and `v` alike."""
        return [
            self.at(u[0], v[0], z[0]),
            self.at(u[1], v[0], z[1]),
            self.at(u[1], v[1], z[1]),
            self.at(u[0], v[1], z[0]),
        ]

    @property
    def eye(self) -> float:
        """The `v` of the height of the camera."""
        return (self.room.vanish[1] - self.room.back.top) / self.room.back.height


def _light(mood: Mood) -> Colour:
    """The light of the cabin's own lamps at night, else the hour's."""
    return mix(lit(mood), _WARM, 0.62) if mood.dark else mix(lit(mood), (255, 244, 226), 0.3)


def _cabin_of(room: Room, mood: Mood) -> _Cabin:
    light, name = _light(mood), room.name
    metal: Colour = (206, 166, 62) if room.vehicle == "bus" else (188, 192, 196)
    wall = from_hue(between(0, 1, "cabin", name), 0.07, 0.8)
    if room.vehicle == "train":
        wall = mix(wall, (158, 126, 92), 0.5)
    cloth = from_hue(between(0, 1, "seat", name), 0.46, 0.52)
    floor = mix(room.floor, (92, 94, 100), 0.75)
    return _Cabin(room, mood, *(under(colour, light) for colour in (wall, cloth, metal, floor)))


def draw_cabin(canvas: Canvas, room: Room, mood: Mood) -> None:
    """The shell of the cabin, what passes outside, seats, rails and racks, and the light."""
    cabin = _cabin_of(room, mood)
    with canvas.moved(room.sunk):
        _shell(canvas, cabin)
        _end(canvas, cabin)
        for side in (-1, 1):
            _windows(canvas, cabin, side)
        _lamps(canvas, cabin)
        for side in (-1, 1):
            _overhead(canvas, cabin, side)
        _seats(canvas, cabin)
        if room.vehicle in _HOLDS:
            _rails(canvas, cabin)
        _air(canvas, cabin)


def _shell(canvas: Canvas, cabin: _Cabin) -> None:
    wall, deep = cabin.wall, (BACK, _NEAR)
    canvas.rectangle(canvas.box.grown(0.1), darker(wall, 0.3))
    canvas.polygon(cabin.plane((-1, -1), (0, 1), deep), darker(wall, 0.16))
    canvas.polygon(cabin.plane((1, 1), (0, 1), deep), darker(wall, 0.22))
    for v, colour in ((0.0, lighter(wall, 0.12)), (1.0, cabin.floor)):
        left, right = (-1.0, 1.0)
        canvas.polygon(
            [cabin.at(left, v, BACK), cabin.at(right, v, BACK), cabin.at(right, v, _NEAR), cabin.at(left, v, _NEAR)],
            colour,
        )
    aisle = [cabin.at(u, 1, z) for u, z in ((-0.26, BACK), (0.26, BACK), (0.26, _NEAR), (-0.26, _NEAR))]
    canvas.polygon(aisle, darker(cabin.floor, 0.24))
    for side in (-1, 1):
        edge = [cabin.at(side * u, 1, z) for u, z in ((0.26, BACK), (0.28, BACK), (0.28, _NEAR), (0.26, _NEAR))]
        canvas.polygon(edge, mix(cabin.metal, cabin.floor, 0.35))
        foot = cabin.plane((side, side), (0.9, 1.0), (BACK, _NEAR))
        canvas.polygon(foot, darker(cabin.wall, 0.5))
        canvas.polygon(cabin.plane((side, side), (0.58, 0.6), (BACK, _NEAR)), darker(cabin.wall, 0.36))


def _end(canvas: Canvas, cabin: _Cabin) -> None:
    """The far end: the driver's windscreen in a bus or a tram, else a door with a pane."""
    back, mood = cabin.room.back, cabin.mood
    canvas.rectangle(back, darker(cabin.wall, 0.2))
    wide, high, (x, _) = back.width, back.height, back.middle
    if cabin.room.vehicle in ("bus", "tram"):
        pane = Box(back.left + 0.06 * wide, back.top + 0.16 * high, back.right - 0.06 * wide, back.top + 0.6 * high)
        canvas.rectangle(pane.grown(0.06 * high), darker(cabin.wall, 0.5))
        canvas.gradient(pane, [(pane.top, mood.sky[1]), (pane.bottom, mood.sky[2])])
        if mood.dark:
            for at in range(6):
                spot = (
                    between(pane.left, pane.right, "lamp", at),
                    between(pane.middle[1], pane.bottom, "lamp", at, "y"),
                )
                canvas.ellipse(spot, 0.0022, 0.0022, (255, 214, 140))
        canvas.rectangle(Box(x - 0.004 * wide, pane.top, x + 0.004 * wide, pane.bottom), darker(cabin.wall, 0.5))
        canvas.rectangle(Box(back.left, back.top + 0.66 * high, back.right, back.bottom), darker(cabin.wall, 0.46))
        seat = back.left + 0.26 * wide
        canvas.rectangle(
            Box(seat - 0.06 * wide, back.top + 0.56 * high, seat + 0.06 * wide, back.top + 0.86 * high), (38, 42, 54)
        )
        return
    door = Box(x - 0.17 * wide, back.top + 0.1 * high, x + 0.17 * wide, back.bottom)
    canvas.rectangle(door.grown(0.02 * high), darker(cabin.wall, 0.5))
    canvas.rectangle(door, darker(cabin.wall, 0.3))
    if cabin.room.vehicle != "plane":
        pane = Box(x - 0.1 * wide, back.top + 0.2 * high, x + 0.1 * wide, back.top + 0.55 * high)
        canvas.gradient(pane, [(pane.top, darker(mood.sky[1], 0.3)), (pane.bottom, mood.sky[1])])
    else:
        canvas.rectangle(Box(x - 0.004 * wide, door.top, x + 0.004 * wide, door.bottom), darker(cabin.wall, 0.5))


def _windows(canvas: Canvas, cabin: _Cabin, side: int) -> None:
    """What passes outside along the whole wall, then the wall between the panes over it."""
    wall = darker(cabin.wall, 0.16 if side < 0 else 0.22)
    if cabin.room.vehicle == "plane":
        _portholes(canvas, cabin, side)
        return
    top, bottom, pillar = (0.2, 0.53, 0.16) if cabin.room.vehicle != "metro" else (0.22, 0.5, 0.3)
    outside = Wall(lambda z, v: cabin.at(side, v, z), cabin.eye, top, bottom, BACK * 0.97, 0.05)
    draw_passing(
        canvas, outside, cabin.mood, cabin.room.vehicle == "metro", cabin.room.vehicle == "train", cabin.room.name
    )
    z = BACK
    while z > 0.05:
        far, near = z, max(0.05, z - pillar * 0.5)
        canvas.polygon(cabin.plane((side, side), (top - 0.01, bottom + 0.01), (far, near)), wall)
        canvas.polygon(cabin.plane((side, side), (top, bottom), (near, near * 0.985)), darker(wall, 0.42))
        z -= 0.92 if cabin.room.vehicle != "metro" else 0.76
    for v in (top, bottom):
        canvas.polygon(cabin.plane((side, side), (v - 0.011, v + 0.011), (BACK, 0.05)), darker(wall, 0.42))
    if cabin.room.vehicle in ("bus", "tram"):
        canvas.polygon(cabin.plane((side, side), (0.285, 0.295), (BACK, 0.05)), darker(wall, 0.42))


def _portholes(canvas: Canvas, cabin: _Cabin, side: int) -> None:
    mood = cabin.mood
    sky = mood.sky if mood.dark else (mood.sky[0], lighter(mood.sky[1], 0.2), lighter(mood.sky[2], 0.3))
    z = BACK - 0.3
    while z > 0.1:
        for grow, colour in ((0.05, lighter(cabin.wall, 0.3)), (0.02, darker(cabin.wall, 0.4)), (0.0, sky[1])):
            canvas.polygon(_pane(cabin, side, z, 0.095 + grow * 0.8, 0.36 - grow, 0.53 + grow), colour)
        canvas.polygon(_pane(cabin, side, z, 0.085, 0.44, 0.525), sky[2])
        z -= 0.38


def _pane(cabin: _Cabin, side: int, z: float, long: float, top: float, bottom: float) -> list[Point]:
    low, high = max(0.02, z - long), z + long
    points = [(low, top + 0.03), (low, bottom - 0.03), (z - long * 0.5, bottom), (z + long * 0.5, bottom),
              (high, bottom - 0.03), (high, top + 0.03), (z + long * 0.5, top), (z - long * 0.5, top)]  # fmt: skip
    return curve([cabin.at(side, v, max(0.02, far)) for far, v in points], 6)


def _lamps(canvas: Canvas, cabin: _Cabin) -> None:
    """Lamps along the ceiling; at night they are what there is of light."""
    shine: Colour = (255, 240, 204) if cabin.mood.dark else lighter(cabin.wall, 0.55)
    for side in (-1, 1):
        z = BACK - 0.1
        while z > 0.1:
            far, near = z, max(0.06, z - 0.55)
            u = side * 0.4
            canvas.polygon([cabin.at(u - 0.07, 0, far), cabin.at(u + 0.07, 0, far), cabin.at(u + 0.07, 0, near),
                            cabin.at(u - 0.07, 0, near)], shine)  # fmt: skip
            z -= 0.7


def _overhead(canvas: Canvas, cabin: _Cabin, side: int) -> None:
    """A luggage rack with luggage in a train, lockers in a plane."""
    if cabin.room.vehicle == "plane":
        face = [cabin.at(side * 0.52, 0.2, BACK), cabin.at(side * 0.52, 0.2, _NEAR),
                cabin.at(side * 0.46, 0.02, _NEAR), cabin.at(side * 0.46, 0.02, BACK)]  # fmt: skip
        under_it = [cabin.at(side * 0.52, 0.2, BACK), cabin.at(side * 0.52, 0.2, _NEAR),
                    cabin.at(side, 0.25, _NEAR), cabin.at(side, 0.25, BACK)]  # fmt: skip
        canvas.polygon(under_it, darker(cabin.wall, 0.34))
        canvas.polygon(face, lighter(cabin.wall, 0.2))
        z = BACK - 0.3
        while z > 0.1:
            canvas.stroke(
                [cabin.at(side * 0.46, 0.02, z), cabin.at(side * 0.52, 0.2, z)], 0.008 / z, darker(cabin.wall, 0.3)
            )
            z -= 0.62
    elif cabin.room.vehicle == "train":
        z, at = BACK - 0.15, 0
        while z > 0.3:
            if between(0, 1, "bag", cabin.room.name, side, at) < 0.7:
                _bag(canvas, cabin, side, z, at)
            z, at = z - 0.34, at + 1
        rack = [cabin.at(side, 0.19, BACK), cabin.at(side * 0.62, 0.18, BACK), cabin.at(side * 0.62, 0.18, _NEAR),
                cabin.at(side, 0.19, _NEAR)]  # fmt: skip
        canvas.polygon(rack, darker(cabin.wall, 0.46))
        for v in (0.16, 0.185):
            bar = [cabin.at(side * 0.62, v - 0.005, BACK), cabin.at(side * 0.62, v - 0.005, _NEAR),
                   cabin.at(side * 0.62, v + 0.005, _NEAR), cabin.at(side * 0.62, v + 0.005, BACK)]  # fmt: skip
            canvas.polygon(bar, cabin.metal)


def _bag(canvas: Canvas, cabin: _Cabin, side: int, z: float, at: int) -> None:
    hue, tall = between(0, 1, "bag", at, side, cabin.room.name), between(0.06, 0.12, "tall", at, side)
    leather = under(from_hue(hue, 0.4, 0.5), _light(cabin.mood))
    near = z - 0.24
    canvas.polygon(cabin.plane((side * 0.66, side * 0.66), (0.18 - tall, 0.18), (z, near)), leather)
    canvas.polygon(cabin.plane((side * 0.66, side), (0.18 - tall, 0.18), (near, near)), darker(leather, 0.25))


def _seats(canvas: Canvas, cabin: _Cabin) -> None:
    """Rows of backs on both sides, the far ones first."""
    rows = int((BACK - 0.25 - _FIRST) / _PITCH)
    for row in range(rows, -1, -1):
        for side in (-1, 1):
            _row(canvas, cabin, side, _FIRST + row * _PITCH)


def _row(canvas: Canvas, cabin: _Cabin, side: int, z: float) -> None:
    """Two seats from behind, and the side of the one at the aisle."""
    far = z + 0.3
    cloth = mix(cabin.cloth, darker(cabin.wall, 0.4), min(0.3, 0.09 * (z - _FIRST)))
    tall = 0.42 if cabin.room.vehicle in ("plane", "train") else 0.52
    inner = 0.3
    canvas.polygon(cabin.plane((side * inner, side * inner), (0.74, 0.86), (far, z)), darker(cloth, 0.5))
    canvas.polygon(cabin.plane((side * 0.36, side * 0.42), (0.84, 1.0), (z, z)), darker(cabin.floor, 0.5))
    canvas.polygon(cabin.plane((side * 0.86, side * 0.9), (0.84, 1.0), (z, z)), darker(cabin.floor, 0.5))
    for left, right in ((0.64, 0.97), (inner, 0.62)):
        _back(canvas, cabin, (side * left, side * right), tall, z, cloth)
    if cabin.room.vehicle in _HOLDS:
        bar = [
            cabin.at(side * u, tall + drop, z)
            for u, drop in ((0.32, 0.03), (0.32, -0.022), (0.95, -0.022), (0.95, 0.03))
        ]
        canvas.stroke(bar, 0.013 / z, cabin.metal)


def _back(canvas: Canvas, cabin: _Cabin, u: tuple[float, float], tall: float, z: float, cloth: Colour) -> None:
    one, two = u
    step = (two - one) * 0.12
    outline = [
        cabin.at(one + step, tall, z), cabin.at((one + two) / 2, tall - 0.012, z), cabin.at(two - step, tall, z),
        cabin.at(two, tall + 0.06, z), cabin.at(two, 0.8, z), cabin.at(two - step, 0.87, z),
        cabin.at(one + step, 0.87, z), cabin.at(one, 0.8, z), cabin.at(one, tall + 0.06, z),
    ]  # fmt: skip
    canvas.smooth(outline, darker(cloth, 0.3))
    x, y = cabin.at((one + two) / 2, (tall + 0.87) / 2, z)
    canvas.smooth([(x + (px - x) * 0.86, y + (py - y) * 0.9 - 0.004 / z) for px, py in outline], cloth)
    if cabin.room.vehicle in ("plane", "train"):
        cover = cabin.plane((one + step * 1.6, two - step * 1.6), (tall + 0.012, tall + 0.1), (z, z))
        canvas.polygon(cover, mix(cloth, under((226, 222, 212), _light(cabin.mood)), 0.8))
    else:
        canvas.polygon(
            cabin.plane((one + step * 2, two - step * 2), (tall + 0.1, tall + 0.115), (z, z)), darker(cloth, 0.2)
        )


def _rails(canvas: Canvas, cabin: _Cabin) -> None:
    """Rails under the ceiling with loops to hold, and poles from floor to ceiling at the aisle."""
    for side in (-1, 1):
        u = side * 0.31
        rail = [cabin.at(u - 0.011, 0.1, BACK), cabin.at(u + 0.011, 0.1, BACK), cabin.at(u + 0.011, 0.1, 0.1),
                cabin.at(u - 0.011, 0.1, 0.1)]  # fmt: skip
        low = [cabin.at(u, v, z) for v, z in ((0.09, BACK), (0.09, 0.1), (0.108, 0.1), (0.108, BACK))]
        canvas.polygon(rail, cabin.metal)
        canvas.polygon(low, cabin.metal)
        for at in range(9):
            _loop(canvas, cabin, u, 3.2 - 0.31 * at)
        for z in (_FIRST + 4 * _PITCH, _FIRST + 2 * _PITCH, _FIRST):
            canvas.stroke([cabin.at(u, 0.0, z - 0.02), cabin.at(u, 1.0, z - 0.02)], 0.017 / z, cabin.metal)
            canvas.stroke([cabin.at(u - 0.006, 0.0, z - 0.02), cabin.at(u - 0.006, 1.0, z - 0.02)], 0.004 / z,
                          lighter(cabin.metal, 0.45))  # fmt: skip


def _loop(canvas: Canvas, cabin: _Cabin, u: float, z: float) -> None:
    strap = darker(cabin.metal, 0.6)
    canvas.stroke([cabin.at(u, 0.1, z), cabin.at(u, 0.17, z)], 0.007 / z, strap)
    handle = ((u, 0.17), (u - 0.028, 0.215), (u + 0.028, 0.215), (u, 0.17))
    canvas.stroke([cabin.at(across, down, z) for across, down in handle], 0.006 / z, strap)


def _air(canvas: Canvas, cabin: _Cabin) -> None:
    """The near corners fall off; at night the lamps fill the cabin, by day the windows do."""
    mood, (x, y) = cabin.mood, cabin.room.vanish
    dark: Colour = (8, 9, 22) if mood.dark else (40, 32, 40)
    for side in (-1, 1):
        canvas.veil(corners(Box(side * 1.3 - 0.4, -2.0, side * 1.3 + 0.4, 2.0)), dark, 0.3 if mood.dark else 0.14, 0.2)
    if mood.dark:
        canvas.glow((x, y - 0.12), 1.0, _WARM, 0.24)
        canvas.glow((x, y + 0.3), 0.7, _WARM, 0.14, 0.4)
    elif mood.weather == "clear":
        warm: Colour = (255, 240, 206) if mood.hour == "day" else (255, 190, 128)
        canvas.glow((cabin.room.side * 0.6, y - 0.06), 0.8, warm, 0.22)


def draw_pole(canvas: Canvas, room: Room, mood: Mood, aspect: float) -> None:
    """Close to us at the edge of the frame, a pole to hold on to."""
    x, metal = -room.side * max(0.86, aspect / 2 - 0.03), darker(_cabin_of(room, mood).metal, 0.3)
    for inner, outer, tone in ((-0.024, 0.024, 0.35), (-0.018, 0.012, 0.12), (-0.014, -0.006, 0.0)):
        left, right = x + inner, x + outer
        canvas.rectangle(Box(left, -12.0, right, 12.0), darker(metal, tone))

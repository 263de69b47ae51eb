"""Rooms in one-point perspective: back wall, side walls, floor and ceiling, a window or a wall of glass, furniture."""

from __future__ import annotations

from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, under
from milimo_runtime.backends.animatic.mood import Hour, Mood, says
from milimo_runtime.backends.animatic.vehicle import Vehicle, far_end, vehicle_of
from milimo_runtime.media.chance import between, chance

_PAST = 12.0
"""How far from the vanishing point the floor, the ceiling and the side walls run, units: past any camera term."""
_FOLLOWS = 0.5
"""How much of what the horizon sinks the back wall sinks too: a low camera looks up, a high one down."""
_LEVEL = 0.03
"""The horizon at eye level."""
_FLOOR = 0.2
"""Where the back wall meets the floor at eye level."""

_GLASS = ("lamp room", "lantern room", "greenhouse", "conservatory", "cockpit", "bridge", "curved glass", "gallery")
_LAMP = ("lamp room", "lantern room", "lighthouse")
_SHELVES = ("library", "study", "office", "shop", "store", "bookshop", "pharmacy", "workshop", "archive", "laboratory")
_BARE = ("corridor", "hallway", "cell", "stairwell", "tunnel", "warehouse", "garage", "elevator")
_TABLE = ("kitchen", "dining", "café", "cafe", "diner", "bar", "restaurant", "living", "office", "study", "parlour")


@dataclass(frozen=True, slots=True)
class Room:
    """What a room is made of, read from its words; `vanish` is the point its lines run to.

    All is measured as at eye level; `sunk` is how far the room lies lower in the frame (units) for a camera that
    stands lower.
    """

    name: str
    seed: int
    wall: Colour
    floor: Colour
    vanish: Point
    back: Box
    sunk: float
    glass: bool
    lamp: bool
    shelves: bool
    bare: bool
    table: bool
    side: int
    vehicle: Vehicle | None = None

    def unit(self, *what: object) -> float:
        return chance("room", self.name, self.seed, *what)

    @property
    def ground(self) -> float:
        """Where the floor begins in the frame."""
        return self.back.bottom + self.sunk

    @property
    def reach(self) -> float:
        """How many times its size the back wall has where its edges are out of every frame."""
        x, y = self.vanish
        least = min(x - self.back.left, self.back.right - x, y - self.back.top, self.back.bottom - y)
        return _PAST / least

    def nearer(self, point: Point, times: float) -> Point:
        """A point of the back wall carried along its line of perspective."""
        x, y = self.vanish
        return x + (point[0] - x) * times, y + (point[1] - y) * times


def room_of(name: str, look: str, seed: int, horizon: float) -> Room:
    """The room `name` that looks like `look`, both casefolded."""
    words = f"{name} {look}"
    hue = between(0, 1, "wall", name, seed)
    wall = from_hue(hue, between(0.14, 0.3, "wall", name), between(0.56, 0.7, "wall", name, "value"))
    floor = from_hue(
        between(0.05, 0.1, "floor", name), between(0.3, 0.46, "floor", name), between(0.4, 0.52, "floor", name)
    )
    small = says(words, ("cramped", "tiny", "narrow", "small", "cell", "closet", "elevator"))
    wide = 0.68 if small else 0.92
    lamp = says(words, _LAMP)
    if lamp or says(words, ("brass", "gears", "engine", "machine")):
        wall, floor = (112, 92, 74), (88, 68, 54)
    sunk = _FOLLOWS * (horizon - _LEVEL)
    # Nothing is seen of a floor at the height of the eye: the camera stays above it.
    level = max(-0.34, min(_FLOOR - 0.05, horizon - sunk))
    x, back = between(-0.12, 0.12, "vanish", name), Box(-wide, -0.42, wide, _FLOOR)
    if vehicle := vehicle_of(name, look):
        x *= 0.5
        back = far_end(vehicle, x, level, horizon)
    return Room(
        name, seed, wall, floor, (x, level), back, sunk, says(words, _GLASS), lamp, says(words, _SHELVES),
        says(words, _BARE), says(words, _TABLE), 1 if chance("side", name, seed) < 0.5 else -1, vehicle,
    )  # fmt: skip


def draw_room(canvas: Canvas, room: Room, mood: Mood) -> None:
    """The shell of the room, its opening to the outside, and the light."""
    with canvas.moved(room.sunk):
        _shell(canvas, room, mood)


def _shell(canvas: Canvas, room: Room, mood: Mood) -> None:
    light = lit(mood)
    wall, floor = under(room.wall, light), under(room.floor, light)
    back = corners(room.back)
    near = [room.nearer(point, room.reach) for point in back]
    canvas.rectangle(canvas.box.grown(0.1), darker(wall, 0.4))
    canvas.polygon([back[0], back[1], near[1], near[0]], darker(wall, 0.45))
    canvas.polygon([back[1], back[2], near[2], near[1]], darker(wall, 0.2 if room.side > 0 else 0.32))
    canvas.polygon([back[3], back[0], near[0], near[3]], darker(wall, 0.32 if room.side > 0 else 0.2))
    canvas.polygon([back[3], back[2], near[2], near[3]], floor)
    _boards(canvas, room, floor)
    canvas.gradient(room.back, [(room.back.top, darker(wall, 0.14)), (room.back.bottom, lighter(wall, 0.07))])
    skirting = darker(wall, 0.38)
    canvas.rectangle(Box(room.back.left, room.back.bottom - 0.022, room.back.right, room.back.bottom), skirting)
    for corner, outer in ((back[0], near[0]), (back[1], near[1])):
        canvas.stroke([corner, outer], 0.004, darker(wall, 0.55))
    if room.glass:
        _glass_wall(canvas, room, mood)
    elif not room.bare:
        _window(canvas, room, mood)
    if not room.glass:
        _door(canvas, room, wall)
        _on_the_wall(canvas, room, wall, light)
    _shadows(canvas, room, mood)


_LIT: dict[Hour, Colour] = {
    "night": (156, 146, 158),
    "dawn": (226, 208, 204),
    "day": (250, 248, 242),
    "dusk": (230, 192, 168),
}


def lit(mood: Mood) -> Colour:
    """The colour of a room's light by the hour."""
    return _LIT[mood.hour]


def _boards(canvas: Canvas, room: Room, floor: Colour) -> None:
    low = room.back.bottom
    # As near as twice the frame's lower half; a board's edge grows from 2 to 20 thousandths on the way.
    times = max(1.5, 1.0 / (low - room.vanish[1]))
    for at in range(-14, 15):
        x = room.vanish[0] + at * room.back.width / 9
        far, close = room.nearer((x, low), 1.0), room.nearer((x, low), times)
        canvas.veil([far, (far[0] + 0.002, far[1]), (close[0] + 0.014, close[1]), close], darker(floor, 0.5), 0.35)
    canvas.veil(
        [
            (room.back.left, low),
            (room.back.right, low),
            room.nearer((room.back.right, low), 1.3),
            room.nearer((room.back.left, low), 1.3),
        ],
        darker(floor, 0.6),
        0.4,
        0.02,
    )


def _outside(canvas: Canvas, pane: Box, mood: Mood) -> None:
    canvas.gradient(
        pane, [(pane.top, mood.sky[0]), (pane.top + pane.height * 0.6, mood.sky[1]), (pane.bottom, mood.sky[2])]
    )
    if mood.wet:
        for at in range(int(26 * pane.width / 0.2)):
            x, y = (
                pane.left + pane.width * chance("bead", at, pane.left),
                pane.top + pane.height * 0.9 * chance("bead", at, "y", pane.left),
            )
            canvas.veil(
                [(x, y), (x + 0.0018, y), (x - 0.004, min(pane.bottom, y + 0.035))], lighter(mood.sky[2], 0.6), 0.45
            )
    elif mood.dark:
        for at in range(14):
            x, y = pane.left + pane.width * chance("spark", at), pane.top + pane.height * 0.7 * chance("spark", at, "y")
            canvas.ellipse((x, y), 0.0014, 0.0014, (214, 222, 240))


def _window(canvas: Canvas, room: Room, mood: Mood) -> None:
    middle = room.side * room.back.width * 0.2
    pane = Box(middle - 0.17, -0.3, middle + 0.17, 0.02)
    frame = under((216, 208, 194), lit(mood))
    canvas.rectangle(pane.grown(0.018), frame)
    _outside(canvas, pane, mood)
    canvas.rectangle(Box(middle - 0.005, pane.top, middle + 0.005, pane.bottom), frame)
    canvas.rectangle(Box(pane.left, -0.15, pane.right, -0.142), frame)
    canvas.rectangle(
        Box(pane.left - 0.035, pane.bottom + 0.014, pane.right + 0.035, pane.bottom + 0.03), lighter(frame, 0.2)
    )
    cloth = under(from_hue(between(0, 1, "curtain", room.name), 0.34, 0.6), lit(mood))
    for side in (-1, 1):
        edge = middle + side * 0.2
        canvas.smooth(
            [
                (edge + side * 0.055, -0.345),
                (edge - side * 0.035, -0.345),
                (edge - side * 0.012, -0.14),
                (edge - side * 0.03, 0.07),
                (edge + side * 0.05, 0.07),
            ],
            cloth,
        )
        for fold in (0.0, 0.026):
            canvas.stroke(
                [(edge + side * fold, -0.34), (edge + side * (fold + 0.006), -0.12), (edge + side * fold, 0.06)],
                0.003,
                darker(cloth, 0.3),
            )
    canvas.stroke([(middle - 0.28, -0.345), (middle + 0.28, -0.345)], 0.008, darker(frame, 0.5))
    if not mood.dark:
        warm: Colour = (255, 236, 196) if mood.hour == "day" else (255, 196, 134)
        spill = [
            (pane.left, 0.2),
            (pane.right, 0.2),
            (pane.right + room.side * -0.28 + 0.12, 0.47),
            (pane.left + room.side * -0.28 - 0.12, 0.47),
        ]
        canvas.veil(spill, warm, 0.24 if mood.weather == "clear" else 0.12, 0.014)
        canvas.glow((middle, -0.14), 0.62, warm, 0.2)


def _glass_wall(canvas: Canvas, room: Room, mood: Mood) -> None:
    """Panes all round, curved: each stands a little lower towards the middle."""
    metal = under((176, 138, 76) if room.lamp else (96, 104, 112), lit(mood))
    count = 7
    for at in range(count):
        left = room.back.left + room.back.width * at / count
        right = room.back.left + room.back.width * (at + 1) / count
        _outside(canvas, Box(left, -0.36, right, 0.1), mood)
    for at in range(count + 1):
        x = room.back.left + room.back.width * at / count
        canvas.stroke([(x, -0.42), (x, 0.12)], 0.013, metal)
        canvas.stroke([(x - 0.003, -0.4), (x - 0.003, 0.1)], 0.003, lighter(metal, 0.4))
    for y in (-0.365, -0.13, 0.1):
        bend = [(room.back.left + room.back.width * t / 16, y + 0.018 * (1 - ((t - 8) / 8) ** 2)) for t in range(17)]
        canvas.stroke(bend, 0.014 if y != -0.13 else 0.008, metal)
    for at in range(26):
        x = room.back.left + room.back.width * (at + 0.5) / 26
        canvas.ellipse((x, 0.152), 0.0036, 0.0036, lighter(metal, 0.25))
    canvas.glow((0.0, 0.1), 1.0, (255, 190, 104), 0.2)


def _door(canvas: Canvas, room: Room, wall: Colour) -> None:
    middle = -room.side * room.back.width * 0.3
    wood = darker(mix(wall, (116, 78, 52), 0.65), 0.12)
    canvas.rectangle(Box(middle - 0.108, -0.262, middle + 0.108, 0.2), darker(wood, 0.35))
    canvas.rectangle(Box(middle - 0.09, -0.246, middle + 0.09, 0.2), wood)
    for top, bottom in ((-0.215, -0.06), (-0.025, 0.165)):
        for side in (-1, 1):
            x = middle + side * 0.041
            canvas.rectangle(Box(x - 0.03, top, x + 0.03, bottom), darker(wood, 0.18))
            canvas.rectangle(Box(x - 0.024, top + 0.006, x + 0.03, bottom), darker(wood, 0.06))
    canvas.ellipse((middle + room.side * 0.072, -0.03), 0.008, 0.008, (206, 170, 96))


def _on_the_wall(canvas: Canvas, room: Room, wall: Colour, light: Colour) -> None:
    if room.shelves:
        left = -0.2 if room.side < 0 else -0.1
        for row in range(4):
            y = -0.3 + 0.1 * row
            x, at = left, 0
            while x < left + 0.3:
                wide, tall = between(0.008, 0.02, "book", row, at, room.name), between(0.05, 0.08, "tall", row, at)
                canvas.rectangle(
                    Box(x, y + 0.085 - tall, x + wide - 0.0015, y + 0.085),
                    under(from_hue(between(0, 1, "spine", row, at), 0.4, 0.55), light),
                )
                x, at = x + wide, at + 1
            canvas.rectangle(Box(left - 0.01, y + 0.085, left + 0.32, y + 0.094), darker(wall, 0.5))
    elif not room.bare:
        x = -room.side * 0.02
        canvas.rectangle(Box(x - 0.062, -0.26, x + 0.062, -0.13), darker(wall, 0.55))
        canvas.rectangle(Box(x - 0.053, -0.251, x + 0.053, -0.139), lighter(wall, 0.45))
        canvas.polygon(
            [(x - 0.045, -0.15), (x - 0.01, -0.2), (x + 0.012, -0.176), (x + 0.026, -0.19), (x + 0.045, -0.15)],
            darker(wall, 0.2),
        )
        canvas.ellipse((x + 0.024, -0.22), 0.008, 0.008, (224, 184, 120))


def _shadows(canvas: Canvas, room: Room, mood: Mood) -> None:
    """Corners fall off; at night one lamp makes a pool of warm light."""
    dark: Colour = (8, 9, 22) if mood.dark else (40, 32, 40)
    deep = 0.42 if mood.dark else 0.2
    for side in (-1, 1):
        canvas.veil(corners(Box(side * 1.2 - 0.32, -2.0, side * 1.2 + 0.32, 2.0)), dark, deep, 0.17)
    canvas.veil(corners(Box(-4, -1.2, 4, -0.44)), dark, deep * 0.8, 0.11)
    if mood.dark and not room.glass:
        x = -room.side * 0.12
        canvas.glow((x, -0.2), 0.85, (255, 190, 110), 0.36)
        canvas.glow((x, 0.32), 0.75, (255, 190, 110), 0.2, 0.35)
        _hanging_lamp(canvas, x)


def _hanging_lamp(canvas: Canvas, x: float) -> None:
    canvas.stroke([(x, -1.4), (x, -0.42)], 0.003, (30, 26, 28))
    canvas.polygon([(x - 0.016, -0.43), (x + 0.016, -0.43), (x + 0.064, -0.37), (x - 0.064, -0.37)], (54, 44, 40))
    canvas.polygon(ring((x, -0.368), 0.05, 0.008), (255, 234, 178))


def draw_furniture(canvas: Canvas, room: Room, mood: Mood) -> None:
    """What stands in the room behind the people."""
    with canvas.moved(room.sunk):
        _furniture(canvas, room, mood)


def _furniture(canvas: Canvas, room: Room, mood: Mood) -> None:
    light = lit(mood)
    if room.lamp:
        _great_lamp(canvas, room, light)
        return
    if room.bare:
        return
    wood = under(mix((126, 88, 58), room.floor, 0.3), light)
    x = room.side * 0.5
    if room.table:
        canvas.polygon([(x - 0.24, 0.17), (x + 0.24, 0.17), (x + 0.29, 0.2), (x - 0.29, 0.2)], lighter(wood, 0.14))
        canvas.rectangle(Box(x - 0.29, 0.2, x + 0.29, 0.222), darker(wood, 0.18))
        for leg in (-0.265, 0.25):
            canvas.rectangle(Box(x + leg, 0.222, x + leg + 0.016, 0.4), darker(wood, 0.36))
        canvas.rectangle(Box(x - 0.06, 0.135, x - 0.03, 0.178), under((214, 206, 190), light))
        canvas.ellipse((x + 0.06, 0.172), 0.045, 0.007, under((226, 220, 208), light))
    else:
        cloth = under(from_hue(between(0, 1, "chair", room.name), 0.36, 0.5), light)
        canvas.smooth([(x - 0.14, 0.06), (x + 0.14, 0.06), (x + 0.15, 0.24), (x - 0.15, 0.24)], darker(cloth, 0.2))
        canvas.smooth([(x - 0.17, 0.2), (x + 0.17, 0.2), (x + 0.175, 0.31), (x - 0.175, 0.31)], cloth)
        for side in (-1, 1):
            canvas.smooth(
                [(x + side * 0.14, 0.15), (x + side * 0.19, 0.15), (x + side * 0.19, 0.33), (x + side * 0.14, 0.33)],
                lighter(cloth, 0.1),
            )


def _great_lamp(canvas: Canvas, room: Room, light: Colour) -> None:
    """The lens of a lighthouse on its brass pedestal."""
    x = room.side * 0.3
    brass = under((206, 160, 82), light)
    canvas.polygon([(x - 0.075, 0.13), (x + 0.075, 0.13), (x + 0.11, 0.36), (x - 0.11, 0.36)], darker(brass, 0.42))
    canvas.polygon([(x - 0.055, 0.13), (x - 0.02, 0.13), (x - 0.03, 0.36), (x - 0.08, 0.36)], darker(brass, 0.2))
    for y, wide in ((0.125, 0.125), (0.36, 0.14)):
        canvas.rectangle(Box(x - wide, y - 0.014, x + wide, y + 0.014), brass)
        canvas.rectangle(Box(x - wide, y - 0.014, x + wide, y - 0.007), lighter(brass, 0.4))
    canvas.smooth(
        [
            (x - 0.09, 0.11),
            (x - 0.135, 0.02),
            (x - 0.14, -0.1),
            (x - 0.1, -0.21),
            (x, -0.25),
            (x + 0.1, -0.21),
            (x + 0.14, -0.1),
            (x + 0.135, 0.02),
            (x + 0.09, 0.11),
        ],
        under((134, 168, 172), light),
    )
    for at in range(9):
        y = -0.2 + 0.036 * at
        wide = 0.138 * (1 - ((y + 0.06) / 0.26) ** 2) ** 0.5
        canvas.stroke(
            [(x - wide, y), (x, y + 0.009), (x + wide, y)],
            0.005,
            lighter(under((150, 186, 188), light), 0.3 if at % 2 else 0.05),
        )
    for side in (-1, 0, 1):
        canvas.stroke(
            curve([(x + side * 0.088, 0.11), (x + side * 0.139, -0.06), (x + side * 0.088, -0.22)], closed=False),
            0.009,
            brass,
        )
    canvas.glow((x, -0.06), 0.2, (255, 222, 150), 0.55)
    for at, (dx, y, size) in enumerate(((0.25, 0.26, 0.07), (0.34, 0.35, 0.05), (-0.22, 0.31, 0.055))):
        gear_at = (x - room.side * dx, y)
        for tooth in ring(gear_at, size * 1.1, size * 1.1, 12):
            canvas.ellipse(tooth, size * 0.14, size * 0.14, darker(brass, 0.3))
        canvas.ellipse(gear_at, size, size, darker(brass, 0.22 + 0.06 * at))
        canvas.ellipse(gear_at, size * 0.66, size * 0.66, darker(brass, 0.5))
        canvas.ellipse(gear_at, size * 0.22, size * 0.22, brass)


def draw_close(canvas: Canvas, room: Room, mood: Mood, aspect: float) -> None:
    """Close to us at the edge of the frame, a post of the doorway we look through and its lit side."""
    dark = darker(under(room.wall, lit(mood)), 0.72)
    side, edge = -room.side, max(0.93, aspect / 2 + 0.04)
    for inner, outer, tone in ((0.0, 0.015, 0.0), (0.015, 0.07, 0.3), (0.07, 0.085, 0.12)):
        left, right = sorted((side * (edge + inner), side * (edge + outer)))
        canvas.rectangle(Box(left, -_PAST, right, _PAST), darker(dark, tone))
    canvas.stroke([(side * edge, -_PAST), (side * edge, _PAST)], 0.005, lighter(dark, 0.14))

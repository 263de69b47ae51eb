"""The inside of a car from its back seat: the windscreen and the road, the dashboard, the backs of the front seats."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.light import lit
from milimo_runtime.backends.animatic.rooms.room import Room
from milimo_runtime.media.chance import between, chance, drift

_PAST = 14.0
"""Out of every frame."""
_TOP, _SILL = -0.31, 0.13
"""The upper edge of the windscreen and where the dashboard begins."""
_HUB: Point = (-0.44, _SILL - 0.01)
"""The middle of the wheel."""


def draw_car(canvas: Canvas, room: Room, mood: Mood, driven: bool) -> None:
    """The road and the land ahead, and all of the car that stands before them; `driven`: as who drives sees it."""
    light = mix(lit(mood), (255, 206, 150), 0.65) if mood.dark else lit(mood)
    trim = under(from_hue(between(0, 1, "trim", room.name), 0.12, 0.36), light)
    cloth = under(from_hue(between(0, 1, "seat", room.name), 0.26, 0.48), light)
    with canvas.moved(room.sunk):
        draw_road(canvas, room, mood)
        if mood.wet:
            _rain(canvas, room, mood)
        _frame(canvas, trim)
        _dashboard(canvas, mood, trim)
        if driven:
            _driving(canvas, light)
        else:
            _wheel(canvas)
            for side in (-1, 1):
                _seat(canvas, side, cloth)
        _air(canvas, mood)


def draw_road(canvas: Canvas, room: Room, mood: Mood) -> None:
    """Sky, the land at both sides, the road to the vanishing point, lamps and rain."""
    x, y = room.vanish
    sky, name = mood.sky, room.name
    canvas.gradient(canvas.box.grown(0.1), [(-0.6, sky[0]), (y - 0.2, sky[1]), (y, sky[2])])
    green = mood.air(under((84, 108, 78), mood.light), 0.35)
    count = 120
    line = [(-4 + 8 * at / count, y - 0.03 - 0.035 * (1 + drift(at / 7, "ridge", name))) for at in range(count + 1)]
    canvas.polygon([(-_PAST, y), *line, (_PAST, y), (_PAST, _PAST), (-_PAST, _PAST)], green)
    canvas.rectangle(Box(-_PAST, y, _PAST, _PAST), darker(green, 0.2))
    _trees(canvas, room, mood)
    road = under((104, 104, 112), mood.light)
    canvas.polygon([(x - 0.012, y), (x + 0.012, y), (x + 9.0, y + 4.0), (x - 9.0, y + 4.0)], road)
    for side in (-1, 1):
        canvas.polygon([(x, y), (x + side * 8.4, y + 4), (x + side * 8.1, y + 4)], lighter(road, 0.5))
    for at in range(7):
        near, far = y + 0.3 * 0.62**at, y + 0.3 * 0.62**at * 0.74
        wide = 0.02 * 0.62**at
        canvas.polygon(
            [(x - wide * 0.74, far), (x + wide * 0.74, far), (x + wide, near), (x - wide, near)], lighter(road, 0.6)
        )
    if mood.dark:
        canvas.glow((x, y + 0.1), 0.5, (255, 232, 180), 0.5, 0.36)
        for side in (-1, 1):
            canvas.glow((x + side * 0.045 - 0.09, y + 0.012), 0.06, (255, 244, 214), 0.9)
    if mood.weather in ("fog", "snow"):
        canvas.veil(corners(Box(-_PAST, -1.0, _PAST, _SILL)), lighter(sky[2], 0.3), 0.3)


def _rain(canvas: Canvas, room: Room, mood: Mood) -> None:
    """Drops on the windscreen, and its wipers."""
    for at in range(90):
        px, py = between(-1.2, 1.2, "drop", room.name, at), between(_TOP, _SILL, "drop", room.name, at, "y")
        canvas.veil([(px, py), (px + 0.002, py), (px - 0.003, py + 0.022)], lighter(mood.sky[2], 0.6), 0.5)
    for base in (-0.4, 0.15):
        canvas.stroke([(base, _SILL), (base + 0.34, -0.05)], 0.008, (20, 20, 26))


def _trees(canvas: Canvas, room: Room, mood: Mood) -> None:
    """Trees along the road, the far ones first."""
    x, y = room.vanish
    leaf = under((66, 92, 62), mood.light)
    for at in range(11, -1, -1):
        for side in (-1, 1):
            size = 0.86**at * between(0.8, 1.2, "tree", room.name, at, side)
            foot = (x + side * 1.25 * 0.8**at, y + 0.2 * 0.8**at)
            tone = mood.air(darker(leaf, 0.2 * chance("leaf", at, side)), 0.06 * at)
            canvas.stroke([foot, (foot[0], foot[1] - 0.22 * size)], 0.018 * size, darker(tone, 0.5))
            for lobe in ring((foot[0], foot[1] - 0.28 * size), 0.07 * size, 0.06 * size, 5):
                canvas.ellipse(lobe, 0.085 * size, 0.08 * size, tone)
            if mood.dark and at % 3 == 1:
                canvas.glow((foot[0], foot[1] - 0.3 * size), 0.14 * size, (255, 210, 140), 0.7)


def _frame(canvas: Canvas, trim: Colour) -> None:
    """The roof, the posts at the windscreen and the doors beneath the side windows."""
    roof = lighter(trim, 0.2)
    edge = [(-0.66, _TOP + 0.02), (-0.4, _TOP - 0.012), (0.0, _TOP - 0.02), (0.4, _TOP - 0.012), (0.66, _TOP + 0.02)]
    canvas.polygon([(-_PAST, -0.36), (-1.0, -0.29), *curve(edge, 8, closed=False), (1.0, -0.29), (_PAST, -0.36),
                    (_PAST, -_PAST), (-_PAST, -_PAST)], roof)  # fmt: skip
    canvas.stroke(curve([(-1.0, -0.29), *edge, (1.0, -0.29)], 8, closed=False), 0.01, darker(trim, 0.3))
    for side in (-1, 1):
        post = [
            (side * 0.62, _TOP - 0.02),
            (side * 0.7, _TOP - 0.01),
            (side * 0.94, _SILL + 0.06),
            (side * 0.8, _SILL + 0.06),
        ]
        canvas.polygon(post, darker(trim, 0.12))
        canvas.stroke([post[0], post[3]], 0.005, lighter(trim, 0.25))
        sill = [(side * 0.8, _SILL + 0.02), (side * 1.3, _SILL - 0.01), (side * _PAST, _SILL - 0.12)]
        door = [*sill, (side * _PAST, _PAST), (side * 0.5, _PAST)]
        canvas.polygon(door, darker(trim, 0.28))
        canvas.stroke(sill, 0.014, lighter(trim, 0.12))
        canvas.smooth(
            [(side * 0.98, 0.25), (side * 1.24, 0.24), (side * 1.26, 0.3), (side * 0.98, 0.3)], darker(trim, 0.5)
        )
        canvas.smooth([(side * 0.16, _TOP - 0.05), (side * 0.5, _TOP - 0.06), (side * 0.47, _TOP - 0.005),
                       (side * 0.18, _TOP)], darker(roof, 0.14))  # fmt: skip
    canvas.stroke([(0.0, _TOP - 0.02), (0.0, _TOP + 0.03)], 0.01, (26, 26, 30))
    canvas.smooth(
        [(-0.1, _TOP + 0.03), (0.1, _TOP + 0.03), (0.098, _TOP + 0.075), (-0.098, _TOP + 0.075)], (26, 26, 30)
    )
    canvas.smooth([(-0.09, _TOP + 0.038), (0.09, _TOP + 0.038), (0.088, _TOP + 0.068), (-0.088, _TOP + 0.068)],
                  lighter(trim, 0.35))  # fmt: skip


def _dashboard(canvas: Canvas, mood: Mood, trim: Colour) -> None:
    top = [
        (-0.9, _SILL + 0.03),
        (-0.6, _SILL),
        (-0.34, _SILL - 0.03),
        (-0.1, _SILL),
        (0.4, _SILL + 0.004),
        (0.9, _SILL + 0.03),
    ]
    canvas.polygon([*curve(top, 8, closed=False), (0.9, _PAST), (-0.9, _PAST)], trim)
    canvas.stroke(curve(top, 8, closed=False), 0.006, lighter(trim, 0.25))
    canvas.rectangle(Box(-0.9, 0.27, 0.9, _PAST), darker(trim, 0.4))
    screen = Box(-0.1, _SILL + 0.02, 0.1, _SILL + 0.1)
    canvas.rectangle(screen.grown(0.008), darker(trim, 0.6))
    canvas.rectangle(screen, (72, 110, 138) if mood.dark else (48, 62, 74))
    canvas.stroke([(-0.07, _SILL + 0.08), (-0.01, _SILL + 0.05), (0.06, _SILL + 0.04)], 0.005, (226, 196, 110))
    for side in (-1, 1):
        canvas.rectangle(Box(side * 0.17 - 0.04, _SILL + 0.03, side * 0.17 + 0.04, _SILL + 0.06), darker(trim, 0.55))
    canvas.polygon([(-0.1, 0.25), (0.1, 0.25), (0.16, _PAST), (-0.16, _PAST)], darker(trim, 0.22))
    canvas.stroke([(0.0, 0.38), (0.0, 0.29)], 0.014, darker(trim, 0.7))
    canvas.ellipse((0.0, 0.285), 0.018, 0.018, darker(trim, 0.6))
    for at in (-0.09, 0.09):
        canvas.ellipse((_HUB[0] + at * 0.6, _SILL + 0.008), 0.034, 0.026, (16, 18, 22))
        canvas.ellipse(
            (_HUB[0] + at * 0.6, _SILL + 0.008), 0.026, 0.019, (120, 146, 160) if mood.dark else (60, 66, 72)
        )


def _wheel(canvas: Canvas) -> None:
    rim = ring(_HUB, 0.225, 0.16)
    canvas.stroke([*rim, rim[0]], 0.02, (28, 28, 32))
    canvas.stroke([(_HUB[0] - 0.22, _HUB[1]), (_HUB[0] + 0.22, _HUB[1])], 0.024, (34, 34, 38))
    canvas.ellipse(_HUB, 0.045, 0.036, (40, 40, 46))


def _driving(canvas: Canvas, light: Colour) -> None:
    """The wheel before us, hands on it and sleeves."""
    x, y = -0.36, 0.36
    rim, black = ring((x, y), 0.34, 0.27), (28, 28, 32)
    skin, cloth = under((206, 162, 130), light), under((62, 66, 78), light)
    canvas.stroke([*rim, rim[0]], 0.04, black)
    canvas.polygon([(x - 0.32, y - 0.03), (x + 0.32, y - 0.03), (x + 0.1, y + 0.11), (x - 0.1, y + 0.11)], (36, 36, 42))
    canvas.ellipse((x, y + 0.02), 0.09, 0.07, (48, 48, 54))
    canvas.stroke(rim[len(rim) // 2 + 4 : -4], 0.008, (70, 70, 78))
    for side in (-1, 1):
        px, py = x + side * 0.325, y - 0.075
        arm = [(px + side * 0.03, py + 0.02), (px + side * 0.13, py + 0.3), (px + side * 0.2, 1.2)]
        canvas.stroke(curve(arm, closed=False), 0.14, cloth)
        canvas.stroke([arm[0], (px + side * 0.055, py + 0.09)], 0.1, skin)
        canvas.smooth([(px - 0.05, py - 0.05), (px + 0.045, py - 0.05), (px + 0.06, py + 0.03), (px, py + 0.07),
                       (px - 0.06, py + 0.03)], skin)  # fmt: skip
        for finger in range(3):
            canvas.stroke([(px - 0.045, py - 0.024 + 0.026 * finger), (px + 0.02, py - 0.026 + 0.026 * finger)], 0.005,
                          darker(skin, 0.28))  # fmt: skip


def _seat(canvas: Canvas, side: int, cloth: Colour) -> None:
    """The back of a front seat with its head rest."""
    x = side * 0.44
    for post in (-0.045, 0.045):
        canvas.stroke([(x + post, 0.04), (x + post, 0.12)], 0.01, (150, 152, 156))
    _pad(canvas, (x, -0.02), 0.1, 0.075, darker(cloth, 0.12))
    _pad(canvas, (x, 0.45), 0.235, 0.36, cloth)
    canvas.smooth([(x - 0.15, 0.3), (x + 0.15, 0.3), (x + 0.16, 0.6), (x - 0.16, 0.6)], darker(cloth, 0.16))
    canvas.stroke([(x - 0.15, 0.31), (x + 0.15, 0.31)], 0.007, darker(cloth, 0.4))


def _pad(canvas: Canvas, middle: Point, wide: float, high: float, cloth: Colour) -> None:
    x, y = middle
    cut = ((-0.72, -1), (0.72, -1), (0.95, -0.7), (1, 1), (-1, 1), (-0.95, -0.7))
    outline = [(x + across * wide, y + down * high) for across, down in cut]
    canvas.smooth(outline, darker(cloth, 0.34))
    canvas.smooth([(x + (px - x) * 0.9, y + (py - y) * 0.94) for px, py in outline], cloth)


def _air(canvas: Canvas, mood: Mood) -> None:
    """The corners fall off; at night the instruments and the lamps outside light the inside."""
    dark: Colour = (8, 9, 22) if mood.dark else (30, 26, 34)
    for side in (-1, 1):
        canvas.veil(corners(Box(side * 1.3 - 0.4, -2.0, side * 1.3 + 0.4, 2.0)), dark, 0.34 if mood.dark else 0.16, 0.2)
    if mood.dark:
        canvas.glow((-0.3, 0.2), 0.6, (255, 186, 112), 0.34)
        canvas.glow((0.3, -0.36), 0.6, (255, 206, 140), 0.3)

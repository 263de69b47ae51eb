"""What stands where people are carried: an airport's hall, the shaft of a lift, a capsule."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import BLACK, IRON, RED, SCREEN, STEEL, WHITE
from milimo_runtime.backends.animatic.rooms.site import P3, Site, Span, Wall, on, pane
from milimo_runtime.backends.animatic.rooms.windows import glazed
from milimo_runtime.media.chance import between, chance

_AMBER: Colour = (250, 196, 92)
_SIGN: Colour = (246, 200, 66)


def apron(site: Site, x: Span, y: Span = (0.3, 4.4)) -> None:
    """A wall of glass, and an airliner that stands outside."""
    glazed(site, "back", x, y, 1, "sky", (92, 102, 112))
    (left, right), low = x, y[0]
    wide = right - left
    dark = site.mood.dark
    ground, body = ((58, 64, 78), (146, 152, 170)) if dark else ((142, 144, 146), (238, 240, 242))

    def at(points: list[Span]) -> list[P3]:
        return [(left + wide * a, low + (y[1] - low) * up, 0.024) for a, up in points]

    site.bright(at([(0, 0), (0, 0.2), (1, 0.2), (1, 0)]), ground)
    site.bright(
        at([(0.0, 0.2), (0.0, 0.24), (0.3, 0.27), (0.42, 0.24), (1, 0.26), (1, 0.2)]), mix(ground, (90, 110, 96), 0.5)
    )
    tail, tint = lighter(site.palette.accent, 0.1), darker(body, 0.18)
    if dark:
        tail = darker(tail, 0.3)
    site.bright(at([(0.66, 0.42), (0.73, 0.78), (0.8, 0.78), (0.79, 0.42)]), tail)
    hull: list[Span] = [(0.12, 0.28), (0.15, 0.39), (0.22, 0.45), (0.66, 0.45), (0.82, 0.4), (0.66, 0.29), (0.2, 0.24)]
    site.bright(at(hull), body)
    site.bright(at([(0.12, 0.28), (0.2, 0.24), (0.66, 0.29), (0.82, 0.4), (0.64, 0.33), (0.2, 0.3)]), tint)
    site.bright(at([(0.16, 0.385), (0.2, 0.41), (0.2, 0.37), (0.165, 0.36)]), (56, 74, 98))
    for seat in range(15):
        a = 0.25 + 0.026 * seat
        site.bright(
            at([(a, 0.36), (a, 0.385), (a + 0.012, 0.385), (a + 0.012, 0.36)]), _AMBER if dark else (76, 96, 122)
        )
    site.bright(at([(0.36, 0.31), (0.5, 0.31), (0.62, 0.17), (0.55, 0.17)]), darker(body, 0.3))
    site.bright(at([(0.42, 0.22), (0.42, 0.27), (0.48, 0.27), (0.48, 0.22)]), tint)
    for a in (0.22, 0.47, 0.52):
        site.bright(at([(a, 0.17), (a, 0.25), (a + 0.012, 0.25), (a + 0.012, 0.17)]), (44, 46, 54))
    for bar in range(1, 7):
        a = left + wide * bar / 7
        site.slab((a - 0.04, a + 0.04), y, (0.03, 0.08), (92, 102, 112))
    site.slab(x, (low + 0.66 * (y[1] - low), low + 0.66 * (y[1] - low) + 0.07), (0.03, 0.08), (92, 102, 112))


def departures(site: Site, x: Span, y: Span, d: float) -> None:
    """A board of flights that hangs from the ceiling."""
    (left, right), (low, high) = x, y
    for across in (left + 0.3, right - 0.3):
        site.pole([(across, high, d), (across, site.height, d)], 0.04, IRON)
    site.slab(x, y, (d - 0.12, d), (24, 26, 32))
    site.bright([(left + 0.06, high - 0.24, d + 0.01), (left + 0.06, high - 0.06, d + 0.01), (right - 0.06, high - 0.06,
                 d + 0.01), (right - 0.06, high - 0.24, d + 0.01)], _SIGN)  # fmt: skip
    rows = int((high - low - 0.3) / 0.17)
    for row in range(rows):
        up = high - 0.4 - 0.17 * row
        at = left + 0.12
        for column, share in enumerate((0.12, 0.34, 0.14, 0.2)):
            full = share * (right - left - 0.3)
            long = full * between(0.5, 0.95, "flight", row, column)
            late = column == 3 and chance("late", row) < 0.3
            tint = (232, 92, 72) if late else _AMBER if column == 1 else (226, 230, 232)
            line: list[P3] = [(at, up, d + 0.01), (at, up + 0.08, d + 0.01), (at + long, up + 0.08, d + 0.01),
                              (at + long, up, d + 0.01)]  # fmt: skip
            site.bright(line, tint)
            at += full + 0.06


def check_in(site: Site, x: Span, d: float) -> None:
    """Desks with screens over them and scales beside."""
    left, right = x
    count = max(1, round((right - left) / 1.5))
    wide = (right - left) / count
    for at in range(count):
        a = left + wide * at
        site.slab((a + 0.05, a + wide - 0.5), (0, 1.08), (d - 0.3, d + 0.2), lighter(site.palette.accent, 0.05))
        site.slab((a, a + wide - 0.45), (1.08, 1.14), (d - 0.34, d + 0.26), WHITE)
        site.slab((a + wide - 0.46, a + wide - 0.04), (0, 0.22), (d - 0.3, d + 0.4), STEEL)
        site.slab((a + 0.3, a + 0.72), (1.14, 1.42), (d - 0.2, d - 0.16), BLACK)
        for across in (a + 0.1, a + wide - 0.55):
            site.pole([(across, 1.14, d - 0.3), (across, 2.35, d - 0.3)], 0.04, STEEL)
        site.slab((a + 0.04, a + wide - 0.48), (2.1, 2.5), (d - 0.36, d - 0.28), BLACK)
        site.bright([(a + 0.1, 2.16, d - 0.27), (a + 0.1, 2.44, d - 0.27), (a + wide - 0.54, 2.44, d - 0.27),
                     (a + wide - 0.54, 2.16, d - 0.27)], darker(SCREEN, 0.45))  # fmt: skip
        site.bright([(a + 0.16, 2.27, d - 0.26), (a + 0.16, 2.34, d - 0.26), (a + 0.7, 2.34, d - 0.26), (a + 0.7, 2.27,
                     d - 0.26)], WHITE)  # fmt: skip


def way_sign(site: Site, x: float, d: float, y: float = 3.0) -> None:
    """A yellow sign with an arrow, from the ceiling."""
    for across in (-0.7, 0.7):
        site.pole([(x + across, y + 0.5, d), (x + across, site.height, d)], 0.03, IRON)
    site.slab((x - 0.95, x + 0.95), (y, y + 0.52), (d - 0.06, d), (34, 36, 42))
    face = [(x - 0.9, y + 0.05, d + 0.01), (x - 0.9, y + 0.47, d + 0.01), (x + 0.9, y + 0.47, d + 0.01), (x + 0.9,
            y + 0.05, d + 0.01)]  # fmt: skip
    site.bright(face, _SIGN)
    arrow = ((-0.74, 0.26), (-0.56, 0.4), (-0.56, 0.3), (-0.34, 0.3), (-0.34, 0.22), (-0.56, 0.22), (-0.56, 0.12))
    site.bright([(x + a, y + up, d + 0.02) for a, up in arrow], (30, 30, 36))
    for row, long in enumerate((0.72, 0.5)):
        up = y + 0.3 - 0.14 * row
        site.bright([(x - 0.1, up, d + 0.02), (x - 0.1, up + 0.08, d + 0.02), (x - 0.1 + long, up + 0.08, d + 0.02),
                     (x - 0.1 + long, up, d + 0.02)], (30, 30, 36))  # fmt: skip


def trolley(site: Site, x: float, d: float) -> None:
    """A trolley with suitcases."""
    for across in (-0.3, 0.3):
        site.drum(x + across, d + 0.3, (0, 0.14), 0.06, BLACK)
    site.slab((x - 0.4, x + 0.4), (0.14, 0.2), (d - 0.5, d + 0.4), STEEL)
    site.pad((x - 0.34, x + 0.34), (0.2, 0.48), (d - 0.4, d + 0.3), (126, 60, 58))
    site.pad((x - 0.3, x + 0.28), (0.48, 0.74), (d - 0.35, d + 0.2), (58, 80, 96))
    site.pad((x - 0.2, x + 0.2), (0.74, 0.92), (d - 0.3, d + 0.1), (176, 138, 84))
    for across in (-0.38, 0.38):
        site.pole([(x + across, 0.16, d - 0.48), (x + across, 1.02, d - 0.62)], 0.035, STEEL)
    site.pole([(x - 0.4, 1.02, d - 0.62), (x + 0.4, 1.02, d - 0.62)], 0.05, RED)


def shaft_wall(site: Site) -> None:
    """The doors of the floors above each other, seen from within their shaft, and the numbers beside them."""
    for floor in range(int(site.height / 3.2) + 1):
        low = 0.9 + 3.2 * floor
        site.slab((-0.85, 0.85), (low - 0.18, low), (0, 0.25), darker(STEEL, 0.4))
        site.shape(pane(site, "back", (-0.72, 0.72), (low, low + 2.15), 0.03), darker(STEEL, 0.42))
        site.shape(pane(site, "back", (-0.66, 0.66), (low + 0.05, low + 2.1), 0.035), darker(STEEL, 0.24))
        for a in (-0.33, 0.33):
            site.pole([(a, low + 0.1, 0.04), (a, low + 2.05, 0.04)], 0.03, darker(STEEL, 0.5))
        site.bright(pane(site, "back", (-0.02, 0.02), (low + 0.05, low + 2.1), 0.05), (255, 226, 168))
        site.glow((0, low + 1.0, 0.1), 0.9, (255, 214, 150), 0.3)
        site.slab((-0.6, 0.6), (low + 2.16, low + 2.3), (0, 0.14), IRON)


def shaft_rails(site: Site) -> None:
    """Rails that run up the sides on their brackets, and the counterweight between two of them."""
    half, high = site.width / 2, site.height
    for side in (-1, 1):
        for d in (1.0, 2.6):
            x = side * (half - 0.16)
            low, up = sorted((x - 0.05, x + 0.05))
            site.slab((low, up), (0, high), (d - 0.06, d + 0.06), lighter(STEEL, 0.05))
            for at in range(int(high / 1.1)):
                y = 0.5 + 1.1 * at
                a, b = sorted((side * half, side * (half - 0.24)))
                site.slab((a, b), (y, y + 0.09), (d - 0.12, d + 0.12), darker(IRON, 0.1))
    x = half - 0.3
    site.slab((x - 0.16, x + 0.12), (1.7, 3.6), (1.2, 2.4), (112, 76, 58))
    for at in range(6):
        y = 1.75 + 0.31 * at
        site.slab((x - 0.18, x + 0.12), (y, y + 0.03), (1.18, 2.42), darker((112, 76, 58), 0.4))


def cables(site: Site, d: float = 1.6) -> None:
    """Ropes of steel that hang down the middle, and the buffer under them."""
    for at in range(5):
        x = -0.16 + 0.08 * at
        site.pole([(x, 0.9, d), (x, site.height + 3.0, d)], 0.022, darker(STEEL, 0.25 * (at % 2)))
    site.pole([(0.55, 0.6, d), (0.5, site.height + 3.0, d)], 0.05, BLACK)
    site.drum(-0.9, d, (0, 0.7), 0.14, IRON)
    for at in range(5):
        site.drum(-0.9, d, (0.1 + 0.12 * at, 0.15 + 0.12 * at), 0.2, darker(STEEL, 0.1))
    site.drum(-0.9, d, (0.7, 0.78), 0.22, BLACK)


def ladder(site: Site, wall: Wall, d: float) -> None:
    """Iron rungs up a side wall."""
    for rung in range(int(site.height / 0.32)):
        y = 0.3 + 0.32 * rung
        site.pole([on(site, wall, d, y, 0.14), on(site, wall, d + 0.5, y, 0.14)], 0.035, lighter(IRON, 0.2))
    for deep in (d, d + 0.5):
        site.pole([on(site, wall, deep, 0.1, 0.14), on(site, wall, deep, site.height, 0.14)], 0.04, lighter(IRON, 0.1))


def couch(site: Site, x: float, d: float, colour: Colour | None = None) -> None:
    """A padded couch that leans back, with straps: a capsule."""
    cloth = colour or site.palette.accent
    site.slab((x - 0.3, x + 0.3), (0, 0.34), (d - 0.2, d + 0.3), darker(STEEL, 0.4))
    site.pad((x - 0.4, x + 0.4), (0.34, 1.42), (d - 0.4, d - 0.22), darker(STEEL, 0.2))
    for low, high in ((0.5, 0.8), (0.84, 1.12), (1.16, 1.42)):
        site.pad((x - 0.33, x + 0.33), (low, high), (d - 0.22, d - 0.14), cloth)
    site.pad((x - 0.36, x + 0.36), (0.34, 0.5), (d - 0.2, d + 0.4), lighter(cloth, 0.08))
    for side in (-1, 1):
        site.pole([(x + side * 0.24, 1.4, d - 0.13), (x + side * 0.1, 0.62, d + 0.1)], 0.05, (228, 170, 76))
    site.drum(x, d + 0.1, (0.56, 0.64), 0.07, STEEL)


def round_hatch(site: Site, x: float, y: float = 1.15, radius: float = 0.62) -> None:
    """A round door of steel in the back wall with a pane in it, and stars beyond."""
    turn = [2 * math.pi * at / 40 for at in range(41)]

    def disc(size: float, out: float) -> list[P3]:
        return [(x + size * math.cos(a), y + size * math.sin(a), out) for a in turn[:-1]]

    for size, tint in ((1.22, darker(STEEL, 0.5)), (1.12, lighter(STEEL, 0.2)), (1.0, darker(STEEL, 0.16))):
        site.shape(disc(size * radius, 0.03), tint)
    site.shape(disc(0.56 * radius, 0.04), darker(STEEL, 0.5))
    site.outside(disc(0.48 * radius, 0.045), "space")
    for at in range(8):
        a = turn[5 * at]
        site.ball((x + 1.16 * radius * math.cos(a), y + 1.16 * radius * math.sin(a), 0.05), 0.03, 0.03, IRON)
    site.slab((x + 0.7 * radius, x + 0.9 * radius), (y - 0.1, y + 0.1), (0.04, 0.1), RED)


def switches(site: Site, wall: Wall, d: Span, y: Span = (0.9, 1.7)) -> None:
    """A panel of switches and small lights along a side wall."""
    site.shape(pane(site, wall, d, y, 0.05), (48, 54, 64))
    rows, columns = int((y[1] - y[0]) / 0.14), int((d[1] - d[0]) / 0.16)
    for row in range(rows):
        for at in range(columns):
            a, up = d[0] + 0.06 + 0.16 * at, y[0] + 0.05 + 0.14 * row
            roll = chance("switch", site.name, wall, row, at)
            tint = ((112, 206, 140), _AMBER, SCREEN, RED)[int(roll * 40) % 4]
            if roll < 0.45:
                site.bright(pane(site, wall, (a, a + 0.08), (up, up + 0.06), 0.06), tint)
            else:
                site.shape(pane(site, wall, (a, a + 0.09), (up, up + 0.07), 0.06), (112, 120, 132))


def lift_panel(site: Site, wall: Wall, d: float) -> None:
    """Buttons of the floors on a plate of brass, one lit, and the floor told over them."""
    site.shape(pane(site, wall, (d, d + 0.42), (0.75, 1.75), 0.03), (206, 176, 116))
    site.shape(pane(site, wall, (d + 0.08, d + 0.34), (1.52, 1.68), 0.035), BLACK)
    site.bright(pane(site, wall, (d + 0.16, d + 0.26), (1.55, 1.65), 0.04), (246, 112, 72))
    for row in range(5):
        for column in range(2):
            a, up = d + 0.11 + 0.14 * column, 0.86 + 0.12 * row
            lit = (row, column) == (3, 0)
            face = pane(site, wall, (a, a + 0.07), (up, up + 0.07), 0.04)
            (site.bright if lit else site.shape)(face, (255, 214, 130) if lit else (238, 232, 216))


def hand_rail(site: Site, y: float = 0.95) -> None:
    """A rail along both sides, and the mirror over it on the left."""
    half, near = site.width / 2, 0.9 * site.length
    site.shape(pane(site, "left", (0.25, 2.6), (1.05, 2.05), 0.02), (176, 196, 206))
    site.veil(pane(site, "left", (0.5, 0.9), (1.05, 2.05), 0.03), (240, 248, 252), 0.4, 0.06)
    for side in (-1, 1):
        x = side * (half - 0.07)
        site.pole([(x, y, 0.1), (x, y, near)], 0.05, (206, 170, 96))

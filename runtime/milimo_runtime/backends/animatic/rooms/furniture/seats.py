"""What people sit and lie on."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.rooms.furniture.materials import BRASS, IRON, LEAF, LINEN, STEEL, WHITE
from milimo_runtime.backends.animatic.rooms.site import Site, Span, Wall


def chair(site: Site, x: float, d: float, faces: int = 1, colour: Colour | None = None) -> None:
    """A chair; `faces` 1: towards us, -1: away from us."""
    wood = colour or site.palette.wood
    back = d - 0.2 if faces > 0 else d + 0.2
    if faces > 0:
        site.slab((x - 0.21, x + 0.21), (0.55, 0.95), (back - 0.03, back), darker(wood, 0.1))
    for leg in (-0.19, 0.19):
        for deep in (-0.18, 0.18):
            site.slab(
                (x + leg - 0.02, x + leg + 0.02), (0, 0.44), (d + deep - 0.02, d + deep + 0.02), darker(wood, 0.3)
            )
    site.slab((x - 0.23, x + 0.23), (0.43, 0.49), (d - 0.22, d + 0.22), wood)
    if faces < 0:
        site.slab((x - 0.21, x + 0.21), (0.5, 0.95), (back, back + 0.03), darker(wood, 0.06))


def stool(site: Site, x: float, d: float, high: float = 0.75) -> None:
    site.drum(x, d, (0, 0.03), 0.18, IRON)
    site.drum(x, d, (0.03, high), 0.03, STEEL)
    site.drum(x, d, (high, high + 0.09), 0.19, site.palette.accent)


def armchair(site: Site, x: float, d: float, colour: Colour | None = None) -> None:
    cloth = colour or site.palette.accent
    site.pad((x - 0.42, x + 0.42), (0.2, 1.0), (d - 0.42, d - 0.2), darker(cloth, 0.12))
    site.pad((x - 0.28, x + 0.28), (0.14, 0.46), (d - 0.2, d + 0.4), lighter(cloth, 0.08))
    for side in (-1, 1):
        low, high = sorted((side * 0.28, side * 0.46))
        site.pad((x + low, x + high), (0.08, 0.64), (d - 0.3, d + 0.42), cloth)


def sofa(site: Site, x: float, d: float, wide: float = 2.0, colour: Colour | None = None) -> None:
    cloth = colour or site.palette.accent
    half = wide / 2
    site.pad((x - half, x + half), (0.2, 0.86), (d - 0.45, d - 0.2), darker(cloth, 0.16))
    seats = 3 if wide > 1.8 else 2
    for at in range(seats):
        left = x - half + 0.16 + (wide - 0.32) * at / seats
        right = left + (wide - 0.32) / seats
        site.pad((left, right), (0.4, 0.84), (d - 0.2, d - 0.1), cloth)
        site.pad((left, right), (0.14, 0.45), (d - 0.1, d + 0.42), lighter(cloth, 0.08))
    for side in (-1, 1):
        low, high = sorted((side * (half - 0.18), side * half))
        site.pad((x + low, x + high), (0.06, 0.62), (d - 0.4, d + 0.44), darker(cloth, 0.04))
    site.pad((x - half + 0.26, x - half + 0.62), (0.46, 0.78), (d - 0.1, d), mix(cloth, (232, 196, 120), 0.7))


def bed(site: Site, x: float, d: float, wide: float = 1.6, colour: Colour | None = None) -> None:
    """A bed with its head to the back wall; `d` is where it begins."""
    wood, cover, half = site.palette.wood, colour or site.palette.accent, wide / 2
    site.slab((x - half - 0.06, x + half + 0.06), (0, 1.12), (d, d + 0.08), darker(wood, 0.08))
    site.slab((x - half, x + half), (0.14, 0.34), (d + 0.08, d + 2.1), wood)
    site.slab((x - half, x + half), (0.34, 0.54), (d + 0.08, d + 2.08), LINEN)
    for side in (-1, 1):
        middle = x + side * wide / 4
        site.pad((middle - 0.32, middle + 0.32), (0.52, 0.76), (d + 0.12, d + 0.46), WHITE)
    site.slab((x - half - 0.03, x + half + 0.03), (0.3, 0.58), (d + 0.78, d + 2.12), cover)
    site.mat((x - half - 0.03, x + half + 0.03), (d + 0.66, d + 0.94), 0.585, lighter(LINEN, 0.2))
    site.slab((x - half - 0.06, x + half + 0.06), (0, 0.5), (d + 2.12, d + 2.18), wood)


def hospital_bed(site: Site, x: float, d: float, drip: bool = True) -> None:
    """A raised bed on wheels with rails, a chart and a drip."""
    for across in (-0.4, 0.4):
        for deep in (0.2, 1.9):
            site.drum(x + across, d + deep, (0, 0.16), 0.06, IRON)
            site.slab((x + across - 0.025, x + across + 0.025), (0.12, 0.6), (d + deep - 0.03, d + deep + 0.03), STEEL)
    site.slab((x - 0.46, x + 0.46), (0.4, 1.16), (d, d + 0.05), lighter(STEEL, 0.4))
    site.slab((x - 0.45, x + 0.45), (0.5, 0.58), (d, d + 2.05), STEEL)
    site.slab((x - 0.44, x + 0.44), (0.58, 0.76), (d + 0.04, d + 2.02), WHITE)
    site.shape([(x - 0.42, 0.77, d + 0.8), (x - 0.42, 1.04, d + 0.1), (x + 0.42, 1.04, d + 0.1), (x + 0.42, 0.77,
                d + 0.8)],
               LINEN)  # fmt: skip
    site.pad((x - 0.3, x + 0.3), (0.94, 1.14), (d + 0.1, d + 0.3), WHITE)
    site.slab((x - 0.46, x + 0.46), (0.56, 0.82), (d + 0.82, d + 2.0), mix(site.palette.accent, WHITE, 0.25))
    for side in (-1, 1):
        rail = x + side * 0.47
        for y in (0.84, 0.98):
            site.pole([(rail, y, d + 0.5), (rail, y, d + 1.5)], 0.025, lighter(STEEL, 0.3))
        for deep in (0.5, 1.0, 1.5):
            site.pole([(rail, 0.6, d + deep), (rail, 0.98, d + deep)], 0.02, lighter(STEEL, 0.2))
    site.slab((x - 0.46, x + 0.46), (0.42, 0.92), (d + 2.04, d + 2.08), lighter(STEEL, 0.4))
    site.slab((x - 0.12, x + 0.14), (0.56, 0.86), (d + 2.08, d + 2.1), (232, 226, 196))
    if drip:
        stand(site, x - 0.78 if x > 0 else x + 0.78, d + 0.3)


def stand(site: Site, x: float, d: float) -> None:
    """A drip on its stand."""
    site.drum(x, d, (0, 0.05), 0.22, IRON)
    site.pole([(x, 0.05, d), (x, 1.95, d)], 0.03, STEEL)
    site.pole([(x - 0.16, 1.92, d), (x + 0.16, 1.92, d)], 0.025, STEEL)
    site.pad((x - 0.2, x - 0.06), (1.5, 1.86), (d, d + 0.02), (196, 220, 226))
    site.pad((x - 0.19, x - 0.07), (1.51, 1.68), (d + 0.02, d + 0.03), (226, 206, 150))
    site.pole([(x - 0.13, 1.5, d), (x - 0.1, 1.1, d), (x + 0.2, 0.95, d)], 0.012, (206, 214, 216))


def bunks(site: Site, x: float, d: float, long: float = 1.95, colour: Colour | None = None) -> None:
    """Two berths along a side wall, one above the other; `x` is their inner edge."""
    wood = site.palette.wood
    inner, outer = (x, site.width / 2) if x > 0 else (-site.width / 2, x)
    for y in (0.36, 1.42):
        site.slab((inner, outer), (y - 0.14, y), (d, d + long), wood)
        site.slab((inner, outer), (y, y + 0.14), (d, d + long), LINEN)
        site.pad((inner + 0.08, outer - 0.08), (y + 0.13, y + 0.27), (d + 0.04, d + 0.4), WHITE)
        site.slab((inner, outer), (y + 0.02, y + 0.18), (d + 0.6, d + long), colour or site.palette.accent)
    edge = x
    for deep in (d, d + long):
        site.slab((edge - 0.04, edge + 0.04), (0, 1.75), (deep - 0.04, deep + 0.04), darker(wood, 0.16))
    for rung in range(5):
        site.pole([(edge, 0.3 + 0.28 * rung, d + long - 0.5), (edge, 0.3 + 0.28 * rung, d + long - 0.1)], 0.03, wood)


def cot(site: Site, x: float, d: float) -> None:
    """A narrow bed of iron: a cell, a barracks, a tent."""
    site.slab((x - 0.4, x + 0.4), (0.34, 0.42), (d, d + 1.9), IRON)
    for across in (-0.37, 0.37):
        for deep in (0.05, 1.85):
            site.slab(
                (x + across - 0.02, x + across + 0.02), (0, 0.8 if deep < 1 else 0.5), (d + deep, d + deep + 0.04), IRON
            )
    site.slab((x - 0.38, x + 0.38), (0.42, 0.54), (d, d + 1.9), LINEN)
    site.pad((x - 0.26, x + 0.26), (0.53, 0.68), (d + 0.06, d + 0.36), WHITE)
    site.slab((x - 0.4, x + 0.4), (0.4, 0.57), (d + 0.7, d + 1.9), site.palette.accent)


def cradle(site: Site, x: float, d: float) -> None:
    """A child's bed with bars."""
    wood = lighter(site.palette.wood, 0.3)
    site.slab((x - 0.6, x + 0.6), (0.36, 0.5), (d - 0.32, d + 0.32), WHITE)
    site.pad((x - 0.54, x - 0.2), (0.5, 0.62), (d - 0.2, d + 0.2), WHITE)
    site.slab((x - 0.1, x + 0.58), (0.5, 0.6), (d - 0.3, d + 0.3), site.palette.accent)
    for at in range(9):
        across = x - 0.58 + 0.145 * at
        site.slab((across - 0.015, across + 0.015), (0.2, 0.95), (d + 0.31, d + 0.33), wood)
    for y in (0.2, 0.95):
        site.slab((x - 0.62, x + 0.62), (y - 0.03, y + 0.03), (d + 0.3, d + 0.35), wood)
    for side in (-1, 1):
        site.slab((x + side * 0.62 - 0.03, x + side * 0.62 + 0.03), (0, 1.05), (d + 0.28, d + 0.36), wood)


def bench(site: Site, x: float, d: float, wide: float = 1.8, colour: Colour | None = None) -> None:
    wood = colour or site.palette.wood
    for side in (-0.44, 0.4):
        site.slab((x + side * wide, x + side * wide + 0.07), (0, 0.42), (d - 0.16, d + 0.16), darker(wood, 0.3))
    site.slab((x - wide / 2, x + wide / 2), (0.41, 0.48), (d - 0.2, d + 0.2), wood)


def berth(site: Site, wall: Wall, d: Span) -> None:
    """An upholstered bench along a side wall with head rests, and a rack with luggage over it: a compartment."""
    cloth, half = site.palette.accent, site.width / 2
    side = -1 if wall == "left" else 1

    def across(inner: float, outer: float) -> Span:
        low, high = sorted((side * (half - inner), side * (half - outer)))
        return low, high

    site.slab(across(0.5, 0.0), (0, 0.3), d, darker(site.palette.wood, 0.2))
    places = max(2, round((d[1] - d[0]) / 0.66))
    for at in range(places):
        far, near = (d[0] + (d[1] - d[0]) * (at + end) / places for end in (0.02, 0.98))
        site.slab(across(0.22, 0.0), (0.44, 1.36), (far, near), darker(cloth, 0.1 + 0.06 * (at % 2)))
        face = side * (half - 0.225)
        site.shape([(face, 1.1, far + 0.1), (face, 1.32, far + 0.1), (face, 1.32, near - 0.1), (face, 1.1, near - 0.1)],
                   LINEN)  # fmt: skip
        site.slab(across(0.58, 0.0), (0.3, 0.46), (far, near), cloth)
    for at in range(places):
        far = d[0] + (d[1] - d[0]) * (at + 0.2) / places
        site.slab(across(0.4, 0.05), (1.86, 2.06 + 0.06 * (at % 2)), (far, far + 0.42),
                  ((128, 78, 52), (74, 84, 70), (92, 62, 66))[at % 3])  # fmt: skip
    site.slab(across(0.46, 0.0), (1.8, 1.85), d, BRASS)


def seat_row(site: Site, x: float, d: float, count: int, colour: Colour | None = None) -> None:
    """Chairs joined in a row that face us: a waiting room."""
    shell = colour or site.palette.accent
    site.slab((x - 0.3 * count, x + 0.3 * count), (0.34, 0.4), (d, d + 0.08), IRON)
    for at in range(count):
        middle = x + 0.6 * (at - (count - 1) / 2)
        site.pad((middle - 0.25, middle + 0.25), (0.5, 0.98), (d - 0.22, d - 0.16), darker(shell, 0.1))
        site.pad((middle - 0.25, middle + 0.25), (0.4, 0.5), (d - 0.16, d + 0.26), shell)


def pews(site: Site, d: float, rows: int, aisle: float = 0.9, gap: float = 1.05) -> None:
    """Rows of pews on both sides of an aisle, seen from behind; the far ones first."""
    wood, half = site.palette.wood, site.width / 2 - 1.3
    for row in range(rows):
        near = d + gap * row
        for side in (-1, 1):
            left, right = sorted((side * aisle, side * half))
            site.slab((left, right), (0.4, 0.46), (near - 0.5, near - 0.06), lighter(wood, 0.06))
            site.slab((left, right), (0.0, 0.94), (near - 0.06, near), darker(wood, 0.08))
            site.slab((left - 0.02, right + 0.02), (0.94, 1.0), (near - 0.1, near + 0.02), lighter(wood, 0.1))
            inner = side * aisle
            site.slab((inner - 0.05, inner + 0.05), (0, 1.06), (near - 0.5, near + 0.02), wood)


def stalls(site: Site, d: float, rows: int, rise: float = 0.0) -> None:
    """Rows of folding seats seen from behind: a theatre, a cinema."""
    cloth, half = site.palette.accent, site.width / 2 - 0.4
    count = int(2 * half / 0.62)
    for row in range(rows):
        near, foot = d + 0.95 * row, rise * row
        for at in range(count):
            x = -half + 0.62 * (at + 0.5)
            if abs(x) < 0.42:
                continue
            site.pad(
                (x - 0.26, x + 0.26), (foot + 0.3, foot + 0.98), (near - 0.1, near), darker(cloth, 0.1 * (row % 2))
            )
            site.pad((x - 0.19, x + 0.19), (foot + 0.44, foot + 0.9), (near, near + 0.01), lighter(cloth, 0.08))


def throne(site: Site, x: float, d: float) -> None:
    """A throne on three steps under a canopy."""
    cloth = site.palette.accent
    for step in range(3):
        wide = 1.7 - 0.35 * step
        site.slab(
            (x - wide, x + wide), (0.16 * step, 0.16 * step + 0.16), (d - 0.6, d + 1.5 - 0.36 * step), (166, 158, 150)
        )
    site.shape([(x - 1.1, 0.48, d - 0.6), (x - 1.1, 3.6, d - 0.6), (x + 1.1, 3.6, d - 0.6), (x + 1.1, 0.48, d - 0.6)],
               darker(cloth, 0.3))  # fmt: skip
    for fold in range(7):
        across = x - 1.0 + 0.32 * fold
        site.shape([(across, 0.48, d - 0.59), (across, 3.6, d - 0.59), (across + 0.1, 3.6, d - 0.59),
                    (across + 0.14, 0.48, d - 0.59)], darker(cloth, 0.12))  # fmt: skip
    site.slab((x - 1.25, x + 1.25), (3.5, 3.85), (d - 0.6, d + 0.3), cloth)
    site.slab((x - 1.25, x + 1.25), (3.44, 3.52), (d - 0.6, d + 0.32), BRASS)
    site.slab((x - 0.5, x + 0.5), (0.48, 2.1), (d - 0.3, d - 0.16), BRASS)
    site.pad((x - 0.38, x + 0.38), (0.9, 1.96), (d - 0.16, d - 0.12), cloth)
    site.shape([(x - 0.5, 2.1, d - 0.16), (x, 2.6, d - 0.16), (x + 0.5, 2.1, d - 0.16)], BRASS)
    site.ball((x, 2.28, d - 0.1), 0.1, 0.1, cloth)
    site.slab((x - 0.5, x + 0.5), (0.48, 0.84), (d - 0.16, d + 0.42), darker(BRASS, 0.2))
    site.pad((x - 0.4, x + 0.4), (0.82, 0.96), (d - 0.14, d + 0.4), cloth)
    for side in (-1, 1):
        site.slab((x + side * 0.5 - 0.08, x + side * 0.5 + 0.08), (0.48, 1.26), (d - 0.16, d + 0.4), BRASS)


def lounger(site: Site, x: float, d: float) -> None:
    """A bench with a pad and a rack of weights over it."""
    site.slab((x - 0.28, x + 0.28), (0.36, 0.42), (d - 0.5, d + 0.7), IRON)
    site.pad((x - 0.26, x + 0.26), (0.42, 0.52), (d - 0.5, d + 0.7), site.palette.accent)
    for side in (-1, 1):
        site.slab((x + side * 0.5 - 0.04, x + side * 0.5 + 0.04), (0, 1.3), (d - 0.44, d - 0.36), STEEL)
    site.pole([(x - 1.0, 1.26, d - 0.4), (x + 1.0, 1.26, d - 0.4)], 0.04, lighter(STEEL, 0.3))
    for side in (-1, 1):
        for out, size in ((0.72, 0.26), (0.82, 0.2)):
            site.slab(
                (x + side * out - 0.04, x + side * out + 0.04), (1.26 - size, 1.26 + size), (d - 0.6, d - 0.2), IRON
            )


def hay(site: Site, x: float, d: float, wide: float = 1.1, high: int = 2) -> None:
    """Bales, one on the other, and loose straw before them."""
    straw: Colour = (206, 170, 92)
    for row in range(high):
        for at in range(2 if row < high - 1 else 1):
            left = x - wide / 2 + at * wide / 2 + 0.12 * row
            site.slab((left, left + wide / 2 * (1 if row < high - 1 else 1.6)), (0.48 * row, 0.48 * row + 0.46),
                      (d, d + 0.75), darker(straw, 0.07 * ((row + at) % 2)))  # fmt: skip
            site.shape([(left + 0.14, 0.48 * row, d + 0.751), (left + 0.14, 0.48 * row + 0.46, d + 0.751),
                        (left + 0.17, 0.48 * row + 0.46, d + 0.751), (left + 0.17, 0.48 * row, d + 0.751)],
                       darker(straw, 0.4))  # fmt: skip
    site.smooth([(x - wide / 2 - 0.2, 0, d + 0.9), (x, 0.12, d + 0.85), (x + wide / 2 + 0.2, 0, d + 0.95),
                 (x, 0, d + 1.1)], lighter(straw, 0.1))  # fmt: skip


def plant(site: Site, x: float, d: float, high: float = 1.3) -> None:
    """A plant in a pot."""
    pot = 0.3 * min(1.2, high)
    site.drum(x, d, (0, pot), 0.13, (168, 104, 76), 0.18)
    for at, (lean, rise) in enumerate(((-0.42, 0.66), (0.4, 0.7), (-0.26, 0.9), (0.24, 0.94), (0.0, 1.0), (-0.55, 0.45),
                                       (0.54, 0.48))):  # fmt: skip
        tip = (x + lean * high * 0.62, pot + rise * (high - pot), d)
        middle = (x + lean * high * 0.3, pot + rise * (high - pot) * 0.62)
        leaf = darker(LEAF, 0.3 * (at % 2)) if at % 3 else lighter(LEAF, 0.14)
        site.smooth([(x, pot, d), (middle[0] - 0.07, middle[1], d), tip, (middle[0] + 0.07, middle[1] - 0.04, d)], leaf)

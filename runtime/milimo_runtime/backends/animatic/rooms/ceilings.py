"""What the ceilings of rooms are made of, drawn in perspective."""

from __future__ import annotations

from collections.abc import Callable

from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.rooms.floors import kept
from milimo_runtime.backends.animatic.rooms.motif import Ceiling
from milimo_runtime.backends.animatic.rooms.perspective import Perspective
from milimo_runtime.media.chance import between, chance

OPEN: tuple[Ceiling, ...] = ("rafters", "ridge", "vault", "rock", "ribs", "glass")
"""Ceilings that meet the walls without a moulding."""


def _flat(site: Perspective) -> None:
    half, tone = site.width / 2, site.palette.ceiling
    site.mat((-half, half), (0, 0.35), site.height, darker(tone, 0.22))


def _beams(site: Perspective) -> None:
    """Beams across the room, the far ones first."""
    half, wood = site.width / 2, darker(site.palette.wood, 0.25)
    for at in range(7):
        d = 0.5 + 1.35 * at
        if d < site.length - 0.4:
            site.slab((-half, half), (site.height - 0.24, site.height), (d, d + 0.22), wood)


def _panels(site: Perspective) -> None:
    """A grid of tiles with strip lights; they shine where the lamps are on."""
    half, tone = site.width / 2, site.palette.ceiling
    for row in range(int(site.length / 0.9)):
        site.mat((-half, half), (0.9 * row, 0.9 * row + 0.03), site.height, darker(tone, 0.3))
    for at in range(int(site.width / 0.9) + 1):
        x = -half + 0.9 * at
        site.mat((x, x + 0.03), (0, site.length), site.height, darker(tone, 0.3))
    _strips_of_light(site, (0.0,) if site.width < 4 else (-site.width / 4, site.width / 4))


def _strips_of_light(site: Perspective, places: tuple[float, ...]) -> None:
    for x in places:
        for at in range(5):
            d = 0.7 + 2.0 * at
            if d + 1.2 > site.length:
                continue
            strip = [(x - 0.16, site.height, d), (x + 0.16, site.height, d), (x + 0.16, site.height, d + 1.2),
                     (x - 0.16, site.height, d + 1.2)]  # fmt: skip
            if site.lamps:
                site.bright(strip, lighter(site.shine, 0.4))
            else:
                site.shape(strip, lighter(site.palette.ceiling, 0.5))
        if site.mood.dark:
            site.glow((x, site.height, 2.0), 2.4, site.shine, 0.3)


def _vault(site: Perspective) -> None:
    """Ribs that spring from the walls to a ridge, bay after bay."""
    half, high = site.width / 2, site.height
    stone = site.palette.ceiling
    spring, count = 0.62 * high, 9
    for bay in range(5, -1, -1):
        d = 0.35 + 1.9 * bay
        if d > site.length - 0.5:
            continue
        for inset, deep, tone in ((0.0, 0.34, 0.36), (0.12, 0.0, 0.0)):
            outer, inner = [], []
            for at in range(count + 1):
                share = at / count * 2 - 1
                rise = (high - spring) * (1 - abs(share) ** 1.7)
                outer.append((half * share, spring + rise + 0.02, d + deep))
                inner.append(((half - 0.3 + inset) * share, spring + rise * 0.93 - 0.22 + inset, d + deep))
            site.shape([*outer, *reversed(inner)], darker(stone, tone))


def _pipes(site: Perspective) -> None:
    for x, thick, tone in ((-0.32, 0.16, (150, 92, 64)), (-0.2, 0.1, (120, 124, 120)), (0.3, 0.2, (104, 116, 118))):
        y = site.height - 0.24
        at = x * site.width
        site.slab((at - thick / 2, at + thick / 2), (y - thick, y), (0, site.length), tone)
        for d in (1.0, 3.2, 5.4):
            site.slab((at - thick / 2 - 0.03, at + thick / 2 + 0.03), (y - thick - 0.03, y + 0.24), (d, d + 0.08),
                      darker(tone, 0.35))  # fmt: skip


def _coffers(site: Perspective) -> None:
    half, tone = site.width / 2, site.palette.ceiling
    step = site.width / max(3, round(site.width / 1.5))
    for row in range(int(site.length / step) + 1):
        for at in range(round(site.width / step)):
            x, d = -half + step * at, step * row
            site.mat((x + 0.14, x + step - 0.14), (d + 0.14, d + step - 0.14), site.height, darker(tone, 0.32))
            site.mat((x + 0.24, x + step - 0.24), (d + 0.24, d + step - 0.24), site.height, darker(tone, 0.2))


def _rocky(site: Perspective) -> None:
    half, name = site.width / 2, site.name
    for at in range(40):
        x, d = between(-half, half, "roof", name, at), 8 * chance("roof", name, at, "d")
        size, drop = between(0.2, 0.7, "roof", at, "s"), between(0, 0.3, "roof", at, "drop")
        tone = darker(site.palette.ceiling, between(0, 0.4, "roof", at, "tone"))
        spot = [(x - size, site.height, d), (x, site.height - drop, d + 0.2 * size), (x + size, site.height, d),
                (x, site.height, d + size)]  # fmt: skip
        site.shape(kept(site, spot), tone)


def _glazed(site: Perspective) -> None:
    half = site.width / 2
    high = site.height
    for at in range(8, -1, -1):
        d = 1.2 * at
        if d + 1.2 < site.length:
            site.outside([(-half, high, d), (half, high, d), (half, high, d + 1.2), (-half, high, d + 1.2)], "sky")
    metal = site.palette.wood
    for at in range(9):
        d = 1.2 * at
        if d < site.length - 0.3:
            site.slab((-half, half), (high - 0.1, high), (d, d + 0.07), metal)
    for x in (-0.5, -0.25, 0.0, 0.25, 0.5):
        site.mat((x * site.width - 0.03, x * site.width + 0.03), (0, site.length), high - 0.05, metal)


def _rafters(site: Perspective) -> None:
    """The underside of a pitched roof: the ridge runs away from us, the walls lean in."""
    half, high = site.width / 2, site.height
    wood, knee = site.palette.wood, 0.34 * site.height
    for side in (-1, 1):
        slope = [(side * half, knee, 0.0), (0.0, high, 0.0), (0.0, high, site.length), (side * half, knee, site.length)]
        site.shape(slope, darker(site.palette.ceiling, 0.3 if side < 0 else 0.12))
    for at in range(6, -1, -1):
        d = 0.12 + 1.35 * at
        if d > site.length - 0.5:
            continue
        for side in (-1, 1):
            rafter = [(side * half, knee, d), (0, high, d), (0, high - 0.2, d), (side * (half - 0.12), knee - 0.1, d)]
            site.shape([(x, y, deep + 0.18) for x, y, deep in rafter], darker(wood, 0.12 if side < 0 else 0.0))
        site.slab(
            (-0.55 * half, 0.55 * half), (0.68 * high, 0.68 * high + 0.15), (d + 0.05, d + 0.2), darker(wood, 0.2)
        )
    site.slab((-0.1, 0.1), (high - 0.22, high), (0, site.length), darker(wood, 0.3))


def _ribs(site: Perspective) -> None:
    """Frames of a hull: straight at the sides, cut at the shoulders."""
    half, high, tone = site.width / 2, site.height, site.palette.wall
    for at in range(6, -1, -1):
        d = 0.3 + 1.25 * at
        if d > site.length - 0.4:
            continue
        for side in (-1, 1):
            outline = [(half, 0.0), (half, high), (0.5 * half, high), (half * 0.42, high - 0.14),
                       (half * 0.74, high - 0.2), (half - 0.16, high - 0.62), (half - 0.16, 0.0)]  # fmt: skip
            site.shape([(side * x, y, d + 0.2) for x, y in outline], darker(tone, 0.4 if side < 0 else 0.22))
            site.shape([(side * (x + 0.02), y, d) for x, y in outline[3:]] +
                       [(side * x, y, d + 0.2) for x, y in reversed(outline[3:])], darker(tone, 0.1))  # fmt: skip
    _strips_of_light(site, (0.0,))


def _ridge(site: Perspective) -> None:
    """A tent: two slopes of cloth from the walls to the ridge pole."""
    half, high, wall = site.width / 2, site.height, 0.5 * site.height
    cloth = site.palette.wall
    for side in (-1, 1):
        slope = [(side * half, wall, 0.0), (0.0, high, 0.0), (0.0, high, site.length), (side * half, wall, site.length)]
        site.shape(slope, darker(cloth, 0.22 if side < 0 else 0.02))
        for at in range(8):
            d = 1.1 * at
            if d < site.length - 0.3:
                site.pole([(side * half, wall, d), (0, high, d)], 0.025, darker(cloth, 0.32))
    site.pole([(0, high - 0.05, 0), (0, high - 0.05, site.length * 0.9)], 0.07, site.palette.wood)
    site.slab((-0.05, 0.05), (0, high), (0.2, 0.3), site.palette.wood)


CEILINGS: dict[Ceiling, Callable[[Perspective], None]] = {
    "plain": _flat, "beams": _beams, "grid": _panels, "vault": _vault, "pipes": _pipes, "coffers": _coffers,
    "rock": _rocky, "glass": _glazed, "rafters": _rafters, "ribs": _ribs, "ridge": _ridge,
}  # fmt: skip

"""What grows: trees of kinds, bushes, reeds, grass and what is like them. Each has a light side and a dark one."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.canvas import Box, Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, Row, Spot

GREENS: tuple[Colour, ...] = ((70, 108, 70), (88, 118, 66), (62, 98, 78), (98, 122, 72))
PINES: tuple[Colour, ...] = ((46, 82, 68), (54, 88, 64), (40, 74, 72))
JUNGLE: tuple[Colour, ...] = ((44, 106, 66), (70, 128, 60), (36, 92, 74), (92, 138, 62))
STRAW: tuple[Colour, ...] = ((206, 176, 98), (190, 164, 92), (216, 186, 112))
DRY: tuple[Colour, ...] = ((142, 128, 84), (128, 122, 82), (154, 134, 90))
BARK: tuple[Colour, ...] = ((92, 72, 60), (84, 70, 64), (104, 82, 64))
DEAD: tuple[Colour, ...] = ((74, 68, 66), (86, 78, 72), (66, 60, 60))


def _leaf(art: Art, spot: Spot, share: float = 0.5) -> Colour:
    """The foliage's colour where it stands; snow lies on `share` of it."""
    return art.tone(art.covered(spot.colour, share), spot.away)


def pine(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    tone = _leaf(art, spot, 0.22)
    left, right = art.sides(tone)
    art.canvas.rectangle(spot.box(-0.022, -0.2, 0.022), darker(tone, 0.45))
    for tier in range(4):
        base, half = foot - tall * (0.12 + 0.19 * tier), tall * (0.25 - 0.05 * tier)
        tip = (x, base - tall * 0.36)
        art.canvas.polygon([(x - half, base), (x, base + half * 0.22), tip], left)
        art.canvas.polygon([(x + half, base), (x, base + half * 0.22), tip], right)
        if art.snowy:
            cap = art.tone(SNOW, spot.away)
            art.canvas.polygon([(x - half * 0.62, base - tall * 0.1), (x + half * 0.5, base - tall * 0.13), tip], cap)


def leafy(art: Art, spot: Spot) -> None:
    """A broad tree with a round crown."""
    x, foot, tall = spot.x, spot.foot, spot.size
    tone, bark = _leaf(art, spot, 0.55), art.tone((88, 70, 58), spot.away)
    art.shadow(x, foot, tall * 0.3, 0.2 * (1 - spot.away))
    lean = tall * art.span(-0.05, 0.05, "lean", *spot.key)
    art.canvas.polygon(
        [
            (x - tall * 0.035, foot),
            (x + tall * 0.035, foot),
            (x + lean + tall * 0.02, foot - tall * 0.5),
            (x + lean - tall * 0.02, foot - tall * 0.5),
        ],
        bark,
    )
    crown = (x + lean, foot - tall * 0.64)
    _lobes(art, spot, crown, tall * 0.3, darker(tone, 0.24), (0.05 * -art.light, 0.05))
    _lobes(art, spot, crown, tall * 0.26, tone, (0.02 * art.light, -0.01))
    _lobes(art, spot, crown, tall * 0.15, lighter(tone, 0.13), (0.13 * art.light, -0.11))


def _lobes(art: Art, spot: Spot, crown: Point, reach: float, tone: Colour, shift: Point) -> None:
    tall = spot.size
    for at, (x, y) in enumerate(ring(crown, reach * 0.62, reach * 0.52, 7)):
        size = reach * art.span(0.46, 0.62, "lobe", *spot.key, at)
        art.canvas.ellipse((x + shift[0] * tall, y + shift[1] * tall), size, size * 0.9, tone)
    art.canvas.ellipse((crown[0] + shift[0] * tall, crown[1] + shift[1] * tall), reach * 0.7, reach * 0.6, tone)


def poplar(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    tone = _leaf(art, spot)
    art.canvas.rectangle(spot.box(-0.014, -0.2, 0.014), darker(tone, 0.45))
    shape = [(0.0, -1.0), (0.085, -0.72), (0.1, -0.4), (0.055, -0.12), (-0.055, -0.12), (-0.1, -0.4), (-0.085, -0.72)]
    art.canvas.smooth(spot.shape(shape), darker(tone, 0.18))
    light = art.light * 0.022
    art.canvas.smooth([(x + (a * 0.6 + light) * tall, foot + (b * 0.94 - 0.02) * tall) for a, b in shape], tone)


def trunk(art: Art, spot: Spot) -> None:
    """The foot of a great tree: it leaves the picture at the top."""
    x, foot, wide = spot.x, spot.foot, spot.size
    tone = art.tone(spot.colour, spot.away)
    lean = art.span(-0.05, 0.05, "lean", *spot.key)
    art.shadow(x, foot, wide * 2, 0.3 * (1 - spot.away))
    top = -2.4
    body = [
        (x - wide * 0.9, foot),
        (x - wide * 0.5, foot - wide * 1.4),
        (x - wide * 0.36 + lean, top),
        (x + wide * 0.36 + lean, top),
        (x + wide * 0.5, foot - wide * 1.4),
        (x + wide * 0.9, foot),
    ]
    art.canvas.polygon(body, darker(tone, 0.22))
    edge = art.light * wide
    art.canvas.polygon(
        [
            (x + edge * 0.82, foot),
            (x + edge * 0.46, foot - wide * 1.4),
            (x + edge * 0.32 + lean, top),
            (x + edge * 0.04 + lean, top),
            (x + edge * 0.08, foot - wide),
        ],
        lighter(tone, 0.06),
    )
    if spot.away < 0.4:
        for at in range(5):
            y = foot - wide * (1.5 + 2.1 * at)
            bough = x + edge * 0.2 * (art.unit("knot", *spot.key, at) - 0.5) * 2
            art.canvas.stroke([(bough, y), (bough + wide * 0.02, y - wide * 0.9)], wide * 0.05, darker(tone, 0.36))
    if art.snowy:
        art.canvas.ellipse((x, foot), wide * 1.1, wide * 0.16, art.tone(SNOW, spot.away))


def bare(art: Art, spot: Spot) -> None:
    """A tree without leaves."""
    tone = art.tone(spot.colour, spot.away)
    _branch(art, (spot.x, spot.foot), math.pi / 2 + art.span(-0.12, 0.12, *spot.key), spot.size * 0.34, 0, spot, tone)


def _branch(art: Art, start: Point, angle: float, long: float, order: int, spot: Spot, tone: Colour) -> None:
    end = (start[0] + long * math.cos(angle), start[1] - long * math.sin(angle))
    art.canvas.stroke([start, end], max(0.0014, spot.size * 0.046 * 0.56**order), tone)
    if order == 4:
        return
    for at, turn in enumerate((0.5, -0.42)):
        spread = turn + art.span(-0.16, 0.16, "branch", *spot.key, order, at, round(start[0], 4))
        _branch(
            art, end, angle + spread, long * art.span(0.66, 0.82, "long", *spot.key, order, at), order + 1, spot, tone
        )


def canopy(away: float, low: float) -> Row:
    """Leaves that close the picture at its top, down to about `low`, world y."""

    def leaves(art: Art, spot: Spot) -> None:
        tone = darker(_leaf(art, spot, 0.3), 0.16)
        for at in range(4):
            x = spot.x + art.span(-0.2, 0.2, "clump", *spot.key, at)
            size, y = art.span(0.06, 0.12, "wide", *spot.key, at), low - art.span(0.0, 0.1, "high", *spot.key, at)
            art.canvas.ellipse((x, y), size, size * 0.6, darker(tone, 0.14) if at % 2 else tone)
        art.canvas.rectangle(Box(spot.x - 0.3, -2.6, spot.x + 0.3, low - 0.06), darker(tone, 0.1))

    return Row(leaves, away, 0.0, 0.1, 22, GREENS[:1])


def stump(art: Art, spot: Spot) -> None:
    """A shattered trunk."""
    x, foot, tall = spot.x, spot.foot, spot.size
    left, right = art.sides(art.tone(spot.colour, spot.away))
    tips = [art.span(0.7, 1.0, "tip", *spot.key, at) for at in range(3)]
    art.canvas.polygon(
        [(x - tall * 0.09, foot), (x - tall * 0.07, foot - tall * tips[0]), (x, foot - tall * 0.7), (x, foot)], left
    )
    art.canvas.polygon(
        [(x, foot), (x, foot - tall * 0.7), (x + tall * 0.05, foot - tall * tips[1]), (x + tall * 0.09, foot)], right
    )
    art.canvas.stroke([(x, foot - tall * 0.5), (x + spot.side * tall * 0.3, foot - tall * 0.72)], tall * 0.04, right)


def palm(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    tone, bark = _leaf(art, spot, 0.2), art.tone((126, 102, 78), spot.away)
    lean = tall * art.span(-0.22, 0.22, "lean", *spot.key)
    top = (x + lean, foot - tall * 0.82)
    art.canvas.stroke([(x, foot), (x + lean * 0.3, foot - tall * 0.42), top], tall * 0.04, bark)
    for at in range(9):
        angle = math.pi * (at + 0.5) / 9 + art.span(-0.1, 0.1, "frond", *spot.key, at)
        reach, drop = tall * art.span(0.28, 0.38, "reach", *spot.key, at), tall * 0.16
        tip = (top[0] + reach * math.cos(angle), top[1] - reach * 0.62 * math.sin(angle) + drop)
        crook = (top[0] + reach * 0.55 * math.cos(angle), top[1] - reach * 0.8 * math.sin(angle))
        under = (top[0] + reach * 0.5 * math.cos(angle), top[1] - reach * 0.56 * math.sin(angle) + drop * 0.2)
        shade = lighter(tone, 0.1) if math.cos(angle) * art.light > 0 else darker(tone, 0.2)
        art.canvas.polygon([top, crook, tip, under], shade)


def bush(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    tone = _leaf(art, spot, 0.6)
    for shade, shift, scale in ((darker(tone, 0.22), 0.0, 1.0), (tone, 0.1, 0.8), (lighter(tone, 0.12), 0.22, 0.5)):
        for at in (-1, 0, 1):
            size = tall * scale * art.span(0.4, 0.56, "lobe", *spot.key, at)
            rise = tall * (0.36 + 0.14 * (at == 0) + 0.22 * shift)
            art.canvas.ellipse(
                (x + at * tall * 0.44 * scale + shift * art.light * tall, foot - rise), size, size, shade
            )
    art.canvas.rectangle(spot.box(-0.7, -0.05, 0.7), darker(tone, 0.3))


def fern(art: Art, spot: Spot) -> None:
    """Long leaves out of one foot."""
    tone = _leaf(art, spot, 0.3)
    for at in range(9):
        angle = math.pi * (0.08 + 0.84 * (at + art.unit("leaf", *spot.key, at)) / 9)
        long = spot.size * art.span(0.7, 1.1, "long", *spot.key, at)
        tip = (spot.x + long * 0.95 * math.cos(angle), spot.foot - long * 0.72 * math.sin(angle))
        crook = (spot.x + long * 0.42 * math.cos(angle), spot.foot - long * 0.66 * math.sin(angle))
        width = long * 0.09
        shade = lighter(tone, 0.1) if math.cos(angle) * art.light > 0 else darker(tone, 0.2)
        art.canvas.polygon(
            [(spot.x, spot.foot), (crook[0] - width, crook[1]), tip, (crook[0] + width, crook[1] + width)], shade
        )


def broadleaf(art: Art, spot: Spot) -> None:
    """A plant of the tropics: a few great leaves."""
    tone = _leaf(art, spot, 0.2)
    for at in range(6):
        angle = math.pi * (0.1 + 0.8 * (at + art.span(0.2, 0.8, "leaf", *spot.key, at)) / 6)
        long = spot.size * art.span(0.7, 1.1, "long", *spot.key, at)
        across, up = math.cos(angle), math.sin(angle)
        tip = (spot.x + long * across, spot.foot - long * up * 0.9)
        middle = (spot.x + long * 0.6 * across, spot.foot - long * 0.66 * up)
        width = long * 0.17
        shade = lighter(tone, 0.12) if at % 2 else darker(tone, 0.2)
        art.canvas.smooth(
            [
                (spot.x, spot.foot),
                (middle[0] - width * up, middle[1] - width * across),
                tip,
                (middle[0] + width * up, middle[1] + width * across),
            ],
            shade,
        )
        art.canvas.stroke([(spot.x, spot.foot), middle, tip], long * 0.012, darker(shade, 0.2))


def reeds(art: Art, spot: Spot) -> None:
    tone = _leaf(art, spot, 0.3)
    for at in range(11):
        x = spot.x + spot.size * art.span(-0.5, 0.5, "reed", *spot.key, at)
        tall, lean = spot.size * art.span(0.5, 1.0, "tall", *spot.key, at), spot.size * art.span(-0.1, 0.1, "bow", at)
        shade = mix(darker(tone, 0.3), lighter(tone, 0.1), art.unit("tone", at))
        art.canvas.polygon([(x, spot.foot), (x + spot.size * 0.02, spot.foot), (x + lean, spot.foot - tall)], shade)
        if at % 3 == 0:
            head = (x + lean, spot.foot - tall * 1.02)
            art.canvas.ellipse(head, spot.size * 0.018, spot.size * 0.07, darker(tone, 0.5))


def tuft(art: Art, spot: Spot) -> None:
    """Grass."""
    tone = _leaf(art, spot, 0.5)
    for at in range(6):
        lean = spot.size * art.span(-0.6, 0.6, "blade", *spot.key, at)
        x = spot.x + spot.size * 0.1 * (at - 3)
        shade = lighter(tone, 0.1) if at % 2 else darker(tone, 0.25)
        art.canvas.polygon([(x, spot.foot), (x + spot.size * 0.1, spot.foot), (x + lean, spot.foot - spot.size)], shade)


def flowers(art: Art, spot: Spot) -> None:
    """A low bush in bloom."""
    bush(art, Spot(spot.x, spot.foot, spot.size, spot.away, (78, 112, 70), spot.key))
    for at in range(12):
        x = spot.x + spot.size * art.span(-0.7, 0.7, "flower", *spot.key, at)
        y = spot.foot - spot.size * art.span(0.3, 0.95, "bloom", *spot.key, at)
        art.canvas.ellipse((x, y), spot.size * 0.08, spot.size * 0.08, art.tone(spot.colour, spot.away))


def hedge(art: Art, spot: Spot) -> None:
    """A clipped hedge, twice as wide as high."""
    x, foot, tall = spot.x, spot.foot, spot.size
    tone = _leaf(art, spot, 0.3)
    art.canvas.rectangle(Box(x - tall * 1.7, foot - tall, x + tall * 1.7, foot), darker(tone, 0.16))
    art.canvas.rectangle(
        Box(x - tall * 1.7, foot - tall, x + tall * 1.7, foot - tall * 0.82),
        art.tone(SNOW, spot.away) if art.snowy else lighter(tone, 0.12),
    )


def cactus(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    tone = art.tone(spot.colour, spot.away)
    art.shadow(x, foot, tall * 0.3, 0.22)
    wide = tall * 0.13
    for shade, shift, scale in ((darker(tone, 0.2), 0.0, 1.0), (lighter(tone, 0.08), art.light * wide * 0.22, 0.45)):
        art.canvas.stroke([(x + shift, foot), (x + shift, foot - tall * 0.92)], wide * scale, shade)
        for side, low, high in ((-1, 0.36, 0.68), (1, 0.5, 0.8)):
            arm = x + side * tall * 0.24
            art.canvas.stroke(
                [(x + shift, foot - tall * low), (arm + shift, foot - tall * low), (arm + shift, foot - tall * high)],
                wide * 0.72 * scale,
                shade,
            )


def crop(art: Art, spot: Spot) -> None:
    """A stand of ripe corn."""
    tone = _leaf(art, spot, 0.5)
    for at in range(7):
        x = spot.x + spot.size * 0.16 * (at - 3)
        tip = (x + spot.size * art.span(-0.08, 0.16, "ear", *spot.key, at), spot.foot - spot.size * 0.9)
        shade = lighter(tone, 0.1) if at % 2 else darker(tone, 0.18)
        art.canvas.stroke([(x, spot.foot), tip], spot.size * 0.03, shade)
        art.canvas.ellipse(tip, spot.size * 0.045, spot.size * 0.12, shade)

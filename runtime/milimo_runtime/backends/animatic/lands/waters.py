"""Water to the horizon, and what one stands on before it: rock, sand, a quay, a bank, a ship's deck."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.canvas import Box, Point
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import FAR, Art, flat, steps
from milimo_runtime.media.chance import drift


def rocky_coast(art: Art) -> None:
    sea(art)
    stone = darker(art.tone(art.covered((108, 104, 106), 0.5)), 0.3 if art.mood.dark else 0.12)
    line = _shore(art, 0.028, 0.012)
    _spray(art)
    _foam(art, line, 0.02)
    art.canvas.polygon([*line, (FAR, FAR), (-FAR, FAR)], stone)
    art.canvas.veil(
        [*[(x, y + 0.012) for x, y in line], *[(x, y + 0.035) for x, y in reversed(line)]],
        lighter(stone, 0.5),
        0.16,
        0.006,
    )
    for at in range(40):
        x, y = art.span(-2.6, 2.6, "crack", at), art.land.ground + art.span(0.055, 0.38, "ledge", at)
        wide = art.span(0.03, 0.16, "wide", at)
        art.canvas.veil(
            [(x - wide, y), (x, y - 0.012), (x + wide, y + 0.004), (x, y + 0.009)], darker(stone, 0.5), 0.36
        )
        art.canvas.veil(
            [(x - wide, y - 0.004), (x, y - 0.016), (x + wide, y), (x, y - 0.011)], lighter(stone, 0.4), 0.24
        )


def beach(art: Art) -> None:
    """The sea runs up on sand."""
    sea(art)
    sand = art.tone(art.bare_earth)
    line = _shore(art, 0.022, 0.004)
    _breakers(art)
    _foam(art, line, 0.016)
    wet = mix(darker(sand, 0.3), art.mood.sky[2], 0.25)
    art.canvas.polygon([*line, (FAR, FAR), (-FAR, FAR)], wet)
    dry = [(x, y + 0.045 + 0.012 * drift(x * 3, art.land.name, "tide")) for x, y in line]
    art.canvas.polygon([*dry, (FAR, FAR), (-FAR, FAR)], sand)
    for at in range(40):
        x, y = art.span(-2.6, 2.6, "ripple", at), art.land.ground + art.span(0.09, 0.5, "ripples", at)
        tone = lighter(sand, 0.25) if at % 2 else darker(sand, 0.25)
        art.canvas.veil(flat((x, y), art.span(0.1, 0.34, "wide", at), 0.006), tone, 0.24, 0.003)


def quay(art: Art) -> None:
    """A harbour's basin and the stone edge before it."""
    sea(art, 0.5)
    stone = art.tone(art.covered((142, 136, 130), 0.75))
    edge = art.land.ground
    art.canvas.rectangle(Box(-FAR, edge - 0.002, FAR, edge + 0.05), darker(stone, 0.14))
    art.canvas.gradient(Box(-FAR, edge + 0.014, FAR, FAR), [(edge + 0.01, stone), (edge + 0.5, darker(stone, 0.4))])
    art.canvas.rectangle(Box(-FAR, edge, FAR, edge + 0.014), lighter(stone, 0.2))
    for row, down in enumerate((0.014, 0.05, 0.105, 0.19, 0.32)):
        y = edge + down
        art.canvas.rectangle(Box(-FAR, y, FAR, y + 0.002 + 0.004 * down), darker(stone, 0.3))
        deep = (0.014, 0.05, 0.105, 0.19, 0.32, 0.6)[row + 1] + edge
        for at in range(-12, 13):
            across = (at + 0.5 * (row % 2)) * 1.1
            a, b = across * (y - art.y), across * (deep - art.y)
            art.canvas.stroke([(art.vanish + a, y), (art.vanish + b, deep)], 0.0024, darker(stone, 0.26))
    if art.mood.wet:
        for at in range(20):
            down = art.span(0.03, 0.3, "wet", at)
            art.canvas.veil(
                flat((art.span(-1.5, 1.5, "pool", at), edge + down), 0.06 + 0.4 * down, 0.004 + 0.03 * down),
                art.mood.sky[2],
                0.42,
                0.004,
            )


def bank(art: Art) -> None:
    """A lake, and the grass of its bank."""
    sea(art, 0.25)
    _mirror(art)
    _verge(art, 0.03)


def river(art: Art) -> None:
    """A river that comes down in bends between meadows; one stands on its bank."""
    earth = art.earth
    stops = [(art.y, art.mood.air(earth, 0.55)), (art.y + 0.12, earth), (art.y + 0.75, darker(earth, 0.42))]
    art.canvas.gradient(Box(-FAR, art.y, FAR, FAR), stops)
    water, shine = _water_colours(art)
    downs = [0.006 * 1.16**at for at in range(40)]
    side = art.light

    def line(shift: float) -> list[Point]:
        return [
            (
                side * (0.3 - 0.9 * d)
                + 0.26 * math.sin(7.5 * d**0.5 * 2.2 + 1.0) * (0.2 + d * 2.2)
                + shift * (0.05 + 2.3 * d),
                art.y + d,
            )
            for d in downs
        ]

    art.canvas.polygon([*line(-1.1), *reversed(line(1.1))], darker(earth, 0.4))
    art.canvas.polygon([*line(-1.0), *reversed(line(1.0))], water)
    for at in range(40):
        step = int(39 * art.unit("ripple", at))
        a, b = line(-0.9)[step], line(0.9)[step]
        x = a[0] + (b[0] - a[0]) * art.span(0.1, 0.9, "where", at)
        down = downs[step]
        art.canvas.veil(flat((x, art.y + down), 0.02 + 0.3 * down, 0.001 + 0.008 * down), shine, 0.5)
    _verge(art, 0.02)


def canal(art: Art) -> None:
    """A straight canal between stone banks, goes to the horizon."""
    stone = art.tone(art.covered((150, 138, 126), 0.75))
    art.canvas.gradient(
        Box(-FAR, art.y, FAR, FAR),
        [(art.y, art.mood.air(stone, 0.5)), (art.y + 0.2, stone), (art.y + 0.7, darker(stone, 0.4))],
    )
    water, shine = _water_colours(art)
    side = -art.light
    art.canvas.polygon(
        art.strip(side * 1.7, side * 9.0),
        darker(stone, 0.45),
    )
    art.canvas.polygon(art.strip(side * 1.9, side * 9.0), water)
    for at in range(60):
        down = 0.01 + 0.5 * art.unit("ripple", at) ** 1.5
        x = art.at(side * art.span(2.1, 8.0, "where", at), down)[0]
        art.canvas.veil(flat((x, art.y + down), 0.01 + 0.3 * down, 0.001 + 0.008 * down), shine, 0.5)
    art.canvas.polygon(
        art.strip(side * 1.54, side * 1.7),
        lighter(stone, 0.24),
    )


def open_sea(art: Art) -> None:
    """Water as far as one sees, and the swell that comes towards us."""
    sea(art, 1.4)
    deep = mix(darker(art.mood.sky[0], 0.35), art.tone((36, 92, 110)), 0.42)
    shine, rough = lighter(mix(art.mood.sky[2], deep, 0.5), 0.1), 1.6 if art.mood.weather == "storm" else 1.0
    for at in range(30):
        down = 0.1 + 1.1 * (at / 30) ** 1.3
        x, wide = art.span(-2.2, 2.2, "roller", at), art.span(0.7, 1.3, "long", at) * (0.3 + 0.9 * down)
        high = 0.05 * down * rough
        back = [(x + wide * part, art.y + down - high * math.cos(part * math.pi / 2)) for part in steps(-1.0, 1.0, 16)]
        trough = [(x + wide * part, art.y + down + 0.7 * high * (1 - part * part)) for part in steps(1.0, -1.0, 16)]
        art.canvas.veil([*back, *trough], darker(deep, 0.35), 0.4, 0.003)
        crest = [(px, py + 0.16 * high) for px, py in reversed(back[2:-2])]
        art.canvas.veil([*back[2:-2], *crest], shine, 0.4, 0.001)


def deck(art: Art) -> None:
    """The planks of a ship's deck, its rail, and the sea all round."""
    sea(art, 1.2)
    wood = art.tone(art.covered((164, 126, 88), 0.6))
    edge = art.land.ground - 0.05
    art.canvas.gradient(Box(-FAR, edge, FAR, FAR), [(edge, wood), (edge + 0.5, darker(wood, 0.42))])
    vanish = art.y - 0.1
    for at in range(-40, 41):
        x = at * 0.05
        far, near = art.vanish + x * (edge - vanish) * 4, art.vanish + x * (0.9 - vanish) * 4
        art.canvas.stroke([(far, edge), (near, 0.9)], 0.0026, darker(wood, 0.36))
    white = art.tone((226, 224, 216))
    art.canvas.rectangle(Box(-FAR, edge - 0.03, FAR, edge), darker(white, 0.14))
    for at in range(-22, 23):
        art.canvas.rectangle(Box(at * 0.16 - 0.007, edge - 0.17, at * 0.16 + 0.007, edge - 0.03), white)
    for rise, thick in ((0.17, 0.016), (0.1, 0.006)):
        art.canvas.rectangle(
            Box(-FAR, edge - rise - thick, FAR, edge - rise), art.tone((150, 102, 70)) if thick > 0.01 else white
        )


def sea(art: Art, rough: float = 1.0) -> None:
    """Water to the horizon, with waves the lower the nearer the line; the sun lies on it."""
    y = art.y
    deep = mix(darker(art.mood.sky[0], 0.35), art.tone((36, 92, 110)), 0.42)
    near_sky = mix(art.mood.sky[2], art.mood.sky[1], 0.45)
    art.canvas.gradient(
        Box(-FAR, y, FAR, FAR),
        [(y, near_sky), (y + 0.05, mix(near_sky, deep, 0.45)), (y + 0.5, deep), (y + 1.2, darker(deep, 0.5))],
    )
    art.canvas.rectangle(Box(-FAR, y, FAR, y + 0.003), mix(near_sky, deep, 0.5))
    rough *= {"storm": 2.6, "wind": 1.8, "rain": 1.3, "fog": 0.6}.get(art.mood.weather, 1.0)
    for at in range(170):
        down = art.unit("wave", at) ** 1.5
        wy, wx = y + 0.006 + down * 0.62, art.span(-2.4, 2.4, "swell", at)
        wide = (0.03 + 0.16 * down) * art.span(0.5, 1.5, "width", at)
        crest = (0.0016 + 0.008 * down) * rough
        tone = mix(lighter(near_sky, 0.25), deep, 0.25 + 0.45 * art.unit("tone", at))
        art.canvas.veil(
            [
                (wx - wide, wy),
                (wx - wide * 0.3, wy - crest),
                (wx + wide * 0.4, wy - crest * 0.7),
                (wx + wide, wy),
                (wx, wy + crest * 0.35),
            ],
            tone,
            0.5,
        )
    if art.mood.windy:
        for at in range(26):
            down = 0.02 + 0.3 * art.unit("cap", at)
            art.canvas.veil(
                flat((art.span(-2.2, 2.2, "cap", at), y + down), 0.02 + 0.2 * down, 0.002 + 0.012 * down),
                (222, 228, 234),
                0.6,
                0.002,
            )
    if art.mood.weather == "clear":
        _glitter(art)


def _glitter(art: Art) -> None:
    x = art.land.sun
    shine: Colour = (226, 232, 240) if art.mood.dark else (255, 236, 196)
    for at in range(60):
        t = art.unit("glint", at) ** 1.2
        half = 0.008 + 0.05 * t * art.span(0.4, 1.0, "glimmer", at)
        spot = (x + art.span(-0.12, 0.12, "gx", at) * (0.3 + t), art.y + 0.006 + t * 0.4)
        art.canvas.veil(flat(spot, half, 0.0012 + 0.003 * t), shine, 0.6)


def _water_colours(art: Art) -> tuple[Colour, Colour]:
    water = mix(mix(art.mood.sky[1], darker(art.mood.sky[0], 0.3), 0.5), art.tone((52, 96, 104)), 0.45)
    return water, mix(water, art.mood.sky[2], 0.55)


def _mirror(art: Art) -> None:
    """What stands beyond calm water hangs in it."""
    tone = mix(art.tone((72, 96, 88), 0.3), art.mood.sky[1], 0.2)
    for at in range(36):
        down = 0.004 + 0.12 * (at / 36)
        x, half = art.span(-2.4, 2.4, "mirror", at), art.span(0.3, 0.9, "wide", at)
        art.canvas.veil(flat((x, art.y + down), half, 0.004), tone, 0.5 - 3.5 * down if down < 0.12 else 0.05)


def _verge(art: Art, rough: float) -> None:
    """Grass at the water's edge."""
    line = _shore(art, rough, 0.006)
    earth = art.earth
    art.canvas.polygon([*[(x, y - 0.008) for x, y in line], (FAR, FAR), (-FAR, FAR)], darker(earth, 0.42))
    art.canvas.polygon([*line, (FAR, FAR), (-FAR, FAR)], earth)
    art.canvas.veil([*[(x, y + 0.14) for x, y in line], (FAR, FAR), (-FAR, FAR)], darker(earth, 0.42), 0.5, 0.06)
    for at in range(120):
        x = art.span(-1.8, 1.8, "blade", at)
        y = art.land.ground + 0.02 + art.span(0.0, 0.26, "root", at) ** 1.2
        tall, lean = 0.012 + 0.09 * (y - art.land.ground), art.span(-0.01, 0.01, "lean", at)
        art.canvas.polygon(
            [(x - 0.003, y), (x + 0.003, y), (x + lean, y - tall)],
            lighter(earth, 0.12) if at % 2 else darker(earth, 0.26),
        )


def _shore(art: Art, wave: float, rough: float) -> list[Point]:
    name = art.land.name
    return [
        (x, art.land.ground + wave * drift(x * 2.6, name, "shore") + rough * drift(x * 9, name, "stones"))
        for x in steps(-4, 4, 200)
    ]


def _foam(art: Art, line: list[Point], thick: float) -> None:
    white = mix(art.tone((240, 244, 246)), art.mood.sky[2], 0.15)
    art.canvas.veil(
        [
            *[(x, y - thick * (1 + 0.6 * math.sin(x * 11))) for x, y in line],
            *[(x, y + 0.004) for x, y in reversed(line)],
        ],
        white,
        0.72,
        0.003,
    )


def _breakers(art: Art) -> None:
    """Waves that come in: each a dark face and a white head."""
    white = mix(art.tone((240, 244, 246)), art.mood.sky[2], 0.15)
    water = art.tone((64, 128, 138))
    for row, up in enumerate((0.075, 0.042)):
        for at in range(7):
            x = -2.4 + 4.8 * (at + art.unit("breaker", row, at)) / 7
            y, half = art.land.ground - up, art.span(0.16, 0.34, "half", row, at)
            art.canvas.veil(flat((x, y + 0.006), half, 0.011), darker(water, 0.2), 0.55, 0.002)
            art.canvas.veil(flat((x, y), half * 0.94, 0.0055), white, 0.85, 0.0016)


def _spray(art: Art) -> None:
    if not art.mood.wet:
        return
    for at in range(26):
        spot = art.span(-2.2, 2.2, "spray", at), art.land.ground + art.span(-0.03, 0.01, "burst", at)
        art.canvas.veil(
            flat(spot, art.span(0.03, 0.13, "wide", at), art.span(0.01, 0.045, "high", at)),
            lighter(art.mood.sky[2], 0.55),
            0.36,
            0.008,
        )

"""What stands about: lamps, fences, boats, tents, stones, cars and the like."""

from __future__ import annotations

import math

from milimo_runtime.backends.animatic.canvas import Box, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, Spot, flat

PAINTS: tuple[Colour, ...] = (
    (178, 62, 54),
    (58, 92, 132),
    (206, 200, 188),
    (66, 72, 82),
    (196, 148, 66),
    (84, 122, 110),
)
CANVASES: tuple[Colour, ...] = ((156, 148, 110), (140, 136, 108), (172, 160, 128))
AWNINGS: tuple[Colour, ...] = ((188, 70, 58), (66, 118, 128), (206, 154, 62), (96, 128, 84), (150, 84, 110))
IRON: tuple[Colour, ...] = ((66, 70, 78),)
GREY: tuple[Colour, ...] = ((148, 146, 144), (132, 134, 136), (162, 156, 150))
TIMBER: tuple[Colour, ...] = ((116, 90, 70), (102, 82, 68))
WARM: Colour = (255, 214, 140)


def lamp(art: Art, spot: Spot) -> None:
    """A street lamp; its arm reaches over the way."""
    x, foot, tall = spot.x, spot.foot, spot.size
    iron = art.tone(darker(spot.colour, 0.2), spot.away)
    arm = -spot.side * tall * 0.16
    art.canvas.stroke(
        [(x, foot), (x, foot - tall * 0.94), (x + arm * 0.4, foot - tall), (x + arm, foot - tall * 0.98)],
        max(0.0022, tall * 0.018),
        iron,
    )
    art.canvas.rectangle(spot.box(-0.022, -0.09, 0.022), iron)
    head = (x + arm, foot - tall * 0.965)
    art.canvas.polygon(
        [(head[0] - tall * 0.05, head[1]), (head[0], head[1] - tall * 0.04), (head[0] + tall * 0.05, head[1])], iron
    )
    if art.mood.lamps:
        art.canvas.glow(head, tall * 0.34, WARM, 0.6)
        art.canvas.ellipse((head[0], head[1] + tall * 0.006), tall * 0.035, tall * 0.016, (255, 240, 204))
        art.canvas.glow((head[0], foot), tall * 0.42, WARM, 0.34, 0.22)


def lantern(art: Art, spot: Spot) -> None:
    """A park's lamp: a globe on a post."""
    x, foot, tall = spot.x, spot.foot, spot.size
    iron = art.tone(darker(spot.colour, 0.3), spot.away)
    art.canvas.stroke(spot.shape([(0.0, 0.0), (0.0, -0.9)]), max(0.002, tall * 0.024), iron)
    globe = (x, foot - tall * 0.94)
    if art.mood.lamps:
        art.canvas.glow(globe, tall * 0.5, WARM, 0.6)
    art.canvas.ellipse(
        globe, tall * 0.07, tall * 0.08, (255, 240, 204) if art.mood.lamps else art.tone((226, 226, 218), spot.away)
    )
    art.canvas.rectangle(spot.box(-0.05, -1.04, 0.05, -1.01), iron)


def pole(art: Art, spot: Spot) -> None:
    """A pole that carries wires."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wood = art.tone(darker(spot.colour, 0.25), spot.away)
    art.canvas.stroke([(x, foot), (x, foot - tall)], max(0.002, tall * 0.022), wood)
    for rise in (0.93, 0.84):
        art.canvas.stroke(
            [(x - tall * 0.12, foot - tall * rise), (x + tall * 0.12, foot - tall * rise)],
            max(0.0018, tall * 0.014),
            wood,
        )


def fence(art: Art, spot: Spot) -> None:
    """A length of fence: two rails and their posts."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wood = art.tone(spot.colour, spot.away)
    half = tall * 1.7
    for rise in (0.82, 0.42):
        art.canvas.rectangle(Box(x - half, foot - tall * rise, x + half, foot - tall * (rise - 0.1)), darker(wood, 0.1))
    for at in (-1, 0, 1):
        post = Box(x + at * half * 0.8 - tall * 0.06, foot - tall, x + at * half * 0.8 + tall * 0.06, foot)
        art.canvas.rectangle(post, lighter(wood, 0.1))
        if art.snowy:
            art.canvas.rectangle(
                Box(post.left, post.top - tall * 0.06, post.right, post.top), art.tone(SNOW, spot.away)
            )


def railing(art: Art, spot: Spot) -> None:
    """A length of iron railings with points."""
    iron = art.tone(darker(spot.colour, 0.2), spot.away)
    x, foot, tall = spot.x, spot.foot, spot.size
    for at in range(-7, 8):
        bar = x + at * tall * 0.2
        art.canvas.stroke([(bar, foot), (bar, foot - tall)], max(0.0014, tall * 0.03), iron)
    for rise in (0.86, 0.14):
        art.canvas.rectangle(Box(x - tall * 1.5, foot - tall * rise, x + tall * 1.5, foot - tall * (rise - 0.05)), iron)


def rail_post(art: Art, spot: Spot) -> None:
    """A post of the railing that runs along a way; `rails` of the grounds join them."""
    iron = art.tone(spot.colour, spot.away)
    art.canvas.stroke([(spot.x, spot.foot), (spot.x, spot.foot - spot.size)], max(0.0018, spot.size * 0.09), iron)


def bollard(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    left, right = art.sides(art.tone(spot.colour, spot.away))
    art.shadow(x, foot, tall * 0.5, 0.3)
    for shade, low, high in ((left, -0.22, 0.05), (right, 0.05, 0.22)):
        art.canvas.rectangle(Box(x + low * tall, foot - tall * 0.8, x + high * tall, foot), shade)
    art.canvas.ellipse((x, foot), tall * 0.22, tall * 0.06, right)
    art.canvas.smooth(
        spot.shape([(-0.36, -0.82), (0.0, -1.06), (0.36, -0.82), (0.0, -0.7)]),
        art.tone(art.covered(lighter(spot.colour, 0.08), 0.7), spot.away),
    )


def sailing_boat(art: Art, spot: Spot) -> None:
    """A boat under sail."""
    x, foot, tall = spot.x, spot.foot, spot.size
    _hull(art, spot, 0.42, 0.1)
    sail = art.tone((236, 230, 216), spot.away)
    art.canvas.stroke([(x, foot - tall * 0.08), (x, foot - tall)], tall * 0.014, art.tone((96, 78, 66), spot.away))
    art.canvas.polygon(
        spot.shape([(0.02, -0.96), (0.36, -0.16), (0.02, -0.14)]),
        sail,
    )
    art.canvas.polygon(
        spot.shape([(-0.02, -0.86), (-0.3, -0.14), (-0.02, -0.14)]),
        darker(sail, 0.14),
    )


def fishing_boat(art: Art, spot: Spot) -> None:
    """A moored boat with a wheelhouse and two masts."""
    x, foot, tall = spot.x, spot.foot, spot.size
    mast = art.tone((112, 92, 76), spot.away)
    for at, high in ((-0.14, 1.0), (0.26, 0.78)):
        art.canvas.stroke(
            [(x + at * tall, foot - tall * 0.1), (x + at * tall, foot - tall * high)], max(0.002, tall * 0.018), mast
        )
        art.canvas.stroke([(x + at * tall, foot - tall * high), (x - tall * 0.5, foot - tall * 0.2)], 0.0014, mast)
        art.canvas.stroke([(x + at * tall, foot - tall * high), (x + tall * 0.5, foot - tall * 0.2)], 0.0014, mast)
    house = spot.box(-0.02, -0.4, 0.2, -0.14)
    white = art.tone((224, 222, 214), spot.away)
    art.canvas.rectangle(house, white)
    art.canvas.rectangle(
        Box(house.left - tall * 0.02, house.top - tall * 0.03, house.right + tall * 0.02, house.top),
        art.tone(art.covered((88, 96, 104)), spot.away),
    )
    art.canvas.rectangle(
        Box(house.left + tall * 0.03, house.top + tall * 0.04, house.right - tall * 0.03, house.top + tall * 0.12),
        art.lamp(WARM) if art.mood.lamps else darker(white, 0.6),
    )
    _hull(art, spot, 0.54, 0.2)


def _hull(art: Art, spot: Spot, half: float, high: float) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    paint = art.tone(spot.colour, spot.away)
    body = [(-half, -high * 1.15), (half, -high), (half * 0.78, 0.0), (-half * 0.7, 0.0)]
    art.canvas.veil(flat((x, foot + tall * 0.03), half * tall * 0.85, tall * 0.05), darker(art.mood.sky[0], 0.4), 0.4)
    art.canvas.polygon(spot.shape(body), darker(paint, 0.16))
    edge = [(-half, -high * 1.15), (half, -high), (half * 0.95, -high * 0.72), (-half * 0.93, -high * 0.85)]
    art.canvas.polygon(spot.shape(edge), lighter(paint, 0.3))


def masts(art: Art, spot: Spot) -> None:
    """The masts of a ship that lies behind."""
    tone = art.tone(spot.colour, spot.away)
    x, foot, tall = spot.x, spot.foot, spot.size
    art.canvas.stroke([(x, foot), (x, foot - tall)], max(0.0018, tall * 0.012), tone)
    for side in (-1, 1):
        art.canvas.stroke([(x, foot - tall * 0.96), (x + side * tall * 0.2, foot)], 0.0012, tone)
    art.canvas.stroke(spot.shape([(-0.12, -0.62), (0.12, -0.6)]), max(0.0014, tall * 0.009), tone)


def crane(art: Art, spot: Spot) -> None:
    """A crane: of a harbour, or of a building site."""
    x, foot, tall = spot.x, spot.foot, spot.size
    tone = art.tone(spot.colour, spot.away)
    wide, out = tall * 0.05, -spot.side
    for side in (-1, 1):
        art.canvas.stroke([(x + side * wide, foot), (x + side * wide * 0.7, foot - tall * 0.9)], tall * 0.014, tone)
    for at in range(9):
        low, high = foot - tall * 0.1 * at, foot - tall * 0.1 * (at + 1)
        art.canvas.stroke(
            [(x - wide, low), (x + wide, high)] if at % 2 else [(x + wide, low), (x - wide, high)], tall * 0.007, tone
        )
    peak, tip, tail = (
        (x, foot - tall),
        (x + out * tall * 0.72, foot - tall * 0.86),
        (x - out * tall * 0.26, foot - tall * 0.86),
    )
    art.canvas.stroke([tail, tip], tall * 0.018, tone)
    art.canvas.stroke([tail, peak, tip], tall * 0.007, tone)
    hook = x + out * tall * 0.55
    art.canvas.stroke([(hook, foot - tall * 0.86), (hook, foot - tall * 0.5)], 0.0014, tone)
    art.canvas.rectangle(Box(tail[0] - wide, tail[1], tail[0] + wide, tail[1] + tall * 0.08), darker(tone, 0.3))


def car(art: Art, spot: Spot) -> None:
    """A parked car from the side."""
    x, foot, tall = spot.x, spot.foot, spot.size
    paint = art.tone(spot.colour, spot.away)
    art.shadow(x, foot, tall * 1.6, 0.4)
    flip = spot.side
    cabin = [(-0.86, -0.56), (-0.56, -1.0), (0.4, -1.0), (0.86, -0.56)]
    art.canvas.polygon(
        [(x + flip * a * tall, foot + b * tall) for a, b in cabin],
        art.tone(art.covered(darker(spot.colour, 0.1), 0.7), spot.away),
    )
    for low, high in ((-0.72, -0.1), (0.0, 0.66)):
        glass = [
            (low, -0.58),
            (low + 0.22 if low < 0 else low, -0.9),
            (high - 0.0 if low < 0 else high - 0.3, -0.9),
            (high, -0.58),
        ]
        art.canvas.polygon(
            [(x + flip * a * tall, foot + b * tall) for a, b in glass], mix(darker(paint, 0.6), art.mood.sky[1], 0.3)
        )
    body = [(-1.5, -0.2), (-1.46, -0.5), (-0.9, -0.6), (0.9, -0.6), (1.42, -0.48), (1.5, -0.2)]
    art.canvas.polygon([(x + flip * a * tall, foot + b * tall) for a, b in body], paint)
    art.canvas.polygon(
        [(x + flip * a * tall, foot + b * tall) for a, b in ((-1.5, -0.2), (-1.47, -0.36), (1.47, -0.34), (1.5, -0.2))],
        darker(paint, 0.25),
    )
    for wheel in (-0.9, 0.92):
        art.canvas.ellipse((x + flip * wheel * tall, foot - tall * 0.17), tall * 0.23, tall * 0.23, darker(paint, 0.82))
        art.canvas.ellipse(
            (x + flip * wheel * tall, foot - tall * 0.17), tall * 0.1, tall * 0.1, art.tone((150, 152, 156), spot.away)
        )


def tent(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    cloth = art.tone(art.covered(spot.colour, 0.45), spot.away)
    art.shadow(x, foot, tall, 0.3)
    back, half = -art.light * tall * 0.66, tall * 0.64
    far = half if back > 0 else -half
    art.canvas.polygon(
        [(x, foot - tall), (x + back, foot - tall * 0.94), (x + back + far, foot - tall * 0.04), (x + far, foot)],
        darker(cloth, 0.26),
    )
    art.canvas.polygon([(x - half, foot), (x, foot - tall), (x + half, foot)], cloth)
    inside = art.lamp(mix(WARM, cloth, 0.25)) if art.mood.lamps else darker(cloth, 0.6)
    art.canvas.polygon(spot.shape([(-0.16, 0.0), (0.0, -0.74), (0.16, 0.0)]), inside)
    art.canvas.polygon(spot.shape([(-0.16, 0.0), (0.0, -0.74), (-0.3, 0.0)]), lighter(cloth, 0.14))
    if art.mood.lamps:
        art.canvas.glow((x, foot - tall * 0.3), tall * 0.9, WARM, 0.35)


def campfire(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    art.canvas.glow((x, foot - tall * 0.4), tall * 4.0, (255, 170, 80), 0.55 if art.mood.lamps else 0.2, 0.7)
    for at in (-1, 1):
        art.canvas.stroke(
            [(x - at * tall * 0.5, foot), (x + at * tall * 0.4, foot - tall * 0.16)],
            tall * 0.14,
            art.tone((70, 54, 46)),
        )
    for scale, colour in ((1.0, (236, 112, 48)), (0.66, (255, 176, 70)), (0.36, (255, 232, 160))):
        flame = [(-0.32, -0.1), (-0.26, -0.5), (-0.06, -1.0), (0.08, -0.62), (0.26, -0.72), (0.32, -0.1)]
        art.canvas.smooth([(x + a * tall * scale, foot + b * tall * scale) for a, b in flame], colour)


def tombstone(art: Art, spot: Spot) -> None:
    """A headstone, or now and then a cross."""
    x, foot, tall = spot.x, spot.foot, spot.size
    left, right = art.sides(art.tone(spot.colour, spot.away))
    lean = tall * art.span(-0.07, 0.07, "lean", *spot.key)
    art.shadow(x, foot, tall * 0.6, 0.3)
    if art.unit("cross", *spot.key) < 0.3:
        art.canvas.stroke([(x, foot), (x + lean, foot - tall * 1.2)], tall * 0.15, right)
        art.canvas.stroke(
            [(x - tall * 0.3 + lean, foot - tall * 0.86), (x + tall * 0.3 + lean, foot - tall * 0.86)],
            tall * 0.14,
            right,
        )
        return
    half = tall * 0.34
    for shift, shade in (
        (-art.light * tall * 0.1, darker(right if art.light < 0 else left, 0.2)),
        (0.0, left if art.light < 0 else right),
    ):
        head = [
            (x + shift + lean + half * math.cos(turn), foot - tall * 0.72 - half * 0.8 * math.sin(turn))
            for turn in (0.0, 0.5, 1.05, 1.57, 2.1, 2.64, 3.14)
        ]
        art.canvas.polygon([(x + shift + half, foot), *head, (x + shift - half, foot)], shade)
    if art.snowy:
        art.canvas.ellipse((x + lean, foot - tall * 0.98), half * 0.8, tall * 0.06, SNOW)
    for at in range(2):
        y = foot - tall * (0.62 - 0.14 * at)
        art.canvas.rectangle(
            Box(x - half * 0.5 + lean * 0.6, y, x + half * 0.5 + lean * 0.6, y + tall * 0.03), darker(left, 0.3)
        )


def stall(art: Art, spot: Spot) -> None:
    """A market stall: a striped awning, a board of goods."""
    x, foot, tall = spot.x, spot.foot, spot.size
    wood, cloth = art.tone((128, 98, 72), spot.away), art.tone(spot.colour, spot.away)
    pale = art.tone((236, 226, 206), spot.away)
    half = tall * 0.72
    art.shadow(x, foot, half * 1.2, 0.34)
    art.canvas.rectangle(Box(x - half * 0.9, foot - tall * 0.78, x + half * 0.9, foot - tall * 0.3), darker(wood, 0.62))
    if art.mood.lamps:
        art.canvas.glow((x, foot - tall * 0.6), tall * 0.9, WARM, 0.6)
        art.canvas.ellipse((x, foot - tall * 0.66), tall * 0.035, tall * 0.045, (255, 240, 204))
    for side in (-1, 1):
        art.canvas.stroke(
            [(x + side * half * 0.9, foot), (x + side * half * 0.9, foot - tall * 0.8)], tall * 0.035, wood
        )
    art.canvas.rectangle(Box(x - half, foot - tall * 0.34, x + half, foot), darker(wood, 0.12))
    art.canvas.rectangle(Box(x - half, foot - tall * 0.36, x + half, foot - tall * 0.31), lighter(wood, 0.2))
    for at in range(11):
        fruit = ((204, 92, 54), (214, 176, 70), (112, 142, 70), (172, 56, 62))[
            int(4 * art.unit("fruit", *spot.key, at // 3))
        ]
        art.canvas.ellipse(
            (x - half * 0.86 + half * 0.172 * at, foot - tall * 0.39),
            tall * 0.058,
            tall * 0.05,
            art.tone(fruit, spot.away),
        )
    for at in range(8):
        a, b = x - half * 1.1 + half * 0.275 * at, x - half * 1.1 + half * 0.275 * (at + 1)
        top = [
            (x + (a - x) * 0.82, foot - tall),
            (x + (b - x) * 0.82, foot - tall),
            (b, foot - tall * 0.74),
            ((a + b) / 2, foot - tall * 0.69),
            (a, foot - tall * 0.74),
        ]
        art.canvas.polygon(top, art.tone(SNOW, spot.away) if art.snowy and at % 2 else cloth if at % 2 == 0 else pale)


def bench(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    wood, iron = art.tone(art.covered(spot.colour, 0.5), spot.away), art.tone((58, 62, 68), spot.away)
    art.shadow(x, foot, tall * 1.1, 0.3)
    for side in (-1, 1):
        art.canvas.stroke(
            [(x + side * tall * 0.86, foot), (x + side * tall * 0.86, foot - tall * 0.95)], tall * 0.07, iron
        )
    for rise in (0.98, 0.78, 0.58):
        art.canvas.rectangle(Box(x - tall, foot - tall * rise, x + tall, foot - tall * (rise - 0.13)), wood)
    art.canvas.rectangle(spot.box(-1.04, -0.44, 1.04, -0.32), lighter(wood, 0.14))


def boulder(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    stone = art.tone(art.covered(spot.colour, 0.3), spot.away)
    art.shadow(x, foot, tall * 1.2, 0.28)
    tops = [art.span(0.7, 1.05, "top", *spot.key, at) for at in range(3)]
    outline = [
        (-1.0, 0.0),
        (-0.86, -0.5 * tops[0]),
        (-0.3, -0.95 * tops[1]),
        (0.36, -0.86 * tops[2]),
        (0.9, -0.4),
        (1.05, 0.0),
    ]
    art.canvas.polygon(spot.shape(outline), darker(stone, 0.2))
    left = [(-0.94, -0.04), (-0.82, -0.45 * tops[0]), (-0.3, -0.93 * tops[1]), (0.05, -0.5), (-0.2, -0.06)]
    right = [(0.98, -0.03), (0.85, -0.38), (0.34, -0.84 * tops[2]), (0.0, -0.5), (0.3, -0.06)]
    lit = left if art.light < 0 else right
    art.canvas.polygon(spot.shape(lit), lighter(stone, 0.1))
    if art.snowy:
        art.canvas.polygon(
            [
                (x + a * tall, foot + b * tall)
                for a, b in (
                    (-0.7, -0.66 * tops[0]),
                    (-0.3, -0.95 * tops[1]),
                    (0.36, -0.86 * tops[2]),
                    (0.7, -0.56),
                    (0.1, -0.66),
                )
            ],
            art.tone(SNOW, spot.away),
        )


def swing(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    frame, rope = art.tone(spot.colour, spot.away), art.tone((66, 66, 70), spot.away)
    for side in (-1, 1):
        top = (x + side * tall * 0.7, foot - tall)
        for out in (-0.2, 0.2):
            art.canvas.stroke([top, (top[0] + out * tall, foot)], tall * 0.05, frame)
    art.canvas.stroke(
        [(x - tall * 0.74, foot - tall), (x + tall * 0.74, foot - tall)], tall * 0.055, lighter(frame, 0.14)
    )
    for at, sway in ((-0.34, 0.08), (0.3, -0.05)):
        for rope_at in (-0.12, 0.12):
            art.canvas.stroke(
                [(x + (at + rope_at) * tall, foot - tall), (x + (at + rope_at + sway) * tall, foot - tall * 0.3)],
                max(0.0014, tall * 0.014),
                rope,
            )
        art.canvas.rectangle(
            Box(x + (at + sway - 0.15) * tall, foot - tall * 0.32, x + (at + sway + 0.15) * tall, foot - tall * 0.27),
            darker(rope, 0.2),
        )


def slide(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    paint, steel = art.tone(spot.colour, spot.away), art.tone((176, 180, 184), spot.away)
    flip = -spot.side
    for at in (0.0, 0.3):
        art.canvas.stroke([(x + flip * at * tall, foot), (x + flip * at * tall, foot - tall * 1.1)], tall * 0.05, paint)
    for at in range(5):
        y = foot - tall * (0.16 + 0.17 * at)
        art.canvas.stroke([(x, y), (x + flip * 0.3 * tall, y)], tall * 0.035, darker(paint, 0.2))
    art.canvas.polygon(
        [
            (x - flip * tall * 0.06, foot - tall * 1.06),
            (x + flip * tall * 0.15, foot - tall * 1.4),
            (x + flip * tall * 0.36, foot - tall * 1.06),
        ],
        art.tone(art.covered((206, 154, 62), 0.6), spot.away),
    )
    run = [(0.28, -0.86), (0.44, -0.84), (1.2, -0.14), (1.46, -0.08)]
    art.canvas.stroke([(x + flip * a * tall, foot + b * tall) for a, b in run], tall * 0.13, darker(steel, 0.1))
    art.canvas.stroke(
        [(x + flip * a * tall, foot + (b - 0.05) * tall) for a, b in run], tall * 0.03, lighter(paint, 0.1)
    )


def roundabout(art: Art, spot: Spot) -> None:
    """A climbing dome of bars."""
    x, foot, tall = spot.x, spot.foot, spot.size
    paint = art.tone(spot.colour, spot.away)
    for at in range(5):
        art.canvas.stroke(
            [
                (x + tall * 1.0 * (at / 2 - 1), foot),
                (x + tall * 0.6 * (at / 2 - 1), foot - tall * 0.6),
                (x, foot - tall),
            ],
            tall * 0.035,
            paint,
        )
    for rise, half in ((0.3, 0.84), (0.64, 0.56)):
        art.canvas.stroke(
            [(x - tall * half, foot - tall * rise), (x + tall * half, foot - tall * rise)],
            tall * 0.035,
            darker(paint, 0.15),
        )


def flag(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    art.canvas.stroke([(x, foot), (x, foot - tall)], max(0.002, tall * 0.014), art.tone((92, 84, 78), spot.away))
    out = -art.light * tall
    cloth = art.tone(spot.colour, spot.away)
    art.canvas.smooth(
        [
            (x, foot - tall),
            (x + out * 0.18, foot - tall * 0.96),
            (x + out * 0.36, foot - tall * 0.98),
            (x + out * 0.35, foot - tall * 0.8),
            (x + out * 0.18, foot - tall * 0.78),
            (x, foot - tall * 0.82),
        ],
        cloth,
    )


def wire(art: Art, spot: Spot) -> None:
    """A length of barbed wire on crossed stakes."""
    x, foot, tall = spot.x, spot.foot, spot.size
    tone = art.tone(spot.colour, spot.away)
    for at in (-1, 1):
        middle = x + at * tall * 1.1
        for lean in (-0.4, 0.4):
            art.canvas.stroke(
                [(middle - lean * tall, foot), (middle + lean * tall, foot - tall)], tall * 0.07, darker(tone, 0.2)
            )
    for at in range(12):
        loop = (x + tall * 0.22 * (at - 5.5), foot - tall * (0.5 + 0.1 * (at % 2)))
        points = ring(loop, tall * 0.2, tall * 0.3, 12)
        art.canvas.stroke([*points, points[0]], max(0.0012, tall * 0.022), tone)


def crate(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    wood = art.tone(spot.colour, spot.away)
    art.shadow(x, foot, tall * 0.8, 0.34)
    box = Box(x - tall * 0.55, foot - tall, x + tall * 0.55, foot)
    art.block(box, wood, tall * 0.2)
    for y in (0.04, 0.34, 0.64):
        art.canvas.rectangle(
            Box(box.left, box.top + tall * (y + 0.24), box.right, box.top + tall * (y + 0.27)), darker(wood, 0.3)
        )
    art.canvas.rectangle(
        Box(box.left, box.top, box.right, box.top + tall * 0.06),
        art.tone(SNOW, spot.away) if art.snowy else lighter(wood, 0.2),
    )


def vent(art: Art, spot: Spot) -> None:
    """What stands on a roof: a housing with a grille and a pipe."""
    x, foot, tall = spot.x, spot.foot, spot.size
    tin = art.tone(spot.colour, spot.away)
    art.shadow(x, foot, tall, 0.34)
    box = Box(x - tall * 0.7, foot - tall, x + tall * 0.7, foot)
    art.block(box, tin, tall * 0.3)
    for at in range(5):
        y = box.top + tall * (0.2 + 0.13 * at)
        art.canvas.rectangle(Box(box.left + tall * 0.14, y, box.right - tall * 0.14, y + tall * 0.05), darker(tin, 0.4))
    art.canvas.rectangle(
        Box(box.left, box.top - tall * 0.06, box.right, box.top), art.tone(art.covered(lighter(spot.colour, 0.14), 0.9))
    )


def water_tank(art: Art, spot: Spot) -> None:
    """A tank on legs, as roofs of New York have."""
    x, foot, tall = spot.x, spot.foot, spot.size
    left, right = art.sides(art.tone(spot.colour, spot.away))
    for side in (-0.26, -0.08, 0.1, 0.26):
        art.canvas.stroke(
            [(x + side * tall, foot), (x + side * tall * 0.8, foot - tall * 0.45)], tall * 0.03, darker(right, 0.4)
        )
    art.canvas.rectangle(spot.box(-0.28, -0.84, 0.06, -0.4), left)
    art.canvas.rectangle(spot.box(0.06, -0.84, 0.28, -0.4), right)
    art.canvas.polygon(
        [(x - tall * 0.31, foot - tall * 0.83), (x, foot - tall), (x + tall * 0.31, foot - tall * 0.83)],
        art.tone(art.covered((92, 84, 84)), spot.away),
    )
    for rise in (0.5, 0.64, 0.78):
        art.canvas.veil(
            corners(Box(x - tall * 0.28, foot - tall * rise, x + tall * 0.28, foot - tall * (rise - 0.015))),
            (20, 20, 30),
            0.3,
        )


def parasol(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    art.shadow(x, foot, tall * 0.7, 0.3)
    art.canvas.stroke(
        spot.shape([(0.0, 0.0), (0.0, -0.9)]), max(0.002, tall * 0.03), art.tone((222, 214, 200), spot.away)
    )
    for at in range(6):
        a, b = -0.62 + 1.24 * at / 6, -0.62 + 1.24 * (at + 1) / 6
        shade = art.tone(spot.colour if at % 2 == 0 else (236, 228, 210), spot.away)
        art.canvas.polygon(
            [
                (x, foot - tall),
                (x + a * tall, foot - tall * (0.86 - 0.24 * abs(a))),
                (x + b * tall, foot - tall * (0.86 - 0.24 * abs(b))),
            ],
            shade,
        )


def signpost(art: Art, spot: Spot) -> None:
    """A board over the way: a road sign or a station's name."""
    x, foot, tall = spot.x, spot.foot, spot.size
    art.canvas.stroke([(x, foot), (x, foot - tall)], max(0.002, tall * 0.03), art.tone((120, 124, 128), spot.away))
    board = spot.box(-0.3, -1.02, 0.3, -0.74)
    art.canvas.rectangle(board, art.tone((230, 230, 224), spot.away))
    art.canvas.rectangle(board.grown(-tall * 0.02), art.tone(spot.colour, spot.away))
    for at in range(2):
        y = board.top + tall * (0.08 + 0.09 * at)
        art.canvas.rectangle(
            Box(board.left + tall * 0.06, y, board.right - tall * (0.08 + 0.1 * at), y + tall * 0.035),
            art.tone((230, 230, 224), spot.away),
        )


def pump(art: Art, spot: Spot) -> None:
    """A petrol pump."""
    x, foot, tall = spot.x, spot.foot, spot.size
    art.shadow(x, foot, tall * 0.5, 0.34)
    box = Box(x - tall * 0.24, foot - tall, x + tall * 0.24, foot)
    art.block(box, art.tone(spot.colour, spot.away), tall * 0.12)
    art.canvas.rectangle(
        Box(box.left + tall * 0.06, box.top + tall * 0.12, box.right - tall * 0.06, box.top + tall * 0.34),
        (206, 226, 220) if art.mood.lamps else art.tone((206, 214, 210), spot.away),
    )
    art.canvas.stroke(
        [
            (box.right, box.top + tall * 0.3),
            (box.right + tall * 0.14, foot - tall * 0.2),
            (box.right, foot - tall * 0.36),
        ],
        max(0.0016, tall * 0.03),
        art.tone((50, 50, 56), spot.away),
    )


def fountain(art: Art, spot: Spot) -> None:
    x, foot, tall = spot.x, spot.foot, spot.size
    left, right = art.sides(art.tone(spot.colour, spot.away))
    water = mix(art.mood.sky[1], art.mood.sky[2], 0.5)
    art.shadow(x, foot, tall * 1.2, 0.3)
    art.canvas.polygon(
        [
            (x - tall, foot - tall * 0.26),
            (x + tall, foot - tall * 0.26),
            (x + tall * 0.9, foot),
            (x - tall * 0.9, foot),
        ],
        right,
    )
    art.canvas.ellipse((x, foot - tall * 0.26), tall, tall * 0.12, left)
    art.canvas.ellipse((x, foot - tall * 0.26), tall * 0.9, tall * 0.09, water)
    art.canvas.rectangle(spot.box(-0.08, -0.7, 0.08, -0.24), right)
    art.canvas.ellipse((x, foot - tall * 0.7), tall * 0.4, tall * 0.07, left)
    for at in range(7):
        out = tall * 0.13 * (at - 3)
        art.canvas.stroke(
            [(x + out * 0.2, foot - tall * 0.98), (x + out * 0.7, foot - tall * 0.96), (x + out, foot - tall * 0.7)],
            max(0.0012, tall * 0.012),
            lighter(water, 0.3),
        )

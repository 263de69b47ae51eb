"""What stands in streets and gardens: lamps, poles, fences, benches, stalls, cars."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, corners
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import SNOW, Art, Spot

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

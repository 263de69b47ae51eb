"""What a figure that sits or lies has under it."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Point
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.figures.padded import draw_padded
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.figures.skeleton import Skeleton

_SLATS = (112, 96, 78)


def draw_seat(pen: Pen, body: Skeleton) -> None:
    """A seat for one, or a bed, as the stance says, behind the figure; what several share is `seating`'s."""
    if pen.stance.above or pen.stance.shared:
        return
    if pen.stance.posture == "lie":
        if pen.stance.seat == "bed":
            _bed(pen)
        return
    match pen.stance.seat:
        case "chair" | "table" | "long table" | "sofa" | "pew" | "wall" | "bed":
            _chair(pen, body)
        case "desk" | "wheelchair" | "armchair" | "throne":
            draw_padded(pen, body)
        case "stool" | "bar" | "piano":
            _stool(pen, body)
        case "bench":
            _bench(pen, body)
        case "rock":
            _rock(pen, body)
        case "car":
            _car_seat(pen)
        case _:
            pass


def _floor(pen: Pen) -> float:
    return (pen.stance.floor - pen.stance.top) / pen.stance.height


def _chair(pen: Pen, body: Skeleton) -> None:
    """A plain wooden chair: its back behind the back, its seat under the hips."""
    x, y = body.pelvis
    seat, floor = y + 0.055, _floor(pen)
    aside = -1 if body.yaw > 0.2 else 1 if body.yaw < -0.2 else 0
    back = x + aside * 0.1
    wood = pen.stance.wood
    dark = darker(wood, 0.3)
    for at in (-0.095, 0.095):
        pen.hull([(x + at + aside * 0.03, seat, 0.011), (x + at * 1.1 + aside * 0.03, floor - 0.012, 0.009)], dark)
    if aside:
        pen.hull([(back, seat, 0.012), (back + aside * 0.03, seat - 0.26, 0.012)], darker(wood, 0.1))
        for at, rise in ((0.018, 0.25), (0.0, 0.15)):
            pen.hull([(back + aside * 0.02 * rise * 4, seat - rise, 0.017), (back - aside * at - aside * 0.07,
                     seat - rise - 0.02, 0.012)], lighter(wood, 0.06))  # fmt: skip
    else:
        for at in (-0.105, 0.105):
            pen.hull([(x + at, seat, 0.012), (x + at, seat - 0.27, 0.012)], darker(wood, 0.1))
        for rise in (0.255, 0.16):
            pen.hull([(x - 0.1, seat - rise, 0.02), (x + 0.1, seat - rise, 0.02)], lighter(wood, 0.06))
    pen.hull([(x - 0.1 + aside * 0.03, seat, 0.016), (x + 0.1 + aside * 0.03, seat, 0.016)], wood)


def _stool(pen: Pen, body: Skeleton) -> None:
    """A stool on four legs."""
    x, y = body.pelvis
    seat, floor = y + 0.055, _floor(pen)
    for at in (-0.07, 0.07):
        pen.hull([(x + at, seat, 0.011), (x + 1.5 * at, floor - 0.012, 0.009)], darker(pen.stance.wood, 0.3))
    pen.hull([(x - 0.08, floor - 0.08, 0.007), (x + 0.08, floor - 0.08, 0.007)], darker(pen.stance.wood, 0.2))
    pen.hull([(x - 0.085, seat, 0.02), (x + 0.085, seat, 0.02)], pen.stance.wood)


def _bench(pen: Pen, body: Skeleton) -> None:
    """A bench of slats, longer than who sits on it is wide."""
    x, y = body.pelvis
    seat, floor = y + 0.055, _floor(pen)
    left, right = x - 0.36, x + 0.36
    for leg in (left + 0.05, right - 0.05):
        pen.hull([(leg, seat - 0.2, 0.012), (leg, floor - 0.012, 0.012)], (62, 64, 70))
    for high, low, colour in (
        (0.2, 0.155, darker(_SLATS, 0.12)),
        (0.13, 0.085, darker(_SLATS, 0.12)),
        (0.014, -0.018, _SLATS),
    ):
        pen.polygon([(left, seat - high), (right, seat - high), (right, seat - low), (left, seat - low)], colour)


def _rock(pen: Pen, body: Skeleton) -> None:
    """A stone as high as a chair, a light side and a dark one."""
    x, y = body.pelvis
    seat, floor = y + 0.045, _floor(pen) + 0.012
    high, stone = floor - seat, (128, 124, 118)
    aside = -0.02 if body.yaw > 0.2 else 0.02 if body.yaw < -0.2 else 0.0

    def at(points: list[Point]) -> list[Point]:
        return [(x + aside + across, seat + down * high) for across, down in points]

    pen.smooth(
        at([(-0.23, 1.0), (-0.24, 0.56), (-0.14, 0.04), (0.1, 0.0), (0.21, 0.44), (0.25, 1.0), (0.0, 1.06)]), stone
    )
    pen.smooth(at([(0.06, 1.0), (0.02, 0.5), (0.1, 0.02), (0.21, 0.44), (0.25, 1.0)]), darker(stone, 0.28))
    pen.smooth(at([(-0.17, 0.3), (-0.12, 0.07), (0.06, 0.03), (-0.04, 0.16)]), lighter(stone, 0.2))


def _car_seat(pen: Pen) -> None:
    """The front seat of a car, seen from the front: its back and its head rest."""
    cloth = (112, 104, 92)
    for x in (-0.03, 0.03):
        pen.line([(x, 0.1), (x, 0.2)], 0.007, (150, 152, 156))
    for grow, tone in ((1.0, darker(cloth, 0.34)), (0.9, cloth)):
        for y, wide, high in ((0.068, 0.082, 0.062), (0.5, 0.17, 0.34)):
            cut = ((-0.8, -1), (0.8, -1), (1, -0.6), (1, 0.7), (0.8, 1), (-0.8, 1), (-1, 0.7), (-1, -0.6))
            pen.smooth([(across * wide * grow, y + down * high * grow) for across, down in cut], tone)


def _bed(pen: Pen) -> None:
    """A mattress and a pillow, as far as the frame shows; painted along the body that lies on it."""
    under = -1 if pen.stance.facing >= 0 else 1
    sheet, pillow = (206, 200, 188), (236, 232, 224)
    # Before a frame that shows the floor the bed stands on it, else it goes on to the frame's edge.
    low = 0.31 if pen.stance.height < 0.9 else 0.6

    def block(near: float, far: float, head: float, foot: float) -> list[Point]:
        return [(under * near, head), (under * near, foot), (under * far, foot), (under * far, head)]

    if low < 0.5:
        for y in (-0.16, 1.12):
            pen.polygon(block(0.2, low, y, y + 0.04), darker(pen.stance.wood, 0.3))
        pen.polygon(block(-0.06, 0.26, -0.2, -0.16), pen.stance.wood)
    pen.polygon(block(0.085, min(low, 0.2) if low < 0.5 else low, -0.16, 1.16), sheet)
    if low < 0.5:
        pen.polygon(block(0.19, 0.235, -0.16, 1.16), darker(pen.stance.wood, 0.1))
    pen.smooth([(under * x, y) for x, y in ((0.045, -0.09), (0.05, 0.16), (0.12, 0.17), (0.12, -0.1))], pillow)

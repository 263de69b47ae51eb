"""Seats for one with a back that shows around whoever sits there: armchairs, office chairs, wheelchairs, thrones."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Point, ring
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.figures.skeleton import Skeleton

_IRON = (62, 64, 72)


def draw_padded(pen: Pen, body: Skeleton) -> None:
    """The seat of the stance, behind the figure."""
    x, y = body.pelvis
    seat = y + 0.05
    floor = (pen.stance.floor - pen.stance.top) / pen.stance.height
    aside = -0.05 if body.yaw > 0.2 else 0.05 if body.yaw < -0.2 else 0.0
    match pen.stance.seat:
        case "desk":
            _office_chair(pen, x + aside, seat, floor)
        case "wheelchair":
            _wheelchair(pen, x + aside, seat, floor)
        case "throne":
            _throne(pen, x + aside, seat, floor)
        case _:
            _armchair(pen, x + aside, seat, floor)


def _armchair(pen: Pen, x: float, seat: float, floor: float) -> None:
    cloth = pen.stance.cloth
    _block(pen, x - 0.21, x + 0.21, seat - 0.34, seat + 0.08, darker(cloth, 0.16), 0.05)
    _block(pen, x - 0.18, x + 0.18, seat - 0.3, seat - 0.02, cloth, 0.04)
    _block(pen, x - 0.18, x + 0.18, seat - 0.02, seat + 0.12, lighter(cloth, 0.1), 0.03)
    for side in (-1, 1):
        left, right = sorted((x + side * 0.16, x + side * 0.26))
        _block(pen, left, right, seat - 0.12, floor - 0.025, darker(cloth, 0.04 if side < 0 else 0.24), 0.035)
        pen.hull([(x + side * 0.2, floor - 0.03, 0.014), (x + side * 0.2, floor - 0.008, 0.01)], pen.stance.wood)
    pen.polygon([(x - 0.17, seat + 0.1), (x + 0.17, seat + 0.1), (x + 0.17, floor - 0.03), (x - 0.17, floor - 0.03)],
                darker(cloth, 0.22))  # fmt: skip


def _office_chair(pen: Pen, x: float, seat: float, floor: float) -> None:
    """A chair that turns, on five wheels."""
    cloth = darker(pen.stance.cloth, 0.3)
    pen.hull([(x, seat, 0.016), (x, floor - 0.05, 0.012)], _IRON)
    for at in (-0.12, -0.05, 0.06, 0.12):
        pen.hull([(x, floor - 0.045, 0.012), (x + at, floor - 0.014, 0.01)], _IRON)
    pen.hull([(x, seat, 0.012), (x, seat - 0.2, 0.012)], _IRON)
    _block(pen, x - 0.13, x + 0.13, seat - 0.36, seat - 0.06, cloth, 0.05)
    _block(pen, x - 0.14, x + 0.14, seat - 0.015, seat + 0.03, lighter(cloth, 0.1), 0.02)


def _wheelchair(pen: Pen, x: float, seat: float, floor: float) -> None:
    """A wheelchair, its large wheels beside the seat."""
    _block(pen, x - 0.13, x + 0.13, seat - 0.26, seat + 0.02, (52, 56, 68), 0.02)
    for side in (-1, 1):
        pen.hull([(x + side * 0.14, seat - 0.3, 0.012), (x + side * 0.14, floor - 0.06, 0.01)], _IRON)
        pen.hull([(x + side * 0.15, seat - 0.1, 0.014), (x + side * 0.08, seat - 0.1, 0.014)], _IRON)
        wheel = ring((x + side * 0.17, floor - 0.155), 0.075, 0.15, 28)
        pen.smooth(wheel, (34, 36, 42))
        pen.smooth(ring((x + side * 0.17, floor - 0.155), 0.058, 0.13, 28), (112, 116, 126))
        pen.hull([(x + side * 0.17, floor - 0.28, 0.004), (x + side * 0.17, floor - 0.03, 0.004)], (190, 194, 200))
        pen.hull([(x + side * 0.11, floor - 0.155, 0.004), (x + side * 0.23, floor - 0.155, 0.004)], (190, 194, 200))


def _throne(pen: Pen, x: float, seat: float, floor: float) -> None:
    """A high back with gilt edges, arms and a crest."""
    gilt, cloth = (206, 164, 84), pen.stance.cloth
    back: list[Point] = [(x - 0.19, floor), (x - 0.19, seat - 0.56), (x, seat - 0.68), (x + 0.19, seat - 0.56),
                         (x + 0.19, floor)]  # fmt: skip
    pen.polygon(back, gilt)
    pen.polygon([(x - 0.155, floor - 0.04), (x - 0.155, seat - 0.53), (x, seat - 0.625), (x + 0.155, seat - 0.53),
                 (x + 0.155, floor - 0.04)], darker(cloth, 0.08))  # fmt: skip
    pen.smooth(ring((x, seat - 0.67), 0.035, 0.035, 20), lighter(gilt, 0.3))
    for side in (-1, 1):
        pen.hull([(x + side * 0.22, seat - 0.13, 0.022), (x + side * 0.22, floor - 0.02, 0.018)], gilt)
        pen.smooth(ring((x + side * 0.22, seat - 0.15), 0.03, 0.03, 18), lighter(gilt, 0.3))
    _block(pen, x - 0.19, x + 0.19, seat, seat + 0.07, gilt, 0.01)


def _block(pen: Pen, left: float, right: float, top: float, bottom: float, colour: tuple[int, int, int],
           soft: float) -> None:  # fmt: skip
    """A rectangle with rounded corners."""
    pen.smooth([(left + soft, top), (right - soft, top), (right, top + soft), (right, bottom - soft),
                (right - soft, bottom), (left + soft, bottom), (left, bottom - soft), (left, top + soft)],
               colour)  # fmt: skip

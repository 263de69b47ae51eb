"""What children climb on: a swing, a slide, a dome of bars."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.lands.land import Art, Spot


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

"""Boats and what stands by the water: hulls, masts, cranes, bollards."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter
from milimo_runtime.backends.animatic.lands.furniture import WARM
from milimo_runtime.backends.animatic.lands.land import Art, Spot, flat

PAINTS: tuple[Colour, ...] = (
    (178, 62, 54),
    (58, 92, 132),
    (206, 200, 188),
    (66, 72, 82),
    (196, 148, 66),
    (84, 122, 110),
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

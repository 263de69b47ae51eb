"""What stands where people go out to: stands, tents, wheels, booths, parasols."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import darker, lighter, mix
from milimo_runtime.backends.animatic.lands.boats import PAINTS
from milimo_runtime.backends.animatic.lands.furniture import AWNINGS, WARM
from milimo_runtime.backends.animatic.lands.land import Art, Spot


def lounger(art: Art, spot: Spot) -> None:
    """A deck chair under a parasol."""
    x, foot, tall = spot.x, spot.foot, spot.size
    cloth, white = art.tone(spot.colour, spot.away), art.tone((236, 232, 222), spot.away)
    art.shadow(x, foot, tall * 0.5)
    art.canvas.stroke([(x, foot), (x, foot - tall)], tall * 0.03, white)
    art.canvas.polygon(spot.shape([(-0.5, -0.82), (0.0, -1.08), (0.5, -0.82)]), cloth)
    art.canvas.polygon(spot.shape([(-0.17, -0.82), (0.0, -1.08), (0.17, -0.82)]), white)
    art.canvas.stroke(spot.shape([(-0.5, -0.2), (0.2, -0.16), (0.5, -0.4)]), tall * 0.06, white)


def stand(art: Art, spot: Spot) -> None:
    """A stand full of people under its roof, and floodlights."""
    steel = art.tone((126, 132, 142), spot.away)
    art.canvas.polygon(spot.shape([(-4.6, 0.0), (4.6, 0.0), (4.8, -0.82), (-4.8, -0.82)]), darker(steel, 0.4))
    for row in range(8):
        for at in range(110):
            if art.unit("seat", row, at) < 0.18:
                continue
            tone = PAINTS[int(art.unit("shirt", row, at) * len(PAINTS))]
            x = -4.55 + 9.1 * (at + 0.5 * (row % 2)) / 110
            art.canvas.ellipse(spot.shape([(x, -0.12 - 0.085 * row)])[0], 0.026 * spot.size, 0.03 * spot.size,
                               art.tone(mix(tone, (206, 170, 140), 0.3), spot.away))  # fmt: skip
    art.canvas.rectangle(spot.box(-4.7, -0.1, 4.7, 0.02), art.tone((58, 84, 140), spot.away))
    art.canvas.polygon(spot.shape([(-5.0, -1.06), (5.0, -1.06), (4.8, -0.84), (-4.8, -0.84)]), lighter(steel, 0.2))
    for x in (-3.2, 3.2):
        art.canvas.stroke(spot.shape([(x, -0.9), (x, -1.9)]), 0.05 * spot.size, steel)
        art.canvas.rectangle(spot.box(x - 0.4, -2.1, x + 0.4, -1.86), lighter(steel, 0.5))
        if art.mood.lamps:
            art.canvas.glow(spot.shape([(x, -1.98)])[0], 1.6 * spot.size, (255, 250, 230), 0.8)


def big_top(art: Art, spot: Spot) -> None:
    """A striped tent on two masts, with flags."""
    red, white = art.tone(spot.colour, spot.away), art.tone((236, 228, 208), spot.away)
    eaves, foot = [-1.5 + 3.0 * at / 12 for at in range(13)], [-1.4 + 2.8 * at / 12 for at in range(13)]
    for at in range(12):
        tone = red if at % 2 else white
        peak = max(-0.5, min(0.5, (at - 5.5) * 0.16))
        art.canvas.polygon(
            spot.shape([(peak, -1.0), (peak + 0.01, -1.0), (eaves[at + 1], -0.42), (eaves[at], -0.42)]), tone
        )
        left, right = eaves[at], eaves[at + 1]
        wall = [(left, -0.42), (right, -0.42), (foot[at + 1], 0.0), (foot[at], 0.0)]
        art.canvas.polygon(spot.shape(wall), darker(tone, 0.16))
        tip = [(left, -0.43), (right, -0.43), ((left + right) / 2, -0.34)]
        art.canvas.polygon(spot.shape(tip), darker(white if at % 2 else red, 0.06))
    art.canvas.polygon(
        spot.shape([(-0.24, 0.0), (0.0, -0.4), (0.24, 0.0)]), art.lamp(WARM) if art.mood.lamps else darker(red, 0.6)
    )
    for x in (-0.46, 0.46):
        art.canvas.stroke(spot.shape([(x, -1.0), (x, -1.24)]), 0.02 * spot.size, darker(white, 0.5))
        art.canvas.polygon(spot.shape([(x, -1.24), (x + 0.22, -1.19), (x, -1.12)]), red)


def big_wheel(art: Art, spot: Spot) -> None:
    """A wheel with cabins, lit at night."""
    steel, middle = art.tone((206, 206, 212), spot.away), (0.0, -0.56)
    for side in (-1, 1):
        art.canvas.stroke(spot.shape([(side * 0.3, 0.0), middle]), 0.03 * spot.size, darker(steel, 0.3))
    rim = ring(middle, 0.46, 0.46, 40)
    art.canvas.stroke(spot.shape([*rim, rim[0]]), 0.018 * spot.size, steel)
    for at, cabin in enumerate(ring(middle, 0.46, 0.46, 12)):
        art.canvas.stroke(spot.shape([middle, cabin]), 0.008 * spot.size, steel)
        (x, y), size = spot.shape([cabin])[0], 0.042 * spot.size
        art.canvas.ellipse((x, y + size * 0.6), size, size, art.tone(AWNINGS[at % len(AWNINGS)], spot.away))
        if art.mood.lamps:
            art.canvas.glow((x, y), 0.1 * spot.size, (255, 216, 140), 0.7)


def booth(art: Art, spot: Spot) -> None:
    """A stall of a fair: a striped roof, lamps along it."""
    tone, white = art.tone(spot.colour, spot.away), art.tone((236, 228, 208), spot.away)
    art.canvas.rectangle(spot.box(-0.7, -0.36, 0.7), darker(tone, 0.2))
    art.canvas.rectangle(spot.box(-0.6, -0.74, 0.6, -0.36), art.lamp(WARM) if art.mood.lamps else darker(tone, 0.6))
    for at in range(8):
        left = -0.8 + 0.2 * at
        strip = [(left * 0.7, -1.0), ((left + 0.2) * 0.7, -1.0), (left + 0.2, -0.7), (left, -0.7)]
        art.canvas.polygon(spot.shape(strip), tone if at % 2 else white)
        if art.mood.lamps:
            art.canvas.glow(spot.shape([(left + 0.1, -0.68)])[0], 0.12 * spot.size, (255, 220, 150), 0.6)

"""What a land has once: a lighthouse, a filling station's roof, smoke on the horizon."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import Art, Once, Painter, Shape, Spot
from milimo_runtime.backends.animatic.lands.monuments import smoke


def one(shape: Shape, x: float, foot: float, size: float, colours: tuple[Colour, ...] = ((200, 200, 196),)) -> Once:
    """One thing at `x`, on the light's side where `x` is positive."""
    return Once(shape, x, foot, size, colours)


def backdrop(paint: Painter) -> Once:
    """What closes the view, painted with what hides most of it: no layer of its own, which every moving frame costs."""

    def behind(art: Art, _: Spot) -> None:
        paint(art)

    return Once(behind, 0.0, 0.0, 0.0, ((0, 0, 0),))


def lighthouse(art: Art, spot: Spot) -> None:
    """A banded tower on its rock, the lamp lit when it is dark."""
    x, foot, tall = spot.x, spot.foot, spot.size
    rock = darker(art.tone(art.covered((84, 82, 86), 0.4)), 0.35)
    stone = [(-0.95, 0.26), (-0.55, 0.06), (-0.22, -0.02), (0.18, -0.03), (0.5, 0.07), (0.98, 0.28)]
    art.canvas.smooth(spot.shape(stone), rock)
    white, red = art.tone((226, 224, 218)), art.tone((170, 58, 52))
    top = foot - tall * 0.8
    for band in range(5):
        t0, t1 = band / 5, (band + 1) / 5
        y0, y1 = foot + (top - foot) * t0, foot + (top - foot) * t1
        w0, w1 = tall * (0.11 - 0.044 * t0), tall * (0.11 - 0.044 * t1)
        left, right = art.sides(red if band % 2 else white)
        art.canvas.polygon([(x - w0, y0), (x - w1, y1), (x + w1 * 0.2, y1), (x + w0 * 0.2, y0)], left)
        art.canvas.polygon([(x + w0 * 0.2, y0), (x + w1 * 0.2, y1), (x + w1, y1), (x + w0, y0)], right)
    for rise in (0.22, 0.48):
        art.canvas.rectangle(
            Box(x - 0.008, foot - tall * rise - 0.018, x + 0.008, foot - tall * rise), darker(white, 0.6)
        )
    _lantern(art, x, top, tall)


def _lantern(art: Art, x: float, top: float, tall: float) -> None:
    iron, lit = darker(art.tone((70, 74, 84)), 0.35), art.mood.lamps and not art.land.unlit
    glass: Colour = (255, 226, 150) if lit else mix(art.mood.sky[2], iron, 0.35)
    half, high = tall * 0.05, tall * 0.11
    art.canvas.rectangle(Box(x - half * 1.9, top - tall * 0.014, x + half * 1.9, top + tall * 0.012), iron)
    art.canvas.rectangle(Box(x - half, top - high, x + half, top - tall * 0.014), glass)
    for bar in (-1.0, -0.33, 0.33, 1.0):
        art.canvas.stroke([(x + bar * half, top - high), (x + bar * half, top)], 0.003, iron)
    dome = [(-1.36, -0.98), (-0.72, -1.42), (0.0, -1.62), (0.72, -1.42), (1.36, -0.98)]
    art.canvas.smooth([(x + a * half, top + b * high) for a, b in dome], iron)
    for bar in range(9):
        side = x + half * 1.9 * (bar / 4 - 1)
        art.canvas.stroke([(side, top - high * 0.5), (side, top)], 0.0016, iron)
    art.canvas.stroke([(x - half * 1.9, top - high * 0.5), (x + half * 1.9, top - high * 0.5)], 0.002, iron)
    if lit:
        lamp = (x, top - high * 0.55)
        art.canvas.glow(lamp, tall * 0.55, (255, 224, 150), 0.7)
        for side in (-1, 1):
            beam = [lamp, (x + side * 3.0, lamp[1] - 0.5), (x + side * 3.0, lamp[1] + 0.14)]
            art.canvas.veil(beam, (255, 230, 170), 0.13 if art.mood.haze else 0.08, 0.012)


def mound(art: Art, spot: Spot) -> None:
    """The hill that a castle stands on, with the road that winds up it."""
    earth = art.tone(art.covered(spot.colour, 0.85), spot.away)
    outline = [
        (-5.2, 0.1),
        (-3.9, -0.2),
        (-2.9, -0.62),
        (-2.1, -0.78),
        (2.2, -0.78),
        (3.0, -0.56),
        (4.2, -0.14),
        (5.4, 0.1),
    ]
    art.canvas.smooth(spot.shape(outline), darker(earth, 0.12))
    lit = [(-5.0, 0.08), (-3.8, -0.18), (-2.8, -0.6), (-2.0, -0.76), (0.2, -0.7), (-0.8, -0.2), (-1.6, 0.08)]
    art.canvas.smooth(spot.shape([(across * -art.light, down) for across, down in lit]), lighter(earth, 0.08))
    road = [
        (-0.25, -0.74),
        (0.25, -0.74),
        (0.5, -0.5),
        (1.5, -0.34),
        (0.4, -0.16),
        (-0.6, 0.1),
        (-1.5, 0.1),
        (-0.5, -0.2),
        (0.7, -0.36),
        (0.0, -0.5),
    ]
    art.canvas.smooth(spot.shape(road), art.tone(art.covered((190, 170, 134), 0.6), spot.away))


def forecourt(art: Art, spot: Spot) -> None:
    """The roof over a filling station's pumps, its shop behind."""
    x, foot, tall = spot.x, spot.foot, spot.size
    white, red = art.tone((230, 226, 216), spot.away), art.tone((178, 58, 52), spot.away)
    shop = spot.box(-0.9, -0.5, 0.7)
    art.block(shop, art.tone((206, 198, 184), 0.1), tall * 0.1)
    glass: Colour = (255, 226, 164) if art.mood.lamps else mix(art.mood.sky[1], art.tone((70, 84, 92)), 0.6)
    art.canvas.rectangle(
        Box(shop.left + tall * 0.1, foot - tall * 0.36, shop.right - tall * 0.3, foot - tall * 0.04), glass
    )
    for bar in range(6):
        seam = shop.left + tall * (0.1 + 0.2 * bar)
        art.canvas.rectangle(Box(seam, foot - tall * 0.36, seam + 0.004, foot - tall * 0.04), darker(white, 0.4))
    art.canvas.rectangle(
        Box(shop.right - tall * 0.22, foot - tall * 0.36, shop.right - tall * 0.06, foot), darker(red, 0.3)
    )
    for side in (-0.9, 0.9):
        art.canvas.rectangle(
            Box(x + side * tall - 0.009, foot - tall * 0.8, x + side * tall + 0.009, foot + tall * 0.06),
            darker(white, 0.2),
        )
    roof = spot.box(-1.3, -0.94, 1.3, -0.76)
    art.canvas.rectangle(roof, white)
    art.canvas.rectangle(Box(roof.left, roof.top + tall * 0.06, roof.right, roof.top + tall * 0.12), red)
    art.canvas.rectangle(
        Box(roof.left, roof.top - tall * 0.02, roof.right, roof.top), art.tone(art.covered((230, 226, 216), 1.0))
    )
    if art.mood.lamps:
        art.canvas.glow((x, foot - tall * 0.5), tall * 1.5, (255, 240, 206), 0.5, 0.5)
        art.canvas.rectangle(Box(x - tall * 0.6, roof.bottom, x + tall * 0.6, roof.bottom + 0.008), (255, 250, 232))


def smokes(art: Art) -> None:
    """Columns of smoke beyond the horizon, fire at their feet."""
    for at in range(3):
        x = -1.0 + 0.8 * (at + art.unit("smoke", at))
        art.canvas.glow((x, art.y - 0.01), 0.16, (255, 142, 70), 0.55 if art.mood.lamps else 0.32, 0.5)
        smoke(art, x, art.y - 0.005, art.span(0.4, 0.62, "column", at), 0.35)

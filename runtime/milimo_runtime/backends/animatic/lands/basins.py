"""Grounds made for an outing, a pool, a pitch, vines, and where there is none: space and the deep."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Point, ring
from milimo_runtime.backends.animatic.colour import darker, lighter, mix
from milimo_runtime.backends.animatic.lands import grounds
from milimo_runtime.backends.animatic.lands.land import FAR, Art, flat


def pool(art: Art) -> None:
    """Flags, and a basin of clear water with lanes and a ladder."""
    grounds.plain(art)
    rim, water = art.tone((232, 230, 222)), art.tone((84, 186, 206))
    corners = [(-1.0, 0.11), (1.0, 0.11), (1.9, 0.27), (-1.9, 0.27)]
    for grow, tone in ((1.06, rim), (1.0, darker(water, 0.16))):
        art.canvas.polygon([(x * grow, art.y + 0.19 + (y - 0.19) * grow) for x, y in corners], tone)
    art.canvas.polygon([(x * 0.985, art.y + 0.012 + y) for x, y in corners[:2]]
                       + [(x * 0.995, art.y + y) for x, y in corners[2:]], water)  # fmt: skip
    for lane in (-0.6, -0.2, 0.2, 0.6):
        art.canvas.stroke([(lane, art.y + 0.125), (lane * 1.9, art.y + 0.27)], 0.006, lighter(water, 0.5))
    for at in range(40):
        spot = art.span(-1.2, 1.2, "glint", at), art.y + art.span(0.14, 0.26, "glint", at, "y")
        art.canvas.veil(flat(spot, art.span(0.02, 0.09, "wide", at), 0.003), (255, 255, 255), 0.4)
    steel = art.tone((206, 212, 218))
    for x in (1.02, 1.1):
        art.canvas.stroke([(x, art.y + 0.2), (x, art.y + 0.12), (x + 0.05, art.y + 0.12), (x + 0.05, art.y + 0.15)],
                          0.009, steel)  # fmt: skip


def void(art: Art) -> None:
    """No ground: black, with stars above and below."""
    art.canvas.rectangle(Box(-FAR, art.y, FAR, FAR), (5, 6, 16))
    art.canvas.gradient(
        Box(-FAR, art.y - 0.02, FAR, art.y + 0.5), [(art.y - 0.02, (26, 28, 52)), (art.y + 0.5, (5, 6, 16))]
    )
    for at in range(260):
        spot = art.span(-3, 3, "low star", at), art.y + art.span(0.0, 1.3, "low starry", at)
        size = art.span(0.0006, 0.0022, "low bright", at)
        art.canvas.ellipse(spot, size, size, mix((20, 24, 44), (236, 238, 250), art.span(0.2, 0.9, "low shine", at)))


def deep(art: Art) -> None:
    """Under water: blue to the surface above, shafts of light, the seabed, weed and bubbles."""
    dim = 0.45 if art.mood.dark else 0.0
    top, low = darker((92, 178, 200), dim), darker((10, 44, 82), dim)
    art.canvas.gradient(art.canvas.box.grown(0.1), [(-0.7, top), (-0.1, mix(top, low, 0.55)), (0.4, low)])
    for at in range(7):
        x, wide = art.span(-1.4, 1.4, "shaft", at), art.span(0.04, 0.14, "wide", at)
        shaft: list[Point] = [(x, -1.5), (x + wide, -1.5), (x + wide * 2.6 - 0.34, 0.3), (x - 0.4, 0.3)]
        art.canvas.veil(shaft, (206, 240, 240), 0.1 if not dim else 0.05, 0.03)
    bed = mix((150, 142, 108), low, 0.5 + 0.3 * dim)
    line = [(-FAR + FAR * at / 20, art.y + 0.17 + 0.03 * art.unit("bed", at)) for at in range(41)]
    art.canvas.polygon([*line, (FAR, FAR), (-FAR, FAR)], bed)
    for at in range(14):
        x, foot = art.span(-2.0, 2.0, "rock", at), art.y + art.span(0.2, 0.4, "rock", at, "y")
        art.canvas.ellipse(
            (x, foot), art.span(0.04, 0.15, "size", at), art.span(0.02, 0.06, "high", at), darker(bed, 0.3)
        )
    for at in range(22):
        x, foot = art.span(-1.9, 1.9, "weed", at), art.y + art.span(0.2, 0.42, "weed", at, "y")
        if abs(x) < 0.36:
            continue
        tall, sway = art.span(0.1, 0.34, "tall", at), art.span(-0.05, 0.05, "sway", at)
        stem = [(x, foot), (x + sway, foot - 0.4 * tall), (x - sway * 0.6, foot - 0.7 * tall), (x + sway, foot - tall)]
        art.canvas.stroke(stem, 0.016, mix((54, 108, 82), low, 0.35))
    for at in range(36):
        spot = art.span(-1.4, 1.4, "bubble", at), art.span(-0.6, 0.3, "bubble", at, "y")
        size = art.span(0.003, 0.011, "bubble", at, "size")
        art.canvas.veil(ring(spot, size, size, 14), (214, 240, 244), 0.45)


def pitch(art: Art) -> None:
    """Mown grass in stripes, and white lines."""
    grounds.plain(art)
    for at in range(9):
        tone = lighter(art.earth, 0.1) if at % 2 else darker(art.earth, 0.08)
        top, low = art.y + 0.05 * 1.34**at, art.y + 0.05 * 1.34 ** (at + 1)
        art.canvas.rectangle(Box(-FAR, top, FAR, low), tone)
    line = art.tone((236, 240, 232))
    art.canvas.rectangle(Box(-FAR, art.y + 0.115, FAR, art.y + 0.12), line)
    oval = ring((art.vanish, art.y + 0.34), 0.62, 0.1, 48)
    art.canvas.stroke([*oval, oval[0]], 0.009, line)
    art.canvas.stroke([(-FAR, art.y + 0.34), (FAR, art.y + 0.34)], 0.009, line)


def vines(art: Art) -> None:
    """Rows of vines that run to the horizon."""
    grounds.meadow(art)
    leaf = art.tone(art.covered((84, 118, 56), 0.5))
    for at in range(-16, 17):
        if at in (0,):
            continue
        across = 1.5 * at
        wall = art.board(across, 0.02, 0.8, 0.86, 0.1)
        art.canvas.polygon(wall, darker(leaf, 0.1 if at % 2 else 0.2))
        art.canvas.polygon(art.board(across, 0.02, 0.8, 0.9, 0.66), lighter(leaf, 0.08))

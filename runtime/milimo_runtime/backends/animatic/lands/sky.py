"""The sky: its colours, sun, moon and stars, and clouds as the weather has them."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.lands.land import Art, flat

_MOON: Colour = (232, 234, 226)


def draw_sky(art: Art) -> None:
    if art.land.motif.airless:
        _space(art)
        return
    y, sky = art.y, art.mood.sky
    stops = [(-0.85, sky[0]), (y - 0.28, sky[1]), (y, sky[2]), (y + 0.1, sky[2])]
    art.canvas.gradient(art.canvas.box.grown(0.1), stops)
    if art.mood.weather in ("clear", "snow", "ash", "wind"):
        _lights(art)
    _CLOUDS[art.mood.weather](art)


def _lights(art: Art) -> None:
    x, y, mood = art.land.sun, art.y, art.mood
    if mood.dark:
        _stars(art, 190)
        _moon(art, (x, -0.33))
    elif mood.hour == "day":
        art.canvas.glow((x, -0.42), 0.7, (255, 252, 232), 0.55)
    else:
        art.canvas.glow((x, y - 0.02), 0.95, (255, 214, 150), 0.75, 0.62)
        art.canvas.ellipse((x, y - 0.055), 0.05, 0.05, (255, 240, 206))


def _stars(art: Art, count: int) -> None:
    for at in range(count):
        spot = art.span(-3, 3, "star", at), art.span(-1.3, art.y - 0.08, "starry", at)
        size = art.span(0.0007, 0.002, "bright", at)
        art.canvas.ellipse(spot, size, size, mix(art.mood.sky[1], (226, 232, 250), art.span(0.2, 0.85, "shine", at)))


def _moon(art: Art, middle: Point) -> None:
    art.canvas.glow(middle, 0.34, (168, 190, 230), 0.4)
    art.canvas.ellipse(middle, 0.042, 0.042, _MOON)
    for x, y, size in ((-0.012, 0.008, 0.01), (0.014, -0.012, 0.007), (0.008, 0.018, 0.006)):
        art.canvas.ellipse((middle[0] + x, middle[1] + y), size, size * 0.9, (212, 216, 214))


def _space(art: Art) -> None:
    """No air: black above the ground at every hour, and a great planet."""
    art.canvas.gradient(
        art.canvas.box.grown(0.1), [(-0.8, (4, 5, 14)), (art.y, (20, 24, 48)), (art.y + 0.1, (26, 28, 52))]
    )
    for at in range(420):
        spot = art.span(-3, 3, "star", at), art.span(-1.3, art.y + 0.02, "starry", at)
        size = art.span(0.0006, 0.0022, "bright", at)
        art.canvas.ellipse(spot, size, size, mix((20, 24, 44), (236, 238, 250), art.span(0.15, 0.95, "shine", at)))
    middle, size = (-art.land.sun * 0.8, -0.24), 0.15
    planet: Colour = (92, 132, 172) if art.unit("planet") < 0.5 else (196, 134, 92)
    art.canvas.glow(middle, size * 1.7, planet, 0.35)
    art.canvas.ellipse(middle, size, size, planet)
    for at in range(4):
        band = (middle[0], middle[1] + size * (0.42 * at - 0.62))
        half = size * (0.94 - 0.5 * abs(0.42 * at - 0.62) ** 2)
        art.canvas.veil(flat(band, half, size * 0.07), lighter(planet, 0.35), 0.4, size * 0.02)
    dark = (middle[0] - art.light * size * 0.42, middle[1] + size * 0.1)
    art.canvas.veil(_crescent(middle, dark, size), (6, 8, 20), 0.78, size * 0.05)
    sun = (art.land.sun, -0.4)
    art.canvas.glow(sun, 0.4, (255, 246, 224), 0.8)
    art.canvas.ellipse(sun, 0.022, 0.022, (255, 252, 244))


def _crescent(middle: Point, dark: Point, size: float) -> list[Point]:
    """The part of a disc on the side of `dark`."""
    side = 1 if dark[0] > middle[0] else -1
    outer = [point for point in ring(middle, size, size, 48) if (point[0] - middle[0]) * side >= 0]
    outer.sort(key=lambda point: point[1])
    inner = [(middle[0] + (x - middle[0]) * -0.25, y) for x, y in outer]
    return [*outer, *reversed(inner)]


# ---------------------------------------------------------------- clouds


def _fair(art: Art) -> None:
    """A few heaped clouds by day, long ones low in the sky at the day's ends."""
    if art.mood.hour == "day":
        for at in range(6):
            x = -2.5 + 5.0 * (at + art.unit("cloud", at)) / 6
            _heap(art, (x, art.span(-0.42, art.y - 0.2, "height", at)), art.span(0.14, 0.3, "wide", at), at)
    else:
        _streaks(art, 11)


def _heap(art: Art, foot: Point, half: float, at: int) -> None:
    """Flat below, heaped above, bright towards the light."""
    sky = mix(art.mood.sky[1], art.mood.sky[2], 0.4)
    far = 0.35 + 0.5 * max(0.0, (foot[1] + 0.5) / 0.5)
    for tone, shift, scale in (
        (mix((196, 206, 220), sky, far), 0.0, 1.0),
        (mix((250, 250, 248), sky, far * 0.7), 0.1, 0.84),
    ):
        for lobe in range(7):
            t = lobe / 3 - 1
            size = half * (0.34 - 0.17 * t * t) * art.span(0.8, 1.25, "lobe", at, lobe) * scale
            x = foot[0] + t * half + art.light * half * shift
            art.canvas.veil(ring((x, foot[1] - size * (0.6 + shift * 4)), size, size * 0.74, 20), tone, 0.85, 0.004)
    art.canvas.veil(
        flat((foot[0], foot[1] - half * 0.06), half * 1.05, half * 0.09), mix((186, 198, 214), sky, far), 0.7, 0.006
    )


def _streaks(art: Art, count: int) -> None:
    """Thin level clouds; the light of a low sun is under them."""
    sky = art.mood.sky
    for at in range(count):
        x, t = art.span(-2.6, 2.6, "cloud", at), art.unit("height", at)
        y = -0.6 + (art.y + 0.52) * t
        wide, thick = art.span(0.3, 0.9, "wide", at), art.span(0.006, 0.02, "thick", at)
        body = mix(darker(sky[0], 0.1), sky[1], t) if not art.mood.dark else lighter(sky[1], 0.1)
        lit = mix(sky[1], lighter(sky[2], 0.25), 0.4 + 0.6 * t)
        art.canvas.veil(flat((x, y), wide, thick), body, 0.5, 0.01)
        if not art.mood.dark:
            art.canvas.veil(flat((x + 0.1 * art.light, y + thick * 0.6), wide * 0.8, thick * 0.4), lit, 0.75, 0.005)


def _grey(art: Art) -> None:
    """A whole lid of cloud."""
    _lid(art, 16, 0.2, 0.4)


def _heavy(art: Art) -> None:
    """Dark towers of cloud, lit from within."""
    _lid(art, 22, 0.44, 0.55)
    x = art.light * art.span(0.2, 0.5, "bolt")
    art.canvas.glow((x, art.y - 0.32), 0.5, (206, 214, 255), 0.5, 0.6)
    bolt, y = [(x, art.y - 0.34)], art.y - 0.34
    while y < art.y - 0.02:
        y += art.span(0.03, 0.06, "fork", len(bolt))
        bolt.append((bolt[-1][0] + art.span(-0.035, 0.035, "crook", len(bolt)), min(y, art.y)))
    art.canvas.stroke(bolt, 0.0075, mix(art.mood.sky[1], (206, 214, 255), 0.6))
    art.canvas.stroke(bolt, 0.0032, (244, 246, 255))
    fork = len(bolt) // 2
    branch = [
        bolt[fork],
        (bolt[fork][0] + art.light * 0.05, bolt[fork][1] + 0.05),
        (bolt[fork][0] + art.light * 0.06, bolt[fork][1] + 0.1),
    ]
    art.canvas.stroke(branch, 0.0024, (226, 230, 255))


def _lid(art: Art, count: int, dark: float, opacity: float) -> None:
    sky = art.mood.sky
    low, bright = darker(sky[1], dark), lighter(sky[1], 0.12 if art.mood.dark else 0.3)
    for at in range(count):
        t = (at + 0.5) / count
        x, y = art.span(-2.6, 2.6, "cloud", at), -0.66 + (art.y + 0.5) * t
        wide, thick = art.span(0.3, 0.7, "wide", at) * (1.2 - 0.4 * t), art.span(0.04, 0.09, "thick", at) * (1.25 - t)
        for lobe in range(4):
            middle = (x + (lobe - 1.5) * wide * 0.42, y + thick * art.span(-0.5, 0.5, "lobe", at, lobe))
            size = thick * art.span(0.7, 1.4, "size", at, lobe)
            art.canvas.veil(ring(middle, wide * 0.42, size, 20), low, opacity * 0.7, 0.014)
        art.canvas.veil(
            flat((x + art.light * wide * 0.2, y - thick * 0.8), wide * 0.8, thick * 0.4), bright, opacity * 0.5, 0.014
        )


def _torn(art: Art) -> None:
    """Clouds that the wind draws out into long shreds."""
    sky, way = art.mood.sky, -art.light
    body = lighter(sky[1], 0.12 if art.mood.dark else 0.4)
    for at in range(11):
        t = (at + 0.5) / 11
        x, y = art.span(-2.2, 2.2, "shred", at), -0.62 + (art.y + 0.42) * t
        wide, thick = art.span(0.3, 0.75, "wide", at), art.span(0.016, 0.04, "thick", at) * (1.3 - t)
        for lobe in range(4):
            middle = (x + way * wide * (0.3 * lobe - 0.4), y - thick * (0.5 * lobe - 0.4))
            size = 1.0 - 0.2 * lobe
            art.canvas.veil(flat(middle, wide * 0.5, thick * size), body, 0.34, 0.012)
        end = x + way * wide * 1.2
        tail = [(x, y), (end, y - thick * 1.7), (end, y - thick * 1.9), (x, y - thick)]
        art.canvas.veil(tail, body, 0.3, 0.01)


def _none(art: Art) -> None:
    """Air so thick that no cloud is seen; the sun is a pale disc in it."""
    if not art.mood.dark:
        middle = (art.land.sun, art.y - 0.28)
        pale = lighter(art.mood.sky[1], 0.42)
        art.canvas.glow(middle, 0.4, pale, 0.6)
        art.canvas.ellipse(middle, 0.036, 0.036, lighter(pale, 0.3))


def _sooty(art: Art) -> None:
    """Smoke over everything, red where it burns."""
    _lid(art, 14, 0.36, 0.5)
    art.canvas.glow((-art.land.sun, art.y + 0.02), 0.8, (236, 104, 44), 0.5, 0.34)


_CLOUDS = {
    "clear": _fair,
    "cloud": _grey,
    "rain": _grey,
    "storm": _heavy,
    "snow": _grey,
    "wind": _torn,
    "fog": _none,
    "dust": _none,
    "ash": _sooty,
}


def haze(art: Art, low: float, high: float, opacity: float) -> None:
    """A bank of fog over the ground, from `low` below the horizon to `high` above it; none in clear air."""
    if art.mood.weather not in ("fog", "dust", "ash"):
        return
    for at in range(3):
        x = art.span(-1.2, 1.2, "bank", at, low)
        y = art.y + low - (low + high) * (at + 0.5) / 3
        art.canvas.veil(ring((x, y), 2.6, (low + high) * 0.34, 24), art.mood.sky[2], opacity, 0.04)


def band(top: float, bottom: float) -> Box:
    """The whole width of the world between two heights."""
    return Box(-9.0, top, 9.0, bottom)

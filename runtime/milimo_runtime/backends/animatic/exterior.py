"""Places under the sky: sky and far hills, then water or ground with what stands on it, then something near."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, from_hue, lighter, mix, turned, under
from milimo_runtime.backends.animatic.mood import Mood, says
from milimo_runtime.media.chance import between, chance, drift, pick

FAR = 6.0
"""Half the width of the world that is painted, units: beyond what any camera term shows."""

_WATER = ("sea", "ocean", "harbour", "harbor", "coast", "beach", "shore", "lighthouse", "rock", "cliff", "lake",
          "river", "boat", "ship", "pier", "quay", "island", "waves", "bay", "dock", "canal", "water")  # fmt: skip
_CITY = ("city", "street", "alley", "road", "town", "rooftop", "square", "market", "station", "avenue", "building",
         "doorstep", "gutter", "village", "bridge", "pavement", "parking", "bus", "café", "cafe")  # fmt: skip
_WOODS = ("forest", "woods", "park", "garden", "orchard", "trees", "jungle", "path", "cemetery", "camp")
_HIGH = ("mountain", "mountains", "hill", "hills", "valley", "canyon", "desert", "dunes", "ridge")


@dataclass(frozen=True, slots=True)
class Land:
    """What an exterior is made of, read from its words."""

    water: bool
    city: bool
    woods: bool
    high: bool
    lighthouse: bool
    name: str
    seed: int
    horizon: float

    @property
    def ground(self) -> float:
        """Where ground that one can stand on begins in the frame."""
        return 0.245 if self.water else self.horizon

    def unit(self, *what: object) -> float:
        return chance("land", self.name, self.seed, *what)


def land_of(name: str, words: str, seed: int, horizon: float) -> Land:
    """The land of the place `name`; `words` are its name, look and the action's first words, casefolded."""
    water, city = says(words, _WATER), says(words, _CITY)
    woods, high = says(words, _WOODS), says(words, _HIGH)
    if not (water or city or woods or high):
        woods = chance("woods", name, seed) < 0.5
        high = not woods
    return Land(water, city, woods, high, says(words, ("lighthouse",)), name, seed, horizon)


def draw_sky(canvas: Canvas, land: Land, mood: Mood) -> None:
    """Sky, its lights and clouds, and the farthest land."""
    y, sky = land.horizon, mood.sky
    canvas.gradient(canvas.box.grown(0.1), [(-0.85, sky[0]), (y - 0.28, sky[1]), (y, sky[2]), (y + 0.1, sky[2])])
    if mood.weather in ("clear", "snow") or (mood.weather == "rain" and not mood.dark):
        _lights(canvas, land, mood)
    _clouds(canvas, land, mood)
    if land.city:
        _skyline(canvas, land, mood)
    elif not land.water or land.unit("headland") < 0.55:
        shift = 0.0 if not land.water else 1.4 * (1 if land.unit("side") < 0.5 else -1)
        _ridge(canvas, land, mood, 0.62, 0.1 if not land.high else 0.3, shift)
        if not land.water:
            _ridge(canvas, land, mood, 0.4, 0.06 if not land.high else 0.17, 0.0)


def _lights(canvas: Canvas, land: Land, mood: Mood) -> None:
    x, y = 0.75 * (land.unit("sun") - 0.5) * 1.6, land.horizon
    if mood.dark:
        for at in range(190):
            sx, sy = between(-3, 3, "star", land.name, at), between(-1.3, y - 0.1, "starry", land.name, at)
            size = between(0.0008, 0.0022, "bright", land.name, at)
            canvas.ellipse((sx, sy), size, size, mix(mood.sky[1], (226, 232, 250), between(0.25, 0.9, "shine", at)))
        moon = (x, -0.33)
        canvas.glow(moon, 0.34, (168, 190, 230), 0.4)
        canvas.ellipse(moon, 0.042, 0.042, (232, 234, 226))
        canvas.ellipse((moon[0] - 0.012, moon[1] + 0.008), 0.01, 0.008, (212, 216, 214))
    elif mood.hour == "day":
        canvas.glow((x, -0.42), 0.7, (255, 252, 232), 0.55)
    else:
        canvas.glow((x, y - 0.02), 0.95, (255, 214, 150), 0.75, 0.62)
        canvas.ellipse((x, y - 0.055), 0.05, 0.05, (255, 240, 206))


def _clouds(canvas: Canvas, land: Land, mood: Mood) -> None:
    stormy = mood.weather in ("storm", "rain", "snow")
    count = 15 if stormy else 6
    bright = lighter(mood.sky[1], 0.1 if mood.dark else 0.5)
    dark = darker(mood.sky[1], 0.42 if mood.weather == "storm" else 0.2)
    for at in range(count):
        x = between(-2.6, 2.6, "cloud", land.name, land.seed, at)
        y = between(-0.62, land.horizon - (0.2 if stormy else 0.14), "height", land.name, at)
        wide, thick = between(0.3, 0.75, "wide", land.name, at), between(0.016, 0.04, "thick", land.name, at)
        thick *= 2.2 if stormy else 1.0
        colour = dark if stormy and at % 3 else bright
        for lobe in range(4):
            middle = (x + (lobe - 1.5) * wide * 0.42, y + between(-0.6, 0.6, "lobe", at, lobe) * thick)
            size = thick * between(0.7, 1.5, "size", at, lobe)
            canvas.veil(ring(middle, wide * 0.45, size, 24), colour, 0.3 if stormy else 0.34, 0.012)


def _outline(land: Land, what: str, low: float, high: float, grain: float) -> list[Point]:
    points: list[Point] = []
    count = 260
    for at in range(count + 1):
        x = -FAR + 2 * FAR * at / count
        wave = 0.62 * drift(x * grain, land.name, what) + 0.28 * drift(x * grain * 2.7, land.name, what, "fine")
        wave += 0.1 * drift(x * grain * 7, land.name, what, "finest")
        points.append((x, low - (high * (0.55 + 0.55 * wave))))
    return points


def _ridge(canvas: Canvas, land: Land, mood: Mood, distance: float, height: float, shift: float) -> None:
    base = mood.air(under(earth_of(land, mood), mood.light), distance)
    line = _outline(land, f"ridge{distance}", land.horizon + 0.012, height, 0.9 if land.high else 0.6)
    if shift:
        edge = 0.35
        line = [
            (
                x,
                land.horizon
                + 0.006
                - max(0.0, land.horizon + 0.006 - y) * _slope((x * (1 if shift > 0 else -1) - edge) / 0.8),
            )
            for x, y in line
        ]
    canvas.polygon(
        [*line, (FAR, FAR), (-FAR, FAR)]
        if not shift
        else [*line, (FAR, land.horizon + 0.006), (-FAR, land.horizon + 0.006)],
        base,
    )


def _slope(t: float) -> float:
    t = min(1.0, max(0.0, t))
    return t * t * (3 - 2 * t)


def _skyline(canvas: Canvas, land: Land, mood: Mood) -> None:
    for row, (distance, tall) in enumerate(((0.72, 0.3), (0.45, 0.2))):
        colour = mood.air(under((72, 78, 96), mood.light), distance)
        x, at = -3.4, 0
        while x < 3.4:
            wide = between(0.08, 0.2, "house", land.name, row, at)
            top = land.horizon - tall * between(0.35, 1.0, "tall", land.name, row, at)
            canvas.rectangle(Box(x, top, x + wide, land.horizon + 0.02), colour)
            if row and land.unit("roof", at) < 0.4:
                canvas.polygon(
                    [(x - 0.008, top), (x + wide / 2, top - wide * 0.3), (x + wide + 0.008, top)], darker(colour, 0.1)
                )
            _panes(canvas, land, mood, Box(x, top, x + wide, land.horizon), (row, at), colour)
            x += wide + (0.012 if row else 0.0)
            at += 1


def _panes(canvas: Canvas, land: Land, mood: Mood, house: Box, which: tuple[int, int], wall: Colour) -> None:
    lit = (255, 206, 128) if mood.hour in ("night", "dusk") else lighter(wall, 0.24)
    share = 0.34 if mood.hour in ("night", "dusk") else 0.7
    columns, rows = max(1, int(house.width / 0.034)), max(1, int(house.height / 0.042))
    for column in range(columns):
        for row in range(rows):
            if land.unit("pane", *which, column, row) < share:
                x = house.left + (column + 0.5) * house.width / columns
                y = house.top + (row + 0.6) * house.height / (rows + 0.4)
                canvas.rectangle(
                    Box(x - 0.006, y - 0.009, x + 0.006, y + 0.009), mix(wall, lit, 0.75 if which[0] else 0.45)
                )


def earth_of(land: Land, mood: Mood) -> Colour:
    """The ground's own colour."""
    if mood.weather == "snow":
        return (214, 222, 232)
    base: Colour = pick(((96, 116, 78), (110, 112, 76), (88, 110, 92)), "earth", land.name)
    if land.city:
        base = (104, 104, 110)
    elif land.high and not land.woods:
        base = pick(((140, 116, 88), (112, 108, 104), (126, 112, 84)), "stone", land.name)
    return turned(base, between(-0.03, 0.03, "soil", land.name, land.seed))


def draw_land(canvas: Canvas, land: Land, mood: Mood) -> None:
    """Water or ground from the horizon on, and what stands there."""
    if land.water:
        _water(canvas, land, mood)
        _shore(canvas, land, mood)
    else:
        _ground(canvas, land, mood)
    if land.lighthouse:
        _lighthouse(canvas, land, mood)
    if land.woods:
        _trees(canvas, land, mood)
    if mood.weather == "fog":
        for at in range(3):
            y = land.horizon + 0.02 + 0.1 * at
            canvas.veil(ring((between(-1, 1, "fog", land.name, at), y), 2.2, 0.05 + 0.02 * at), mood.sky[2], 0.5, 0.05)


def _water(canvas: Canvas, land: Land, mood: Mood) -> None:
    y = land.horizon
    deep = mix(darker(mood.sky[0], 0.35), under((36, 92, 110), mood.light), 0.35)
    near_sky = mix(mood.sky[2], mood.sky[1], 0.45)
    canvas.gradient(
        Box(-FAR, y, FAR, FAR),
        [(y, near_sky), (y + 0.05, mix(near_sky, deep, 0.4)), (y + 0.5, deep), (y + 1.2, darker(deep, 0.5))],
    )
    rough = {"storm": 2.4, "rain": 1.4}.get(mood.weather, 1.0)
    for at in range(150):
        depth = chance("wave", land.name, at) ** 1.5
        wy = y + 0.006 + depth * 0.62
        wx = between(-2.4, 2.4, "swell", land.name, land.seed, at)
        wide = (0.03 + 0.16 * depth) * between(0.5, 1.5, "width", land.name, at)
        crest = (0.0016 + 0.008 * depth) * rough
        colour = mix(lighter(near_sky, 0.25), deep, 0.25 + 0.45 * chance("tone", at))
        canvas.veil(
            [
                (wx - wide, wy),
                (wx - wide * 0.3, wy - crest),
                (wx + wide * 0.4, wy - crest * 0.7),
                (wx + wide, wy),
                (wx, wy + crest * 0.35),
            ],
            colour,
            0.5,
        )
    if mood.weather == "clear" or mood.hour in ("dawn", "dusk"):
        x = 0.75 * (land.unit("sun") - 0.5) * 1.6
        shine: Colour = (226, 232, 240) if mood.dark else (255, 232, 186)
        for at in range(46):
            t = chance("glint", at)
            half = 0.012 + 0.05 * chance("glimmer", at)
            gx, gy = x + between(-0.1, 0.1, "gx", at) * (0.5 + t), y + 0.008 + t * 0.4
            canvas.veil([(gx - half, gy), (gx, gy - 0.0024), (gx + half, gy), (gx, gy + 0.0024)], shine, 0.5)


def _shore(canvas: Canvas, land: Land, mood: Mood) -> None:
    """The rock or quay that people stand on."""
    stone = darker(under((108, 104, 106), mood.light), 0.3 if mood.dark else 0.12)
    line = [
        (x, 0.245 + 0.028 * drift(x * 2.6, land.name, "shore") + 0.012 * drift(x * 9, land.name, "stones"))
        for x in _steps(-FAR, FAR, 160)
    ]
    if mood.weather in ("storm", "rain"):
        for at in range(26):
            x = between(-2.2, 2.2, "spray", land.name, at)
            canvas.veil(
                ring(
                    (x, 0.25 + between(-0.03, 0.01, "burst", at)),
                    between(0.03, 0.13, "burst", at, 1),
                    between(0.01, 0.045, "burst", at, 2),
                    20,
                ),
                lighter(mood.sky[2], 0.55),
                0.32,
                0.008,
            )
    canvas.polygon([*line, (FAR, FAR), (-FAR, FAR)], stone)
    canvas.veil(
        [*[(x, y + 0.012) for x, y in line], *[(x, y + 0.035) for x, y in reversed(line)]],
        lighter(stone, 0.5),
        0.12,
        0.006,
    )
    for at in range(40):
        x, y = between(-2.6, 2.6, "crack", land.name, at), between(0.3, 0.62, "crack", land.name, at, "y")
        wide = between(0.03, 0.16, "crack", at)
        canvas.veil([(x - wide, y), (x, y - 0.012), (x + wide, y + 0.004), (x, y + 0.009)], darker(stone, 0.5), 0.3)


def _steps(low: float, high: float, count: int) -> list[float]:
    return [low + (high - low) * at / count for at in range(count + 1)]


def _ground(canvas: Canvas, land: Land, mood: Mood) -> None:
    y = land.horizon
    earth = under(earth_of(land, mood), mood.light)
    canvas.gradient(
        Box(-FAR, y, FAR, FAR),
        [(y, mood.air(earth, 0.55)), (y + 0.12, mix(mood.air(earth, 0.2), earth, 0.5)), (y + 0.7, darker(earth, 0.42))],
    )
    if land.city:
        _street(canvas, land, mood, earth)
        return
    for at in range(46):
        depth = chance("tuft", land.name, at)
        gx, gy = between(-2.6, 2.6, "grass", land.name, at), y + 0.02 + 0.55 * depth**1.4
        wide = 0.06 + 0.5 * depth
        tone = lighter(earth, 0.2) if at % 2 else darker(earth, 0.4)
        canvas.veil(ring((gx, gy), wide, 0.004 + 0.016 * depth, 20), mood.air(tone, 0.4 * (1 - depth)), 0.22, 0.004)


def _street(canvas: Canvas, land: Land, mood: Mood, earth: Colour) -> None:
    y = land.horizon
    vanish = (between(-0.2, 0.2, "vanish", land.name), y)
    kerb = lighter(earth, 0.16)
    for side in (-1, 1):
        canvas.polygon(
            [vanish, (vanish[0] + side * 1.1, y + 0.75), (vanish[0] + side * 4.6, y + 0.75), (side * FAR, y)], kerb
        )
        canvas.polygon(
            [vanish, (vanish[0] + side * 1.1, y + 0.75), (vanish[0] + side * 1.16, y + 0.75)], lighter(kerb, 0.2)
        )
        _row_of_houses(canvas, land, mood, vanish, side)
    for at in range(7):
        near, far = 0.1 * 1.5**at * 0.5, 0.1 * 1.5**at * 0.5 * 1.24
        canvas.polygon(
            [
                (vanish[0] - near * 0.03, y + near),
                (vanish[0] + near * 0.03, y + near),
                (vanish[0] + far * 0.03, y + far),
                (vanish[0] - far * 0.03, y + far),
            ],
            lighter(earth, 0.42),
        )
    if mood.wet:
        for at in range(24):
            x, py = between(-1.6, 1.6, "puddle", land.name, at), y + between(0.08, 0.6, "puddle", at)
            canvas.veil(ring((x, py), 0.05 + 0.2 * (py - y), 0.006 + 0.02 * (py - y), 20), mood.sky[2], 0.3, 0.004)


def _row_of_houses(canvas: Canvas, land: Land, mood: Mood, vanish: Point, side: int) -> None:
    """Façades that run to the vanishing point."""
    edges = (0.26, 0.36, 0.52, 0.76, 1.12, 1.7, 2.8, 5.0)
    for at, (far, near) in enumerate(pairwise(edges)):
        roof = between(0.62, 0.95, "roof", land.name, land.seed, side, at)
        colour = under(
            from_hue(between(0.02, 0.14, "wall", land.name, side, at), 0.28, between(0.5, 0.74, "wall", at, side)),
            mood.light,
        )
        colour = mood.air(darker(colour, 0.3 if mood.dark else 0.06), max(0.0, 0.62 - 0.14 * at))
        x0, x1 = vanish[0] + side * far, vanish[0] + side * near

        def height(x: float, share: float) -> float:
            return vanish[1] + (0.66 - share * 1.9) * abs(x - vanish[0]) / 1.0

        canvas.polygon(
            [(x0, height(x0, roof)), (x1, height(x1, roof)), (x1, height(x1, 0.0)), (x0, height(x0, 0.0))], colour
        )
        lit = mood.hour in ("night", "dusk")
        for column in range(3):
            for row, (low, high) in enumerate(((0.12, 0.24), (0.36, 0.48), (0.56, 0.66))):
                if high > roof - 0.05:
                    continue
                a, b = far + (near - far) * (0.16 + 0.28 * column), far + (near - far) * (0.3 + 0.28 * column)
                xa, xb = vanish[0] + side * a, vanish[0] + side * b
                glow = lit and land.unit("lit", side, at, column, row) < 0.4
                pane = (250, 198, 112) if glow else darker(colour, 0.4)
                canvas.polygon(
                    [(xa, height(xa, high)), (xb, height(xb, high)), (xb, height(xb, low)), (xa, height(xa, low))],
                    mood.air(pane, 0.1 if not glow else 0.0),
                )


def _lighthouse(canvas: Canvas, land: Land, mood: Mood) -> None:
    x = -0.46 if land.unit("tower") < 0.5 else 0.46
    foot, top = 0.2, -0.26
    canvas.smooth(
        [(x - 0.5, 0.33), (x - 0.3, 0.22), (x - 0.12, 0.18), (x + 0.1, 0.175), (x + 0.28, 0.23), (x + 0.52, 0.34)],
        darker(under((84, 82, 86), mood.light), 0.35),
    )
    white, red = under((226, 224, 218), mood.light), under((170, 58, 52), mood.light)
    for band in range(5):
        t0, t1 = band / 5, (band + 1) / 5
        y0, y1 = foot + (top - foot) * t0, foot + (top - foot) * t1
        w0, w1 = 0.062 - 0.024 * t0, 0.062 - 0.024 * t1
        canvas.polygon([(x - w0, y0), (x + w0, y0), (x + w1, y1), (x - w1, y1)], red if band % 2 else white)
    canvas.veil(
        [(x + 0.01, top), (x + 0.04, top), (x + 0.064, foot), (x + 0.012, foot)],
        (10, 14, 34),
        0.35,
        0.006,
        within=False,
    )
    iron = darker(under((70, 74, 84), mood.light), 0.35)
    canvas.rectangle(Box(x - 0.052, top - 0.008, x + 0.052, top + 0.006), iron)
    glass = (
        (255, 226, 150)
        if mood.hour in ("night", "dusk") and mood.weather not in ("storm",)
        else mix(mood.sky[2], iron, 0.35)
    )
    canvas.rectangle(Box(x - 0.028, top - 0.062, x + 0.028, top - 0.008), glass)
    for bar in (-0.028, -0.009, 0.009, 0.028):
        canvas.stroke([(x + bar, top - 0.062), (x + bar, top - 0.008)], 0.003, iron)
    canvas.smooth(
        [
            (x - 0.038, top - 0.06),
            (x - 0.02, top - 0.088),
            (x, top - 0.1),
            (x + 0.02, top - 0.088),
            (x + 0.038, top - 0.06),
        ],
        iron,
    )
    for bar in range(9):
        bx = x - 0.052 + 0.013 * bar
        canvas.stroke([(bx, top - 0.034), (bx, top - 0.004)], 0.0016, iron)
    canvas.stroke([(x - 0.052, top - 0.034), (x + 0.052, top - 0.034)], 0.002, iron)
    if glass[0] > 240:
        canvas.glow((x, top - 0.035), 0.3, (255, 224, 150), 0.7)


def _trees(canvas: Canvas, land: Land, mood: Mood) -> None:
    y = land.horizon
    for row, (distance, size, count) in enumerate(((0.55, 0.13, 60), (0.28, 0.24, 26))):
        leaf = mood.air(
            under(pick(((58, 92, 66), (76, 98, 60), (60, 86, 80)), "leaf", land.name), mood.light), distance
        )
        if mood.weather == "snow":
            leaf = mix(leaf, (206, 216, 228), 0.4)
        for at in range(count):
            x = -2.8 + 5.6 * (at + between(0.1, 0.9, "tree", land.name, row, at)) / count
            if row and abs(x) < 0.42:
                continue
            tall = size * between(0.6, 1.35, "tall", land.name, row, at)
            foot = y + 0.015 + 0.05 * row
            tone = mix(leaf, darker(leaf, 0.3), chance("shade", at))
            canvas.stroke([(x, foot), (x, foot - tall * 0.4)], tall * 0.06, darker(tone, 0.4))
            if land.unit("pine", row, at) < 0.5:
                for tier in range(3):
                    base, wide = foot - tall * (0.15 + 0.24 * tier), tall * (0.3 - 0.07 * tier)
                    canvas.polygon([(x - wide, base), (x + wide, base), (x, base - tall * 0.44)], tone)
            else:
                for lobe in range(4):
                    canvas.ellipse(
                        (x + tall * (0.16 * (lobe - 1.5)), foot - tall * (0.6 + 0.14 * ((lobe * 7) % 3))),
                        tall * 0.22,
                        tall * 0.22,
                        tone,
                    )


def draw_near(canvas: Canvas, land: Land, mood: Mood) -> None:
    """Something dark and close at the edges, which gives the picture its depth."""
    dark = darker(mix(mood.sky[0], under(earth_of(land, mood), mood.light), 0.4), 0.62)
    side = 1 if land.unit("near") < 0.5 else -1
    if land.city:
        x = side * 0.86
        canvas.rectangle(Box(x - 0.014, -1.2, x + 0.014, 1.2), dark)
        canvas.stroke([(x, -0.4), (x - side * 0.1, -0.43), (x - side * 0.15, -0.41)], 0.014, dark)
        canvas.polygon(
            [
                (x - side * 0.11, -0.415),
                (x - side * 0.19, -0.415),
                (x - side * 0.17, -0.385),
                (x - side * 0.13, -0.385),
            ],
            dark,
        )
        if mood.hour in ("night", "dusk"):
            canvas.glow((x - side * 0.15, -0.38), 0.3, (255, 214, 140), 0.6)
    elif land.water:
        line = [
            (x, 0.505 - 0.17 * max(0.0, side * x - 0.34) ** 1.3 + 0.02 * drift(x * 6, land.name, "near"))
            for x in _steps(-3, 3, 120)
        ]
        canvas.polygon([*line, (3, 3), (-3, 3)], dark)
    else:
        for at in range(70):
            x = side * (0.5 + 2.2 * chance("blade", land.name, at) ** 1.5)
            lean, tall = between(-0.05, 0.05, "lean", at), between(0.05, 0.16, "blade", at)
            canvas.polygon([(x - 0.007, 0.56), (x + 0.007, 0.56), (x + lean, 0.52 - tall)], dark)


def draw_weather(canvas: Canvas, land: Land, mood: Mood) -> None:
    """Rain or snow between us and the scene."""
    if mood.wet:
        slant = 0.05 if mood.weather == "storm" else 0.02
        for at in range(260):
            x, y = between(-2.4, 2.4, "drop", land.seed, at), between(-1.3, 1.3, "fall", land.seed, at)
            long = between(0.02, 0.075, "long", at)
            canvas.veil(
                [
                    (x, y),
                    (x + 0.0014, y),
                    (x - slant * long * 14 + 0.0014, y + long),
                    (x - slant * long * 14, y + long),
                ],
                lighter(mood.sky[2], 0.4),
                0.26,
            )
    if mood.weather == "snow":
        for at in range(240):
            x, y = between(-2.4, 2.4, "flake", land.seed, at), between(-1.3, 1.3, "fall", land.seed, at)
            size = between(0.0018, 0.0056, "size", at)
            canvas.ellipse((x, y), size, size, mix((246, 248, 252), mood.sky[2], 0.2))
    if mood.weather == "fog":
        canvas.veil(corners(Box(-FAR, -FAR, FAR, FAR)), mood.sky[2], 0.16)

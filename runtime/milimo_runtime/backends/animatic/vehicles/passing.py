"""What passes outside the windows of a vehicle, drawn along its wall: sky, land or a tunnel, weather, lamps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Canvas, Point
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix, under
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.media.chance import between, chance, drift


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall in perspective: `at` places (z, v); the opening goes from `top` to `bottom`, `far` to `near`."""

    at: Callable[[float, float], Point]
    eye: float
    top: float
    bottom: float
    far: float
    near: float

    def strip(self, top: float, bottom: float, far: float, near: float) -> list[Point]:
        return [self.at(far, top), self.at(near, top), self.at(near, bottom), self.at(far, bottom)]

    @property
    def land(self) -> float:
        """The `v` of the horizon, brought into the opening."""
        return min(self.bottom - 0.03, max(self.top + 0.12, self.eye))


def draw_passing(canvas: Canvas, wall: Wall, mood: Mood, tunnel: bool, country: bool, name: str) -> None:
    """All of the opening, opaque."""
    if tunnel:
        _tunnel(canvas, wall, name)
        return
    steps, high = 14, wall.bottom - wall.top
    for at in range(steps):
        top = wall.top + high * at / steps
        canvas.polygon(wall.strip(top, wall.bottom, wall.far, wall.near), _sky(mood, at / (steps - 1)))
    _skyline(canvas, wall, mood, country, name)
    if mood.dark:
        _lights(canvas, wall, name)
    if mood.wet:
        _drops(canvas, wall, mood, name)
    elif mood.weather in ("snow", "fog"):
        canvas.veil(wall.strip(wall.top, wall.bottom, wall.far, wall.near), lighter(mood.sky[2], 0.3), 0.3)
    _sheen(canvas, wall)


def _sky(mood: Mood, down: float) -> Colour:
    if down < 0.5:
        return mix(mood.sky[0], mood.sky[1], down * 2)
    return mix(mood.sky[1], mood.sky[2], down * 2 - 1)


def _skyline(canvas: Canvas, wall: Wall, mood: Mood, country: bool, name: str) -> None:
    """Hills and trees, or houses, and the verge before them."""
    green, stone = under((84, 112, 78), mood.light), under((128, 120, 118), mood.light)
    base = mood.air(green if country else stone, 0.4)
    land, count = wall.land, 64
    line = []
    for at in range(count + 1):
        z = wall.far + (wall.near - wall.far) * at / count
        rise = 0.5 + 0.5 * drift(z * 1.3, "hill", name)
        line.append(wall.at(z, max(wall.top, land - 0.02 - 0.1 * rise)))
    canvas.polygon([*line, wall.at(wall.near, wall.bottom), wall.at(wall.far, wall.bottom)], base)
    z, at = wall.far, 0
    while z > wall.near + 0.06:
        long, tall = between(0.1, 0.4, "long", name, at), between(0.05, 0.24, "tall", name, at)
        near, top = max(wall.near, z - long), max(wall.top, land - tall)
        tone = darker(mood.air(green if country else stone, 0.22), between(0.05, 0.32, "tone", name, at))
        if country:
            tall = min(tall, 0.16)
            points = [(z, land), (z - 0.2 * long, land - tall * 0.8), (z - 0.5 * long, land - tall), (near, land)]
            canvas.smooth([wall.at(max(wall.near, far), max(wall.top, v)) for far, v in points], tone)
        else:
            canvas.polygon(wall.strip(top, land + 0.02, z, near), tone)
            _storeys(canvas, wall, mood, (z, near), (top, land), f"{name} {at}", tone)
        z, at = z - long * 1.15, at + 1
    canvas.polygon(
        wall.strip(land, wall.bottom, wall.far, wall.near), darker(mood.air(green if country else stone, 0.2), 0.3)
    )


def _storeys(
    canvas: Canvas, wall: Wall, mood: Mood, z: tuple[float, float], v: tuple[float, float], name: str, tone: Colour
) -> None:
    rows, across = int((v[1] - v[0]) / 0.05), max(1, int((z[0] - z[1]) / 0.1))
    for row in range(rows):
        for at in range(across):
            if chance("pane", name, row, at) < 0.45:
                continue
            far = z[0] - (at + 0.3) * (z[0] - z[1]) / across
            near, top = far - 0.4 * (z[0] - z[1]) / across, v[0] + 0.014 + 0.05 * row
            lamp = mood.dark and chance("lamp", name, row, at) < 0.6
            canvas.polygon(wall.strip(top, top + 0.024, far, near), (246, 206, 128) if lamp else darker(tone, 0.25))


def _lights(canvas: Canvas, wall: Wall, name: str) -> None:
    """Street lamps, drawn long by the speed."""
    for at in range(12):
        z = between(wall.near + 0.3, wall.far - 0.2, "light", name, at)
        v = between(wall.top + 0.06, wall.land, "light", name, at, "v")
        x, y = wall.at(z - 0.06, v)
        canvas.glow((x, y), 0.07 / z, (255, 206, 132), 0.5)
        canvas.polygon(wall.strip(v - 0.004, v + 0.004, z, z - 0.12), (255, 226, 168))


def _drops(canvas: Canvas, wall: Wall, mood: Mood, name: str) -> None:
    for at in range(70):
        z = wall.near + 0.15 + (wall.far - wall.near - 0.15) * chance("drop", name, at) ** 1.6
        v = between(wall.top + 0.01, wall.bottom - 0.06, "drop", name, at, "v")
        streak = [wall.at(z, v), wall.at(max(wall.near, z - 0.012), v), wall.at(max(wall.near, z - 0.06), v + 0.04)]
        canvas.veil(streak, lighter(mood.sky[2], 0.6), 0.5)


def _sheen(canvas: Canvas, wall: Wall) -> None:
    """What the glass gives back of the light inside."""
    canvas.veil(wall.strip(wall.top, wall.top + 0.05, wall.far, wall.near), (255, 250, 240), 0.1)


def _tunnel(canvas: Canvas, wall: Wall, name: str) -> None:
    canvas.polygon(wall.strip(wall.top, wall.bottom, wall.far, wall.near), (16, 18, 26))
    for v, tone in ((0.3, 44), (0.42, 34), (0.46, 52)):
        canvas.polygon(wall.strip(v, v + 0.006, wall.far, wall.near), (tone, tone, tone + 8))
    for at in range(7):
        z = between(0.4, wall.far - 0.1, "lamp", name, at)
        canvas.polygon(wall.strip(0.33, 0.35, z, max(wall.near, z - 0.3)), (206, 196, 160))
        canvas.glow(wall.at(max(wall.near, z - 0.15), 0.34), 0.1 / z, (255, 226, 168), 0.35)

"""Objects as simple shapes: each drawn from its base upwards, one unit high, and named by the words that mean it."""

from __future__ import annotations

from collections.abc import Callable

from milimo_runtime.backends.animatic.canvas import Canvas, Point, curve, ring
from milimo_runtime.backends.animatic.colour import NAMED, Colour, darker, from_hue, lighter, under
from milimo_runtime.backends.animatic.looks import Look
from milimo_runtime.backends.animatic.mood import says
from milimo_runtime.media.chance import between


class _Hand:
    """Draws in an object's own measure: x = 0 its middle, y = 0 its base, y = -1 its top."""

    def __init__(self, canvas: Canvas, x: float, foot: float, height: float, ambient: Colour, own: Colour) -> None:
        self.canvas, self.x, self.foot, self.height, self.ambient = canvas, x, foot, height, ambient
        self.own = own

    def at(self, points: list[Point]) -> list[Point]:
        return [(self.x + x * self.height, self.foot + y * self.height) for x, y in points]

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(self.at(points), under(colour, self.ambient))

    def smooth(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(curve(self.at(points)), under(colour, self.ambient))

    def ellipse(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        self.polygon(ring((x, y), across, down), colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        self.canvas.stroke(self.at(points), width * self.height, under(colour, self.ambient))

    def glow(self, x: float, y: float, radius: float, colour: Colour, opacity: float) -> None:
        middle = self.at([(x, y)])[0]
        self.canvas.glow(middle, radius * self.height, colour, opacity)

    def shade(self, points: list[Point], opacity: float) -> None:
        self.canvas.veil(self.at(points), (10, 12, 30), opacity, 0.02 * self.height)


def _lamp(hand: _Hand) -> None:
    brass = (204, 158, 82)
    hand.polygon([(-0.24, 0), (0.24, 0), (0.2, -0.1), (-0.2, -0.1)], brass)
    hand.box(-0.24, -0.02, 0.24, 0.0, darker(brass, 0.35))
    hand.smooth([(-0.19, -0.1), (-0.16, -0.26), (0.16, -0.26), (0.19, -0.1)], darker(brass, 0.15))
    hand.smooth(
        [(-0.13, -0.26), (-0.22, -0.46), (-0.16, -0.68), (0.16, -0.68), (0.22, -0.46), (0.13, -0.26)], (176, 178, 158)
    )
    hand.glow(0, -0.44, 0.75, (255, 206, 120), 0.75)
    hand.smooth(
        [(0, -0.28), (0.055, -0.36), (0.03, -0.46), (0, -0.6), (-0.03, -0.46), (-0.055, -0.36)], (255, 206, 110)
    )
    hand.smooth([(0, -0.29), (0.028, -0.34), (0, -0.46), (-0.028, -0.34)], (255, 246, 214))
    for x in (-0.215, 0.215):
        hand.line([(x * 0.8, -0.25), (x, -0.46), (x * 0.75, -0.7)], 0.018, brass)
    hand.polygon([(-0.17, -0.68), (0.17, -0.68), (0.1, -0.8), (-0.1, -0.8)], brass)
    hand.polygon([(-0.1, -0.8), (0.1, -0.8), (0.05, -0.86), (-0.05, -0.86)], lighter(brass, 0.25))
    hand.canvas.stroke(
        curve(hand.at([(-0.12, -0.8), (-0.1, -0.94), (0, -1.0), (0.1, -0.94), (0.12, -0.8)]), closed=False),
        0.016 * hand.height,
        under(brass, hand.ambient),
    )
    hand.polygon([(-0.2, -0.09), (-0.13, -0.09), (-0.15, -0.01), (-0.22, -0.01)], lighter(brass, 0.45))


def _candle(hand: _Hand) -> None:
    hand.ellipse(0, -0.03, 0.26, 0.05, (176, 136, 74))
    hand.box(-0.07, -0.62, 0.07, -0.04, (236, 228, 206))
    hand.ellipse(0, -0.62, 0.07, 0.018, (246, 240, 222))
    hand.glow(0, -0.76, 0.7, (255, 206, 120), 0.75)
    hand.smooth([(0, -0.64), (0.04, -0.7), (0.022, -0.8), (0, -0.94), (-0.022, -0.8), (-0.04, -0.7)], (255, 212, 120))


def _match(hand: _Hand) -> None:
    hand.line([(-0.3, -0.04), (0.1, -0.56)], 0.035, (214, 178, 126))
    hand.glow(0.12, -0.7, 0.8, (255, 196, 100), 0.8)
    hand.smooth([(0.1, -0.5), (0.2, -0.62), (0.16, -0.78), (0.12, -0.98), (0.05, -0.76), (0.03, -0.6)], (255, 178, 82))
    hand.smooth([(0.11, -0.52), (0.15, -0.62), (0.12, -0.8), (0.07, -0.62)], (255, 244, 206))
    hand.ellipse(0.1, -0.55, 0.03, 0.032, (92, 40, 34))


def _paper(hand: _Hand) -> None:
    hand.polygon([(-0.46, -0.06), (-0.36, -0.94), (0.4, -1.0), (0.44, -0.04)], (238, 230, 210))
    hand.polygon([(0.4, -1.0), (0.42, -0.84), (0.27, -0.988)], (206, 196, 172))
    for row in range(8):
        y = -0.82 + row * 0.085
        hand.line([(-0.3 - 0.004 * row, y), ((0.3 if row % 4 < 3 else 0.05), y - 0.022)], 0.011, (104, 96, 98))
    hand.line([(0.04, -0.14), (0.12, -0.18), (0.18, -0.13), (0.28, -0.18)], 0.014, (66, 72, 116))


def _photograph(hand: _Hand) -> None:
    hand.polygon([(-0.5, -0.06), (-0.46, -0.92), (0.5, -0.98), (0.52, -0.1)], (236, 230, 218))
    hand.polygon([(-0.43, -0.2), (-0.4, -0.85), (0.44, -0.9), (0.45, -0.22)], (126, 118, 108))
    hand.polygon([(-0.43, -0.2), (-0.42, -0.42), (0.05, -0.52), (0.45, -0.38), (0.45, -0.22)], (84, 78, 74))
    for x, size in ((-0.12, 0.09), (0.12, 0.1)):
        hand.ellipse(x, -0.6, size * 0.8, size, (206, 188, 164))
        hand.smooth([(x - 0.16, -0.22), (x - 0.1, -0.46), (x + 0.1, -0.46), (x + 0.16, -0.22)], (64, 60, 66))


def _book(hand: _Hand) -> None:
    hand.polygon([(-0.6, -0.1), (-0.48, -0.3), (0.5, -0.3), (0.64, -0.1)], darker(hand.own, 0.3))
    hand.polygon([(-0.56, -0.12), (-0.46, -0.42), (-0.02, -0.36), (0, -0.1)], (236, 228, 208))
    hand.polygon([(0.6, -0.12), (0.48, -0.42), (0.02, -0.36), (0, -0.1)], (224, 214, 192))
    for row in range(5):
        y = -0.36 + row * 0.05
        hand.line([(-0.42, y - 0.01), (-0.08, y + 0.03)], 0.008, (120, 110, 104))
        hand.line([(0.08, y + 0.03), (0.44, y - 0.01)], 0.008, (120, 110, 104))


def _telephone(hand: _Hand) -> None:
    hand.polygon([(-0.26, 0), (0.26, 0), (0.26, -0.98), (-0.26, -0.98)], (30, 32, 40))
    hand.polygon([(-0.23, -0.06), (0.23, -0.06), (0.23, -0.92), (-0.23, -0.92)], (92, 132, 172))
    hand.glow(0, -0.5, 0.6, (150, 190, 230), 0.4)
    for row, (left, wide) in enumerate(((-0.18, 0.26), (-0.06, 0.24), (-0.18, 0.2))):
        hand.box(
            left, -0.78 + row * 0.15, left + wide, -0.69 + row * 0.15, (226, 234, 242) if row != 1 else (120, 196, 150)
        )


def _vessel(hand: _Hand) -> None:
    hand.smooth([(-0.2, -0.02), (-0.24, -0.44), (0.24, -0.44), (0.2, -0.02)], hand.own)
    hand.ellipse(0, -0.44, 0.25, 0.045, lighter(hand.own, 0.3))
    hand.ellipse(0, -0.435, 0.21, 0.032, (74, 46, 34))
    hand.canvas.stroke(
        curve(hand.at([(0.22, -0.36), (0.36, -0.34), (0.36, -0.16), (0.2, -0.12)]), closed=False),
        0.04 * hand.height,
        under(hand.own, hand.ambient),
    )


def _bottle(hand: _Hand) -> None:
    glass = (74, 118, 92)
    hand.smooth(
        [
            (-0.16, 0),
            (-0.17, -0.46),
            (-0.13, -0.6),
            (-0.055, -0.72),
            (-0.05, -0.95),
            (0.05, -0.95),
            (0.055, -0.72),
            (0.13, -0.6),
            (0.17, -0.46),
            (0.16, 0),
        ],
        glass,
    )
    hand.box(-0.165, -0.42, 0.165, -0.16, (230, 222, 200))
    hand.box(-0.05, -1.0, 0.05, -0.93, (150, 112, 76))
    hand.line([(-0.11, -0.5), (-0.12, -0.06)], 0.02, lighter(glass, 0.45))


def _clock(hand: _Hand) -> None:
    hand.ellipse(0, -0.5, 0.48, 0.48, (176, 138, 72))
    hand.ellipse(0, -0.5, 0.41, 0.41, (240, 234, 218))
    for hour in range(12):
        x, y = ring((0, -0.5), 0.35, 0.35, 12)[hour]
        hand.ellipse(x, y, 0.018, 0.018, (60, 52, 52))
    hand.line([(0, -0.5), (0.14, -0.66)], 0.03, (44, 40, 44))
    hand.line([(0, -0.5), (-0.06, -0.8)], 0.02, (44, 40, 44))
    hand.ellipse(0, -0.5, 0.03, 0.03, (158, 52, 46))


def _key(hand: _Hand) -> None:
    brass = (206, 164, 84)
    hand.ellipse(-0.3, -0.42, 0.2, 0.2, brass)
    hand.ellipse(-0.3, -0.42, 0.11, 0.11, (40, 34, 34))
    hand.box(-0.12, -0.46, 0.5, -0.38, brass)
    for x in (0.3, 0.42):
        hand.box(x, -0.38, x + 0.06, -0.2, darker(brass, 0.12))


def _knife(hand: _Hand) -> None:
    hand.smooth([(-0.1, -0.4), (0.62, -0.44), (0.7, -0.36), (0.56, -0.28), (-0.1, -0.28)], (206, 212, 218))
    hand.polygon([(-0.1, -0.3), (0.6, -0.3), (0.56, -0.27), (-0.1, -0.27)], (150, 158, 168))
    hand.smooth([(-0.6, -0.4), (-0.12, -0.43), (-0.08, -0.26), (-0.58, -0.28)], (84, 54, 40))


def _boat(hand: _Hand) -> None:
    paper = (240, 236, 224)
    hand.polygon([(-0.02, -1.0), (-0.34, -0.36), (0.02, -0.32)], darker(paper, 0.12))
    hand.polygon([(-0.02, -1.0), (0.02, -0.32), (0.32, -0.4)], paper)
    hand.polygon([(-0.86, -0.5), (0.0, -0.32), (0.0, 0.0), (-0.5, -0.02)], darker(paper, 0.22))
    hand.polygon([(0.86, -0.52), (0.0, -0.32), (0.0, 0.0), (0.52, -0.02)], lighter(paper, 0.3))


def _case(hand: _Hand) -> None:
    hand.polygon([(-0.5, 0), (0.34, 0.03), (0.34, -0.56), (-0.5, -0.6)], hand.own)
    hand.polygon([(0.34, 0.03), (0.56, -0.08), (0.56, -0.64), (0.34, -0.56)], darker(hand.own, 0.34))
    hand.polygon([(-0.5, -0.6), (-0.26, -0.72), (0.56, -0.64), (0.34, -0.56)], lighter(hand.own, 0.28))
    hand.polygon([(-0.14, -0.585), (0.0, -0.578), (0.0, 0.015), (-0.14, 0.01)], lighter(hand.own, 0.14))


_PROPS: tuple[tuple[tuple[str, ...], Callable[[_Hand], None]], ...] = (
    (("lamp", "lantern", "light", "flame", "wick"), _lamp),
    (("match", "matches", "matchstick"), _match),
    (("candle",), _candle),
    (("boat", "ship", "paper boat"), _boat),
    (("photograph", "photo", "picture", "postcard", "portrait"), _photograph),
    (("letter", "note", "paper", "map", "page", "envelope", "telegram", "document", "list"), _paper),
    (("book", "diary", "journal", "logbook", "notebook", "script", "log"), _book),
    (("phone", "telephone", "screen", "tablet", "radio"), _telephone),
    (("cup", "mug", "coffee", "tea", "bowl"), _vessel),
    (("bottle", "wine", "whisky", "vial", "glass"), _bottle),
    (("clock", "watch", "compass", "barometer", "dial"), _clock),
    (("key", "keys"), _key),
    (("knife", "blade", "dagger"), _knife),
)  # fmt: skip


def known_in(text: str) -> str | None:
    """The first word in `text` that names an object there is a shape for."""
    folded = text.casefold()
    for words, _ in _PROPS:
        found = next((word for word in words if says(folded, (word,))), None)
        if found is not None:
            return found
    return None


def draw_prop(canvas: Canvas, name: str, look: str, x: float, foot: float, height: float, ambient: Colour) -> None:
    """Paint the object `name` with its base at (x, foot); one without a shape of its own is a case."""
    folded = f"{name} {look}".casefold()
    named = next((NAMED[word] for word in folded.replace(",", " ").split() if word in NAMED), None)
    own = named or from_hue(between(0, 1, "prop", name.casefold()), 0.42, 0.64)
    draw = next((draw for words, draw in _PROPS if says(name.casefold(), words)), None)
    draw = draw or next((draw for words, draw in _PROPS if says(folded, words)), _case)
    canvas.veil(ring((x, foot), height * 0.62, height * 0.07), (6, 8, 18), 0.45, height * 0.03)
    draw(_Hand(canvas, x, foot, height, ambient, own))


def draw_hands(canvas: Canvas, look: Look, ambient: Colour) -> None:
    """Two hands that rest on a table before us, sleeves and all."""
    skin, cloth = under(look.skin, ambient), under(look.cloth, ambient)
    canvas.veil(ring((0.0, 0.31), 0.46, 0.07), (6, 8, 18), 0.45, 0.03)
    for side in (-1, 1):

        def at(points: list[Point], side: int = side) -> list[Point]:
            return [(side * x, y) for x, y in points]

        canvas.smooth(at([(0.36, 0.21), (0.5, 0.14), (1.15, 0.5), (1.0, 0.85), (0.62, 0.62), (0.38, 0.36)]), cloth)
        canvas.smooth(at([(0.33, 0.22), (0.39, 0.17), (0.46, 0.33), (0.4, 0.38)]), darker(cloth, 0.3))
        canvas.smooth(at([(0.36, 0.2), (0.38, 0.34), (0.24, 0.37), (0.1, 0.34), (0.09, 0.26), (0.2, 0.19)]), skin)
        for finger in range(4):
            y = 0.235 + 0.034 * finger
            tip = 0.012 + 0.018 * abs(finger - 1.2)
            canvas.stroke(at([(0.16, y), (0.09, y + 0.004), (tip, y + 0.016)]), 0.034, skin)
            canvas.stroke(
                at([(0.16, y + 0.019), (0.09, y + 0.022), (tip + 0.012, y + 0.034)]), 0.004, darker(skin, 0.3)
            )
        canvas.stroke(at([(0.24, 0.2), (0.15, 0.172), (0.085, 0.185)]), 0.036, skin)
        canvas.veil(at([(0.37, 0.3), (0.38, 0.38), (0.2, 0.4), (0.06, 0.375), (0.2, 0.33)]), (12, 14, 34), 0.2, 0.012)

"""Parts of people before us: hands on a table, feet on the floor."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Canvas, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, under
from milimo_runtime.backends.animatic.looks import Look

_SHADOW = (6, 8, 18)
_NEARER, _HIGHER, _ABOUT = 1.42, 0.1, (0.0, 0.3)
"""How many times larger hands are than they are measured here, about which point, and how much higher they lie."""


class _Near:
    """Draws on a canvas what lies before us."""

    def __init__(self, canvas: Canvas, light: Colour) -> None:
        self.canvas, self.light = canvas, light

    def at(self, points: list[Point]) -> list[Point]:
        x0, y0 = _ABOUT
        return [(x0 + (x - x0) * _NEARER, y0 + (y - y0) * _NEARER - _HIGHER) for x, y in points]

    def smooth(self, points: list[Point], colour: Colour) -> None:
        self.canvas.smooth(self.at(points), colour)

    def stroke(self, points: list[Point], width: float, colour: Colour) -> None:
        self.canvas.stroke(self.at(points), width * _NEARER, colour)

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self.canvas.polygon(self.at(points), colour)

    def veil(self, points: list[Point], colour: Colour, opacity: float, soft: float) -> None:
        self.canvas.veil(self.at(points), colour, opacity, soft * _NEARER)


_FINGERS: tuple[tuple[Point, Point, Point, float], ...] = (
    ((0.12, 0.215), (0.03, 0.17), (-0.05, 0.168), 0.046),
    ((0.06, 0.235), (-0.07, 0.18), (-0.175, 0.182), 0.052),
    ((0.02, 0.262), (-0.13, 0.215), (-0.235, 0.222), 0.054),
    ((0.0, 0.3), (-0.13, 0.27), (-0.22, 0.285), 0.053),
)
"""Knuckle, joint and tip of the fingers of a hand that reaches to the left, the far ones first; how thick."""


def draw_hands(canvas: Canvas, look: Look, ambient: Colour) -> None:
    """Two hands that rest on a table before us, sleeves and all."""
    near = _Near(canvas, ambient)
    skin, cloth = under(look.skin, ambient), under(look.cloth, ambient)
    near.veil(ring((0.0, 0.31), 0.46, 0.07), (6, 8, 18), 0.45, 0.03)
    for side in (-1, 1):

        def at(points: list[Point], side: int = side) -> list[Point]:
            return [(side * x, y) for x, y in points]

        near.smooth(at([(0.36, 0.21), (0.5, 0.14), (1.15, 0.5), (1.0, 0.85), (0.62, 0.62), (0.38, 0.36)]), cloth)
        near.smooth(at([(0.33, 0.22), (0.39, 0.17), (0.46, 0.33), (0.4, 0.38)]), darker(cloth, 0.3))
        near.smooth(at([(0.36, 0.2), (0.38, 0.34), (0.24, 0.37), (0.1, 0.34), (0.09, 0.26), (0.2, 0.19)]), skin)
        for finger in range(4):
            y = 0.235 + 0.034 * finger
            tip = 0.012 + 0.018 * abs(finger - 1.2)
            near.stroke(at([(0.16, y), (0.09, y + 0.004), (tip, y + 0.016)]), 0.034, skin)
            near.stroke(at([(0.16, y + 0.019), (0.09, y + 0.022), (tip + 0.012, y + 0.034)]), 0.004, darker(skin, 0.3))
        near.stroke(at([(0.24, 0.2), (0.15, 0.172), (0.085, 0.185)]), 0.036, skin)
        near.veil(at([(0.37, 0.3), (0.38, 0.38), (0.2, 0.4), (0.06, 0.375), (0.2, 0.33)]), (12, 14, 34), 0.2, 0.012)


def draw_hand(canvas: Canvas, look: Look, ambient: Colour) -> None:
    """A right hand that lies on a table before us, reaching away to the left."""
    near = _Near(canvas, ambient)
    skin = under(look.skin, ambient)
    dark, light = darker(skin, 0.26), lighter(skin, 0.16)
    near.veil(ring((0.0, 0.345), 0.36, 0.05), _SHADOW, 0.42, 0.03)
    _sleeve(near, look)
    for knuckle, joint, tip, thick in _FINGERS:
        near.stroke([(x, y + 0.011) for x, y in (knuckle, joint, tip)], thick, dark)
        near.stroke([knuckle, joint, tip], thick, skin)
        near.veil(ring(joint, 0.02, 0.012), light, 0.35, 0.006)
        near.polygon(ring((tip[0] - 0.008, tip[1] - 0.004), 0.014, 0.011), lighter(skin, 0.34))
    back = [(0.16, 0.19), (0.3, 0.235), (0.4, 0.3), (0.34, 0.4), (0.2, 0.405), (0.05, 0.365), (-0.03, 0.315),
            (0.0, 0.255), (0.07, 0.21)]  # fmt: skip
    near.smooth([(x, y + 0.012) for x, y in back], dark)
    near.smooth(back, skin)
    for knuckle, *_ in _FINGERS:
        near.veil(ring((knuckle[0] + 0.008, knuckle[1] + 0.004), 0.03, 0.018), light, 0.4, 0.01)
        near.veil([(knuckle[0] + 0.05, knuckle[1] + 0.02), (0.27, 0.3), (0.27, 0.305), (knuckle[0] + 0.05,
                     knuckle[1] + 0.027)], dark, 0.3, 0.004)  # fmt: skip
    thumb: list[Point] = [(0.22, 0.39), (0.1, 0.405), (0.0, 0.385), (-0.07, 0.36)]
    near.stroke([(x, y + 0.012) for x, y in thumb], 0.058, dark)
    near.stroke(thumb, 0.058, skin)
    near.polygon(ring((-0.08, 0.354), 0.016, 0.013), lighter(skin, 0.34))
    near.veil([(0.32, 0.33), (0.34, 0.41), (0.2, 0.43), (0.05, 0.39), (0.16, 0.385)], (12, 14, 34), 0.2, 0.012)


def draw_fist(canvas: Canvas, look: Look, ambient: Colour) -> None:
    """A fist on a table before us, its knuckles to the left."""
    near = _Near(canvas, ambient)
    skin = under(look.skin, ambient)
    dark = darker(skin, 0.26)
    near.veil(ring((0.04, 0.37), 0.3, 0.05), _SHADOW, 0.45, 0.03)
    _sleeve(near, look)
    fist = [(0.36, 0.2), (0.2, 0.1), (0.02, 0.09), (-0.1, 0.15), (-0.13, 0.27), (-0.08, 0.37), (0.1, 0.4),
            (0.34, 0.39)]  # fmt: skip
    near.smooth([(x, y + 0.01) for x, y in fist], dark)
    near.smooth(fist, skin)
    for at, (x, y) in enumerate(((-0.06, 0.14), (-0.1, 0.2), (-0.105, 0.265), (-0.08, 0.33))):
        near.stroke([(x + 0.075, y), (x, y + 0.004)], 0.062, skin)
        near.veil(ring((x + 0.01, y - 0.008), 0.03, 0.02), lighter(skin, 0.2), 0.5, 0.01)
        if at < 3:
            near.stroke([(x + 0.09, y + 0.033), (x - 0.015, y + 0.037)], 0.006, darker(skin, 0.4))
    thumb: list[Point] = [(0.22, 0.33), (0.08, 0.36), (-0.03, 0.335)]
    near.stroke([(x, y + 0.011) for x, y in thumb], 0.066, dark)
    near.stroke(thumb, 0.066, skin)
    near.polygon(ring((-0.045, 0.33), 0.017, 0.014), lighter(skin, 0.34))


def _sleeve(near: _Near, look: Look) -> None:
    """The forearm from the lower right corner to the wrist, in its sleeve."""
    cloth, skin = under(look.cloth, near.light), under(look.skin, near.light)
    arm: list[Point] = [(0.36, 0.25), (0.52, 0.27), (1.3, 0.66), (1.0, 1.2), (0.5, 0.56), (0.32, 0.39)]
    bare = look.sleeves in ("bare", "short")
    near.smooth(arm, skin if bare else cloth)
    near.veil([(0.34, 0.38), (0.52, 0.56), (1.0, 1.2), (1.1, 1.0), (0.56, 0.48)], (12, 14, 34), 0.26, 0.03)
    if not bare:
        near.smooth([(0.35, 0.235), (0.42, 0.25), (0.43, 0.36), (0.36, 0.425), (0.3, 0.41), (0.36, 0.33)],
                      darker(cloth, 0.28))  # fmt: skip


def draw_floor(canvas: Canvas, floor: Colour, ambient: Colour) -> None:
    """The floor from a low camera, and the light on it."""
    tone, edge = under(floor, ambient), 0.1
    canvas.gradient(Box(-6, edge, 6, 6), [(edge, lighter(tone, 0.1)), (edge + 0.5, darker(tone, 0.4))])
    for at in range(7):
        x = -1.5 + 0.5 * at
        canvas.veil([(0.4 * x, edge), (0.4 * x + 0.003, edge), (2.4 * x + 0.012, 0.9), (2.4 * x, 0.9)],
                    darker(tone, 0.5), 0.4)  # fmt: skip
    canvas.veil(corners(Box(-6, edge - 0.03, 6, edge)), darker(tone, 0.55), 0.8)
    canvas.glow((0.0, 0.3), 0.6, (255, 236, 206), 0.16, 0.34)


def draw_feet(canvas: Canvas, look: Look, ambient: Colour) -> None:
    """Two feet that stand before us, and the legs above them out of the frame."""
    bare = look.garment == "dress"
    cloth = under(look.skin if bare else look.legs, ambient)
    for side in (-1, 1):
        canvas.veil(ring((side * 0.17, 0.335), 0.17, 0.034), _SHADOW, 0.5, 0.02)

        def at(points: list[Point], side: int = side) -> list[Point]:
            return [(side * x, y) for x, y in points]

        wide = 0.075 if bare else 0.115
        _shoe(canvas, look, ambient, side)
        leg = at([(0.06 - 0.2 * wide, -0.9), (0.15 - wide, 0.19), (0.15 + wide, 0.19), (0.26 + wide, -0.9)])
        canvas.polygon(leg, cloth if side < 0 else darker(cloth, 0.1))
        canvas.veil(at([(0.15, -0.9), (0.15 + 0.2 * wide, 0.19), (0.15 + wide, 0.19), (0.26 + wide, -0.9)]),
                    (12, 14, 34), 0.22, 0.02)  # fmt: skip
        if not bare:
            canvas.veil(at([(0.02, 0.12), (0.15, 0.145), (0.28, 0.12), (0.28, 0.195), (0.02, 0.195)]), (12, 14, 34),
                        0.3, 0.008)  # fmt: skip


def _shoe(canvas: Canvas, look: Look, ambient: Colour, side: int) -> None:
    """A shoe whose toe is turned a little outwards."""
    shoe = under(look.shoes, ambient)

    def at(points: list[Point]) -> list[Point]:
        return [(side * x, y) for x, y in points]

    sole = at([(0.07, 0.22), (0.08, 0.3), (0.13, 0.345), (0.22, 0.352), (0.275, 0.32), (0.27, 0.27), (0.22, 0.2)])
    canvas.smooth([(x, y + 0.012) for x, y in sole], darker(shoe, 0.6))
    canvas.smooth(at([(0.075, 0.16), (0.075, 0.25), (0.1, 0.315), (0.16, 0.342), (0.23, 0.338), (0.268, 0.3),
                      (0.25, 0.24), (0.225, 0.16)]), shoe)  # fmt: skip
    canvas.veil(at([(0.12, 0.3), (0.17, 0.318), (0.23, 0.3), (0.21, 0.275), (0.14, 0.275)]), lighter(shoe, 0.5), 0.35,
                0.01)  # fmt: skip
    for lace in range(3):
        y = 0.205 + 0.022 * lace
        canvas.stroke(at([(0.12 + 0.006 * lace, y), (0.2 + 0.006 * lace, y + 0.006)]), 0.007, lighter(shoe, 0.6))

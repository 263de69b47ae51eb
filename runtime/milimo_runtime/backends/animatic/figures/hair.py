"""Hair: what hangs behind the head, what frames the face, and all of it from behind.

Drawn as if the head looked to the right, as faces are.
"""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Point, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.figures.face import view_of
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.looks import Look

Shape = tuple[Point, ...]

_FALLS = {"long": 0.222, "bob": 0.135}
"""How low loose hair falls."""
# The hair on the head by view: 0 from the front, 1 half turned, 2 in profile.
_SHORT: dict[int, Shape] = {
    0: (
        (-0.05, 0.08), (-0.0585, 0.05), (-0.057, 0.012), (-0.03, -0.018), (0.008, -0.024), (0.045, -0.008),
        (0.0585, 0.034), (0.05, 0.08), (0.0465, 0.052), (0.034, 0.034), (0.012, 0.04), (-0.022, 0.028), (-0.043, 0.05),
    ),
    1: (
        (-0.05, 0.088), (-0.0595, 0.05), (-0.056, 0.01), (-0.03, -0.019), (0.014, -0.024), (0.047, -0.006),
        (0.056, 0.026), (0.0495, 0.05), (0.042, 0.034), (0.022, 0.04), (-0.008, 0.028), (-0.024, 0.05), (-0.031, 0.078),
        (-0.042, 0.098),
    ),
    2: (
        (0.0475, 0.036), (0.053, 0.014), (0.036, -0.013), (0.0, -0.025), (-0.037, -0.014), (-0.0615, 0.02),
        (-0.063, 0.06), (-0.052, 0.1), (-0.036, 0.114), (-0.024, 0.098), (-0.016, 0.068), (-0.004, 0.056),
        (0.003, 0.08), (0.0105, 0.078), (0.013, 0.05), (0.03, 0.038),
    ),
}  # fmt: skip
_DRAWN_BACK: dict[int, Shape] = {
    0: (
        (-0.004, 0.024), (0.03, 0.034), (0.045, 0.058), (0.0485, 0.088), (0.057, 0.064), (0.053, 0.02), (0.024, -0.012),
        (-0.024, -0.012), (-0.053, 0.02), (-0.057, 0.064), (-0.0485, 0.088), (-0.044, 0.056), (-0.03, 0.034),
    ),
    1: (
        (0.008, 0.024), (0.034, 0.034), (0.0455, 0.05), (0.049, 0.064), (0.0545, 0.04), (0.047, 0.006), (0.02, -0.014),
        (-0.024, -0.013), (-0.054, 0.018), (-0.0595, 0.062), (-0.049, 0.1), (-0.034, 0.078), (-0.03, 0.05),
        (-0.016, 0.034),
    ),
    2: (
        (0.0465, 0.036), (0.05, 0.014), (0.034, -0.011), (0.0, -0.0235), (-0.036, -0.013), (-0.059, 0.022),
        (-0.059, 0.062), (-0.047, 0.098), (-0.03, 0.108), (-0.014, 0.082), (-0.008, 0.062), (0.014, 0.052),
        (0.034, 0.042),
    ),
}  # fmt: skip
_CURLS: dict[int, tuple[tuple[float, float, float], ...]] = {
    0: ((-0.048, 0.046, 0.02), (-0.04, 0.018, 0.023), (-0.018, 0.0, 0.025), (0.01, -0.005, 0.026),
        (0.034, 0.01, 0.024), (0.048, 0.042, 0.02), (0.004, 0.02, 0.021), (-0.024, 0.03, 0.016), (0.028, 0.028, 0.017)),
    1: ((-0.05, 0.06, 0.021), (-0.048, 0.03, 0.024), (-0.03, 0.006, 0.025), (-0.004, -0.006, 0.026),
    (0.024, -0.002, 0.024),
        (0.042, 0.018, 0.019), (-0.042, 0.082, 0.016), (0.016, 0.022, 0.02), (-0.014, 0.026, 0.02),
        (0.036, 0.034, 0.012)),
    2: ((0.038, 0.016, 0.019), (0.018, -0.002, 0.024), (-0.01, -0.008, 0.026), (-0.036, 0.006, 0.025),
        (-0.054, 0.034, 0.023), (-0.055, 0.066, 0.021), (-0.042, 0.094, 0.019), (-0.02, 0.03, 0.028),
        (0.012, 0.026, 0.02),
        (-0.024, 0.062, 0.02), (0.036, 0.034, 0.01)),
}  # fmt: skip

_SKULL: Shape = (
    (0.03, -0.006), (0.05, 0.018), (0.0565, 0.052), (0.052, 0.084), (0.04, 0.106), (0.02, 0.118), (0.0, 0.1205),
)  # fmt: skip
_BACKS: dict[str, Shape] = {
    "long": (
        (0.031, -0.007), (0.052, 0.018), (0.0585, 0.054), (0.0565, 0.09), (0.052, 0.124), (0.0535, 0.16),
        (0.0555, 0.19), (0.047, 0.217), (0.03, 0.232), (0.012, 0.224), (0.0, 0.23),
    ),
    "bob": (
        (0.031, -0.007), (0.052, 0.018), (0.059, 0.056), (0.0605, 0.092), (0.0565, 0.122), (0.04, 0.136),
        (0.018, 0.132), (0.0, 0.134),
    ),
}  # fmt: skip
"""From behind, the right half from the crown down."""


def draw_hair_behind(pen: Pen, look: Look) -> None:
    """What of the hair is behind the head and falls on the back."""
    dark, view = darker(look.hair, 0.2), view_of(pen)
    if look.style in _FALLS:
        low = _FALLS[look.style]
        back = (0.0, -0.004, -0.014)[view]
        wide = (0.062, 0.058, 0.05)[view] + (0.008 if look.style == "long" else 0.002)
        pen.smooth(
            [(back, -0.012), (back + wide * 0.85, 0.02), (back + wide, 0.1), (back + wide, low - 0.02),
             (back + wide * 0.4, low), (back - wide * 0.5, low), (back - wide * 1.04, low - 0.02), (back - wide, 0.1),
             (back - wide * 0.85, 0.02)],
            dark,
        )  # fmt: skip
    elif look.style == "curly":
        for x, y, r in _CURLS[view][:7]:
            pen.ellipse(x * 1.12, y + 0.006, r, r, dark)
    elif look.style == "bun" and look.hat == "none":
        x, y = ((0.0, -0.016), (-0.03, -0.012), (-0.064, 0.02))[view]
        pen.ellipse(x, y, 0.0265, 0.0245, dark)
        pen.line([(x - 0.014, y + 0.004), (x, y - 0.012), (x + 0.014, y)], 0.002, darker(look.hair, 0.4))


def draw_hair_before(pen: Pen, look: Look) -> None:
    """What of the hair lies on the head and beside the face."""
    view = view_of(pen)
    colour, line = look.hair, darker(look.hair, 0.32)
    match look.style:
        case "none":
            pen.shade(ring((-0.012, 0.018), 0.014, 0.007), 0.2, 0.004, (255, 255, 255))
            return
        case "cropped":
            close = [(x * 0.955, 0.02 + (y - 0.02) * 0.86) for x, y in _SHORT[view]]
            pen.smooth(close, mix(colour, look.skin, 0.16))
            return
        case "short":
            pen.smooth(_SHORT[view], colour)
            x = (-0.02, -0.008, 0.03)[view]
            pen.line([(x, 0.027), (x - 0.006, 0.006), (x - 0.002, -0.013)], 0.0024, line)
        case "curly":
            for at, (x, y, r) in enumerate(_CURLS[view]):
                pen.ellipse(x, y, r, r, mix(colour, darker(colour, 0.3), 0.35 * (at % 2)))
            return
        case "long" | "bob":
            _loose(pen, look, view)
        case "bun" | "braid":
            pen.smooth(_DRAWN_BACK[view], colour)
    if look.style == "braid":
        _braid(pen, look, view)
    sheen = (
        ((-0.03, 0.004), (-0.006, -0.006), (0.02, 0.0))
        if view < 2
        else ((-0.036, 0.016), (-0.014, -0.006), (0.012, -0.008))
    )
    pen.line(sheen, 0.0034, lighter(colour, 0.16))


def _loose(pen: Pen, look: Look, view: int) -> None:
    """Hair parted over the brow that falls beside the face."""
    low = _FALLS[look.style] - 0.012
    pen.smooth(_DRAWN_BACK[view], look.hair)
    if view == 2:
        pen.smooth(
            [(0.012, 0.04), (-0.036, 0.0), (-0.062, 0.04), (-0.064, low), (-0.034, low + 0.008), (-0.012, low * 0.8),
             (-0.002, 0.09), (0.008, 0.066)],
            look.hair,
        )  # fmt: skip
        return
    for side in (-1, 1):
        inner = 0.0445 if view == 0 else 0.037 if side < 0 else 0.0475
        if view == 1 and side > 0:
            continue
        pen.smooth(
            [(side * 0.03, 0.022), (side * (inner + 0.012), 0.034), (side * (inner + 0.0185), low * 0.6),
             (side * (inner + 0.016), low), (side * (inner - 0.002), low), (side * inner, 0.09),
             (side * (inner - 0.004), 0.052)],
            look.hair,
        )  # fmt: skip


def _braid(pen: Pen, look: Look, view: int) -> None:
    """A braid over the shoulder that is nearer, or down the back in profile."""
    dark = darker(look.hair, 0.3)
    for step in range(9):
        y, wide = 0.106 + step * 0.0185, 0.0175 - step * 0.0008
        sway = 0.0042 * step - 0.0004 * step * step
        x = -(0.05 + sway) if view < 2 else -(0.046 + 0.3 * sway)
        pen.ellipse(x + (0.0026 if step % 2 else -0.0026), y, wide, 0.0142, mix(look.hair, dark, 0.5 * (step % 2)))
    x = -0.0595 if view < 2 else -0.05
    pen.ellipse(x, 0.27, 0.0085, 0.0065, darker(look.cloth, 0.5))
    pen.smooth([(x - 0.008, 0.272), (x + 0.008, 0.272), (x + 0.005, 0.3), (x - 0.004, 0.302)], look.hair)


def draw_hair_from_behind(pen: Pen, look: Look) -> None:
    """All of the hair of someone who looks away: round as the skull is, and what falls from it."""
    if look.style == "none":
        return
    colour = look.hair if look.style != "cropped" else mix(look.hair, look.skin, 0.16)
    dark = darker(colour, 0.25)
    half = _BACKS.get(look.style, _SKULL)
    outline = [(0.0, -0.014), *half, *((-x, y) for x, y in half[::-1])]
    if look.style == "cropped":
        outline = [(0.955 * x, 0.02 + 0.9 * (y - 0.02)) for x, y in outline]
    pen.smooth(outline, colour)
    match look.style:
        case "curly":
            for at, (x, y) in enumerate(ring((0.0, 0.056), 0.047, 0.058, 15)):
                pen.ellipse(x, y, 0.019 + 0.003 * (at % 3), 0.019, colour)
            for at, (x, y) in enumerate(ring((0.0, 0.05), 0.024, 0.03, 7)):
                pen.ellipse(x, y, 0.017, 0.015, mix(colour, darker(colour, 0.4), 0.3 + 0.2 * (at % 2)))
            return
        case "bun":
            pen.ellipse(0, 0.012, 0.03, 0.028, darker(colour, 0.2))
        case "braid":
            for step in range(7):
                pen.ellipse(0, 0.116 + step * 0.027, 0.021 - step * 0.0015, 0.018, mix(colour, dark, 0.8 * (step % 2)))
            _strands(pen, ((-0.034, 0.1), (0.034, 0.1)), dark)
        case "long" | "bob":
            low = _FALLS[look.style]
            _strands(pen, ((-0.04, low - 0.03), (-0.016, low), (0.014, low), (0.038, low - 0.03)), dark)
        case _:
            pen.line([(-0.02, 0.0), (-0.008, 0.03), (-0.012, 0.08)], 0.0024, dark)
    pen.line([(-0.034, 0.016), (-0.012, 0.003), (0.016, 0.005)], 0.0036, lighter(colour, 0.16))


def _strands(pen: Pen, ends: tuple[Point, ...], colour: Colour) -> None:
    """Lines from the crown down, as hair is combed."""
    for x, y in ends:
        pen.line([(0.25 * x, 0.012), (1.15 * x, 0.34 * y + 0.02), (x, y)], 0.0022, colour)

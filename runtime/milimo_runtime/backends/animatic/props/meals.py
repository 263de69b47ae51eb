"""What is on a table: vessels, bottles, bread, fruit."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import curve
from milimo_runtime.backends.animatic.colour import darker, lighter, under
from milimo_runtime.backends.animatic.props.hand import Hand


def draw_vessel(hand: Hand) -> None:
    hand.smooth([(-0.2, -0.02), (-0.24, -0.44), (0.24, -0.44), (0.2, -0.02)], hand.own)
    hand.ellipse(0, -0.44, 0.25, 0.045, lighter(hand.own, 0.3))
    hand.ellipse(0, -0.435, 0.21, 0.032, (74, 46, 34))
    hand.canvas.stroke(
        curve(hand.at([(0.22, -0.36), (0.36, -0.34), (0.36, -0.16), (0.2, -0.12)]), closed=False),
        0.04 * hand.height,
        under(hand.own, hand.ambient),
    )


def draw_bottle(hand: Hand) -> None:
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


def draw_glass(hand: Hand) -> None:
    """A wine glass, half full."""
    glass = (198, 212, 220)
    hand.ellipse(0, -0.03, 0.24, 0.045, glass)
    hand.line([(0, -0.04), (0, -0.42)], 0.03, glass)
    hand.smooth([(-0.03, -0.4), (-0.22, -0.56), (-0.24, -0.78), (-0.19, -0.98), (0.19, -0.98), (0.24, -0.78),
                 (0.22, -0.56), (0.03, -0.4)], glass)  # fmt: skip
    hand.smooth(
        [(-0.02, -0.43), (-0.19, -0.57), (-0.215, -0.72), (0.215, -0.72), (0.19, -0.57), (0.02, -0.43)], (134, 34, 54)
    )
    hand.ellipse(0, -0.72, 0.215, 0.03, (164, 56, 74))
    hand.line([(-0.16, -0.92), (-0.19, -0.78)], 0.02, (244, 248, 250))


def draw_plate(hand: Hand) -> None:
    """A plate between a fork and a knife."""
    hand.ellipse(0, -0.26, 0.58, 0.2, (214, 210, 202))
    hand.ellipse(0, -0.28, 0.56, 0.19, (240, 238, 230))
    hand.ellipse(0, -0.27, 0.38, 0.12, (220, 216, 208))
    hand.line([(-0.74, -0.04), (-0.7, -0.5)], 0.03, (176, 182, 190))
    for x in (-0.74, -0.7, -0.66):
        hand.line([(x + 0.005, -0.48), (x + 0.015, -0.62)], 0.014, (176, 182, 190))
    hand.line([(0.74, -0.04), (0.71, -0.3)], 0.035, (176, 182, 190))
    hand.smooth([(0.69, -0.28), (0.73, -0.28), (0.73, -0.56), (0.68, -0.62)], (206, 212, 218))


def draw_bread(hand: Hand) -> None:
    """A loaf, cut into on its top."""
    crust = (190, 132, 72)
    hand.smooth([(-0.7, -0.16), (-0.66, -0.42), (-0.36, -0.6), (0.3, -0.62), (0.62, -0.46), (0.7, -0.18), (0.5, -0.02),
                 (-0.5, -0.02)], crust)  # fmt: skip
    hand.smooth([(-0.66, -0.14), (0.68, -0.16), (0.5, -0.02), (-0.5, -0.02)], darker(crust, 0.22))
    for x in (-0.38, -0.1, 0.18, 0.42):
        hand.smooth([(x - 0.09, -0.34), (x + 0.02, -0.56), (x + 0.1, -0.56), (x + 0.0, -0.34)], lighter(crust, 0.42))


def draw_apple(hand: Hand) -> None:
    """An apple with a leaf."""
    red = (184, 48, 46)
    hand.smooth([(0, -0.76), (0.2, -0.84), (0.42, -0.7), (0.44, -0.4), (0.28, -0.08), (0.1, -0.02), (0, -0.06),
                 (-0.1, -0.02), (-0.28, -0.08), (-0.44, -0.4), (-0.42, -0.7), (-0.2, -0.84)], red)  # fmt: skip
    hand.smooth(
        [(0.14, -0.8), (0.42, -0.7), (0.44, -0.4), (0.28, -0.08), (0.12, -0.03), (0.3, -0.4)], darker(red, 0.24)
    )
    hand.arc([(0, -0.74), (0.02, -0.88), (0.08, -0.98)], 0.04, (96, 66, 44))
    hand.smooth([(0.05, -0.88), (0.2, -1.0), (0.38, -0.94), (0.22, -0.84)], (88, 134, 72))
    hand.ellipse(-0.24, -0.56, 0.06, 0.1, lighter(red, 0.4))


def draw_pills(hand: Hand) -> None:
    """A bottle of pills, some of them spilt."""
    hand.smooth([(-0.3, 0.0), (-0.3, -0.62), (0.16, -0.62), (0.16, 0.0)], (206, 124, 52))
    hand.box(-0.29, -0.5, 0.15, -0.16, (240, 236, 226))
    for row in range(3):
        hand.box(-0.22, -0.42 + 0.09 * row, 0.04, -0.39 + 0.09 * row, (120, 116, 118))
    hand.box(-0.33, -0.82, 0.19, -0.62, (236, 234, 228))
    for x, y in ((0.36, -0.05), (0.54, -0.1), (0.62, -0.02)):
        hand.ellipse(x, y, 0.075, 0.045, (238, 236, 230))
        hand.ellipse(x, y - 0.012, 0.06, 0.03, (250, 248, 244))

"""What is read or looked at: letters, books, pictures, maps, money."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Point
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.props.hand import Hand


def draw_paper(hand: Hand) -> None:
    hand.polygon([(-0.46, -0.06), (-0.36, -0.94), (0.4, -1.0), (0.44, -0.04)], (238, 230, 210))
    hand.polygon([(0.4, -1.0), (0.42, -0.84), (0.27, -0.988)], (206, 196, 172))
    for row in range(8):
        y = -0.82 + row * 0.085
        hand.line([(-0.3 - 0.004 * row, y), ((0.3 if row % 4 < 3 else 0.05), y - 0.022)], 0.011, (104, 96, 98))
    hand.line([(0.04, -0.14), (0.12, -0.18), (0.18, -0.13), (0.28, -0.18)], 0.014, (66, 72, 116))


def draw_photograph(hand: Hand) -> None:
    hand.polygon([(-0.5, -0.06), (-0.46, -0.92), (0.5, -0.98), (0.52, -0.1)], (236, 230, 218))
    hand.polygon([(-0.43, -0.2), (-0.4, -0.85), (0.44, -0.9), (0.45, -0.22)], (126, 118, 108))
    hand.polygon([(-0.43, -0.2), (-0.42, -0.42), (0.05, -0.52), (0.45, -0.38), (0.45, -0.22)], (84, 78, 74))
    for x, size in ((-0.12, 0.09), (0.12, 0.1)):
        hand.ellipse(x, -0.6, size * 0.8, size, (206, 188, 164))
        hand.smooth([(x - 0.16, -0.22), (x - 0.1, -0.46), (x + 0.1, -0.46), (x + 0.16, -0.22)], (64, 60, 66))


def draw_book(hand: Hand) -> None:
    hand.polygon([(-0.6, -0.1), (-0.48, -0.3), (0.5, -0.3), (0.64, -0.1)], darker(hand.own, 0.3))
    hand.polygon([(-0.56, -0.12), (-0.46, -0.42), (-0.02, -0.36), (0, -0.1)], (236, 228, 208))
    hand.polygon([(0.6, -0.12), (0.48, -0.42), (0.02, -0.36), (0, -0.1)], (224, 214, 192))
    for row in range(5):
        y = -0.36 + row * 0.05
        hand.line([(-0.42, y - 0.01), (-0.08, y + 0.03)], 0.008, (120, 110, 104))
        hand.line([(0.08, y + 0.03), (0.44, y - 0.01)], 0.008, (120, 110, 104))


def draw_envelope(hand: Hand) -> None:
    """A sealed envelope, stamped."""
    paper = (232, 222, 198)
    hand.polygon([(-0.66, -0.1), (-0.62, -0.84), (0.62, -0.88), (0.66, -0.1)], paper)
    hand.line([(-0.62, -0.84), (0.0, -0.42), (0.62, -0.88)], 0.014, darker(paper, 0.3))
    hand.line([(-0.66, -0.1), (-0.16, -0.5)], 0.01, darker(paper, 0.2))
    hand.line([(0.66, -0.1), (0.16, -0.5)], 0.01, darker(paper, 0.2))
    hand.ellipse(0, -0.42, 0.09, 0.09, (160, 44, 44))
    hand.ellipse(-0.02, -0.44, 0.045, 0.045, (190, 76, 70))


def draw_map(hand: Hand) -> None:
    """A folded map: land, water, a road and a cross."""
    for at in range(4):
        left = -0.72 + 0.36 * at
        lift = 0.05 * (at % 2)
        fold: list[Point] = [(left, -0.08 - lift), (left + 0.36, -0.13 + lift), (left + 0.36, -0.93 + lift),
                             (left, -0.88 - lift)]  # fmt: skip
        hand.polygon(fold, (226, 212, 174) if at % 2 else (214, 198, 158))
    hand.smooth([(-0.7, -0.9), (-0.4, -0.86), (-0.32, -0.6), (-0.5, -0.4), (-0.7, -0.46)], (136, 176, 184))
    hand.arc([(-0.6, -0.2), (-0.2, -0.34), (0.06, -0.6), (0.4, -0.54), (0.66, -0.76)], 0.02, (160, 70, 56))
    for one, other in (((0.34, -0.62), (0.46, -0.46)), ((0.46, -0.62), (0.34, -0.46))):
        hand.line([one, other], 0.028, (150, 34, 38))


def draw_newspaper(hand: Hand) -> None:
    """A front page: a headline, a picture, columns."""
    paper, ink = (226, 222, 210), (92, 90, 92)
    hand.polygon([(-0.56, -0.02), (-0.52, -0.98), (0.52, -1.0), (0.56, -0.04)], paper)
    hand.polygon([(-0.56, -0.02), (0.56, -0.04), (0.58, 0.02), (-0.54, 0.04)], darker(paper, 0.24))
    hand.box(-0.44, -0.93, 0.44, -0.86, (44, 42, 46))
    hand.box(-0.44, -0.82, 0.44, -0.76, (70, 68, 72))
    hand.box(-0.44, -0.7, 0.02, -0.36, (146, 144, 146))
    hand.smooth([(-0.36, -0.36), (-0.3, -0.56), (-0.16, -0.62), (-0.06, -0.5), (-0.02, -0.36)], ink)
    for column, (left, right, first) in enumerate(((0.08, 0.44, -0.68), (-0.44, -0.06, -0.28), (0.02, 0.44, -0.28))):
        for row in range(8 if column == 0 else 5):
            y = first + 0.045 * row
            hand.box(left, y, right - 0.08 * ((row + column) % 3 == 2), y + 0.014, ink)


def draw_money(hand: Hand) -> None:
    """Banknotes, fanned and banded."""
    for at, tone in enumerate(((118, 142, 108), (132, 156, 120), (148, 170, 134))):
        shift = 0.06 * (2 - at)
        hand.polygon([(-0.66 + shift, -0.2 - shift), (-0.62 + shift, -0.66 - shift), (0.6 + shift, -0.72 - shift),
                      (0.64 + shift, -0.26 - shift)], darker(tone, 0.1))  # fmt: skip
        hand.polygon([(-0.6 + shift, -0.24 - shift), (-0.57 + shift, -0.61 - shift), (0.55 + shift, -0.67 - shift),
                      (0.58 + shift, -0.3 - shift)], lighter(tone, 0.16))  # fmt: skip
    hand.ellipse(-0.01, -0.46, 0.14, 0.15, (112, 136, 104))
    hand.ellipse(-0.01, -0.5, 0.05, 0.06, (196, 206, 180))
    hand.smooth([(-0.1, -0.36), (-0.05, -0.43), (0.04, -0.43), (0.09, -0.36)], (196, 206, 180))


def draw_card(hand: Hand) -> None:
    """A playing card, or one with a name."""
    hand.polygon([(-0.34, 0.0), (-0.28, -0.96), (0.38, -0.92), (0.32, 0.04)], (240, 236, 226))
    hand.smooth(
        [(0.03, -0.28), (-0.14, -0.52), (-0.06, -0.64), (0.03, -0.57), (0.12, -0.64), (0.2, -0.52)], (176, 44, 48)
    )
    for x, y in ((-0.2, -0.84), (0.26, -0.1)):
        hand.ellipse(x, y, 0.035, 0.045, (176, 44, 48))

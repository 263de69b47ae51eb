"""What people travel with, win, wear on a chain and keep in drawers."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.props.hand import Hand

_GOLD = (212, 172, 92)


def draw_passport(hand: Hand) -> None:
    """A passport, shut, its arms in gold."""
    cover = (104, 40, 50)
    hand.polygon([(-0.3, 0.02), (-0.22, -0.98), (0.48, -0.94), (0.4, 0.04)], (232, 226, 210))
    hand.polygon([(-0.34, 0.0), (-0.28, -1.0), (0.42, -0.98), (0.36, 0.04)], cover)
    hand.polygon([(-0.34, 0.0), (-0.28, -1.0), (-0.22, -1.0), (-0.28, 0.0)], darker(cover, 0.35))
    hand.box(-0.17, -0.9, 0.31, -0.855, _GOLD)
    loop = ring((0.06, -0.55), 0.19, 0.19, 30)
    hand.arc([*loop, loop[0]], 0.022, _GOLD)
    hand.smooth([(0.06, -0.44), (-0.06, -0.54), (-0.05, -0.66), (0.06, -0.63), (0.17, -0.66), (0.18, -0.54)], _GOLD)
    for x in (-0.04, 0.06, 0.16):
        hand.line([(x, -0.62), (x, -0.72)], 0.022, _GOLD)
    hand.box(-0.13, -0.24, 0.25, -0.2, _GOLD)
    hand.box(-0.06, -0.15, 0.18, -0.12, _GOLD)


def draw_ticket(hand: Hand) -> None:
    """A ticket with its stub, punched."""
    card, ink = (236, 212, 160), (128, 60, 52)
    hand.polygon([(-0.84, -0.14), (-0.76, -0.74), (0.8, -0.66), (0.72, -0.06)], card)
    hand.polygon([(-0.84, -0.14), (0.72, -0.06), (0.71, -0.02), (-0.83, -0.1)], darker(card, 0.3))
    hand.line([(-0.72, -0.66), (0.44, -0.6), (0.38, -0.16), (-0.77, -0.22), (-0.72, -0.66)], 0.014, ink)
    for at in range(9):
        hand.ellipse(0.535 - 0.0072 * at, -0.65 + 0.064 * at, 0.011, 0.011, darker(card, 0.45))
    hand.polygon([(-0.64, -0.59), (0.2, -0.547), (0.19, -0.45), (-0.65, -0.493)], ink)
    for row, right in enumerate((0.06, -0.16)):
        y = -0.42 + 0.085 * row
        hand.polygon([(-0.66, y), (right, y + 0.036), (right, y + 0.066), (-0.66, y + 0.03)], darker(card, 0.4))
    hand.ellipse(0.62, -0.46, 0.045, 0.045, (62, 44, 38))
    hand.line([(0.6, -0.3), (0.68, -0.296)], 0.03, ink)


def draw_business_card(hand: Hand) -> None:
    """A card with a name, a line and a number."""
    card, ink = (240, 238, 230), (58, 60, 72)
    hand.polygon([(-0.7, -0.06), (-0.62, -0.76), (0.72, -0.7), (0.64, 0.0)], card)
    hand.polygon([(-0.7, -0.06), (0.64, 0.0), (0.638, 0.03), (-0.7, -0.03)], darker(card, 0.3))
    hand.polygon([(-0.54, -0.66), (-0.38, -0.652), (-0.396, -0.51), (-0.556, -0.518)], hand.own)
    for left, right, y, thick in ((-0.28, 0.46, -0.58, 0.05), (-0.28, 0.2, -0.48, 0.022), (-0.58, 0.1, -0.22, 0.022),
                                  (-0.59, -0.1, -0.15, 0.022)):  # fmt: skip
        hand.line([(left, y), (right, y + 0.045 * (right - left))], thick, ink)


def draw_badge(hand: Hand) -> None:
    """A star in its shield of brass."""
    hand.smooth([(0.0, -1.0), (0.3, -0.9), (0.5, -0.94), (0.52, -0.5), (0.34, -0.16), (0.0, 0.0), (-0.34, -0.16),
                 (-0.52, -0.5), (-0.5, -0.94), (-0.3, -0.9)], _GOLD)  # fmt: skip
    hand.smooth([(0.0, -0.9), (0.26, -0.82), (0.42, -0.84), (0.43, -0.5), (0.28, -0.23), (0.0, -0.1), (-0.28, -0.23),
                 (-0.43, -0.5), (-0.42, -0.84), (-0.26, -0.82)], darker(_GOLD, 0.26))  # fmt: skip
    outer, inner = ring((0.0, -0.53), 0.3, 0.3, 10), ring((0.0, -0.53), 0.13, 0.13, 10)
    star = [(outer if at % 2 else inner)[(at + 2) % 10] for at in range(10)]
    hand.polygon(star, lighter(_GOLD, 0.4))
    hand.ellipse(0.0, -0.53, 0.08, 0.08, (52, 70, 116))


def draw_chess_piece(hand: Hand) -> None:
    """A king of chess."""
    wood = (226, 202, 160)
    dark = darker(wood, 0.24)
    hand.box(-0.028, -1.0, 0.028, -0.84, wood)
    hand.box(-0.075, -0.955, 0.075, -0.905, wood)
    hand.smooth([(-0.19, -0.8), (-0.1, -0.86), (0.1, -0.86), (0.19, -0.8), (0.11, -0.63), (-0.11, -0.63)], wood)
    hand.smooth([(0.04, -0.86), (0.19, -0.8), (0.11, -0.63), (0.02, -0.63)], dark)
    hand.ellipse(0, -0.6, 0.2, 0.042, dark)
    hand.ellipse(0, -0.62, 0.19, 0.036, lighter(wood, 0.2))
    hand.smooth([(-0.1, -0.6), (0.1, -0.6), (0.11, -0.4), (0.21, -0.17), (-0.21, -0.17), (-0.11, -0.4)], wood)
    hand.smooth([(0.03, -0.59), (0.1, -0.59), (0.11, -0.4), (0.21, -0.17), (0.06, -0.17)], dark)
    for y, wide in ((-0.17, 0.24), (-0.09, 0.3)):
        hand.ellipse(0, y, wide, 0.06, dark)
        hand.ellipse(0, y - 0.02, wide, 0.05, wood)
    hand.smooth([(-0.31, -0.09), (0.31, -0.09), (0.33, 0.0), (0.0, 0.045), (-0.33, 0.0)], wood)
    hand.smooth([(0.08, -0.06), (0.31, -0.08), (0.33, 0.0), (0.1, 0.04)], dark)


def draw_wristwatch(hand: Hand) -> None:
    """A wristwatch on its strap, laid flat."""
    leather, steel = (92, 60, 44), (182, 188, 196)
    hand.polygon([(-0.17, -0.7), (-0.14, -1.0), (0.14, -1.0), (0.17, -0.7)], leather)
    hand.polygon([(-0.17, -0.3), (-0.13, 0.02), (0.13, 0.02), (0.17, -0.3)], darker(leather, 0.14))
    for y in (-0.06, -0.13):
        hand.ellipse(0, y, 0.02, 0.014, (40, 28, 24))
    for x in (-0.105, 0.105):
        hand.line([(x, -0.98), (x, -0.74)], 0.009, lighter(leather, 0.36))
    hand.line([(0.3, -0.5), (0.39, -0.5)], 0.07, darker(steel, 0.2))
    hand.ellipse(0, -0.5, 0.32, 0.32, darker(steel, 0.24))
    hand.ellipse(-0.008, -0.508, 0.3, 0.3, steel)
    hand.ellipse(0, -0.5, 0.255, 0.255, (238, 236, 228))
    for x, y in ring((0.0, -0.5), 0.215, 0.215, 12):
        hand.line([(x, y), (0.86 * x, -0.5 + 0.86 * (y + 0.5))], 0.014, (60, 56, 60))
    hand.line([(0.0, -0.5), (0.1, -0.6)], 0.026, (44, 44, 50))
    hand.line([(0.0, -0.5), (-0.05, -0.69)], 0.018, (44, 44, 50))
    hand.line([(0.03, -0.45), (-0.09, -0.36)], 0.008, (178, 54, 48))
    hand.ellipse(0, -0.5, 0.02, 0.02, (44, 44, 50))


def draw_bone(hand: Hand) -> None:
    """A bone, gnawed at both ends."""
    bone = (232, 224, 202)
    hand.shade([(-0.7, -0.02), (0.74, -0.28), (0.8, -0.16), (-0.66, 0.12)], 0.3)
    for x, y in ((-0.64, -0.2), (-0.56, -0.02), (0.6, -0.48), (0.68, -0.3)):
        hand.ellipse(x, y, 0.125, 0.11, bone)
    hand.smooth([(-0.56, -0.2), (-0.2, -0.24), (0.2, -0.32), (0.6, -0.48), (0.66, -0.28), (0.22, -0.18), (-0.18, -0.1),
                 (-0.5, 0.0)], bone)  # fmt: skip
    hand.smooth([(-0.54, -0.06), (-0.18, -0.15), (0.22, -0.23), (0.7, -0.34), (0.66, -0.22), (0.22, -0.16),
                 (-0.18, -0.08), (-0.5, 0.05)], darker(bone, 0.2))  # fmt: skip


def draw_crown(hand: Hand) -> None:
    """A crown of five points."""
    tips = ((-0.56, -0.7), (-0.3, -0.84), (0.0, -0.94), (0.3, -0.84), (0.56, -0.7))
    hand.ellipse(0, -0.3, 0.46, 0.09, darker(_GOLD, 0.5))
    between = ((-0.38, -0.42), (-0.14, -0.48), (0.14, -0.48), (0.38, -0.42))
    points = [point for pair in zip(tips, (*between, (0.46, -0.1)), strict=True) for point in pair]
    hand.polygon([(-0.46, -0.1), *points, (0.3, -0.03), (0.0, 0.0), (-0.3, -0.03)], _GOLD)
    hand.polygon([(0.16, -0.5), (0.3, -0.84), (0.38, -0.42), (0.56, -0.7), (0.46, -0.1), (0.24, -0.05)],
                 darker(_GOLD, 0.2))  # fmt: skip
    for x, y in tips:
        hand.ellipse(x, y, 0.05, 0.05, lighter(_GOLD, 0.45))
    hand.arc([(-0.46, -0.2), (-0.24, -0.14), (0.0, -0.12), (0.24, -0.14), (0.46, -0.2)], 0.03, darker(_GOLD, 0.4))
    for x, tone in ((-0.26, (176, 48, 56)), (0.0, (66, 104, 170)), (0.26, (176, 48, 56))):
        hand.ellipse(x, -0.25 + 0.12 * x * x, 0.06, 0.06, tone)


def draw_mask(hand: Hand) -> None:
    """A mask of a white face."""
    face = (234, 228, 218)
    hand.smooth([(0.0, -1.0), (0.36, -0.9), (0.44, -0.56), (0.3, -0.2), (0.0, 0.0), (-0.3, -0.2), (-0.44, -0.56),
                 (-0.36, -0.9)], face)  # fmt: skip
    hand.smooth(
        [(0.1, -0.98), (0.36, -0.9), (0.44, -0.56), (0.3, -0.2), (0.04, -0.02), (0.2, -0.4)], darker(face, 0.16)
    )
    for side in (-1, 1):
        hand.smooth(
            [(side * 0.08, -0.58), (side * 0.2, -0.66), (side * 0.33, -0.58), (side * 0.2, -0.52)], (36, 32, 40)
        )
        hand.arc([(side * 0.06, -0.7), (side * 0.2, -0.79), (side * 0.34, -0.72)], 0.024, (92, 70, 66))
    hand.smooth([(0.0, -0.62), (0.07, -0.36), (0.0, -0.33), (-0.06, -0.36)], darker(face, 0.12))
    hand.smooth(
        [(-0.15, -0.22), (-0.05, -0.25), (0.0, -0.23), (0.05, -0.25), (0.15, -0.22), (0.0, -0.15)], (158, 44, 52)
    )


def draw_globe(hand: Hand) -> None:
    """A globe on its foot."""
    wood, sea, land = (118, 78, 48), (92, 142, 172), (146, 154, 96)
    hand.ellipse(0, -0.04, 0.3, 0.06, darker(wood, 0.2))
    hand.line([(0.0, -0.04), (0.0, -0.2)], 0.08, wood)
    bow = ring((0.0, -0.58), 0.43, 0.43, 40)
    hand.arc(bow[32:] + bow[:14], 0.03, (196, 158, 88))
    hand.ellipse(0, -0.58, 0.38, 0.38, sea)
    hand.smooth([(-0.2, -0.88), (0.02, -0.84), (0.04, -0.7), (-0.1, -0.6), (-0.24, -0.7)], land)
    hand.smooth([(-0.08, -0.56), (0.12, -0.54), (0.06, -0.36), (-0.02, -0.28)], land)
    hand.smooth([(0.16, -0.8), (0.32, -0.7), (0.34, -0.5), (0.2, -0.56), (0.12, -0.68)], land)
    hand.smooth([(0.14, -0.92), (0.36, -0.66), (0.34, -0.42), (0.12, -0.24), (0.26, -0.5)], darker(sea, 0.3))
    hand.ellipse(-0.16, -0.74, 0.07, 0.05, lighter(sea, 0.5))

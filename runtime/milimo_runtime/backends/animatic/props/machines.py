"""What rings, ticks, plays and shows: telephones, clocks, radios, screens, cameras."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.props.hand import Hand


def draw_telephone(hand: Hand) -> None:
    hand.polygon([(-0.26, 0), (0.26, 0), (0.26, -0.98), (-0.26, -0.98)], (30, 32, 40))
    hand.polygon([(-0.23, -0.06), (0.23, -0.06), (0.23, -0.92), (-0.23, -0.92)], (92, 132, 172))
    hand.glow(0, -0.5, 0.6, (150, 190, 230), 0.4)
    for row, (left, wide) in enumerate(((-0.18, 0.26), (-0.06, 0.24), (-0.18, 0.2))):
        hand.box(
            left, -0.78 + row * 0.15, left + wide, -0.69 + row * 0.15, (226, 234, 242) if row != 1 else (120, 196, 150)
        )


def draw_clock(hand: Hand) -> None:
    hand.ellipse(0, -0.5, 0.48, 0.48, (176, 138, 72))
    hand.ellipse(0, -0.5, 0.41, 0.41, (240, 234, 218))
    for hour in range(12):
        x, y = ring((0, -0.5), 0.35, 0.35, 12)[hour]
        hand.ellipse(x, y, 0.018, 0.018, (60, 52, 52))
    hand.line([(0, -0.5), (0.14, -0.66)], 0.03, (44, 40, 44))
    hand.line([(0, -0.5), (-0.06, -0.8)], 0.02, (44, 40, 44))
    hand.ellipse(0, -0.5, 0.03, 0.03, (158, 52, 46))


def draw_radio(hand: Hand) -> None:
    """A table radio of wood: cloth, a dial, two knobs."""
    wood = (132, 86, 54)
    hand.polygon([(-0.7, 0.0), (-0.7, -0.62), (-0.56, -0.76), (0.56, -0.76), (0.7, -0.62), (0.7, 0.0)], wood)
    hand.box(-0.58, -0.6, 0.12, -0.14, (206, 178, 128))
    for at in range(9):
        hand.box(-0.56 + 0.076 * at, -0.6, -0.54 + 0.076 * at, -0.14, (176, 146, 100))
    hand.box(0.2, -0.6, 0.58, -0.4, (246, 226, 170))
    hand.line([(0.34, -0.6), (0.34, -0.4)], 0.014, (178, 48, 42))
    for x in (0.28, 0.5):
        hand.ellipse(x, -0.24, 0.075, 0.075, (62, 44, 36))
        hand.line([(x, -0.24), (x + 0.03, -0.29)], 0.012, (216, 190, 140))


def draw_television(hand: Hand) -> None:
    """A television set, its picture lit."""
    hand.box(-0.5, -0.08, -0.4, 0.0, (42, 42, 48))
    hand.box(0.4, -0.08, 0.5, 0.0, (42, 42, 48))
    hand.box(-0.72, -0.9, 0.72, -0.06, (52, 50, 56))
    hand.polygon([(-0.62, -0.82), (0.4, -0.84), (0.42, -0.16), (-0.62, -0.14)], (96, 138, 168))
    hand.glow(-0.1, -0.5, 0.7, (176, 212, 236), 0.5)
    hand.smooth([(-0.54, -0.2), (-0.3, -0.46), (-0.12, -0.34), (0.12, -0.56), (0.36, -0.22)], (62, 88, 104))
    for y in (-0.7, -0.52):
        hand.ellipse(0.57, y, 0.055, 0.055, (150, 146, 140))
    for row in range(5):
        hand.box(0.5, -0.36 + 0.05 * row, 0.64, -0.34 + 0.05 * row, (96, 94, 98))


def draw_laptop(hand: Hand) -> None:
    """An open laptop and the light of its screen."""
    hand.polygon([(-0.58, -0.18), (-0.54, -0.9), (0.54, -0.9), (0.58, -0.18)], (62, 66, 74))
    hand.polygon([(-0.52, -0.24), (-0.49, -0.85), (0.49, -0.85), (0.52, -0.24)], (134, 172, 206))
    hand.glow(0, -0.55, 0.75, (170, 206, 240), 0.4)
    for row, wide in enumerate((0.6, 0.44, 0.66, 0.3)):
        hand.box(-0.4, -0.76 + 0.12 * row, -0.4 + wide, -0.71 + 0.12 * row, (226, 236, 244))
    hand.polygon([(-0.58, -0.18), (0.58, -0.18), (0.74, 0.0), (-0.74, 0.0)], (126, 132, 142))
    hand.polygon([(-0.5, -0.15), (0.5, -0.15), (0.58, -0.07), (-0.58, -0.07)], (72, 76, 86))
    hand.polygon([(-0.14, -0.055), (0.14, -0.055), (0.16, -0.012), (-0.16, -0.012)], (104, 110, 120))


def draw_camera(hand: Hand) -> None:
    """A still camera."""
    hand.box(-0.3, -0.82, 0.16, -0.66, (74, 76, 82))
    hand.polygon(
        [(-0.66, -0.02), (-0.68, -0.6), (-0.6, -0.68), (0.6, -0.68), (0.68, -0.6), (0.66, -0.02)], (40, 40, 46)
    )
    hand.box(-0.67, -0.68, 0.67, -0.54, (156, 160, 166))
    hand.box(-0.14, -0.8, 0.06, -0.7, (150, 184, 204))
    hand.box(0.4, -0.74, 0.56, -0.68, (190, 60, 50))
    for size, tone in ((0.28, (84, 88, 96)), (0.23, (30, 32, 38)), (0.16, (58, 78, 104)), (0.09, (20, 22, 30))):
        hand.ellipse(0.0, -0.3, size, size, tone)
    hand.ellipse(-0.07, -0.37, 0.035, 0.03, (216, 230, 240))


def draw_watch(hand: Hand) -> None:
    """A pocket watch on its chain."""
    gold = (206, 164, 84)
    hand.arc([(0.06, -0.94), (0.3, -1.0), (0.5, -0.84), (0.72, -0.9)], 0.03, darker(gold, 0.2))
    hand.ellipse(0.0, -0.88, 0.07, 0.07, gold)
    hand.ellipse(0.0, -0.42, 0.4, 0.4, gold)
    hand.ellipse(0.0, -0.42, 0.33, 0.33, (242, 236, 220))
    for x, y in ring((0.0, -0.42), 0.27, 0.27, 12):
        hand.ellipse(x, y, 0.015, 0.015, (60, 52, 52))
    hand.line([(0.0, -0.42), (-0.12, -0.52)], 0.028, (44, 40, 44))
    hand.line([(0.0, -0.42), (0.09, -0.64)], 0.02, (44, 40, 44))
    hand.ellipse(-0.2, -0.66, 0.05, 0.03, lighter(gold, 0.5))


def draw_compass(hand: Hand) -> None:
    """A compass: a rose and a needle."""
    brass = (184, 144, 78)
    hand.ellipse(0, -0.46, 0.46, 0.46, brass)
    hand.ellipse(0, -0.46, 0.38, 0.38, (236, 228, 206))
    for x, y in ring((0.0, -0.46), 0.31, 0.31, 8):
        hand.line([(x, y), (x * 0.9, -0.46 + (y + 0.46) * 0.9)], 0.02, (92, 78, 66))
    hand.polygon([(0.2, -0.72), (0.05, -0.42), (-0.05, -0.5)], (176, 46, 42))
    hand.polygon([(-0.2, -0.2), (0.05, -0.42), (-0.05, -0.5)], (62, 60, 66))
    hand.ellipse(0, -0.46, 0.035, 0.035, brass)


def draw_hourglass(hand: Hand) -> None:
    """An hourglass, half run."""
    wood, glass, sand = (126, 82, 52), (190, 208, 214), (222, 186, 116)
    hand.smooth([(-0.26, -0.92), (0.26, -0.92), (0.22, -0.66), (0.03, -0.5), (0.22, -0.34), (0.26, -0.08),
                 (-0.26, -0.08), (-0.22, -0.34), (-0.03, -0.5), (-0.22, -0.66)], glass)  # fmt: skip
    hand.smooth([(-0.19, -0.68), (0.19, -0.68), (0.02, -0.51), (-0.02, -0.51)], sand)
    hand.line([(0.0, -0.52), (0.0, -0.16)], 0.014, sand)
    hand.smooth([(-0.24, -0.09), (-0.12, -0.2), (0.0, -0.28), (0.12, -0.2), (0.24, -0.09)], sand)
    for y in (-0.98, -0.08):
        hand.box(-0.36, y, 0.36, y + 0.08, wood)
    for x in (-0.31, 0.31):
        hand.line([(x, -0.92), (x, -0.06)], 0.035, darker(wood, 0.25))


def draw_remote(hand: Hand) -> None:
    """A remote control with its keys."""
    black = (44, 46, 54)
    hand.polygon([(-0.2, 0.0), (0.2, 0.0), (0.18, -0.96), (-0.18, -0.96)], black)
    hand.ellipse(0.0, -0.84, 0.05, 0.05, (196, 62, 56))
    for row in range(5):
        for x in (-0.1, 0.0, 0.1):
            hand.ellipse(x, -0.66 + 0.12 * row, 0.03, 0.03, (176, 180, 186))

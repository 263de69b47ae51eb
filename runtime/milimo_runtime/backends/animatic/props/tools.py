"""What is held to do something: keys, blades, guns, ropes."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.props.hand import Hand


def draw_key(hand: Hand) -> None:
    brass = (206, 164, 84)
    hand.ellipse(-0.3, -0.42, 0.2, 0.2, brass)
    hand.ellipse(-0.3, -0.42, 0.11, 0.11, (40, 34, 34))
    hand.box(-0.12, -0.46, 0.5, -0.38, brass)
    for x in (0.3, 0.42):
        hand.box(x, -0.38, x + 0.06, -0.2, darker(brass, 0.12))


def draw_knife(hand: Hand) -> None:
    """A knife that lies on what is under it, its edge to us."""
    steel = (206, 212, 218)
    hand.shade([(-0.8, -0.02), (0.9, -0.26), (0.92, -0.14), (-0.76, 0.1)], 0.3)
    hand.smooth([(-0.16, -0.26), (0.5, -0.42), (0.92, -0.36), (0.5, -0.18), (-0.12, -0.1)], steel)
    hand.polygon([(-0.13, -0.13), (0.5, -0.235), (0.86, -0.345), (0.5, -0.18), (-0.12, -0.09)], (240, 244, 248))
    hand.line([(-0.1, -0.235), (0.5, -0.375), (0.7, -0.385)], 0.014, (150, 158, 168))
    hand.polygon([(-0.2, -0.27), (-0.13, -0.285), (-0.08, -0.09), (-0.15, -0.07)], (176, 148, 84))
    hand.smooth([(-0.84, -0.12), (-0.8, -0.17), (-0.18, -0.26), (-0.13, -0.09), (-0.78, 0.03), (-0.86, -0.02)],
                (84, 54, 40))  # fmt: skip
    for x in (-0.66, -0.47, -0.28):
        hand.ellipse(x, -0.1 - 0.13 * (x + 0.66), 0.024, 0.02, (206, 170, 96))


def draw_gun(hand: Hand) -> None:
    """A revolver, lying."""
    steel, grip = (72, 76, 86), (110, 70, 46)
    hand.smooth([(-0.34, -0.5), (-0.18, -0.46), (-0.34, -0.02), (-0.6, 0.0), (-0.62, -0.1)], grip)
    hand.polygon([(-0.42, -0.72), (0.68, -0.76), (0.68, -0.6), (-0.3, -0.46)], steel)
    hand.box(0.0, -0.62, 0.6, -0.55, darker(steel, 0.3))
    hand.box(-0.24, -0.74, 0.02, -0.44, lighter(steel, 0.16))
    for x in (-0.19, -0.11, -0.03):
        hand.line([(x, -0.7), (x, -0.48)], 0.016, darker(steel, 0.4))
    hand.arc([(-0.2, -0.44), (-0.16, -0.28), (0.02, -0.28), (0.04, -0.46)], 0.04, steel)
    hand.line([(-0.08, -0.44), (-0.1, -0.33)], 0.03, darker(steel, 0.3))
    hand.polygon([(-0.46, -0.7), (-0.36, -0.7), (-0.5, -0.86), (-0.56, -0.82)], steel)
    hand.line([(-0.3, -0.725), (0.64, -0.75)], 0.016, lighter(steel, 0.4))


def draw_sword(hand: Hand) -> None:
    """A sword, point down to the right."""
    hand.polygon([(-0.36, -0.72), (-0.28, -0.8), (0.72, 0.02), (0.62, 0.0)], (206, 212, 220))
    hand.polygon([(-0.36, -0.72), (-0.32, -0.76), (0.7, 0.02), (0.62, 0.0)], (156, 164, 174))
    hand.line([(-0.5, -0.58), (-0.16, -0.94)], 0.06, (196, 154, 80))
    hand.line([(-0.33, -0.76), (-0.56, -0.94)], 0.065, (86, 56, 44))
    hand.ellipse(-0.6, -0.97, 0.055, 0.055, (196, 154, 80))


def draw_axe(hand: Hand) -> None:
    """An axe, or what else has a head on a handle."""
    hand.line([(-0.5, -0.02), (0.3, -0.82)], 0.075, (142, 98, 62))
    hand.smooth([(0.1, -0.84), (0.26, -0.98), (0.56, -0.9), (0.66, -0.56), (0.5, -0.46), (0.3, -0.62)], (170, 176, 184))
    hand.smooth([(0.56, -0.9), (0.66, -0.56), (0.5, -0.46), (0.56, -0.68)], (222, 226, 230))


def draw_rope(hand: Hand) -> None:
    """A coil of rope and its end."""
    hemp = (188, 152, 98)
    for at in range(4):
        loop = ring((0.0, -0.16 - 0.1 * at), 0.5 - 0.03 * at, 0.15, 28)
        hand.arc([*loop, loop[0]], 0.085, darker(hemp, 0.12 * (at % 2)))
    hand.arc([(0.42, -0.42), (0.62, -0.3), (0.7, -0.06), (0.84, -0.02)], 0.075, hemp)


def draw_pen(hand: Hand) -> None:
    """A fountain pen on the line it wrote."""
    hand.arc([(-0.7, -0.06), (-0.6, -0.14), (-0.5, -0.04), (-0.4, -0.12), (-0.3, -0.05)], 0.016, (52, 62, 116))
    hand.polygon([(-0.3, -0.05), (-0.22, -0.2), (-0.14, -0.12)], (210, 174, 92))
    hand.line([(-0.16, -0.18), (0.2, -0.48)], 0.1, (40, 46, 66))
    hand.line([(0.2, -0.48), (0.56, -0.78)], 0.12, (52, 60, 86))
    hand.line([(0.17, -0.455), (0.23, -0.505)], 0.13, (210, 174, 92))
    hand.line([(0.3, -0.62), (0.52, -0.81)], 0.024, (210, 174, 92))


def draw_scissors(hand: Hand) -> None:
    """Scissors, open."""
    for side in (-1, 1):
        loop = ring((-0.46, -0.5 + side * 0.24), 0.16, 0.13, 20)
        hand.arc([*loop, loop[0]], 0.055, (168, 54, 50))
        hand.line([(-0.32, -0.5 + side * 0.18), (0.0, -0.5)], 0.05, (150, 158, 168))
        hand.polygon(
            [(0.0, -0.52 + side * 0.02), (0.7, -0.5 - side * 0.3), (0.04, -0.44 - side * 0.06)], (196, 202, 210)
        )
    hand.ellipse(0.0, -0.5, 0.03, 0.03, (90, 96, 106))


def draw_syringe(hand: Hand) -> None:
    """A syringe and its needle."""
    hand.line([(0.5, -0.24), (0.82, -0.1)], 0.012, (176, 184, 192))
    hand.line([(-0.34, -0.6), (0.42, -0.28)], 0.15, (206, 222, 228))
    hand.line([(0.0, -0.455), (0.42, -0.28)], 0.1, (120, 176, 160))
    hand.line([(-0.66, -0.735), (-0.02, -0.465)], 0.035, (150, 158, 166))
    hand.line([(-0.72, -0.64), (-0.6, -0.86)], 0.04, (150, 158, 166))
    hand.line([(-0.4, -0.48), (-0.3, -0.74)], 0.035, (176, 186, 192))


def draw_hammer(hand: Hand) -> None:
    """A mallet of wood, lying: a judge's, or what else has a head across a handle."""
    wood = (130, 82, 50)
    hand.line([(-0.78, -0.04), (0.2, -0.46)], 0.07, lighter(wood, 0.12))
    hand.polygon([(0.0, -0.76), (0.26, -0.86), (0.56, -0.12), (0.3, -0.02)], wood)
    hand.polygon([(0.16, -0.82), (0.26, -0.86), (0.56, -0.12), (0.46, -0.08)], darker(wood, 0.28))
    for x, y in ((0.02, -0.7), (0.24, -0.16)):
        hand.line([(x, y), (x + 0.25, y - 0.1)], 0.035, (206, 168, 92))


def draw_shovel(hand: Hand) -> None:
    hand.line([(-0.8, -0.9), (0.1, -0.3)], 0.06, (150, 108, 70))
    hand.line([(-0.86, -0.8), (-0.72, -1.0)], 0.06, (150, 108, 70))
    hand.smooth([(0.0, -0.36), (0.26, -0.52), (0.72, -0.2), (0.86, 0.0), (0.6, -0.02), (0.16, -0.14)], (150, 156, 166))
    hand.line([(0.12, -0.3), (0.6, -0.08)], 0.02, (196, 202, 208))

"""What people carry, wear, keep and play with."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.props.hand import Hand


def draw_boat(hand: Hand) -> None:
    paper = (240, 236, 224)
    hand.polygon([(-0.02, -1.0), (-0.34, -0.36), (0.02, -0.32)], darker(paper, 0.12))
    hand.polygon([(-0.02, -1.0), (0.02, -0.32), (0.32, -0.4)], paper)
    hand.polygon([(-0.86, -0.5), (0.0, -0.32), (0.0, 0.0), (-0.5, -0.02)], darker(paper, 0.22))
    hand.polygon([(0.86, -0.52), (0.0, -0.32), (0.0, 0.0), (0.52, -0.02)], lighter(paper, 0.3))


def draw_case(hand: Hand) -> None:
    hand.polygon([(-0.5, 0), (0.34, 0.03), (0.34, -0.56), (-0.5, -0.6)], hand.own)
    hand.polygon([(0.34, 0.03), (0.56, -0.08), (0.56, -0.64), (0.34, -0.56)], darker(hand.own, 0.34))
    hand.polygon([(-0.5, -0.6), (-0.26, -0.72), (0.56, -0.64), (0.34, -0.56)], lighter(hand.own, 0.28))
    hand.polygon([(-0.14, -0.585), (0.0, -0.578), (0.0, 0.015), (-0.14, 0.01)], lighter(hand.own, 0.14))


def draw_suitcase(hand: Hand) -> None:
    """A suitcase with corners, straps and a handle."""
    leather = hand.own
    hand.arc([(-0.16, -0.74), (-0.14, -0.9), (0.14, -0.9), (0.16, -0.74)], 0.05, darker(leather, 0.45))
    hand.polygon([(-0.7, 0.0), (-0.72, -0.7), (-0.66, -0.76), (0.66, -0.76), (0.72, -0.7), (0.7, 0.0)], leather)
    hand.box(-0.71, -0.42, 0.71, -0.38, darker(leather, 0.35))
    for x in (-0.4, 0.4):
        hand.box(x - 0.05, -0.76, x + 0.05, 0.0, darker(leather, 0.4))
        hand.box(x - 0.06, -0.44, x + 0.06, -0.34, (206, 168, 92))
    for x, y in ((-0.63, -0.68), (0.63, -0.68), (-0.63, -0.07), (0.63, -0.07)):
        hand.ellipse(x, y, 0.075, 0.07, darker(leather, 0.3))


def draw_briefcase(hand: Hand) -> None:
    """A briefcase with two locks."""
    leather = darker(hand.own, 0.25)
    hand.arc([(-0.16, -0.66), (-0.13, -0.82), (0.13, -0.82), (0.16, -0.66)], 0.055, darker(leather, 0.4))
    hand.polygon([(-0.7, 0.0), (-0.7, -0.64), (0.7, -0.64), (0.7, 0.0)], leather)
    hand.polygon([(-0.7, -0.3), (-0.7, -0.64), (0.7, -0.64), (0.7, -0.3), (0.0, -0.24)], lighter(leather, 0.12))
    for x in (-0.36, 0.36):
        hand.box(x - 0.05, -0.36, x + 0.05, -0.2, (208, 172, 96))


def draw_bag(hand: Hand) -> None:
    """A soft bag with one handle."""
    hand.arc([(-0.26, -0.56), (-0.2, -0.92), (0.2, -0.92), (0.26, -0.56)], 0.05, darker(hand.own, 0.4))
    hand.smooth([(-0.5, -0.02), (-0.56, -0.34), (-0.34, -0.62), (0.34, -0.62), (0.56, -0.34), (0.5, -0.02)], hand.own)
    hand.smooth([(-0.36, -0.6), (0.36, -0.6), (0.26, -0.38), (0.0, -0.32), (-0.26, -0.38)], darker(hand.own, 0.24))
    hand.ellipse(0.0, -0.34, 0.045, 0.045, (208, 172, 96))


def draw_box(hand: Hand) -> None:
    """A box with its lid on, tied with a ribbon."""
    hand.polygon([(-0.5, 0), (0.5, 0), (0.52, -0.5), (-0.52, -0.5)], hand.own)
    hand.polygon([(0.2, 0), (0.5, 0), (0.52, -0.5), (0.2, -0.5)], darker(hand.own, 0.16))
    hand.polygon([(-0.57, -0.48), (0.57, -0.48), (0.56, -0.68), (-0.56, -0.68)], lighter(hand.own, 0.14))
    ribbon = darker(hand.own, 0.5)
    hand.box(-0.07, -0.68, 0.07, 0.0, ribbon)
    for side in (-1, 1):
        hand.smooth([(0, -0.7), (side * 0.18, -0.92), (side * 0.34, -0.84), (side * 0.22, -0.7)], ribbon)


def draw_ring(hand: Hand) -> None:
    """A gold ring and its stone."""
    gold = (214, 168, 80)
    loop = ring((0.0, -0.34), 0.32, 0.32, 36)
    hand.arc([*loop, loop[0]], 0.085, gold)
    hand.arc(ring((0.0, -0.34), 0.35, 0.35, 36)[20:27], 0.02, lighter(gold, 0.6))
    hand.polygon([(-0.15, -0.8), (-0.09, -0.9), (0.09, -0.9), (0.15, -0.8), (0.0, -0.63)], (154, 204, 220))
    hand.polygon([(-0.05, -0.8), (0.0, -0.9), (0.05, -0.8), (0.0, -0.63)], (220, 240, 246))
    hand.glow(0.0, -0.8, 0.3, (226, 244, 250), 0.5)


def draw_necklace(hand: Hand) -> None:
    """A string of pearls."""
    for x, y in ring((0.0, -0.46), 0.46, 0.4, 22):
        hand.ellipse(x, y, 0.055, 0.055, (232, 226, 214))
        hand.ellipse(x - 0.014, y - 0.016, 0.02, 0.02, (252, 250, 246))
    hand.ellipse(0.0, -0.02, 0.085, 0.1, (62, 124, 116))


def draw_coin(hand: Hand) -> None:
    """A coin with a head, another behind it."""
    gold = (206, 166, 84)
    hand.ellipse(0.3, -0.22, 0.3, 0.2, darker(gold, 0.3))
    hand.ellipse(-0.06, -0.5, 0.44, 0.44, darker(gold, 0.3))
    hand.ellipse(-0.08, -0.52, 0.42, 0.42, gold)
    hand.ellipse(-0.08, -0.52, 0.34, 0.34, lighter(gold, 0.2))
    hand.smooth([(-0.22, -0.28), (-0.16, -0.46), (-0.2, -0.62), (-0.08, -0.76), (0.06, -0.68), (0.1, -0.54),
                 (0.04, -0.44),
                 (0.1, -0.28)], darker(gold, 0.28))  # fmt: skip


def draw_hat(hand: Hand) -> None:
    """A hat on its brim."""
    hand.ellipse(0, -0.1, 0.74, 0.13, darker(hand.own, 0.2))
    hand.smooth([(-0.4, -0.12), (-0.36, -0.56), (-0.14, -0.7), (0.02, -0.62), (0.2, -0.7), (0.38, -0.54),
                 (0.42, -0.12)],
                hand.own)  # fmt: skip
    hand.polygon([(-0.41, -0.14), (-0.395, -0.3), (0.405, -0.3), (0.42, -0.14), (0.0, -0.1)], darker(hand.own, 0.5))


def draw_flower(hand: Hand) -> None:
    """One flower on its stem."""
    stem = (82, 124, 70)
    hand.arc([(0.04, 0.0), (-0.02, -0.3), (0.02, -0.62)], 0.04, stem)
    hand.smooth([(0.0, -0.2), (0.2, -0.42), (0.36, -0.4), (0.2, -0.24)], stem)
    hand.smooth([(-0.01, -0.3), (-0.22, -0.48), (-0.34, -0.44), (-0.18, -0.3)], darker(stem, 0.15))
    for x, y in ring((0.02, -0.74), 0.16, 0.15, 7):
        hand.ellipse(x, y, 0.115, 0.11, (206, 72, 88))
    hand.ellipse(0.02, -0.74, 0.1, 0.095, (168, 44, 66))
    hand.ellipse(0.02, -0.745, 0.045, 0.04, (236, 190, 92))


def draw_mirror(hand: Hand) -> None:
    """A hand mirror, what it shows askew."""
    frame = (176, 138, 76)
    hand.line([(0.0, -0.3), (0.0, -0.02)], 0.11, darker(frame, 0.15))
    hand.ellipse(0, -0.62, 0.35, 0.38, frame)
    hand.ellipse(0, -0.62, 0.29, 0.32, (168, 194, 206))
    hand.polygon([(-0.2, -0.52), (0.08, -0.9), (0.17, -0.85), (-0.13, -0.43)], (226, 238, 242))


def draw_doll(hand: Hand) -> None:
    """A rag doll, sitting."""
    for side in (-1, 1):
        hand.line([(side * 0.1, -0.12), (side * 0.36, -0.05)], 0.11, (232, 204, 176))
        hand.line([(side * 0.14, -0.42), (side * 0.34, -0.24)], 0.085, (232, 204, 176))
    hand.smooth([(-0.11, -0.52), (0.11, -0.52), (0.28, -0.06), (-0.28, -0.06)], hand.own)
    hand.ellipse(0, -0.7, 0.24, 0.24, (150, 84, 52))
    hand.ellipse(0, -0.67, 0.19, 0.19, (240, 214, 188))
    for side in (-1, 1):
        hand.ellipse(side * 0.07, -0.7, 0.026, 0.032, (46, 40, 44))
        hand.ellipse(side * 0.11, -0.62, 0.035, 0.024, (226, 146, 134))
    hand.arc([(-0.05, -0.6), (0.0, -0.57), (0.05, -0.6)], 0.016, (168, 60, 56))


def draw_ball(hand: Hand) -> None:
    """A ball in two colours."""
    hand.ellipse(0, -0.42, 0.42, 0.42, hand.own)
    hand.smooth([(-0.4, -0.5), (0.0, -0.62), (0.4, -0.5), (0.42, -0.36), (0.0, -0.46), (-0.42, -0.36)], (240, 236, 226))
    hand.smooth([(0.12, -0.82), (0.42, -0.5), (0.36, -0.18), (0.08, -0.02), (0.3, -0.4)], darker(hand.own, 0.3))
    hand.ellipse(-0.16, -0.66, 0.08, 0.06, lighter(hand.own, 0.6))


def draw_umbrella(hand: Hand) -> None:
    """An open umbrella."""
    hand.line([(0.0, -0.9), (0.0, -0.12)], 0.03, (70, 62, 60))
    hand.arc([(0.0, -0.14), (0.02, -0.02), (0.12, 0.0), (0.16, -0.1)], 0.04, (110, 72, 46))
    hand.smooth([(-0.76, -0.44), (-0.6, -0.74), (-0.2, -0.94), (0.2, -0.94), (0.6, -0.74), (0.76, -0.44), (0.5, -0.5),
                 (0.25, -0.44), (0.0, -0.5), (-0.25, -0.44), (-0.5, -0.5)], hand.own)  # fmt: skip
    hand.smooth(
        [(0.02, -0.95), (0.2, -0.94), (0.6, -0.74), (0.76, -0.44), (0.5, -0.5), (0.25, -0.44)], darker(hand.own, 0.22)
    )
    hand.line([(0.0, -0.92), (0.0, -1.0)], 0.024, (70, 62, 60))


def draw_spectacles(hand: Hand) -> None:
    """A pair of glasses, folded open."""
    for side in (-1, 1):
        loop = ring((side * 0.34, -0.3), 0.25, 0.22, 32)
        hand.polygon(loop, (198, 214, 222))
        hand.arc([*loop, loop[0]], 0.045, (58, 48, 46))
        hand.line([(side * 0.58, -0.36), (side * 0.76, -0.62)], 0.036, (58, 48, 46))
        hand.line([(side * 0.34 - 0.1, -0.24), (side * 0.34 + 0.06, -0.42)], 0.02, (240, 246, 248))
    hand.arc([(-0.1, -0.34), (0.0, -0.4), (0.1, -0.34)], 0.04, (58, 48, 46))


def draw_cross(hand: Hand) -> None:
    """A cross on a chain."""
    silver = (186, 190, 198)
    hand.arc([(-0.5, -1.0), (-0.2, -0.86), (0.0, -0.82), (0.2, -0.86), (0.5, -1.0)], 0.02, darker(silver, 0.25))
    hand.box(-0.075, -0.8, 0.075, 0.0, silver)
    hand.box(-0.3, -0.6, 0.3, -0.45, silver)
    hand.box(0.02, -0.8, 0.075, 0.0, darker(silver, 0.25))
    hand.ellipse(0.0, -0.525, 0.05, 0.05, (150, 44, 52))


def draw_skull(hand: Hand) -> None:
    """A skull."""
    bone = (226, 218, 196)
    hand.smooth([(0, -0.98), (0.34, -0.86), (0.42, -0.56), (0.3, -0.32), (0.22, -0.26), (0.2, -0.04), (-0.2, -0.04),
                 (-0.22, -0.26), (-0.3, -0.32), (-0.42, -0.56), (-0.34, -0.86)], bone)  # fmt: skip
    hand.smooth([(0.2, -0.94), (0.42, -0.56), (0.3, -0.32), (0.22, -0.26), (0.2, -0.04), (0.08, -0.04), (0.2, -0.4)],
                darker(bone, 0.2))  # fmt: skip
    for side in (-1, 1):
        hand.ellipse(side * 0.17, -0.52, 0.115, 0.12, (48, 42, 44))
    hand.polygon([(0, -0.4), (0.06, -0.28), (-0.06, -0.28)], (48, 42, 44))
    for at in range(-3, 4):
        hand.line([(at * 0.052, -0.19), (at * 0.052, -0.06)], 0.014, (92, 82, 76))
    hand.line([(-0.19, -0.125), (0.19, -0.125)], 0.012, (92, 82, 76))


def draw_handle(hand: Hand) -> None:
    """A door's handle and lock, on the wood."""
    wood, brass = (110, 76, 54), (204, 164, 88)
    hand.box(-0.5, -1.0, 0.5, 0.0, wood)
    hand.box(-0.36, -0.9, -0.3, -0.1, darker(wood, 0.3))
    hand.smooth([(-0.12, -0.1), (-0.12, -0.9), (0.12, -0.9), (0.12, -0.1)], darker(brass, 0.2))
    hand.line([(0.0, -0.66), (0.38, -0.66)], 0.09, brass)
    hand.ellipse(0.0, -0.66, 0.085, 0.085, lighter(brass, 0.2))
    hand.ellipse(0.0, -0.34, 0.042, 0.042, (36, 30, 30))
    hand.polygon([(-0.02, -0.34), (0.02, -0.34), (0.036, -0.22), (-0.036, -0.22)], (36, 30, 30))


def draw_shoe(hand: Hand) -> None:
    """A laced shoe."""
    hand.smooth([(-0.6, -0.1), (-0.6, -0.62), (-0.3, -0.66), (-0.08, -0.4), (0.36, -0.32), (0.62, -0.2), (0.64, -0.08)],
                hand.own)  # fmt: skip
    hand.polygon([(-0.64, -0.1), (0.68, -0.1), (0.66, 0.0), (-0.64, 0.0)], darker(hand.own, 0.6))
    for at in range(4):
        x = -0.24 + 0.1 * at
        hand.line([(x, -0.52 + 0.06 * at), (x + 0.12, -0.42 + 0.05 * at)], 0.026, (232, 226, 214))


def draw_bell(hand: Hand) -> None:
    """A hand bell."""
    brass = (206, 162, 80)
    hand.ellipse(0.0, -0.06, 0.08, 0.07, darker(brass, 0.4))
    hand.smooth(
        [(-0.4, -0.1), (-0.24, -0.3), (-0.2, -0.56), (0.0, -0.68), (0.2, -0.56), (0.24, -0.3), (0.4, -0.1)], brass
    )
    hand.smooth([(0.08, -0.66), (0.2, -0.56), (0.24, -0.3), (0.4, -0.1), (0.16, -0.1)], darker(brass, 0.25))
    hand.line([(0.0, -0.68), (0.0, -0.96)], 0.08, (96, 62, 44))


def draw_hung_bell(hand: Hand) -> None:
    """A great bell in its yoke under a beam, its clapper beneath."""
    bronze, wood, iron = (188, 138, 72), (104, 74, 52), (62, 60, 64)
    dark = darker(bronze, 0.32)
    hand.box(-1.3, -1.0, 1.3, -0.91, wood)
    hand.box(-1.3, -0.925, 1.3, -0.905, darker(wood, 0.4))
    hand.smooth([(-0.36, -0.9), (0.36, -0.9), (0.34, -0.82), (0.2, -0.74), (-0.2, -0.74), (-0.34, -0.82)],
                darker(wood, 0.2))  # fmt: skip
    for x in (-0.16, 0.16):
        hand.line([(x, -0.98), (0.8 * x, -0.7)], 0.035, iron)
    hand.line([(0.0, -0.74), (0.0, -0.66)], 0.13, dark)
    hand.line([(0.0, -0.2), (0.02, -0.05)], 0.035, iron)
    hand.ellipse(0.02, -0.035, 0.055, 0.05, iron)
    hand.ellipse(0.0, -0.1, 0.4, 0.035, darker(bronze, 0.6))
    outline = [(-0.43, -0.1), (-0.39, -0.17), (-0.3, -0.29), (-0.25, -0.46), (-0.235, -0.59), (-0.13, -0.68)]
    half = [(0.13, -0.68), (0.235, -0.59), (0.25, -0.46), (0.3, -0.29), (0.39, -0.17), (0.43, -0.1)]
    hand.polygon([*outline, *half, (0.2, -0.122), (-0.2, -0.122)], bronze)
    hand.polygon([(0.05, -0.68), *half, (0.2, -0.122), (0.16, -0.4), (0.12, -0.58)], dark)
    hand.polygon([(-0.33, -0.18), (-0.23, -0.34), (-0.19, -0.56), (-0.155, -0.56), (-0.17, -0.34), (-0.25, -0.18)],
                 lighter(bronze, 0.3))  # fmt: skip
    for y, wide in ((-0.57, 0.235), (-0.54, 0.238), (-0.21, 0.36), (-0.18, 0.382)):
        hand.line([(-wide, y), (0.0, y + 0.018), (wide, y)], 0.012, darker(bronze, 0.45))


def draw_guitar(hand: Hand) -> None:
    """A guitar on its side."""
    wood = (190, 128, 70)
    hand.line([(0.1, -0.5), (0.78, -0.92)], 0.075, (84, 58, 44))
    hand.line([(0.76, -0.9), (0.88, -0.98)], 0.12, (84, 58, 44))
    hand.ellipse(-0.38, -0.26, 0.34, 0.28, wood)
    hand.ellipse(-0.02, -0.44, 0.25, 0.22, wood)
    hand.ellipse(-0.1, -0.4, 0.1, 0.09, (58, 40, 34))
    hand.line([(-0.42, -0.3), (-0.32, -0.16)], 0.04, (84, 58, 44))
    hand.line([(-0.37, -0.23), (0.8, -0.93)], 0.012, (232, 226, 214))


def draw_stone(hand: Hand) -> None:
    grey = (140, 136, 130)
    hand.smooth([(-0.5, -0.06), (-0.54, -0.34), (-0.28, -0.56), (0.16, -0.6), (0.5, -0.4), (0.54, -0.1), (0.3, 0.0),
                 (-0.3, 0.0)], grey)  # fmt: skip
    hand.smooth([(0.16, -0.6), (0.5, -0.4), (0.54, -0.1), (0.3, 0.0), (0.06, 0.0), (0.24, -0.32)], darker(grey, 0.24))
    hand.smooth([(-0.4, -0.34), (-0.22, -0.5), (0.06, -0.54), (-0.1, -0.44)], lighter(grey, 0.3))


def draw_egg(hand: Hand) -> None:
    shell = (232, 208, 178)
    hand.smooth([(0.0, -0.86), (0.26, -0.6), (0.34, -0.3), (0.2, -0.04), (0.0, 0.0), (-0.2, -0.04), (-0.34, -0.3),
                 (-0.26, -0.6)], shell)  # fmt: skip
    hand.smooth(
        [(0.1, -0.8), (0.26, -0.6), (0.34, -0.3), (0.2, -0.04), (0.06, -0.02), (0.2, -0.3)], darker(shell, 0.16)
    )
    hand.smooth([(-0.18, -0.56), (-0.06, -0.7), (-0.04, -0.5), (-0.14, -0.4)], lighter(shell, 0.5))


def draw_mouse(hand: Hand) -> None:
    """A mouse that lies still, its tail behind it."""
    fur, pink = (134, 122, 114), (214, 160, 150)
    hand.arc([(-0.4, -0.08), (-0.7, -0.04), (-0.9, -0.14), (-1.1, -0.06)], 0.035, pink)
    hand.smooth(
        [(-0.46, -0.02), (-0.4, -0.28), (-0.08, -0.4), (0.26, -0.34), (0.62, -0.1), (0.5, 0.0), (0.0, 0.02)], fur
    )
    hand.smooth([(-0.4, -0.04), (0.0, -0.12), (0.46, -0.06), (0.4, 0.0), (0.0, 0.02)], lighter(fur, 0.24))
    hand.ellipse(0.2, -0.36, 0.1, 0.11, darker(fur, 0.16))
    hand.ellipse(0.2, -0.35, 0.06, 0.07, pink)
    hand.ellipse(0.4, -0.18, 0.022, 0.022, (30, 26, 28))
    hand.ellipse(0.61, -0.09, 0.03, 0.026, pink)


def draw_feather(hand: Hand) -> None:
    vane = (206, 210, 216)
    hand.smooth(
        [(-0.56, -0.04), (-0.3, -0.34), (0.2, -0.74), (0.62, -0.9), (0.5, -0.54), (0.1, -0.2), (-0.3, -0.08)], vane
    )
    hand.smooth([(-0.5, -0.05), (0.62, -0.9), (0.5, -0.54), (0.1, -0.2), (-0.3, -0.08)], darker(vane, 0.14))
    hand.line([(-0.74, 0.0), (0.56, -0.84)], 0.018, (150, 146, 140))


def draw_dice(hand: Hand) -> None:
    """Two dice."""
    ivory = (236, 230, 216)
    for x, spots in ((-0.34, ((0.0, 0.0),)), (0.26, ((-0.1, -0.1), (0.1, 0.1), (-0.1, 0.1), (0.1, -0.1)))):
        hand.box(x - 0.22, -0.44, x + 0.22, 0.0, ivory)
        hand.polygon([(x - 0.22, -0.44), (x - 0.12, -0.56), (x + 0.32, -0.56), (x + 0.22, -0.44)], lighter(ivory, 0.4))
        hand.polygon([(x + 0.22, -0.44), (x + 0.32, -0.56), (x + 0.32, -0.12), (x + 0.22, 0.0)], darker(ivory, 0.2))
        for across, down in spots:
            hand.ellipse(x + across, -0.22 + down, 0.035, 0.035, (40, 38, 44))

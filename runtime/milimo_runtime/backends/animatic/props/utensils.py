"""What is used up, played, poured and put on: medicine, music, tea, sweets, handcuffs."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import ring
from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.props.hand import Hand

_STEEL = (172, 178, 186)


def draw_medicine(hand: Hand) -> None:
    """A bottle of medicine: brown glass, a white cap, a label with a cross."""
    glass = (146, 82, 38)
    hand.smooth([(-0.3, 0.0), (-0.32, -0.56), (-0.17, -0.7), (0.17, -0.7), (0.32, -0.56), (0.3, 0.0)], glass)
    hand.smooth([(0.12, 0.0), (0.15, -0.66), (0.32, -0.56), (0.3, 0.0)], darker(glass, 0.3))
    hand.line([(-0.25, -0.1), (-0.26, -0.5)], 0.03, lighter(glass, 0.4))
    hand.box(-0.15, -0.76, 0.15, -0.68, darker(glass, 0.2))
    hand.box(-0.2, -0.98, 0.2, -0.74, (232, 230, 224))
    for at in range(6):
        hand.line([(-0.16 + 0.064 * at, -0.96), (-0.16 + 0.064 * at, -0.76)], 0.01, (192, 190, 186))
    hand.polygon([(-0.31, -0.46), (0.315, -0.46), (0.31, -0.12), (-0.305, -0.12)], (240, 236, 224))
    hand.box(-0.21, -0.32, -0.05, -0.27, (186, 52, 48))
    hand.box(-0.155, -0.375, -0.105, -0.215, (186, 52, 48))
    for row, right in enumerate((0.24, 0.2, 0.24)):
        hand.box(0.02, -0.38 + 0.06 * row, right, -0.36 + 0.06 * row, (120, 116, 116))


def draw_kettle(hand: Hand) -> None:
    """A pot of tea with its spout and handle."""
    pot = hand.own
    hand.arc([(-0.36, -0.62), (-0.64, -0.6), (-0.66, -0.28), (-0.38, -0.2)], 0.06, darker(pot, 0.35))
    hand.smooth([(0.34, -0.2), (0.5, -0.3), (0.58, -0.62), (0.76, -0.7), (0.68, -0.54), (0.6, -0.2), (0.36, -0.06)],
                darker(pot, 0.14))  # fmt: skip
    hand.smooth(
        [(-0.26, 0.0), (-0.46, -0.28), (-0.34, -0.62), (0.0, -0.72), (0.34, -0.62), (0.46, -0.28), (0.26, 0.0)], pot
    )
    hand.smooth(
        [(0.06, -0.71), (0.34, -0.62), (0.46, -0.28), (0.26, 0.0), (0.08, 0.0), (0.26, -0.34)], darker(pot, 0.24)
    )
    hand.smooth([(-0.28, -0.5), (-0.18, -0.6), (-0.06, -0.62), (-0.2, -0.42)], lighter(pot, 0.4))
    hand.smooth([(-0.2, -0.68), (-0.1, -0.79), (0.1, -0.79), (0.2, -0.68)], darker(pot, 0.1))
    hand.ellipse(0.0, -0.84, 0.055, 0.055, darker(pot, 0.3))


def draw_record(hand: Hand) -> None:
    """A record half out of its sleeve."""
    hand.ellipse(0.26, -0.46, 0.44, 0.44, (30, 30, 36))
    for size in (0.38, 0.32, 0.26):
        loop = ring((0.26, -0.46), size, size, 40)
        hand.arc([*loop, loop[0]], 0.008, (64, 64, 72))
    hand.ellipse(0.26, -0.46, 0.15, 0.15, (190, 76, 56))
    hand.ellipse(0.26, -0.46, 0.02, 0.02, (30, 30, 36))
    hand.polygon([(-0.76, 0.0), (-0.76, -0.94), (0.14, -0.94), (0.14, 0.0)], hand.own)
    hand.polygon([(0.1, 0.0), (0.1, -0.94), (0.14, -0.94), (0.14, 0.0)], darker(hand.own, 0.4))
    hand.ellipse(-0.32, -0.5, 0.24, 0.24, lighter(hand.own, 0.5))
    hand.box(-0.66, -0.16, -0.1, -0.1, lighter(hand.own, 0.7))


def draw_cassette(hand: Hand) -> None:
    """A cassette of tape."""
    case, cream = (52, 52, 60), (236, 226, 202)
    hand.polygon([(-0.74, -0.06), (-0.68, -0.92), (0.72, -0.86), (0.66, 0.0)], case)
    hand.polygon([(-0.62, -0.42), (-0.585, -0.84), (0.62, -0.785), (0.585, -0.37)], cream)
    hand.polygon([(-0.6, -0.64), (0.6, -0.59), (0.595, -0.53), (-0.606, -0.58)], (196, 92, 62))
    hand.polygon([(-0.38, -0.3), (-0.365, -0.52), (0.4, -0.485), (0.385, -0.265)], (32, 32, 38))
    for x, y in ((-0.2, -0.4), (0.22, -0.38)):
        hand.ellipse(x, y, 0.085, 0.085, (232, 230, 224))
        hand.ellipse(x, y, 0.035, 0.035, (32, 32, 38))
    hand.line([(-0.5, -0.755), (0.42, -0.715)], 0.018, (92, 92, 116))


def draw_microphone(hand: Hand) -> None:
    """A microphone on its stand."""
    hand.ellipse(0, -0.03, 0.32, 0.06, (48, 50, 58))
    hand.line([(0.0, -0.04), (0.0, -0.56)], 0.05, _STEEL)
    hand.smooth([(-0.2, -0.62), (-0.22, -0.86), (0.0, -1.0), (0.22, -0.86), (0.2, -0.62), (0.0, -0.5)], _STEEL)
    hand.smooth([(0.04, -0.99), (0.22, -0.86), (0.2, -0.62), (0.02, -0.5), (0.1, -0.74)], darker(_STEEL, 0.3))
    hand.box(-0.23, -0.74, 0.23, -0.68, (62, 64, 72))
    for x in (-0.12, -0.04, 0.04, 0.12):
        hand.line([(x, -0.92), (x, -0.77)], 0.018, (86, 90, 98))
        hand.line([(x, -0.65), (x, -0.56)], 0.018, (86, 90, 98))


def draw_handcuffs(hand: Hand) -> None:
    """A pair of handcuffs and the links between them."""
    for x, y in ((-0.42, -0.3), (0.44, -0.36)):
        loop = ring((x, y), 0.3, 0.24, 40)
        hand.arc([(a, b + 0.035) for a, b in (*loop, loop[0])], 0.07, darker(_STEEL, 0.5))
        hand.arc([*loop, loop[0]], 0.07, _STEEL)
        hand.arc(loop[22:32], 0.02, lighter(_STEEL, 0.5))
    hand.polygon([(-0.3, -0.54), (-0.1, -0.52), (-0.08, -0.34), (-0.26, -0.3)], darker(_STEEL, 0.15))
    hand.polygon([(0.14, -0.42), (0.3, -0.58), (0.4, -0.44), (0.24, -0.3)], darker(_STEEL, 0.15))
    for x in (-0.03, 0.04, 0.11):
        loop = ring((x, -0.42), 0.05, 0.034, 16)
        hand.arc([*loop, loop[0]], 0.018, darker(_STEEL, 0.3))


def draw_cake(hand: Hand) -> None:
    """A cake with candles that burn."""
    cream, sponge = (244, 230, 216), (206, 122, 128)
    hand.ellipse(0, -0.03, 0.76, 0.11, (206, 210, 214))
    hand.polygon([(-0.58, -0.06), (-0.58, -0.46), (0.58, -0.46), (0.58, -0.06), (0.3, -0.005), (-0.3, -0.005)], sponge)
    hand.polygon([(0.2, -0.46), (0.58, -0.46), (0.58, -0.06), (0.3, -0.005)], darker(sponge, 0.2))
    hand.smooth(
        [
            (-0.6, -0.46),
            (-0.52, -0.3),
            (-0.42, -0.4),
            (-0.3, -0.26),
            (-0.14, -0.36),
            (0.02, -0.25),
            (0.18, -0.36),
            (0.32, -0.27),
            (0.44, -0.38),
            (0.54, -0.3),
            (0.6, -0.46),
            (0.3, -0.55),
            (-0.3, -0.55),
        ],
        cream,
    )
    hand.ellipse(0, -0.47, 0.58, 0.1, lighter(cream, 0.3))
    for at, x in enumerate((-0.36, -0.12, 0.12, 0.36)):
        y = -0.45 - 0.03 * (at % 2)
        hand.box(x - 0.024, y - 0.24, x + 0.024, y, (96, 144, 176) if at % 2 else (226, 178, 92))
        hand.glow(x, y - 0.32, 0.26, (255, 206, 120), 0.6)
        hand.smooth([(x, y - 0.25), (x + 0.026, y - 0.3), (x, y - 0.4), (x - 0.026, y - 0.3)], (255, 220, 140))


def draw_binoculars(hand: Hand) -> None:
    """A pair of field glasses, standing."""
    black = (48, 48, 54)
    hand.box(-0.12, -0.62, 0.12, -0.46, lighter(black, 0.1))
    for side in (-1, 1):
        hand.polygon([(side * 0.12, 0.0), (side * 0.56, 0.0), (side * 0.46, -0.5), (side * 0.44, -0.84),
                      (side * 0.16, -0.84), (side * 0.14, -0.5)], black)  # fmt: skip
        hand.ellipse(side * 0.34, -0.01, 0.22, 0.05, lighter(black, 0.16))
        hand.box(side * 0.3 - 0.16, -0.92, side * 0.3 + 0.16, -0.83, lighter(black, 0.12))
        hand.line([(side * 0.3 - 0.1, -0.1), (side * 0.3 - 0.06, -0.74)], 0.03, lighter(black, 0.3))
    hand.ellipse(0.0, -0.66, 0.09, 0.06, (146, 148, 152))


def draw_bullet(hand: Hand) -> None:
    """A cartridge, standing."""
    brass, copper = (210, 172, 92), (186, 112, 74)
    hand.smooth([(-0.17, -0.6), (-0.14, -0.82), (0.0, -1.0), (0.14, -0.82), (0.17, -0.6)], copper)
    hand.box(-0.19, -0.64, 0.19, -0.06, brass)
    hand.box(0.06, -0.64, 0.19, -0.06, darker(brass, 0.26))
    hand.line([(-0.11, -0.6), (-0.11, -0.1)], 0.03, lighter(brass, 0.5))
    hand.smooth([(0.04, -0.62), (0.07, -0.84), (0.03, -0.96), (0.14, -0.82), (0.17, -0.62)], darker(copper, 0.3))
    hand.box(-0.22, -0.07, 0.22, 0.0, darker(brass, 0.14))


def draw_bucket(hand: Hand) -> None:
    """A pail of zinc with its handle up."""
    zinc = (160, 166, 170)
    hand.arc([(-0.44, -0.62), (-0.3, -0.94), (0.0, -1.02), (0.3, -0.94), (0.44, -0.62)], 0.026, darker(zinc, 0.4))
    hand.ellipse(0, -0.62, 0.45, 0.09, darker(zinc, 0.55))
    hand.polygon(
        [(-0.45, -0.61), (-0.32, -0.02), (0.0, 0.03), (0.32, -0.02), (0.45, -0.61), (0.2, -0.54), (-0.2, -0.54)], zinc
    )
    hand.polygon([(0.12, -0.535), (0.45, -0.61), (0.32, -0.02), (0.08, 0.025)], darker(zinc, 0.24))
    hand.line([(-0.27, -0.5), (-0.2, -0.1)], 0.03, lighter(zinc, 0.4))
    for y, wide in ((-0.42, 0.405), (-0.12, 0.34)):
        hand.arc([(-wide, y), (0.0, y + 0.06), (wide, y)], 0.016, darker(zinc, 0.3))

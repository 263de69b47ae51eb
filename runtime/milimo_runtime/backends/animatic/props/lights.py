"""What gives light: lamps, candles, matches, torches."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import curve
from milimo_runtime.backends.animatic.colour import darker, lighter, under
from milimo_runtime.backends.animatic.props.hand import Hand


def draw_lamp(hand: Hand) -> None:
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


def draw_candle(hand: Hand) -> None:
    hand.ellipse(0, -0.03, 0.26, 0.05, (176, 136, 74))
    hand.box(-0.07, -0.62, 0.07, -0.04, (236, 228, 206))
    hand.ellipse(0, -0.62, 0.07, 0.018, (246, 240, 222))
    hand.glow(0, -0.76, 0.7, (255, 206, 120), 0.75)
    hand.smooth([(0, -0.64), (0.04, -0.7), (0.022, -0.8), (0, -0.94), (-0.022, -0.8), (-0.04, -0.7)], (255, 212, 120))


def draw_match(hand: Hand) -> None:
    hand.line([(-0.3, -0.04), (0.1, -0.56)], 0.035, (214, 178, 126))
    hand.glow(0.12, -0.7, 0.8, (255, 196, 100), 0.8)
    hand.smooth([(0.1, -0.5), (0.2, -0.62), (0.16, -0.78), (0.12, -0.98), (0.05, -0.76), (0.03, -0.6)], (255, 178, 82))
    hand.smooth([(0.11, -0.52), (0.15, -0.62), (0.12, -0.8), (0.07, -0.62)], (255, 244, 206))
    hand.ellipse(0.1, -0.55, 0.03, 0.032, (92, 40, 34))


def draw_torch(hand: Hand) -> None:
    """An electric torch and its beam."""
    hand.polygon([(0.3, -0.5), (0.62, -0.92), (0.62, 0.0), (0.3, -0.3)], (236, 220, 176))
    hand.glow(0.5, -0.42, 0.6, (255, 232, 170), 0.6)
    hand.smooth([(-0.6, -0.48), (0.1, -0.5), (0.1, -0.3), (-0.6, -0.32)], (58, 60, 68))
    hand.polygon([(0.08, -0.5), (0.28, -0.58), (0.28, -0.22), (0.08, -0.3)], (84, 88, 98))
    hand.ellipse(0.28, -0.4, 0.05, 0.18, (250, 240, 206))
    hand.box(-0.24, -0.53, -0.1, -0.48, (176, 60, 50))


def draw_cigarette(hand: Hand) -> None:
    """A cigarette on the edge of an ash tray, its smoke."""
    hand.ellipse(0, -0.1, 0.5, 0.12, (120, 132, 140))
    hand.ellipse(0, -0.13, 0.4, 0.08, (70, 76, 84))
    hand.line([(-0.1, -0.16), (0.42, -0.24)], 0.06, (238, 234, 226))
    hand.line([(-0.22, -0.142), (-0.1, -0.16)], 0.06, (204, 152, 96))
    hand.ellipse(0.43, -0.245, 0.028, 0.03, (222, 92, 52))
    hand.arc([(0.44, -0.3), (0.36, -0.48), (0.5, -0.64), (0.4, -0.82), (0.48, -0.98)], 0.016, (186, 190, 196))

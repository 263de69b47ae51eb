"""What hangs on a wall: clocks, paintings, calendars, posters."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, corners
from milimo_runtime.backends.animatic.colour import darker, lighter, mix
from milimo_runtime.backends.animatic.props.hand import Hand
from milimo_runtime.backends.animatic.props.machines import draw_clock

_SHADE = (10, 12, 28)


def _cast(hand: Hand, box: Box) -> None:
    """The shadow on the wall of what hangs before it."""
    points = [(x + 0.05, y + 0.06) for x, y in corners(box)]
    hand.canvas.veil(hand.at(points), _SHADE, 0.34, 0.035 * hand.height)


def draw_wall_clock(hand: Hand) -> None:
    _cast(hand, Box(-0.42, -0.92, 0.42, -0.08))
    draw_clock(hand)


def draw_painting(hand: Hand) -> None:
    """A landscape in a gilt frame."""
    gilt, sky = (186, 146, 78), (176, 190, 190)
    _cast(hand, Box(-0.7, -1.0, 0.7, 0.0))
    hand.box(-0.7, -1.0, 0.7, 0.0, darker(gilt, 0.3))
    hand.polygon([(-0.7, -1.0), (0.7, -1.0), (0.6, -0.9), (-0.6, -0.9)], lighter(gilt, 0.25))
    hand.polygon([(-0.7, -1.0), (-0.6, -0.9), (-0.6, -0.1), (-0.7, 0.0)], gilt)
    hand.box(-0.57, -0.87, 0.57, -0.13, sky)
    hand.smooth([(-0.57, -0.5), (-0.3, -0.66), (0.0, -0.5), (0.3, -0.62), (0.57, -0.46), (0.57, -0.3), (-0.57, -0.3)],
                mix(sky, (86, 104, 120), 0.6))  # fmt: skip
    hand.polygon([(-0.57, -0.44), (0.0, -0.38), (0.57, -0.42), (0.57, -0.13), (-0.57, -0.13)], (120, 130, 82))
    hand.smooth(
        [(0.02, -0.13), (0.1, -0.3), (-0.02, -0.37), (0.05, -0.38), (0.2, -0.3), (0.24, -0.13)], (196, 178, 134)
    )
    for x, size in ((-0.38, 0.13), (-0.26, 0.09), (0.42, 0.1)):
        hand.line([(x, -0.22), (x, -0.36)], 0.024, (72, 58, 46))
        hand.ellipse(x, -0.42, 0.7 * size, size, (70, 92, 62))


def draw_calendar(hand: Hand) -> None:
    """A month on its leaf, a day ringed in red."""
    paper, ink = (240, 236, 224), (92, 88, 92)
    _cast(hand, Box(-0.4, -0.96, 0.4, 0.0))
    hand.box(-0.4, -0.98, 0.4, 0.0, paper)
    hand.box(-0.4, -0.98, 0.4, -0.72, hand.own)
    hand.box(-0.26, -0.89, 0.26, -0.82, lighter(hand.own, 0.7))
    for row in range(5):
        for column in range(7):
            if 2 <= row * 7 + column < 33:
                x, y = -0.315 + 0.105 * column, -0.62 + 0.125 * row
                hand.box(x - 0.022, y - 0.024, x + 0.022, y + 0.024, (186, 60, 52) if column == 6 else ink)
    loop = [(0.0, -0.3), (0.075, -0.37), (0.0, -0.445), (-0.075, -0.37), (-0.01, -0.295)]
    hand.arc(loop, 0.018, (190, 48, 46))
    for x in (-0.2, 0.0, 0.2):
        hand.line([(x, -1.02), (x, -0.95)], 0.024, (70, 70, 76))


def draw_poster(hand: Hand) -> None:
    """A poster with a face and a line of large letters."""
    paper = lighter(hand.own, 0.55)
    _cast(hand, Box(-0.38, -1.0, 0.38, 0.0))
    hand.polygon([(-0.38, -1.0), (0.38, -1.0), (0.39, 0.0), (0.3, -0.02), (-0.38, 0.0)], paper)
    hand.box(-0.32, -0.93, 0.32, -0.8, darker(hand.own, 0.45))
    hand.ellipse(0.0, -0.56, 0.13, 0.16, darker(hand.own, 0.3))
    hand.smooth([(-0.28, -0.24), (-0.2, -0.38), (0.0, -0.42), (0.2, -0.38), (0.28, -0.24)], darker(hand.own, 0.3))
    for row, wide in enumerate((0.28, 0.2)):
        hand.box(-wide, -0.17 + 0.08 * row, wide, -0.13 + 0.08 * row, darker(hand.own, 0.3))

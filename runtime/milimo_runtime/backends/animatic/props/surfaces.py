"""What objects lie and stand on: the table of an insert, and the small table or ledge of a cutaway."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, Canvas, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, under

_WOOD, _STONE = (98, 70, 52), (128, 124, 118)
_SHADE = (10, 12, 24)
_BENEATH = 0.85
"""Lower than any frame."""


def draw_tabletop(canvas: Canvas, light: Colour, edge: float = 0.13) -> None:
    """A table that fills the foot of the frame from its far `edge`, and the lamp's light on it."""
    wood = under(_WOOD, light)
    canvas.gradient(Box(-6, edge, 6, 6), [(edge, lighter(wood, 0.06)), (edge + 0.5, darker(wood, 0.5))])
    for at in range(9):
        y = edge + 0.012 + 0.42 * (at / 9) ** 1.6
        canvas.veil([(-6, y), (6, y + 0.004), (6, y + 0.007), (-6, y + 0.004)], darker(wood, 0.5), 0.3)
    canvas.veil(corners(Box(-6, edge - 0.003, 6, edge + 0.004)), lighter(wood, 0.5), 0.5)
    canvas.glow((0.0, edge + 0.13), 0.62, (255, 222, 170), 0.3, 0.34)


def draw_wall(canvas: Canvas, wall: Colour, light: Colour) -> None:
    """A wall that fills the frame behind what hangs on it, and the lamp's light on it."""
    tone = under(wall, light)
    canvas.gradient(
        Box(-6, -6, 6, 6), [(-0.5, darker(tone, 0.1)), (0.0, lighter(tone, 0.06)), (0.5, darker(tone, 0.2))]
    )
    for at in range(-7, 8):
        x = 0.27 * at
        canvas.veil(corners(Box(x, -6, x + 0.13, 6)), darker(tone, 0.4), 0.06)
    canvas.glow((-0.1, -0.16), 0.85, (255, 236, 200), 0.26)


def draw_side_table(canvas: Canvas, light: Colour, y: float) -> None:
    """A small table whose top something stands on at `y`; its legs go down out of the frame."""
    wood = under(lighter(_WOOD, 0.16), light)
    back, front, far, near = y - 0.035, y + 0.03, 0.37, 0.43
    for x in (-far + 0.04, far - 0.04):
        canvas.rectangle(Box(x - 0.014, front, x + 0.014, _BENEATH), darker(wood, 0.5))
    for x in (-near + 0.04, near - 0.04):
        canvas.rectangle(Box(x - 0.02, front, x + 0.02, _BENEATH), darker(wood, 0.22))
    canvas.rectangle(Box(-near + 0.03, front, near - 0.03, front + 0.085), darker(wood, 0.3))
    canvas.rectangle(Box(-0.13, front + 0.03, 0.13, front + 0.075), darker(wood, 0.2))
    canvas.polygon(ring((0.0, front + 0.052), 0.011, 0.011), under((206, 170, 96), light))
    canvas.polygon([(-far, back), (far, back), (near, front), (-near, front)], wood)
    canvas.rectangle(Box(-near, front, near, front + 0.02), darker(wood, 0.14))
    canvas.veil(corners(Box(-near, front + 0.02, near, front + 0.036)), _SHADE, 0.3)


def draw_ledge(canvas: Canvas, light: Colour, y: float) -> None:
    """A low wall of stone whose top something stands on at `y`."""
    stone = under(_STONE, light)
    back, front, far, near = y - 0.035, y + 0.03, 0.5, 0.56
    canvas.rectangle(Box(-near + 0.03, front, near - 0.03, _BENEATH), darker(stone, 0.3))
    for row in range(4):
        top = front + 0.05 + 0.11 * row
        canvas.veil(corners(Box(-near + 0.03, top, near - 0.03, top + 0.006)), _SHADE, 0.35)
        for at in range(4):
            x = -near + 0.1 + 0.26 * at + 0.13 * (row % 2)
            canvas.veil(corners(Box(x, top, x + 0.006, top + 0.11)), _SHADE, 0.3)
    canvas.polygon([(-far, back), (far, back), (near, front), (-near, front)], lighter(stone, 0.08))
    canvas.rectangle(Box(-near, front, near, front + 0.045), darker(stone, 0.12))
    canvas.veil(corners(Box(-near + 0.03, front + 0.045, near - 0.03, front + 0.062)), _SHADE, 0.35)

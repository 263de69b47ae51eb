"""Colours: the names writers use, and the few ways a painter mixes them. RGB, 0 to 255."""

from __future__ import annotations

import colorsys

Colour = tuple[int, int, int]

NAMED: dict[str, Colour] = {
    "black": (52, 52, 60), "white": (236, 234, 228), "silver": (198, 202, 208), "grey": (132, 136, 142),
    "gray": (132, 136, 142), "red": (186, 56, 52), "crimson": (160, 36, 54), "scarlet": (204, 52, 44),
    "orange": (222, 126, 52), "amber": (226, 158, 60), "yellow": (232, 190, 62), "gold": (214, 168, 72),
    "golden": (214, 168, 72), "brass": (190, 148, 74), "green": (74, 128, 84), "olive": (112, 116, 68),
    "teal": (48, 124, 126), "turquoise": (70, 164, 164), "blue": (62, 100, 164), "navy": (40, 54, 92),
    "indigo": (64, 62, 124), "purple": (112, 74, 140), "violet": (126, 90, 164), "pink": (222, 146, 160),
    "brown": (112, 78, 54), "auburn": (128, 66, 42), "chestnut": (110, 66, 44), "ginger": (190, 104, 52),
    "blond": (214, 184, 122), "blonde": (214, 184, 122), "beige": (204, 186, 154), "cream": (232, 222, 196),
    "tan": (190, 154, 112), "khaki": (158, 148, 106), "maroon": (108, 40, 48), "copper": (176, 104, 66),
    "dark": (54, 46, 46), "pale": (222, 214, 206), "rust": (158, 84, 52), "denim": (74, 98, 136),
    "rose": (206, 132, 146), "straw": (214, 184, 116), "lilac": (172, 148, 196), "lavender": (172, 156, 206),
    "ivory": (236, 228, 206), "burgundy": (112, 36, 52), "charcoal": (66, 68, 76), "camel": (186, 148, 104),
}  # fmt: skip


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with `share` (0 to 1) of `other` in it."""
    share = min(1.0, max(0.0, share))
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


def lighter(colour: Colour, share: float) -> Colour:
    """Towards a warm white."""
    return mix(colour, (255, 250, 240), share)


def darker(colour: Colour, share: float) -> Colour:
    """Towards a blue black."""
    return mix(colour, (10, 12, 22), share)


def under(colour: Colour, light: Colour) -> Colour:
    """`colour` seen in `light` (255, 255, 255 leaves it as it is)."""
    return (colour[0] * light[0] // 255, colour[1] * light[1] // 255, colour[2] * light[2] // 255)


def from_hue(hue: float, saturation: float, value: float) -> Colour:
    """From hue, saturation and value, each 0 to 1; the hue wraps."""
    red, green, blue = colorsys.hsv_to_rgb(hue % 1.0, saturation, value)
    return (round(red * 255), round(green * 255), round(blue * 255))


def turned(colour: Colour, by: float, saturation: float = 1.0) -> Colour:
    """`colour` with its hue turned by `by` (1 = once round) and its saturation scaled."""
    hue, strength, value = colorsys.rgb_to_hsv(*(part / 255 for part in colour))
    return from_hue(hue + by, min(1.0, strength * saturation), value)

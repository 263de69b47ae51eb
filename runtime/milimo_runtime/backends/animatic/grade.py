"""A shot's grade: what its lights and its look make of the colours of everything painted.

| amount | meaning, -1 to 1 unless said |
|---|---|
| `light` `warm` | darker to brighter, cooler to warmer |
| `green` | magenta to green |
| `contrast` | flat to hard |
| `saturation` | -1 without colour, 1 twice as much |
| `fade` | 0 to 1: how far blacks are lifted, as in an old print |
| `split` | shadows cool and lights warm (negative: the other way round) |

The amounts of all terms add up. Colour is taken away first, so that what is toned after is toned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

_LUMA = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True, slots=True)
class Grade:
    """The amounts of the table; all 0 leaves a painting as it is."""

    light: float = 0.0
    warm: float = 0.0
    green: float = 0.0
    contrast: float = 0.0
    saturation: float = 0.0
    fade: float = 0.0
    split: float = 0.0


NAMES = ("light", "warm", "green", "contrast", "saturation", "fade", "split")


def grade_of(amounts: Mapping[str, float]) -> Grade:
    """The grade of these amounts, each within its range; those of another name are no business of it."""
    return Grade(**{name: min(1.0, max(-1.0, amounts[name])) for name in NAMES if name in amounts})


def graded(image: Image.Image, grade: Grade) -> Image.Image:
    """An RGB or RGBA painting in its grade."""
    if grade == Grade():
        return image
    colours = image.convert("RGB")
    if grade.saturation:
        colours = colours.convert("RGB", _saturated(1 + grade.saturation))
    colours = colours.point([level for band in range(3) for level in _curve(band, grade)])
    if image.mode == "RGBA":
        colours.putalpha(image.getchannel("A"))
    return colours


def _saturated(share: float) -> tuple[float, ...]:
    rows = (
        tuple(weight * (1 - share) + (share if at == band else 0) for at, weight in enumerate(_LUMA))
        for band in range(3)
    )
    return tuple(number for row in rows for number in (*row, 0.0))


def _curve(band: int, grade: Grade) -> list[int]:
    """What becomes of each level of red (0), green (1) or blue (2)."""
    gain = (1 + 0.55 * grade.light) * (
        (1 + 0.18 * grade.warm) * (1 - 0.07 * grade.green),
        (1 - 0.06 * max(0.0, grade.warm)) * (1 + 0.12 * grade.green),
        (1 - 0.26 * grade.warm) * (1 - 0.1 * grade.green),
    )[band]
    return [round(255 * min(1.0, max(0.0, _tone(level / 255 * gain, band, grade)))) for level in range(256)]


def _tone(level: float, band: int, grade: Grade) -> float:
    level = min(1.0, level)
    if grade.contrast > 0:
        # A film print's curve: blacks deeper, lights held.
        level += grade.contrast * (level * level * (3 - 2 * level) - level)
    elif grade.contrast < 0:
        level += -grade.contrast * 0.6 * (0.45 - level)
    level += (1, 0.1, -1)[band] * 0.2 * grade.split * (level - 0.42)
    return level + 0.16 * grade.fade * (1 - level)

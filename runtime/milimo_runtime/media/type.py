"""Words as pictures: the bundled face, lines wrapped and set, as masks to blend with a colour.

A mask is an "L" image: 255 where a glyph covers the pixel. The basic layout engine is used everywhere,
because the other one depends on libraries of the machine and a film is the same on all machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Weight = Literal["regular", "bold"]
Align = Literal["left", "centre", "right"]

_FACES = {"regular": "Inter-Regular.otf", "bold": "Inter-SemiBold.otf"}
LEADING = 1.28
"""Distance of baselines in units of the size."""
ELLIPSIS = "…"


@cache
def _face(weight: Weight) -> bytes:
    return (files(__package__) / "fonts" / _FACES[weight]).read_bytes()


@lru_cache(maxsize=256)
def font(size_px: int, weight: Weight = "regular") -> ImageFont.FreeTypeFont:
    """The bundled face (Inter) at `size_px` pixels to the em."""
    return ImageFont.truetype(BytesIO(_face(weight)), size_px, layout_engine=ImageFont.Layout.BASIC)


def width_of(text: str, size_px: int, weight: Weight = "regular") -> int:
    """Pixels that `text` takes on one line."""
    return round(font(size_px, weight).getlength(text) + 0.499)


def fitted(text: str, size_px: int, weight: Weight, max_width: int) -> str:
    """`text`, or as much of it as fits `max_width` pixels, with an ellipsis."""
    if width_of(text, size_px, weight) <= max_width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, size_px, weight) <= max_width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;:-–—") + ELLIPSIS


def pages(text: str, columns: int = 42, lines: int = 2) -> tuple[tuple[str, ...], ...]:
    """`text` as captions to show one after the other, each at most `lines` lines of `columns` characters.

    42 characters and two lines are the subtitlers' convention. No word is lost; lines are balanced; a line
    break in the text is kept where everything fits one caption.
    """
    written = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if 1 < len(written) <= lines and all(len(line) <= columns for line in written):
        return (tuple(written),)
    filled = _balanced([part for line in written for word in line.split() for part in _broken(word, columns)], columns)
    return tuple(tuple(filled[at : at + lines]) for at in range(0, len(filled), lines))


def wrapped(text: str, columns: int = 42, lines: int = 2) -> tuple[str, ...]:
    """The first of `pages`, with an ellipsis when there are more."""
    first, *more = pages(text, columns, lines) or ((),)
    if not more:
        return first
    return (*first[:-1], first[-1][: columns - 1].rstrip(" ,;:-–—") + ELLIPSIS)


def _broken(word: str, columns: int) -> list[str]:
    """A word in pieces that fit a line: nearly always the word itself."""
    return [word[at : at + columns] for at in range(0, len(word), columns)]


def _balanced(words: Sequence[str], columns: int) -> list[str]:
    """Words in as few lines as they need, and those as equal in length as that allows."""
    best = _filled(words, columns)
    for narrower in range(columns - 1, 0, -1):
        tried = _filled(words, narrower)
        if len(tried) > len(best) or any(len(line) > narrower for line in tried):
            break
        best = tried
    return best


def _filled(words: Sequence[str], columns: int) -> list[str]:
    """Words laid into lines, each as full as it gets."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= columns:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=512)
def text_block(
    lines: tuple[str, ...],
    size_px: int,
    weight: Weight = "regular",
    align: Align = "left",
    max_width: int | None = None,
) -> Image.Image:
    """The mask of `lines` set beneath each other, as wide as the widest and `LEADING` * size a line high.

    Lines wider than `max_width` pixels end in an ellipsis. The image is shared: do not draw on it.
    """
    set_lines = lines if max_width is None else tuple(fitted(x, size_px, weight, max_width) for x in lines)
    widths = [width_of(line, size_px, weight) for line in set_lines]
    step = line_height(size_px)
    width = max([1, *widths])
    mask = Image.new("L", (width, max(1, step * len(set_lines))), 0)
    pen = ImageDraw.Draw(mask)
    # The baseline of the first line: ascender room above, descender room beneath, within `step`.
    baseline = round(step * 0.5 + size_px * 0.364)
    for row, (line, wide) in enumerate(zip(set_lines, widths, strict=True)):
        left = {"left": 0, "centre": (width - wide) // 2, "right": width - wide}[align]
        pen.text((left, row * step + baseline), line, fill=255, font=font(size_px, weight), anchor="ls")
    return mask


def line_height(size_px: int) -> int:
    """Pixels from one baseline to the next."""
    return round(size_px * LEADING)

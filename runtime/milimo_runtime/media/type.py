"""Words as pictures: the bundled face, lines wrapped and set, as masks to blend with a colour.

A mask is an "L" image: 255 where a glyph covers the pixel. The bundled face is set by the basic layout engine, because
the other one depends on libraries of the machine and a film is the same on all machines. Letters that the face lacks
are set in a font of the system (`system_fonts`), shaped where the machine can; the keys of what they stand in say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from milimo_lang.ir.lines import balanced
from milimo_runtime.media.runs import Run, runs, shown
from milimo_runtime.media.signs import advance, note
from milimo_runtime.media.system_fonts import Font, shapes

Weight = Literal["regular", "bold"]
Align = Literal["left", "centre", "right"]

_FACES = {"regular": "Inter-Regular.otf", "bold": "Inter-SemiBold.otf"}
LEADING = 1.28
"""Distance of baselines in units of the size."""
ELLIPSIS = "…"
_LEAST = 11
"""Pixels to the em under which no line is set to save a line."""
_HEAVIER = 0.016
"""By how many ems a font of the system is thickened where words are bold."""
_WORDS = 0.6
"""A line cut off ends with a whole word where that leaves it this much of what fits."""
_SMALLEST = 0.85
"""The part of the size that a font of the system is set in at the least, so that it keeps to its line."""


@cache
def _face(weight: Weight) -> bytes:
    return (files(__package__) / "fonts" / _FACES[weight]).read_bytes()


@lru_cache(maxsize=256)
def font(size_px: int, weight: Weight = "regular") -> ImageFont.FreeTypeFont:
    """The bundled face (Inter) at `size_px` pixels to the em."""
    return ImageFont.truetype(BytesIO(_face(weight)), size_px, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def _system_font(font: Font, size_px: int) -> ImageFont.FreeTypeFont:
    """A font of the system at `size_px`, less where its letters are taller than a line."""
    engine = ImageFont.Layout.RAQM if shapes() else ImageFont.Layout.BASIC
    face = ImageFont.truetype(str(font.path), size_px, layout_engine=engine)
    tall = sum(face.getmetrics())
    part = min(1.0, max(_SMALLEST, LEADING * size_px / tall))
    return face if part == 1 else face.font_variant(size=round(size_px * part))


def width_of(text: str, size_px: int, weight: Weight = "regular", tracking: float = 0.0) -> int:
    """Pixels that `text` takes on one line, `tracking` pixels between its letters where it is spaced."""
    spaced = tracking * (len(text) - 1) if tracking and _spaceable(text) else 0.0
    return round(sum(_advance(run, size_px, weight) for run in runs(text)) + spaced + 0.499)


def _spaceable(text: str) -> bool:
    """Whether letters may be set apart: capitals of the bundled face, nothing that joins."""
    return text.isupper() and all(run.font is None and not run.sign and run.level == 0 for run in runs(text))


def _advance(run: Run, size_px: int, weight: Weight) -> float:
    if run.sign:
        return sum(advance(sign, size_px) for sign in run.text)
    if run.font is None:
        return font(size_px, weight).getlength(run.from_left)
    face = _system_font(run.font, size_px)
    if shapes():
        return face.getlength(run.text, direction=_direction(run))
    return face.getlength(run.from_left)


def _direction(run: Run) -> Literal["ltr", "rtl"]:
    return "rtl" if run.level % 2 else "ltr"


def _set(mask: Image.Image, left: int, baseline: int, text: str, size_px: int, weight: Weight) -> None:
    """Draw `text` from `left` on, standing on `baseline`."""
    pen, x = ImageDraw.Draw(mask), float(left)
    for run in runs(text):
        if run.sign:
            for at, sign in enumerate(run.from_left):
                mask.paste(255, (round(x) + at * advance(sign, size_px), baseline - size_px), note(sign, size_px))
        elif run.font is None:
            pen.text((round(x), baseline), run.from_left, fill=255, font=font(size_px, weight), anchor="ls")
        else:
            _set_in_system_font(pen, (round(x), baseline), run, size_px, weight)
        x += _advance(run, size_px, weight)


def _set_spaced(
    mask: Image.Image, left: int, baseline: int, text: str, size_px: int, weight: Weight, tracking: float
) -> None:
    """Draw `text` letter by letter, each as far as those before it reach, kerned, and `tracking` more."""
    pen, face = ImageDraw.Draw(mask), font(size_px, weight)
    for at, letter in enumerate(text):
        x = left + face.getlength(text[: at + 1]) - face.getlength(letter) + at * tracking
        pen.text((round(x), baseline), letter, fill=255, font=face, anchor="ls")


def _set_in_system_font(pen: ImageDraw.ImageDraw, at: tuple[int, int], run: Run, size_px: int, weight: Weight) -> None:
    assert run.font is not None
    face, heavier = _system_font(run.font, size_px), size_px * _HEAVIER if weight == "bold" else 0.0
    if shapes():
        pen.text(at, run.text, 255, face, "ls", direction=_direction(run), stroke_width=heavier)
    else:
        pen.text(at, run.from_left, 255, face, "ls", stroke_width=heavier)


def fitted(text: str, size_px: int, weight: Weight, max_width: int) -> str:
    """`text` as it is shown, or as much of it as fits `max_width` pixels, to a word's end, with an ellipsis."""
    text = shown(text)
    if width_of(text, size_px, weight) <= max_width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, size_px, weight) <= max_width:
            low = middle
        else:
            high = middle - 1
    whole = low if text[low : low + 1] == " " else text.rfind(" ", 0, low)
    return text[: whole if whole > low * _WORDS else low].rstrip(" ,;:-–—") + ELLIPSIS


def broken(text: str, size_px: int, weight: Weight, room: int) -> tuple[str, ...] | None:
    """`text` in as few lines of at most `room` pixels as it needs, of like width; None where a word is wider."""
    words = text.split()
    widest = max((width_of(word, size_px, weight) for word in words), default=0)
    if widest > room:
        return None
    best = _filled(words, size_px, weight, room)
    low, high = widest, room
    while low < high:
        middle = (low + high) // 2
        tried = _filled(words, size_px, weight, middle)
        if len(tried) > len(best):
            low = middle + 1
        else:
            best, high = tried, middle
    return tuple(best)


def _filled(words: Sequence[str], size_px: int, weight: Weight, room: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width_of(f"{lines[-1]} {word}", size_px, weight) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def broken_anywhere(text: str, size_px: int, weight: Weight, room: int) -> tuple[str, ...]:
    """`text` in lines of at most `room` pixels, words wider than that broken too: no letter is lost."""
    lines: tuple[str, ...] = (text,)
    # Half as many letters again as lines of the text's average take: the first try is near.
    columns = min(len(text), 1 + len(text) * 3 * room // (2 * max(1, width_of(text, size_px, weight))))
    while columns > 1 and max(width_of(line, size_px, weight) for line in lines) > room:
        columns -= 1
        lines = balanced(text, columns)
    return lines


def set_in(written: Sequence[str], size_px: int, weight: Weight, room: int, most: int) -> tuple[tuple[str, ...], int]:
    """The lines `written` broken to `room` pixels, at most `most` of them in all, and the size they are set in.

    Larger is better: `size_px`, else down to half of it. What is still too long takes more lines, at that size.
    """
    most = max(most, len(written))
    for size in range(size_px, max(_LEAST, size_px // 2) - 1, -1):
        if sum(width_of(line, size, weight) // room + 1 for line in written) > most + len(written):
            continue
        parts = [broken(line, size, weight, room) for line in written]
        lines = tuple(line for part in parts for line in part or ())
        if None not in parts and len(lines) <= most:
            return lines, size
    smallest = min(size_px, max(_LEAST, size_px // 2))
    tried = [broken(line, smallest, weight, room) or broken_anywhere(line, smallest, weight, room) for line in written]
    return tuple(line for part in tried for line in part), smallest


def lines_of(text: str) -> tuple[str, ...]:
    """The lines `text` was written in, without the empty ones and spare spaces."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def parts_of(text: str) -> tuple[str, ...]:
    """The lines of a card or a title: a stroke between spaces parts them, as it parts the lines of a verse."""
    return lines_of(text.replace(" / ", "\n"))


@lru_cache(maxsize=512)
def text_block(
    lines: tuple[str, ...],
    size_px: int,
    weight: Weight = "regular",
    align: Align = "left",
    max_width: int | None = None,
    leading: float = LEADING,
    tracking: float = 0.0,
) -> Image.Image:
    """The mask of `lines` set beneath each other, as wide as the widest and `leading` * size a line high.

    Lines wider than `max_width` pixels end in an ellipsis; those in capitals have `tracking` pixels between letters.
    The image is shared: do not draw on it.
    """
    set_lines = lines if max_width is None else tuple(fitted(x, size_px, weight, max_width) for x in lines)
    widths = [width_of(line, size_px, weight, tracking) for line in set_lines]
    step = line_height(size_px, leading)
    width = max([1, *widths])
    mask = Image.new("L", (width, max(1, step * len(set_lines))), 0)
    # The baseline of the first line: ascender room above, descender room beneath, within `step`.
    baseline = round(step * 0.5 + size_px * 0.364)
    for row, (line, wide) in enumerate(zip(set_lines, widths, strict=True)):
        left = {"left": 0, "centre": (width - wide) // 2, "right": width - wide}[align]
        if tracking and _spaceable(line):
            _set_spaced(mask, left, row * step + baseline, shown(line), size_px, weight, tracking)
        else:
            _set(mask, left, row * step + baseline, line, size_px, weight)
    return mask


def line_height(size_px: int, leading: float = LEADING) -> int:
    """Pixels from one baseline to the next."""
    return round(size_px * leading)

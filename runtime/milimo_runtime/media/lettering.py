"""How words are set in a frame: where each kind stands, how large, on what ground.

Sizes are parts of the frame's height (less in an upright frame), everything stays inside the safe area, 5 % at each
side, and reads on any picture, at 640x360 too: the crew's words at the top stand on a soft dark band, captions on a
plate, titles and supers on a soft shadow. What is set is kept, so a held text costs nothing from frame to frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from milimo_lang.ir.bodies import Text
from milimo_lang.ir.values import Size
from milimo_runtime.media.stamps import Coat, Stamp, stamp, together
from milimo_runtime.media.type import (
    ELLIPSIS,
    Align,
    Weight,
    broken_anywhere,
    fitted,
    line_height,
    parts_of,
    set_in,
    text_block,
    width_of,
)

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
QUIET = (232, 232, 226)
_NAME = (255, 214, 150)
_SAFE = 0.05
_ROWS, _TINY = 3, 9
"""Lines a title or a super is set in while that leaves it half its size; pixels under which it is not set smaller."""
_LETTER = 0.56
"""Width of a letter among others, ems."""
_LEAST, _PAD_X, _PAD_Y = 11, 0.7, 0.32
"""Pixels under which a caption is broken again rather than set smaller; the plate's room about it, in its size."""


def band(size: Size, texts: Sequence[Text]) -> list[Stamp]:
    places = {text.place for text in texts}
    if not places & {"slate", "framing", "timecode", "action"}:
        return []
    rows = 2 if "action" in places else 1
    height = round(margins(size)[1] + (rows + 1.8) * line_height(small(size))) // 2 * 2
    return [_band(size.width, min(height, size.height))]


@lru_cache(maxsize=256)
def top_line(
    size: Size,
    row: int,
    text: str,
    weight: Weight,
    colour: tuple[int, int, int],
    align: Align,
    indent: int = 0,
) -> tuple[Stamp, ...]:
    """One line in the band: row 0 beside the timecode, row 1 beneath it."""
    px, (left, top) = small(size), margins(size)
    room = size.width - 2 * left - indent - (_timecode_width(size) + px if row == 0 else 0)
    words = " ".join(text.split())
    mask = text_block((words,), px, weight, align, max(px, room))
    return (stamp(left + indent, top + row * line_height(px), mask, colour),)


def running_code(size: Size, code: str) -> tuple[Coat, ...]:
    """Figures in cells of one width, so that they stand still while they count: the frames, and what they count on."""
    px, (edge, top) = small(size), margins(size)
    left = size.width - edge - _timecode_width(size)
    return _figures(code[:-2], left, top, px), _figures(code[-2:], left + _wide(code[:-2], px), top, px)


@lru_cache(maxsize=256)
def _figures(code: str, left: int, top: int, px: int) -> Coat:
    """Figures and colons from `left` on: kept, for they come again."""
    return together([_figure(sign, left + _wide(code[:at], px), top, px) for at, sign in enumerate(code)])


def _wide(code: str, px: int) -> int:
    return sum(_cell(sign, px) for sign in code)


def _figure(sign: str, left: int, top: int, px: int) -> Stamp:
    """A figure or a colon in the cell that begins at `left`."""
    glyph = text_block((sign,), px, "bold")
    return stamp(left + (_cell(sign, px) - glyph.width) // 2, top, glyph, WHITE)


@lru_cache(maxsize=64)
def _cell(sign: str, px: int) -> int:
    return width_of(":", px, "bold") if sign == ":" else _digit_width(px)


@dataclass(frozen=True)
class Plate:
    """A caption as set, and its height in pixels."""

    stamps: tuple[Stamp, ...]
    height: int


@lru_cache(maxsize=64)
def caption(size: Size, lines: tuple[str, ...], speaker: str, lift: int) -> Plate:
    """White words on a dark plate at the bottom, the speaker's name over them, in the lines they come in.

    Lines too long for the frame are set smaller, then broken again; what finds no room above them is left out.
    """
    side, bottom = margins(size)
    px, room = caption_size(size), size.width - 2 * side - 2 * round(caption_size(size) * _PAD_X)
    while px > _LEAST and _widest(lines, px) > room:
        px -= 1
    name_px = _name_size(px)
    name = text_block((fitted(speaker.upper(), name_px, "bold", room),), name_px, "bold")
    name_height = name.height if speaker else 0
    pad_x, pad_y = round(px * _PAD_X), round(px * _PAD_Y)
    rows = (size.height - 2 * bottom - lift - name_height - 2 * pad_y) // line_height(px)
    if _widest(lines, px) > room:
        lines = broken_anywhere(" ".join(lines), px, "regular", room)
    words = _kept(lines, px, "regular", room, max(1, rows) * line_height(px))
    width = max(words.width, name.width if speaker else 0) + 2 * pad_x
    height = words.height + name_height + 2 * pad_y
    left, top = (size.width - width) // 2, max(0, size.height - bottom - height - lift)
    stamps = [stamp(left, top, _plate(width, height, round(px * 0.3)), BLACK)]
    if speaker:
        stamps.append(stamp((size.width - name.width) // 2, top + pad_y, name, _NAME))
    stamps.append(stamp((size.width - words.width) // 2, top + pad_y + name_height, words, WHITE))
    return Plate(tuple(stamps), height)


def caption_size(size: Size) -> int:
    """Pixels to the em of a caption whose lines are not too long: its capitals are 3.3 % of the frame's height."""
    return max(15, round(unit(size) * 0.046))


def caption_top(size: Size) -> int:
    """Above which pixel row a caption of two lines, with its speaker, never comes."""
    words = caption_size(size)
    plate = 2 * line_height(words) + line_height(_name_size(words)) + 2 * round(words * _PAD_Y)
    return size.height - margins(size)[1] - plate


def caption_left(size: Size) -> int:
    """Left of which pixel column a caption of 42 letters does not come; as far from the right."""
    px = caption_size(size)
    return max(margins(size)[0], round((size.width - 42 * _LETTER * px) / 2 - px * _PAD_X))


def _name_size(px: int) -> int:
    return max(11, round(px * 0.66))


def _widest(lines: tuple[str, ...], px: int) -> int:
    return max(width_of(line, px) for line in lines)


@lru_cache(maxsize=16)
def title(size: Size, text: str) -> tuple[Stamp, ...]:
    """The first part large, the others beneath it, in the middle: each in as many lines and as small as it needs."""
    head, *rest = parts_of(text) or ("",)
    side, edge = margins(size)
    room, tall, scale = size.width - 2 * side, size.height - 2 * edge, 1.0
    while True:
        large, little = max(_TINY, round(unit(size) * 0.085 * scale)), max(_TINY, round(unit(size) * 0.042 * scale))
        parts: list[tuple[tuple[str, ...], int, Weight]] = [(*set_in([head], large, "bold", room, _ROWS), "bold")]
        parts += [(*set_in(rest, little, "regular", room, _ROWS), "regular")] if rest else []
        if large == _TINY or sum(len(lines) * line_height(px) for lines, px, _ in parts) <= tall:
            break
        scale *= 0.94
    blocks = [_kept(lines, px, weight, room, tall) for lines, px, weight in parts]
    mask = Image.new("L", (max(b.width for b in blocks), min(tall, sum(b.height for b in blocks))), 0)
    at = 0
    for block in blocks:
        mask.paste(block, ((mask.width - block.width) // 2, at))
        at += block.height
    return shadowed(mask, (size.width - mask.width) // 2, (size.height - mask.height) // 2, parts[0][1], size)


@lru_cache(maxsize=16)
def super_title(size: Size, text: str) -> tuple[Stamp, ...]:
    """Words in the lower third, at the left: in as many lines and as small as they need."""
    px, (left, edge) = _super_size(size), margins(size)
    room, tall = size.width - 2 * left, size.height // 2
    lines, px = set_in(parts_of(text), px, "bold", room, _ROWS)
    while px > _TINY and len(lines) * line_height(px) > tall:
        lines, px = set_in(parts_of(text), px - 1, "bold", room, _ROWS)
    mask = _kept(lines, px, "bold", room, tall, "left")
    top = max(edge, min(super_top(size, mask.height), caption_top(size) - mask.height - edge // 4))
    return shadowed(mask, left, top, px, size)


def super_top(size: Size, tall: int | None = None) -> int:
    """The pixel row where a super `tall` pixels high begins, one of one line unless said."""
    return round(size.height * 0.69) - (tall or line_height(_super_size(size))) // 2


def _super_size(size: Size) -> int:
    return round(unit(size) * 0.052)


def _kept(
    lines: tuple[str, ...], px: int, weight: Weight, room: int, tall: int, align: Align = "centre"
) -> Image.Image:
    """The mask of `lines`; those that find no place in `tall` pixels even so are an ellipsis."""
    rows = max(1, tall // line_height(px))
    if len(lines) > rows:
        lines = (*lines[: rows - 1], fitted(lines[rows - 1] + ELLIPSIS, px, weight, room))
    return text_block(lines, px, weight, align, room)


def unit(size: Size) -> float:
    """What sizes are parts of: the frame's height, less in an upright frame."""
    return min(size.height, size.width * 0.75)


def small(size: Size) -> int:
    return max(13, round(unit(size) * 0.029))


def margins(size: Size) -> tuple[int, int]:
    return round(size.width * _SAFE), round(size.height * _SAFE)


@lru_cache(maxsize=8)
def _band(width: int, height: int) -> Stamp:
    """Dark behind the words, nothing at `height`: an eased gradient shows no edge."""
    at = np.clip(((np.arange(height) + 0.5) / height - 0.45) / 0.55, 0, 1)
    column = np.rint(170 * (1 - at * at * (3 - 2 * at))).astype(np.uint8)
    return stamp(0, 0, Image.fromarray(np.repeat(column[:, None], width, axis=1)), BLACK)


@lru_cache(maxsize=8)
def _digit_width(px: int) -> int:
    return max(width_of(figure, px, "bold") for figure in "0123456789")


@lru_cache(maxsize=8)
def _timecode_width(size: Size) -> int:
    px = small(size)
    return 8 * _digit_width(px) + 3 * width_of(":", px, "bold")


def _plate(width: int, height: int, radius: int) -> Image.Image:
    """A rounded rectangle, drawn four times too large for a smooth edge."""
    large = Image.new("L", (width * 4, height * 4), 0)
    ImageDraw.Draw(large).rounded_rectangle((0, 0, width * 4 - 1, height * 4 - 1), radius * 4, fill=150)
    return large.reduce(4)


def shadowed(mask: Image.Image, left: int, top: int, px: int, size: Size) -> tuple[Stamp, ...]:
    """White through `mask`, on a soft shadow as far as type of `px` pixels throws one."""
    radius = max(1.5, px * 0.11)
    shadow = _soft(mask, radius, 1.7)
    edge = (shadow.width - mask.width) // 2
    at = (left - edge, top - edge)
    box = (
        max(0, -at[0]),
        max(0, -at[1]),
        min(shadow.width, size.width - at[0]),
        min(shadow.height, size.height - at[1]),
    )
    return (
        stamp(at[0] + box[0], at[1] + box[1], shadow.crop(box), BLACK),
        stamp(left, top, mask, WHITE),
    )


def _soft(mask: Image.Image, radius: float, grow: float) -> Image.Image:
    """The blurred shadow of a mask, larger by three radii at each side."""
    edge = round(radius * 3)
    wide = Image.new("L", (mask.width + 2 * edge, mask.height + 2 * edge), 0)
    wide.paste(mask, (edge, edge))
    return wide.filter(ImageFilter.GaussianBlur(radius)).point([min(255, int(a * grow)) for a in range(256)])

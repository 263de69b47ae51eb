"""Words and pictures laid over a shot: captions, titles, and what a crew reads off an animatic.

Everything is set relative to the frame's height, inside the safe area (5 % at each side), in the bundled
face. Words at the top (slate, framing, action, timecode) stand on a soft dark band, captions on a plate of
their own, titles and supers on a soft shadow, so that they read on any picture, at 640x360 too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from milimo_lang.ir.plan import Overlay, Text
from milimo_lang.ir.values import FrameSpan, Size, half_up
from milimo_runtime.media.decode import picture
from milimo_runtime.media.planes import Planes, code_of, planes_from_rgb
from milimo_runtime.media.type import Align, Weight, fitted, line_height, pages, text_block, width_of

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_QUIET = (232, 232, 226)
_NAME = (255, 214, 150)
_SAFE = 0.05


@dataclass(frozen=True)
class Stamp:
    """A colour, or a picture, laid over a frame through a mask: even offsets, 255 covers."""

    left: int
    top: int
    mask: Image.Image
    half: Image.Image
    ink: tuple[int, int, int] | tuple[Image.Image, Image.Image, Image.Image]


def stamp(left: int, top: int, mask: Image.Image, colour: tuple[int, int, int]) -> Stamp:
    """`colour` through `mask` with its corner at (left, top); chroma has the mask at half the size."""
    even_left, even_top = left // 2 * 2, top // 2 * 2
    pad_left, pad_top = left - even_left, top - even_top
    width, height = (mask.width + pad_left + 1) // 2 * 2, (mask.height + pad_top + 1) // 2 * 2
    if (width, height) != mask.size:
        padded = Image.new("L", (width, height), 0)
        padded.paste(mask, (pad_left, pad_top))
        mask = padded
    return Stamp(even_left, even_top, mask, mask.reduce(2), code_of(colour))


def laid(planes: Planes, stamps: Sequence[Stamp]) -> Planes:
    """`planes` with the stamps over them, in order; the given planes stay as they are."""
    if not stamps:
        return planes
    y, u, v = (Image.fromarray(plane) for plane in planes)
    for s in stamps:
        half = (s.left // 2, s.top // 2)
        y.paste(s.ink[0], (s.left, s.top), s.mask)
        u.paste(s.ink[1], half, s.half)
        v.paste(s.ink[2], half, s.half)
    return Planes(np.asarray(y), np.asarray(u), np.asarray(v))


class Burner:
    """Lays a shot's texts and overlays over its frames. `files` holds the overlays' pictures by role."""

    def __init__(
        self,
        size: Size,
        rate: Fraction,
        texts: Sequence[Text],
        overlays: Sequence[Overlay] = (),
        files: Mapping[str, Path] | None = None,
    ) -> None:
        self._size, self._rate, self._texts = size, rate, tuple(texts)
        self._pictures = [(o.span, _overlay(o, size, (files or {})[o.role])) for o in overlays]

    def over(self, planes: Planes, frame: int) -> Planes:
        """`planes` as shot frame `frame` shows them."""
        shown = tuple(text for text in self._texts if _holds(text.span, frame))
        stamps = [s for span, s in self._pictures if _holds(span, frame)]
        if shown:
            stamps += _band(self._size, shown)
            for text in shown:
                stamps += self._stamps(text, frame)
            stamps += _captions(self._size, [text for text in shown if text.place == "caption"], frame)
        return laid(planes, stamps)

    def _stamps(self, text: Text, frame: int) -> tuple[Stamp, ...]:
        size = self._size
        match text.place:
            case "caption":
                return ()  # All of them together: they share the place.
            case "timecode":
                return _timecode(size, timecode(frame, self._rate))
            case "slate":
                return _top(size, 0, text.text, "bold", _WHITE, "left")
            case "framing":
                indent = max((width_of(t.text + "   ", _small(size), "bold") for t in self._slates(frame)), default=0)
                return _top(size, 0, text.text, "regular", _WHITE, "left", indent)
            case "action":
                return _top(size, 1, text.text, "regular", _QUIET, "left")
            case "title":
                return _faded(_title(size, text.text), text.span, frame, self._rate)
            case "super":
                return _faded(_super(size, text.text), text.span, frame, self._rate)

    def _slates(self, frame: int) -> list[Text]:
        return [t for t in self._texts if t.place == "slate" and _holds(t.span, frame)]


def _holds(span: FrameSpan, frame: int) -> bool:
    return span.start <= frame < span.end


def page_at(text: Text, frame: int) -> tuple[str, ...]:
    """The lines of a caption at `frame`: a long speech has pages, each as long as its letters are many."""
    for page, span in paged(text.text, text.span):
        if _holds(span, frame):
            return page
    return ()


def paged(text: str, span: FrameSpan) -> tuple[tuple[tuple[str, ...], FrameSpan], ...]:
    """Pages of `text` with the part of `span` each is shown for; the parts fill the span."""
    leaves = pages(text)
    letters = [sum(map(len, leaf)) for leaf in leaves]
    ends = [half_up(Fraction(span.frames * sum(letters[: n + 1]), sum(letters))) for n in range(len(leaves))]
    starts = [0, *ends][:-1]
    return tuple(
        (leaf, FrameSpan(start=span.start + first, frames=end - first))
        for leaf, first, end in zip(leaves, starts, ends, strict=True)
    )


def timecode(frame: int, rate: Fraction) -> str:
    """hh:mm:ss:ff, non-drop: seconds of as many frames as the rate rounded up has."""
    base = -(-rate.numerator // rate.denominator)
    seconds, ff = divmod(frame, base)
    minutes, ss = divmod(seconds, 60)
    hh, mm = divmod(minutes, 60)
    return f"{hh:02}:{mm:02}:{ss:02}:{ff:02}"


# ---------------------------------------------------------------- sizes


def _unit(size: Size) -> float:
    """What sizes are parts of: the frame's height, less in an upright frame."""
    return min(size.height, size.width * 0.75)


def _small(size: Size) -> int:
    return max(13, round(_unit(size) * 0.029))


def _margins(size: Size) -> tuple[int, int]:
    return round(size.width * _SAFE), round(size.height * _SAFE)


def _soft(mask: Image.Image, radius: float, grow: float) -> Image.Image:
    """The blurred shadow of a mask, larger by three radii at each side."""
    edge = round(radius * 3)
    wide = Image.new("L", (mask.width + 2 * edge, mask.height + 2 * edge), 0)
    wide.paste(mask, (edge, edge))
    return wide.filter(ImageFilter.GaussianBlur(radius)).point([min(255, int(a * grow)) for a in range(256)])


# ---------------------------------------------------------------- what is set


@lru_cache(maxsize=8)
def _band_mask(width: int, height: int) -> Image.Image:
    """Dark behind the words, nothing at `height`: an eased gradient shows no edge."""
    at = np.clip(((np.arange(height) + 0.5) / height - 0.45) / 0.55, 0, 1)
    column = np.rint(170 * (1 - at * at * (3 - 2 * at))).astype(np.uint8)
    return Image.fromarray(np.repeat(column[:, None], width, axis=1))


def _band(size: Size, texts: Sequence[Text]) -> list[Stamp]:
    places = {text.place for text in texts}
    if not places & {"slate", "framing", "timecode", "action"}:
        return []
    rows = 2 if "action" in places else 1
    height = round(_margins(size)[1] + (rows + 1.8) * line_height(_small(size))) // 2 * 2
    return [stamp(0, 0, _band_mask(size.width, min(height, size.height)), _BLACK)]


@lru_cache(maxsize=256)
def _top(
    size: Size,
    row: int,
    text: str,
    weight: Weight,
    colour: tuple[int, int, int],
    align: Align,
    indent: int = 0,
) -> tuple[Stamp, ...]:
    """One line in the band: row 0 beside the timecode, row 1 beneath it."""
    px, (left, top) = _small(size), _margins(size)
    room = size.width - 2 * left - indent - (_timecode_width(size) + px if row == 0 else 0)
    words = " ".join(text.split())
    mask = text_block((words,), px, weight, align, max(px, room))
    return (stamp(left + indent, top + row * line_height(px), mask, colour),)


def _digit_width(px: int) -> int:
    return max(width_of(figure, px, "bold") for figure in "0123456789")


def _timecode_width(size: Size) -> int:
    px = _small(size)
    return 8 * _digit_width(px) + 3 * width_of(":", px, "bold")


@lru_cache(maxsize=64)
def _timecode(size: Size, code: str) -> tuple[Stamp, ...]:
    """Figures in cells of one width, so that they stand still while they count."""
    px, (edge, top) = _small(size), _margins(size)
    mask = Image.new("L", (_timecode_width(size), line_height(px)), 0)
    at = 0
    for sign in code:
        glyph = text_block((sign,), px, "bold")
        cell = width_of(":", px, "bold") if sign == ":" else _digit_width(px)
        mask.paste(glyph, (at + (cell - glyph.width) // 2, 0))
        at += cell
    return (stamp(size.width - edge - mask.width, top, mask, _WHITE),)


@dataclass(frozen=True)
class _Plate:
    """A caption as set, and its height in pixels."""

    stamps: tuple[Stamp, ...]
    height: int


def _captions(size: Size, texts: Sequence[Text], frame: int) -> list[Stamp]:
    """All captions of a frame, the first the highest: what is said together is read together."""
    stamps: list[Stamp] = []
    lift = 0
    for text in reversed(texts):
        lines = page_at(text, frame)
        if not lines:
            continue
        plate = _caption(size, lines, text.speaker, lift)
        stamps += plate.stamps
        lift += plate.height + round(_unit(size) * 0.012)
    return stamps


@lru_cache(maxsize=64)
def _caption(size: Size, lines: tuple[str, ...], speaker: str, lift: int) -> _Plate:
    """White words on a dark plate at the bottom, the speaker's name over them."""
    side, bottom = _margins(size)
    px, room = max(12, round(_unit(size) * 0.042)), size.width - 4 * side
    while px > 11 and max(width_of(line, px) for line in lines) > room:
        px -= 1
    name_px = max(11, round(px * 0.66))
    words = text_block(lines, px, "regular", "centre", room)
    name = text_block((fitted(speaker.upper(), name_px, "bold", room),), name_px, "bold")
    name_height = name.height if speaker else 0
    pad_x, pad_y = round(px * 0.7), round(px * 0.32)
    width = max(words.width, name.width if speaker else 0) + 2 * pad_x
    height = words.height + name_height + 2 * pad_y
    left, top = (size.width - width) // 2, max(0, size.height - bottom - height - lift)
    stamps = [stamp(left, top, _plate(width, height, round(px * 0.3)), _BLACK)]
    if speaker:
        stamps.append(stamp((size.width - name.width) // 2, top + pad_y, name, _NAME))
    stamps.append(stamp((size.width - words.width) // 2, top + pad_y + name_height, words, _WHITE))
    return _Plate(tuple(stamps), height)


def _plate(width: int, height: int, radius: int) -> Image.Image:
    """A rounded rectangle, drawn four times too large for a smooth edge."""
    large = Image.new("L", (width * 4, height * 4), 0)
    ImageDraw.Draw(large).rounded_rectangle((0, 0, width * 4 - 1, height * 4 - 1), radius * 4, fill=150)
    return large.reduce(4)


@lru_cache(maxsize=16)
def _title(size: Size, text: str) -> tuple[Stamp, ...]:
    """The first line large, the others beneath it, in the middle."""
    head, *rest = [" ".join(line.split()) for line in text.splitlines() if line.strip()] or [""]
    large, small = round(_unit(size) * 0.085), round(_unit(size) * 0.042)
    room = size.width - 2 * _margins(size)[0]
    blocks = [text_block((head,), large, "bold", "centre", room)]
    if rest:
        blocks.append(text_block(tuple(rest), small, "regular", "centre", room))
    mask = Image.new("L", (max(b.width for b in blocks), sum(b.height for b in blocks)), 0)
    at = 0
    for block in blocks:
        mask.paste(block, ((mask.width - block.width) // 2, at))
        at += block.height
    return _shadowed(mask, (size.width - mask.width) // 2, (size.height - mask.height) // 2, large, size)


@lru_cache(maxsize=16)
def _super(size: Size, text: str) -> tuple[Stamp, ...]:
    """Words in the lower third, at the left."""
    px, (left, bottom) = round(_unit(size) * 0.052), _margins(size)
    lines = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
    mask = text_block(lines, px, "bold", "left", size.width - 2 * left)
    return _shadowed(mask, left, round(size.height * 0.72) - mask.height // 2 - bottom // 2, px, size)


def _shadowed(mask: Image.Image, left: int, top: int, px: int, size: Size) -> tuple[Stamp, ...]:
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
        stamp(at[0] + box[0], at[1] + box[1], shadow.crop(box), _BLACK),
        stamp(left, top, mask, _WHITE),
    )


def _faded(stamps: tuple[Stamp, ...], span: FrameSpan, frame: int, rate: Fraction) -> tuple[Stamp, ...]:
    """A third of a second to come and to go, less in a short span."""
    ramp = min(half_up(rate / 3), span.frames // 4)
    step = min(frame - span.start + 1, span.end - frame)
    if step > ramp:
        return stamps
    table = [half_up(Fraction(a * step, ramp + 1)) for a in range(256)]
    return tuple(Stamp(s.left, s.top, s.mask.point(table), s.half.point(table), s.ink) for s in stamps)


# ---------------------------------------------------------------- pictures over the picture


def _overlay(overlay: Overlay, size: Size, path: Path) -> Stamp:
    """The overlay's picture, scaled to its width and put into its corner of the safe area."""
    image = picture(path).convert("RGBA")
    width = max(2, round(size.width * overlay.width))
    height = max(2, round(image.height * width / image.width))
    if height > size.height:
        width, height = max(2, round(width * size.height / height)), size.height
    width, height = min(width, size.width) // 2 * 2, height // 2 * 2
    image = image.resize((width, height), Image.Resampling.LANCZOS)
    left, top = _corner(overlay.corner, size, width, height)
    alpha = image.getchannel("A")
    ink = tuple(Image.fromarray(plane) for plane in planes_from_rgb(image.convert("RGB")))
    return Stamp(left, top, alpha, alpha.reduce(2), (ink[0], ink[1], ink[2]))


def _corner(corner: str, size: Size, width: int, height: int) -> tuple[int, int]:
    """Where the upper left pixel comes for "lower right", "upper left", "left", "centre" …"""
    words = set(corner.replace("-", " ").lower().split())
    side, edge = (
        m if room >= 2 * m else 0
        for m, room in zip(_margins(size), (size.width - width, size.height - height), strict=True)
    )
    left, top = (size.width - width) // 2, (size.height - height) // 2
    if "left" in words:
        left = side
    elif "right" in words:
        left = size.width - width - side
    if words & {"upper", "top"}:
        top = edge
    elif words & {"lower", "bottom"}:
        top = size.height - height - edge
    return left // 2 * 2, top // 2 * 2

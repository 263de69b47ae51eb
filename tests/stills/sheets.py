"""Many stills on one picture: small ones to compare with, larger ones with their labels to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from milimo_lang.ir.values import Size
from milimo_runtime.media.type import font
from tests.stills.still import Still, drawn

FOLDER = Path(__file__).parent / "references"
_DRAWN = Size(width=320, height=180)
_TILE = (160, 90)
_COLUMNS = 8
_SHOWN = Size(width=640, height=360)
_LARGE = (320, 180)
_ACROSS = 5
_GAP, _LINE = 12, 26
_PAPER, _INK = (250, 249, 246), (70, 70, 76)


def small(stills: Sequence[Still]) -> list[Image.Image]:
    """The stills as the references have them."""
    return [image.reduce(2) for image in drawn(stills, _DRAWN)]


def reference(tiles: Sequence[Image.Image]) -> Image.Image:
    """The tiles as one picture, eight across."""
    rows = -(-len(tiles) // _COLUMNS)
    sheet = Image.new("RGB", (_COLUMNS * _TILE[0], rows * _TILE[1]))
    for at, tile in enumerate(tiles):
        sheet.paste(tile, _corner(at))
    return sheet


def tiles_of(group: str, count: int) -> list[Image.Image]:
    """The references of a group."""
    with Image.open(FOLDER / f"{group}.png") as sheet:
        whole = sheet.convert("RGB")
    corners = [_corner(at) for at in range(count)]
    return [whole.crop((x, y, x + _TILE[0], y + _TILE[1])) for x, y in corners]


def _corner(at: int) -> tuple[int, int]:
    return at % _COLUMNS * _TILE[0], at // _COLUMNS * _TILE[1]


def labelled(stills: Iterable[Still]) -> Image.Image:
    """The stills with their labels under them, on paper."""
    stills = tuple(stills)
    rows = -(-len(stills) // _ACROSS)
    wide, high = _LARGE[0] + _GAP, _LARGE[1] + _LINE + _GAP
    sheet = Image.new("RGB", (_ACROSS * wide + _GAP, rows * high + _GAP), _PAPER)
    draw = ImageDraw.Draw(sheet)
    for at, (still, image) in enumerate(zip(stills, drawn(stills, _SHOWN), strict=True)):
        x, y = _GAP + at % _ACROSS * wide, _GAP + at // _ACROSS * high
        sheet.paste(image.resize(_LARGE, Image.Resampling.LANCZOS), (x, y))
        draw.text((x, y + _LARGE[1] + 5), still.label, font=font(14), fill=_INK)
    return sheet

"""Which letters a font file has, read from its own character map (OpenType 1.9, "cmap", formats 4 and 12).

Only the tables' directory and the map are read, so that a folder full of fonts is looked through quickly.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_OUTLINES, _PICTURES = {b"glyf", b"CFF ", b"CFF2"}, {b"CBDT", b"sbix"}
_PREFERRED = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of a Unicode map, the one with the most letters first."""
_MOST_BYTES = 1 << 22


@dataclass(frozen=True)
class Letters:
    """The code points of a font: spans [first, last] in order, and those within them that it lacks all the same."""

    firsts: Sequence[int] = ()
    lasts: Sequence[int] = ()
    lacking: frozenset[int] = frozenset()

    def __contains__(self, point: int) -> bool:
        at = bisect_left(self.lasts, point)
        return at < len(self.lasts) and self.firsts[at] <= point and point not in self.lacking


@lru_cache(maxsize=4096)
def letters_of(path: Path) -> Letters:
    """The letters of the font at `path`, of the first font in a collection; none of what is no font that draws them.

    A font of coloured pictures has no outlines to set in a colour, and counts as none.
    """
    try:
        with path.open("rb") as file:
            return _read(file)
    except (OSError, struct.error, ValueError):
        return Letters()


def _read(file: BinaryIO) -> Letters:
    tables = _tables(file)
    if b"cmap" not in tables or not tables.keys() & _OUTLINES or tables.keys() & _PICTURES:
        return Letters()
    offset, length = tables[b"cmap"]
    file.seek(offset)
    data = file.read(min(length, _MOST_BYTES))
    (count,) = struct.unpack_from(">H", data, 2)
    maps = {(p, e): at for p, e, at in (struct.unpack_from(">HHI", data, 4 + 8 * n) for n in range(count))}
    for kind in _PREFERRED:
        if kind in maps and (found := _mapped(data[maps[kind] :])) is not None:
            return found
    return Letters()


def _tables(file: BinaryIO) -> dict[bytes, tuple[int, int]]:
    """Offset and length of each table."""
    head = file.read(16)
    start = struct.unpack_from(">I", head, 12)[0] if head[:4] == b"ttcf" else 0
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    rows = struct.iter_unpack(">4sIII", file.read(16 * count))
    return {tag: (offset, length) for tag, _, offset, length in rows}


def _mapped(data: bytes) -> Letters | None:
    match struct.unpack_from(">H", data)[0]:
        case 4:
            return _segments(data)
        case 12:
            (count,) = struct.unpack_from(">I", data, 12)
            groups = list(struct.iter_unpack(">III", data[16 : 16 + 12 * count]))
            return Letters([group[0] for group in groups], [group[1] for group in groups])
    return None


def _segments(data: bytes) -> Letters:
    """Format 4: spans of the first 65,536 letters, each with a shift or a list of glyphs; glyph 0 is none."""
    twice = struct.unpack_from(">H", data, 6)[0]
    half = twice // 2
    lasts, firsts, shifts, lists = (
        struct.unpack_from(f">{half}H", data, at) for at in (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
    )
    lacking = set()
    for at, (first, last, shift, start) in enumerate(zip(firsts, lasts, shifts, lists, strict=True)):
        if start and first <= last < 0xFFFF:
            where = 16 + 3 * twice + 2 * at + start
            glyphs = struct.unpack_from(f">{last - first + 1}H", data, where)
            lacking |= {first + n for n, glyph in enumerate(glyphs) if glyph == 0}
        elif first <= -shift % 65536 <= last:
            lacking.add(-shift % 65536)
    return Letters(firsts, lasts, frozenset(lacking | {0xFFFF}))

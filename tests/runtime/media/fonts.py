"""Fonts made for a test: TrueType files of given letters, each a black block."""

from __future__ import annotations

import struct
from pathlib import Path

_EM, _HIGH = 1000, 700


def write_font(path: Path, letters: str, width: int = 600) -> Path:
    """A font whose `letters` are blocks `width` thousandths of an em wide and 700 high; it has no others.

    Letters up to U+FFFF alone are mapped by format 4, with a list of glyphs; any others by format 12.
    """
    points = sorted(map(ord, letters))
    glyphs = {point: number for number, point in enumerate(points, 1)}
    block = _block(width)
    count = len(points) + 1
    tables = {
        b"cmap": _character_map(glyphs),
        b"glyf": block * len(points),
        b"head": struct.pack(
            ">4I2H2q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, 0, width, _HIGH, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 800, -200, 0, width, 0, 0, width, 1, *(0,) * 7, count),
        b"hmtx": struct.pack(">Hh", width, 0) * count,
        b"loca": struct.pack(f">{count + 1}I", 0, *(len(block) * number for number in range(count))),
        b"maxp": struct.pack(">I14H", 0x10000, count, 4, 1, *(0,) * 11),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_file(tables))
    return path


def _block(width: int) -> bytes:
    box, corners = struct.pack(">5h", 1, 0, 0, width, _HIGH), struct.pack(">8h", 0, 0, width, 0, 0, _HIGH, 0, -_HIGH)
    return box + struct.pack(">HH4B", 3, 0, 1, 1, 1, 1) + corners + bytes(2)


def _character_map(glyphs: dict[int, int]) -> bytes:
    first, last = min(glyphs), max(glyphs)
    if last > 0xFFFF:
        groups = b"".join(struct.pack(">III", point, point, glyph) for point, glyph in glyphs.items())
        body = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(glyphs)) + groups
        return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + body
    listed = struct.pack(f">{last - first + 1}H", *(glyphs.get(point, 0) for point in range(first, last + 1)))
    segments = struct.pack(">HHHHHHHHH", last, 0xFFFF, 0, first, 0xFFFF, 0, 1, 4, 0)
    body = struct.pack(">7H", 4, 14 + len(segments) + len(listed), 0, 4, 4, 1, 0) + segments + listed
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + body


def _file(tables: dict[bytes, bytes]) -> bytes:
    at, directory, data = 12 + 16 * len(tables), b"", b""
    for tag, table in tables.items():
        directory += struct.pack(">4sIII", tag, 0, at + len(data), len(table))
        data += table + bytes(-len(table) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 16, 2, 16) + directory + data

"""What FFmpeg's muxer does not let one say, written into the boxes of a finished MP4 (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

_ENABLED = 1
"""8.3.2: the flag of a track header by which players show the track unasked."""


def switch_off_captions(path: Path) -> None:
    """Make the caption tracks of the MP4 at `path` such as players show when asked.

    FFmpeg's muxer switches on the first track of each kind, whatever its disposition.
    """
    with path.open("r+b") as file:
        for moov in _boxes(file, b"moov", 0, path.stat().st_size):
            for trak in _boxes(file, b"trak", *moov):
                if _handler(file, trak) == b"sbtl":
                    _switch_off(file, trak)


def _switch_off(file: IO[bytes], trak: tuple[int, int]) -> None:
    for start, _ in _boxes(file, b"tkhd", *trak):
        file.seek(start + 3)
        flags = file.read(1)[0]
        file.seek(start + 3)
        file.write(bytes([flags & ~_ENABLED]))


def _handler(file: IO[bytes], trak: tuple[int, int]) -> bytes:
    """What kind of media a track holds, as its `hdlr` box says."""
    for mdia in _boxes(file, b"mdia", *trak):
        for start, _ in _boxes(file, b"hdlr", *mdia):
            file.seek(start + 8)
            return file.read(4)
    return b""


def _boxes(file: IO[bytes], kind: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the contents of the boxes called `kind` lie among those in [start, end)."""
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        length, first = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, first = int.from_bytes(head[8:16], "big"), 16
        if head[4:8] == kind:
            yield start + first, start + length
        start += length or end - start

"""What a report is drawn on: the texts, the names of the files, the width; and how a character is shown.

Text from a file is never printed raw: control characters are spelt out.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from milimo_lang.source import Position, Source, Span

WIDTH = 80
"""Columns of a report where nothing else is known."""


@dataclass(frozen=True)
class Page:
    """What a report is drawn on.

    `sources` by path: where excerpts and columns come from (a file that could not be read has none). `name`
    gives the path of a file as the reader would write it. `colour`: ANSI sequences may be used. `width` in columns.
    """

    sources: Mapping[str, Source]
    name: Callable[[str], str] = field(default=lambda path: path)
    colour: bool = False
    width: int = WIDTH

    def position(self, span: Span) -> Position:
        return self.at(span.path, span.start)

    def end(self, span: Span) -> Position:
        return self.at(span.path, span.end)

    def at(self, path: str, offset: int) -> Position:
        source = self.sources.get(path)
        return source.position(offset) if source else Position(1, 1)

    def where(self, span: Span) -> str:
        """`film.mls:2:1`, for people."""
        start = self.position(span)
        return f"{visible(self.name(span.path))}:{start.line}:{start.column}"

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def visible(text: str) -> str:
    """`text` on one line, with every character that a terminal would act on, or not show, spelt out."""
    if text.isprintable():
        return text
    return "".join(spelt(character) for character in text)


def spelt(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return f"<U+{ord(character):04X}>"


def escaped(written: str) -> str:
    """JSON in which every character that a terminal would act on is an escape of JSON's own."""
    return "".join(
        one if one == "\n" or spelt(one) == one else json.dumps(one, ensure_ascii=True)[1:-1] for one in written
    )


def columns(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

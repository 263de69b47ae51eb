"""A page while its tree is built, and its classified lines as the tokens Lark's parser takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Source, Span
from milimo_lang.syntax.mask import Hidden, Masked
from milimo_lang.syntax.tree import Line, Note


@dataclass
class Page:
    """One text while its tree is built, and what was said of it so far."""

    source: Source
    masked: Masked
    said: list[Diagnostic] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        return Span(self.source.path, start, end)

    def notes(self, start: int, end: int) -> tuple[Note, ...]:
        """The notes that open in [start, end]."""
        if not self.masked.notes:
            return ()
        return tuple(self._note(hidden) for hidden in self.masked.notes_from(start, end + 1))

    def _note(self, hidden: Hidden) -> Note:
        text = self.source.text[hidden.start + 2 : hidden.end - 2].strip()
        return Note(text, self.span(hidden.start, hidden.end))


class LineToken:
    """A classified line as Lark's parser takes it: `type` names a terminal."""

    __slots__ = ("at", "page", "type")
    # Lark copies these from the last token to its end token.
    line = column = end_line = end_column = start_pos = end_pos = None

    def __init__(self, type: str, at: Line, page: Page) -> None:
        self.type, self.at, self.page = type, at, page

    @property
    def shown(self) -> str:
        """The line with its notes blanked: offsets in it are offsets in the line."""
        return self.page.masked.text[self.at.start : self.at.end]

    @property
    def visible(self) -> str:
        """The line with its notes cut out, and the space after a note at its head."""
        masked, start = self.page.masked, self.at.start
        text = masked.visible(start, self.at.end)
        return text.lstrip() if text[:1].isspace() and not masked.raw[start].isspace() else text

    @property
    def words(self) -> str:
        """The visible text with runs of space as one."""
        return " ".join(self.visible.split())

    @property
    def span(self) -> Span:
        """Where the visible text stands, without the space around it."""
        text = self.shown
        bare = text.strip()
        start = self.at.start + (len(text) - len(text.lstrip()) if bare else 0)
        return self.page.span(start, start + len(bare))


Rows = list[LineToken]


def extent(rows: Rows) -> Span:
    """From the first visible character of the first row to the last of the last."""
    first = rows[0].span
    last = next(row for row in reversed(rows) if row.type != "ASIDE")
    return first if last is rows[0] else first.to(last.span)


def notes_of(rows: Rows) -> tuple[Note, ...]:
    """The notes that open in these rows."""
    return rows[0].page.notes(rows[0].at.start, rows[-1].at.end)

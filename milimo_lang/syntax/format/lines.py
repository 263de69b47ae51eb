"""The white space around and between lines: how they end, blank ones, indentation, tails, and what is around a sign."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from milimo_lang.syntax import shapes
from milimo_lang.syntax.format.edits import Edit
from milimo_lang.syntax.lines import Survey
from milimo_lang.syntax.tree import Document, Line, LineKind

INDENT = "    "
BLANK_LINES = 2
"""The most blank lines that follow each other. Fountain prints what a writer leaves blank, and two before a heading
are common."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACES = " \t"
_RUN = re.compile(r"[ \t]{2,}|\t")
_RESERVED = frozenset((LineKind.DECLARATION, LineKind.SHOT, LineKind.DIRECTIVE, LineKind.PROPERTY))
_AS_THEY_STAND = frozenset((LineKind.ACTION, LineKind.NOTE, LineKind.BONEYARD))


def line_edits(document: Document, survey: Survey, unread: frozenset[int]) -> Iterator[Edit]:
    """What to change in and between the lines; those of `unread`, by number, are left alone."""
    page = _Page(document, survey)
    yield from page.blank_lines()
    for line in survey.lines:
        if line.kind is LineKind.BLANK:
            continue
        if not (line.number in unread and line.kind in _RESERVED):
            yield from page.line(line)
        yield from page.line_end(line)


class _Page:
    def __init__(self, document: Document, survey: Survey) -> None:
        self._raw, self._shown = survey.masked.raw, survey.masked.text
        self._lines = survey.lines
        self._hidden = survey.masked.hidden
        self._hidden_starts = [hidden.start for hidden in self._hidden]
        self._keys = frozenset(entry.key_span.start for entry in document.title_page)
        self._touchy = self._touchy_line()
        self._end = _line_end(self._raw)

    def _touchy_line(self) -> int:
        """The number of the first visible line where it would become something else at the head of the file or at the
        margin: a title page, a byte order mark. -1 where it would not."""
        for line in self._lines:
            if text := self._shown[line.start : line.end].strip():
                titled = line.kind is not LineKind.TITLE_PAGE and shapes.title_key(text) is not None
                glued = self._raw.startswith("\ufeff") and self._shown[line.start].isspace()
                return line.number if titled or glued or text[0] == "\ufeff" else -1
        return -1

    # ------------------------------------------------------------ blank lines

    def blank_lines(self) -> Iterator[Edit]:
        run: list[Line] = []
        for line in self._lines:
            if line.kind is LineKind.BLANK:
                run.append(line)
            elif run:
                yield from self._blank(run, self._wanted(run))
                run = []
        if run:
            yield from self._blank(run, 0)

    def _wanted(self, run: list[Line]) -> int:
        """How many of these blank lines stay."""
        if run[0].number > 0:
            return BLANK_LINES
        return 0 if self._touchy < 0 else 1

    def _blank(self, run: list[Line], wanted: int) -> Iterator[Edit]:
        for line in run[:wanted]:
            yield from self._to(self._first(line), line.end, "")
            yield from self.line_end(line)
        for line in run[wanted:]:
            yield Edit(self._first(line), self._after(line), "")

    # ------------------------------------------------------------ one line

    def line_end(self, line: Line) -> Iterator[Edit]:
        yield from self._to(line.end, self._after(line), self._end)

    def _after(self, line: Line) -> int:
        """Where the next line begins."""
        return self._lines[line.number + 1].start if line.number + 1 < len(self._lines) else len(self._raw)

    def line(self, line: Line) -> Iterator[Edit]:
        first = self._first(line)
        text = self._raw[first : line.end]
        if not text.strip():
            if line.kind is LineKind.DIALOGUE:
                yield from self._to(first, line.end, "  ")
            return
        start = first + len(text) - len(text.lstrip(_SPACES))
        end = first + len(text.rstrip(_SPACES))
        yield from self._head(line, first, start)
        yield from self._inside(line.kind, first + len(text) - len(text.lstrip()), end)
        if end < line.end and not (self._hides(line.end - 1) or self._kept_from_cutting(line)):
            yield Edit(end, line.end, "")

    def _head(self, line: Line, first: int, start: int) -> Iterator[Edit]:
        if line.kind in _AS_THEY_STAND or start in self._keys or self._hides(first) or self._hides(start):
            return
        if line.number == self._touchy:
            return
        indented = line.kind is LineKind.PROPERTY or line.kind is LineKind.TITLE_PAGE
        yield from self._to(first, start, INDENT if indented else "")

    def _kept_from_cutting(self, line: Line) -> bool:
        """Whether the space at its end makes the line action: `CUT TO: `."""
        text = self._shown[line.start : line.end].strip()
        return line.kind is LineKind.ACTION and text.endswith("TO:") and shapes.is_upper(text)

    def _inside(self, kind: LineKind, start: int, end: int) -> Iterator[Edit]:
        match kind:
            case LineKind.CHARACTER | LineKind.DUAL_CHARACTER:
                yield from self._runs(start, end)
                yield from self._before_caret(start, end)
            case LineKind.TRANSITION:
                forced = self._raw[start] == ">"
                if forced:
                    yield from self._after_sign(start + 1, end)
                yield from self._runs(self._past_spaces(start + 1) if forced else start, end)
            case LineKind.CENTERED if self._raw[end - 1] == "<":
                yield from self._after_sign(start + 1, end - 1)
                yield from self._before_sign(end - 1, start + 1)
            case LineKind.SECTION:
                signs = end - start - len(self._raw[start:end].lstrip("#"))
                yield from self._after_sign(start + signs, end)
            case LineKind.SYNOPSIS:
                yield from self._after_sign(start + 1, end)

    def _runs(self, start: int, end: int) -> Iterator[Edit]:
        for run in _RUN.finditer(self._raw, start, end):
            if not self._hides(run.start()):
                yield Edit(run.start(), run.end(), " ")

    def _after_sign(self, at: int, end: int) -> Iterator[Edit]:
        """One space at `at`, where a sign ends, if something visible follows it on the line."""
        stop = self._past_spaces(at)
        if stop < end and not self._hides(at - 1) and not self._hides(stop):
            yield from self._to(at, stop, " ")

    def _before_sign(self, at: int, start: int) -> Iterator[Edit]:
        """One space before the sign at `at`, if something visible stands before it on the line."""
        stop = at
        while stop > start and self._raw[stop - 1] in _SPACES:
            stop -= 1
        if stop > start and not self._hides(stop - 1):
            yield from self._to(stop, at, " ")

    def _before_caret(self, start: int, end: int) -> Iterator[Edit]:
        text = self._raw[start:end]
        caret = start + len(text.rstrip("^"))
        if start < caret < end and self._raw[caret - 1] not in _SPACES and not self._hides(caret - 1):
            yield Edit(caret, caret, " ")

    # ------------------------------------------------------------ characters

    def _to(self, start: int, end: int, wanted: str) -> Iterator[Edit]:
        if self._raw[start:end] != wanted:
            yield Edit(start, end, wanted)

    def _first(self, line: Line) -> int:
        """Where the line begins, a byte order mark left out."""
        return line.start + (line.start == 0 and self._raw.startswith("\ufeff"))

    def _past_spaces(self, at: int) -> int:
        while at < len(self._raw) and self._raw[at] in _SPACES:
            at += 1
        return at

    def _hides(self, offset: int) -> bool:
        """Whether a note or boneyard holds the character at `offset`."""
        number = bisect_right(self._hidden_starts, offset) - 1
        return number >= 0 and offset < self._hidden[number].end


def _line_end(text: str) -> str:
    """How most lines of `text` end; of two as frequent the one that comes first."""
    counted = Counter(_LINE_END.findall(text)).most_common(1)
    return counted[0][0] if counted else "\n"

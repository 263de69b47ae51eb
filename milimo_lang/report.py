"""Diagnostics as text and as data: `human` for a terminal, `short` for grep, `records` for programs.

Lines and columns are one-based and count characters; a span's end is the column after its last character.
Text from a file is never printed raw: control characters are spelt out, tabs are four columns, long lines
are cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from milimo_lang.diagnostics import Diagnostic, Fix, Label, Severity
from milimo_lang.source import Position, Source, Span

WIDTH = 100
"""Columns of source shown of one line; what is left out is marked `...`."""

TAB = 4

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_GUTTER = "1;34"
_BOLD = "1"


@dataclass(frozen=True)
class Page:
    """What a report is drawn on.

    `sources` by path: where excerpts and columns come from (a file that could not be read has none). `name`
    gives the path of a file as the reader would write it. `colour`: ANSI sequences may be used.
    """

    sources: Mapping[str, Source]
    name: Callable[[str], str] = field(default=lambda path: path)
    colour: bool = False

    def position(self, span: Span) -> Position:
        return self._at(span.path, span.start)

    def end(self, span: Span) -> Position:
        return self._at(span.path, span.end)

    def _at(self, path: str, offset: int) -> Position:
        source = self.sources.get(path)
        return source.position(offset) if source else Position(1, 1)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


MOST_DRAWN = 200
"""Diagnostics drawn for a person, errors first: nobody reads more, and one slip can be repeated ten thousand times."""


def human(diagnostics: Iterable[Diagnostic], page: Page) -> str:
    """The diagnostics with excerpt, carets, labels, help and fixes, a blank line after each. "" for none.

    Beyond `MOST_DRAWN` only how many more there are, which the other formats list.
    """
    told = list(diagnostics)
    shown = told
    if len(told) > MOST_DRAWN:
        urgent = [one for one in told if one.severity is Severity.ERROR][:MOST_DRAWN]
        others = [one for one in told if one.severity is not Severity.ERROR][: MOST_DRAWN - len(urgent)]
        kept = set(map(id, (*urgent, *others)))
        shown = [one for one in told if id(one) in kept]
    drawn = "".join("\n".join(_drawn(one, page)) + "\n\n" for one in shown)
    more = len(told) - len(shown)
    return drawn + (f"… and {more:,} more; `milimo check --format short` lists them all\n\n" if more else "")


def short(diagnostics: Iterable[Diagnostic], page: Page) -> str:
    """One line each: `file:line:col: error[M2004]: message`."""
    lines = []
    for diagnostic in diagnostics:
        where = _where(diagnostic.span, page)
        lines.append(f"{where}: {diagnostic.severity}[{diagnostic.code}]: {visible(diagnostic.message)}\n")
    return "".join(lines)


def records(diagnostics: Iterable[Diagnostic], page: Page) -> list[dict[str, Any]]:
    """Every diagnostic as the object `check --format json` prints."""
    return [
        {
            "code": diagnostic.code,
            "name": diagnostic.name,
            "severity": str(diagnostic.severity),
            "message": diagnostic.message,
            **_place(diagnostic.span, page),
            "help": diagnostic.help,
            "fixes": [_fix(fix, page) for fix in diagnostic.fixes],
            "related": [{"message": label.text, **_place(label.span, page)} for label in diagnostic.related],
        }
        for diagnostic in diagnostics
    ]


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`; "" when there is nothing to say."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    counts = [(severities.count(severity), str(severity)) for severity in Severity]
    return ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counts if count)


def visible(text: str) -> str:
    """`text` on one line, with every character that a terminal would act on, or not show, spelt out."""
    if text.isprintable():
        return text
    return "".join(_spelt(character) for character in text)


# ---------------------------------------------------------------- data


def _place(span: Span, page: Page) -> dict[str, Any]:
    return {"file": page.name(span.path), **_range(span, page)}


def _range(span: Span, page: Page) -> dict[str, int]:
    start, end = page.position(span), page.end(span)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def _fix(fix: Fix, page: Page) -> dict[str, Any]:
    edit = {**_range(fix.span, page), "replacement": fix.replacement}
    return {"title": fix.title, "applicability": str(fix.applicability), "edits": [edit]}


# ---------------------------------------------------------------- text


def _drawn(diagnostic: Diagnostic, page: Page) -> Iterator[str]:
    colour = _COLOURS[diagnostic.severity]
    title = page.paint(f"{diagnostic.severity}[{diagnostic.code}]", colour)
    yield title + page.paint(f": {visible(diagnostic.message)}", _BOLD)
    labels = (Label(diagnostic.span, diagnostic.label), *diagnostic.related)
    gutter = max(len(str(page.position(label.span).line)) for label in labels)
    yield from _excerpt(labels[0], page, gutter, "^", colour)
    for label in labels[1:]:
        yield from _excerpt(label, page, gutter, "-", _GUTTER)
    pad = " " * gutter
    equals = page.paint("=", _GUTTER)
    for line in diagnostic.help.splitlines():
        yield f"{pad} {equals} help: {visible(line)}"
    for fix in diagnostic.fixes:
        yield f"{pad} {equals} fix ({fix.applicability}): {visible(fix.title)}"


def _excerpt(label: Label, page: Page, gutter: int, mark: str, colour: str) -> Iterator[str]:
    pad, bar = " " * gutter, page.paint("|", _GUTTER)
    yield f"{pad}{page.paint('-->', _GUTTER)} {_where(label.span, page)}"
    source = page.sources.get(label.span.path)
    if source is None:
        if label.text:
            yield f"{pad} {page.paint('=', _GUTTER)} {visible(label.text)}"
        return
    start, end = page.position(label.span), page.end(label.span)
    text = source.line_text(start.line - 1)
    last = end.column - 1 if end.line == start.line else len(text)
    shown, before, under = _window(text, start.column - 1, last)
    number = page.paint(f"{start.line:>{gutter}}", _GUTTER)
    bottom = source.line_of(max(label.span.start, label.span.end - 1)) + 1
    words = visible(label.text) + (f" (to line {bottom})" if bottom > start.line else "")
    yield f"{pad} {bar}"
    yield f"{number} {bar} {shown}".rstrip()
    yield f"{pad} {bar} {' ' * before}{page.paint((mark * under + ' ' + words).rstrip(), colour)}"


def _where(span: Span, page: Page) -> str:
    start = page.position(span)
    return f"{visible(page.name(span.path))}:{start.line}:{start.column}"


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """`text` round its characters [start, end), `WIDTH` columns at most; columns before and under them."""
    first = 0
    if _columns(text[:start]) + 1 > WIDTH * 3 // 4:
        first = max(0, start - WIDTH // 4)
    shown, width, last = [], 0, first
    for character in text[first:]:
        cell = " " * (TAB - width % TAB) if character == "\t" else _spelt(character)
        if width + _columns(cell) > WIDTH:
            break
        shown.append(cell)
        width += _columns(cell)
        last += 1
    head = "..." if first else ""
    before = _columns("".join(shown[: start - first]))
    under = _columns("".join(shown[start - first : max(start, end) - first]))
    tail = "..." if last < len(text) else ""
    return head + "".join(shown) + tail, len(head) + before, max(1, under)


def _columns(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _spelt(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return f"<U+{ord(character):04X}>"

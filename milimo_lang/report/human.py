"""Diagnostics for people: excerpts with carets and labels, what to do, and the line as it would be mended."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from milimo_lang.diagnostics import Diagnostic, Fix, Label, Severity
from milimo_lang.report.page import Page, columns, spelt, visible
from milimo_lang.source import Source

MOST_DRAWN = 200
"""Diagnostics drawn for a person, errors first: nobody reads more, and one slip can be repeated ten thousand times."""

TAB = 4
"""Columns of a tab."""

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_GUTTER = "1;34"
_MENDED = "32"
_BOLD = "1"


def human(diagnostics: Iterable[Diagnostic], page: Page) -> str:
    """The diagnostics with excerpts, carets, labels and help, a blank line after each. "" for none.

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


@dataclass(frozen=True, slots=True)
class _Mark:
    """A label with the sign that underlines it and its colour."""

    label: Label
    sign: str
    colour: str


def _drawn(one: Diagnostic, page: Page) -> Iterator[str]:
    colour = _COLOURS[one.severity]
    title = f"{one.severity}[{one.code}]: "
    first, *rest = _wrapped(visible(one.message), page.width - len(title), page.width - 4)
    yield page.paint(title[:-2], colour) + page.paint(f": {first}", _BOLD)
    yield from (page.paint(f"    {line}", _BOLD) for line in rest)
    marks = [_Mark(Label(one.span, one.label), "^", colour)]
    marks += [_Mark(label, "-", _GUTTER) for label in one.related]
    gutter = max(len(str(page.position(mark.label.span).line)) for mark in marks)
    for number, path in enumerate(dict.fromkeys(mark.label.span.path for mark in marks)):
        here = [mark for mark in marks if mark.label.span.path == path]
        arrow = page.paint("::>" if number else "-->", _GUTTER)
        yield f"{' ' * gutter}{arrow} {page.where(here[0].label.span)}"
        yield from _excerpt(here, page, gutter)
    yield from _remark("help", one.help, page, gutter)
    for fix in one.fixes:
        yield from _remark("mended", _mended(fix, page, gutter), page, gutter, _MENDED)


def _excerpt(marks: Sequence[_Mark], page: Page, gutter: int) -> Iterator[str]:
    """The lines of one file that `marks` stand in, in their order, underlined."""
    pad, bar = " " * gutter, page.paint("|", _GUTTER)
    source = page.sources.get(marks[0].label.span.path)
    if source is None:
        yield from (line for mark in marks for line in _remark("", mark.label.text, page, gutter))
        return
    yield f"{pad} {bar}"
    before = 0
    for mark in sorted(marks, key=lambda mark: mark.label.span):
        line = page.position(mark.label.span).line
        if before and line > before + 1:
            yield page.paint("." * max(3, gutter), _GUTTER)
        yield from _underlined(mark, source, page, gutter, again=line == before)
        before = line


def _underlined(mark: _Mark, source: Source, page: Page, gutter: int, *, again: bool) -> Iterator[str]:
    """The line a mark stands in (unless it was shown just before) and its underlining."""
    span = mark.label.span
    start, end = page.position(span), page.end(span)
    text = source.line_text(start.line - 1)
    last = end.column - 1 if end.line == start.line else len(text)
    shown, before, under = window(text, start.column - 1, last, _room(page, gutter))
    bar = page.paint("|", _GUTTER)
    if not again:
        yield f"{page.paint(f'{start.line:>{gutter}}', _GUTTER)} {bar} {shown}".rstrip()
    bottom = source.line_of(max(span.start, span.end - 1)) + 1
    words = f"{visible(mark.label.text)} {f'(to line {bottom})' if bottom > start.line else ''}".strip()
    lines = [f"{mark.sign * under} {words}".rstrip()]
    if before + under + 1 + columns(words) > _room(page, gutter) + 6:
        lines = [mark.sign * under, *_wrapped(words, _room(page, gutter) - before)]
    yield from (f"{' ' * gutter} {bar} {' ' * before}{page.paint(line, mark.colour)}" for line in lines)


def _remark(kind: str, text: str, page: Page, gutter: int, colour: str = "") -> Iterator[str]:
    """`= help: …`, later lines under the first."""
    head = f"{kind}: " if kind else ""
    indent = gutter + 3 + len(head)
    sign = page.paint("=", _GUTTER)
    for line in text.splitlines():
        first, *rest = _wrapped(visible(line), page.width - indent) if not colour else [visible(line)]
        yield f"{' ' * gutter} {sign} {head}{page.paint(first, colour) if colour else first}"
        yield from (f"{' ' * indent}{more}" for more in rest)


def _mended(fix: Fix, page: Page, gutter: int) -> str:
    """The line as the fix would leave it; nothing where it changes more than one: the help says that."""
    source = page.sources.get(fix.span.path)
    start = page.position(fix.span)
    if source is None or "\n" in fix.replacement or page.end(fix.span).line > start.line:
        return ""
    text = source.line_text(start.line - 1)
    first, last = start.column - 1, page.end(fix.span).column - 1
    line = text[:first] + fix.replacement + text[last:]
    if not line.strip():
        return ""
    indent = len(line) - len(line.lstrip())
    start_at = max(first - indent, 0)
    return window(line.strip(), start_at, start_at + len(fix.replacement), _room(page, gutter) - len("mended: "))[0]


def _room(page: Page, gutter: int) -> int:
    """Columns there are for a line of the film."""
    return max(40, page.width - gutter - 3)


def _wrapped(text: str, width: int, later: int = 0) -> list[str]:
    """`text` in lines of `width` columns at most, the later ones of `later`. Words are not broken."""
    if columns(text) <= width:
        return [text]
    first, *rest = textwrap.wrap(text, max(20, width), break_long_words=False, break_on_hyphens=False) or [text]
    if later and rest:
        rest = textwrap.wrap(" ".join(rest), later, break_long_words=False, break_on_hyphens=False)
    return [first, *rest]


def window(text: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """`text` round its characters [start, end), about `width` columns of it; columns before and under them."""
    first = 0
    if columns(text) > width and columns(text[:start]) + 1 > width * 3 // 4:
        first = max(0, start - width // 4)
    shown: list[str] = []
    used, last = 0, first
    for character in text[first:]:
        cell = " " * (TAB - used % TAB) if character == "\t" else spelt(character)
        if used + columns(cell) > width:
            break
        shown.append(cell)
        used += columns(cell)
        last += 1
    head = "..." if first else ""
    before = columns("".join(shown[: start - first]))
    under = columns("".join(shown[start - first : max(start, end) - first]))
    tail = "..." if last < len(text) else ""
    return head + "".join(shown) + tail, len(head) + before, max(1, under)

"""Source to tree: mask, classify, read the document's structure with `grammar/structure.lark`, build the elements.

Total: no text raises. What a writer got wrong inside one directive is said there and costs that directive alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from milimo_lang import resources
from milimo_lang.diagnostics import Diagnostic, Outcome
from milimo_lang.source import Source
from milimo_lang.syntax import shapes
from milimo_lang.syntax.build import Builder
from milimo_lang.syntax.describe import describe
from milimo_lang.syntax.lines import Survey, survey
from milimo_lang.syntax.rows import LineToken, Page
from milimo_lang.syntax.strays import Before, strays, unclosed
from milimo_lang.syntax.tree import Document, Element, Line, LineKind, TitleEntry
from milimo_lang.timing import timed

__all__ = ["describe", "parse"]

if TYPE_CHECKING:
    from lark import Lark
    from lark.common import LexerConf


@lru_cache(maxsize=64)
def parse(source: Source) -> Outcome[Document]:
    """The tree of `source` and every M1xxx diagnostic, in the order of the text.

    A path that ends in `.fountain` is read as plain Fountain: no mark is reserved. Memoised by value.
    """
    read = reading(source, Before())
    said = (*unclosed(source, read.survey.masked.unclosed), *read.said)
    return Outcome(Document(source, read.title, read.elements), in_text_order(said))


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage read by itself: what it holds, and what is to be said of it but for signs that never close."""

    title: tuple[TitleEntry, ...]
    elements: tuple[Element, ...]
    said: tuple[Diagnostic, ...]
    survey: Survey


def reading(source: Source, before: Before) -> Reading:
    """The text of `source`, all of a file or a passage of it that has `before` in front."""
    fountain = is_fountain(source.path)
    with timed("classify", file=source.path):
        found = survey(source, fountain=fountain, opens=before.opens)
    page = Page(source, found.masked)
    with timed("structure", file=source.path):
        title, elements = _document(_line_tokens(found.lines, page))
    page.said.extend(strays(source, found, before, fountain=fountain))
    return Reading(title, elements, tuple(page.said), found)


def is_fountain(path: str) -> bool:
    """Whether a file is plain Fountain."""
    return path.lower().endswith(".fountain")


def in_text_order(said: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is said of one text, by place."""
    return tuple(sorted(said, key=lambda d: (d.span.start, d.span.end, d.code)))


def _document(tokens: Iterator[LineToken]) -> tuple[tuple[TitleEntry, ...], tuple[Element, ...]]:
    # Lark hands a custom lexer whatever it is given; its signature knows only text and trees.
    return cast("tuple[tuple[TitleEntry, ...], tuple[Element, ...]]", _structure().parse(cast(str, tokens)))


@cache
def _structure() -> Lark:
    from lark import Lark
    from lark.lexer import Lexer

    class LineLexer(Lexer):
        """Hands the parser the tokens it is given: lines are classified, not lexed."""

        def __init__(self, conf: LexerConf) -> None:
            pass

        def lex(self, tokens: Iterator[LineToken]) -> Iterator[LineToken]:  # type: ignore[override]
            return tokens

    return Lark(
        resources.read_text("grammar", "structure.lark"),
        parser="lalr",
        lexer=LineLexer,
        start="document",
        transformer=Builder(),
    )


# ---------------------------------------------------------------- lines as tokens

_SPOKEN = (
    LineKind.CHARACTER,
    LineKind.DUAL_CHARACTER,
    LineKind.PARENTHETICAL,
    LineKind.DIALOGUE,
)
_BLOCKS = (LineKind.DECLARATION, LineKind.SHOT, LineKind.DIRECTIVE, LineKind.PROPERTY)
_TERMINALS = {kind: kind.name for kind in LineKind}


def _line_tokens(lines: tuple[Line, ...], page: Page) -> Iterator[LineToken]:
    """The lines as tokens: boneyard left out, runs of blank lines as one, note lines told apart."""
    before = LineKind.BLANK
    speaking = False
    waiting: list[Line] = []  # blank lines and notes since the last line of an element
    for line in lines:
        kind = line.kind
        if kind is LineKind.BONEYARD:
            continue
        if kind is LineKind.BLANK or kind is LineKind.NOTE:
            waiting.append(line)
            continue
        if waiting:
            if len(waiting) > 1 or waiting[0].kind is LineKind.NOTE or _joins(before, kind):
                yield from _between(waiting, before, kind, speaking, page)
            waiting = []
        yield LineToken(_TERMINALS[kind], line, page)
        speaking = kind in _SPOKEN or (speaking and kind is LineKind.LYRIC)
        before = kind
    yield from _between(waiting, before, LineKind.BLANK, speaking, page)


def _between(waiting: list[Line], before: LineKind, after: LineKind, speaking: bool, page: Page) -> Iterator[LineToken]:
    """Blank lines and notes between two elements, or inside one.

    A note belongs to the element it interrupts, to the speech it ends, and to the first half of a dual dialogue
    when it stands between the halves; else it stands alone.
    """
    gap = any(line.kind is LineKind.BLANK for line in waiting)
    inside = after is LineKind.DUAL_CHARACTER or (
        not gap and ((speaking and (after in _SPOKEN or after is LineKind.LYRIC)) or _interrupts(before, after))
    )
    if inside:
        yield from (LineToken("ASIDE", line, page) for line in waiting if line.kind is LineKind.NOTE)
        if gap:
            yield LineToken("_GAP", waiting[-1], page)
        return
    for line in waiting:
        if line.kind is LineKind.NOTE:
            speaking = speaking and not _includes(line, page)
            yield LineToken("ASIDE" if speaking else "NOTE", line, page)
        else:
            yield LineToken("_GAP", line, page)
            speaking = False


def _includes(line: Line, page: Page) -> bool:
    return any(shapes.INCLUDE.match(note.text) for note in page.notes(line.start, line.end))


def _interrupts(before: LineKind, after: LineKind) -> bool:
    if after is LineKind.PROPERTY:  # it goes on with a block, whatever stands before it
        return True
    if before in _BLOCKS:
        return after is LineKind.ACTION
    return before is after and after in _RUNS


def _joins(before: LineKind, after: LineKind) -> bool:
    """Whether the two would be one element if no blank line stood between them: elsewhere one says nothing more."""
    return (before is after and after in _RUNS) or (after in _CONTINUING and before not in _ALONE)


_CONTINUING = (LineKind.ACTION, LineKind.PROPERTY, LineKind.LYRIC)
_ALONE = (LineKind.SCENE_HEADING, LineKind.TRANSITION, LineKind.DIALOGUE, LineKind.PARENTHETICAL)
_RUNS = (LineKind.ACTION, LineKind.CENTERED, LineKind.LYRIC, LineKind.TITLE_PAGE)

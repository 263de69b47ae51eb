"""The line classifier: total (every line is exactly one kind), linear, and decided from the lines alone.

What is declared or meant plays no part, so an editor can follow it. Notes and boneyard are transparent: only the
next and the previous *visible* line count. Fountain 1.1 rules (https://fountain.io/syntax) hold wherever no
reserved mark stands; LineKind lists the outcomes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from milimo_lang.source import Source
from milimo_lang.syntax import shapes, words
from milimo_lang.syntax.mask import Masked, mask
from milimo_lang.syntax.shapes import Block
from milimo_lang.syntax.tree import Line, LineKind

_LINE_END = re.compile(r"\r\n|\r|\n")


def classify(source: Source, *, fountain: bool = False) -> tuple[Line, ...]:
    """Every line of `source` with its kind, in order. With `fountain` no mark is reserved.

    A line end at the end of the text begins no further line; an empty text has no lines.
    """
    return survey(source, fountain=fountain).lines


@dataclass(frozen=True, slots=True)
class Survey:
    """A text with its notes masked and its lines classified."""

    masked: Masked
    lines: tuple[Line, ...]


def survey(source: Source, *, fountain: bool = False, opens: bool = True) -> Survey:
    """Mask and classify `source`. Unless it `opens` its file it has no title page."""
    masked = mask(source.text)
    bounds = list(_bounds(masked.text))
    kinds = _Classifier(masked, bounds, fountain).kinds(opens)
    lines = tuple(
        Line(number, kind, start, end) for number, (kind, (start, end)) in enumerate(zip(kinds, bounds, strict=True))
    )
    return Survey(masked, lines)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _LINE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


class _Classifier:
    """Walks the lines once. `fresh`: a Fountain element may begin; `open`: a mark may."""

    def __init__(self, masked: Masked, bounds: list[tuple[int, int]], fountain: bool) -> None:
        self._masked, self._bounds, self._fountain = masked, bounds, fountain
        self._shown = [masked.text[start:end].strip() for start, end in bounds]
        self._hidden = self._hidden_lines()
        self._under = self._lines_under()
        self._fresh = self._open = True
        self._speaking = False
        self._block: Block | None = None
        self._pairable = False  # the element before is a speech that a second half may join

    def kinds(self, opens: bool) -> list[LineKind]:
        first = self._title_page_end() if opens else 0
        title = (LineKind.TITLE_PAGE if text else LineKind.BLANK for text in self._shown[:first])
        page = [self._hidden.get(i) or kind for i, kind in enumerate(title)]
        return page + [
            self._pass(self._hidden[i]) if i in self._hidden else self._step(i) for i in range(first, len(self._shown))
        ]

    # ------------------------------------------------------------ what surrounds a line

    def _hidden_lines(self) -> dict[int, LineKind]:
        """Lines of which nothing shows but that lie in or hold a note or boneyard."""
        starts = [start for start, _ in self._bounds]
        found: dict[int, LineKind] = {}
        for hidden in self._masked.hidden:
            if hidden.kind == "byte order mark":
                continue
            kind = LineKind.NOTE if hidden.kind == "note" else LineKind.BONEYARD
            line = bisect_right(starts, hidden.start) - 1
            while line < len(starts) and starts[line] < hidden.end:
                if not self._shown[line] and found.get(line) is not LineKind.NOTE:
                    found[line] = kind
                line += 1
        return found

    def _lines_under(self) -> list[str]:
        """For each line the next visible one, stripped; empty where that is blank or there is none."""
        under, next_shown = [""] * len(self._shown), ""
        for i in range(len(self._shown) - 1, -1, -1):
            under[i] = next_shown
            if i not in self._hidden:
                next_shown = self._shown[i]
        return under

    # ------------------------------------------------------------ the title page

    def _title_page_end(self) -> int:
        """Number of the first line after the title page; 0 when there is none."""
        first = next((i for i, text in enumerate(self._shown) if text), None)
        if first is None or not self._opens_title_page(first):
            return 0
        for i in range(first + 1, len(self._shown)):
            if i in self._hidden:
                continue
            text = self._shown[i]
            if not text or (not self._indented(i) and self._ends_title_page(i, text)):
                return i
        return len(self._shown)

    def _opens_title_page(self, first: int) -> bool:
        key = shapes.title_key(self._shown[first])
        if key is None or self._indented(first):
            return False
        if key.casefold() in words.TITLE_KEYS:
            return True
        if first and any(i not in self._hidden for i in range(first)):
            return False
        if shapes.is_upper(key):  # FADE IN:, SUPER: …
            return False
        line = next((i for i in range(first + 1, len(self._shown)) if i not in self._hidden), None)
        if line is None or not self._shown[line] or self._indented(line):
            return True
        return shapes.title_key(self._shown[line]) is not None

    def _ends_title_page(self, line: int, text: str) -> bool:
        if shapes.HEADING.match(text) or self._forced_anywhere(text) is not None:
            return True
        return self._mark(line, text) is not None

    def _indented(self, line: int) -> bool:
        start, _ = self._bounds[line]
        return self._masked.visible(start, start + 1).isspace()

    # ------------------------------------------------------------ one line after the other

    def _pass(self, kind: LineKind) -> LineKind:
        """A hidden line: a mark may follow it, and boneyard leaves an empty line. It ends no speech and no block."""
        if not self._speaking and self._block is None:
            self._open = True
            self._fresh = self._fresh or kind is LineKind.BONEYARD
        return kind

    def _step(self, i: int) -> LineKind:
        text = self._shown[i]
        if not text:
            return self._blank(i)
        kind = self._forced_anywhere(text)
        if kind is None and self._speaking:
            return self._spoken(text)
        if self._block is not None:
            kind = self._mark(i, text) or kind or self._in_block(text, self._block)
        elif self._open:
            kind = self._mark(i, text) or kind
        return self._after(kind or self._plain(i, text), i, text)

    def _blank(self, i: int) -> LineKind:
        start, end = self._bounds[i]
        if self._speaking and (end - start >= 2 or self._masked.raw[start:end] == "\t"):
            return LineKind.DIALOGUE
        self._fresh = self._open = True
        self._speaking, self._block = False, None
        return LineKind.BLANK

    @staticmethod
    def _forced_anywhere(text: str) -> LineKind | None:
        """Sections, synopses and page breaks need no blank line and end a speech."""
        first = text[0]
        if first == "#" and text.strip("#"):
            return LineKind.SECTION
        if first == "=":
            if len(text) >= 3 and not text.strip("="):
                return LineKind.PAGE_BREAK
            if not text.startswith("=="):
                return LineKind.SYNOPSIS
        return None

    @staticmethod
    def _spoken(text: str) -> LineKind:
        if shapes.is_parenthetical(text):
            return LineKind.PARENTHETICAL
        return LineKind.LYRIC if text[0] == "~" and len(text) > 1 else LineKind.DIALOGUE

    def _mark(self, i: int, text: str) -> LineKind | None:
        if self._fountain:
            return None
        match text[0]:
            case "!":
                return LineKind.SHOT if shapes.SHOT_MARK.match(text) else None
            case "%":
                return LineKind.DIRECTIVE if shapes.DIRECTIVE_MARK.match(text) else None
            case "@":
                if shapes.DECLARATION_MARK.match(text) and shapes.is_declared(text, self._under[i]):
                    return LineKind.DECLARATION
        return None

    def _in_block(self, text: str, block: Block) -> LineKind | None:
        if text[0] == ">" or shapes.HEADING.match(text):
            self._fresh = True
            return None
        if shapes.is_property(text, block):
            return LineKind.PROPERTY
        return LineKind.ACTION

    def _plain(self, i: int, text: str) -> LineKind:
        """A Fountain element."""
        first = text[0]
        if first == "!":
            return LineKind.ACTION
        if first == ">":
            return LineKind.CENTERED if len(text) > 1 and text[-1] == "<" else LineKind.TRANSITION
        if first == "~" and len(text) > 1:
            return LineKind.LYRIC
        if not self._fresh:
            return LineKind.ACTION
        return self._after_blank_line(i, text)

    def _after_blank_line(self, i: int, text: str) -> LineKind:
        if shapes.HEADING.match(text):
            return LineKind.SCENE_HEADING if self._stands_alone(i) else LineKind.ACTION
        if shapes.FORCED_HEADING.match(text) and (text == text.upper() or self._stands_alone(i)):
            return LineKind.SCENE_HEADING
        under = self._under[i]
        followed = bool(under) and self._forced_anywhere(under) is None
        if text[0] == "@":
            return self._forced_cue(text, followed)
        if not shapes.is_upper(shapes.split_cue(text)[0]):
            return LineKind.ACTION
        if text.endswith("TO:") and shapes.is_upper(text) and len(text) > len("TO:"):
            alone = not self._below(i) and not self._space_after(i)
            return LineKind.TRANSITION if alone else LineKind.ACTION
        return self._cue(text) if followed else LineKind.ACTION

    def _stands_alone(self, i: int) -> bool:
        """Whether the line under a heading is empty, hidden, a section or the like, or a mark."""
        under = self._below(i)
        if not under or self._forced_anywhere(under) is not None:
            return True
        if self._fountain:
            return False
        return self._mark(i + 1, under) is not None

    def _below(self, i: int) -> str:
        """The line directly under a line, stripped; empty where that is blank, hidden or none."""
        return "" if i + 1 in self._hidden else self._under[i]

    def _forced_cue(self, text: str, followed: bool) -> LineKind:
        name = shapes.split_cue(text[1:])[0]
        if not name or not (followed or len(name.split()) == 1):
            return LineKind.ACTION
        return self._cue(text)

    def _cue(self, text: str) -> LineKind:
        pairs = self._pairable and text[-1] == "^"
        return LineKind.DUAL_CHARACTER if pairs else LineKind.CHARACTER

    def _space_after(self, i: int) -> bool:
        start, end = self._bounds[i]
        return self._masked.raw[start:end][-1:].isspace()

    def _after(self, kind: LineKind, i: int, text: str) -> LineKind:
        """Note what `kind` allows on the next line."""
        block, self._block = self._block, None
        self._speaking = kind in _CUES
        self._pairable = kind is LineKind.CHARACTER
        match kind:
            case LineKind.SECTION | LineKind.SYNOPSIS | LineKind.PAGE_BREAK:
                self._fresh = self._open = True
            case LineKind.DECLARATION:
                self._fresh, self._open, self._block = True, True, "declaration"
            case LineKind.SHOT:
                self._fresh, self._open, self._block = True, True, "shot"
            case LineKind.DIRECTIVE:
                self._fresh, self._open, self._block = True, True, shapes.block_of(text)
            case LineKind.PROPERTY:
                self._block = block
            case LineKind.ACTION if block == "shot":
                self._block = block
            case _:
                self._fresh = False
                self._open = kind in (LineKind.SCENE_HEADING, LineKind.TRANSITION)
                self._speaking = self._speaking and bool(self._under[i])
        return kind


_CUES = (LineKind.CHARACTER, LineKind.DUAL_CHARACTER)

"""Lines that are well formed but likely not what was meant: marks in speeches, sentences as cues, unclosed notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Source, Span
from milimo_lang.syntax import mistakes, shapes, words
from milimo_lang.syntax.lines import Survey
from milimo_lang.syntax.tree import Line, LineKind
from milimo_lang.syntax.under_shot import under_shot
from milimo_lang.syntax.unmarked import unmarked

_MARK_LIKE = re.compile(r"%([^\W\d_]{3,})(?=\s|$)|@([^\W\d_]{4,})\s+[^:]+:(?=\s|$)")
_PARTED_MARK = re.compile(
    rf"@\s+(?P<word>{'|'.join(words.KINDS)})\s+[^:]+:(?=\s|$)"
    rf"|%\s+(?P<order>music|sfx|ambience|voiceover|overlay)\s+\S+\.\w{{3,4}}(?=,|$)"
)
_TURN = re.compile(r"%(?:fade|cut|dissolve|wipe|iris)(?=\s|$)")
_SQUARE = re.compile(r"\[((?:[A-Z]\.?){1,4}|CONT['’]?D|ON PHONE)\]$", re.IGNORECASE)
_SHOT_LIKE = re.compile(r"!!\s*[@\"“+-]\s*\w")
_INCLUDE = re.compile(r"include:?\s+(\S+\.(?:mls|fountain))", re.IGNORECASE)
_RESERVED = (LineKind.DECLARATION, LineKind.SHOT, LineKind.DIRECTIVE, LineKind.PROPERTY)
_HALF_CLOSED = re.compile(r"\[\[[^\[\]]*\](?!\])")
_OPEN_PIN = re.compile(r"\[\[\s*at\s+[\d.:]+\s*(?:f|s|seconds?|frames?)?(?=\s|$)", re.IGNORECASE)
_SENTENCE = re.compile(r"\s(?:\S+\s.*\S|(?!(?:jr|sr|st)\.)[^\W\d_A-Z]\w+)[.?!,;]$")
"""How a cue ends that is a sentence: three words or more, or a small one behind the first, and a stop."""
_TITLE = re.compile(rf"({'|'.join(sorted(words.TITLE_KEYS, key=len, reverse=True))})\s+[^:]+$", re.IGNORECASE)
_DIRECTED = re.compile(r"\([^\W\d_A-Z][^()]{1,40}\)(?P<gap>[ \t]+)(?=[^\s(])")
_EXTENSION = re.compile(r"(?<=\S) (?P<extension>V\.O\.|O\.S\.|O\.C\.|CONT['’]D\.?)$")
_TRANSITION = re.compile(r">\s*[A-Z][A-Z ]+(?:[.:]|$)(?!.*<$)")
_BLOCK = (LineKind.SHOT, LineKind.PROPERTY)
_CUES = (LineKind.CHARACTER, LineKind.DUAL_CHARACTER)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a passage of a text: nothing where it `opens` the text, maybe a `speech`, marks aside."""

    opens: bool = True
    speech: bool = False


def strays(source: Source, survey: Survey, before: Before, *, fountain: bool) -> Iterator[Diagnostic]:
    """What to warn of, in the order of the text for each sort. With `fountain` marks mean nothing."""
    watch = _Watch(source, survey)
    yield from watch.transitions()
    yield from watch.cues()
    yield from watch.headings()
    yield from watch.brackets()
    if not fountain:
        yield from watch.cues_like_marks()
        yield from watch.unmarked()
        if before.opens:
            yield from watch.title_page()
        yield from watch.boneyards()
        yield from watch.parted()
        yield from watch.marks()
        yield from watch.halves(before.speech)


def speech_behind(survey: Survey, *, before: bool) -> bool:
    """Whether a speech that a second half may join ends what stands so far, marks aside; `before`: it did earlier."""
    for line in reversed(survey.lines):
        if line.kind is LineKind.CHARACTER:
            return True
        if line.kind not in _WITHIN_DUAL and line.kind not in _RESERVED and line.kind is not LineKind.BONEYARD:
            return False
    return before


def unclosed(source: Source, signs: Iterable[int]) -> Iterator[Diagnostic]:
    """What to say of the offsets where a `[[` or a `/*` never closes: of the first of each."""
    said = set()
    for offset in signs:
        sign = Span(source.path, offset, offset + 2)
        if source.cut(sign) not in said:
            said.add(source.cut(sign))
            yield _unclosed(source, sign)


def _unclosed(source: Source, sign: Span) -> Diagnostic:
    if source.cut(sign) == "/*":
        return mistakes.unclosed_boneyard(sign)
    line = source.line_of(sign.start)
    text = source.line_text(line).rstrip()
    start = source.line_start(line)
    half = _HALF_CLOSED.match(text, sign.start - start)
    whole = half or _OPEN_PIN.match(text, sign.start - start)
    end = start + (whole.end() if whole else len(text))
    return mistakes.unclosed_note(sign, Span(source.path, end, end), half=half is not None)


class _Watch:
    """The lines of one text, asked one question after the other."""

    def __init__(self, source: Source, survey: Survey) -> None:
        self._path = source.path
        self._masked = survey.masked
        self._lines = [line for line in survey.lines if line.kind is not LineKind.BONEYARD]
        self._excused: set[int] = set()  # marks that the end of a parted block explains

    def title_page(self) -> Iterator[Diagnostic]:
        first = self._lines[:2]
        if len(first) == 2 and first[0].kind is LineKind.ACTION and first[1].kind is LineKind.ACTION:
            match = _TITLE.match(self._text(first[0]))
            key = shapes.title_key(self._text(first[1]))
            if match and key and key.casefold() in words.TITLE_KEYS:
                yield mistakes.title_without_colon(match[1], self._head(first[0], len(match[1])))
        for before, line in pairwise(self._lines):
            if before.kind is not LineKind.TITLE_PAGE:
                continue
            if line.kind not in (LineKind.TITLE_PAGE, LineKind.BLANK, LineKind.NOTE):
                yield mistakes.unended_title_page(self._span(line))
            elif line.kind is LineKind.TITLE_PAGE and (match := shapes.SETTING_WITHOUT_COLON.match(self._text(line))):
                yield mistakes.setting_without_colon(match[1], self._head(line, len(match[1])))

    def boneyards(self) -> Iterator[Diagnostic]:
        reserved = [line for line in self._lines if line.kind in _RESERVED] if self._masked.hidden else []
        for hidden in self._masked.hidden:
            before = self._masked.raw[hidden.start - 1 : hidden.start]
            if hidden.kind != "boneyard" or not before.strip():
                continue
            if any(line.start < hidden.start < line.end for line in reserved):
                yield mistakes.glued_boneyard(Span(self._path, hidden.start, hidden.end))

    def transitions(self) -> Iterator[Diagnostic]:
        for line in self._lines if "TO: " in self._masked.text or "TO:\t" in self._masked.text else ():
            if line.kind is LineKind.ACTION:
                text = self._masked.text[line.start : line.end]
                bare = text.rstrip()
                if bare.endswith(" TO:") and shapes.is_upper(bare) and bare != text:
                    yield mistakes.almost_transition(Span(self._path, line.start + len(bare), line.end))

    def cues(self) -> Iterator[Diagnostic]:
        for line in self._lines:
            if line.kind in _CUES:
                text = self._text(line)
                name = shapes.split_cue(text)[0]
                if text[0] == "@" and _SENTENCE.search(name):
                    yield mistakes.sentence_as_cue(self._span(line))
                elif match := _SQUARE.search(name):
                    start = self._span(line).start + text.index(match[0])
                    yield mistakes.square_extension(match[1], Span(self._path, start, start + len(match[0])))
                elif (at := name.rfind("(")) > 0 and ")" not in name[at:]:
                    span = self._span(line)
                    yield mistakes.unclosed_extension(Span(span.path, span.start + at, span.end))
                elif (match := _EXTENSION.search(name)) and text.startswith(name):
                    start = self._span(line).start
                    span = Span(self._path, start + match.start("extension"), start + match.end())
                    yield mistakes.bare_extension(match["extension"], span)

    def brackets(self) -> Iterator[Diagnostic]:
        """Lines of a speech that open with a bracket which nothing closes."""
        closes = False  # further down in the speech
        for line in reversed(self._lines):
            text = self._text(line) if line.kind is LineKind.DIALOGUE else ""
            closes = line.kind is LineKind.DIALOGUE and (closes or ")" in text)
            if text.startswith("(") and not closes:
                yield mistakes.unclosed_bracket(self._span(line))
            elif match := _DIRECTED.match(text) if text[:1] == "(" else None:
                start = self._span(line).start
                gap = Span(self._path, start + match.start("gap"), start + match.end())
                yield mistakes.crowded_parenthetical(Span(self._path, start, gap.start), gap)

    def unmarked(self) -> Iterator[Diagnostic]:
        """Lines that begin something and lack their mark."""
        before = LineKind.BLANK
        for line in self._lines:
            begins = line.kind in _CUES or (line.kind is LineKind.ACTION and before is not LineKind.ACTION)
            if begins and before not in _BLOCK:
                said = unmarked(self._text(line), self._head(line, len(self._text(line))))
                if said is not None:
                    yield said
            before = line.kind

    def headings(self) -> Iterator[Diagnostic]:
        """Lines that would begin a scene, were it not for the line under them."""
        before: LineKind | None = None
        for line, after in pairwise(self._lines):
            if line.kind is LineKind.ACTION and after.kind is LineKind.ACTION and before in _ABOVE_HEADING:
                text = self._text(line)
                if shapes.HEADING.match(text) and shapes.is_upper(text) and not _declares_nearly(self._text(after)):
                    yield mistakes.crowded_heading(self._span(line))
            if line.kind is LineKind.TRANSITION and after.kind is LineKind.ACTION:
                text = self._text(after)
                if shapes.HEADING.match(text) and shapes.is_upper(text):
                    yield mistakes.heading_under_transition(self._span(after))
            before = line.kind

    def cues_like_marks(self) -> Iterator[Diagnostic]:
        for line, after in zip_longest(self._lines, self._lines[1:]):
            if line.kind in _CUES:
                text = self._text(line)
                declares = after is not None and shapes.is_declared(text, self._text(after))
                yield from self._slips(line, text if not declares or ":" in text else f"{text}: ")

    def parted(self) -> Iterator[Diagnostic]:
        """Paragraphs that are nothing but the keys of the block over a blank line."""
        block: shapes.Block | None = None
        last: Line | None = None
        for number, line in enumerate(self._lines):
            kind = line.kind
            if kind is LineKind.BLANK or (kind is LineKind.PROPERTY and block):
                last = last if kind is LineKind.BLANK else line
                continue
            opens = kind is LineKind.ACTION and self._lines[number - 1].kind is LineKind.BLANK
            if opens and block is not None and last is not None and self._is_keys(number, block):
                gap = Span(self._path, last.end, line.start)
                yield mistakes.parted_block(_BLOCK_NAMES[block], self._span(line), gap)
            block, last = self._block_of(line), line

    def _block_of(self, line: Line) -> shapes.Block | None:
        match line.kind:
            case LineKind.SHOT:
                return "shot"
            case LineKind.DECLARATION:
                return "declaration"
            case LineKind.DIRECTIVE:
                return shapes.block_of(self._text(line))
        return None

    def _is_keys(self, number: int, block: shapes.Block) -> bool:
        """Whether the paragraph that opens there is keys of `block` alone, up to its end or the next mark."""
        for at in range(number, len(self._lines)):
            line = self._lines[at]
            text = self._text(line)
            if line.kind is not LineKind.ACTION:
                break
            if at > number and _is_mark(text):
                self._excused.add(line.number)
                break
            if not shapes.is_key_of(text, block):
                return False
        return True

    def marks(self) -> Iterator[Diagnostic]:
        below = prose = False  # under a shot; behind prose there
        for line, after in zip_longest(self._lines, self._lines[1:]):
            kind = line.kind
            if kind is LineKind.DIALOGUE or kind is LineKind.ACTION:
                text = self._text(line)
                last = after is None or after.kind is LineKind.BLANK
                if kind is LineKind.DIALOGUE and last and _TRANSITION.match(text):
                    yield mistakes.mark_in_speech(self._span(line))
                elif text and text[0] in "!%@" and _is_mark(text):
                    if line.number in self._excused:
                        continue
                    say = mistakes.mark_in_paragraph if kind is LineKind.ACTION else mistakes.mark_in_speech
                    yield say(self._span(line))
                elif text and kind is LineKind.ACTION:
                    yield from self._slips(line, text)
                    if below:
                        said = list(self._under_shot(line, after, text, first=not prose))
                        yield from said
                        prose = prose or not said
            if kind in _BLOCK:
                below, prose = True, False
            elif kind not in (LineKind.ACTION, LineKind.NOTE):
                below = False

    def halves(self, spoken: bool) -> Iterator[Diagnostic]:
        """Cues with a `^` that a mark keeps apart from the speech before."""
        marked = False
        for line in self._lines:
            if line.kind is LineKind.CHARACTER:
                if spoken and marked and self._text(line).endswith("^"):
                    yield mistakes.undone_dual(self._span(line))
                spoken, marked = True, False
            elif line.kind in _RESERVED:
                marked = True
            elif line.kind not in _WITHIN_DUAL:
                spoken = False

    def _slips(self, line: Line, text: str) -> Iterator[Diagnostic]:
        """Lines that begin almost like a mark."""
        if text.startswith("//") and text.strip("/ "):
            yield mistakes.slashed_comment(text.lstrip("/ "), self._span(line))
        if text[0] not in "%@!":
            return
        if match := _INCLUDE.fullmatch(text[1:]):
            yield mistakes.include_without_colon(match[1], self._span(line))
            return
        if _SHOT_LIKE.match(text):
            yield mistakes.like_a_shot(self._head(line, 2))
            return
        declared = shapes.DECLARATION_MARK.match(text)
        if declared and (glued := shapes.GLUED_LOOK.match(text)):
            colon = self._span(line).start + glued.start("colon")
            yield mistakes.glued_look(glued["name"], Span(self._path, colon, colon + 1))
        elif _declares_nearly(text):
            yield mistakes.bare_declaration(text, self._span(line))
        elif match := _PARTED_MARK.match(text):
            start = self._head(line, 1)
            word = match["word"] or match["order"]
            gap = Span(start.path, start.end, start.start + text.index(word))
            yield mistakes.space_behind_mark(text[0], word, gap)
        elif match := _TURN.match(text):
            yield mistakes.transition_as_mark(match[0], self._head(line, len(match[0])))
        elif match := _MARK_LIKE.match(text):
            sign, word = text[0], match.group(1) or match.group(2)
            near = words.near_miss(word, words.DIRECTIVES if sign == "%" else words.KINDS)
            if near:
                yield mistakes.like_a_mark(sign + word, sign + near, self._head(line, 1 + len(word)))

    def _under_shot(self, line: Line, after: Line | None, text: str, *, first: bool) -> Iterator[Diagnostic]:
        """Action directly under a shot that was likely meant as a property or as a cue."""
        said = under_shot(text, self._span(line), first=first)
        if said is not None:
            yield said
            return
        name = shapes.split_cue(text)[0]
        spoken = after is not None and after.kind is LineKind.ACTION
        if spoken and shapes.is_upper(name) and len(name.split()) <= 3:
            yield mistakes.cue_under_shot(self._span(line))

    def _head(self, line: Line, length: int) -> Span:
        start = self._span(line).start
        return Span(self._path, start, start + length)

    def _text(self, line: Line) -> str:
        return self._masked.text[line.start : line.end].strip()

    def _span(self, line: Line) -> Span:
        text = self._masked.text[line.start : line.end]
        start = line.start + len(text) - len(text.lstrip())
        return Span(self._path, start, max(start, line.start + len(text.rstrip())))


_BLOCK_NAMES: dict[shapes.Block, str] = {
    "shot": "shot",
    "declaration": "declaration",
    "set": "%set",
    "define": "%define",
}
_ABOVE_HEADING = (
    None,
    LineKind.BLANK,
    LineKind.SECTION,
    LineKind.SYNOPSIS,
    LineKind.PAGE_BREAK,
    LineKind.NOTE,
    *_RESERVED,
)
_WITHIN_DUAL = (
    LineKind.DUAL_CHARACTER,
    LineKind.PARENTHETICAL,
    LineKind.DIALOGUE,
    LineKind.LYRIC,
    LineKind.BLANK,
    LineKind.NOTE,
)


def _declares_nearly(text: str) -> bool:
    """Whether a line opens as a declaration does, which it may not be."""
    match = shapes.DECLARATION_MARK.match(text)
    return match is not None and match.group(1).islower()


def _is_mark(text: str) -> bool:
    if shapes.SHOT_MARK.match(text) or shapes.DIRECTIVE_MARK.match(text):
        return True
    return _declares_nearly(text) and shapes.KEY_END.search(text) is not None

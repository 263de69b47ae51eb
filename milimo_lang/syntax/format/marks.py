"""The white space inside title-page keys, declarations, shots, directives and properties: between what was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from milimo_lang.source import Source, Span
from milimo_lang.syntax.format.edits import Edit
from milimo_lang.syntax.tree import (
    Declaration,
    Directive,
    Document,
    Level,
    Phrase,
    Property,
    ShotLine,
    Time,
    TitleEntry,
)
from milimo_lang.syntax.words import PLACED_KEYS

LISTS = ("image", "reference", "key", "lora", "source")
"""Keys whose value is read as a list of phrases and never as a text."""

_SPACE = re.compile(r"[ \t]*")
_RUN = re.compile(r"[ \t]{2,}|\t")
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_COLON = re.compile(r"[ \t]*:[ \t]*")
_SHORT_UNIT = re.compile(r"(?<=\d)[ \t]+(?=(?:f|s|ms|%)$)", re.IGNORECASE)
_DECIBELS = re.compile(r"(?<=\d)[ \t]*(?=dB$)", re.IGNORECASE)


def mark_edits(document: Document, unread: frozenset[int]) -> Iterator[Edit]:
    """What to change between the parts of marked lines; lines of `unread`, by number, are left alone."""
    return _Marks(document.source, unread).edits(document)


class _Marks:
    def __init__(self, source: Source, unread: frozenset[int]) -> None:
        self._source, self._text, self._unread = source, source.text, unread

    def edits(self, document: Document) -> Iterator[Edit]:
        for entry in document.title_page:
            yield from self._title_key(entry)
        for element in document.elements:
            match element:
                case ShotLine():
                    yield from self._shot(element)
                case Directive():
                    yield from self._directive(element)
                case Declaration():
                    yield from self._declaration(element)

    # ------------------------------------------------------------ marked lines

    def _title_key(self, entry: TitleEntry) -> Iterator[Edit]:
        """The colon of a title-page key: the value may begin on the next line."""
        start = entry.key_span.end
        if colon := _COLON.match(self._text, start):
            ends = colon.end() == len(self._text) or self._text[colon.end()] in "\r\n"
            yield from self._to(start, colon.end(), ":" if ends else ": ")

    def _shot(self, shot: ShotLine) -> Iterator[Edit]:
        if self._read(shot.head_span):
            mark = shot.head_span.start + len("!!")
            if shot.phrases:
                yield from self._one_space(mark, shot.phrases[0].span.start)
            yield from self._phrases(shot.phrases)
            if shot.phrases:
                yield from self._colon(shot.phrases[-1].span.end, shot.prose_span)
            yield from self._times(phrase for phrase in shot.phrases if len(phrase.atoms) == 1)
        yield from self._properties(shot.properties)

    def _directive(self, directive: Directive) -> Iterator[Edit]:
        if self._read(directive.head_span):
            if directive.phrases:
                yield from self._one_space(directive.word_span.end, directive.phrases[0].span.start)
            yield from self._phrases(directive.phrases)
            if directive.word not in ("set", "define"):
                yield from self._times(directive.phrases[1:])
        yield from self._phrases([phrase for phrase in directive.block_phrases if self._read(phrase.span)])
        yield from self._properties(directive.properties)

    def _declaration(self, declaration: Declaration) -> Iterator[Edit]:
        if self._read(declaration.span):
            name = declaration.name_span
            yield from self._one_space(declaration.kind_span.end, name.start)
            yield from self._runs(name.start, name.end)
            yield from self._colon(name.end, declaration.look_span)
        yield from self._properties(declaration.properties)

    def _properties(self, properties: Sequence[Property]) -> Iterator[Edit]:
        for item in properties:
            if self._read(item.span):
                yield from self._property(item)

    def _property(self, item: Property) -> Iterator[Edit]:
        end = item.key_span.end
        if item.where:
            yield from self._one_space(end, item.where[0].span.start)
            yield from self._phrases(item.where)
            end = item.where[-1].span.end
            if item.key in PLACED_KEYS:
                yield from self._times(item.where)
        yield from self._colon(end, item.value_span)
        if item.key in LISTS and item.items and len(item.items[0].atoms) == 1:
            yield from self._phrases(item.items)
            yield from self._times(item.items[1:])
        elif item.key == "duration" and len(item.items) == 1 and len(item.items[0].atoms) == 1:
            yield from self._times(item.items)

    # ------------------------------------------------------------ what marked lines are made of

    def _phrases(self, phrases: Sequence[Phrase]) -> Iterator[Edit]:
        for phrase in phrases:
            for one, other in pairwise(phrase.atoms):
                if one.span.end < other.span.start:
                    yield from self._one_space(one.span.end, other.span.start)
        for before, after in pairwise(phrases):
            yield from self._gap(before.span.end, after.span.start, _COMMA, ", ")

    def _times(self, phrases: Sequence[Phrase] | Iterator[Phrase]) -> Iterator[Edit]:
        """Amounts and units of phrases of which only the atoms are read."""
        for phrase in phrases:
            for atom in phrase.atoms:
                if isinstance(atom, Time):
                    yield from self._unit(atom.span, _SHORT_UNIT, "")
                elif isinstance(atom, Level):
                    yield from self._unit(atom.span, _DECIBELS, " ")

    def _unit(self, span: Span, between: re.Pattern[str], wanted: str) -> Iterator[Edit]:
        found = between.search(self._text[span.start : span.end])
        if found:
            yield from self._to(span.start + found.start(), span.start + found.end(), wanted)

    def _colon(self, end: int, value: Span) -> Iterator[Edit]:
        yield from self._gap(end, value.start, _COLON, ": " if value.start < value.end else ":")

    def _one_space(self, start: int, end: int) -> Iterator[Edit]:
        yield from self._gap(start, end, _SPACE, " ")

    def _gap(self, start: int, end: int, pattern: re.Pattern[str], wanted: str) -> Iterator[Edit]:
        """`wanted` in the place of [start, end) if nothing else stands there: no note above all."""
        if start <= end and pattern.fullmatch(self._text, start, end):
            yield from self._to(start, end, wanted)

    def _runs(self, start: int, end: int) -> Iterator[Edit]:
        if "[[" not in self._text[start:end] and "/*" not in self._text[start:end]:
            for run in _RUN.finditer(self._text, start, end):
                yield Edit(run.start(), run.end(), " ")

    def _to(self, start: int, end: int, wanted: str) -> Iterator[Edit]:
        if self._text[start:end] != wanted:
            yield Edit(start, end, wanted)

    def _read(self, span: Span) -> bool:
        return self._source.line_of(span.start) not in self._unread

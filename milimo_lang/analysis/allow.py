"""`[[milimo: allow M3004]]`: what a writer has read, and wants to hear no more of on the element that follows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from milimo_lang.analysis.checks.unused_allowance import unused_allowance
from milimo_lang.diagnostics import Diagnostic, Severity
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.mistakes import include_inside, include_without_colon, like_a_note, unknown_order
from milimo_lang.syntax.shapes import INCLUDE
from milimo_lang.syntax.words import distance

_ALLOW = re.compile(r"(?P<milimo>\w+):\s*(?P<allow>\w+)\s+(?P<codes>M\d{4}(?:[\s,]+M\d{4})*)\s*$", re.IGNORECASE)

PLANNERS = "M31"
"""Codes that only a plan says: whether one is out of date cannot be told without planning."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """`code` is silenced in `element`; `note` is where that is written, `alone` or with other codes."""

    code: str
    element: Span
    note: Span
    alone: bool = True


def allowances(document: tree.Document) -> Iterator[Allowance]:
    """The allowances of one file, each with the element it stands before; an earlier element's first."""
    found: list[list[Allowance]] = []
    following: Span | None = None
    for element in reversed(document.elements):
        if not isinstance(element, tree.StandingNote):
            following = element.span
        elif (match := _ALLOW.match(element.note.text)) and nearly(match["milimo"], match["allow"]):
            reach = following or element.span
            codes = re.findall(r"M\d{4}", match["codes"].upper())
            found.append([Allowance(code, reach, element.span, len(codes) == 1) for code in codes])
    for here in reversed(found):
        yield from here


def nearly(milimo: str, allow: str) -> bool:
    """Whether two words are `milimo` and `allow`, or slips of them: what is meant is silenced all the same."""
    return distance(milimo.casefold(), "milimo") <= 2 and distance(allow.casefold(), "allow") <= 2


def slips(document: tree.Document) -> Iterator[Diagnostic]:
    """Notes of one file that are nearly an allowance or an include."""
    for element in document.elements:
        if isinstance(element, tree.StandingNote):
            for word, wanted in _slipped(element.note.text):
                source = document.source
                at = source.find(word, element.span.start, element.span.end)
                yield like_a_note(word, wanted, Span(source.path, at, at + len(word)))
            yield from _unread(element.note.text, element.span)
        else:
            for note in _inner(element):
                if INCLUDE.match(note.text):
                    yield include_inside(note.span)


def _inner(element: tree.Element) -> tuple[tree.Note, ...]:
    """The notes inside an element."""
    match element:
        case tree.DualDialogue():
            return (*element.left.notes, *element.right.notes)
        case tree.Action() | tree.Dialogue() | tree.SceneHeading() | tree.ShotLine() | tree.Declaration():
            return element.notes
        case tree.Directive():
            return element.notes
    return ()


def _slipped(text: str) -> Iterator[tuple[str, str]]:
    if (match := _ALLOW.match(text)) and nearly(match["milimo"], match["allow"]):
        pairs = [(match["milimo"], "milimo"), (match["allow"], "allow")]
    elif match := _INCLUDE.match(text):
        pairs = [(match["include"], "include")]
    else:
        return
    yield from (pair for pair in pairs if 0 < distance(pair[0].casefold(), pair[1]) <= 2)


def _unread(text: str, span: Span) -> Iterator[Diagnostic]:
    """A note that speaks to milimo, every word well spelt, and says nothing it knows."""
    known = (match := _ALLOW.match(text)) and nearly(match["milimo"], match["allow"])
    if match := _NO_COLON.match(text):
        yield include_without_colon(match["path"], span)
    elif _TO_MILIMO.match(text) and not known:
        yield unknown_order(span)


_INCLUDE = re.compile(r"(?P<include>\w+):?\s*\S+\.(?:mls|fountain)\s*$")
_NO_COLON = re.compile(r"include\s+(?P<path>\S+\.(?:mls|fountain))\s*$", re.IGNORECASE)
_TO_MILIMO = re.compile(r"milimo\s*:", re.IGNORECASE)


def allowed(documents: Iterable[tree.Document], said: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`said` without the warnings and notes that are allowed, and with a note on each allowance that silenced none."""
    reaches = _Reaches(one for document in documents for one in allowances(document))
    kept = [item for item in said if not reaches.cover(item)]
    return (*kept, *(_unused(allowance) for allowance in reaches.unused()))


def _unused(allowance: Allowance) -> Diagnostic:
    return unused_allowance(allowance.code, allowance.note, alone=allowance.alone)


class _Reaches:
    """The allowances by code and file. Elements do not overlap: at most one of each code reaches a place."""

    def __init__(self, allowances: Iterable[Allowance]) -> None:
        self._all = tuple(allowances)
        self._used: set[Allowance] = set()
        self._at: dict[tuple[str, str], dict[int, Allowance]] = {}
        for one in self._all:
            self._at.setdefault((one.code, one.element.path), {}).setdefault(one.element.start, one)
        self._starts = {key: sorted(at) for key, at in self._at.items()}

    def cover(self, item: Diagnostic) -> bool:
        """Whether `item` is silenced. An error never is."""
        key = (item.code, item.span.path)
        starts = self._starts.get(key)
        if starts is None or item.severity is Severity.ERROR:
            return False
        index = bisect_right(starts, item.span.start) - 1
        allowance = self._at[key][starts[index]] if index >= 0 else None
        if allowance is None or item.span.start > allowance.element.end:
            return False
        self._used.add(allowance)
        return True

    def unused(self) -> Iterator[Allowance]:
        """Those that silenced nothing; of the codes that only planning says it cannot be told."""
        return (one for one in self._all if one not in self._used and not one.code.startswith(PLANNERS))

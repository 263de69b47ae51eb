"""What a transition says: its style, its length, and whether sound leads or lags."""

from __future__ import annotations

import re
from typing import NamedTuple

from milimo_lang.analysis import times
from milimo_lang.analysis.checks.bad_length import long_transition
from milimo_lang.analysis.checks.bad_value import not_understood
from milimo_lang.analysis.checks.misspelt_term import misspelt_transition, no_colon_before_length, split_cut
from milimo_lang.analysis.checks.unknown_transition import unknown_transition
from milimo_lang.analysis.names import nearest
from milimo_lang.analysis.scope import Scope
from milimo_lang.analysis.vocabulary import Definition
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.phrases import phrases

CUT = "cut"
CLOSING = frozenset({"fade-out", "fade-out-white", "iris-out"})
"""Styles that end on nothing: they lie on the last frames of the shot before."""
LONGEST_SECONDS = 20
_TOLD = 8
"""How many transitions are named to who wrote one that is not known: the first of the library."""


_LENGTH = re.compile(r"\d+(?:\.\d+)?\s*(?:s|f|seconds?|frames?)", re.IGNORECASE)
_WITH_LENGTH = re.compile(rf"(?P<name>.*?)[\s,]+(?P<length>{_LENGTH.pattern})$", re.IGNORECASE)
_SPLIT_CUT = re.compile(rf"(?P<sound>[JL])[ -]?CUT(?: TO)?(?:[\s,]+(?P<length>{_LENGTH.pattern}))?\.?$", re.IGNORECASE)


class Said(NamedTuple):
    """`frames` of `style`; `sound_lead` frames before the picture (negative: after)."""

    style: str
    frames: int
    sound_lead: int = 0


def is_transition(paragraph: str, scope: Scope) -> bool:
    """Whether a paragraph of action is wholly a transition of the vocabulary, in capitals: `FADE IN:`."""
    return len(paragraph) < 60 and paragraph.isupper() and _definition(paragraph, scope) is not None


def _definition(text: str, scope: Scope) -> Definition | None:
    return scope.vocabulary.named("transition", text.strip().rstrip(".:").strip())


def read_transition(text: str, span: Span, scope: Scope) -> Said:
    """`DISSOLVE TO: 18f` -> dissolve, 18 frames. What is not known is a cut, with a note."""
    head, _, tail = text.partition(":")
    definition = _definition(head, scope)
    if definition is None:
        scope.said.append(_unknown(head.strip(), tail, span, scope))
        return Said(CUT, 0)
    style, _, usual = definition.draft.partition(" ")
    if style == CUT:
        return Said(CUT, 0, _tail(tail, span, scope)[1])
    length, lead = _tail(tail, span, scope)
    if length is None:
        length = _usual(usual, scope)
    return Said(style, length, lead)


def _unknown(head: str, tail: str, span: Span, scope: Scope) -> Diagnostic:
    """A misspelt transition is a slip to be told; any other is a writer's own, and plays as a cut."""
    at = scope.sources[span.path].find(head, span.start, span.end)
    place = span if at < 0 else Span(span.path, at, at + len(head))
    if (match := _SPLIT_CUT.match(head)) and at >= 0:
        length = match["length"] or (tail.strip() if _LENGTH.fullmatch(tail.strip()) else "")
        end = scope.sources[span.path].find(length, at, span.end) + len(length) if length else place.end
        return split_cut(head, length, Span(span.path, at, end), leads=match["sound"].upper() == "J")
    if (match := _WITH_LENGTH.match(head)) and at >= 0:
        near = match["name"] if _definition(match["name"], scope) else _near(match["name"], scope)
        if near:
            return no_colon_before_length(head, near, match["length"], place)
    near = _near(head, scope)
    if near is None:
        return unknown_transition(head, scope.vocabulary.names("transition")[:_TOLD], span)
    return misspelt_transition(head, near, place, exact=at >= 0)


def _near(head: str, scope: Scope) -> str | None:
    """The transition that `head` is a slip of, in capitals where `head` is."""
    near = nearest(head, scope.vocabulary.transitions)
    if near is None or head[:1].islower():
        return near
    return near.upper() if head.isupper() else near.capitalize()


def _usual(draft: str, scope: Scope) -> int:
    seconds = re.fullmatch(r"([\d.]+)s", draft.strip())
    return round(float(seconds[1]) * float(scope.rate)) if seconds else round(scope.rate)


def _tail(tail: str, span: Span, scope: Scope) -> tuple[int | None, int]:
    """The length and the sound's lead written after the colon."""
    length: int | None = None
    lead = 0
    if not tail.strip():
        return length, lead
    for phrase in phrases(tail, span.path, span.end - len(tail)).value:
        match phrase.atoms:
            case (tree.Time() as time,):
                length = _length(time, scope)
            case (tree.Word(text="sound"), tree.Word(text="leads" | "lags" as which), tree.Time() as time):
                lead = (_length(time, scope) or 0) * (1 if which == "leads" else -1)
            case _:
                known = "a length (18f, 1s), and sound leads or sound lags with a length"
                scope.said.append(not_understood(phrase.text, known, phrase.span))
    return length, lead


def _length(time: tree.Time, scope: Scope) -> int | None:
    frames = times.length(time, scope.rate) if times.is_length(time) else 0
    if 1 <= frames <= LONGEST_SECONDS * scope.rate:
        return frames
    scope.said.append(long_transition(LONGEST_SECONDS, time.span))
    return None

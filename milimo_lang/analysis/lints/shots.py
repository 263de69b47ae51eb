"""Shots whose words and picture do not meet: nobody's pronoun, somebody else's action, words too short to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Moment, Screenplay, Shot
from milimo_lang.source import Span

_OPENS = r"(?:She|He|They|Her|His|Their)\b"
_PRONOUNS = ("She", "He", "They", "His", "Their")
_ANYONE = (
    r"(?i)\b(?:he|she|they|him|her|them|his|hers|their|theirs|himself|herself|themselves|both|everyone|everybody|each"
    r"|we|people|crowd|us|someone|somebody)\b"
)
_CLOSE = frozenset({"close", "extreme close", "medium close", "choker", "italian shot", "clean single"})
MOST = 20
"""Characters a second that can just be read. A speech has the time its words need, or its shot is crowded."""
_SHORT = 12
"""Characters that are taken in at a glance."""


def remarks(screenplay: Screenplay, scope: Scope) -> Iterator[Diagnostic]:
    peopled = any(one.kind == "character" and not one.implied for one in screenplay.elements.values())
    rate = float(screenplay.settings.rate)
    before: Shot | None = None
    for shot in screenplay.shots:
        if before is not None and shot.continues and shot.model.name != before.model.name:
            yield from _handed_over(shot, before)
        before = shot
        moments = shot.moments
        if peopled and moments and shot.kind == "filmed":
            if not shot.cast and moments[0].text.startswith(_PRONOUNS):
                yield from _pronoun(shot, scope)
            elif not shot.automatic and not shot.head and moments[0].kind == "action" and len(shot.subjects) == 1:
                yield from _elsewhere(shot, screenplay, scope)
        if shot.titles or shot.card:
            yield from _shown(shot, rate)


def _handed_over(shot: Shot, before: Shot) -> Iterator[Diagnostic]:
    """A shot that continues one of another model."""
    if not shot.model.draws and not before.model.draws:
        from milimo_lang.analysis.checks.continue_by_picture import continue_by_picture

        yield continue_by_picture(shot.model.name, before.model.name, shot.span, before.span)


# ---------------------------------------------------------------- who is there


def _pronoun(shot: Shot, scope: Scope) -> Iterator[Diagnostic]:
    """A shot that names nobody and begins with a pronoun."""
    first = shot.moments[0]
    if first.kind != "action" or shot.cast or shot.subjects or shot.continues or shot.head or shot.words or shot.keys:
        return
    match = re.match(_OPENS, first.text)
    if match is None or first.mentions or shot.prompt:
        return
    source = scope.sources[first.source.path]
    at = source.find(match[0], first.source.start, first.source.end)
    if at >= 0 and "@" not in source.cut(Span(first.source.path, at, first.source.end)):
        from milimo_lang.analysis.checks.pronoun_of_nobody import pronoun_of_nobody

        yield pronoun_of_nobody(match[0], Span(first.source.path, at, at + len(match[0])))


def _elsewhere(shot: Shot, screenplay: Screenplay, scope: Scope) -> Iterator[Diagnostic]:
    """A close shot of one person in which everything that is done is done by others."""
    if shot.words or shot.continues or shot.keys or shot.prompt:
        return
    framed = {term.name for term in shot.terms if term.kind == "framing"}
    subject = shot.subjects[0]
    if subject.element is None or subject.relation != "on" or not framed & _CLOSE:
        return
    if any(term.kind == "camera" for term in shot.terms) or any(moment.kind != "action" for moment in shot.moments):
        return
    known = screenplay.elements
    shown = known[subject.element]
    acting = [_people(moment, screenplay) for moment in shot.moments]
    if shown.kind != "character" or not acting or not all(acting):
        return
    if any(shown.base in names for names in acting) or any(re.search(_ANYONE, moment.text) for moment in shot.moments):
        return
    from milimo_lang.analysis.checks.subject_elsewhere import subject_elsewhere

    line = scope.sources[shot.span.path].line_of(shot.span.start)
    end = shot.span.start + len(scope.sources[shot.span.path].line_text(line).strip())
    head = Span(shot.span.path, shot.span.start, end)
    yield subject_elsewhere(shown.base, acting[0][0], head, shot.moments[0].source)


def _people(moment: Moment, screenplay: Screenplay) -> list[str]:
    found = (screenplay.elements[name] for name in moment.mentions if name in screenplay.elements)
    return [one.base for one in found if one.kind == "character"]


# ---------------------------------------------------------------- words on the screen


def _shown(shot: Shot, rate: float) -> Iterator[Diagnostic]:
    if shot.card:
        yield from _unread("this card", shot.card, shot.frames, rate, shot.span)
    for title in shot.titles:
        yield from _unread(f"this {title.place}", title.text, title.span.frames, rate, title.source)


def _unread(what: str, text: str, frames: int, rate: float, span: Span) -> Iterator[Diagnostic]:
    characters = len(" ".join(text.split()))
    seconds = frames / rate
    if characters > _SHORT and characters > MOST * seconds > 0:
        from milimo_lang.analysis.checks.unread_words import unread_words

        yield unread_words(what, characters, seconds, characters / 17, span)

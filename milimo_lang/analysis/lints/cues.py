"""Cues without a word, cues whose words went astray, and a `^` that stands beside nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milimo_lang.analysis.lints.gather import Gathered
from milimo_lang.analysis.names import folded
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span
from milimo_lang.syntax import shapes, tree

_TOLD = frozenset({"vo", "os", "oc", "cont'd", "contd", "continued", "more", "off", "on phone", "into phone"})
"""Extensions that only a cue has."""
_SPOKEN = r"\b(?:I|I['’](?:m|ll|ve|d)|you|your|you['’]re|my|don['’]t|let['’]s)\b"
"""Words that are said, and rarely stand in action."""


def remarks(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    for speech in found.silent:
        from milimo_lang.analysis.checks.nothing_said import nothing_said

        yield nothing_said(speech.cue.name, name_span(speech.cue))
    yield from _sentences(found, scope)
    if any("^" in source.text for source in scope.sources.values()):
        yield from _lone_duals(found, scope)
    yield from _within_speech(found, scope)
    if found.capitals:
        yield from _without_speech(found, scope)


def name_span(cue: tree.Cue) -> Span:
    """The name of a cue, a forcing `@` included."""
    return Span(cue.span.path, cue.span.start, cue.span.start + len(cue.name) + cue.forced)


def is_declared(name: str, scope: Scope) -> bool:
    """Whether a cue means somebody who is declared."""
    element = scope.names.cued(name)
    return element is not None and not element.implied


def _sentences(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    """`@Mara runs`: who is declared, and small words behind the name."""
    for name, speech in found.first.items():
        said = _ACTING.fullmatch(name) if speech.cue.forced and " " in name else None
        if said is not None and is_declared(said["who"], scope) and not is_declared(name, scope):
            from milimo_lang.syntax.mistakes import sentence_as_cue

            yield from (sentence_as_cue(one.cue.span) for one in found.speeches if one.cue.name == name)


_ACTING = re.compile(
    r"(?P<who>.*?[^\W_a-z].*?)(?<!\W) (?!(?:and|as|on|in|at|of|off|with|from|the|by|for|to|voice|or)\b)"
    r"[^\W\d_A-Z][\w'’]*(?: [^\W\d_A-Z][\w'’]*)*"
)
"""A name, and behind it words that are no part of one."""


def _lone_duals(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    for speech in found.speeches:
        span = speech.cue.span
        written = scope.sources[span.path].cut(span)
        if written.endswith("^") and not speech.cue.dual:
            from milimo_lang.analysis.checks.lone_dual import lone_dual

            yield lone_dual(span, Span(span.path, span.start + len(written[:-1].rstrip()), span.end))


def _within_speech(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    """Lines of a speech, neither its first nor its last, that are somebody else's cue."""
    speakers: set[str] | None = None
    for speech in found.speeches:
        for line in speech.lines[1:-1]:
            if line.kind != "dialogue" or not line.text.isupper():
                continue
            name = shapes.split_cue(line.text)[0]
            speakers = speakers or {folded(one) for one in found.first}
            other = folded(name) != folded(speech.cue.name)
            if other and (folded(name) in speakers or is_declared(name, scope)):
                from milimo_lang.syntax.mistakes import cue_in_speech

                yield cue_in_speech(name, line.span)


def _without_speech(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    """A paragraph that is nothing but a speaker's cue, before one that is likely said."""
    speakers = {folded(name) for name in found.first}
    for action, after in found.capitals:
        name, extensions, dual = shapes.split_cue(action.lines[0])
        told = any(folded(one).replace(".", "") in _TOLD for one in extensions)
        if not isinstance(after, tree.Action) or not (told or folded(name) in speakers or is_declared(name, scope)):
            continue
        aside = after.lines[0].lstrip().startswith("(")
        likely = told or dual or aside or re.search(_SPOKEN, after.text) or _sounds_said(name, after.text, scope)
        if likely and (aside or not any(one.element for one in scope.mentions.find(after.text))):
            from milimo_lang.analysis.checks.cue_without_speech import cue_without_speech

            yield cue_without_speech(name, action.span, after.span)


def _sounds_said(name: str, text: str, scope: Scope) -> bool:
    """Whether the few words under the name of somebody declared are no account of what anybody does."""
    return is_declared(name, scope) and _SAID.fullmatch(text) is not None and re.search(_TOLD_OF, text) is None


_SAID = re.compile(r"[A-Z][^\s.!?…]* [^\n.!?…]{0,60}[.!?…]+")
_TOLD_OF = r"(?i)^\S+(?:s|ing|ed)\b|^(?:the|an?)\b|\b(?:he|she|they|his|her|him|hers|their|them|it|its|is|are)\b"
"""What tells of somebody rather than speaks: a verb of the third person first, a pronoun of it anywhere."""

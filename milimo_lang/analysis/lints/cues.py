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
    if any("^" in source.text for source in scope.sources.values()):
        yield from _lone_duals(found, scope)
    if found.capitals:
        yield from _without_speech(found, scope)


def name_span(cue: tree.Cue) -> Span:
    """The name of a cue, a forcing `@` included."""
    return Span(cue.span.path, cue.span.start, cue.span.start + len(cue.name) + cue.forced)


def is_declared(name: str, scope: Scope) -> bool:
    """Whether a cue means somebody who is declared."""
    element = scope.names.cued(name)
    return element is not None and not element.implied


def _lone_duals(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    for speech in found.speeches:
        span = speech.cue.span
        written = scope.sources[span.path].text[span.start : span.end]
        if written.endswith("^") and not speech.cue.dual:
            from milimo_lang.analysis.checks.lone_dual import lone_dual

            yield lone_dual(span, Span(span.path, span.start + len(written[:-1].rstrip()), span.end))


def _without_speech(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    """A paragraph that is nothing but a speaker's cue, before one that is likely said."""
    speakers = {folded(name) for name in found.first}
    for action, after in found.capitals:
        name, extensions, dual = shapes.split_cue(action.lines[0])
        told = any(folded(one).replace(".", "") in _TOLD for one in extensions)
        if not isinstance(after, tree.Action) or not (told or folded(name) in speakers or is_declared(name, scope)):
            continue
        likely = told or dual or after.lines[0].lstrip().startswith("(") or re.search(_SPOKEN, after.text)
        if likely and not any(one.element for one in scope.mentions.find(after.text)):
            from milimo_lang.analysis.checks.cue_without_speech import cue_without_speech

            yield cue_without_speech(name, action.span, after.span)

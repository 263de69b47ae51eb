"""Paragraphs that read like a speech of somebody who is declared: `MARA: Not tonight.`, and `Mara` in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milimo_lang.analysis.checks.speech_as_action import speech_behind_colon, speech_under_small_letters
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span
from milimo_lang.syntax import tree

_PLAY = re.compile(r"(?P<name>[^\W\d_][^:\n]{0,39}?)(?P<colon>:[ \t]+)\S")


def unspoken(action: tree.Action, scope: Scope) -> Iterator[Diagnostic]:
    """What to say of a paragraph whose first line is a speaker's, as plays and novels have it."""
    first = action.lines[0].strip() if action.lines else ""
    match = _PLAY.match(first)
    name = match["name"] if match else first
    if not (match or len(action.lines) > 1) or len(name) > 40 or (name.isupper() and not match):
        return
    element = scope.names.cued(name)
    source = scope.sources[action.span.path]
    start = source.find(first, action.span.start, action.span.end)
    if element is None or element.name.casefold() != name.casefold() or start < 0 or source.cut(action.span)[0] == "!":
        return
    if match:
        yield speech_behind_colon(element.name, Span(action.span.path, start, start + match.end("colon")))
    else:
        yield speech_under_small_letters(element.name, Span(action.span.path, start, start + len(first)))

"""Paragraphs that were likely meant as a transition: `FAED OUT.`, and `CUT TO:` with a line directly under it."""

from __future__ import annotations

from collections.abc import Iterator

from milimo_lang.analysis.lints.gather import Gathered
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span

_SHORTEST, _LONGEST = 7, 24
"""Letters of a transition that a slip can be told of; shorter ones are one letter away from ordinary words."""


def remarks(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    for action in found.colons:
        line = action.lines[0].rstrip()
        if scope.vocabulary.named("transition", line.rstrip(" :")) or line.endswith(" TO:"):
            from milimo_lang.analysis.checks.crowded_transition import crowded_transition

            start = action.span.start
            yield crowded_transition(line.strip(), Span(action.span.path, start, start + len(line.strip())))
    yield from _slips(found, scope)


def _slips(found: Gathered, scope: Scope) -> Iterator[Diagnostic]:
    for action, _ in found.capitals:
        line = action.lines[0].strip()
        words = line.rstrip(" .:")
        if not _SHORTEST <= len(words) <= _LONGEST or scope.vocabulary.named("transition", words):
            continue
        near = _near(words.casefold(), scope)
        if near is not None:
            from milimo_lang.analysis.checks.misspelt_term import transition_as_action

            yield transition_as_action(words, near.upper(), action.span, line[len(words) :])


def _near(words: str, scope: Scope) -> str | None:
    """The transition one letter away from `words`, which begins as it does."""
    from milimo_lang.syntax.words import distance

    known = scope.vocabulary.transitions
    if words.removesuffix("s") in known:  # QUICK CUTS: heads a run of pictures
        return None
    return next((one for one in known if one[0] == words[0] and distance(one, words, 1) == 1), None)

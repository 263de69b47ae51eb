"""Remarks on a film that can be made as written: each walks the story or the finished screenplay once.

A lint is silent on good work. Where anything else is said of the same place, the lint keeps still.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from milimo_lang.analysis.lints import casting, cues, headings, letters, pages, shots
from milimo_lang.analysis.lints.cues import is_declared
from milimo_lang.analysis.lints.gather import gather
from milimo_lang.analysis.load import Project
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic, Severity
from milimo_lang.ir.screenplay import Screenplay


def lints(project: Project, screenplay: Screenplay, scope: Scope) -> tuple[Diagnostic, ...]:
    """What is likely not meant, one remark a place; nothing of a story that could not be read whole."""
    if project.lost:
        return ()
    said = list(_new(_all(project, screenplay, scope), project, scope))
    if not any(item.severity is Severity.ERROR for item in scope.said):
        said += _new(casting.remarks(project, screenplay, (*scope.said, *said)), project, scope)
    return tuple(said)


def _all(project: Project, screenplay: Screenplay, scope: Scope) -> Iterator[Diagnostic]:
    found = gather(project.story)
    yield from cues.remarks(found, scope)
    unknown = [name for name, speech in found.first.items() if not speech.cue.forced and not is_declared(name, scope)]
    if unknown:
        from milimo_lang.analysis.lints import strangers

        yield from strangers.remarks(found, unknown, scope)
    if found.capitals or found.colons:
        from milimo_lang.analysis.lints import transitions

        yield from transitions.remarks(found, scope)
    yield from headings.remarks(found, screenplay, scope)
    yield from shots.remarks(screenplay, scope)
    yield from letters.remarks(screenplay)
    yield from pages.remarks(project, screenplay.settings)


def _new(remarks: Iterable[Diagnostic], project: Project, scope: Scope) -> Iterator[Diagnostic]:
    """Those of places of which nothing has been said, by the reading of the text either."""
    taken: set[tuple[str, int]] | None = None
    for remark in remarks:
        if taken is None:
            taken = {(item.span.path, item.span.start) for item in (*project.said, *scope.said)}
        place = (remark.span.path, remark.span.start)
        if place not in taken:
            taken.add(place)
            yield remark

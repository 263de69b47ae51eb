"""`[[milimo: allow M3004]]`: what a writer has read, and wants to hear no more of on the element that follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from milimo_lang.analysis.checks.unused_allowance import UNUSED_ALLOWANCE
from milimo_lang.diagnostics import Diagnostic, Severity
from milimo_lang.source import Span
from milimo_lang.syntax import tree

_ALLOW = re.compile(r"milimo:\s*allow\s+(?P<codes>M\d{4}(?:[\s,]+M\d{4})*)\s*$", re.IGNORECASE)

PLANNERS = "M31"
"""Codes that only a plan says: whether one is out of date cannot be told without planning."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """`code` is silenced in `element`; `note` is where that is written."""

    code: str
    element: Span
    note: Span


def allowances(document: tree.Document) -> Iterator[Allowance]:
    """The allowances of one file, each with the element it stands before."""
    for index, element in enumerate(document.elements):
        match = _ALLOW.match(element.note.text) if isinstance(element, tree.StandingNote) else None
        if match is None:
            continue
        following = (one for one in document.elements[index + 1 :] if not isinstance(one, tree.StandingNote))
        reach = next((one.span for one in following), element.span)
        for code in re.findall(r"M\d{4}", match["codes"].upper()):
            yield Allowance(code, reach, element.span)


def allowed(documents: Iterable[tree.Document], said: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`said` without the warnings and notes that are allowed, and with a note on each allowance that silenced none."""
    kept = list(said)
    for allowance in [one for document in documents for one in allowances(document)]:
        silenced = [item for item in kept if _covers(allowance, item)]
        kept = [item for item in kept if item not in silenced]
        if not silenced and not allowance.code.startswith(PLANNERS):
            message = f"nothing on the next element says {allowance.code}"
            kept.append(UNUSED_ALLOWANCE(allowance.note, message, help="take the note out"))
    return tuple(kept)


def _covers(allowance: Allowance, item: Diagnostic) -> bool:
    inside = allowance.element.start <= item.span.start <= allowance.element.end
    same = item.span.path == allowance.element.path and item.code == allowance.code
    return same and inside and item.severity is not Severity.ERROR

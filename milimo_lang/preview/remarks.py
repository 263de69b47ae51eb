"""What is said of a film, with the lines it is said of: what the page lays over itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.report import Page, records
from milimo_lang.source import Source

_AROUND = 2
"""Lines shown before and after the one that is meant."""
_MOST = 100
"""Remarks that are shown with the lines round them: nobody reads more at once."""
_LONGEST = 400
"""Characters of a line that are shown."""


def remarks(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> list[dict[str, Any]]:
    """The diagnostics, errors first, each with the lines round its place: `[number, text]`."""
    order = {"error": 0, "warning": 1, "note": 2}
    told = sorted(records(diagnostics, Page(sources)), key=lambda one: order[one["severity"]])
    for place, one in enumerate(told):
        shown = _AROUND if place < _MOST else 0
        first = max(1, one["line"] - shown)
        text = lines(sources.get(one["file"]), first, one["line"] + shown)
        one["excerpt"] = [[number, line] for number, line in enumerate(text, first)]
        del one["related"], one["fixes"]
    return told


def lines(source: Source | None, first: int, last: int) -> list[str]:
    """The lines `first` to `last` of a text, one-based, as far as it has them; long ones cut."""
    if source is None:
        return []
    end = min(last, len(source.line_starts))
    return [source.line_text(number - 1)[:_LONGEST] for number in range(first, end + 1)]

"""Diagnostics as SARIF 2.1.0, which editors and code scanners read.

One run for all films. Columns count UTF-16 code units, as the run's `columnKind` says; an end is exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from milimo_lang import __version__
from milimo_lang.diagnostics import Diagnostic, Fix, Label
from milimo_lang.report.page import Page
from milimo_lang.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Rule:
    """What the manual says of a code: a sentence, the whole page, and the page with its examples in Markdown."""

    title: str
    page: str
    markdown: str


def sarif(parts: Iterable[tuple[Sequence[Diagnostic], Page]], manual: Callable[[str], Rule]) -> dict[str, Any]:
    """The log of all `parts`, each the diagnostics of a film and what they are drawn on."""
    told = [(one, page) for diagnostics, page in parts for one in diagnostics]
    kinds = {one.code: one for one, _ in sorted(told, key=lambda item: item[0].code)}
    numbers = {code: number for number, code in enumerate(kinds)}
    driver = {
        "name": "milimo",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(one, manual(code)) for code, one in kinds.items()],
    }
    results = [_result(one, page, numbers[one.code]) for one, page in told]
    run = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(one: Diagnostic, rule: Rule) -> dict[str, Any]:
    return {
        "id": one.code,
        "name": one.name.title().replace("-", ""),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.page},
        "help": {"text": rule.page, "markdown": rule.markdown},
        "defaultConfiguration": {"level": str(one.severity)},
    }


def _result(one: Diagnostic, page: Page, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": str(one.severity),
        "message": {"text": f"{one.message}\n{one.help}" if one.help else one.message},
        "locations": [_location(one.span, page)],
    }
    if one.related:
        result["relatedLocations"] = [_related(label, number, page) for number, label in enumerate(one.related, 1)]
    if one.fixes:
        result["fixes"] = [_fix(fix, page) for fix in one.fixes]
    return result


def _related(label: Label, number: int, page: Page) -> dict[str, Any]:
    return {"id": number, **_location(label.span, page), "message": {"text": label.text}}


def _fix(fix: Fix, page: Page) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span, page), "insertedContent": {"text": fix.replacement}}
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": _artifact(fix.span.path, page), "replacements": [replacement]}],
        "properties": {"applicability": str(fix.applicability)},
    }


def _location(span: Span, page: Page) -> dict[str, Any]:
    place = {"artifactLocation": _artifact(span.path, page), "region": _region(span, page)}
    return {"physicalLocation": place}


def _artifact(path: str, page: Page) -> dict[str, Any]:
    """A file by its URI: from where milimo was run, or from the root of the machine."""
    file = PurePath(page.name(path))
    return {"uri": file.as_uri() if file.is_absolute() else quote(file.as_posix())}


def _region(span: Span, page: Page) -> dict[str, int]:
    (line, column), (end_line, end_column) = (_utf16(span.path, offset, page) for offset in (span.start, span.end))
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _utf16(path: str, offset: int, page: Page) -> tuple[int, int]:
    """The one-based line of `offset`, and its one-based column in UTF-16 code units."""
    source, place = page.sources.get(path), page.at(path, offset)
    if source is None:
        return place.line, place.column
    wide = bisect_left(source.pairs, offset) - bisect_left(source.pairs, offset - place.column + 1)
    return place.line, place.column + wide

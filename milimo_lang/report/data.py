"""Diagnostics as the objects that `check --format json` prints. The fields are stable: programs rely on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from milimo_lang.diagnostics import Diagnostic, Fix
from milimo_lang.report.page import Page
from milimo_lang.source import Span


def records(diagnostics: Iterable[Diagnostic], page: Page) -> list[dict[str, Any]]:
    """Every diagnostic with its place, help, fixes and related places.

    `line`, `column`, `end_line` and `end_column` are one-based and count characters; the end is exclusive. A fix holds
    edits, each a place in `file` and what stands there instead.
    """
    return [
        {
            "code": diagnostic.code,
            "name": diagnostic.name,
            "severity": str(diagnostic.severity),
            "message": diagnostic.message,
            **_place(diagnostic.span, page),
            "label": diagnostic.label,
            "help": diagnostic.help,
            "fixes": [_fix(fix, page) for fix in diagnostic.fixes],
            "related": [{"message": label.text, **_place(label.span, page)} for label in diagnostic.related],
        }
        for diagnostic in diagnostics
    ]


def _place(span: Span, page: Page) -> dict[str, Any]:
    start, end = page.position(span), page.end(span)
    return {
        "file": page.name(span.path),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }


def _fix(fix: Fix, page: Page) -> dict[str, Any]:
    edit = {**_place(fix.span, page), "replacement": fix.replacement}
    return {"title": fix.title, "applicability": str(fix.applicability), "edits": [edit]}

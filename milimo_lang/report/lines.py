"""A line for each diagnostic: for grep, and for the annotations of GitHub's workflows."""

from __future__ import annotations

from collections.abc import Iterable

from milimo_lang.diagnostics import Diagnostic, Severity
from milimo_lang.report.page import Page, visible


def short(diagnostics: Iterable[Diagnostic], page: Page) -> str:
    """One line each: `file:line:col: error[M2004]: message`."""
    return "".join(
        f"{page.where(one.span)}: {one.severity}[{one.code}]: {visible(one.message)}\n" for one in diagnostics
    )


def github(diagnostics: Iterable[Diagnostic], page: Page) -> str:
    """One workflow command each: `::error file=film.mls,line=2,col=1,endLine=2,endColumn=6,title=M2004 …::message`.

    A span over several lines is given by its first, since the columns of others are refused there.
    """
    return "".join(_command(one, page) for one in diagnostics)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`; "" when there is nothing to say."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    counts = [(severities.count(severity), str(severity)) for severity in Severity]
    return ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counts if count)


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _command(diagnostic: Diagnostic, page: Page) -> str:
    start, end = page.position(diagnostic.span), page.end(diagnostic.span)
    facts = {"file": page.name(diagnostic.span.path), "line": start.line, "col": start.column}
    if end.line == start.line:
        facts |= {"endLine": end.line, "endColumn": end.column}
    facts["title"] = f"{diagnostic.code} {diagnostic.name}"
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in facts.items())
    text = f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message
    return f"::{_COMMANDS[diagnostic.severity]} {properties}::{_data(text)}\n"


def _data(text: str) -> str:
    """The runner of workflows ends a command at its line's end, and reads `%0A` as one."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""A page of the manual as a terminal shows it: what it is, the wrong example as milimo reports it, the mended one."""

from __future__ import annotations

from milimo_lang.diagnostics import Severity
from milimo_lang.manual.cases import reported, shown
from milimo_lang.manual.entries import Entry, entries
from milimo_lang.report import Rule


def page(entry: Entry) -> str:
    """The whole page of one sort of diagnostic."""
    kind = entry.kind
    parts = [
        f"{kind.code} {kind.name} ({kind.severity})",
        entry.page,
        f"For example:\n\n{indented(shown(entry.wrong))}",
        f"milimo says:\n\n{indented(reported(entry.wrong))}",
        f"Mended:\n\n{indented(shown(entry.mended))}",
    ]
    if kind.severity is not Severity.ERROR:
        parts.append(silence(kind.code))
    return "\n\n".join(parts) + "\n"


def rule(code: str) -> Rule:
    """The page of `code` for programs."""
    entry = entries()[code]
    return Rule(entry.title, entry.page, markdown(entry))


def markdown(entry: Entry) -> str:
    """The page and its examples in Markdown, without a heading."""
    parts = (
        entry.page,
        fenced(shown(entry.wrong)),
        "milimo says:",
        fenced(reported(entry.wrong)),
        "Mended:",
        fenced(shown(entry.mended)),
    )
    return "\n\n".join(parts)


def fenced(text: str) -> str:
    body = text.rstrip("\n")
    return f"```text\n{body}\n```"


def silence(code: str) -> str:
    """How a warning is switched off where it is not wanted."""
    return f"`[[milimo: allow {code}]]` on a line of its own silences it on what follows."


def indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))

"""The manual as documents: every sort of diagnostic on one page; likely mistakes and the grammar kept true.

`python -m milimo_lang.manual` writes all three anew under `docs/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from milimo_lang import resources
from milimo_lang.manual.cases import read_case, reported
from milimo_lang.manual.entries import Entry, entries
from milimo_lang.manual.pages import markdown

ERRORS, MISTAKES, GRAMMAR = "docs/errors.md", "docs/mistakes.md", "docs/grammar.md"

_HEAD = """\
# What milimo says

Everything milimo can say of a film: what it means, an example with what milimo says of it, and the same example mended.
`milimo explain CODE` shows one of these in the terminal. An *error* keeps the film from being built; a *warning* is
likely a mistake; a *note* is good to know. On a line of its own `[[milimo: allow M3004]]` silences a warning or a note
on what follows.

This page is made from the checks themselves: `python -m milimo_lang.manual` writes it anew.
"""

_PARTS = {
    "M1": "The text",
    "M2": "Names",
    "M3": "Time and frames",
    "M4": "Files",
    "M5": "Models",
    "M6": "Writing",
}


def errors() -> str:
    """The page of every sort of diagnostic: an index, then each by its code."""
    known = list(entries().values())
    return "\n".join((_HEAD, *_index(known), *(_section(entry) for entry in known))).rstrip("\n") + "\n"


def _index(known: list[Entry]) -> Iterator[str]:
    part = ""
    for entry in known:
        kind = entry.kind
        if kind.code[:2] != part:
            part = kind.code[:2]
            yield f"{'' if part == 'M1' else chr(10)}**{_PARTS[part]}**\n"
        yield f"- [`{kind.code}`](#{kind.code.lower()}-{kind.name}) {entry.title}"
    yield ""


def _section(entry: Entry) -> str:
    kind = entry.kind
    return f"## {kind.code} {kind.name}\n\n*{kind.severity}*\n\n{markdown(entry)}\n"


# ---------------------------------------------------------------- likely mistakes


_EXAMPLE = re.compile(
    r"(?P<before>```text wrong\n(?P<wrong>.*?)```\n\nmilimo says:\n\n```text\n)(?P<said>.*?)"
    r"(?P<after>```\n\nMended:\n\n```text mended\n(?P<mended>.*?)```)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Example:
    """A mistake as the page tells it: what was written, what milimo says there, and what it is mended to."""

    wrong: str
    said: str
    mended: str


def examples(page: str) -> list[Example]:
    """The examples of the page of likely mistakes."""
    return [Example(match["wrong"], match["said"], match["mended"]) for match in _EXAMPLE.finditer(page)]


def refreshed(page: str) -> str:
    """The page with what milimo says now."""
    return _EXAMPLE.sub(lambda match: match["before"] + reported(read_case(match["wrong"])) + match["after"], page)


# ---------------------------------------------------------------- the grammar


_SHOWN = re.compile(r"(?P<fence>^```lark (?P<file>\S+)\n).*?^```$", re.MULTILINE | re.DOTALL)


def with_grammar(page: str) -> str:
    """The page with each grammar it shows as that is now."""
    return _SHOWN.sub(lambda match: match["fence"] + resources.read_text("grammar", match["file"]) + "```", page)

"""The terms of the standard library, as tests read them."""

from __future__ import annotations

from milimo_lang.analysis.vocabulary import Definition, definitions
from milimo_lang.resources import names, read_text
from milimo_lang.source import Source
from milimo_lang.syntax.parse import parse

LIBRARIES = tuple(f"{name}.mls" for name in names("stdlib", suffix=".mls"))


def defined(*files: str) -> list[tuple[Definition, tuple[str, ...]]]:
    """Every term of these files of the library (all of them unless said), with its aliases."""
    parsed = (parse(Source(file, read_text("stdlib", file))) for file in files or LIBRARIES)
    return [one for outcome in parsed for one in definitions(outcome.value)]


def terms_of(kind: str, *files: str) -> list[Definition]:
    """The terms of a kind."""
    return [definition for definition, _ in defined(*files) if definition.kind == kind]

"""One text through every stage of the compiler, and what must hold of it whatever the text is."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from milimo_lang import report
from milimo_lang.analysis.schema import as_json, from_json
from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Diagnostic, Severity
from milimo_lang.emit import STAGES
from milimo_lang.ir.soundness import problems
from milimo_lang.source import Source, Span
from milimo_lang.world import MemoryWorld
from tests.strategies import MEDIA

UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that a terminal acts on or does not show."""


def compiled(files: Mapping[str, str], entry: str = "film.mls") -> Compilation:
    return Compilation(MemoryWorld(dict(files), MEDIA), entry)


def through(files: Mapping[str, str], entry: str = "film.mls") -> Compilation:
    """The film `entry`, taken through every stage; an AssertionError where something does not hold that must."""
    film = compiled(files, entry)
    emitted = {stage: "".join(emit(film)) for stage, emit in STAGES.items()}
    tiled(files[entry], emitted["lines"])
    told = film.diagnostics
    within(spans_of(told), film.sources)
    page = report.Page(film.sources)
    assert report.short(told, page).count("\n") == len(told)
    assert not {unicodedata.category(sign) for sign in report.human(told, page) if sign != "\n"} & UNSAFE
    json.dumps(report.records(told, page))
    again = compiled(files, entry)
    assert {stage: "".join(emit(again)) for stage, emit in STAGES.items()} == emitted, "the same each time"
    screenplay = film.screenplay.value
    assert from_json(as_json(screenplay)) == screenplay, "no value is beyond what the schema says"
    if not errors(told):
        assert problems(film.plan.value) == []
    return film


def errors(told: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in told if one.severity is Severity.ERROR]


def tiled(text: str, emitted: str) -> None:
    """The lines that `emit lines` prints are the text."""
    found = [json.loads(line)["text"] for line in emitted.split("\n") if line]
    assert "\n".join(found) == "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"))


def within(spans: Iterable[Span], sources: Mapping[str, Source]) -> None:
    """Every span lies in the file it names."""
    for span in spans:
        length = len(sources[span.path].text) if span.path in sources else 0
        assert 0 <= span.start <= span.end <= max(length, 1), (span, length)


def spans_of(value: object) -> Iterator[Span]:
    """Every span in a tree or in diagnostics."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans_of(item)
    elif is_dataclass(value) and not isinstance(value, Source):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name))

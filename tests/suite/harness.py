"""Reads the suite: files of small cases that are the specification of the language.

A file under `tests/suite` holds cases, each under a header:

    --- a name  lines tree
    The text of the case.

After two spaces stand the stages whose output is held as a reference: `lines`, `tree`, `fmt` (of the text alone), `ir`,
`plan` (of the whole compilation), `shots` and `nodes` (the same in brief). `check` compiles without a reference.
Lines above the one they speak of annotate
what is said:

    // error: 5-6 M1001 this colon does not belong here
    // help: write a space instead, as in %music score/theme.wav
    %set: warm

Columns are one-based, the end exclusive; a span that ends on a later line is written `4-+2:9`. What is not annotated
must not be said. `+++ cast.mls` begins another file of the same case. Headers and annotations are no part of the
language and are stripped before it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.emit import STAGES
from milimo_lang.source import Source
from milimo_lang.syntax.format import formatted
from milimo_lang.syntax.parse import parse
from milimo_lang.world import Facts, MemoryWorld
from tests.suite import brief

SUITE = Path(__file__).parent
MEDIA = {
    "a.png": Facts(1000, pixels=(1280, 720)),
    "b.png": Facts(1000, pixels=(1280, 720)),
    "theme.wav": Facts(1000, seconds=Fraction(30)),
    "noir.safetensors": Facts(1000),
    "huge.png": Facts(1000, pixels=(20000, 20000)),
    "reel.mov": Facts(1000, pixels=(1280, 720), frames=240, seconds=Fraction(10), heard=True),
    "mute.mov": Facts(1000, pixels=(1280, 720), frames=240, seconds=Fraction(10), heard=False),
}
"""The pictures, the sound and the footage that every case may name."""

OF_THE_TEXT = frozenset({"lines", "tree", "fmt"})
OF_THE_FILM = frozenset({"check", "ir", "plan", "shots", "nodes"})

_HEADER = re.compile(r"^--- (.+?)(?:  +(\S.*))?$")
_FILE = re.compile(r"^\+\+\+ (\S+)$")
_ANNOTATION = re.compile(r"^// (?:error|warning|note|help): ")


@dataclass(frozen=True)
class Case:
    """One case: its annotated texts by path, the first being the film's."""

    file: Path
    name: str
    stages: tuple[str, ...]
    annotated: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        return f"{self.file.relative_to(SUITE).as_posix()}::{self.name}"

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(Source(path, _stripped(text)) for path, text in self.annotated)


def cases_of(file: Path) -> list[Case]:
    """The cases of a suite file. Raises ValueError for a header that names an unknown stage."""
    cases: list[Case] = []
    rows: list[str] = []
    for row in (*file.read_text(encoding="utf-8").split("\n"), "--- end"):
        header = _HEADER.match(row)
        if header is None:
            rows.append(row)
            continue
        if cases:
            cases[-1] = replace(cases[-1], annotated=_files(file, rows))
        stages = tuple((header.group(2) or "").split())
        if unknown := set(stages) - OF_THE_TEXT - OF_THE_FILM:
            raise ValueError(f"{file}: {row}: no stage is called {', '.join(sorted(unknown))}")
        cases.append(Case(file, header.group(1), stages, ()))
        rows = []
    return cases[:-1]


def suite_files() -> list[Path]:
    return sorted(path for path in SUITE.rglob("*") if path.suffix in (".mls", ".fountain"))


def said(case: Case) -> tuple[Diagnostic, ...]:
    """Everything that is said of a case: of its texts, or of the film when a stage needs that."""
    if OF_THE_FILM.isdisjoint(case.stages):
        return tuple(d for source in case.sources for d in parse(source).diagnostics)
    compilation = _compilation(case)
    return compilation.diagnostics if {"plan", "nodes"} & set(case.stages) else compilation.checked


def output(case: Case, stage: str) -> str:
    """What `milimo emit STAGE` prints for a case, or that in brief; `fmt` is its text as `milimo fmt` lays it out."""
    if stage == "fmt":
        return formatted(case.sources[0])
    compilation = _compilation(case)
    if stage == "shots":
        return "".join(f"{line}\n" for shot in compilation.screenplay.value.shots for line in brief.shot(shot))
    if stage == "nodes":
        return "".join(f"{line}\n" for node in compilation.plan.value.nodes for line in brief.node(node))
    return "".join(STAGES[stage](compilation))


def annotate(case: Case, diagnostics: Iterable[Diagnostic]) -> tuple[tuple[str, str], ...]:
    """The case's texts by path with an annotation for each diagnostic and no other."""
    texts = tuple((source.path, _annotated(source, diagnostics)) for source in case.sources)
    strange = {d.span.path for d in diagnostics} - {path for path, _ in texts}
    assert not strange, f"something is said of {sorted(strange)}, which the case does not hold"
    return texts


def rewrite(file: Path) -> None:
    """Write the annotations of every case of `file` anew."""
    rows = []
    for case in cases_of(file):
        rows.append("  ".join(filter(None, (f"--- {case.name}", " ".join(case.stages)))))
        for number, (path, text) in enumerate(annotate(case, said(case))):
            rows += ([f"+++ {path}"] if number else []) + [text.rstrip("\n")]
        rows.append("")
    file.write_text(_preamble(file) + "\n".join(rows), encoding="utf-8")


def _compilation(case: Case) -> Compilation:
    texts = {source.path: source.text for source in case.sources}
    return Compilation(MemoryWorld(texts, MEDIA), case.sources[0].path)


def _preamble(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return text[: text.index("--- ")] if "--- " in text else text


def _files(file: Path, rows: list[str]) -> tuple[tuple[str, str], ...]:
    files: list[tuple[str, list[str]]] = [(f"film{file.suffix}", [])]
    for row in rows:
        if match := _FILE.match(row):
            files.append((match.group(1), []))
        else:
            files[-1][1].append(row)
    return tuple((path, "\n".join(text).rstrip("\n")) for path, text in files)


def _stripped(text: str) -> str:
    rows = [row for row in text.split("\n") if not _ANNOTATION.match(row)]
    return "\n".join(rows) + "\n" if any(rows) else ""


def _annotated(source: Source, diagnostics: Iterable[Diagnostic]) -> str:
    rows = source.text.split("\n")
    above: dict[int, list[str]] = {}
    for diagnostic in sorted(diagnostics, key=lambda d: (d.span, d.code)):
        if diagnostic.span.path == source.path:
            line = source.position(diagnostic.span.start).line
            above.setdefault(line, []).extend(_annotation(source, diagnostic))
    return "\n".join(line for number, row in enumerate(rows, 1) for line in (*above.get(number, ()), row))


def _annotation(source: Source, diagnostic: Diagnostic) -> Iterator[str]:
    start, end = source.position(diagnostic.span.start), source.position(diagnostic.span.end)
    until = f"{end.column}" if end.line == start.line else f"+{end.line - start.line}:{end.column}"
    yield f"// {diagnostic.severity}: {start.column}-{until} {diagnostic.code} {diagnostic.message}"
    if diagnostic.help:
        yield f"// help: {diagnostic.help}"

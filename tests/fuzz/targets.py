"""What fuzzing runs: one target for each stage, from bytes; none of them may raise, whatever the bytes are.

A line `+++ name.mls` begins another file of the same film, as in the suite.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from milimo_lang import report
from milimo_lang.emit import STAGES
from milimo_lang.ir.soundness import problems
from milimo_lang.planning.schema import as_json
from milimo_lang.source import Source
from milimo_lang.syntax.lines import classify
from milimo_lang.syntax.parse import describe, parse
from tests.stages import compiled, errors, spans_of, tiled, within

_FILE = re.compile(r"^\+\+\+ ([\w./-]+)\r?\n", re.MULTILINE)


def files_of(data: bytes) -> dict[str, str]:
    """The texts of a film by path, the entry `film.mls` first."""
    first, *others = _FILE.split(data.decode("utf-8", errors="replace"))
    return {"film.mls": first, **dict(zip(others[::2], others[1::2], strict=True))}


def lines(data: bytes) -> None:
    """Every line is one kind, and all lines together are the text."""
    film = compiled(files_of(data))
    tiled(film.world.read("film.mls"), "".join(STAGES["lines"](film)))
    classify(Source("film.fountain", film.world.read("film.mls")), fountain=True)


def parser(data: bytes) -> None:
    """Every text has a tree, and what is said of it lies in it."""
    source = Source("film.mls", files_of(data)["film.mls"])
    outcome = parse(source)
    describe(outcome.value)
    within(spans_of((outcome.value, outcome.diagnostics)), {"film.mls": source})


def lowering(data: bytes) -> None:
    """Every film has a screenplay, and what is said of it can be printed."""
    film = compiled(files_of(data))
    within(spans_of(film.checked), film.sources)
    report.human(film.checked, report.Page(film.sources))


def planner(data: bytes) -> None:
    """Every film has a plan; one without errors a sound one, the same each time."""
    film, again = compiled(files_of(data)), compiled(files_of(data))
    assert as_json(film.plan.value) == as_json(again.plan.value)
    if not errors(film.diagnostics):
        assert problems(film.plan.value) == []


TARGETS: dict[str, Callable[[bytes], None]] = {
    "lines": lines,
    "parser": parser,
    "lowering": lowering,
    "planner": planner,
}

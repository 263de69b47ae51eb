"""What each stage of a compilation makes, as text: `STAGES` maps a stage's name to how it is printed.

The tests hold these texts as references, so they are exact, stable and free of anything the machine decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation


def lines(compilation: Compilation) -> Iterator[str]:
    """A JSON object for each line of the file: `line` (one-based), `kind`, `text` (without terminator)."""
    from milimo_lang.source import Source
    from milimo_lang.syntax.lines import classify

    source = Source(compilation.entry, compilation.world.read(compilation.entry))
    for line in classify(source, fountain=compilation.entry.lower().endswith(".fountain")):
        text = source.text[line.start : line.end]
        record = {"line": line.number + 1, "kind": str(line.kind), "text": text}
        yield json.dumps(record, ensure_ascii=False) + "\n"


def tree(compilation: Compilation) -> Iterator[str]:
    """The tree of the film's file, one element a line, what belongs to it indented."""
    from milimo_lang.syntax.parse import describe

    for document in compilation.project.value.documents:
        if document.source.path == compilation.entry:
            yield describe(document).rstrip("\n") + "\n"


def ir(compilation: Compilation) -> Iterator[str]:
    """The typed screenplay as JSON."""
    from milimo_lang.analysis.schema import as_json

    yield as_json(compilation.screenplay.value)


def plan(compilation: Compilation) -> Iterator[str]:
    """The plan as JSON: the treaty with the runtime."""
    from milimo_lang.planning.schema import as_json

    yield as_json(compilation.plan.value)


STAGES: dict[str, Callable[[Compilation], Iterator[str]]] = {
    "lines": lines,
    "tree": tree,
    "ir": ir,
    "plan": plan,
}

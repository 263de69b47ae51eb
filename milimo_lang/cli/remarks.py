"""Diagnostics on their way to a person: drawn on the error stream, with a summary line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import Target

_PAINT = re.compile(r"\x1b\[[\d;]*m")
"""What a report paints with. Nothing else in it looks like this: a film's own control characters are spelt out."""

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.diagnostics import Diagnostic
    from milimo_lang.report import Page


def page(target: Target, compilation: Compilation, stream: TextIO, streams: Streams) -> Page:
    """What the compilation's diagnostics are drawn on when they go to `stream`."""
    from milimo_lang.report import Page

    return Page(compilation.sources, target.name, streams.colours(stream), streams.width(stream))


def tell(streams: Streams, target: Target, compilation: Compilation, diagnostics: Sequence[Diagnostic]) -> None:
    """Draw `diagnostics` on the error stream, if there are any."""
    if diagnostics:
        repeat(streams, drawn(target, compilation, diagnostics))


def drawn(target: Target, compilation: Compilation, diagnostics: Sequence[Diagnostic]) -> str:
    """`diagnostics` and their summary, painted."""
    from milimo_lang import report

    paper = report.Page(compilation.sources, target.name, colour=True)
    return f"{report.human(diagnostics, paper)}{report.summary(diagnostics)}\n"


def repeat(streams: Streams, text: str) -> None:
    """Put `text`, which `drawn` made, on the error stream, painted where that can be seen."""
    streams.err.write(text if streams.colours(streams.err) else _PAINT.sub("", text))
    streams.err.flush()


def failed(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether there is an error among `diagnostics`."""
    from milimo_lang.diagnostics import Severity

    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)

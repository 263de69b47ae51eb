"""Diagnostics on their way to a person: drawn on the error stream, with a summary line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import Target
from milimo_lang.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.report import Page


def page(target: Target, compilation: Compilation, *, colour: bool) -> Page:
    """What the compilation's diagnostics are drawn on."""
    from milimo_lang.report import Page

    return Page(compilation.sources, target.name, colour)


def tell(streams: Streams, target: Target, compilation: Compilation, diagnostics: Sequence[Diagnostic]) -> None:
    """Draw `diagnostics` on the error stream, if there are any."""
    from milimo_lang import report

    if not diagnostics:
        return
    streams.err.write(report.human(diagnostics, page(target, compilation, colour=streams.colours(streams.err))))
    streams.say(report.summary(diagnostics))


def failed(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether there is an error among `diagnostics`."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)

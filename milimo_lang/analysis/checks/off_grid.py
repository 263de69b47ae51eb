"""A size or a length that the model cannot make as written.

Video models make sizes that are multiples of a number, and lengths of a step and one frame more. A film of another
size is made a little larger and cropped; another chunk or overlap is made the nearest the model can. Nothing is lost.
"""

from __future__ import annotations

from collections.abc import Collection

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

OFF_GRID = Kind("M5003", "off-grid", Severity.NOTE)

WRONG = """\
Title: The Lamp
Model: ltx-2
Size: 1280x704
Chunk: 100

Rain.
"""

MENDED = """\
Title: The Lamp
Model: ltx-2
Size: 1280x704
Chunk: 97

Rain.
"""


def size_off_grid(model: str, size: str, made: str, multiple: int, span: Span) -> Diagnostic:
    return OFF_GRID(
        span,
        f"{model} makes {made}, and the film is cropped to {size}",
        label=f"no multiple of {multiple}",
        help="nothing of the film is lost; there is nothing to do",
    )


def length_off_grid(model: str, what: str, frames: int, made: int, legal: Collection[int], span: Span) -> Diagnostic:
    """`what` ("a chunk", "an overlap") of `frames` is made `made`; `legal` are the nearest lengths."""
    return OFF_GRID(
        span,
        f"{model} makes no {what} of {frames} frames; it will be {made} frames",
        label="between two lengths it can make",
        help=f"write {' or '.join(map(str, sorted(legal)))}",
        fixes=(Fix(f"write {made}", span, str(made), Applicability.SAFE),),
    )

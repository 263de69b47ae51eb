"""A comma has nothing on one side of it.

A comma separates two phrases. One that separates nothing is passed over, and can be taken out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

STRAY_COMMA = Kind("M1003", "stray-comma", Severity.WARNING)

WRONG = """\
!! wide,, slow push in, 4s
"""

MENDED = """\
!! wide, slow push in, 4s
"""


def stray_comma(span: Span, side: str) -> Diagnostic:
    """A comma with nothing on its `side`, "before" or "after"."""
    return STRAY_COMMA(
        span,
        f"nothing stands {side} this comma",
        help="a comma separates two phrases: take this one out",
        fixes=(Fix("take the comma out", span, "", Applicability.SAFE),),
    )

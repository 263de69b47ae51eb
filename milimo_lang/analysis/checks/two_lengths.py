"""A shot is given two lengths.

The shot line and the `duration:` under it both say how long a shot is; the last one said counts. Keep one.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

TWO_LENGTHS = Kind("M3012", "two-lengths", Severity.WARNING)

WRONG = """\
!! wide, 4s, the lamp room, 6s
"""

MENDED = """\
!! wide, the lamp room, 6s
"""


def two_lengths(span: Span) -> Diagnostic:
    return TWO_LENGTHS(span, "this shot has two lengths; this one counts", help="keep one of them")

"""A clock time has more than 59 seconds or minutes.

`0:75` is read as 75 seconds. It may be meant so; more often a digit is wrong, or 75 frames are meant: `75f`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

PAST_SIXTY = Kind("M3018", "past-sixty", Severity.WARNING)

WRONG = """\
!! wide, the lamp room, 0:75
"""

MENDED = """\
!! wide, the lamp room, 1:15
"""


def past_sixty(written: str, carried: str, span: Span) -> Diagnostic:
    """`written` as it is read: `carried`."""
    return PAST_SIXTY(
        span,
        f"“{written}” is read as {carried}",
        label="more than 59",
        help=f"write {carried}, or the length that is meant",
        fixes=(Fix(f"write {carried}", span, carried, Applicability.SAFE),),
    )

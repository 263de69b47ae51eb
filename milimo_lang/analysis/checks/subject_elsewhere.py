"""A close shot of somebody in which only somebody else acts.

The picture shows who the shot line names. What others do under it is told to the model and cannot be seen.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Label, Severity
from milimo_lang.source import Span

SUBJECT_ELSEWHERE = Kind("M6012", "subject-elsewhere", Severity.NOTE)

WRONG = """\
@character Mara: silver braid

@character Tom: dark curly hair

INT. LAMP ROOM - NIGHT

!! close on @Mara, 4s

Tom winds the clock.
"""

MENDED = """\
@character Mara: silver braid

@character Tom: dark curly hair

INT. LAMP ROOM - NIGHT

!! medium on @Tom, 4s

Tom winds the clock. Mara looks on.
"""


def subject_elsewhere(shown: str, acting: str, span: Span, action: Span) -> Diagnostic:
    return SUBJECT_ELSEWHERE(
        span,
        f"this is a close shot of {shown}, and only {acting} does anything in it",
        label=f"shows {shown}",
        related=(Label(action, f"{acting} acts here"),),
        help=f"show {acting}, or write what {shown} does",
    )

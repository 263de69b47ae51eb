"""A paragraph that begins with a full stop has become a scene heading.

A line that begins with one full stop and stands between blank lines is a forced heading. `.38 metres` begins a scene
of that name. Begin the line with `!` to make it action.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

ACCIDENTAL_HEADING = Kind("M6007", "accidental-heading", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

The gauge stops at

.38 metres and rising.

Mara steps back.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

The gauge stops at

!.38 metres and rising.

Mara steps back.
"""


def accidental_heading(span: Span) -> Diagnostic:
    return ACCIDENTAL_HEADING(
        span,
        "the full stop makes this line a scene heading, and a scene begins here",
        label="a forced heading",
        help="begin it with ! if it is action",
        fixes=(Fix("make it action", Span(span.path, span.start, span.start), "!"),),
    )

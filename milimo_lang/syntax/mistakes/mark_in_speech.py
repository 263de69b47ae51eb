"""A shot, a declaration or a `%` line stands inside a speech, and is spoken.

They count only at the beginning of a paragraph: leave a blank line above.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

MARK_IN_SPEECH = Kind("M1011", "mark-in-speech", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

MARA
Not tonight.
!! close on the match, 4s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

MARA
Not tonight.

!! close on the match, 4s
"""


def mark_in_speech(span: Span) -> Diagnostic:
    return MARK_IN_SPEECH(
        span,
        "this stands inside a speech, so it is spoken",
        help="leave a blank line above it",
        fixes=(Fix("insert a blank line", span.before, "\n"),),
    )

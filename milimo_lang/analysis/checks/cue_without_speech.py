"""A speaker's name stands alone, and what is said stands apart from it.

A speech begins directly under its cue. With a blank line between them the name is action, and so are the words.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

CUE_WITHOUT_SPEECH = Kind("M6003", "cue-without-speech", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

MARA (V.O.)

There is always somebody out there.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

MARA (V.O.)
There is always somebody out there.
"""


def cue_without_speech(name: str, span: Span, words: Span) -> Diagnostic:
    """The cue at `span`; what was likely meant to be said stands at `words`, after at least one blank line."""
    return CUE_WITHOUT_SPEECH(
        span,
        f"{name} says nothing here: the line and what follows it are action",
        label="a blank line parts the name from the words",
        help="take the blank line out if this is a speech; begin the name with ! if it is action",
        fixes=(Fix("take the blank line out", Span(span.path, span.end, words.start), "\n"),),
    )

"""A speech without a word.

Under the cue stands nothing, or nothing but a parenthetical. Such a speech takes a second of the film and nobody
speaks. What someone does without speaking is action.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

NOTHING_SAID = Kind("M6004", "nothing-said", Severity.NOTE)

WRONG = """\
INT. LAMP ROOM - NIGHT

MARA
(shaking her head)

Tom looks away.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara shakes her head.

Tom looks away.
"""


def nothing_said(name: str, span: Span) -> Diagnostic:
    return NOTHING_SAID(
        span,
        f"{name} has a cue and says nothing",
        label="no words stand under it",
        help="write what is said on the next line, or write what is done as action",
    )

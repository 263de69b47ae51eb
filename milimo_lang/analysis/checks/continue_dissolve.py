"""A shot goes on from the one before, but a dissolve stands between them.

`continue` goes on from the very last picture of the shot before. A dissolve would mix that picture with itself: join
the two with a plain cut, or let the second be a shot of its own.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

CONTINUE_AFTER_TRANSITION = Kind("M3008", "continue-after-transition", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s

> DISSOLVE TO:

!! continue, pan right to the lamp, 4s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s

!! continue, pan right to the lamp, 4s
"""


def continue_after_transition(span: Span) -> Diagnostic:
    help = "take the transition out, or take “continue” out"
    return CONTINUE_AFTER_TRANSITION(span, "a shot that goes on from the one before begins at a cut", help=help)

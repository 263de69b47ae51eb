"""A transition leads into nothing.

It lies on the first pictures of the shot that follows, and none does. End on `> FADE OUT.` to fade to black.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

DANGLING_TRANSITION = Kind("M3010", "dangling-transition", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

> DISSOLVE TO:
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

> FADE OUT.
"""


def dangling_transition(span: Span) -> Diagnostic:
    help = "end on > FADE OUT. to fade to black, or take it out"
    return DANGLING_TRANSITION(span, "no shot follows this transition", help=help)

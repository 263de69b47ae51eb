"""A transition is longer than the shot it lies on.

It is shortened to fit. Write a shorter one, or make the shot longer.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

SHORT_FOR_TRANSITION = Kind("M3011", "short-for-transition", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s

> DISSOLVE TO: 3s

!! close on the match, 2s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s

> DISSOLVE TO: 1s

!! close on the match, 2s
"""


def short_for_transition(wanted: int, room: int, span: Span) -> Diagnostic:
    """Both in frames."""
    message = f"the transition is {wanted} frames long, and its shot has room for {room}"
    help = f"write {room}f, or make the shot longer" if room else "make the shot longer"
    return SHORT_FOR_TRANSITION(span, message, help=help)

"""A transition is longer than the shot it lies on.

It is shortened to fit. Write a shorter one, or make the shot longer.
"""

from __future__ import annotations

from fractions import Fraction

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


def short_for_transition(wanted: int, room: int, rate: Fraction, span: Span) -> Diagnostic:
    """Both in frames, `rate` a second."""
    lasts, fits = (f"{round(float(frames / rate), 2):g} s" for frames in (wanted, room))
    message = f"the transition lasts {lasts}, and its shot has room for {fits}"
    help = f"write {room}f, or make the shot longer" if room else "make the shot longer"
    return SHORT_FOR_TRANSITION(span, message, help=help)

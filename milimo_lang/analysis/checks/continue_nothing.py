"""A shot has nothing to go on from.

`continue` goes on from the last picture of the shot before, which must be a filmed shot: not a card, black, a still or
footage, and not the beginning of the film.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

CONTINUE_FROM_NOTHING = Kind("M3007", "continue-from-nothing", Severity.ERROR)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! card "THREE YEARS LATER", 3s

!! continue, pan right to the lamp, 4s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! card "THREE YEARS LATER", 3s

!! wide, pan right to the lamp, 4s
"""


def continue_from_nothing(before: str, span: Span) -> Diagnostic:
    """`before` is the kind of the shot before; "" where there is none."""
    what = _KINDS.get(before, "no shot")
    help = "take “continue” out, or put a filmed shot before it"
    return CONTINUE_FROM_NOTHING(span, f"this goes on from the shot before, and there is {what} before it", help=help)


_KINDS = {"still": "a still", "black": "black", "card": "a card", "footage": "footage"}

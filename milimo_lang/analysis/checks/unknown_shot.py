"""A keyframe takes its picture from a shot that is not there, or has none.

Shots are named by their slates, as `milimo plan` lists them, or by an `id:` of their own; slates count on when a shot
is put in before, ids stay. Black has no picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_SHOT = Kind("M2022", "unknown-shot", Severity.ERROR)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s

!! close on the lamp, 4s
    key 0: 2A at end
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s

!! close on the lamp, 4s
    key 0: 1A at end
"""

_SHOWN = 12


def unknown_shot(name: str, slates: Sequence[str], span: Span) -> Diagnostic:
    help = f"the shots are {', '.join(slates[:_SHOWN])}{' …' if len(slates) > _SHOWN else ''}"
    return UNKNOWN_SHOT(span, f"there is no shot {name}", help=help)


def black_has_no_picture(slate: str, span: Span) -> Diagnostic:
    help = "take the picture of a shot that shows something"
    return UNKNOWN_SHOT(span, f"shot {slate} is black, and has no picture", help=help)

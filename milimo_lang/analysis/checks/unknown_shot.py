"""A keyframe takes its picture from a shot that is not there, or has none.

Shots are named by their slates, as `milimo plan` lists them, or by an `id:` of their own; slates count on when a shot
is put in before, ids stay. Black has no picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
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


def which_picture(shot: str, when: str, span: Span) -> Diagnostic:
    """`1A` alone, or `1A at ende`: `when` is what stands behind `at`, and is no time."""
    meant = f"{shot} at end"
    help = f"write {meant}, {shot} at 2s or {shot} at 50%"
    message = f"“{when}” is no time in shot {shot}" if when else f"this does not say which picture of shot {shot}"
    return UNKNOWN_SHOT(span, message, help=help, fixes=(Fix(f"write {meant}", span, meant),))


def generate_is_meant(text: str, span: Span) -> Diagnostic:
    fix = Fix("write generate", span, "generate")
    return UNKNOWN_SHOT(span, f"“{text}” names no picture", help="write generate, and it is made", fixes=(fix,))

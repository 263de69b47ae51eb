"""A shot continues one that another model made.

Within one model a shot that continues goes on from the motion of the one before. Between two models only the last
picture is handed over, and the motion begins anew.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Label, Severity
from milimo_lang.source import Span

CONTINUE_BY_PICTURE = Kind("M5004", "continue-by-picture", Severity.NOTE)

WRONG = """\
Title: The Lamp
Model: ltx-2
Size: 1280x704

INT. LAMP ROOM - NIGHT

!! wide, 4s

!! continue, 4s
    model: ltx-2.3
"""

MENDED = """\
Title: The Lamp
Model: ltx-2
Size: 1280x704

INT. LAMP ROOM - NIGHT

!! wide, 4s

!! continue, 4s
"""


def continue_by_picture(model: str, other: str, span: Span, before: Span) -> Diagnostic:
    return CONTINUE_BY_PICTURE(
        span,
        f"{model} goes on from a picture of {other} alone, and not from its motion",
        label=f"made by {model}",
        related=(Label(before, f"made by {other}"),),
        help="give both shots one model to go on in motion",
    )

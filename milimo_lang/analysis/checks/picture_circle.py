"""Shots take their pictures from each other in a circle.

A shot that begins with a picture of another, `key 0: 2A at end`, is made after it; so is one that continues another. Of
two that need each other neither can be made. Give one of them a picture file, or let the model make it.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

PICTURE_CIRCLE = Kind("M2023", "picture-circle", Severity.ERROR)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s
    key end: 1B at 0s

!! continue, 4s: the lamp goes out
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s
    key end: boards/tower.png

!! continue, 4s: the lamp goes out
+++ boards/tower.png 1280x720
"""


def picture_circle(slates: Sequence[str], span: Span) -> Diagnostic:
    """Each of `slates` needs the next; the last is the first again."""
    help = "take the picture from a file, or have it made: key 0: generate"
    message = f"shot {slates[0]} would come from itself: {', which needs '.join(slates)}"
    return PICTURE_CIRCLE(span, message, help=help)

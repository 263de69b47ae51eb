"""A scene heading with nothing under it.

A scene without a paragraph, a speech or a shot makes no picture, and the film goes on without it.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

EMPTY_SCENE = Kind("M6011", "empty-scene", Severity.NOTE)

WRONG = """\
EXT. LIGHTHOUSE - NIGHT

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
EXT. LIGHTHOUSE - NIGHT

The light is out.

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def empty_scene(span: Span) -> Diagnostic:
    return EMPTY_SCENE(
        span,
        "nothing stands under this heading, so nothing is seen of the scene",
        label="no paragraph, speech or shot",
        help="write what is seen there, or take the heading out",
    )

"""There is nothing to film.

A film needs at least one paragraph, one speech or one shot line (`!!`). A title page, declarations, notes and a scene
heading alone make no picture.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

EMPTY_FILM = Kind("M1901", "empty-film", Severity.ERROR)

WRONG = """\
Title: The Lamp

INT. LAMP ROOM - NIGHT
"""

MENDED = """\
Title: The Lamp

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def empty_film(span: Span) -> Diagnostic:
    help = "write a paragraph of action, a speech, or a shot line: !! wide, 4s"
    return EMPTY_FILM(span, f"{span.path} has nothing to film", help=help)

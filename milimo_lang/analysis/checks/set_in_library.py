"""A file brought in with `Use` holds a `%set`.

`Use` brings in names: people, places and definitions. `%set` speaks of the shots that follow it, and there are none in
such a file. Put it into the film, or bring the file's text in where it plays with `[[include: …]]`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

SET_IN_LIBRARY = Kind("M2013", "set-in-library", Severity.ERROR)

WRONG = """\
Title: The Lamp
Use: cast.mls

INT. LAMP ROOM - NIGHT

Mara strikes a match.
+++ cast.mls
@character Mara: silver braid

%set handheld
"""

MENDED = """\
Title: The Lamp
Use: cast.mls

INT. LAMP ROOM - NIGHT

%set handheld

Mara strikes a match.
+++ cast.mls
@character Mara: silver braid
"""


def set_in_library(span: Span) -> Diagnostic:
    help = "write it in the film, or [[include: …]] the file where it plays"
    return SET_IN_LIBRARY(span, "%set has no shots to speak of in a file that is used", help=help)

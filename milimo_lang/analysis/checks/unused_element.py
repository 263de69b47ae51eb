"""Something is declared, and the film never shows, names or hears it.

A character nobody mentions costs nothing, but often tells of a misspelt name. It is said where the film uses most of
what it declares. In a cast that it uses (`Use: cast.mls`) members may wait for another film; there it is said only
where nothing of the whole file is used.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

UNUSED_ELEMENT = Kind("M6005", "unused-element", Severity.NOTE)

WRONG = """\
@character Mara: silver braid

@character Tom: dark curly hair

@location Lamp Room: brass gears

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid

@character Tom: dark curly hair

@location Lamp Room: brass gears

INT. LAMP ROOM - NIGHT

Mara strikes a match. Tom looks away.
"""


def unused_element(name: str, kind: str, span: Span) -> Diagnostic:
    what = "nowhere named in a heading or a line" if kind == "location" else "never seen, named or heard"
    return UNUSED_ELEMENT(
        span, f"{name} is declared and {what}", label="declared here", help="name it in the film, or take it out"
    )


def unused_library(path: str, span: Span) -> Diagnostic:
    return UNUSED_ELEMENT(
        span, f"nothing that {path} declares is in the film", label="used here", help="take it out of Use"
    )

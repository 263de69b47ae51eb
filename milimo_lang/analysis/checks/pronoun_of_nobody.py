"""A shot begins with He, She or They, and nobody is in it.

Each shot is made by itself, from its own words: what stood in the shot before is not known to it. They are everyone
whom the scene shows, and she is whoever is alone in it; of several a shot line chooses none, and shows nobody.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

PRONOUN_OF_NOBODY = Kind("M6006", "pronoun-of-nobody", Severity.WARNING)

WRONG = """\
@character Mara: silver braid

@character Ann: grey eyes

INT. LAMP ROOM - NIGHT

!! close on @Mara, 4s

!! close on @Ann, 4s

!! wide, 6s

She crosses the room.
"""

MENDED = """\
@character Mara: silver braid

@character Ann: grey eyes

INT. LAMP ROOM - NIGHT

!! close on @Mara, 4s

!! close on @Ann, 4s

!! wide, 6s

Mara crosses the room.
"""


def pronoun_of_nobody(word: str, span: Span) -> Diagnostic:
    return PRONOUN_OF_NOBODY(
        span,
        f"this shot does not know who “{word}” is: it names nobody",
        label="nobody is in this shot",
        help="name the person here or on the shot line: each shot is made from its own words",
    )

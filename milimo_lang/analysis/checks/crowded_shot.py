"""There are more words than fit into the shot.

A speech takes a second and 0.3 seconds a word, a paragraph half a second and 0.2 seconds a word. When a shot is
shorter than what is said and done in it, everything in it is hurried alike. Make the shot longer, or leave its length
out and milimo takes the time the words need.
"""

from __future__ import annotations

import math

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

CROWDED_SHOT = Kind("M3004", "crowded-shot", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! close on the match, 2s

MARA
Not tonight. Not while the storm is up and the glass is wet, and nobody out there to see it.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! close on the match, 7s

MARA
Not tonight. Not while the storm is up and the glass is wet, and nobody out there to see it.
"""


def crowded_shot(needed: float, has: float, span: Span, length: Span | None) -> Diagnostic:
    """Both in seconds; `length` is where the shot line says its own."""
    message = f"the words want {needed:.1f} s, the shot has {has:.1f} s"
    help = "make the shot longer, the words fewer, or move a speech to the next shot"
    better = f"{math.ceil(needed)}s"
    fixes = (Fix(f"give it {better}", length, better),) if length and needed else ()
    return CROWDED_SHOT(span, message, label=f"{needed - has:.1f} s too short", help=help, fixes=fixes)

"""Files use or include each other in a circle.

Move what both need into a third file, and use that from both.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

USE_CYCLE = Kind("M2006", "use-cycle", Severity.ERROR)

WRONG = """\
Title: The Lamp
Use: cast.mls

INT. LAMP ROOM - NIGHT

Mara strikes a match.
+++ cast.mls
Use: places.mls

@character Mara: silver braid
+++ places.mls
Use: cast.mls

@location Lamp Room: brass gears, rain on curved glass
"""

MENDED = """\
Title: The Lamp
Use: cast.mls, places.mls

INT. LAMP ROOM - NIGHT

Mara strikes a match.
+++ cast.mls
@character Mara: silver braid
+++ places.mls
@location Lamp Room: brass gears, rain on curved glass
"""


def use_cycle(circle: Sequence[str], span: Span) -> Diagnostic:
    """Each file of `circle` uses the next one; the last is the first."""
    message = f"{circle[-1]} uses itself: {' -> '.join(circle)}"
    return USE_CYCLE(span, message, help="move what both need into a third file")


def include_cycle(path: str, span: Span) -> Diagnostic:
    return USE_CYCLE(span, f"{path} includes itself", help="take one of the includes out")

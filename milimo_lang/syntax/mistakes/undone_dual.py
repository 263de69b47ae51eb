"""Something stands between two speeches that were to be spoken at once.

A `^` behind a name sets that speech beside the one before it. With a shot, a declaration or a `%` line in between they
are spoken one after the other.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

UNDONE_DUAL = Kind("M1016", "undone-dual", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

MARA
Not tonight.

!! close on the match, 4s

TOM ^
Wait!
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! close on the match, 4s

MARA
Not tonight.

TOM ^
Wait!
"""


def undone_dual(span: Span) -> Diagnostic:
    return UNDONE_DUAL(
        span,
        "something stands between the two speeches, so they are spoken one after the other",
        help="move what stands between them above the first, or take the ^ out",
    )

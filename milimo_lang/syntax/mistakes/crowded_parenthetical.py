"""A direction in brackets stands on the line of what is said, and is spoken.

Within a speech a parenthetical stands on a line of its own. In front of words it belongs to them, in the captions too.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

CROWDED_PARENTHETICAL = Kind("M1033", "crowded-parenthetical", Severity.NOTE)

WRONG = """\
INT. LAMP ROOM - NIGHT

MARA
(whispering) Not tonight.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

MARA
(whispering)
Not tonight.
"""


def crowded_parenthetical(span: Span, gap: Span) -> Diagnostic:
    """The brackets at `span`, and the space between them and the words."""
    return CROWDED_PARENTHETICAL(
        span,
        "this is spoken, because words stand on its line",
        help="put a direction on a line of its own",
        fixes=(Fix("put it on a line of its own", gap, "\n"),),
    )

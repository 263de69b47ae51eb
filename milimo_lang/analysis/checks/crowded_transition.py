"""A transition has a line directly under it, and is action.

A transition stands alone between blank lines. With a line directly under it, it is a paragraph, and is filmed.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

CROWDED_TRANSITION = Kind("M6015", "crowded-transition", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

CUT TO:
The sea, black and flat.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

CUT TO:

The sea, black and flat.
"""


def crowded_transition(words: str, span: Span) -> Diagnostic:
    return CROWDED_TRANSITION(
        span,
        f"{words} is action, because a line stands directly under it",
        label="no transition",
        help="leave a blank line under it",
        fixes=(Fix("insert a blank line", Span(span.path, span.end, span.end), "\n"),),
    )

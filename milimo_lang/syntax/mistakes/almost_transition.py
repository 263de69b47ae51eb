"""A transition has a space at its end, and is action.

Fountain reads `CUT TO: ` with a space behind it as action. Take the space out if a transition was meant.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

ALMOST_TRANSITION = Kind("M1020", "almost-transition", Severity.NOTE)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

SMASH CUT TO:\x20

EXT. SEA - NIGHT

The beam sweeps out.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

SMASH CUT TO:

EXT. SEA - NIGHT

The beam sweeps out.
"""


def almost_transition(span: Span) -> Diagnostic:
    """`span` is the space at the end."""
    return ALMOST_TRANSITION(
        span,
        "this is action: a space after the colon keeps it from being a transition",
        help="take the space out if it is a transition",
        fixes=(Fix("take the space out", span, ""),),
    )

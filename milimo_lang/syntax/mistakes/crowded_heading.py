"""A line like a scene heading has a line directly under it, and is action.

Fountain's scene heading stands between empty lines. Leave one under it if a scene begins here; begin the line with `!`
if it is action.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

CROWDED_HEADING = Kind("M1023", "crowded-heading", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT
Mara strikes a match.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def crowded_heading(span: Span) -> Diagnostic:
    return CROWDED_HEADING(
        span,
        "a line stands directly under this heading, so it is action and no scene begins",
        help="leave a blank line under it",
        fixes=(Fix("insert a blank line", span.after, "\n"),),
    )


def heading_under_transition(span: Span) -> Diagnostic:
    """The heading at `span` has a forced transition directly above it."""
    return CROWDED_HEADING(
        span,
        "this heading stands directly under a transition, so it is action and no scene begins",
        help="leave a blank line above it",
        fixes=(Fix("insert a blank line", span.before, "\n"),),
    )

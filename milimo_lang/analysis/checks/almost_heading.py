"""A line that looks like a scene heading and is none.

A heading begins with INT. EXT. EST. INT./EXT. or I/E., or with a full stop, and stands after a blank line. Anywhere
else it is part of the paragraph or the speech it stands in, and the scene before goes on.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

ALMOST_HEADING = Kind("M6008", "almost-heading", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.
EXT. LIGHTHOUSE - NIGHT

Rain.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

EXT. LIGHTHOUSE - NIGHT

Rain.
"""


def heading_without_room(span: Span, spoken: bool) -> Diagnostic:
    """A heading at `span` directly under a paragraph, or under a speech when it is `spoken`."""
    return ALMOST_HEADING(
        span,
        f"this heading stands inside a {'speech, so it is spoken' if spoken else 'paragraph, so it is action'}",
        label="no scene begins here",
        help="leave a blank line above it",
        fixes=(Fix("insert a blank line", Span(span.path, span.start, span.start), "\n"),),
    )


def heading_misspelt(span: Span, start: Span, better: str) -> Diagnostic:
    """A paragraph at `span` whose first word, at `start`, is nearly that of a heading."""
    return ALMOST_HEADING(
        span,
        "this is action: a scene heading begins with INT. or EXT. or a full stop",
        label="no scene begins here",
        help=f"write {better} if a scene begins here",
        fixes=(Fix(f"write {better}", start, f"{better} "),),
    )


def hour_misspelt(word: str, near: str, span: Span) -> Diagnostic:
    message = f"“{word}” is no time of day, so it is part of the place"
    return ALMOST_HEADING(span, message, help=f"did you mean {near}?", fixes=(Fix(f"write {near}", span, near),))

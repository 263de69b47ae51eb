"""A note is opened with `[[` and never closed.

Without its `]]` a note is no note: it stands in the film as text. A note may run over several lines, but not over an
empty one.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNCLOSED_NOTE = Kind("M1008", "unclosed-note", Severity.NOTE)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match. [[too dark?
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match. [[too dark?]]
"""


def unclosed_note(span: Span, line_end: Span) -> Diagnostic:
    """`span` is the `[[`, `line_end` the end of what its line holds."""
    return UNCLOSED_NOTE(
        span,
        "this note is never closed, so it is text",
        help="close it with ]]; a note may not run over an empty line",
        fixes=(Fix("close it at the end of the line", line_end, "]]"),),
    )

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


def unclosed_note(span: Span, end: Span, *, half: bool) -> Diagnostic:
    """`span` is the `[[`, `end` where its note likely ends: behind its one `]` where it is `half` closed, behind the
    time of a pin, else with its line.
    """
    fix = Fix("write the second bracket", end, "]") if half else Fix("close it", end, "]]")
    return UNCLOSED_NOTE(
        span,
        "this note is never closed, so it is text",
        help="close it with ]]; a note may not run over an empty line",
        fixes=(fix,),
    )

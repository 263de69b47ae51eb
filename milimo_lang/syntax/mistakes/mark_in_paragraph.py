"""A shot, a declaration or a `%` line stands in the middle of a paragraph, and is filmed as words.

They count only at the beginning of a paragraph: leave a blank line above.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

MARK_IN_PARAGRAPH = Kind("M1012", "mark-in-paragraph", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.
!! close on the match, 4s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

!! close on the match, 4s
"""


def mark_in_paragraph(span: Span) -> Diagnostic:
    return MARK_IN_PARAGRAPH(
        span,
        "this stands inside a paragraph, so it is action",
        help="leave a blank line above it",
        fixes=(Fix("insert a blank line", span.before, "\n"),),
    )

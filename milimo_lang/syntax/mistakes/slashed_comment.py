"""A line that begins with `//` is filmed as action.

A screenplay has no such comments. What nobody should see or hear stands in a note, `[[like this]]`, or is cut out
between `/*` and `*/`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

SLASHED_COMMENT = Kind("M1028", "slashed-comment", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

// the storm comes later

Mara strikes a match.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

[[the storm comes later]]

Mara strikes a match.
"""


def slashed_comment(words: str, span: Span) -> Diagnostic:
    """`words` are what stands behind the `//` of the line at `span`."""
    return SLASHED_COMMENT(
        span,
        "a line with // is no comment: it is filmed as action",
        help="write it as a note, in double brackets",
        fixes=() if "[[" in words or "]]" in words else (Fix("make it a note", span, f"[[{words}]]"),),
    )

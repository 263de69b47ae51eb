"""A declaration has no name.

The kind comes first, then the name, a colon and the look: `@character Mara: silver braid`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

MISSING_NAME = Kind("M1013", "missing-name", Severity.ERROR)

WRONG = """\
@character : silver braid

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid

Mara strikes a match.
"""


def missing_name(span: Span) -> Diagnostic:
    return MISSING_NAME(
        span,
        "a declaration needs a name",
        help="write the name before the colon, as in @character Mara: silver braid",
    )

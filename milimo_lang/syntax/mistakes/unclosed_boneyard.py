"""A `/*` is never closed with `*/`.

What stands between the two is cut out of the screenplay. Without its end nothing is cut out, and the `/*` is text.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

UNCLOSED_BONEYARD = Kind("M1009", "unclosed-boneyard", Severity.NOTE)

WRONG = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

/* She has done this before.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.

/* She has done this before. */
"""


def unclosed_boneyard(span: Span) -> Diagnostic:
    return UNCLOSED_BONEYARD(span, "this /* is never closed, so it is text", help="write */ where what is cut out ends")

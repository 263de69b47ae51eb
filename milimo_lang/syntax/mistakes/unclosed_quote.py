r"""A quote is opened and never closed.

A quoted text ends on the line it begins on: `%title "The Lamp", 3s`. A quote inside it is written `\"`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNCLOSED_QUOTE = Kind("M1002", "unclosed-quote", Severity.ERROR)

WRONG = """\
%title "THE LAMP

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
%title "THE LAMP"

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def unclosed_quote(span: Span, end: Span) -> Diagnostic:
    """`end` is where the quoted words likely end."""
    return UNCLOSED_QUOTE(
        span,
        "this quote is never closed",
        help='close it with another "',
        fixes=(Fix("close the quote", end, '"'),),
    )

"""The title page runs into the screenplay.

It ends at the first blank line. Where there is none, it ends at the first line that can be no part of it.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNENDED_TITLE_PAGE = Kind("M1010", "unended-title-page", Severity.WARNING)

WRONG = """\
Title: The Lamp
Author: A. Mercer
INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
Title: The Lamp
Author: A. Mercer

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def unended_title_page(span: Span) -> Diagnostic:
    return UNENDED_TITLE_PAGE(
        span,
        "the title page ends here without a blank line",
        help="leave a blank line after the title page",
        fixes=(Fix("insert a blank line", span.before, "\n", Applicability.SAFE),),
    )

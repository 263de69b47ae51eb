"""A note silences something that nobody says.

`[[milimo: allow M3004]]` on a line of its own silences that warning on what follows it. One that silences nothing is
out of date, or stands in the wrong place.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNUSED_ALLOWANCE = Kind("M6001", "unused-allowance", Severity.NOTE)

WRONG = """\
INT. LAMP ROOM - NIGHT

[[milimo: allow M3004]]

!! wide, 4s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s
"""


def unused_allowance(code: str, span: Span, *, alone: bool) -> Diagnostic:
    """`alone`: it is the only code of the note at `span`."""
    fixes = (Fix("take the note out", span, "", Applicability.SAFE),) if alone else ()
    help = "take the note out" if alone else f"take {code} out of the note"
    return UNUSED_ALLOWANCE(span, f"there is no {code} to silence in what follows this note", help=help, fixes=fixes)

"""A name is written without its accents.

`ELODIE` is taken for Élodie as long as nobody called Elodie is declared. Typewriters had no accented capitals, and
many scripts still have none.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

WITHOUT_ACCENTS = Kind("M2015", "without-accents", Severity.NOTE)

WRONG = """\
@character Élodie: silver braid

INT. LAMP ROOM - NIGHT

ELODIE
Not tonight.
"""

MENDED = """\
@character Élodie: silver braid

INT. LAMP ROOM - NIGHT

ÉLODIE
Not tonight.
"""


def missing_accents(written: str, name: str, span: Span, *, prefix: str | None) -> Diagnostic:
    """`prefix` is what stands before the name at `span` ("@" or nothing); None where its place is not known."""
    better = name.upper() if written.isupper() else name
    fixes: tuple[Fix, ...] = ()
    if prefix is not None:
        fixes = (Fix(f"write {better}", span, prefix + better, Applicability.SAFE),)
    return WITHOUT_ACCENTS(
        span, f"{written} is taken for {name}", help=f"write {better}, with its accents", fixes=fixes
    )

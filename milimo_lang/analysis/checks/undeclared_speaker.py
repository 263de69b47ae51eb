"""Someone speaks whose name is nearly that of a declared character.

A misspelt name makes a second person with a look of their own. Speakers who are not declared at all are welcome.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNDECLARED_SPEAKER = Kind("M2004", "undeclared-speaker", Severity.WARNING)

WRONG = """\
@character Harriet: silver braid

INT. LAMP ROOM - NIGHT

HARIET
Not tonight.
"""

MENDED = """\
@character Harriet: silver braid

INT. LAMP ROOM - NIGHT

HARRIET
Not tonight.
"""


def undeclared_speaker(name: str, near: str, span: Span, *, forced: bool) -> Diagnostic:
    """`forced`: the name is written behind an `@`, which `span` holds too."""
    written = near.upper() if name.isupper() else near
    if name.startswith("^"):
        written = f"{written} ^"
    fix = Fix(f"write {written}", span, ("@" if forced else "") + written)
    return UNDECLARED_SPEAKER(span, f"{name} is not declared", help=f"did you mean {written}?", fixes=(fix,))

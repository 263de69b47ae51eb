"""One speaker is written in two ways.

A cue that differs by a letter, or by a full stop or a colon behind it, is somebody else: with a voice and a picture
of their own. Write the name the same way everywhere.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Label, Severity
from milimo_lang.source import Span

TWO_SPELLINGS = Kind("M6010", "two-spellings", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

MARA
Who is there?

MARA.
Nobody.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

MARA
Who is there?

MARA
Nobody.
"""


def two_spellings(name: str, other: str, span: Span, first: Span | None) -> Diagnostic:
    """The cue `name` at `span` is likely `other`, who first speaks at `first`."""
    related = () if first is None else (Label(first, f"{other} speaks here"),)
    return TWO_SPELLINGS(
        span,
        f"{name} and {other} are two speakers",
        label="somebody else, as written",
        related=related,
        help=f"write {other} if this is the same person",
        fixes=(Fix(f"write {other}", span, other),),
    )

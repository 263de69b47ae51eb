"""What stands behind a speaker's name has no brackets, and is a part of the name.

`MARA V.O.` is somebody else than `MARA`. Write `MARA (V.O.)`, `MARA (CONT'D)`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

BARE_EXTENSION = Kind("M1034", "bare-extension", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

MARA V.O.
There is always somebody out there.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

MARA (V.O.)
There is always somebody out there.
"""


def bare_extension(extension: str, span: Span) -> Diagnostic:
    return BARE_EXTENSION(
        span,
        f"{extension} has no brackets, so it is a part of the name",
        help=f"write ({extension})",
        fixes=(Fix("put it in brackets", span, f"({extension})"),),
    )

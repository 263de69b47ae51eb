"""A `/*` is glued to a path or a word.

What stands between `/*` and `*/` is cut out of the screenplay, which is rarely meant in `refs/*.png`. Name the files
one by one; where something is to be cut out, leave a space before the `/*`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

GLUED_BONEYARD = Kind("M1015", "glued-boneyard", Severity.WARNING)

WRONG = """\
@character Mara: silver braid, a coat of oil/*wax?*/skin

Mara strikes a match.
"""

MENDED = """\
@character Mara: silver braid, a coat of oilskin /*wax?*/

Mara strikes a match.
"""


def glued_boneyard(span: Span) -> Diagnostic:
    return GLUED_BONEYARD(
        span,
        "what stands between /* and */ is cut out, here from the middle of a word",
        help="a path cannot hold /*; leave a space before it if something is to be cut out",
    )

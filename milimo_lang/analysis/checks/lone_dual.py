"""A `^` with no speech to stand beside.

`^` behind a cue sets its speech beside the one directly before it. Here no speech stands directly before, so it is
spoken by itself.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

LONE_DUAL = Kind("M6009", "lone-dual", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

TOM
Who is there?

The hatch opens.

MARA ^
Nobody.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

TOM
Who is there?

The hatch opens.

MARA
Nobody.
"""


def lone_dual(span: Span, mark: Span) -> Diagnostic:
    """The cue at `span`; `mark` is its `^` with the space before."""
    return LONE_DUAL(
        span,
        "no speech stands directly before this one, so the ^ does nothing",
        label="spoken by itself",
        help="take the ^ out, or move what stands between the two speeches",
        fixes=(Fix("take the ^ out", mark, "", Applicability.SAFE),),
    )

"""Keys stand under a blank line, apart from the shot or the declaration that they are meant for.

The keys of a shot, a declaration, `%set` and `%define` stand directly under its line. A blank line ends the block, and
what comes after it is action, to be filmed as it is written.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

PARTED_BLOCK = Kind("M1032", "parted-block", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s

    negative: people
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s
    negative: people
"""


def parted_block(block: str, span: Span, gap: Span) -> Diagnostic:
    """The first of the lines at `span`; `gap` holds the line ends and blank lines between the block and it."""
    return PARTED_BLOCK(
        span,
        f"a blank line parts this from the {block} above, so it is action",
        help="take the blank line out",
        fixes=(Fix("take the blank line out", gap, "\n"),),
    )

"""Words stand too short a time to be read.

People read about 17 characters a second from a screen, and no more than 20. What stands shorter is not read to its
end.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

UNREAD_WORDS = Kind("M3017", "unread-words", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! card "Three years later, when the harbour had long been rebuilt", 1s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! card "Three years later, when the harbour had long been rebuilt", 4s
"""


def unread_words(what: str, characters: int, seconds: float, wanted: float, span: Span) -> Diagnostic:
    """`what` at `span` holds `characters` and stands `seconds`; it can be read in `wanted`."""
    return UNREAD_WORDS(
        span,
        f"{what} has {characters} characters and stands {seconds:.1f} s: too short to be read",
        label=f"{characters / seconds:.0f} characters a second",
        help=f"give it {wanted:.1f} s, or fewer words",
    )

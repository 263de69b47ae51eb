"""A key that means nothing here.

Declarations have `look image voice trigger lora negative seed weight like`. The line is kept, and does nothing.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_KEY = Kind("M1006", "unknown-key", Severity.ERROR)

WRONG = """\
@character Mara: silver braid
    imge: refs/mara.png

Mara strikes a match.
+++ refs/mara.png 1280x720
"""

MENDED = """\
@character Mara: silver braid
    image: refs/mara.png

Mara strikes a match.
+++ refs/mara.png 1280x720
"""


def unknown_key(word: str, near: str | None, block: str, known: tuple[str, ...], span: Span) -> Diagnostic:
    """`block` says whose key it would be ("a declaration"); `near` is the one of `known` that was likely meant."""
    return UNKNOWN_KEY(
        span,
        f"{block} has no key “{word}”",
        help=f"did you mean “{near}”?" if near else f"it has {', '.join(known)}",
        fixes=(Fix(f"write {near}", span, near),) if near else (),
    )

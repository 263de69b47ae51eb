"""Footage ends before its shot does.

The shot goes on with the last picture held, and in silence.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

SHORT_FOOTAGE = Kind("M3016", "short-footage", Severity.WARNING)

WRONG = """\
!! wide, the harbour, 12s
    source: reel.mov
+++ reel.mov 10s 1280x720
"""

MENDED = """\
!! wide, the harbour, 10s
    source: reel.mov
+++ reel.mov 10s 1280x720
"""


def short_footage(left: float, wanted: float, span: Span) -> Diagnostic:
    """Both in seconds."""
    if left <= 0:
        message = "this shot begins after its footage has ended"
        return SHORT_FOOTAGE(span, message, help="start earlier in the file")
    message = f"the footage has {left:.1f} s, and its shot lasts {wanted:.1f} s"
    return SHORT_FOOTAGE(span, message, help="shorten the shot, or start earlier in the file")

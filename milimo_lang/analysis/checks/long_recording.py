"""A recording is longer than the time its speech has.

A speech takes the time its words need, or its recording where that is longer, unless its shot has a length of its own
that is too short for it. What a recording has beyond that is not heard. Make the shot longer, or leave its length out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

LONG_RECORDING = Kind("M3019", "long-recording", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! close on the match, 4s

MARA
Not tonight. [[vo/take-4.wav]]
+++ vo/take-4.wav 9s
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! close on the match, 4s

MARA
Not tonight. [[vo/take-4.wav]]
+++ vo/take-4.wav 1s
"""


def long_recording(name: str, lasts: float, has: float, span: Span) -> Diagnostic:
    """Both in seconds."""
    return LONG_RECORDING(
        span,
        f"{name} lasts {lasts:.1f} s, and its speech has {has:.1f} s",
        label="its end is not heard",
        help="make the shot longer, or name a shorter recording",
    )

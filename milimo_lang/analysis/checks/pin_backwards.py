"""A pin lies before one above it.

What stands in a shot happens in the order in which it is written. `[[at 2s]]` under `[[at 6s]]` pins nothing: move the
paragraph up, or change one of the times.
"""

from __future__ import annotations

from fractions import Fraction

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

PIN_BACKWARDS = Kind("M3021", "pin-backwards", Severity.WARNING)

WRONG = """\
!! wide, 9s

[[at 6s]] Sun.

[[at 2s]] Rain.
"""

MENDED = """\
!! wide, 9s

[[at 2s]] Rain.

[[at 6s]] Sun.
"""


def pin_backwards(at: int, latest: int, rate: Fraction, span: Span) -> Diagnostic:
    """Pinned to frame `at` under something that is pinned to frame `latest`."""
    one, other = (f"{round(float(frame / rate), 2):g} s" for frame in (at, latest))
    message = f"this is to begin at {one}, and what stands above it begins at {other}"
    return PIN_BACKWARDS(span, message, help="move it up, or change one of the times: a shot goes on as it is written")

"""A key has to say where in the shot.

`key` wants a frame before its colon (`key 0:`, `key 2s:`, `key end:`), `at` a time (`at 4s:`), `retake` and `inpaint`
from where to where (`retake 2s..3s:`).
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

MISSING_PLACE = Kind("M1021", "missing-place", Severity.ERROR)

WRONG = """\
!! wide, the lamp room, 6s
    at: gold light fills the room
"""

MENDED = """\
!! wide, the lamp room, 6s
    at 4s: gold light fills the room
"""


def missing_place(key: str, span: Span) -> Diagnostic:
    what = {"key": "frame", "at": "time"}.get(key, "range")
    example = {"key": "key 0: boards/tower.png", "at": "at 4s: gold light fills the room"}
    return MISSING_PLACE(
        span,
        f"“{key}” needs a {what} before its colon",
        help=f"as in {example.get(key, f'{key} 2s..3s: the flame is lower')}",
    )

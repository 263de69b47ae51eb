"""The pieces that a shot is filmed in cannot be as long as asked.

A model films a shot in pieces (`Chunk`, in frames) that lie over each other (`Overlap`). A piece must not be shorter
than the model's shortest, and has to bring something new beyond the overlap. The nearest lengths that do are used.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

CHUNKS_OFF_GRID = Kind("M3101", "chunks-off-grid", Severity.WARNING)

WRONG = """\
Model: ltx-2
Overlap: 121

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

MENDED = """\
Model: ltx-2
Overlap: 24

INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""


def chunks_off_grid(model: str, remark: str, span: Span) -> Diagnostic:
    """`remark` says which length becomes which."""
    return CHUNKS_OFF_GRID(
        span, f"{model}: {remark}", help="change Chunk or Overlap on the title page, or leave both out"
    )

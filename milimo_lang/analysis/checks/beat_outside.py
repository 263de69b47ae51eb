"""A beat, a pin or a sound begins after its shot has ended.

Times inside a shot count from its first frame.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

BEAT_OUTSIDE_SHOT = Kind("M3003", "beat-outside-shot", Severity.ERROR)

"""A keyframe lies outside its shot.

Frames count from 0, so the last frame of a 96-frame shot is 95; `end` always means the last one.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

KEYFRAME_OUTSIDE_SHOT = Kind("M3002", "keyframe-outside-shot", Severity.ERROR)

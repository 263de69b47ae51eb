"""A keyframe lies outside its shot.

Frames count from 0, so the last frame of a shot of 96 frames is 95; `key end` always means the last one.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

KEYFRAME_OUTSIDE_SHOT = Kind("M3002", "keyframe-outside-shot", Severity.ERROR)

WRONG = """\
!! wide, the lamp room, 4s
    key 4s: boards/tower.png
+++ boards/tower.png 1280x720
"""

MENDED = """\
!! wide, the lamp room, 4s
    key end: boards/tower.png
+++ boards/tower.png 1280x720
"""


def keyframe_outside_shot(frame: int, frames: int, span: Span, place: Span) -> Diagnostic:
    """Frame `frame` of a shot of `frames` frames; `place` is what names it, between `key` and the colon."""
    help = f"the shot has {frames} frames, from 0 to {frames - 1}; key end is the last one"
    fixes = (Fix("write key end", place, "end"),) if frame == frames else ()
    return KEYFRAME_OUTSIDE_SHOT(span, f"frame {frame} lies outside the shot", help=help, fixes=fixes)


def outside_the_other(frame: int, slate: str, frames: int, span: Span) -> Diagnostic:
    """The picture of another shot, `slate`, at a frame that it does not have."""
    help = f"that shot has {frames} frames, from 0 to {frames - 1}; {slate} at end is the last one"
    return KEYFRAME_OUTSIDE_SHOT(span, f"frame {frame} lies outside shot {slate}", help=help)

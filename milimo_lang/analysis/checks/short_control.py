"""A control film ends before the shot that follows it does.

From there on the shot follows its last picture, and whoever moved stands still. Make the shot shorter, or begin earlier
in the film (`in 2s`).
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

SHORT_CONTROL = Kind("M4004", "short-control", Severity.WARNING)

WRONG = """\
Title: The Lamp
Model: ltx-2

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s
    control: pose walk.mp4
    lora: loras/pose.safetensors
+++ walk.mp4 1s 1280x720
+++ loras/pose.safetensors 300MB
"""

MENDED = WRONG.replace("+++ walk.mp4 1s", "+++ walk.mp4 4s")


def short_control(left: float, wanted: float, span: Span) -> Diagnostic:
    """Both in seconds."""
    if left <= 0:
        message = "this shot begins after its control film has ended"
        return SHORT_CONTROL(span, message, help="begin earlier in the film")
    message = f"the control film has {left:.1f} s, and its shot lasts {wanted:.1f} s"
    return SHORT_CONTROL(span, message, help="shorten the shot, or begin earlier in the film")

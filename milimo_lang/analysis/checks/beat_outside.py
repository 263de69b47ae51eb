"""A beat, a pin or a sound begins after its shot has ended.

Times inside a shot count from its first frame, not from the beginning of the film. Make the shot longer, or let
it begin earlier.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

BEAT_OUTSIDE_SHOT = Kind("M3003", "beat-outside-shot", Severity.ERROR)

WRONG = """\
!! wide, the lamp room, 4s
    at 6s: gold light fills the room
"""

MENDED = """\
!! wide, the lamp room, 8s
    at 6s: gold light fills the room
"""


def late_beat(at: int, frames: int, span: Span) -> Diagnostic:
    """A beat at frame `at` of a shot of `frames` frames."""
    return BEAT_OUTSIDE_SHOT(span, f"this beat begins at frame {at}, after the end of the shot", help=_help(frames))


def late_pin(at: int, frames: int, span: Span) -> Diagnostic:
    return BEAT_OUTSIDE_SHOT(span, f"this is pinned to frame {at}, after the end of the shot", help=_help(frames))


def late_layer(at: int, frames: int, span: Span) -> Diagnostic:
    """A sound, a title or a picture above the shot."""
    return BEAT_OUTSIDE_SHOT(span, f"frame {at} lies after the end of the shot", help=_help(frames))


def skips_the_whole(path: str, seconds: float, span: Span) -> Diagnostic:
    """`in 40s` of a sound that is shorter."""
    message = f"{path} is only {seconds:.1f} seconds long"
    return BEAT_OUTSIDE_SHOT(span, message, help="start earlier in the file")


def _help(frames: int) -> str:
    return f"the shot is {frames} frames long: its last frame is {frames - 1}; make it longer, or begin earlier"

"""A beat, a pin or a sound begins after its shot has ended.

Times inside a shot count from its first frame, not from the beginning of the film. Make the shot longer, or let
it begin earlier.
"""

from __future__ import annotations

from fractions import Fraction

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


def late_beat(at: int, frames: int, rate: Fraction, span: Span) -> Diagnostic:
    """A beat at frame `at` of a shot of `frames` frames, `rate` a second."""
    return _late("this beat begins", at, frames, rate, span)


def late_pin(at: int, frames: int, rate: Fraction, span: Span) -> Diagnostic:
    return _late("this is to begin", at, frames, rate, span)


def late_layer(at: int, frames: int, rate: Fraction, span: Span) -> Diagnostic:
    """A sound, a title or a picture above the shot."""
    return _late("this begins", at, frames, rate, span)


def late_end(end: int, frames: int, span: Span) -> Diagnostic:
    """A stretch to be made again that goes on behind the shot."""
    message = f"this ends at frame {end}, after the end of the shot"
    return BEAT_OUTSIDE_SHOT(span, message, help=f"the shot has {frames} frames; write “end” for its end")


def skips_the_whole(path: str, seconds: float, span: Span) -> Diagnostic:
    """`in 40s` of a sound that is shorter."""
    message = f"{path} is only {seconds:.1f} seconds long"
    return BEAT_OUTSIDE_SHOT(span, message, help="start earlier in the file")


def _late(what: str, at: int, frames: int, rate: Fraction, span: Span) -> Diagnostic:
    message = f"{what} {round(float(at / rate), 2):g} s into the shot, which lasts {round(float(frames / rate), 2):g} s"
    help = f"make the shot longer, or begin earlier: its last frame is {frames - 1}"
    return BEAT_OUTSIDE_SHOT(span, message, help=help)

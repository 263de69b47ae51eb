"""A length that nothing can have.

A shot lasts at least one frame and at most one hour, a transition at most twenty seconds. A number alone is no length:
write `4s`, `96 frames` or `0:04`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

BAD_LENGTH = Kind("M3001", "bad-length", Severity.ERROR)

WRONG = """\
!! wide, the lamp room, 4
"""

MENDED = """\
!! wide, the lamp room, 4s
"""


def no_length(text: str, span: Span) -> Diagnostic:
    """`text` was likely meant as a length."""
    if not text.isdecimal():
        return BAD_LENGTH(span, f"“{text}” is no length", help="write 4s, 96 frames or 0:04")
    return BAD_LENGTH(
        span,
        f"“{text}” is no length: {text} seconds, or {text} frames?",
        help=f"write {text}s, or {text} frames",
        fixes=(Fix(f"write {text}s", span, f"{text}s"),),
    )


def inexact_length(text: str, exact: str, span: Span) -> Diagnostic:
    """`text` is nearly the length `exact`: `~4s`, `4″`."""
    exact = "".join(exact.split()) if len(exact) < 6 else exact
    fix = Fix(f"write {exact}", span, exact)
    return BAD_LENGTH(span, f"“{text}” is no length: one is exact, and has a unit", help=f"write {exact}", fixes=(fix,))


def between_lengths(text: str, first: str, last: str, span: Span) -> Diagnostic:
    """`4-6s`."""
    fix = Fix(f"write {last}", span, last)
    help = f"write {first} or {last}"
    return BAD_LENGTH(span, f"“{text}” is no length: a shot has exactly one", help=help, fixes=(fix,))


def comma_in_length(text: str, written: str, span: Span) -> Diagnostic:
    """`4,5s`, which is likely meant as `written`."""
    help = f"a comma ends a phrase, and a part of a second stands behind a point: write {written}"
    return BAD_LENGTH(span, f"“{text}” is no length", help=help, fixes=(Fix(f"write {written}", span, written),))


def no_unit(span: Span) -> Diagnostic:
    return BAD_LENGTH(span, "a shot's length needs a unit", help="write 4s, 96 frames or 0:04")


def impossible_length(frames: int, longest: int, span: Span) -> Diagnostic:
    """A shot of `frames` frames, where at most `longest` are possible."""
    help = f"a shot lasts from 1 frame to an hour ({longest:,} frames at this rate)"
    return BAD_LENGTH(
        span,
        "a shot has to last at least one frame" if frames < 1 else f"a shot cannot last {frames:,} frames",
        help=help,
    )


def no_such_frame(frame: int, last: int, span: Span) -> Diagnostic:
    """A time code `00:00:04:30` at 24 frames a second."""
    help = f"the last field counts frames, from 0 to {last}"
    return BAD_LENGTH(span, f"there is no frame {frame} in a second", help=help)


def endless_film(hours: int, span: Span) -> Diagnostic:
    """`span` is the shot that begins after `hours` hours."""
    help = "take out what is there twice, or make films of its parts"
    return BAD_LENGTH(span, f"this shot begins after {hours} hours, and a film ends before that", help=help)


def long_transition(seconds: int, span: Span) -> Diagnostic:
    help = f"from 1 frame to {seconds} seconds"
    return BAD_LENGTH(span, "a transition cannot last that long", help=help)

"""A name in capitals stands directly under a shot line.

The lines directly under `!!` are keys of the shot and what happens in it. Leave a blank line before someone speaks.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

CUE_UNDER_SHOT = Kind("M1019", "cue-under-shot", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! close on the match, 4s
MARA
Not tonight.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! close on the match, 4s

MARA
Not tonight.
"""


def cue_in_paragraph(name: str, span: Span) -> Diagnostic:
    """The cue of a speaker, with words under it, within a paragraph."""
    return CUE_UNDER_SHOT(
        span,
        f"“{name}” stands in the middle of a paragraph, so nobody speaks",
        help="leave a blank line above it if someone speaks",
        fixes=(Fix("insert a blank line", Span(span.path, span.start, span.start), "\n"),),
    )


def cue_in_speech(name: str, span: Span) -> Diagnostic:
    """The cue of a speaker, with words under it, within somebody else's speech."""
    return CUE_UNDER_SHOT(
        span,
        f"“{name}” stands in the middle of a speech, so it is spoken",
        help="leave a blank line above it if somebody else speaks here",
        fixes=(Fix("insert a blank line", span.before, "\n"),),
    )


def cue_under_shot(span: Span) -> Diagnostic:
    return CUE_UNDER_SHOT(
        span,
        "this stands directly under a shot, so it is action and nobody speaks",
        help="leave a blank line above it if someone speaks",
        fixes=(Fix("insert a blank line", span.before, "\n"),),
    )

"""A line in capitals has become the name of a speaker, and does not look like one.

In Fountain a line in capitals with text directly under it is a cue, and the text is spoken. A sound, a sign, a camera
slug, a transition or a shouted sentence in capitals therefore wants a blank line under it, or a `!` before it.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

SHOUT_AS_CUE = Kind("M6002", "shout-as-cue", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

BANG!
The hatch flies open.
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!BANG!
The hatch flies open.
"""


def shout_as_cue(name: str, span: Span) -> Diagnostic:
    """A sound, a sign or a sentence at `span`: the action it belongs to goes on under it."""
    return SHOUT_AS_CUE(
        span,
        f"{name} is read as a speaker, who says the line under it",
        label="capitals with a line directly under them are a cue",
        help="begin it with ! if it is action",
        fixes=(Fix("make it action", Span(span.path, span.start, span.start), "!"),),
    )


def slug_as_cue(name: str, span: Span) -> Diagnostic:
    """A transition, a camera slug or a caption at `span`: it stands by itself."""
    return SHOUT_AS_CUE(
        span,
        f"{name} is read as a speaker, who says the line under it",
        label="capitals with a line directly under them are a cue",
        help="leave a blank line under it",
        fixes=(Fix("insert a blank line", Span(span.path, span.end, span.end), "\n"),),
    )

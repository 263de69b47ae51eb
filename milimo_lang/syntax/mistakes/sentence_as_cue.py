"""A sentence that begins with `@` has become the name of a speaker.

`@Name` with a line directly under it is a speech, and everything on its own line is who speaks. Begin the line
with `!` to make it action, or leave a blank line under it.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

SENTENCE_AS_CUE = Kind("M1014", "sentence-as-cue", Severity.WARNING)

WRONG = """\
@character Mara: silver braid

INT. LAMP ROOM - NIGHT

@Mara strikes a match.
It does not catch.
"""

MENDED = """\
@character Mara: silver braid

INT. LAMP ROOM - NIGHT

!@Mara strikes a match.
It does not catch.
"""


def sentence_as_cue(span: Span) -> Diagnostic:
    return SENTENCE_AS_CUE(
        span,
        "this sentence becomes the name of a speaker, because a line stands directly under it",
        help="begin it with ! if it is action",
        fixes=(Fix("make it action", span.before, "!"),),
    )

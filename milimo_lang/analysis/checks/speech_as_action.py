"""A line that reads like a speech is action, and nobody speaks it.

A speech is the name in capitals on a line of its own, and the words on the line under it. `MARA: Not tonight.`, as in a
play, and `Mara` in small letters are action.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

SPEECH_AS_ACTION = Kind("M6016", "speech-as-action", Severity.WARNING)

WRONG = """\
@character Mara: silver braid

INT. LAMP ROOM - NIGHT

MARA: Not tonight.
"""

MENDED = """\
@character Mara: silver braid

INT. LAMP ROOM - NIGHT

MARA
Not tonight.
"""


def speech_behind_colon(name: str, span: Span) -> Diagnostic:
    """`MARA: Not tonight.`; `span` is everything before the words."""
    return SPEECH_AS_ACTION(
        span,
        f"this is action, and {name} does not speak it",
        help=f"write {name.upper()} on a line of its own, and the words under it",
        fixes=(Fix("make it a speech", span, f"{name.upper()}\n"),),
    )


def speech_under_small_letters(name: str, span: Span) -> Diagnostic:
    written = f"@{name}" if name[1:] != name[1:].lower() and " " not in name else name.upper()
    return SPEECH_AS_ACTION(
        span,
        "this is action: the name of who speaks is written in capitals",
        help=f"write {written} if this is a speech",
        fixes=(Fix(f"write {written}", span, written),),
    )

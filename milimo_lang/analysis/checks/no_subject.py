"""A shot line mentions something that is not its subject.

People and things are subjects. A location is shown by its name; its look comes with the heading of its scene. A voice
cannot be seen.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

NO_SUBJECT = Kind("M2012", "no-subject", Severity.NOTE)

WRONG = """\
@location Lamp Room: brass gears, rain on curved glass

INT. LAMP ROOM - NIGHT

!! wide on @LampRoom, 4s
"""

MENDED = """\
@location Lamp Room: brass gears, rain on curved glass

INT. LAMP ROOM - NIGHT

!! wide, 4s
"""


def location_as_subject(name: str, span: Span) -> Diagnostic:
    message = f"{name} is a location: the shot names it, but its look comes with the heading of a scene"
    return NO_SUBJECT(
        span, message, help=f"write INT. {name.upper()} or EXT. {name.upper()} above, and leave it out here"
    )


def voice_as_subject(name: str, span: Span) -> Diagnostic:
    return NO_SUBJECT(span, f"{name} is a voice, and cannot be seen", help="name a character or a thing")


def on_nobody(words: str, span: Span) -> Diagnostic:
    """`close on`, and nothing behind it."""
    return NO_SUBJECT(span, f"“{words}” names nobody", help=f"write who or what is seen: {words} @Mara")

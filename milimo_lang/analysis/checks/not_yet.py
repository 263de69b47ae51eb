"""Something that milimo reads and keeps, but does not carry out yet.

The film is made without it. It may stay where it is: nothing else depends on it.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

NOT_YET = Kind("M5002", "not-yet", Severity.WARNING)

WRONG = """\
!! wide, the lamp room, 4s
    control: pose poses/mara.png
+++ poses/mara.png 1280x720
"""

MENDED = """\
!! wide, the lamp room, 4s
    reference: poses/mara.png
+++ poses/mara.png 1280x720
"""


def not_yet(what: str, span: Span, *, help: str = "") -> Diagnostic:
    """`what` as it is written."""
    return NOT_YET(span, f"“{what}” is read, but not carried out yet", help=help or "the film is made without it")


def not_yet_in_set(key: str, span: Span) -> Diagnostic:
    message = f"“{key}” is read in %set, but not carried out there yet"
    return NOT_YET(span, message, help="write it under each shot")


def no_picture_of_a_shot(span: Span) -> Diagnostic:
    message = "a picture of another shot is not taken yet"
    return NOT_YET(span, message, help="write “continue” on the shot line, or name a picture file")


def no_generated_picture(span: Span) -> Diagnostic:
    return NOT_YET(span, "pictures are not generated yet", help="name a picture file")


def no_recorded_voice(span: Span) -> Diagnostic:
    message = "a recorded voice is read, but not imitated yet"
    return NOT_YET(span, message, help="say in words how the voice sounds")

"""Something that has no effect where it stands.

Keyframes and beats want a shot that is filmed or drawn: a card and black have neither. A shot with a `source:` is that
footage, whatever else its line says. `speed` is for footage. What guides a generated picture (`control`, `lora`,
`retake` …) wants a shot that is generated; a still is one picture, changed as a whole.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

DOES_NOTHING = Kind("M3015", "does-nothing", Severity.WARNING)

WRONG = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s
    speed: 50%
"""

MENDED = """\
INT. LAMP ROOM - NIGHT

!! wide, 4s
    source: reel.mov
    speed: 50%
+++ reel.mov 10s 1280x720
"""


def source_and_kind(kind: str, span: Span) -> Diagnostic:
    """A `source:` under a still, black or a card."""
    what = {"card": "no card", "still": "no still", "black": "not black"}.get(kind, f"no {kind}")
    return DOES_NOTHING(span, f"a shot with a source is that footage, and {what}", help="give each a shot of its own")


def nothing_to_see(kind: str, span: Span) -> Diagnostic:
    """A keyframe or a beat in black or a card."""
    what = "black" if kind == "black" else "a card"
    return DOES_NOTHING(span, f"{what} shows no picture, and nothing happens in it", help="take this line out")


def speed_without_source(span: Span) -> Diagnostic:
    return DOES_NOTHING(span, "“speed” is for footage, and this shot has no “source:”", help="take this line out")


_SORTS = {"still": "a still", "black": "black", "card": "a card", "footage": "footage"}


def guides_nothing(key: str, kind: str, span: Span) -> Diagnostic:
    """A key that guides a generated film, under a shot of another `kind`."""
    return DOES_NOTHING(span, f"“{key}” is for a generated shot, and this is {_SORTS[kind]}", help="take this line out")


def still_in_part(span: Span) -> Diagnostic:
    """An `inpaint` of some frames of a still."""
    help = "write inpaint 0..end; or give what it is before a shot of its own"
    return DOES_NOTHING(span, "a still is one picture, and is changed as a whole", help=help)


def cannot_lead(what: str, span: Span) -> Diagnostic:
    """A J cut into footage, or into what a model makes with its sound."""
    help = "let the sound before it lag, or lay its sound from a file: %sfx"
    return DOES_NOTHING(span, f"the sound of {what} begins with its picture, and cannot lead", help=help)

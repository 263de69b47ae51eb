"""Something that has no effect where it stands.

Keyframes and beats want a shot that is filmed or drawn: a card and black have neither. A shot with a `source:` is that
footage, whatever else its line says. `speed` is for footage.
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

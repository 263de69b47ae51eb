"""Two keyframes stand at one frame.

A shot cannot show two pictures at once; the first one written counts. Move one of them, or take it out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Label, Severity
from milimo_lang.source import Span

TWO_KEYS = Kind("M3013", "two-keys", Severity.ERROR)

WRONG = """\
!! wide, the lamp room, 4s
    key 0: boards/tower.png
    key 0s: boards/lamp.png
+++ boards/tower.png 1280x720
+++ boards/lamp.png 1280x720
"""

MENDED = """\
!! wide, the lamp room, 4s
    key 0: boards/tower.png
    key end: boards/lamp.png
+++ boards/tower.png 1280x720
+++ boards/lamp.png 1280x720
"""


def two_keys(frame: int, first: Span, span: Span) -> Diagnostic:
    related = (Label(first, "the first is here"),)
    message = f"there are two keyframes at frame {frame}"
    return TWO_KEYS(span, message, related=related, help="move one of them, or take it out")

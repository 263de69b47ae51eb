"""A reference picture is too small to be of use.

Models want at least 256 pixels on the shorter side to see what someone looks like.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

SMALL_REFERENCE = Kind("M4002", "small-reference", Severity.WARNING)

WRONG = """\
@character Mara: silver braid
    image: refs/mara.png

Mara strikes a match.
+++ refs/mara.png 120x120
"""

MENDED = """\
@character Mara: silver braid
    image: refs/mara.png

Mara strikes a match.
+++ refs/mara.png 512x512
"""


def small_reference(path: str, pixels: tuple[int, int], useful: int, span: Span) -> Diagnostic:
    """`useful` is the shorter side that a model can see something in."""
    size = "{}x{}".format(*pixels)
    help = f"use one of at least {useful} pixels on the shorter side"
    return SMALL_REFERENCE(span, f"{path} is only {size} pixels", help=help)

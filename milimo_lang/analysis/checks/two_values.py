"""A shot is given two values of one kind.

A shot has one framing, one angle, one lens and one focus, and of two that contradict each other the last one counts.
Keep one. What can be had at once stays: `wide, two shot`, `low angle, dutch`, `35mm, anamorphic`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

TWO_VALUES = Kind("M3024", "two-values", Severity.WARNING)

WRONG = """\
!! wide, the lamp room, close, 4s
"""

MENDED = """\
!! wide, the lamp room, 4s
"""

_SEVERAL = {"framing": "framings", "angle": "angles", "lens": "lenses", "focus": "kinds of focus"}


def two_values(kind: str, span: Span) -> Diagnostic:
    """The second of two of a `kind`, at `span`."""
    help = "keep one of them; what changes between them is a shot of its own"
    return TWO_VALUES(span, f"this shot has two {_SEVERAL[kind]}; the last counts", help=help)

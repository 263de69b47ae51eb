"""A shot is given two lengths.

The shot line and its `duration:` say how long a shot is; the last one said counts.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

TWO_LENGTHS = Kind("M3012", "two-lengths", Severity.WARNING)

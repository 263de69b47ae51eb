"""A value that cannot be understood, or is out of range.

The setting or property keeps its default so that the rest of the film can be checked.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

BAD_VALUE = Kind("M3006", "bad-value", Severity.ERROR)

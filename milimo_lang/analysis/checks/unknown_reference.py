"""A property names an element that is not declared.

`like:` and `voice: @Name` refer to declared elements.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNKNOWN_ELEMENT = Kind("M2010", "unknown-element", Severity.ERROR)

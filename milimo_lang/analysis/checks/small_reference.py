"""A reference picture is too small to be of use.

Image and video models want at least 256 pixels on the shorter side.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

SMALL_REFERENCE = Kind("M4002", "small-reference", Severity.WARNING)

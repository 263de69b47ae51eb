"""Two keyframes stand at one frame.

A shot cannot meet two pictures at once; the first one written counts.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

TWO_KEYS = Kind("M3013", "two-keys", Severity.ERROR)

"""A length that no shot can have.

A shot lasts at least one frame and at most one hour. Times need a unit or a colon: `4s`, `96 frames`, `0:04`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

BAD_LENGTH = Kind("M3001", "bad-length", Severity.ERROR)

"""A definition of a kind there is none of.

`%define` teaches a term of one of the kinds framing, camera, angle, lens, light, placement, speed and transition, or a
model's profile.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNKNOWN_DEFINITION = Kind("M2011", "unknown-definition", Severity.ERROR)

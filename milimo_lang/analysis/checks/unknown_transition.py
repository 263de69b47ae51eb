"""A transition milimo does not know is played as a cut."""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNKNOWN_TRANSITION = Kind("M3009", "unknown-transition", Severity.NOTE)

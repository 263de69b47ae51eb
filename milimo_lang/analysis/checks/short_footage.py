"""Footage ends before its shot does.

The shot goes on with the last picture held, and in silence.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

SHORT_FOOTAGE = Kind("M3016", "short-footage", Severity.WARNING)

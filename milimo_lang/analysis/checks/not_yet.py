"""A form milimo reads and keeps, but does not carry out yet."""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

NOT_YET = Kind("M5002", "not-yet", Severity.WARNING)

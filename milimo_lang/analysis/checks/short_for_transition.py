"""A transition is longer than the shot it lies on. It is shortened to fit."""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

SHORT_FOR_TRANSITION = Kind("M3011", "short-for-transition", Severity.WARNING)

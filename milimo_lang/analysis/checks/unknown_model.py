"""The film asks for a model that no profile describes.

Profiles are in the standard library (`animatic`, `ltx-2` …); `%define model NAME` adds one.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNKNOWN_MODEL = Kind("M5001", "unknown-model", Severity.ERROR)

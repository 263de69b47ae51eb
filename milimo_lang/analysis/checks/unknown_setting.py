"""A key of the title page is nearly a film setting.

Unknown keys are kept for the film's metadata, so a misspelt setting would silently do nothing.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNKNOWN_SETTING = Kind("M2008", "unknown-setting", Severity.WARNING)

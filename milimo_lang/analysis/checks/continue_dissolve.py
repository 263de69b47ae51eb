"""`continue` after a dissolve.

A shot that continues the one before joins it at the cut; a dissolve would mix it with itself.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

CONTINUE_AFTER_TRANSITION = Kind("M3008", "continue-after-transition", Severity.WARNING)

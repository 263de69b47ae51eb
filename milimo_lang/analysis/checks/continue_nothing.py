"""`continue` has nothing to continue from.

It goes on from the last frame of the shot before, which must be a filmed shot: not a card, black, a still or footage.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

CONTINUE_FROM_NOTHING = Kind("M3007", "continue-from-nothing", Severity.ERROR)

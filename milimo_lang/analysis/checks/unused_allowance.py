"""A note that silences something which is not said.

`[[milimo: allow M3004]]` on a line of its own silences that warning on the element that follows. One that silences
nothing is out of date, or stands in the wrong place.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNUSED_ALLOWANCE = Kind("M6001", "unused-allowance", Severity.NOTE)

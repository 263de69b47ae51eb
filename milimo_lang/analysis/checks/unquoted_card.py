"""The words of a card stand without quotes.

They are shown all the same. In quotes they may hold commas, and cannot be taken for a length.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNQUOTED_CARD = Kind("M1022", "unquoted-card", Severity.WARNING)

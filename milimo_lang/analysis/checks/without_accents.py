"""A name is written without its accents.

`ELODIE` is taken for Élodie as long as nobody called Elodie is declared. Typewriters had no accented capitals, and
many scripts still have none.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

WITHOUT_ACCENTS = Kind("M2015", "without-accents", Severity.NOTE)

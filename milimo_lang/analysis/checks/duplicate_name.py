"""Two elements have one name.

Names are compared without regard to case, forms of apostrophes and hyphens, and runs of spaces. Rename one of them,
or make one a variant: `@character Mara.wet: …`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

DUPLICATE_NAME = Kind("M2001", "duplicate-name", Severity.ERROR)

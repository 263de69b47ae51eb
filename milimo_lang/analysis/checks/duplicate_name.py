"""Two elements have one name.

Names are compared without regard to case, apostrophes, spaces, hyphens and full stops, since a mention drops those:
`Mara-Lee` and `Mara Lee` are one name. Rename one of them, or make one a variant: `@character Mara.wet: …`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

DUPLICATE_NAME = Kind("M2001", "duplicate-name", Severity.ERROR)

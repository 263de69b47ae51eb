"""Files use or include each other in a circle.

Move what both need into a third file.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

USE_CYCLE = Kind("M2006", "use-cycle", Severity.ERROR)

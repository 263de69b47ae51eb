"""Files use or include each other too deep or too often.

Files may be nested 50 deep, and a film may hold 2,000 includes with 200,000 elements in all. Nothing that anyone
writes comes near; a chain or a doubling of files that was made by mistake does. What lies beyond is left out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

TOO_MUCH_INCLUDED = Kind("M1903", "too-much-included", Severity.ERROR)

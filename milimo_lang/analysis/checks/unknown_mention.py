"""An `@` names nothing that is declared.

The words stay in the prompt as written, but no look, reference or side of the line goes with them. Declare the
element, or drop the `@`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNKNOWN_MENTION = Kind("M2002", "unknown-mention", Severity.WARNING)

"""A cue is nearly the name of a declared character.

A misspelt cue makes a second person with a look of their own. Speakers who are not declared at all are welcome.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNDECLARED_SPEAKER = Kind("M2004", "undeclared-speaker", Severity.WARNING)

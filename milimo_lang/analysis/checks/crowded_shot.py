"""The words do not fit into the shot.

A speech is counted as 300 ms a word and one second, a paragraph as 200 ms a word and half a second. When a shot is
shorter than what is said in it, everything in it is hurried by the same factor.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

CROWDED_SHOT = Kind("M3004", "crowded-shot", Severity.WARNING)

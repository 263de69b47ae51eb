"""A phrase of a shot line, or a transition, is nearly a term of the vocabulary.

Phrases that are no terms go to the prompt as words, transitions that are none are played as cuts. This one looks like
a slip of the pen.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

MISSPELT_TERM = Kind("M2005", "misspelt-term", Severity.WARNING)

"""A speech is longer than the model makes at once.

A model generates a shot in chunks, and a speech belongs to one of them. One that is longer than a chunk is begun there
and not gone on with. Split the speech, or cut to another shot within it.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

LONG_SPEECH = Kind("M3014", "speech-longer-than-chunk", Severity.WARNING)

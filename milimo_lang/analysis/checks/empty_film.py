"""There is nothing to film.

A film needs at least one paragraph, one speech or one shot line (`!!`). A title page, declarations, notes and a scene
heading alone make no picture.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

EMPTY_FILM = Kind("M1901", "empty-film", Severity.ERROR)

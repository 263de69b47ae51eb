"""A used file sets defaults.

`Use` imports names: elements and definitions. `%set` speaks of the shots that follow it, and a used file has none.
Put it into the film, or bring the file's text in with `[[include: …]]`.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

SET_IN_LIBRARY = Kind("M2013", "set-in-library", Severity.ERROR)

"""A picture or sound the film names cannot be used.

The path is relative to the file that names it, written with forward slashes, and must stay inside the project (the
film's folder): no absolute paths, no links out, no addresses.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

MISSING_FILE = Kind("M4001", "missing-file", Severity.ERROR)

"""A picture or sound the film names cannot be used.

The path is relative to the project (the film's folder), written with forward slashes, and must stay inside it: no
parent folders, no absolute paths, no links out, no addresses.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

MISSING_FILE = Kind("M4001", "missing-file", Severity.ERROR)

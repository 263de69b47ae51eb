"""A screenplay file cannot be read.

The film, a file it uses (`Use: cast.mls`) or includes is missing, is a folder, is not UTF-8 text, or lies outside the
project. Everything else is still checked.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

UNREADABLE_FILE = Kind("M1902", "unreadable-file", Severity.ERROR)

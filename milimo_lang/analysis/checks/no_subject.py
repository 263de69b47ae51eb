"""A shot line mentions something that cannot be its subject.

People and things are subjects. A location is shown by its name; its look comes with the heading of its scene. A style
is no subject but the shot's style, and nothing is said of it. A voice cannot be seen.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

NO_SUBJECT = Kind("M2012", "no-subject", Severity.NOTE)

"""A transition leads into nothing.

It lies on the first frames of the shot that follows, and no shot does. End on `> FADE OUT.` to fade to black.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

DANGLING_TRANSITION = Kind("M3010", "dangling-transition", Severity.WARNING)

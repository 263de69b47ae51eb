"""`%set` cannot carry this.

It gives the shots of its scene, section or file their terms, their style, their variants (`@Mara.wet`), `negative` and
`seed`. A length, a keyframe, a subject or a take belongs to one shot and stands on the shot's own line.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

NOT_FOR_SET = Kind("M2014", "not-for-set", Severity.WARNING)

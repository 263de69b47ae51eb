"""Something that has no effect where it stands.

Keyframes and beats want a shot that is filmed or drawn: a card and black have neither. A shot with a `source:` is that
footage, whatever else its line says. `speed` is for footage.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

DOES_NOTHING = Kind("M3015", "does-nothing", Severity.WARNING)

"""A take was picked, and what it is made of has changed since.

A pick says: this picture. When the words of its shot change, a new one is made from the same seed, which nobody has
seen yet. Look at it: `milimo pick` with the same number takes it, `--keep` holds the picture that was picked.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.ir.lock import Pick
from milimo_lang.planning.examples import FILM, picked
from milimo_lang.source import Span

STALE_PICK = Kind("M3102", "stale-pick", Severity.WARNING)

WRONG = picked(FILM, content="0011223344556677")

MENDED = FILM


def stale_pick(slate: str, pick: Pick, model: str, span: Span) -> Diagnostic:
    """`model` is what the shot is made with now."""
    why = f"it was picked of {pick.model}" if pick.model != model else "the shot changed since"
    message = f"take {pick.take} of {slate} is not the one that was picked: {why}"
    command = f"milimo pick {pick.film} {slate} {pick.take}"
    return STALE_PICK(span, message, help=f"`{command}` takes it as it is now, with `--keep` as it was picked")

"""The lock picks a take of a shot that the film no longer has.

`milimo.lock` knows a shot by what is written of it. Where that changed beyond likeness, or was taken out, the pick
holds for nothing: it stays in the lock, and comes into force when the shot comes back. Pick the take anew for the shot
it is meant for, or take the block out. A shot with an `id:` is known whatever is written.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.ir.lock import Pick
from milimo_lang.planning.examples import FILM, picked
from milimo_lang.source import Span

LOST_PICK = Kind("M3103", "lost-pick", Severity.WARNING)

WRONG = picked(FILM, scene="EXT. HARBOUR - DAWN", shot="wide / Nets hang in the cold light.")

MENDED = FILM


def lost_pick(pick: Pick, span: Span) -> Diagnostic:
    called = f"“{pick.id}”" if pick.id else f"“{_short(pick.words)}” in {pick.scene or 'the first scene'}"
    message = f"take {pick.take} is picked of a shot that is not in the film any more: {called}"
    command = f"milimo pick {pick.film} SHOT {pick.take}"
    return LOST_PICK(span, message, help=f"`{command}` picks it anew; if the shot is gone, take this block out")


def _short(words: str) -> str:
    return words if len(words) <= 48 else f"{words[:47]}…"

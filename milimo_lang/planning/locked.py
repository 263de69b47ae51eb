"""`milimo.lock` read from a project: what it says, and its text for whoever points into it."""

from __future__ import annotations

from milimo_lang.diagnostics import Outcome
from milimo_lang.ir.lock import NAME, Lock, Unreadable, read_lock
from milimo_lang.planning.checks.bad_lock import bad_lock, lock_not_had
from milimo_lang.source import Source
from milimo_lang.world import NotHad, Trouble, World


def locked(world: World) -> tuple[Outcome[Lock], Source | None]:
    """What the project has decided; nothing where there is no lock, or one that cannot be read, which is told."""
    try:
        text = world.read(NAME)
    except NotHad as trouble:
        if trouble.trouble is Trouble.MISSING:
            return Outcome(Lock()), None
        return Outcome(Lock(), (lock_not_had(trouble),)), Source(NAME, trouble.salvage or "")
    try:
        return Outcome(read_lock(text)), Source(NAME, text)
    except Unreadable as wrong:
        return Outcome(Lock(), (bad_lock(wrong),)), Source(NAME, text)

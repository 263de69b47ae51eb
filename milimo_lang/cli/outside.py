"""What the outside did wrong, as one sentence: full disks, unreadable files, weights that are not there."""

from __future__ import annotations

import errno
import sys

from milimo_lang.cli.exits import Exit, Stop


def stop_of(error: Exception) -> Stop | None:
    """`error` as a `Stop`, or None when it is nobody's fault but ours."""
    if isinstance(error, Stop):
        return error
    if (stop := _of_compiler(error) or _of_runtime(error)) is not None:
        return stop
    if isinstance(error, MemoryError):
        return _of_system(errno.ENOMEM)
    if isinstance(error, OSError) and error.errno is not None:
        return _of_system(error.errno, error.filename)
    return None


def _of_system(number: int, path: object = None) -> Stop:
    from milimo_runtime.store.disk import sentence

    said, remedy = sentence(number)
    return Stop(f"cannot use {path}: {said}" if path else said, remedy, Exit.ENVIRONMENT)


def _of_compiler(error: Exception) -> Stop | None:
    world = sys.modules.get("milimo_lang.world")
    if world is not None and isinstance(error, world.NotHad):
        return Stop(error.sentence, error.remedy, Exit.ERRORS)
    return None


def _of_runtime(error: Exception) -> Stop | None:
    """The runtime's own sentences; its modules are looked at only where the command loaded them."""
    backend = sys.modules.get("milimo_runtime.backend")
    if backend is not None and isinstance(error, backend.Unavailable):
        return Stop(error.message, error.remedy, Exit.ENVIRONMENT)
    if backend is not None and isinstance(error, backend.Failed):
        return Stop(error.message, error.remedy, Exit.PARTIAL)
    execute = sys.modules.get("milimo_runtime.execute")
    if execute is not None and isinstance(error, execute.Interrupted):
        return Stop("interrupted; what was finished is kept", "build again to go on", Exit.INTERRUPTED)
    estimates = sys.modules.get("milimo_runtime.estimates")
    if estimates is not None and isinstance(error, estimates.OverBudget):
        return Stop(error.message, error.remedy, Exit.OVER_BUDGET)
    disk = sys.modules.get("milimo_runtime.store.disk")
    if disk is not None and isinstance(error, disk.DiskTrouble):
        return Stop(error.message, error.remedy, Exit.STORE if error.unhealed else Exit.ENVIRONMENT)
    return None

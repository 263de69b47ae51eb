"""What the outside did wrong, as one sentence: full disks, unreadable files, weights that are not there."""

from __future__ import annotations

import errno
import sys

from milimo_lang.cli.exits import Exit, Stop

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ERRNOS: dict[int, tuple[str, str]] = {
    **dict.fromkeys(
        _FULL,
        ("there is no space left", "make room, or point --cache and -o somewhere else; then build again"),
    ),
    errno.EROFS: ("the file system is read-only", "point --cache and -o at a folder that can be written"),
    errno.EACCES: ("permission denied", "change the permissions, or point --cache and -o somewhere else"),
    errno.EPERM: ("permission denied", "change the permissions, or point --cache and -o somewhere else"),
    errno.EMFILE: ("too many files are open", "raise the limit (`ulimit -n`), or build with fewer --jobs"),
    errno.ENOMEM: ("there is not enough memory", "build with fewer --jobs, or at a smaller --size"),
}


def stop_of(error: Exception) -> Stop | None:
    """`error` as a `Stop`, or None when it is nobody's fault but ours."""
    if isinstance(error, Stop):
        return error
    if (stop := _of_compiler(error) or _of_runtime(error)) is not None:
        return stop
    if isinstance(error, MemoryError):
        return Stop("there is not enough memory", _ERRNOS[errno.ENOMEM][1], Exit.ENVIRONMENT)
    if isinstance(error, OSError) and error.errno is not None:
        return _of_system(error)
    return None


def _of_system(error: OSError) -> Stop:
    sentence, remedy = _ERRNOS.get(error.errno or 0, ((error.strerror or str(error)).lower(), ""))
    where = f": {error.filename}" if error.filename else ""
    return Stop(sentence + where, remedy, Exit.ENVIRONMENT)


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
    disk = sys.modules.get("milimo_runtime.store.disk")
    if disk is not None and isinstance(error, disk.DiskTrouble):
        return Stop(error.message, error.remedy, Exit(error.code))
    return None

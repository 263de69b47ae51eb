"""Putting a new text in the place of a writer's file: whole or not at all, with the permissions it had."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from milimo_lang.cli.exits import Exit, Stop


def replace(file: Path, old: bytes, new: bytes, name: str) -> None:
    """Put `new` in the place of `old` at `file`, which is no link; `name` is what the person at the prompt calls it.

    Written beside it, synced and renamed, so that a reader or a lost power supply finds the old text or the new one.
    Raises `Stop` where that cannot be done; the file is as it was then.
    """
    status = file.stat()
    if not status.st_mode & 0o222 or not os.access(file, os.W_OK):
        raise Stop(f"{name} is read-only", "change its permissions first (chmod u+w)", Exit.ENVIRONMENT)
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{file.name[:100]}.", suffix=".part", dir=file.parent)
        try:
            with open(handle, "wb") as written:
                written.write(new)
                written.flush()
                os.fsync(handle)
            with suppress(PermissionError):
                os.chown(aside, status.st_uid, status.st_gid)
            shutil.copymode(file, aside)
            if file.read_bytes() != old:
                raise Stop(f"{name} was changed meanwhile, and stays as it is", "try again", Exit.ENVIRONMENT)
            Path(aside).replace(file)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or "the disk would not").lower()
        remedy = "it is as it was; check the permissions and the space of its folder"
        raise Stop(f"{name} cannot be written: {reason}", remedy, Exit.ENVIRONMENT) from error

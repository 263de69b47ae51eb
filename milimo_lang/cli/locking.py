"""`milimo.lock` as commands change it: read anew, changed, put in place whole, one command at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.target import MARKS, Target, from_here

if TYPE_CHECKING:
    from milimo_lang.ir.identity import Known
    from milimo_lang.ir.lock import Lock, Pick

NAME = MARKS[0]


def changed(target: Target, change: Callable[[Lock], Lock]) -> bool:
    """Put what `change` makes of the project's lock in its place; whether that is another one than before.

    Raises `Stop` where the lock cannot be read: then it stays as it is.
    """
    from milimo_lang.ir.lock import written_lock

    with _alone(target.root):
        before = read(target)
        after = change(before)
        if after == before:
            return False
        _put((target.root / NAME).resolve(), written_lock(after))
        return True


def read(target: Target) -> Lock:
    """The project's lock as it is now; an empty one where there is none. Raises `Stop`."""
    from milimo_lang.planning.locked import locked
    from milimo_lang.world import DiskWorld

    outcome, source = locked(DiskWorld(target.root))
    if outcome.diagnostics:
        wrong = outcome.diagnostics[0]
        line = f":{source.position(wrong.span.start).line}" if source is not None and source.text else ""
        raise Stop(f"{from_here(target.root / NAME)}{line}: {wrong.message}", wrong.help, Exit.ERRORS)
    return outcome.value


def followed(picks: tuple[Pick, ...], film: str, shots: list[Known]) -> tuple[Pick, ...]:
    """The picks with those of `film` known by what their shots say now; those that are lost stay."""
    from milimo_lang.planning.choices import located

    now = {pick: index for index, pick in located([p for p in picks if p.film == film], shots).items()}
    return tuple(replace(pick, **known_by(shots, now[pick])) if pick in now else pick for pick in picks)


def known_by(shots: list[Known], index: int) -> dict[str, Any]:
    """The fields of a pick that tell which shot it is of: the one at `index`."""
    from milimo_lang.planning.choices import neighbours

    shot = shots[index]
    equal = [at for at, one in enumerate(shots) if (one.scene, one.body) == (shot.scene, shot.body) and not one.id]
    return {
        "id": shot.id,
        "scene": shot.scene,
        "words": shot.words,
        "body": shot.body,
        "nth": 1 if shot.id else equal.index(index) + 1,
        "others": () if shot.id else neighbours(shots, index),
    }


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """No other command changes the lock of this project meanwhile."""
    handle = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):  # where folders cannot be locked, the last one wins
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _put(path: Path, text: str) -> None:
    """Put `text` in place whole. Raises `Stop` where the disk will not."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with open(scratch, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                scratch.chmod(path.stat().st_mode & 0o777)
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        from milimo_runtime.store.disk import sentence

        said, _ = sentence(error.errno or 0)
        remedy = "nothing was changed; work on a copy of the project where its folder can be written to"
        raise Stop(f"cannot write {from_here(path)}: {said}", remedy, Exit.ENVIRONMENT) from error

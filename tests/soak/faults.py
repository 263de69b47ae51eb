"""A disk that refuses at a call: one sentence, the right exit code, nothing half-written, and then a clean build."""

from __future__ import annotations

import errno
from pathlib import Path
from random import Random

from tests.soak.calls import failing_at
from tests.soak.kills import clean, killable, settled
from tests.soak.studio import FILM, Ended, Studio

ERRORS = {
    errno.ENOSPC: "there is no space left on the disk",
    errno.EDQUOT: "your disk quota is used up",
    errno.EIO: "the disk failed",
    errno.EMFILE: "too many files are open",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission is denied",
}


def trial(place: Path, seed: int) -> int:
    """Fail a build at a call, as `seed` says."""
    chance = Random(seed)
    at = chance.randint(1, killable(place.parent))
    each(place, at, chance.choice(sorted(ERRORS)), lasting=chance.random() < 0.5, force=chance.random() < 0.3)
    return 1


def each(place: Path, at: int, number: int, *, lasting: bool = False, force: bool = False) -> None:
    """Fail call `at` of a build with the error `number`; `lasting`: what makes files grow after it as well.

    `force`: the film was built before, and all of it is made again.
    """
    studio = Studio(place / "project")
    if force:
        assert studio.milimo("build", "film.mls").code == 0
    options = ["--force"] if force else []
    ended = studio.milimo("build", "film.mls", *options, gate=failing_at(at, number, lasting=lasting))
    _said(ended, number)
    whole = clean(FILM, place.parent)
    for name, data in studio.delivered().items():
        assert not name.startswith("film.") or data == whole[name], f"{name} is half written"
    assert studio.damaged() == ()
    settled(studio, FILM, place.parent)


def _said(ended: Ended, number: int) -> None:
    """A sentence and a code; or nothing, where the build could do without."""
    assert not ended.killed
    assert "Traceback" not in ended.err, ended.err
    if ended.code == 0:
        return
    allowed = {5, 4} if number == errno.EIO else {4}
    assert ended.code in allowed, (ended.code, ended.err)
    last = [line for line in ended.err.splitlines() if line.startswith("milimo: ")][-1]
    assert ERRORS[number] in last, ended.err

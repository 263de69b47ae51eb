"""The real command with real workers and the animatic, killed at any moment: the build, or one of its workers."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random

from tests.conftest import PATIENCE, command, environment
from tests.soak.studio import FILM, Studio

_LONGEST = 12.0
"""Seconds within which a kill comes."""


def trial(place: Path, seed: int) -> int:
    """Kill a build, or one of its processes, as `seed` says. Gives how many were killed."""
    chance = Random(seed)
    studio, kills = Studio(place / "project"), 0
    for _ in range(chance.randint(1, 3)):
        kills += killed(studio, chance, worker=chance.random() < 0.4)
    ended = milimo(studio)
    assert ended.returncode == 0, ended.stderr
    assert studio.delivered() == clean(place.parent), "other bytes than a clean build's"
    assert (left := studio.leftovers()) == [], left
    assert (damaged := studio.damaged()) == (), damaged
    return kills


def killed(studio: Studio, chance: Random, *, worker: bool) -> int:
    """Kill one build somewhere within the time it takes, or a process it started; 0 where it ended before."""
    build = subprocess.Popen(
        command("build", "film.mls", "--jobs", "2"),
        cwd=studio.root,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with suppress(subprocess.TimeoutExpired):
        build.wait(chance.random() ** 2 * _LONGEST)
    if build.poll() is not None:
        assert build.communicate()[1] is not None
        return 0
    others = [pid for pid in group(build.pid) if pid != build.pid]
    victim = chance.choice(others) if worker and others else build.pid
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
    _, err = build.communicate(timeout=PATIENCE)
    if victim != build.pid:
        assert build.returncode == 0, err
    wait_until_gone(build.pid)
    return 1


def milimo(studio: Studio) -> subprocess.CompletedProcess[str]:
    """A build that nobody kills."""
    build = command("build", "film.mls", "--jobs", "2")
    return subprocess.run(
        build, cwd=studio.root, env=environment(), capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@cache
def clean(folder: Path) -> dict[str, bytes]:
    """What a first build delivers."""
    studio = Studio(folder / "clean-animatic" / "project")
    assert (studio.root / "film.mls").read_text(encoding="utf-8") == FILM
    assert milimo(studio).returncode == 0
    return studio.delivered()


def group(number: int) -> list[int]:
    """The living processes of a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == number and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)


def wait_until_gone(number: int) -> None:
    """Workers end as soon as their build has gone."""
    last = time.monotonic() + PATIENCE
    while left := group(number):
        assert time.monotonic() < last, f"processes outlive their build: {left}"
        time.sleep(0.02)

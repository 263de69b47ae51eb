"""Many at one store: builds of two projects, collections, and somebody who kills.

Each thing is made once, nobody waits for the dead, nobody gets a wrong byte.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.conftest import PATIENCE
from tests.soak.kills import clean
from tests.soak.studio import FILM, Studio

FILM_HERE = FILM.replace("A lamp.", "A lamp. [sleep 0.02]").replace("Now.", "Now. [sleep 0.01]")


def trial(place: Path, seed: int) -> int:
    """Let builds and collections run beside each other, as `seed` says. Gives how many there were."""
    chance = Random(seed)
    projects = [Studio(place / "one" / "project"), Studio(place / "two" / "project")]
    for project in projects:
        (project.root / "film.mls").write_text(FILM_HERE, encoding="utf-8")
    cache, keep = str(place / "store"), chance.choice(["20GB", "20GB", "0B"])
    builds, collections = [], []
    for _ in range(chance.randint(2, 4)):
        for project in chance.choice([projects, projects[:1]]):
            out = f"build-{len(builds)}/film.mp4"
            builds.append((project, project.start("build", "film.mls", "--json", "--cache", cache, "-o", out)))
        collections.append(projects[0].start("cache", "gc", "--cache", cache, "--keep", keep))
        time.sleep(chance.random() * 0.05)
    doomed = chance.sample(builds, chance.choice([0, 1, 1, 2]))
    for _, running in doomed:
        time.sleep(chance.random() * 0.2)
        running.kill()
    began = time.monotonic()
    ended = [running.ended() for _, running in builds]
    swept = [running.ended() for running in collections]
    assert time.monotonic() - began < PATIENCE, "somebody waited"
    for one in swept:
        assert one.code in (0, 4), one.err
        assert one.code == 0 or "a build is using the store" in one.err, one.err
    for number, ((project, running), one) in enumerate(zip(builds, ended, strict=True)):
        if one.killed:
            assert any(running is other for _, other in doomed)
            continue
        assert one.code == 0, one.err
        whole = clean(FILM_HERE, place.parent)
        for name, data in whole.items():
            assert (project.root / f"build-{number}" / name).read_bytes() == data, "wrong bytes"
    if keep != "0B":
        made = Counter(event["key"] for one in ended for event in one.events if event["event"] == "done")
        assert set(made.values()) == {1}, f"made more than once: {made}"
    last = projects[0].milimo("build", "film.mls", "--json", "--cache", cache)
    assert last.code == 0, last.err
    assert list((place / "store" / "tmp").iterdir()) == []
    assert [path for path in (place / "store" / "locks").rglob("*") if path.is_file()] == []
    return len(builds) + len(collections)

"""What every engine keeps to: this machine's, with workers that are spawned or forked, and one that works elsewhere.

An engine of your own is another line in `ENGINES`.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from milimo_runtime.backends.fake import content
from milimo_runtime.engines import Assignment, Died, Dropped, Ended, Engine, Finished, Moved, Place, Refused, Warned
from milimo_runtime.engines.local import LocalEngine
from milimo_runtime.engines.pulse import Patience
from milimo_runtime.engines.starting import Forks, Process, forks, spawned
from milimo_runtime.keys import canonical_body
from tests.runtime.execute.films import Panel, film
from tests.runtime.execute.mischief import NAME
from tests.runtime.execute.remote import RemoteEngine

SOON = Patience(silent=6, stuck=8, cancelled=4)

Make = Callable[[int], Engine]


@pytest.fixture(scope="module")
def forked() -> Iterator[Forks | None]:
    with forks() as made:
        yield made


@pytest.fixture(params=["spawned", "forked", "remote"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, forked: Forks | None) -> Iterator[Engine]:
    """An engine with two places that draw and one for models."""
    made: Engine
    if request.param == "remote":
        made = RemoteEngine(2, silent=6)
    elif request.param == "forked" and forked is None:
        pytest.skip("only Linux forks workers")
    else:
        made = LocalEngine(2, tmp_path / "log", forks=forked if request.param == "forked" else None, patience=SOON)
    try:
        yield made
    finally:
        made.close()


def given(folder: Path, action: str, model: str = "") -> Assignment:
    node = film(Panel(folder.name, action)).nodes[0]
    folder.mkdir(exist_ok=True)
    return Assignment(node.id, NAME, canonical_body(node.body), {}, {"picture": folder / "picture"}, model)


def ends(engine: Engine, count: int) -> dict[str, Ended]:
    """How `count` units end; that each does so once, and by itself."""
    found: dict[str, Ended] = {}
    while len(found) < count:
        for report in engine.wait(120):
            if not isinstance(report, Moved | Warned):
                assert report.unit not in found
                found[report.unit] = report
    return found


def test_a_unit_is_made_with_what_it_was_given(engine: Engine, tmp_path: Path) -> None:
    segment = film(Panel("A")).nodes[1]
    (tmp_path / "in").write_bytes(b"a picture")
    inputs, outputs = {"picture": tmp_path / "in"}, {name: tmp_path / name for name in segment.body.outputs}
    engine.submit(Assignment(segment.id, NAME, canonical_body(segment.body), inputs, outputs))
    assert isinstance(ends(engine, 1)[segment.id], Finished)
    (name,) = outputs
    assert outputs[name].read_bytes() == content(segment.body, {"picture": b"a picture"}, name)


def test_places_are_taken_and_become_free_again(engine: Engine, tmp_path: Path) -> None:
    sign = tmp_path / "go"
    assert sorted(engine.free(), key=lambda place: place.models) == [Place(), Place(), Place(models=True)]
    engine.submit(given(tmp_path / "one", f"[wait {sign}]"))
    engine.submit(given(tmp_path / "two", f"[wait {sign}]", "ltx-2"))
    assert list(engine.free()) == [Place()]
    sign.touch()
    ends(engine, 2)
    assert sorted(engine.free(), key=lambda p: p.models) == [Place(), Place(), Place(models=True, loaded="ltx-2")]


def test_progress_warnings_and_refusals_come_through(engine: Engine, tmp_path: Path) -> None:
    engine.submit(given(tmp_path / "one", "[warn it is dark] [sleep 0.3] [fail]"))
    told: list[object] = []
    while not told or not isinstance(told[-1], Refused):
        told += engine.wait(60)
    assert told[-1] == Refused("one/picture", "the fake was told to fail", "take the word out")
    assert Warned("one/picture", "it is dark") in told
    assert any(isinstance(report, Moved) for report in told)


def test_a_cancelled_unit_is_dropped(engine: Engine, tmp_path: Path) -> None:
    engine.submit(given(tmp_path / "one", "[sleep 600]"))
    while not engine.wait(60):
        pass
    engine.cancel("one/picture")
    assert ends(engine, 1) == {"one/picture": Dropped("one/picture")}
    assert not (tmp_path / "one" / "picture").exists()


MISCHIEF = ["[die]", "[abort]", "[stop]", "[hang up]", "[babble]", "[children]"]


def test_what_happens_to_a_maker_costs_its_unit_alone(engine: Engine, tmp_path: Path) -> None:
    """Two at a time: each ends once, as having died, and what comes after is made in a new process."""
    for number in range(0, len(MISCHIEF), 2):
        pair = [tmp_path / f"{number}{side}" for side in "ab"]
        for folder, mischief in zip(pair, MISCHIEF[number : number + 2], strict=True):
            engine.submit(given(folder, mischief))
        found = ends(engine, 2)
        assert all(isinstance(end, Died) for end in found.values()), (MISCHIEF[number], found)
    engine.submit(given(tmp_path / "after", "She waits."))
    assert isinstance(ends(engine, 1)["after/picture"], Finished)


def test_a_unit_that_does_not_listen_is_dropped_all_the_same(engine: Engine, tmp_path: Path) -> None:
    engine.submit(given(tmp_path / "deaf", "[deaf]"))
    engine.wait(1)
    engine.cancel("deaf/picture")
    assert ends(engine, 1) == {"deaf/picture": Dropped("deaf/picture")}


def test_what_a_backend_does_to_itself_fails_its_unit(engine: Engine, tmp_path: Path) -> None:
    engine.submit(given(tmp_path / "exit", "[print] [exit]"))
    engine.submit(given(tmp_path / "memory", "[memory]"))
    found = ends(engine, 2)
    assert found["memory/picture"] == Died("memory/picture", "memory ran out", memory=True)
    end = found["exit/picture"]
    assert isinstance(end, Refused)
    assert "SystemExit" in end.message


def test_a_maker_that_is_stuck_is_given_up_and_one_at_work_is_not(tmp_path: Path) -> None:
    """Neither says a word; one computes. This is for engines that can tell."""
    engine = LocalEngine(2, tmp_path / "log", patience=SOON)
    try:
        engine.submit(given(tmp_path / "hog", "[hog]"))
        engine.submit(given(tmp_path / "stuck", "[stuck]"))
        assert ends(engine, 1) == {"stuck/picture": Died("stuck/picture", "it did nothing for 8 s")}
        for _ in range(3):
            assert list(engine.wait(1.0)) == []
    finally:
        engine.close()


def test_a_maker_that_does_not_answer_is_told_of_before_it_is_given_up(tmp_path: Path) -> None:
    """Once; what is made meanwhile by another goes on."""
    engine = LocalEngine(2, tmp_path / "log", patience=replace(SOON, worried=2, starting=30))
    try:
        engine.submit(given(tmp_path / "stopped", "[stop]"))
        engine.submit(given(tmp_path / "slow", "[sleep 3]"))  # nothing is said of it, unless the machine is slow too
        told: list[object] = []
        while not any(isinstance(report, Died) for report in told):
            told += [report for report in engine.wait(60) if not isinstance(report, Moved)]
        assert len(worries([one for one in told if getattr(one, "unit", "") == "stopped/picture"], "answered")) == 1
    finally:
        engine.close()


def worries(told: list[object], done: str) -> list[str]:
    """What is said of a process that has not `done` something for a while."""
    worry = rf"the process making it has not {done} for \d s; it is given \d s more"
    return [one.text for one in told if isinstance(one, Warned) and re.fullmatch(worry, one.text)]


class Stillborn:
    """Starts workers that are stopped before they come to say a word."""

    def worker(self, errors: IO[bytes]) -> Process:
        process = spawned(errors)
        os.kill(process.pid, signal.SIGSTOP)
        return process


def test_a_maker_that_never_starts_is_told_of_and_given_up(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log", forks=Stillborn(), patience=replace(SOON, worried=1, starting=3))  # type: ignore[arg-type]
    try:
        engine.submit(given(tmp_path / "one", "She waits."))
        told: list[object] = []
        while not told or not isinstance(told[-1], Died):
            told += engine.wait(60)
        assert len(worries(told, "started")) == 1
        assert told[1:] == [Died("one/picture", "it did not start for 3 s")]
    finally:
        engine.close()

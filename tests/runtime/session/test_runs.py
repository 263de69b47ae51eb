"""What a build leaves behind of itself: its journal, as the contract says, and what is read of it afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from milimo_runtime.journal import VERSION, Asked, Event
from milimo_runtime.runs import account, names, past
from milimo_runtime.session import Interrupted
from tests.conftest import ROOT
from tests.runtime.execute.films import Panel, build, film, panels
from tests.runtime.inline import inline

SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "events.schema.json").read_text("utf-8")))

EVENTFUL = film(
    Panel("A", "[warn it is dark]"),
    Panel("B", "[fail]", caption="Where is she?"),
    Panel("C", "[sleep 0.02]", speech="Here."),
    Panel("D", "[show]"),
)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Units are made in the test's own process."""
    inline(monkeypatch)


def store(root: Path) -> Path:
    return root / ".milimo"


def journal(root: Path) -> Path:
    """The newest journal of the project."""
    return store(root) / "journal" / f"{names(store(root))[0]}.jsonl"


def lines(root: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in journal(root).read_text("utf-8").splitlines()]


def interrupted(root: Path, patch: pytest.MonkeyPatch) -> None:
    with patch.context() as within:
        inline(within, {"B/picture": 0})
        with pytest.raises(Interrupted):
            build(root, film(Panel("A"), Panel("B", "[sleep 0.1]")))


def test_every_event_of_real_builds_is_as_the_contract_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Event] = []
    asset = tmp_path / "mara.png"
    asset.write_bytes(b"mara")
    calm = film(Panel("A", "[warn it is dark]"), Panel("B", asset="mara.png"), Panel("C", speech="Here."))
    found = []
    for plan, options in [
        (EVENTFUL, {}),
        (EVENTFUL, {"fail_fast": True}),
        (calm, {"asked": Asked("film.mls", {"force": True}), "force": True}),
        (film(Panel("A", "New."), Panel("B", asset="mara.png")), {}),
    ]:
        build(tmp_path, plan, on_event=told.append, **options)
        found += lines(tmp_path)
    interrupted(tmp_path, monkeypatch)
    found += lines(tmp_path)
    for line in [*found, *(event.as_json() for event in told)]:
        SCHEMA.validate(line)
    assert {line["v"] for line in found} == {VERSION}
    assert {line["event"] for line in found} >= {
        *("begun", "planned", "started", "progress", "warned", "done", "cached", "failed", "finished")
    }
    assert {line["ended"] for line in found if line["event"] == "finished"} == {"finished", "failed", "interrupted"}


def test_the_head_says_which_film_it_is_of_and_how_much_there_is_to_make(tmp_path: Path) -> None:
    plan = film(*panels("AB"))
    build(tmp_path, plan, asked=Asked("films/one.mls", {"size": "64x36"}))
    head = lines(tmp_path)[0]
    assert head["event"] == "begun"
    assert head["run"]["film"] == "films/one.mls"
    assert head["run"]["units"] == head["run"]["wanted"] == len(plan.nodes)
    assert head["run"]["options"] == {"size": "64x36"}
    build(tmp_path, plan)
    head = lines(tmp_path)[0]
    assert (head["run"]["film"], head["run"]["wanted"]) == ("film.mls", 0)


def test_past_runs_come_newest_first_and_say_how_they_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(_: Event) -> None:
        seen.append(past(store(tmp_path), 1)[0].ended)

    build(tmp_path, film(Panel("A")), on_event=look)
    assert set(seen[:-1]) == {"running"}
    assert seen[-1] == "finished"
    build(tmp_path, EVENTFUL)
    interrupted(tmp_path, monkeypatch)
    build(tmp_path, film(*panels("XY")))
    kept = journal(tmp_path).read_bytes().splitlines(keepends=True)
    journal(tmp_path).write_bytes(b"".join(kept[:-1]))
    runs = past(store(tmp_path), 10)
    assert [run.ended for run in runs] == ["killed", "interrupted", "failed", "finished"]
    assert [run.film for run in runs] == ["film.mls"] * 4
    whole = json.loads(kept[-1])
    assert (runs[0].made, runs[0].cached) == (whole["made"], whole["cached"])
    assert runs[2].failed == 3
    assert [run.name for run in past(store(tmp_path), 2)] == names(store(tmp_path))[:2]


def test_a_run_is_told_whole(tmp_path: Path) -> None:
    built = build(tmp_path, EVENTFUL)
    told = account(store(tmp_path), names(store(tmp_path))[0])
    assert {unit.unit for unit in told.made} | {unit.unit for unit in told.failed} == {n.id for n in EVENTFUL.nodes}
    assert (len(told.made), len(told.failed)) == (built.made, len(built.failed))
    cause = next(unit for unit in told.failed if unit.because is None)
    assert (cause.unit, cause.reason, cause.remedy) == (
        *("B/picture", "the fake was told to fail", "take the word out"),
    )
    assert all(unit.because == ("never built",) and unit.seconds >= 0 for unit in told.made)
    assert told.kinds["drawn.panel"][0] == 3
    assert told.warned == ("A/picture: it is dark",)
    assert told.unreadable == 0


def test_a_journal_cut_short_anywhere_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    build(tmp_path, EVENTFUL)
    path, whole = journal(tmp_path), journal(tmp_path).read_bytes()
    made = 0
    for size in [*range(0, len(whole) - 1, 61), len(whole)]:
        path.write_bytes(whole[:size])
        (run,) = past(store(tmp_path), 5)
        told = account(store(tmp_path), run.name)
        assert told.run == run
        assert len(told.made) >= made
        assert told.unreadable <= 1
        assert run.ended == ("failed" if size == len(whole) else "killed")
        made = len(told.made)


def test_damage_within_a_journal_costs_its_lines_alone(tmp_path: Path) -> None:
    build(tmp_path, film(*panels("AB")))
    kept = journal(tmp_path).read_bytes().splitlines(keepends=True)
    for damage in (
        b"\0\xff garbage\n",
        b"[1, 2]\n",
        b'{"event": 3}\n',
        b'{"event": "done", "unit": []}\n',
        b"[" * 9999,
    ):
        journal(tmp_path).write_bytes(b"".join([*kept[:3], damage + b"\n", *kept[3:]]))
        told = account(store(tmp_path), names(store(tmp_path))[0])
        assert told.unreadable >= 1
        assert (told.run.ended, len(told.made)) == ("finished", 6)


FIRST_VERSION = """\
{"v": 1, "at": 100.5, "event": "planned", "unit": "A/picture", "shot": "A", "reason": "never built", "seconds": 0.1}
{"v": 1, "at": 100.6, "event": "started", "unit": "A/picture", "shot": "A", "reason": "never built", "seconds": 0.0}
{"v": 1, "at": 101.6, "event": "done", "unit": "A/picture", "shot": "A", "reason": "never built", "seconds": 1.0, \
"kind": "drawn.panel"}
"""


@pytest.mark.parametrize(
    ("end", "ended"),
    [
        ("", "killed"),
        ('"reason": "1 made, 0 cached, 0 failed", "made": 1, "cached": 0, "failed": 0', "finished"),
        ('"reason": "1 made, 0 cached, 2 failed", "made": 1, "cached": 0, "failed": 2', "failed"),
        ('"reason": "interrupted", "made": 1, "cached": 0, "failed": 0', "interrupted"),
        ('"reason": "cannot use /x: there is no space left", "made": 1, "cached": 0, "failed": 0', "stopped"),
    ],
)
def test_journals_of_the_first_version_are_read(tmp_path: Path, end: str, ended: str) -> None:
    (tmp_path / ".milimo" / "journal").mkdir(parents=True)
    last = f'{{"v": 1, "at": 102.0, "event": "finished", "unit": null, "seconds": 1.5, {end}}}\n' if end else ""
    (tmp_path / ".milimo" / "journal" / "20260101T000000-1-0.jsonl").write_text(FIRST_VERSION + last)
    (run,) = past(store(tmp_path), 1)
    assert (run.ended, run.made, run.at, run.film) == (ended, 1, 100.5, "")
    assert run.seconds == pytest.approx(1.5 if end else 1.1)
    (made,) = account(store(tmp_path), run.name).made
    assert (made.unit, made.seconds, made.because) == ("A/picture", 1.0, ("never built",))


def test_the_last_two_hundred_journals_are_kept(tmp_path: Path) -> None:
    plan = film(Panel("A"))
    build(tmp_path, plan)
    for number in range(300):
        path = store(tmp_path) / "journal" / f"20200101T{number:06}-1-0.jsonl"
        path.write_text(FIRST_VERSION)
        path.with_suffix(".log").write_text("words")
    build(tmp_path, plan)
    found = names(store(tmp_path))
    assert len(found) == 201  # and the one that began then
    assert len(list((store(tmp_path) / "journal").glob("*.log"))) == 199
    assert found[2] == "20200101T000299-1-0"

"""Real processes, really killed: at most the unit in flight is lost, and nobody waits on the dead."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from milimo_lang.ir.plan import Plan
from milimo_runtime.journal import Event
from milimo_runtime.store import Store, upkeep
from tests.runtime.execute.films import Panel, build, clean, film, panels, tree

ROOT = Path(__file__).parents[3]


def start(root: Path, plan: Plan, name: str = "build", jobs: int = 2) -> subprocess.Popen[str]:
    """Start building `plan` into `root/NAME` in a process and a process group of its own."""
    path = root / f"{name}.json"
    path.write_text(plan.model_dump_json(by_alias=True))
    command = [sys.executable, str(Path(__file__).with_name("building.py")), str(root), str(path), str(jobs)]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'runtime'}"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, start_new_session=True)


def read_until(process: subprocess.Popen[str], event: str, unit: str) -> list[dict[str, Any]]:
    assert process.stdout is not None
    events = []
    for line in process.stdout:
        events.append(json.loads(line))
        if (events[-1]["event"], events[-1]["unit"]) == (event, unit):
            return events
    raise AssertionError(f"{unit} never {event}: {events}")


def processes_of_group(group: int) -> list[int]:
    """The living processes of a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_until_gone(group: int) -> None:
    while processes_of_group(group):
        time.sleep(0.01)


def leftovers(store: Path) -> list[Path]:
    """What nobody needs any more: scratch, halves of files, locks, logs in which nothing is said."""
    files = [path for path in store.rglob("*") if path.is_file()]
    parts = [path for path in files if path.suffix == ".part"]
    empty = [path for path in files if not path.stat().st_size and path.name != "lease"]
    return [*(store / "tmp").iterdir(), *parts, *empty]


def slow_film(go: Path) -> Plan:
    return film(Panel("A"), Panel("B", f"[wait {go}]"), *panels("CD"))


def test_ctrl_c_stops_the_build_and_the_next_goes_on_from_there(tmp_path: Path) -> None:
    plan = slow_film(tmp_path / "go")
    process = start(tmp_path, plan)
    read_until(process, "done", "A/picture")
    read_until(process, "progress", "B/picture")
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the build and its workers alike
    assert process.stdout is not None
    last = [json.loads(line) for line in process.stdout][-1]
    assert process.wait() == 130
    assert (last["event"], last["reason"]) == ("finished", "interrupted")
    wait_until_gone(process.pid)
    assert list((tmp_path / ".milimo" / "tmp").iterdir()) == []
    (tmp_path / "go").touch()
    events: list[Event] = []
    build(tmp_path, plan, on_event=events.append)
    assert "A/picture" in [event.unit for event in events if event.event == "cached"]
    assert tree(tmp_path / "build") == clean(plan, tmp_path / "none", tmp_path / "clean")


def test_a_killed_build_leaves_no_worker_and_loses_no_finished_unit(tmp_path: Path) -> None:
    plan = slow_film(tmp_path / "go")
    process = start(tmp_path, plan)
    read_until(process, "done", "A/picture")
    read_until(process, "progress", "B/picture")
    process.kill()
    process.wait()
    wait_until_gone(process.pid)
    assert leftovers(tmp_path / ".milimo") != []
    (tmp_path / "go").touch()
    events: list[Event] = []
    build(tmp_path, plan, on_event=events.append)
    assert leftovers(tmp_path / ".milimo") == []
    assert "A/picture" in [event.unit for event in events if event.event == "cached"]
    assert tree(tmp_path / "build") == clean(plan, tmp_path / "none", tmp_path / "clean")


def test_killed_at_any_moment_the_next_build_ends_as_a_clean_one(tmp_path: Path) -> None:
    plan = film(*panels("ABCD", speech="[sleep 0.01]"))
    expected = clean(plan, tmp_path / "none", tmp_path / "clean")
    chance = random.Random(7)
    for number in range(int(os.environ.get("MILIMO_KILLS", "4"))):
        root = tmp_path / str(number)
        root.mkdir()
        process = start(root, plan)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, 30)):
            process.stdout.readline()
        process.kill()
        process.wait()
        wait_until_gone(process.pid)  # what it had just begun to start holds its locks until it is a program of its own
        build(root, plan)
        assert tree(root / "build") == expected
        assert leftovers(root / ".milimo") == []
        assert upkeep.verify(Store(root / ".milimo")).damaged == ()


def test_a_listener_that_goes_away_stops_the_build_as_itself_and_loses_nothing(tmp_path: Path) -> None:
    def listener(event: Event) -> None:
        if event.event == "done":
            raise BrokenPipeError

    plan = film(*panels("AB"))
    with pytest.raises(BrokenPipeError):
        build(tmp_path, plan, on_event=listener)
    assert build(tmp_path, plan).cached > 0
    assert upkeep.verify(Store(tmp_path / ".milimo")).damaged == ()


def test_two_builds_at_once_make_each_unit_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    plan = film(*[Panel(slate, f"[sleep 0.05] [touch {log}] In {slate}.") for slate in "ABCDEF"])
    first, second = start(tmp_path, plan, "one"), start(tmp_path, plan, "two")
    events = [json.loads(line) for p in (first, second) for line in p.communicate()[0].splitlines()]
    assert (first.returncode, second.returncode) == (0, 0)
    made = [event["unit"] for event in events if event["event"] == "done"]
    assert sorted(made) == sorted(node.id for node in plan.nodes)
    assert len(log.read_text().splitlines()) == 6
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_build_takes_over_what_a_killed_one_was_making(tmp_path: Path) -> None:
    go = tmp_path / "go"
    plan = film(Panel("A", f"[wait {go}]"))
    dying = start(tmp_path, plan, "dying")
    read_until(dying, "progress", "A/picture")
    heir = start(tmp_path, plan, "heir")
    read_until(heir, "planned", "film")
    dying.kill()
    dying.wait()
    read_until(heir, "started", "A/picture")
    go.touch()
    heir.communicate()
    assert heir.returncode == 0


def test_a_build_in_another_surrounding_delivers_the_same_bytes(tmp_path: Path) -> None:
    plan = film(*panels("ABC", speech="Guten Tag."))
    expected = clean(plan, tmp_path / "none", tmp_path / "clean")
    (tmp_path / "film.json").write_text(plan.model_dump_json(by_alias=True))
    command = [sys.executable, str(Path(__file__).with_name("building.py")), ".", "film.json", "3"]
    env = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'runtime'}",
        "PYTHONHASHSEED": "5",
        "TZ": "Asia/Kolkata",
        "LC_ALL": "C",
    }
    subprocess.run(command, cwd=tmp_path, env=env, check=True, stdout=subprocess.DEVNULL)
    assert tree(tmp_path / "film") == expected

"""What a build does when its processes die, and what becomes of them when it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from milimo_runtime.backends import Registry
from milimo_runtime.engines.ends import killed_for_memory
from milimo_runtime.engines.pulse import Patience, Pulse
from milimo_runtime.journal import Event
from milimo_runtime.session import Built, open_session
from tests.conftest import PATIENCE, environment
from tests.runtime.execute.films import Panel, film, panels
from tests.runtime.execute.mischief import NAME

MISCHIEF = Registry((NAME,), announced=False)


def build(root: Path, action: str) -> tuple[Built, list[Event]]:
    """A film of three shots; `action` is what happens in the first."""
    events: list[Event] = []
    session = open_session(root, registry=MISCHIEF, jobs=2)
    plan = film(Panel("A", action), *panels("BC"))
    return session.build(plan, root / "build" / "film.mp4", on_event=events.append), events


def told(events: list[Event], what: str, unit: str) -> list[str]:
    return [event.reason for event in events if (event.event, event.unit) == (what, unit)]


def test_what_memory_ran_out_for_is_made_at_the_end_with_nothing_beside_it(tmp_path: Path) -> None:
    built, events = build(tmp_path, f"[memory once {tmp_path / 'ran out'}]")
    assert (built.failed, built.made) == ((), 8)
    again = "the process making it died (memory ran out); it is made once more at the end, with nothing beside it"
    assert told(events, "warned", "A/picture") == [again]
    order = [(event.event, event.unit) for event in events if event.event in ("started", "done")]
    last = len(order) - 1 - order[::-1].index(("started", "A/picture"))
    assert {unit for event, unit in order[:last] if event == "done"} >= {"B/segment", "C/segment", "film/mix"}
    assert order[last + 1] == ("done", "A/picture")


def test_what_memory_runs_out_for_twice_fails_with_what_to_do_and_the_rest_is_made(tmp_path: Path) -> None:
    built, _ = build(tmp_path, "[memory]")
    assert built.failed[0].reason == "the process making A/picture died twice (memory ran out)"
    assert "make the picture smaller" in built.failed[0].remedy
    assert {failure.unit for failure in built.failed} == {"A/picture", "A/segment", "film"}
    assert built.made == 5


def test_what_aborts_is_made_once_more_in_another_process_and_then_fails(tmp_path: Path) -> None:
    built, events = build(tmp_path, "[abort]")
    assert told(events, "warned", "A/picture") == [
        "the process making it died (killed by SIGABRT); it is made once more by another"
    ]
    assert built.failed[0].reason == "the process making A/picture died twice (killed by SIGABRT)"


def test_the_system_is_asked_whether_it_killed_for_memory(tmp_path: Path) -> None:
    counts = tmp_path / "memory.events"
    counts.write_text("low 0\nhigh 4\nmax 9\noom 3\noom_kill 2\n")
    assert killed_for_memory((str(counts), str(tmp_path / "missing"))) == 2


def test_a_worker_is_silent_only_while_we_listen() -> None:
    pulse, patience = Pulse(), Patience(starting=90, silent=60, stuck=900, cancelled=30)
    assert all(pulse.given_up(1, patience, making=True) is None for _ in range(89))
    pulse.beat(0.0)
    assert all(pulse.given_up(1, patience, making=True) is None for _ in range(59))
    pulse.beat(0.0)
    assert all(pulse.given_up(1, patience, making=True) is None for _ in range(59))
    assert pulse.given_up(1, patience, making=True) == "it did not answer for 60 s"


def test_an_hour_without_a_word_is_no_trouble_while_something_is_computed() -> None:
    pulse, patience = Pulse(), Patience()
    for second in range(3600):
        pulse.beat(second * 0.02)
        assert pulse.given_up(1, patience, making=True) is None
    for _ in range(899):
        pulse.beat(72.0)
        assert pulse.given_up(1, patience, making=True) is None
    pulse.beat(72.0)
    assert pulse.given_up(1, patience, making=True) == "it did nothing for 900 s"


BUILD = """
import sys
from pathlib import Path
from milimo_runtime.engines.starting import forks
from milimo_runtime.session import open_session
from tests.runtime.execute.films import Panel, film
from tests.runtime.execute.test_deaths import MISCHIEF
root, forked = Path(sys.argv[1]), sys.argv[2] == "forked"
with forks() as made:
    session = open_session(root, registry=MISCHIEF, jobs=2, forks=made if forked else None)
    plan = film(Panel("A", "[stop]"), Panel("B", "[sleep 600]"))
    session.build(plan, root / "film.mp4")
"""


def of_session(leader: int) -> dict[int, str]:
    """The processes of a session that have not ended, with their states: T for one that is stopped."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                words = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(words[3]) == leader and words[0] not in "ZX":
                    found[int(entry.name)] = words[0]
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a stopped process outlives a build that was killed")
@pytest.mark.parametrize("how", ["forked", "spawned"])
def test_no_process_outlives_a_build_that_is_killed_not_even_a_stopped_one(tmp_path: Path, how: str) -> None:
    command = [sys.executable, "-c", BUILD, str(tmp_path), how]
    parent = subprocess.Popen(command, env=environment(), start_new_session=True)
    try:
        until(lambda: "T" in of_session(parent.pid).values())
        assert len(of_session(parent.pid)) >= 3
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        until(lambda: not of_session(parent.pid))
    finally:
        for pid in of_session(parent.pid):
            os.kill(pid, signal.SIGKILL)


def until(done: Callable[[], bool], seconds: float = PATIENCE) -> None:
    last = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < last
        time.sleep(0.02)

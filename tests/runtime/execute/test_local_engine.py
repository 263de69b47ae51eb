"""Worker processes: what they report, and that they never outlive what they work for."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from milimo_runtime.devices import Device
from milimo_runtime.engines import Assignment, Died, Dropped, Finished, Moved, Place, Refused, Report, Warned
from milimo_runtime.engines.local import LocalEngine
from milimo_runtime.engines.starting import Forks, forks
from milimo_runtime.keys import canonical_body
from tests.conftest import environment
from tests.runtime.execute.films import Panel, film

FAKE = "milimo_runtime.backends.fake:FakeBackend"


def assignment(folder: Path, action: str, model: str = "", *, alone: bool = False) -> Assignment:
    node = film(Panel(folder.name, action)).nodes[0]
    folder.mkdir(exist_ok=True)
    return Assignment(node.id, FAKE, canonical_body(node.body), {}, {"picture": folder / "picture"}, model, alone)


def the_end(engine: LocalEngine) -> Report:
    return the_ends(engine, 1)[0]


def the_ends(engine: LocalEngine, count: int) -> list[Report]:
    """How the next `count` units ended, in this order."""
    ends: list[Report] = []
    while len(ends) < count:
        ends += [report for report in engine.wait(None) if not isinstance(report, Moved)]
    return ends


def until_free(engine: LocalEngine, place: Place) -> None:
    while place not in engine.free():
        assert not any(isinstance(report, Died | Refused) for report in engine.wait(30))


def test_a_made_unit_is_reported_with_what_was_written(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", "She waits."))
    report = the_end(engine)
    engine.close()
    assert isinstance(report, Finished)
    assert report.outputs["picture"][1] == (tmp_path / "one" / "picture").stat().st_size
    assert not (tmp_path / "log").exists()  # nobody said anything


def test_a_cancelled_unit_is_dropped_and_its_worker_goes_on(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", "[sleep 600]"))
    while not engine.wait(None):
        pass
    engine.cancel("one/picture")
    assert the_end(engine) == Dropped("one/picture")
    assert not (tmp_path / "one" / "picture").exists()
    engine.submit(assignment(tmp_path / "two", "She waits."))
    assert isinstance(the_end(engine), Finished)
    engine.close()


def test_a_sentence_of_the_maker_comes_through(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", "[fail]"))
    assert the_end(engine) == Refused("one/picture", "the fake was told to fail", "take the word out")
    engine.close()


def test_a_warning_comes_through_and_the_unit_goes_on(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", "[warn memory is short]"))
    warned, finished = the_ends(engine, 2)
    assert warned == Warned("one/picture", "memory is short")
    assert isinstance(finished, Finished)
    engine.close()


# ---------------------------------------------------------------- models


def test_a_device_keeps_the_model_it_loaded(tmp_path: Path) -> None:
    engine = LocalEngine(2, tmp_path / "log")
    assert engine.free() == [Place(models=True), Place(), Place()]
    engine.submit(assignment(tmp_path / "one", "She waits.", model="ltx-2"))
    the_end(engine)
    assert engine.free() == [Place(models=True, loaded="ltx-2"), Place(), Place()]
    engine.close()


def test_units_of_models_take_no_place_from_drawings_nor_drawings_from_them(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", "[sleep 600]", model="ltx-2"))
    assert engine.free() == [Place()]
    engine.submit(assignment(tmp_path / "two", "[sleep 600]"))
    assert engine.free() == []
    engine.close()


def test_all_units_of_models_run_in_one_process_a_device(tmp_path: Path) -> None:
    engine = LocalEngine(4, tmp_path / "log")
    seen = set()
    for name, model in (("one", "words"), ("two", "ltx-2"), ("three", "other")):
        engine.submit(assignment(tmp_path / name, "She waits.", model))
        assert Place(models=True) not in engine.free()
        the_end(engine)
        seen |= {worker.process.pid for worker in engine._workers}
    assert len(seen) == 1
    engine.close()


def test_each_device_is_seen_by_its_own_process_alone(tmp_path: Path) -> None:
    two = (Device("one", environment=(("SEEN", "1"),)), Device("two", environment=(("SEEN", "2"),)))
    engine = LocalEngine(1, tmp_path / "log", two)
    for name in ("one", "two"):
        engine.submit(assignment(tmp_path / name, f"[note SEEN {tmp_path / 'noted'}]", "ltx-2"))
    assert engine.free() == [Place()]
    the_ends(engine, 2)
    engine.close()
    assert sorted((tmp_path / "noted").read_text().split()) == ["1", "2"]


def test_what_needs_no_device_any_more_goes_on_beside_the_next_unit(tmp_path: Path) -> None:
    """The first waits for what the second makes: one after the other they would wait for ever."""
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", f"[beside {tmp_path / 'go'}]", "ltx-2"))
    until_free(engine, Place(models=True, loaded="ltx-2"))
    engine.submit(assignment(tmp_path / "two", f"[touch {tmp_path / 'go'}]", "ltx-2"))
    ends = the_ends(engine, 2)
    assert all(isinstance(end, Finished) for end in ends)
    assert {end.unit for end in ends} == {"one/picture", "two/picture"}
    engine.close()


def test_a_unit_that_wants_to_be_alone_keeps_its_place_to_its_end(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", f"[beside {tmp_path / 'go'}]", "ltx-2", alone=True))
    for _ in range(4):
        engine.wait(0.5)
        assert engine.free() == [Place()]
    (tmp_path / "go").touch()
    assert isinstance(the_end(engine), Finished)
    engine.close()


def test_each_of_two_units_side_by_side_can_be_cancelled(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", f"[beside {tmp_path / 'never'}]", "ltx-2"))
    until_free(engine, Place(models=True, loaded="ltx-2"))
    engine.submit(assignment(tmp_path / "two", "[sleep 600]", "ltx-2"))
    engine.cancel("one/picture")
    assert the_end(engine) == Dropped("one/picture")
    engine.cancel("two/picture")
    assert the_end(engine) == Dropped("two/picture")
    assert not (tmp_path / "one" / "picture").exists()
    engine.close()


def test_all_that_a_process_was_making_dies_with_it(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", f"[beside {tmp_path / 'never'}]", "ltx-2"))
    until_free(engine, Place(models=True, loaded="ltx-2"))
    engine.submit(assignment(tmp_path / "two", "[die]", "ltx-2"))
    assert the_ends(engine, 2) == [Died(f"{name}/picture", "killed by SIGKILL", memory=True) for name in ("one", "two")]
    assert engine.free() == [Place(models=True), Place()]
    engine.close()


# ---------------------------------------------------------------- memory


@pytest.fixture(scope="module")
def workers() -> Iterator[Forks]:
    with forks() as made:
        if made is None:
            pytest.skip("only Linux forks workers")
        yield made


def test_forked_workers_make_units_side_by_side(workers: Forks, tmp_path: Path) -> None:
    engine = LocalEngine(2, tmp_path / "log", (), workers)
    engine.submit(assignment(tmp_path / "one", f"[wait {tmp_path / 'go'}]"))
    engine.submit(assignment(tmp_path / "two", "She waits."))
    assert isinstance(the_end(engine), Finished)
    assert (tmp_path / "two" / "picture").exists()
    (tmp_path / "go").touch()
    assert isinstance(the_end(engine), Finished)
    engine.close()


def test_what_a_forked_worker_died_of_is_told(workers: Forks, tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log", (), workers)
    engine.submit(assignment(tmp_path / "one", "[die]"))
    assert the_end(engine) == Died("one/picture", "killed by SIGKILL", memory=True)
    engine.submit(assignment(tmp_path / "two", "She waits."))
    assert isinstance(the_end(engine), Finished)
    engine.close()


def test_workers_start_by_themselves_when_there_is_nothing_left_to_fork(tmp_path: Path) -> None:
    with forks() as made:
        if made is None:
            pytest.skip("only Linux forks workers")
        made.close()
        engine = LocalEngine(1, tmp_path / "log", (), made)
        engine.submit(assignment(tmp_path / "one", "She waits."))
        assert isinstance(the_end(engine), Finished)
        engine.close()


_ROOMY = """
from pathlib import Path
from milimo_runtime.engines.worker import give_back_memory
def held(): return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
pieces = [bytes([1]) * 65536 for _ in range(2000)]
full, last = held(), pieces[-1]
del pieces
give_back_memory()
print(full - held())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be asked to")
def test_an_idle_worker_gives_back_the_memory_of_its_last_unit() -> None:
    done = subprocess.run([sys.executable, "-c", _ROOMY], capture_output=True, text=True, check=True, env=environment())
    assert int(done.stdout) > 100e6

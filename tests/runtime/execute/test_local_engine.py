"""Worker processes: what they report, and that they never outlive what they work for."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from milimo_runtime.engines import Assignment, Dropped, Finished, Moved, Refused, Report
from milimo_runtime.engines.local import LocalEngine
from milimo_runtime.keys import canonical_body
from tests.conftest import environment
from tests.runtime.execute.films import Panel, film

FAKE = "milimo_runtime.backends.fake:FakeBackend"


def assignment(folder: Path, action: str, model: str = "") -> Assignment:
    node = film(Panel("A", action)).nodes[0]
    folder.mkdir(exist_ok=True)
    return Assignment(node.id, FAKE, canonical_body(node.body), {}, {"picture": folder / "picture"}, model)


def the_end(engine: LocalEngine) -> Report:
    while True:
        for report in engine.wait(None):
            if not isinstance(report, Moved):
                return report


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
    engine.cancel("A/picture")
    assert the_end(engine) == Dropped("A/picture")
    assert not (tmp_path / "one" / "picture").exists()
    engine.submit(assignment(tmp_path / "two", "She waits."))
    assert isinstance(the_end(engine), Finished)
    engine.close()


def test_a_sentence_of_the_maker_comes_through(tmp_path: Path) -> None:
    engine = LocalEngine(1, tmp_path / "log")
    engine.submit(assignment(tmp_path / "one", "[fail]"))
    assert the_end(engine) == Refused("A/picture", "the fake was told to fail", "take the word out")
    engine.close()


def test_a_place_keeps_the_model_it_loaded(tmp_path: Path) -> None:
    engine = LocalEngine(2, tmp_path / "log")
    assert engine.free() == ["", ""]
    engine.submit(assignment(tmp_path / "one", "She waits.", model="ltx-2"))
    the_end(engine)
    assert sorted(engine.free()) == ["", "ltx-2"]
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

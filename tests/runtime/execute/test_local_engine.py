"""Worker processes: what they report, and that they never outlive what they work for."""

from __future__ import annotations

from pathlib import Path

from milimo_runtime.engines import Assignment, Dropped, Finished, Moved, Refused, Report
from milimo_runtime.engines.local import LocalEngine
from milimo_runtime.keys import canonical_body
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

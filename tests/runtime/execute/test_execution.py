"""What a build makes, in which order, and what it does when something cannot be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from milimo_lang.ir.bodies import DenoiseBody
from milimo_lang.ir.plan import Node, Plan
from milimo_lang.ir.soundness import problems
from milimo_runtime.backend import Unavailable
from milimo_runtime.backends import Registry
from milimo_runtime.journal import Event
from milimo_runtime.session import open_session
from tests.runtime.execute.films import FAKE, RATE, SIZE, Panel, build, clean, film, panels, tree


def names(events: list[Event], what: str) -> list[str]:
    return [event.unit or "" for event in events if event.event == what]


def test_the_films_of_these_tests_are_sound_plans() -> None:
    assert problems(film(*panels("ABC", speech="Hello."))) == []


def test_a_first_build_makes_everything_once_inputs_first(tmp_path: Path) -> None:
    events: list[Event] = []
    built = build(tmp_path, film(*panels("AB")), on_event=events.append)
    made = names(events, "done")
    assert sorted(made) == ["A/picture", "A/segment", "B/picture", "B/segment", "film", "film/mix"]
    assert made.index("A/picture") < made.index("A/segment") < made.index("film")
    assert (built.made, built.cached, built.failed) == (6, 0, ())
    assert events[-1].event == "finished"


def test_a_second_build_makes_nothing_and_leaves_the_film_alone(tmp_path: Path) -> None:
    plan = film(*panels("AB"))
    build(tmp_path, plan)
    before = (tmp_path / "build" / "film.mp4").stat()
    built = build(tmp_path, plan)
    after = (tmp_path / "build" / "film.mp4").stat()
    assert (built.made, built.cached) == (0, 6)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_captions_lie_beside_the_film(tmp_path: Path) -> None:
    build(tmp_path, film(*panels("A")))
    assert sorted(tree(tmp_path / "build")) == ["film.mp4", "film.srt", "film.vtt"]


def test_an_edit_makes_that_shot_its_segment_and_the_cut(tmp_path: Path) -> None:
    first, *rest = panels("ABC")
    build(tmp_path, film(first, *rest))
    events: list[Event] = []
    plan = film(first.but(action="She leaves."), *rest)
    build(tmp_path, plan, on_event=events.append)
    assert names(events, "done") == ["A/picture", "A/segment", "film"]


def test_a_changed_caption_draws_no_picture(tmp_path: Path) -> None:
    first, *rest = panels("ABC", caption="Hello.")
    build(tmp_path, film(first, *rest))
    events: list[Event] = []
    build(tmp_path, film(first.but(caption="Good-bye."), *rest), on_event=events.append)
    assert names(events, "done") == ["A/segment", "film"]


def test_a_shot_inserted_at_the_front_draws_one_picture(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "One."), Panel("B", "Two.")))
    events: list[Event] = []
    plan = film(Panel("A", "None."), Panel("B", "One."), Panel("C", "Two."))
    build(tmp_path, plan, on_event=events.append)
    assert sorted(names(events, "done")) == ["A/picture", "A/segment", "film", "film/mix"]


def test_an_input_made_again_with_the_same_bytes_ends_it_there(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "[blank] She waits."), Panel("B")))
    events: list[Event] = []
    build(tmp_path, film(Panel("A", "[blank] She leaves."), Panel("B")), on_event=events.append)
    assert names(events, "done") == ["A/picture"]


def test_the_same_picture_in_two_shots_is_drawn_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    same = f"[touch {log}] She waits."
    built = build(tmp_path, film(Panel("A", same), Panel("B", same), Panel("C", same)))
    assert log.read_text() == "made\n"
    assert built.made == 4
    assert built.cached == 4


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_number_of_jobs_changes_no_byte(tmp_path: Path, jobs: int) -> None:
    plan = film(*panels("ABCD", speech="Hello."))
    expected = clean(plan, tmp_path, tmp_path / "clean")
    (tmp_path / "again").mkdir()
    build(tmp_path / "again", plan, jobs=jobs)
    assert tree(tmp_path / "again" / "build") == expected


def test_a_failed_shot_stops_only_what_needs_it(tmp_path: Path) -> None:
    events: list[Event] = []
    built = build(tmp_path, film(Panel("A", "[fail]"), *panels("BC")), on_event=events.append)
    assert built.film is None
    assert {f.unit: f.reason for f in built.failed} == {
        "A/picture": "the fake was told to fail",
        "A/segment": "not made because A/picture failed",
        "film": "not made because A/picture failed",
    }
    assert set(names(events, "done")) == {"B/picture", "B/segment", "C/picture", "C/segment", "film/mix"}
    assert not (tmp_path / "build").exists()


def test_what_was_made_beside_a_failure_is_kept(tmp_path: Path) -> None:
    build(tmp_path, film(Panel("A", "[fail]"), *panels("BC")))
    events: list[Event] = []
    build(tmp_path, film(Panel("A", "She sits."), *panels("BC")), on_event=events.append)
    assert names(events, "done") == ["A/picture", "A/segment", "film"]


def test_fail_fast_starts_nothing_after_a_failure(tmp_path: Path) -> None:
    failing = film(Panel("A", "[fail]"), *panels("BCDEFGH"))
    built = build(tmp_path, failing, jobs=1, fail_fast=True)
    assert built.failed[0].unit == "A/picture"
    assert built.made < 3


def test_fail_fast_cancels_what_runs_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    running, never = tmp_path / "running", tmp_path / "never"
    events: list[Event] = []

    def listen(event: Event) -> None:
        events.append(event)
        if event.event == "progress" and event.unit == "B/picture":
            running.touch()

    plan = film(Panel("A", f"[wait {running}] [fail]"), Panel("B", f"[wait {never}]"), Panel("C"))
    built = build(tmp_path, plan, jobs=2, fail_fast=True, on_event=listen)
    assert built.journal is not None
    (cancelled,) = [event for event in events if event.event == "cancelled"]
    assert (cancelled.unit, cancelled.reason) == ("B/picture", "A/picture failed")
    assert '"event": "cancelled", "unit": "B/picture"' in built.journal.read_text("utf-8")
    assert {failure.unit for failure in built.failed} == {"A/picture", "A/segment", "film"}
    never.touch()
    units = open_session(tmp_path, registry=FAKE).forecast(plan)
    assert {unit.id: unit.status for unit in units}["B/picture"] == "miss"
    assert list((tmp_path / ".milimo" / "tmp").iterdir()) == []


def test_a_unit_fails_with_the_one_that_was_to_be_made_for_both(tmp_path: Path) -> None:
    built = build(tmp_path, film(Panel("A", "[fail]"), Panel("B", "[fail]")))
    assert {"A/picture", "B/picture"} <= {failure.unit for failure in built.failed}


def test_a_maker_that_breaks_costs_its_unit_only(tmp_path: Path) -> None:
    built = build(tmp_path, film(Panel("A", "[break]"), Panel("B")))
    assert built.failed[0].reason == "the maker broke: ValueError: the fake was told to break"
    assert built.journal is not None
    log = built.journal.with_suffix(".log")
    assert str(log) in built.failed[0].remedy
    assert "in _break" in log.read_text()
    assert built.made == 3


def test_a_maker_that_writes_nothing_is_found_out(tmp_path: Path) -> None:
    assert build(tmp_path, film(Panel("A", "[lazy]"))).failed[0].reason == "the maker wrote no picture"


def test_a_worker_that_dies_is_replaced_and_its_unit_tried_again(tmp_path: Path) -> None:
    plan = film(Panel("A", f"[die once {tmp_path / 'died'}]"), Panel("B"))
    built = build(tmp_path, plan)
    assert (built.made, built.failed) == (6, ())


def test_a_unit_that_kills_its_worker_twice_has_failed(tmp_path: Path) -> None:
    built = build(tmp_path, film(Panel("A", "[die]"), Panel("B")), jobs=1)
    assert built.failed[0].reason == "the process making A/picture died twice (killed by SIGKILL)"
    assert built.made == 3


def test_force_makes_everything_again(tmp_path: Path) -> None:
    plan = film(*panels("AB", speech="Hello."))
    build(tmp_path, plan)
    built = build(tmp_path, plan, force=True)
    assert (built.made, built.cached) == (7, 1)  # the two speeches are one


def test_a_kind_nobody_makes_stops_the_build_before_anything_is_made(tmp_path: Path) -> None:
    session = open_session(tmp_path, registry=Registry(("tests.runtime.execute.partial:OnlyDrawn",), announced=False))
    with pytest.raises(Unavailable, match=r"model ltx-2 cannot be rendered by this version"):
        session.build(_with_chunk(film(*panels("A"))), tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_shot_of_a_kind_nobody_makes_fails_and_the_others_are_made(tmp_path: Path) -> None:
    plan = _with_chunk(film(*panels("AB")))
    session = open_session(tmp_path, registry=Registry(("tests.runtime.execute.partial:OnlyDrawn",), announced=False))
    built = session.build(plan, tmp_path / "film.mp4")
    (failure,) = built.failed
    assert (failure.unit, failure.shot, failure.unavailable) == ("A/chunk/0", "A", True)
    assert failure.reason == "needs the ltx-2 runtime"
    assert built.film is not None


def test_a_machine_without_the_means_stops_the_build_before_anything_is_made(tmp_path: Path) -> None:
    session = open_session(tmp_path, registry=Registry(("tests.runtime.execute.partial:NoGpu",), announced=False))
    with pytest.raises(Unavailable, match="there is no GPU here"):
        session.build(film(*panels("A")), tmp_path / "film.mp4")


def test_what_is_in_the_store_needs_no_means(tmp_path: Path) -> None:
    plan = film(*panels("A"))
    build(tmp_path, plan)
    session = open_session(tmp_path, registry=Registry(("tests.runtime.execute.partial:NoGpu",), announced=False))
    assert session.build(plan, tmp_path / "film.mp4").made == 0


def test_an_asset_that_is_missing_fails_its_unit_with_a_sentence(tmp_path: Path) -> None:
    built = build(tmp_path, film(Panel("A", asset="refs/mara.png"), Panel("B")))
    assert built.failed[0].reason == "refs/mara.png is not there"
    assert built.made == 3


def test_an_asset_that_changes_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    asset, go = tmp_path / "mara.png", tmp_path / "go"
    asset.write_bytes(b"before")

    def change(event: Event) -> None:
        if event.event == "started" and event.unit == "A/picture" and not go.exists():
            asset.write_bytes(b"after!")
            go.touch()

    plan = film(Panel("A", f"[wait {go}]", asset="mara.png"))
    build(tmp_path, plan, on_event=change)
    delivered = tree(tmp_path / "build")
    assert asset.read_bytes() == b"after!"
    assert delivered == clean(plan, tmp_path, tmp_path / "clean")


def test_an_unused_fake_is_never_chosen() -> None:
    assert all("fake" not in name for name in Registry().names)
    assert FAKE.backend_for("drawn.panel") == "milimo_runtime.backends.fake:FakeBackend"


def _with_chunk(plan: Plan) -> Plan:
    body = DenoiseBody(kind="chunk.denoise", family="ltx-2", size=SIZE, rate=RATE, frames=25, seed=1)
    return plan.model_copy(update={"nodes": (Node(id="A/chunk/0", shot="A", body=body), *plan.nodes)})

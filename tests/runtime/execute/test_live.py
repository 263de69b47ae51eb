"""A film while it is written: what of one plan goes on under the next, what is cancelled, and what is kept."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from milimo_lang.ir.plan import Plan
from milimo_runtime.backend import Unavailable
from milimo_runtime.backends import Registry
from milimo_runtime.engines.starting import Forks, forks
from milimo_runtime.journal import Event
from milimo_runtime.live import ANOTHER, Live
from milimo_runtime.rates import Rates, Sample, read_rates
from milimo_runtime.session import Built, open_session
from milimo_runtime.store import DiskTrouble, Store
from tests.conftest import PATIENCE
from tests.runtime.execute.films import FAKE, Panel, clean, film, panels, tree


class Writing:
    """A film being written: plans go in, events and films come out."""

    def __init__(self, root: Path, cache: Path | None = None, workers: Forks | None = None) -> None:
        root.mkdir()
        self.root = root
        self.live = Live(open_session(root, registry=FAKE, jobs=2, cache=cache, forks=workers))
        self.events: list[Event] = []
        self.built: Built | None = None

    def write(self, *shots: Panel) -> Plan:
        plan = film(*shots)
        self.events.clear()
        self.built = None
        self.live.take(plan, self.root / "build" / "film.mp4", on_event=self.events.append)
        return plan

    def until(self, what: Callable[[], object]) -> None:
        last = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < last, self.events
            self.built = self.live.wait(0.1) or self.built

    def finish(self) -> Built:
        self.until(lambda: self.built)
        assert self.built is not None
        return self.built

    def told(self, event: str) -> list[str]:
        return [one.unit or "" for one in self.events if one.event == event]

    def begun(self, *units: str) -> None:
        self.until(lambda: set(units) <= {*self.told("started")})


@pytest.fixture(scope="module")
def workers() -> Iterator[Forks | None]:
    with forks() as workers:
        yield workers


@pytest.fixture
def writing(tmp_path: Path, workers: Forks | None) -> Iterator[Writing]:
    writing = Writing(tmp_path / "film", workers=workers)
    yield writing
    writing.live.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Writing]:
    """One whose workers are this process's own children."""
    alone = Writing(tmp_path / "alone")
    yield alone
    alone.live.close()


def children() -> set[str]:
    tasks = Path("/proc/self/task").iterdir()
    return {pid for task in tasks for pid in (task / "children").read_text().split()}


def makes(log: Path) -> int:
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_a_film_comes_out_as_a_build_makes_it(writing: Writing, tmp_path: Path) -> None:
    plan = writing.write(*panels("ABC", speech="Hello."))
    built = writing.finish()
    assert (built.made, built.failed) == (9, ())
    assert tree(writing.root / "build") == clean(plan, writing.root, tmp_path / "clean")
    assert writing.events[-1].event == "finished"


def test_what_the_new_plan_wants_too_goes_on_and_is_made_once(writing: Writing, tmp_path: Path) -> None:
    log, gate = tmp_path / "log", tmp_path / "gate"
    slow = Panel("A", f"[touch {log}] [wait {gate}] She waits.")
    writing.write(slow, Panel("B"))
    writing.begun("A/picture")
    writing.write(slow, Panel("B", "She leaves."), Panel("C", "She comes back."))
    assert "A/picture" in writing.told("started")
    gate.touch()
    assert writing.finish().failed == ()
    assert makes(log) == 1
    assert "A/picture" not in writing.told("cancelled")


def test_a_unit_goes_on_under_another_name(writing: Writing, tmp_path: Path) -> None:
    log, gate = tmp_path / "log", tmp_path / "gate"
    action = f"[touch {log}] [wait {gate}] She waits."
    writing.write(Panel("A", action))
    writing.begun("A/picture")
    writing.write(Panel("A", "An empty room."), Panel("B", action))
    gate.touch()
    writing.finish()
    assert {"A/picture", "B/picture"} <= set(writing.told("done"))
    assert makes(log) == 1


def test_what_the_new_plan_does_not_want_is_stopped_and_nothing_of_it_is_kept(writing: Writing, tmp_path: Path) -> None:
    never = tmp_path / "never"
    writing.write(Panel("A", f"[wait {never}]"), Panel("B"))
    writing.begun("A/picture")
    key = next(event.key for event in writing.events if event.event == "started" and event.unit == "A/picture")
    assert key is not None
    writing.write(Panel("A", "She sits."), Panel("B"))
    stopped = [event for event in writing.events if event.event == "cancelled"]
    assert [(event.unit, event.reason) for event in stopped] == [("A/picture", ANOTHER)]
    writing.finish()
    store = open_session(writing.root).store
    assert store.peek(key) is None
    assert store.preimage(key) is None
    places = [path for path in (store.path / "tmp").iterdir() if path.is_dir()]
    assert [list(place.iterdir()) for place in places] == [[]]


def test_of_an_old_plan_what_was_not_begun_is_never_begun(writing: Writing, tmp_path: Path) -> None:
    never, log = tmp_path / "never", tmp_path / "log"
    waiting = [Panel(slate, f"[wait {never}] {slate}") for slate in "AB"]
    writing.write(*waiting, *(Panel(slate, f"[touch {log}] {slate}") for slate in "CDEF"))
    writing.until(lambda: len(writing.told("started")) >= 2)
    writing.write(Panel("A", "Done."))
    writing.finish()
    assert makes(log) == 0


def test_what_was_written_last_is_made_first(writing: Writing, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    waiting = [Panel(slate, f"[wait {gate}] {slate}") for slate in "AB"]
    rest = panels("CDEFGH")
    writing.write(*waiting, *rest)
    writing.until(lambda: len(writing.told("started")) >= 2)
    writing.write(*waiting, *rest[:-1], rest[-1].but(action="She turns round."))
    gate.touch()
    writing.finish()
    begun = [name for name in writing.told("started") if name.endswith("picture") and name[0] not in "AB"]
    assert begun[0] == "H/picture"


def test_a_word_taken_back_while_it_is_being_stopped_is_made_all_the_same(writing: Writing, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    first = Panel("A", f"[wait {gate}] She waits.")
    writing.write(first)
    writing.begun("A/picture")
    writing.write(first.but(action="She sits."))
    writing.write(first)
    gate.touch()
    assert writing.finish().failed == ()
    assert (writing.root / "build/film.mp4").is_file()


def test_the_workers_stay_from_plan_to_plan(alone: Writing) -> None:
    before = children()
    alone.write(*panels("AB"))
    alone.finish()
    workers = children() - before
    assert workers
    for action in ("She sits.", "She stands.", "She leaves."):
        alone.write(Panel("A", action), *panels("B"))
        alone.finish()
    assert children() - before == workers
    alone.live.close()
    assert children() == before


def test_the_last_film_stays_until_the_next_is_all_there(writing: Writing, tmp_path: Path) -> None:
    writing.write(*panels("AB"))
    writing.finish()
    before = tree(writing.root / "build")
    gate = tmp_path / "gate"
    writing.write(Panel("A", f"[wait {gate}]"), *panels("B"))
    writing.begun("A/picture")
    assert tree(writing.root / "build") == before
    gate.touch()
    writing.finish()
    assert tree(writing.root / "build") != before


def test_what_is_at_hand_is_told_of_once(writing: Writing) -> None:
    writing.write(*panels("ABC"))
    writing.finish()
    writing.write(Panel("A", "She sits."), *panels("BC"))
    first = writing.told("cached")
    built = writing.finish()
    writing.write(Panel("A", "She stands."), *panels("BC"))
    second = writing.told("cached")
    assert (len(first), second) == (5, [])
    assert (built.made, built.cached) == (3, 5)


def test_stopped_by_hand_nothing_is_running_and_the_plan_can_be_taken_again(writing: Writing, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    shot = Panel("A", f"[wait {gate}]")
    writing.write(shot)
    writing.begun("A/picture")
    assert writing.live.stop("stopped by hand")
    assert not writing.live.busy
    assert "A/picture" in writing.told("cancelled")
    assert not writing.live.stop("stopped by hand")
    gate.touch()
    writing.write(shot)
    assert writing.finish().failed == ()


def test_a_failed_shot_is_told_and_the_next_plan_goes_on(writing: Writing) -> None:
    writing.write(Panel("A", "[fail]"), *panels("B"))
    built = writing.finish()
    assert built.film is None
    assert built.failed[0].reason == "the fake was told to fail"
    writing.write(Panel("A", "She sits."), *panels("B"))
    assert writing.finish().film is not None


def test_two_who_write_share_a_store_and_make_everything_once(tmp_path: Path, workers: Forks | None) -> None:
    log, cache = tmp_path / "log", tmp_path / "cache"
    shots = [Panel(slate, f"[touch {log}] [sleep 0.2] {slate}") for slate in "ABC"]
    both = [Writing(tmp_path / name, cache, workers) for name in ("one", "two")]
    try:
        for writing in both:
            writing.write(*shots)
        while not all(writing.built for writing in both):
            for writing in both:
                writing.built = writing.built or writing.live.wait(0.02)
    finally:
        for writing in both:
            writing.live.close()
    assert makes(log) == 3
    assert tree(tmp_path / "one/build") == tree(tmp_path / "two/build")


def test_a_damaged_result_that_is_remembered_is_made_again(writing: Writing, tmp_path: Path) -> None:
    writing.write(*panels("AB"))
    writing.finish()
    for blob in (writing.root / ".milimo/cas").rglob("*"):
        if blob.is_file():
            blob.chmod(0o600)
            blob.write_bytes(b"x" * blob.stat().st_size)
    plan = writing.write(Panel("A", "She sits."), *panels("B"))
    built = writing.finish()
    assert any("damaged" in warning for warning in built.warnings)
    assert tree(writing.root / "build") == clean(plan, writing.root, tmp_path / "clean")


def test_trouble_with_the_disk_stops_all_and_the_next_plan_begins_anew(alone: Writing) -> None:
    before = children()
    alone.write(Panel("A", "[disk]"), *panels("B"))
    with pytest.raises(DiskTrouble, match="no space left"):
        alone.finish()
    assert not alone.live.busy
    assert children() == before
    assert alone.events[-1].event == "finished"
    alone.write(Panel("A", "She sits."), *panels("B"))
    assert alone.finish().film is not None


# ---------------------------------------------------------------- as a build does


def test_how_long_units_take_is_learnt_and_what_is_left_is_told(writing: Writing) -> None:
    writing.write(*panels("AB"))
    writing.finish()
    store = writing.live._session.store
    learnt = read_rates(store)
    assert learnt.of(film(*panels("AB")).nodes).keys() == {node.id for node in film(*panels("AB")).nodes}
    writing.write(Panel("A", "She leaves. [sleep 0.2]"), panels("AB")[1])
    writing.finish()
    assert [event.left for event in writing.events if event.event == "done" and event.left is not None]
    assert len(kept(store)) == len(kept(store, learnt)) + 1


def test_what_was_made_before_a_stop_is_learnt_from(writing: Writing, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    writing.write(Panel("A"), Panel("B", f"[wait {gate}] She waits."))
    writing.until(lambda: "A/picture" in writing.told("done"))
    writing.live.stop("stopped by hand")
    assert len(kept(writing.live._session.store)) == 1


def kept(store: Store, rates: Rates | None = None) -> list[Sample]:
    return (rates or read_rates(store))._samples["drawn.panel"]


def test_other_weights_than_the_pinned_ones_make_nothing_and_stop_nothing(
    tmp_path: Path, workers: Forks | None
) -> None:
    registry = Registry(("tests.runtime.execute.partial:WeighedModel",), announced=False)
    live = Live(open_session(tmp_path, registry=registry, jobs=1, forks=workers, called="films/my film.mls"))
    out, gate, events = tmp_path / "build" / "film.mp4", tmp_path / "gate", list[Event]()
    pins = {"fake": {"transformer": "3f" * 16}}
    try:
        live.take(film(Panel("A", f"[wait {gate}]")), out, on_event=events.append, pinned=pins)
        with pytest.raises(Unavailable, match="are not those that") as told:
            live.take(film(Panel("A", "Other.")), out, pinned={"fake": {"transformer": "91" * 16}})
        assert "`milimo build 'films/my film.mls' --take-weights`" in told.value.remedy
        assert live.busy
        gate.touch()
        last = time.monotonic() + PATIENCE
        while live.wait(0.1) is None:
            assert time.monotonic() < last, events
        assert events[-1].ended == "finished"
    finally:
        live.close()


def test_a_film_is_not_put_in_its_place_while_something_more_urgent_waits(tmp_path: Path) -> None:
    heard, bell = os.pipe()
    root = tmp_path / "film"
    root.mkdir()
    live = Live(open_session(root, registry=FAKE, jobs=1), [heard])
    events: list[Event] = []
    live.take(film(Panel("A")), root / "build" / "film.mp4", on_event=events.append)
    os.write(bell, b"!")
    last = time.monotonic() + PATIENCE
    while not any(event.event == "done" and event.kind == "cut.film" for event in events):
        assert live.wait(0.1) is None
        assert time.monotonic() < last
    assert [live.wait(0.01) for _ in range(5)] == [None] * 5
    assert [*root.glob("build/*")] == []
    os.read(heard, 1)
    built = None
    while built is None:
        built = live.wait(0.1)
        assert time.monotonic() < last
    assert built.film == root / "build" / "film.mp4"
    assert built.film.exists()
    live.close()
    os.close(heard)
    os.close(bell)

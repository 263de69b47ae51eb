"""A build as the page shows it: what is being made, how far it is, what is left, which shots wait."""

from __future__ import annotations

from milimo_lang.preview.progress import Making
from milimo_runtime.journal import Event

IDS = {"1A": "s-a", "1B": "s-b"}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def begun() -> tuple[Making, Clock]:
    clock = Clock()
    making = Making(clock)
    making.begin()
    for unit, shot, seconds in [("1A/picture", "1A", 4.0), ("1B/picture", "1B", 4.0), ("cut/film", None, 2.0)]:
        making.event(Event("planned", unit, shot, "never built", seconds))
    return making, clock


def test_units_and_shots_stand_as_they_do() -> None:
    making, _ = begun()
    making.event(Event("started", "1A/picture", "1A"))
    making.event(Event("progress", "1A/picture", "1A", "step 2 of 8", 1.0, done=0.25), "picture/1")
    told = making.told(IDS)
    assert (told["busy"], told["finished"], told["total"]) == (True, 0, 3)
    assert told["making"] == [{"unit": "1A/picture", "doing": "step 2 of 8", "done": 0.25, "preview": "picture/1"}]
    assert {name: one["state"] for name, one in told["shots"].items()} == {"s-a": "making", "s-b": "waiting"}


def test_what_is_left_is_told_by_how_fast_it_went() -> None:
    making, clock = begun()
    clock.now = 10.0
    making.event(Event("done", "1A/picture", "1A", seconds=4.0))
    assert making.told(IDS)["left"] == 0, "one unit tells nothing"
    making.event(Event("done", "cut/film", None, seconds=2.0))
    assert making.told(IDS)["left"] == 6.7


def test_a_failure_is_told_with_its_remedy_and_not_what_it_takes_with_it() -> None:
    making, _ = begun()
    making.event(Event("failed", "1A/picture", "1A", "no picture", remedy="draw one"))
    making.event(Event("failed", "cut/film", None, "not made because 1A/picture failed", because="1A/picture"))
    making.event(Event("finished", made=0, cached=0, failed=2))
    told = making.told(IDS)
    assert told["failed"] == [{"unit": "1A/picture", "reason": "no picture", "remedy": "draw one"}]
    assert not told["busy"]
    assert told["shots"]["s-a"]["state"] == "failed"


def test_a_new_build_knows_nothing_of_the_last() -> None:
    making, _ = begun()
    making.event(Event("failed", "1A/picture", "1A", "no picture"))
    making.begin()
    told = making.told(IDS)
    assert (told["failed"], told["total"], told["shots"]) == ([], 0, {})


def test_every_failure_counts() -> None:
    making = Making(Clock())
    making.begin()
    for number in range(9):
        making.event(Event("failed", f"1{number}/picture", f"1{number}", "no picture"))
    assert len(making.told({})["failed"]) == 9

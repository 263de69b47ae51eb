"""Pictures are converted ahead of their turn: in order, by whom they should, and nothing goes on after an error."""

from __future__ import annotations

import threading
import time
from contextlib import closing

import pytest

from milimo_runtime.media.ahead import ahead


def test_they_come_in_order_whichever_is_ready_first():
    def work(number: int) -> int:
        time.sleep(0.002 * (7 * number % 5))
        return -number

    assert list(ahead(work, range(60))) == [-number for number in range(60)]


def test_of_nothing_comes_nothing():
    assert list(ahead(str, [])) == []


def test_items_are_taken_by_who_asks_and_few_before_they_are_asked_for():
    taken = []

    def items():
        for number in range(100):
            taken.append(threading.get_ident())
            yield number

    with closing(ahead(str, items())) as found:
        assert next(found) == "0"
        assert len(taken) < 20
        assert set(taken) == {threading.get_ident()}


def test_several_are_worked_on_at_once():
    meeting = threading.Barrier(3, timeout=20)
    assert len(list(ahead(lambda _: meeting.wait(), range(3)))) == 3


@pytest.mark.parametrize("bad", [0, 30, 59])
def test_an_error_is_raised_when_nothing_is_worked_on_any_more(bad):
    working = set()

    def work(number: int) -> None:
        working.add(number)
        time.sleep(0.01)
        if number == bad:
            raise ValueError(str(number))
        working.discard(number)

    with pytest.raises(ValueError, match=str(bad)):
        list(ahead(work, range(60)))
    assert working == {bad}


def test_what_the_items_raise_is_raised_when_nothing_is_worked_on_any_more():
    working = set()

    def work(number: int) -> None:
        working.add(number)
        time.sleep(0.01)
        working.discard(number)

    def items():
        yield from range(5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(ahead(work, items()))
    assert not working


def test_who_stops_asking_waits_for_what_was_begun():
    working = set()

    def work(number: int) -> int:
        working.add(number)
        time.sleep(0.01)
        working.discard(number)
        return number

    with closing(ahead(work, range(60))) as found:
        assert next(found) == 0
    assert not working

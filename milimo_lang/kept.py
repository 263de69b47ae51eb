"""What was made before, kept by what it was made from: so that what has not changed is not made again.

A value that is kept must follow from what is given alone, and neither may ever be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Given = tuple[object, ...]


class Same:
    """Equal only where it holds the very same thing: for what is more than it tells when it is compared."""

    __slots__ = ("_one",)

    def __init__(self, one: object) -> None:
        self._one = one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self._one is other._one

    __hash__ = None  # type: ignore[assignment]  # it is compared, never looked up


class Kept(Protocol):
    """What is kept from one compilation to the next, by a place and by what was given there."""

    def find(self, place: Hashable, given: Given) -> Any:
        """What was made at `place` of what equals `given`; None where nothing was."""
        ...

    def put(self, place: Hashable, given: Given, value: object) -> None:
        """Keep `value`, which was made at `place` of `given`."""
        ...


class Nothing:
    """Everything is made when it is asked for."""

    def find(self, _place: Hashable, _given: Given) -> None:
        return None

    def put(self, _place: Hashable, _given: Given, _value: object) -> None:
        pass


NOTHING = Nothing()

GENERATIONS = 4
"""Rounds for which what nobody asks for is kept: so a slip that is mended finds again what it had hidden."""


class Rounds:
    """What the last rounds made: at each place what was asked for there, the latest first, with the round it was."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, list[tuple[Given, object, int]]] = {}
        self._round = 0

    def begin(self) -> None:
        """Begin a round; now and then what was not asked for in the last few is forgotten."""
        self._round += 1
        if self._round % GENERATIONS == 0:
            oldest = self._round - GENERATIONS
            kept = ((place, [one for one in ones if one[2] >= oldest]) for place, ones in self._kept.items())
            self._kept = {place: ones for place, ones in kept if ones}

    def find(self, place: Hashable, given: Given) -> Any:
        ones = self._kept.get(place, [])
        for number, found in enumerate(ones):
            if found[0] == given:
                if found[2] != self._round:
                    del ones[number]
                    ones.insert(0, (*found[:2], self._round))
                return found[1]
        return None

    def put(self, place: Hashable, given: Given, value: object) -> None:
        ones = self._kept.setdefault(place, [])
        ones[GENERATIONS - 1 :] = []
        ones.insert(0, (given, value, self._round))


def made(kept: Kept, place: Hashable, given: Given, make: Callable[[], T]) -> T:
    """What `make` makes of `given` and of nothing else, or made before."""
    found: T | None = kept.find(place, given)
    if found is None:
        found = make()
        kept.put(place, given, found)
    return found

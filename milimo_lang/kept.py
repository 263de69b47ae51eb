"""What was made before, kept by what it was made from: so that what has not changed is not made again.

A value that is kept must follow from what is given alone, and neither may ever be changed.
"""

from __future__ import annotations

from collections import deque
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
    """What the last rounds made."""

    def __init__(self) -> None:
        self._rounds: deque[dict[Hashable, tuple[Given, object]]] = deque(maxlen=GENERATIONS)
        self.begin()

    def begin(self) -> None:
        """Begin a round; what was not asked for in the last few is forgotten."""
        self._rounds.appendleft({})

    def find(self, place: Hashable, given: Given) -> Any:
        for kept in self._rounds:
            found = kept.get(place)
            if found is not None and found[0] == given:
                self._rounds[0][place] = found
                return found[1]
        return None

    def put(self, place: Hashable, given: Given, value: object) -> None:
        self._rounds[0][place] = (given, value)


def made(kept: Kept, place: Hashable, given: Given, make: Callable[[], T]) -> T:
    """What `make` makes of `given` and of nothing else, or made before."""
    found: T | None = kept.find(place, given)
    if found is None:
        found = make()
        kept.put(place, given, found)
    return found

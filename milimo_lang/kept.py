"""What was made before, kept by what it was made from: so that what has not changed is not made again.

A value that is kept must follow from what is given alone, and neither may ever be changed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar, TypeVarTuple

T = TypeVar("T")
Given = TypeVarTuple("Given")


class Kept(Protocol):
    """What is kept from one compilation to the next."""

    def of(self, place: Hashable, /, make: Callable[[*Given], T], *given: *Given) -> T:
        """`make(*given)`. What was made at the same place of equal things may be given again."""
        ...

    def same(self, place: Hashable, /, value: T) -> T:
        """`value`, or what was equal to it at the same place before: what is made of that is found again sooner."""
        ...


class Nothing:
    """Everything is made when it is asked for."""

    def of(self, _place: Hashable, /, make: Callable[[*Given], T], *given: *Given) -> T:
        return make(*given)

    def same(self, _place: Hashable, /, value: T) -> T:
        return value


NOTHING = Nothing()

GENERATIONS = 4
"""Rounds for which what nobody asks for is kept: so a slip that is mended finds again what it had hidden."""


class Rounds:
    """What the last rounds made."""

    def __init__(self) -> None:
        self._rounds: deque[dict[Hashable, tuple[tuple[object, ...], object]]] = deque(maxlen=GENERATIONS)
        self.begin()

    def begin(self) -> None:
        """Begin a round; what was not asked for in the last few is forgotten."""
        self._rounds.appendleft({})

    def of(self, place: Hashable, /, make: Callable[[*Given], T], *given: *Given) -> T:
        key = (make, place)
        for kept in self._rounds:
            found = kept.get(key)
            if found is not None and found[0] == given:
                break
        else:
            found = (given, make(*given))
        self._rounds[0][key] = found
        return found[1]  # type: ignore[return-value]  # what `make` gave

    def same(self, place: Hashable, /, value: T) -> T:
        return self.of(("same", place), _itself, value)


def _itself(value: T) -> T:
    return value

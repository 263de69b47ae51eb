"""Parts of a film that are read again only where something is new of what they are read from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from milimo_lang.analysis.assets import Assets
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.kept import Given, Kept
from milimo_lang.world import World

T = TypeVar("T")


class _Reading(NamedTuple):
    """What came of reading something: its value, what was said, and what was learnt of files and of the rate."""

    value: Any
    said: tuple[Diagnostic, ...]
    learnt: tuple[tuple[str, object], ...]


@dataclass
class Again:
    """What of a film was read before. `said` is where its mistakes go, `frames` are those of a second; files are asked
    through `assets`.

    What is asked of a file, and the film's rate, are noted with what was being read: it is read again when the answer
    is another.
    """

    kept: Kept
    said: list[Diagnostic]
    world: World
    frames: Fraction
    _learnt: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.assets = Assets(self.world, self.said, self._learnt.__setitem__)

    @property
    def rate(self) -> Fraction:
        """Frames a second, for who reads something with them."""
        self._learnt[_RATE] = self.frames
        return self.frames

    def read(self, place: Hashable, given: Given, read: Callable[[], T]) -> T:
        """What `read` makes of `given`, of files and of the rate, and says; from before where all are what they were.

        No reading may be within another.
        """
        found: _Reading | None = self.kept.find(place, given)
        if found is None or any(self._answer(question) != answer for question, answer in found.learnt):
            found = self._read(read)
            self.kept.put(place, given, found)
        self.said.extend(found.said)
        value: T = found.value
        return value

    def _answer(self, question: str) -> object:
        return self.frames if question == _RATE else self.assets.ask(question)

    def _read(self, read: Callable[[], T]) -> _Reading:
        before = len(self.said)
        self._learnt.clear()
        value = read()
        found = _Reading(value, tuple(self.said[before:]), tuple(self._learnt.items()))
        del self.said[before:]
        return found


_RATE = "\0rate"
"""No file is called that."""

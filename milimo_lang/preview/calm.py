"""What is made beside lets what is urgent go first: an interpreter runs one thread at a time, and shares alike."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from milimo_lang.kept import Rounds

T = TypeVar("T")

_LONGEST = 2.0
"""Seconds that anything is kept waiting at one place."""
_FEW = 16
"""Things that are gone through at a time: some tenths of a millisecond."""


class Calm:
    """Whether nothing urgent goes on."""

    def __init__(self) -> None:
        self._calm = threading.Event()
        self._calm.set()

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Something that somebody waits for."""
        self._calm.clear()
        try:
            yield
        finally:
            self._calm.set()

    def wait(self) -> None:
        """Called often by what can wait."""
        self._calm.wait(_LONGEST)


class Patient(Rounds):
    """Who makes pages beside something that may be urgent: waits while it is, and keeps what the pages before are made
    of. One thread works with it at a time."""

    def __init__(self, calm: Calm | None = None) -> None:
        super().__init__()
        self.wait = (calm or Calm()).wait

    def each(self, several: Iterable[T]) -> Iterator[T]:
        """The same, a few at a time."""
        for number, one in enumerate(several):
            if number % _FEW == 0:
                self.wait()
            yield one

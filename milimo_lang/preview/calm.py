"""What is made beside lets what is urgent go first: an interpreter runs one thread at a time, and shares alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LONGEST = 2.0
"""Seconds that anything is kept waiting at one place."""


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

    def between(self, place: Callable[[bytes], str]) -> Callable[[bytes], str]:
        """`place`, waiting before each picture."""

        def placed(picture: bytes) -> str:
            self.wait()
            return place(picture)

        return placed

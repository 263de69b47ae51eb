"""Memory of a process that stays: tidied when there is nothing else to do, as that takes longer than to read a film."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

_IDLE = 1.0
"""Seconds without anything to do after which memory is tidied."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Memory is tidied afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Tidying:
    """Clears the memory of what compilations left, once after each stretch of work."""

    def __init__(self) -> None:
        self._busy_at: float | None = time.monotonic()

    def worked(self) -> None:
        """Something was done just now."""
        self._busy_at = time.monotonic()

    def patience(self, longest: float) -> float:
        """Seconds, `longest` at most, until there may be something to tidy."""
        if self._busy_at is None:
            return longest
        return max(0.0, min(longest, self._busy_at + _IDLE - time.monotonic()))

    def tidy(self) -> None:
        """Called when there is nothing to do."""
        if self._busy_at is not None and time.monotonic() - self._busy_at > _IDLE:
            self._busy_at = None
            gc.collect()
            gc.freeze()  # what is left stays, and need not be looked through again

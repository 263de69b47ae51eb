"""A disk that misbehaves at the k-th call that changes it: the same calls, made through a counter."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from milimo_runtime.store import disk

CHANGING = ("open", "write", "fsync", "replace", "chmod", "mkdir")


class CountedOs:
    """The module `os`, with `fault` called before the call number `at` (from 1) of those that change the disk."""

    def __init__(self, at: int, fault: Callable[[], None]) -> None:
        self.calls = 0
        self._at = at
        self._fault = fault

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in CHANGING:
            return real

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls == self._at:
                self._fault()
            return real(*args, **kwargs)

        return counted


def at_call(patch: pytest.MonkeyPatch, at: int, fault: Callable[[], None]) -> CountedOs:
    """Let the store's disk misbehave at call `at`; 0 only counts."""
    counted = CountedOs(at, fault)
    patch.setattr(disk, "os", counted)
    return counted


def failing(number: int) -> Callable[[], None]:
    def fault() -> None:
        raise OSError(number, os.strerror(number))

    return fault


def kill_yourself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)

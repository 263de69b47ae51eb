"""Pictures converted before they are asked for, in a few threads: OpenCV, numpy and Pillow work without the lock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")

_THREADS = 4
_BEFORE = 8
"""Pictures that are ready or being made before the one that is asked for."""


def ahead(work: Callable[[_In], _Out], items: Iterable[_In]) -> Generator[_Out]:
    """`work` of each of `items`, in their order; they are taken in the caller's thread.

    What `work` or `items` raise is raised here, when nothing is being worked on any more.
    """
    with ThreadPoolExecutor(_THREADS) as pool:
        begun: deque[Future[_Out]] = deque()
        for item in items:
            begun.append(pool.submit(work, item))
            if len(begun) > _BEFORE:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()

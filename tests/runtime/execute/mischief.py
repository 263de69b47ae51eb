"""A backend that does to its process what backends, libraries and systems do, besides all that the fake one does.

[stop]         its process is stopped                [abort]        its process aborts
[exit]         it calls sys.exit                     [babble]       it writes nonsense to whoever hears it
[hang up]      it closes every file there is         [children]     it leaves a child behind and is killed
[deaf]         it hears nothing for ten minutes      [stuck]        it waits for a lock that it has itself
[memory]       memory runs out                       [memory once PATH]   unless PATH is there, having created it
[print]        it prints, as libraries do            [hog]          it computes for ten minutes, without a report
"""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from milimo_runtime.backend import Job, Rest
from milimo_runtime.backends.fake import FakeBackend

NAME = "tests.runtime.execute.mischief:Mischief"
_LONG = 600.0


class Mischief(FakeBackend):
    """The fake maker, with the mischief its words ask for done first."""

    def make(self, job: Job) -> Rest | None:
        said = json.dumps(job.body.model_dump(mode="json"), ensure_ascii=False)
        for what, argument in re.findall(rf"\[({'|'.join(_DONE)}) ?([^\]]*)\]", said):
            _DONE[what](argument)
        return super().make(job)


def _pipes() -> list[int]:
    found = []
    for handle in range(3, 256):
        with suppress(OSError):
            if stat.S_ISFIFO(os.fstat(handle).st_mode) or stat.S_ISSOCK(os.fstat(handle).st_mode):
                found.append(handle)
    return found


def _babble(_: str) -> None:
    for pipe in _pipes():
        with suppress(OSError):
            os.write(pipe, b"Loading checkpoint shards: 100%\n\xff\xfe{]\n")
    time.sleep(_LONG)


def _hang_up(_: str) -> None:
    for pipe in _pipes():
        os.close(pipe)
    time.sleep(_LONG)


def _children(_: str) -> None:
    if not os.fork():
        time.sleep(30)
        os._exit(0)
    os.kill(os.getpid(), signal.SIGKILL)


def _stuck(_: str) -> None:
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def _hog(_: str) -> None:
    last = time.monotonic() + _LONG
    while time.monotonic() < last:
        pass


def _memory(_: str) -> None:
    raise MemoryError


def _memory_once(path: str) -> None:
    if not Path(path).exists():
        Path(path).touch()
        raise MemoryError


def _print(_: str) -> None:
    print("Loading checkpoint shards: 100%", flush=True)
    os.write(1, b'{"unit": 3}\n')


_DONE: dict[str, Callable[[str], object]] = {
    "stop": lambda _: os.kill(os.getpid(), signal.SIGSTOP),
    "abort": lambda _: os.abort(),
    "exit": lambda _: sys.exit(3),
    "babble": _babble,
    "hang up": _hang_up,
    "children": _children,
    "deaf": lambda _: time.sleep(_LONG),
    "stuck": _stuck,
    "hog": _hog,
    "memory once": _memory_once,
    "memory": _memory,
    "print": _print,
}

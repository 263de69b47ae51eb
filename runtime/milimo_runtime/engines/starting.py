"""How worker processes begin and end: each by itself, or as forks of one process that has loaded what they need.

What draws and encodes takes half a second to load. `Forks` loads it once, from the moment it is made, while the film is
still being planned; a worker forked from there has it at once. Elsewhere than on Linux the libraries of the system do
not bear to be forked.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import IO

_START = (
    "import json, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN);"
    "sys.path[:], parent = json.loads(sys.argv[1]); from milimo_runtime.engines.{} import main; main(parent)"
)
ONE_CORE = {
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(128 << 20),
}
"""The environment of a worker that draws: it has one core, and threads would be lost in a fork. Frames come and go, and
glibc keeps their memory from one to the next: given back and asked for again, all of it would be cleared each time."""
PATIENT = {"OMP_WAIT_POLICY": "passive"}
"""The environment of a worker that runs models: on a CPU its threads share cores with those that draw, and while they
wait for each other in a loop nobody works. Measured with every core busy, two threads take a fifth of the time.
"""
_ANSWER = 60.0
"""Seconds within which who forks must answer; it loads for half a second, or for twenty on a cold disk."""
_PID = 8
"""Bytes of a process's number, or of the code it ended with, on the line to who forks."""


@dataclass(frozen=True)
class Process:
    """A worker's process: what it hears and says.

    `kill` stops it; `alive` tells whether it has not ended; `ended` waits for its end, a few seconds at most, and gives
    its code.
    """

    pid: int
    stdin: IO[bytes]
    stdout: IO[bytes]
    kill: Callable[[], None]
    alive: Callable[[], bool]
    ended: Callable[[], int]


def spawned(errors: IO[bytes], environment: Mapping[str, str] = ONE_CORE) -> Process:
    """A worker of its own; what it prints goes to `errors`."""
    process = _python("worker", subprocess.PIPE, subprocess.PIPE, errors, environment)
    assert process.stdin is not None
    assert process.stdout is not None
    ended = partial(_ended, process)
    return Process(process.pid, process.stdin, process.stdout, process.kill, lambda: process.poll() is None, ended)


def _python(
    module: str, stdin: IO[bytes] | int, stdout: int, errors: IO[bytes] | int, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-X", "faulthandler", "-c", _START.format(module), json.dumps([sys.path, _parent()])],
        stdin=stdin,
        stdout=stdout,
        stderr=errors,
        env={**os.environ, **environment},
    )


def _parent() -> int | None:
    """This process, where what it starts is to end with it: the system looks at the thread, and others end sooner."""
    return os.getpid() if threading.current_thread() is threading.main_thread() else None


def _ended(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
    with suppress(subprocess.TimeoutExpired):  # one that waits for a disk that is gone does not even die
        return process.wait(5)
    return -signal.SIGKILL


@contextmanager
def forks() -> Iterator[Forks | None]:
    """What forks workers, where that can be done; stopped at the end, whether it was asked for any or not."""
    made = None
    if sys.platform == "linux":
        with suppress(OSError):  # a worker that cannot be started is told of when one is wanted
            made = Forks()
    try:
        yield made
    finally:
        if made is not None:
            made.close()


class Forks:
    """A process that forks workers. Asked with three pipes it says the pid of a new one, asked with a pid its end."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, theirs.makefile("rb") as stdin:
            self._process = _python("forking", stdin, subprocess.DEVNULL, subprocess.DEVNULL, ONE_CORE)
        self._line.settimeout(_ANSWER)

    def worker(self, errors: IO[bytes]) -> Process:
        """A new worker; one of its own should this process be gone."""
        hears, told = os.pipe()
        heard, says = os.pipe()
        try:
            socket.send_fds(self._line, [b"worker"], [hears, says, errors.fileno()])
            pid = self._answer()
        except OSError:
            os.close(told)
            os.close(heard)
            self._line.close()  # should it answer yet, it would be taken for an answer to the next question
            return spawned(errors)
        finally:
            os.close(hears)
            os.close(says)
        kill, alive, ended = partial(_kill, pid), partial(_is_alive, pid), partial(self._end_of, pid)
        return Process(pid, os.fdopen(told, "wb"), os.fdopen(heard, "rb"), kill, alive, ended)

    def _end_of(self, pid: int) -> int:
        """The code `pid` ended with; that of a killed process where nobody is left to tell."""
        with suppress(OSError):
            self._line.send(pid.to_bytes(_PID))
            return self._answer()
        return -9

    def _answer(self) -> int:
        answer = self._line.recv(_PID)
        if not answer:
            raise ConnectionResetError
        return int.from_bytes(answer, signed=True)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._line.close()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _is_alive(pid: int) -> bool:
    """Whether a forked worker runs; one that has ended stays a zombie until who forked it asks for its code."""
    with suppress(OSError), open(f"/proc/{pid}/stat", "rb") as file:
        return file.read().rpartition(b")")[2].split()[:1] not in ([b"Z"], [b"X"])
    return False

"""The process that workers are forked from: it loads what draws and encodes, and then does as `starting` asks it.

Its standard input is a socket. It ends when that closes.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import time
from contextlib import suppress
from importlib import import_module

from milimo_runtime.engines import worker
from milimo_runtime.engines.binding import end_with

_LOADED = ("milimo_runtime.backends.animatic.panel", "milimo_runtime.media.mix", "milimo_runtime.media.segments")
"""What most units need; what a unit needs besides is loaded for it."""
_PATIENCE = 5.0
"""Seconds a worker may take to end by itself."""


def main(parent: int | None = None) -> None:
    """Serve until the socket closes, or at most as long as `parent` lives."""
    if parent is not None:
        end_with(parent)
    server = os.getpid()
    gc.disable()  # nothing that is loaded is ever garbage, and looking for it takes a fifth of the time
    for name in _LOADED:
        with suppress(ImportError):  # the unit that needs it says so
            import_module(name)
    gc.freeze()
    gc.enable()
    with socket.socket(fileno=os.dup(0)) as line:
        while True:
            asked, pipes, _, _ = socket.recv_fds(line, 8, 3)
            if not asked:
                return
            line.send((_forked(pipes, server) if pipes else _end_of(int.from_bytes(asked))).to_bytes(8, signed=True))


def _forked(pipes: list[int], server: int) -> int:
    """The pid of a worker whose standard input, output and errors are `pipes`, and which ends with this `server`."""
    pid = os.fork()
    if pid:
        for pipe in pipes:
            os.close(pipe)
        return pid
    for number, pipe in enumerate(pipes):
        os.dup2(pipe, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    worker.main(server)
    os._exit(0)


def _end_of(pid: int) -> int:
    """The code a worker ended with; one that does not end is killed."""
    last = time.monotonic() + _PATIENCE
    while not (done := os.waitpid(pid, os.WNOHANG))[0]:
        if time.monotonic() > last:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)
    return os.waitstatus_to_exitcode(done[1])

"""A worker process: assignments come on its standard input, reports go out on its standard output.

One JSON object a line each way. It ends as soon as its input closes, which is how it learns that the build is
gone, however the build went. What a library prints goes to the log that is its standard error.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from pydantic import TypeAdapter

from milimo_lang.ir.bodies import AnyBody
from milimo_runtime import fingerprint
from milimo_runtime.backend import Cancelled, Failed, Job, Progress, Rest, Unavailable
from milimo_runtime.backends import load
from milimo_runtime.engines.binding import end_with
from milimo_runtime.engines.pulse import BEAT
from milimo_runtime.store import disk

_REPORT_EVERY = 0.1  # seconds between two reports of progress
_BESIDE = 3  # units that go on beside the one that was begun last; each may hold a chunk's frames
_IDLE_AFTER = 1.0  # seconds without a unit: time to tidy, and no unit waits for it

_BODY: TypeAdapter[AnyBody] = TypeAdapter(AnyBody)


def main(parent: int | None = None) -> None:
    """Serve until the input closes, or at most as long as `parent` lives."""
    if parent is not None:
        end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    said = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    heard = os.fdopen(os.dup(0), "r", encoding="utf-8")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    worker = _Worker(said)
    worker.beat()  # whatever it is given now, it is known to have started
    threading.Thread(target=worker.listen, args=(heard,), daemon=True).start()
    threading.Thread(target=worker.go_on_beating, daemon=True).start()
    worker.serve()


class _Worker:
    """Begins one unit after the other; what is left of a unit that needs no device runs beside those after it."""

    def __init__(self, said: IO[str]) -> None:
        self._said = said
        self._saying = threading.Lock()
        self._jobs: queue.Queue[dict[str, Any]] = queue.Queue()
        self._cancelled: set[str] = set()
        self._reported: dict[str, float] = {}
        self._beside = threading.Semaphore(_BESIDE)

    def listen(self, heard: IO[str]) -> None:
        for line in heard:
            message = json.loads(line)
            if "cancel" in message:
                self._cancelled.add(message["cancel"])
            else:
                self._cancelled.discard(message["unit"])
                self._jobs.put(message)
        os._exit(0)

    def beat(self) -> None:
        """Say that the process is there, and how long it has computed."""
        with self._saying:
            self._said.write(json.dumps({"beat": round(time.process_time(), 3)}) + "\n")

    def go_on_beating(self) -> None:
        """Say it every second."""
        while True:
            time.sleep(BEAT)
            self.beat()

    def serve(self) -> None:
        while True:
            self._begin(self._next())

    def _next(self) -> dict[str, Any]:
        try:
            return self._jobs.get(timeout=_IDLE_AFTER)
        except queue.Empty:
            give_back_memory()
            return self._jobs.get()

    def _begin(self, message: dict[str, Any]) -> None:
        unit = _Unit(message["unit"], {name: Path(path) for name, path in message["outputs"].items()})
        inputs = {role: Path(path) for role, path in message["inputs"].items()}

        def begin() -> Rest | None:
            body = _BODY.validate_python(message["body"])
            report, warn = partial(self._report, unit.name), partial(self._warn, unit.name)
            return load(message["backend"]).make(Job(body, inputs, unit.outputs, report, warn))

        rest = self._answered(unit, begin)
        if rest is not None:
            self._beside.acquire()
            self._say(unit.name, {"beside": True})
            threading.Thread(target=self._go_on, args=(unit, rest), daemon=True).start()

    def _go_on(self, unit: _Unit, rest: Rest) -> None:
        try:
            self._answered(unit, rest)
        finally:
            self._beside.release()

    def _answered(self, unit: _Unit, work: Callable[[], Rest | None]) -> Rest | None:
        """Do `work` and say what came of the unit, unless something is left to do: then that."""
        try:
            rest = work()
            if rest is not None:
                return rest
            made = {name: finish(name, path) for name, path in unit.outputs.items()}
            answer = {"made": made, "seconds": time.monotonic() - unit.began}
        except (Exception, SystemExit) as error:  # a fault in a backend costs its unit, not the build
            answer = _answer_to(error)
        self._say(unit.name, answer)
        return None

    def _report(self, unit: str, progress: Progress) -> None:
        if unit in self._cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._reported.get(unit, 0.0) >= _REPORT_EVERY:
            self._reported[unit] = now
            preview = str(progress.preview) if progress.preview is not None else None
            self._say(unit, {"progress": progress.done, "doing": progress.doing, "preview": preview})

    def _warn(self, unit: str, text: str) -> None:
        self._say(unit, {"warning": text})

    def _say(self, unit: str, message: dict[str, Any]) -> None:
        with self._saying:
            self._said.write(json.dumps({"unit": unit, **message}) + "\n")


@dataclass(frozen=True)
class _Unit:
    """What is being made: its name, the files it writes, and when it was begun."""

    name: str
    outputs: Mapping[str, Path]
    began: float = field(default_factory=time.monotonic)


def _answer_to(error: Exception | SystemExit) -> dict[str, Any]:
    """What is said of a unit that ended in `error`."""
    match error:
        case Cancelled():
            return {"dropped": True}
        case Failed():
            return _refused(error.message, error.remedy, unavailable=isinstance(error, Unavailable))
        case MemoryError():
            return {"memory": True}
        case OSError() if disk.is_disk_trouble(error.errno):
            return {"disk": error.errno}
        case ImportError() if not (error.name or "").startswith("milimo"):
            told = f"a library cannot be loaded: {' '.join(str(error).split())}"
            return _refused(told, "`milimo doctor` says which; install it again", unavailable=True)
    traceback.print_exception(error)
    sys.stderr.flush()
    told = f"the maker broke: {type(error).__name__}: {error}"
    return _refused(told, "this is a fault in milimo or in a backend; please report it", broken=True)


def _refused(message: str, remedy: str, *, unavailable: bool = False, broken: bool = False) -> dict[str, Any]:
    return {"refused": message, "remedy": remedy, "unavailable": unavailable, "broken": broken}


def give_back_memory() -> None:
    """Give the machine what the last unit used, which the allocator keeps for the next."""
    gc.collect()
    with suppress(OSError, AttributeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)


def finish(name: str, path: Path) -> tuple[str, int]:
    """Make an output durable and tell its (sha256, size)."""
    if not path.is_file():
        raise Failed(f"the maker wrote no {name}", "this is a fault in a backend; please report it")
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return fingerprint.digest(path)

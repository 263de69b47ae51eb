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
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from pydantic import TypeAdapter

from milimo_lang.ir.bodies import AnyBody
from milimo_runtime import fingerprint
from milimo_runtime.backend import Cancelled, Failed, Job, Progress, Unavailable
from milimo_runtime.backends import load
from milimo_runtime.store import disk

_REPORT_EVERY = 0.1  # seconds between two reports of progress
_IDLE_AFTER = 1.0  # seconds without a unit: time to tidy, and no unit waits for it

_BODY: TypeAdapter[AnyBody] = TypeAdapter(AnyBody)


def main() -> None:
    """Serve until the input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    said = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    heard = os.fdopen(os.dup(0), "r", encoding="utf-8")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    worker = _Worker(said)
    threading.Thread(target=worker.listen, args=(heard,), daemon=True).start()
    worker.serve()


class _Worker:
    def __init__(self, said: IO[str]) -> None:
        self._said = said
        self._jobs: queue.Queue[dict[str, Any]] = queue.Queue()
        self._cancelled = threading.Event()
        self._reported = 0.0

    def listen(self, heard: IO[str]) -> None:
        for line in heard:
            message = json.loads(line)
            if "cancel" in message:
                self._cancelled.set()
            else:
                self._cancelled.clear()
                self._jobs.put(message)
        os._exit(0)

    def serve(self) -> None:
        while True:
            message = self._next()
            self._said.write(json.dumps(self._answer(message)) + "\n")

    def _next(self) -> dict[str, Any]:
        try:
            return self._jobs.get(timeout=_IDLE_AFTER)
        except queue.Empty:
            give_back_memory()
            return self._jobs.get()

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        outputs = {name: Path(path) for name, path in message["outputs"].items()}
        inputs = {role: Path(path) for role, path in message["inputs"].items()}
        started = time.monotonic()
        try:
            backend = load(message["backend"])
            backend.make(Job(_BODY.validate_python(message["body"]), inputs, outputs, self._report))
            made = {name: _finish(name, path) for name, path in outputs.items()}
            return {"made": made, "seconds": time.monotonic() - started}
        except Cancelled:
            return {"dropped": True}
        except Failed as failure:
            unavailable = isinstance(failure, Unavailable)
            return {
                "refused": failure.message,
                "remedy": failure.remedy,
                "unavailable": unavailable,
                "broken": False,
            }
        except OSError as error:
            if disk.is_disk_trouble(error.errno):
                return {"disk": error.errno}
            return self._broke(error)
        except ImportError as error:
            return self._broke(error) if (error.name or "").startswith("milimo") else _unloaded(error)
        except Exception as error:  # a fault in a backend costs its unit, not the build
            return self._broke(error)

    def _broke(self, error: Exception) -> dict[str, Any]:
        traceback.print_exc()
        sys.stderr.flush()
        return {
            "refused": f"the maker broke: {type(error).__name__}: {error}",
            "remedy": "this is a fault in milimo or in a backend; please report it",
            "unavailable": False,
            "broken": True,
        }

    def _report(self, progress: Progress) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self._said.write(json.dumps({"progress": progress.done, "doing": progress.doing}) + "\n")


def _unloaded(error: ImportError) -> dict[str, Any]:
    """A library that is missing or broken makes nothing on this machine."""
    return {
        "refused": f"a library cannot be loaded: {' '.join(str(error).split())}",
        "remedy": "`milimo doctor` says which; install it again",
        "unavailable": True,
        "broken": False,
    }


def give_back_memory() -> None:
    """Give the machine what the last unit used, which the allocator keeps for the next."""
    gc.collect()
    with suppress(OSError, AttributeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)


def _finish(name: str, path: Path) -> tuple[str, int]:
    """Make an output durable and tell its (sha256, size)."""
    if not path.is_file():
        raise Failed(f"the maker wrote no {name}", "this is a fault in a backend; please report it")
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return fingerprint.digest(path)

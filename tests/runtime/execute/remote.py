"""A second engine, as one for a cluster would be: makers reached through sockets, bytes sent both ways, no shared disk.

`python -m tests.runtime.execute.remote PORT KEY` is a maker.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from milimo_lang.ir.bodies import AnyBody
from milimo_runtime.backend import Cancelled, Failed, Job, Progress, Unavailable
from milimo_runtime.backends import load
from milimo_runtime.engines import Assignment, Died, Dropped, Finished, Moved, Place, Refused, Report, Warned
from milimo_runtime.engines.worker import finish
from milimo_runtime.schedule import place_for
from tests.conftest import environment

_KEY = b"a key for tests"
_BEAT = 0.3
_LONGEST = 1 << 24  # bytes of a message; what claims to be longer is nonsense


class _Maker:
    """A maker elsewhere: its process, its line, what it makes and what it has loaded."""

    def __init__(self, models: bool) -> None:
        self.models, self.loaded = models, ""
        self.making: Assignment | None = None
        self.stopped = False
        with Listener(("127.0.0.1", 0), authkey=_KEY) as listener:
            command = [sys.executable, "-m", "tests.runtime.execute.remote", str(listener.address[1])]
            self.process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
            self.line: Connection[Any, Any] = listener.accept()


class RemoteEngine:
    """`jobs` makers that draw and one for models. What does not answer for `silent` seconds, or goes on for as long
    after it was told to stop, is replaced."""

    def __init__(self, jobs: int, silent: float = 60.0) -> None:
        self._silent = silent
        self._heard: queue.Queue[tuple[_Maker, Any]] = queue.Queue()
        self._heeded: list[int] = []
        self._makers = [self._new(models) for models in [True] + [False] * jobs]

    def _new(self, models: bool) -> _Maker:
        maker = _Maker(models)
        threading.Thread(target=self._listen, args=(maker,), daemon=True).start()
        return maker

    def _listen(self, maker: _Maker) -> None:
        told = None
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            while maker.line.poll(self._silent):
                said = pickle.loads(maker.line.recv_bytes(_LONGEST))
                told = (told or time.monotonic()) if maker.stopped else None
                if told and time.monotonic() - told > self._silent:
                    break
                if said is not None:
                    self._heard.put((maker, said))
        maker.process.kill()
        self._heard.put((maker, None))

    def free(self) -> Sequence[Place]:
        return [Place(maker.models, maker.loaded) for maker in self._idle()]

    def _idle(self) -> list[_Maker]:
        return [maker for maker in self._makers if maker.making is None]

    def submit(self, assignment: Assignment) -> None:
        maker = self._idle()[place_for(assignment.model, self.free())]
        maker.making, maker.loaded, maker.stopped = assignment, assignment.model, False
        given = {role: path.read_bytes() for role, path in assignment.inputs.items()}
        with suppress(OSError):  # it is gone; its line is about to tell us so
            maker.line.send((assignment.unit, assignment.backend, assignment.body, given, list(assignment.outputs)))

    def wait(self, timeout: float | None) -> Sequence[Report]:
        with suppress(queue.Empty):
            return self._understand(*self._heard.get(timeout=timeout))
        return []

    def _understand(self, maker: _Maker, said: Any) -> list[Report]:
        one = maker.making
        if said is None:
            self._makers[self._makers.index(maker)] = self._new(maker.models)
            if one is None:
                return []
            return [Dropped(one.unit) if maker.stopped else Died(one.unit, "it is gone")]
        if one is None:
            return []
        match said:
            case ("moved", done, doing):
                return [Moved(one.unit, Progress(done, doing))]
            case ("warned", text):
                return [Warned(one.unit, text)]
            case ("made", outputs, seconds):
                maker.making = None
                for name, data in outputs.items():
                    one.outputs[name].write_bytes(data)
                return [Finished(one.unit, {name: finish(name, path) for name, path in one.outputs.items()}, seconds)]
            case ("refused", *told):
                maker.making = None
                return [Refused(one.unit, *told)]
            case ("memory",):
                maker.making = None
                return [Died(one.unit, "memory ran out", memory=True)]
            case _:
                maker.making = None
                return [Dropped(one.unit)]

    def heed(self, handle: int) -> None:
        self._heeded.append(handle)

    def cancel(self, unit: str) -> None:
        for maker in self._makers:
            if maker.making is not None and maker.making.unit == unit:
                maker.stopped = True
                with suppress(OSError):
                    maker.line.send(None)

    def close(self) -> None:
        for maker in self._makers:
            maker.process.kill()
            maker.process.wait()
            maker.line.close()


def serve(port: int) -> None:
    """Be a maker, until the line closes."""
    line = Client(("127.0.0.1", port), authkey=_KEY)
    saying, units, stop = threading.Lock(), queue.Queue[Any](), threading.Event()

    def say(said: Any) -> None:
        with saying:
            line.send(said)

    def beat() -> None:
        while True:
            say(None)
            time.sleep(_BEAT)

    def listen() -> None:
        with suppress(OSError, EOFError):
            while True:
                unit = line.recv()
                if unit is None:
                    stop.set()
                else:
                    stop.clear()
                    units.put(unit)
        os._exit(0)

    def report(progress: Progress) -> None:
        if stop.is_set():
            raise Cancelled
        say(("moved", progress.done, progress.doing))

    for thread in (beat, listen):
        threading.Thread(target=thread, daemon=True).start()
    while True:
        say(_made(*units.get(), report, lambda text: say(("warned", text))))


def _made(
    _unit: str, backend: str, body: Any, given: dict[str, bytes], names: list[str], report: Any, warn: Any
) -> Any:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        inputs = {role: Path(folder) / f"in {number}" for number, role in enumerate(given)}
        for role, data in given.items():
            inputs[role].write_bytes(data)
        outputs = {name: Path(folder) / name for name in names}
        job = Job(TypeAdapter(AnyBody).validate_python(body), inputs, outputs, report, warn)
        try:
            if (rest := load(backend).make(job)) is not None:
                rest()
            made = {name: (finish(name, path), path.read_bytes())[1] for name, path in outputs.items()}
            return ("made", made, time.monotonic() - began)
        except Cancelled:
            return ("dropped",)
        except MemoryError:
            return ("memory",)
        except Failed as failure:
            return ("refused", failure.message, failure.remedy, isinstance(failure, Unavailable))
        except (Exception, SystemExit) as error:
            return ("refused", f"the maker broke: {type(error).__name__}: {error}", "report it", False)


if __name__ == "__main__":
    serve(int(sys.argv[1]))

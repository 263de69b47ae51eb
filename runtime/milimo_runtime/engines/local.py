"""This machine's cores: resident worker processes, each fed through its own pipe, replaced when one dies."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from milimo_runtime.backend import Progress
from milimo_runtime.engines import Assignment, Died, Dropped, Finished, Moved, NoDisk, Refused, Report
from milimo_runtime.store import disk

_START = (
    "import json, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN);"
    "sys.path[:] = json.loads(sys.argv[1]); from milimo_runtime.engines.worker import main; main()"
)


@dataclass
class _Place:
    """A worker process, what it is making and what it has said but not yet ended with a line break."""

    process: subprocess.Popen[bytes]
    unit: Assignment | None = None
    model: str = ""
    heard: bytearray = field(default_factory=bytearray)


class LocalEngine:
    """`jobs` places; a worker is started when it is first needed. What workers print goes to the file `log`."""

    def __init__(self, jobs: int, log: Path) -> None:
        self._jobs = jobs
        self._log = log
        self._places: list[_Place] = []
        with disk.explained(log.parent):
            self._selector = selectors.DefaultSelector()

    def free(self) -> Sequence[str]:
        idle = [place.model for place in self._places if place.unit is None]
        return idle + [""] * (self._jobs - len(self._places))

    def submit(self, assignment: Assignment) -> None:
        place = self._place_for(assignment.model)
        place.unit = assignment
        place.model = assignment.model
        message = {
            "backend": assignment.backend,
            "body": assignment.body,
            "inputs": {role: os.fspath(path) for role, path in assignment.inputs.items()},
            "outputs": {name: os.fspath(path) for name, path in assignment.outputs.items()},
        }
        self._tell(place, message)

    def wait(self, timeout: float | None) -> Sequence[Report]:
        reports: list[Report] = []
        for key, _ in self._selector.select(timeout):
            reports += self._hear(key.data)
        return reports

    def cancel(self, unit: str) -> None:
        for place in self._places:
            if place.unit is not None and place.unit.unit == unit:
                self._tell(place, {"cancel": True})

    def close(self) -> None:
        for place in self._places:
            place.process.kill()
        for place in self._places:
            self._end(place)
        self._places.clear()
        self._selector.close()
        with suppress(OSError):
            if not self._log.stat().st_size:
                self._log.unlink()

    # ------------------------------------------------------------ processes

    def _place_for(self, model: str) -> _Place:
        idle = [place for place in self._places if place.unit is None]
        for place in idle:
            if place.model == model:
                return place
        return self._new_place() if len(self._places) < self._jobs else idle[0]

    def _new_place(self) -> _Place:
        with disk.explained(self._log), open(self._log, "ab") as errors:
            process = subprocess.Popen(
                [sys.executable, "-P", "-X", "faulthandler", "-c", _START, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        place = _Place(process)
        self._places.append(place)
        self._selector.register(process.stdout, selectors.EVENT_READ, place)
        return place

    def _tell(self, place: _Place, message: dict[str, Any]) -> None:
        assert place.process.stdin is not None
        with suppress(BrokenPipeError):  # it died; its closed output is about to tell us so
            place.process.stdin.write(json.dumps(message).encode() + b"\n")
            place.process.stdin.flush()

    def _hear(self, place: _Place) -> list[Report]:
        assert place.process.stdout is not None
        try:
            said = os.read(place.process.stdout.fileno(), 1 << 16)
        except BlockingIOError:
            return []
        if not said:
            return self._bury(place)
        place.heard += said
        *lines, rest = bytes(place.heard).split(b"\n")
        place.heard = bytearray(rest)
        return [self._understand(place, json.loads(line)) for line in lines if place.unit is not None]

    def _understand(self, place: _Place, message: dict[str, Any]) -> Report:
        assert place.unit is not None
        unit = place.unit.unit
        if "progress" in message:
            return Moved(unit, Progress(message["progress"], message["doing"]))
        place.unit = None
        if "made" in message:
            return Finished(unit, {name: (d, s) for name, (d, s) in message["made"].items()}, message["seconds"])
        if "refused" in message:
            remedy = f"{message['remedy']}, with {self._log}" if message["broken"] else message["remedy"]
            return Refused(unit, message["refused"], remedy, message["unavailable"])
        return NoDisk(unit, message["disk"]) if "disk" in message else Dropped(unit)

    def _bury(self, place: _Place) -> list[Report]:
        self._places.remove(place)
        cause = self._end(place)
        return [Died(place.unit.unit, cause)] if place.unit is not None else []

    def _end(self, place: _Place) -> str:
        """Close the pipes of a worker that ends, wait for it and say what it ended of."""
        process = place.process
        assert process.stdout is not None
        assert process.stdin is not None
        with suppress(KeyError, ValueError):
            self._selector.unregister(process.stdout)
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
        try:
            code = process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        if code < 0:
            return f"killed by {signal.Signals(-code).name}"
        words = self._log.read_text(errors="replace").strip().splitlines() if self._log.exists() else []
        return f"exit {code}" + (f": {words[-1]}" if words else "")

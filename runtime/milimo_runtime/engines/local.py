"""This machine: resident worker processes, each fed through its own pipe, replaced when one dies.

Some draw, encode and mix, one a core; beside them every device has one for the units of models, so that a model is
loaded once, and its shots do not wait for drawings nor drawings for them.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from milimo_runtime.backend import Progress
from milimo_runtime.devices import Device
from milimo_runtime.engines import Assignment, Died, Dropped, Finished, Moved, NoDisk, Place, Refused, Report, Warned
from milimo_runtime.engines.starting import PATIENT, Forks, Process, spawned
from milimo_runtime.schedule import place_for
from milimo_runtime.store import disk


@dataclass
class _Worker:
    """A process, its device if it is one for models, and what it is making.

    `busy` is the unit that must end, or need the device no more, before another may begin. `heard` is what it has said
    but not yet ended with a line break.
    """

    process: Process
    device: Device | None
    making: dict[str, Assignment] = field(default_factory=dict)
    busy: str | None = None
    loaded: str = ""
    heard: bytearray = field(default_factory=bytearray)


class LocalEngine:
    """`jobs` places that draw and one a device for models; a worker is started when it is first needed.

    What workers print goes to the file `log`. `forks` makes those that draw where it is given; all others are started
    by themselves.
    """

    def __init__(
        self, jobs: int, log: Path, devices: Sequence[Device] = (Device(),), forks: Forks | None = None
    ) -> None:
        self._jobs = jobs
        self._devices = devices
        self._log = log
        self._drawer = forks.worker if forks is not None else spawned
        self._workers: list[_Worker] = []
        with disk.explained(log.parent):
            self._selector = selectors.DefaultSelector()

    def free(self) -> Sequence[Place]:
        return [place for place, _ in self._spots()]

    def submit(self, assignment: Assignment) -> None:
        spots = self._spots()
        _, found = spots[place_for(assignment.model, [place for place, _ in spots])]
        worker = found if isinstance(found, _Worker) else self._new_worker(found)
        worker.making[assignment.unit] = assignment
        worker.busy, worker.loaded = assignment.unit, assignment.model
        message = {
            "unit": assignment.unit,
            "backend": assignment.backend,
            "body": assignment.body,
            "inputs": {role: os.fspath(path) for role, path in assignment.inputs.items()},
            "outputs": {name: os.fspath(path) for name, path in assignment.outputs.items()},
        }
        self._tell(worker, message)

    def wait(self, timeout: float | None) -> Sequence[Report]:
        reports: list[Report] = []
        for key, _ in self._selector.select(timeout):
            reports += self._hear(key.data) if key.data is not None else ()
        return reports

    def heed(self, handle: int) -> None:
        self._selector.register(handle, selectors.EVENT_READ)

    def equip(self, devices: Sequence[Device]) -> None:
        """From now on units of models may start, on `devices`."""
        self._devices = devices

    def cancel(self, unit: str) -> None:
        for worker in self._workers:
            if unit in worker.making:
                self._tell(worker, {"cancel": unit})

    def close(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()
        self._selector.close()
        with suppress(OSError):
            if not self._log.stat().st_size:
                self._log.unlink()

    # ------------------------------------------------------------ processes

    def _spots(self) -> list[tuple[Place, _Worker | Device | None]]:
        """Every free place: its worker, or the device of one that is not yet started, which is None for one that
        draws."""
        spots: list[tuple[Place, _Worker | Device | None]] = [
            (Place(worker.device is not None, worker.loaded), worker) for worker in self._workers if worker.busy is None
        ]
        devices = [worker.device for worker in self._workers]
        spots += [(Place(models=True), device) for device in self._devices if device not in devices]
        spots += [(Place(), None)] * (self._jobs - devices.count(None))
        return sorted(spots, key=lambda spot: (not spot[0].models, not spot[0].loaded))

    def _new_worker(self, device: Device | None) -> _Worker:
        with disk.explained(self._log), open(self._log, "ab", opener=disk.private) as errors:
            process = spawned(errors, {**PATIENT, **dict(device.environment)}) if device else self._drawer(errors)
        os.set_blocking(process.stdout.fileno(), False)
        worker = _Worker(process, device)
        self._workers.append(worker)
        self._selector.register(process.stdout, selectors.EVENT_READ, worker)
        return worker

    def _tell(self, worker: _Worker, message: dict[str, Any]) -> None:
        with suppress(BrokenPipeError):  # it died; its closed output is about to tell us so
            worker.process.stdin.write(json.dumps(message).encode() + b"\n")
            worker.process.stdin.flush()

    def _hear(self, worker: _Worker) -> list[Report]:
        try:
            said = os.read(worker.process.stdout.fileno(), 1 << 16)
        except BlockingIOError:
            return []
        if not said:
            return self._bury(worker)
        worker.heard += said
        *lines, rest = bytes(worker.heard).split(b"\n")
        worker.heard = bytearray(rest)
        reports = [self._understand(worker, json.loads(line)) for line in lines]
        return [report for report in reports if report is not None]

    def _understand(self, worker: _Worker, message: dict[str, Any]) -> Report | None:
        unit = message["unit"]
        if "progress" in message:
            preview = Path(message["preview"]) if message["preview"] else None
            return Moved(unit, Progress(message["progress"], message["doing"], preview))
        if "warning" in message:
            return Warned(unit, message["warning"])
        if "beside" in message:
            if not worker.making[unit].alone:
                worker.busy = None
            return None
        del worker.making[unit]
        if worker.busy == unit:
            worker.busy = None
        return self._end_of(unit, message)

    def _end_of(self, unit: str, message: dict[str, Any]) -> Report:
        if "made" in message:
            return Finished(unit, {name: (d, s) for name, (d, s) in message["made"].items()}, message["seconds"])
        if "refused" in message:
            remedy = f"{message['remedy']}, with {self._log}" if message["broken"] else message["remedy"]
            return Refused(unit, message["refused"], remedy, message["unavailable"])
        return NoDisk(unit, message["disk"]) if "disk" in message else Dropped(unit)

    def _bury(self, worker: _Worker) -> list[Report]:
        self._workers.remove(worker)
        cause = self._end(worker)
        return [Died(unit, cause) for unit in worker.making]

    def _end(self, worker: _Worker) -> str:
        """Close the pipes of a worker that ends, wait for it and say what it ended of."""
        process = worker.process
        with suppress(KeyError, ValueError):
            self._selector.unregister(process.stdout)
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
        code = process.ended()
        if code < 0:
            return f"killed by {signal.Signals(-code).name}"
        words = self._log.read_text(errors="replace").strip().splitlines() if self._log.exists() else []
        return f"exit {code}" + (f": {words[-1]}" if words else "")

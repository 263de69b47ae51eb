"""This machine: resident worker processes, each fed through its own pipe, replaced when one dies or is given up.

Some draw, encode and mix, one a core; beside them every device has one for the units of models, so that a model is
loaded once, and its shots do not wait for drawings nor drawings for them.
"""

from __future__ import annotations

import json
import os
import selectors
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from milimo_runtime.backend import Progress
from milimo_runtime.devices import Device
from milimo_runtime.engines import Assignment, Died, Dropped, Finished, Moved, NoDisk, Place, Refused, Report, Warned
from milimo_runtime.engines.ends import Ends
from milimo_runtime.engines.pulse import BEAT, Patience, Pulse
from milimo_runtime.engines.starting import PATIENT, Forks, Process, spawned
from milimo_runtime.schedule import place_for
from milimo_runtime.store import disk


@dataclass
class _Worker:
    """A process, its device if it is one for models, and what it is making.

    `busy` is the unit that must end, or need the device no more, before another may begin. `heard` is what it has said
    but not yet ended with a line break, `stopped` are the units that were told to stop.
    """

    process: Process
    device: Device | None
    making: dict[str, Assignment] = field(default_factory=dict)
    busy: str | None = None
    loaded: str = ""
    heard: bytearray = field(default_factory=bytearray)
    pulse: Pulse = field(default_factory=Pulse)
    stopped: set[str] = field(default_factory=set)


class LocalEngine:
    """`jobs` places that draw and one a device for models; a worker is started when it is first needed.

    What workers print goes to the file `log`. `forks` makes those that draw where it is given; all others are started
    by themselves.
    """

    def __init__(
        self,
        jobs: int,
        log: Path,
        devices: Sequence[Device] = (Device(),),
        forks: Forks | None = None,
        patience: Patience = Patience(),
    ) -> None:
        self._jobs = jobs
        self._devices = devices
        self._log = log
        self._drawer = forks.worker if forks is not None else spawned
        self._patience = patience
        self._workers: list[_Worker] = []
        self._looked = time.monotonic()
        self._stirred = False
        self._ends = Ends(log)
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
        worker.pulse.spoke()
        self._tell(worker, message)

    def wait(self, timeout: float | None) -> Sequence[Report]:
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            left = BEAT if until is None else min(BEAT, max(0.0, until - time.monotonic()))
            self._stirred = False
            reports = [report for key, _ in self._selector.select(left) for report in self._heard(key.data)]
            reports += self._look()
            if reports or self._stirred or (until is not None and time.monotonic() >= until):
                return reports

    def heed(self, handle: int) -> None:
        self._selector.register(handle, selectors.EVENT_READ)

    def equip(self, devices: Sequence[Device]) -> None:
        """From now on units of models may start, on `devices`."""
        self._devices = devices

    def cancel(self, unit: str) -> None:
        for worker in self._workers:
            if unit in worker.making:
                worker.stopped.add(unit)
                worker.pulse.told_to_stop(unit)
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
        with suppress(OSError):  # it died; its closed output is about to tell us so
            worker.process.stdin.write(json.dumps(message).encode() + b"\n")
            worker.process.stdin.flush()

    # ------------------------------------------------------------ what is heard

    def _heard(self, worker: _Worker | None) -> list[Report]:
        """What `worker` said; of a file that is heeded, that there is something."""
        if worker is not None:
            return self._hear(worker)
        self._stirred = True
        return []

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
        reports: list[Report | None] = []
        for line in lines:
            try:
                reports.append(self._understand(worker, json.loads(line)))
            except (ValueError, KeyError, TypeError):
                return [report for report in reports if report] + self._give_up(worker, "it talked nonsense")
        return [report for report in reports if report]

    def _understand(self, worker: _Worker, message: dict[str, Any]) -> Report | None:
        if "beat" in message:
            worker.pulse.beat(float(message["beat"]))
            return None
        unit = message["unit"]
        assignment = worker.making[unit]
        worker.pulse.spoke()
        self._stirred = True
        if "progress" in message:
            preview = Path(message["preview"]) if message["preview"] else None
            return Moved(unit, Progress(message["progress"], message["doing"], preview))
        if "warning" in message:
            return Warned(unit, message["warning"])
        if "beside" in message:
            if not assignment.alone:
                worker.busy = None
            return None
        end = self._end_of(unit, message)
        self._let_go(worker, unit)
        return end

    def _let_go(self, worker: _Worker, unit: str) -> None:
        del worker.making[unit]
        worker.pulse.ended(unit)
        worker.stopped.discard(unit)
        if worker.busy == unit:
            worker.busy = None

    def _end_of(self, unit: str, message: dict[str, Any]) -> Report:
        if "made" in message:
            return Finished(unit, {name: (d, s) for name, (d, s) in message["made"].items()}, message["seconds"])
        if "refused" in message:
            remedy = f"{message['remedy']}, with {self._log}" if message["broken"] else message["remedy"]
            return Refused(unit, message["refused"], remedy, message["unavailable"])
        if "memory" in message:
            return Died(unit, "memory ran out", memory=True)
        return NoDisk(unit, message["disk"]) if "disk" in message else Dropped(unit)

    # ------------------------------------------------------------ the end of a worker

    def _look(self) -> list[Report]:
        """Once a second: who is gone without having said so, and who is to be given up."""
        now = time.monotonic()
        if now - self._looked < BEAT:
            return []
        passed, self._looked = min(now - self._looked, 2 * BEAT), now
        reports: list[Report] = []
        for worker in list(self._workers):
            if not worker.process.alive():
                reports += self._bury(worker)
            elif why := worker.pulse.given_up(passed, self._patience, making=bool(worker.making)):
                reports += self._give_up(worker, why)
            elif worker.making and (silence := worker.pulse.fell_silent(self._patience)):
                reports += [Warned(unit, silence) for unit in worker.making if unit not in worker.stopped]
        return reports

    def _give_up(self, worker: _Worker, why: str) -> list[Report]:
        worker.process.kill()
        return self._bury(worker, why)

    def _bury(self, worker: _Worker, why: str = "") -> list[Report]:
        """Replace a worker that is gone, or was killed here (`why`), and tell how its units ended."""
        self._stirred = True
        last_words = [] if why else self._last_words(worker)
        if not why and not _ends_by_itself(worker.process):
            worker.process.kill()
            why = "it let go of its pipe"
        self._workers.remove(worker)
        cause, memory = self._end(worker, why)
        return last_words + [
            Dropped(unit) if unit in worker.stopped else Died(unit, cause, memory) for unit in worker.making
        ]

    def _last_words(self, worker: _Worker) -> list[Report]:
        """What a process said before it ended, if one that it left behind keeps its pipe open."""
        reports: list[Report] = []
        with suppress(OSError, ValueError, KeyError, TypeError):
            while said := os.read(worker.process.stdout.fileno(), 1 << 16):
                worker.heard += said
        for line in bytes(worker.heard).split(b"\n")[:-1]:
            with suppress(ValueError, KeyError, TypeError):
                if (report := self._understand(worker, json.loads(line))) is not None:
                    reports.append(report)
        return reports

    def _end(self, worker: _Worker, why: str = "") -> tuple[str, bool]:
        """Close the pipes of a worker that ends, wait for it and say what it ended of, and whether it may be memory."""
        process = worker.process
        with suppress(KeyError, ValueError):
            self._selector.unregister(process.stdout)
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        return self._ends.told(process.ended(), why)


def _ends_by_itself(process: Process) -> bool:
    """Whether a process that says nothing more ends now: one that is killed lets go of its pipe a moment before."""
    last = time.monotonic() + BEAT
    while process.alive():
        if time.monotonic() > last:
            return False
        time.sleep(0.002)
    return True

"""What there is to show of a film as it was last built: a small picture of each take, the waveform, times, reasons.

Pictures and waveforms are computed from what is in the store, once for each content, and kept beside it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

from milimo_lang.ir.plan import Plan, Shot
from milimo_runtime.backend import Failed
from milimo_runtime.seen import Memory, seen, waited
from milimo_runtime.store import Damaged, DiskTrouble, Output, Store, aside
from milimo_runtime.store.last import LastUnit
from milimo_runtime.takes import ShotTake, ShotTakes, takes_beside_others

_VERSION = 1
"""Counts up when a picture or a waveform comes out otherwise."""
_WHERE = Fraction(2, 5)
"""How far into a shot it is shown: by then what moves has begun to."""


@dataclass(frozen=True)
class Showing:
    """A film's `plan` and its units as they were `last` built, by node id. What `memory` has is not looked up again."""

    store: Store
    root: Path
    plan: Plan
    last: Mapping[str, LastUnit]
    memory: Memory | None = None

    def posters(self, width: int) -> dict[str, bytes]:
        """WebP pictures `width` pixels wide, by the node that made the take; of what is not in the store, none."""
        units = ((shot, take.picture, self.last.get(take.picture)) for shot in self.plan.shots for take in shot.takes)
        there = {node: (shot, output) for shot, node, unit in units if unit and (output := self._of_unit(unit))}
        found = {node: self._kept(output, width) for node, (_, output) in there.items()}
        if wanted := [node for node, data in found.items() if data is None]:
            with ThreadPoolExecutor(min(len(wanted), os.cpu_count() or 1, 4)) as several:
                made = several.map(lambda node: self._drawn(*there[node], width), wanted)
                found |= zip(wanted, made, strict=True)
        return {node: data for node, data in found.items() if data}

    def takes(self) -> dict[str, tuple[ShotTake, ...]]:
        """What was filmed of each shot of which there is more than one take, by its id: those of its present words and
        older ones that are still there.

        A shot that is drawn has those its film asks for.
        """
        told = takes_beside_others(self.store, self.root, self.plan, self.memory) if self.plan.shots else ()
        return {shot.id: tuple(take for take in shot.takes if _tells(take, shot)) for shot in told if shot.id}

    def poster(self, shot: Shot, key: str, width: int) -> bytes | None:
        """A picture of `shot` as it was made under `key`."""
        output = self._output(key, "picture")
        if output is None:
            return None
        data = self._kept(output, width)
        return (data if data is not None else self._drawn(shot, output, width)) or None

    def _kept(self, output: Output, width: int) -> bytes | None:
        """A picture that was made before; of what is no film it is empty."""
        waited(self.memory)
        place = ("poster", output.sha256, width)
        data: bytes | None = self.memory.find(place, ()) if self.memory is not None else None
        if data is None:
            data = aside.kept(self.store, output.sha256, _poster(width))
            if data is not None and self.memory is not None:
                self.memory.put(place, (), data)
        return data

    def _drawn(self, shot: Shot, output: Output, width: int) -> bytes:
        """A picture of `shot`, made and kept; of what is no film it is empty."""
        waited(self.memory)
        from milimo_runtime.media.posters import poster  # numpy and Pillow, which is not needed where all is kept

        try:
            data = poster(self.store.blob(output), shot.frames * _WHERE / self.plan.film.rate, width)
        except Failed:
            data = b""
        except (Damaged, DiskTrouble):
            return b""
        aside.keep(self.store, output.sha256, _poster(width), data)
        return data

    def played(self, take: ShotTake) -> tuple[Output | None, Output | None]:
        """What a take is in the store: its picture, a film, and its sound where it has one."""
        return self._output(take.key, "picture"), self._output(take.key, "sound")

    def peaks(self) -> bytes:
        """The loudest sample of each frame of the film, 0 to 255; empty where its sound is not in the store."""
        output = self._sound()
        if output is None:
            return b""
        film = self.plan.film
        what = f"peaks{_VERSION}-{film.frames}"
        data = aside.kept(self.store, output.sha256, what)
        if data is None:
            from milimo_runtime.media.peaks import peaks

            try:
                wait = partial(waited, self.memory)
                data = peaks(self.store.blob(output), film.frames, film.rate, film.sample_rate, wait)
            except Failed:
                data = b""
            except (Damaged, DiskTrouble):
                return b""
            aside.keep(self.store, output.sha256, what, data)
        return data

    def _sound(self) -> Output | None:
        mixes = (unit.key for unit in self.last.values() if unit.kind == "cut.mix")
        key = next(mixes, None)
        return self._output(key, "sound") if key is not None else None

    def _of_unit(self, unit: LastUnit) -> Output | None:
        """The picture a unit made; of one that was made again under the same key the time it took tells."""
        place, given = ("picture", unit.key), (unit.seconds,)
        found: Output | None = self.memory.find(place, given) if self.memory is not None else None
        if found is None and (found := self._output(unit.key, "picture")) is not None and self.memory is not None:
            self.memory.put(place, given, found)
        return found

    def _output(self, key: str, name: str) -> Output | None:
        try:
            record = seen(self.memory, self.store.record_name(key), partial(self.store.peek, key))
        except (Damaged, DiskTrouble):
            return None
        return record.outputs.get(name) if record is not None else None


def _poster(width: int) -> str:
    """How a picture of this width is called beside the store."""
    return f"poster{_VERSION}-{width}"


def _tells(take: ShotTake, shot: ShotTakes) -> bool:
    """Whether a take is one to look at beside the others."""
    return take.there and not (shot.drawn and take.standing == "old")

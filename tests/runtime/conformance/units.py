"""A unit of every kind that the built-in backends make: taken from planned films, its inputs made by the makers before.

A backend of one's own is held to the same: name it and its kinds in `KINDS` and put a node of each in a film.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from milimo_lang.compilation import Compilation
from milimo_lang.ir.bodies import AnyBody
from milimo_lang.ir.plan import Input, Plan
from milimo_lang.world import DiskWorld
from milimo_runtime.backend import Backend, Job
from milimo_runtime.backends import BUILT_IN, Registry, load
from tests.tiny import material

KINDS = tuple((name, kind) for name in BUILT_IN for kind in load(name).kinds)
"""Every backend, with each kind of node it makes."""

DRAWN = """\
Title: Drawn
Size: 160x90
Frame rate: 24
Voices: {voices}

@character Ann: a woman in a red coat

%music tone.wav

INT. ROOM - DAY

!! wide, 1s: rain falls
    key 0: board.png

!! close on @Ann, 2s, pan left

ANN
Now.

> DISSOLVE TO: 6 frames

!! black, 12f

!! card "The end", 12f

!! wide, 1s
    source: clip.mp4
"""

FILMED = """\
Title: Filmed
Model: short
Size: 64x64
Frame rate: 24

%define model short
    family: ltx-2
    stride: 8
    multiple: 32
    stages: 2
    chunk: 25
    overlap: 9
    shortest: 9
    audio: yes
    sample rate: 24000
    handoff: hybrid
    can: text, image, keyframes, reference, control, audio, retake, lora, enhance

INT. ROOM - DAY

!! wide, 0.5s: a lamp burns
    key end: board.png
    reference: board.png
    audio: tone.wav

!! close, 0.5s: a lamp burns
    enhance: on
    key 0: 1A at end
    retake 6..end: the flame is out
"""

_ENHANCED = FILMED.split("INT. ROOM")[0].replace("Title:", "Enhance: on\nTitle:").replace("retake, lora", "enhance")
WRITTEN = f"{_ENHANCED}INT. ROOM - DAY\n\n!! wide, 0.5s: a lamp burns\n"

FILMS = {
    "drawn": DRAWN.format(voices="murmur"),
    "spoken": DRAWN.format(voices="spoken"),
    "filmed": FILMED,
    "written": WRITTEN,
}


@dataclass(frozen=True)
class Unit:
    """One node with files for its inputs, and what its maker wrote the first time, by output."""

    backend: Backend
    body: AnyBody
    inputs: Mapping[str, Path]
    wrote: Mapping[str, Path]

    def job(self, folder: Path, **more: object) -> Job:
        """The same unit, to be written into `folder`."""
        folder.mkdir(parents=True)
        return Job(self.body, self.inputs, {name: folder / name for name in self.body.outputs}, **more)  # type: ignore[arg-type]


def make(job: Job, backend: Backend) -> None:
    """Make a unit to its end."""
    rest = backend.make(job)
    if rest is not None:
        rest()


def units(folder: Path) -> dict[str, Unit]:
    """A unit of every kind, by kind: the first of each in the films, all made in `folder`."""
    material.picture(folder / "board.png", size=(320, 256))
    material.film(folder / "clip.mp4", 30, pitch=440)
    material.sound(folder / "tone.wav", 2.0, rate=48_000)
    found: dict[str, Unit] = {}
    for name, text in FILMS.items():
        (folder / f"{name}.mls").write_text(text)
        compilation = Compilation(DiskWorld(folder), f"{name}.mls")
        assert not [said for said in compilation.diagnostics if said.severity.name == "ERROR"]
        for kind, unit in _made(compilation.plan.value, folder, folder / name).items():
            found.setdefault(kind, unit)
    return found


def _made(plan: Plan, root: Path, to: Path) -> dict[str, Unit]:
    registry, files = Registry(), dict[tuple[str, str], Path]()
    found: dict[str, Unit] = {}
    for number, node in enumerate(plan.nodes):
        name = registry.backend_for(node.kind)
        assert name is not None
        inputs = {put.role: _file(put, plan, root, files) for put in node.inputs}
        outputs = {output: to / str(number) / output for output in node.body.outputs}
        (to / str(number)).mkdir(parents=True)
        make(Job(node.body, inputs, outputs), load(name))
        files |= {(node.id, output): path for output, path in outputs.items()}
        found.setdefault(node.kind, Unit(load(name), node.body, inputs, outputs))
    return found


def _file(put: Input, plan: Plan, root: Path, files: Mapping[tuple[str, str], Path]) -> Path:
    if put.asset is not None:
        return root / put.asset
    assert put.node is not None
    return files[put.node, put.output or plan.by_id()[put.node].body.outputs[0]]

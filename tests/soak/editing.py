"""However a film is edited, an incremental build equals a clean one, and nothing is made twice.

What is told of a unit that is made is its body and its inputs' bytes: a unit of which all that was seen before is not
made again, whatever was inserted, moved, touched, renamed or copied meanwhile. That is reckoned without a key.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.ir.plan import Plan
from milimo_lang.world import DiskWorld
from milimo_runtime.backends.fake import content
from milimo_runtime.journal import Event
from milimo_runtime.keys import canonical_body
from milimo_runtime.session import open_session
from milimo_runtime.store import Store, upkeep
from tests.runtime.execute.films import FAKE, tree
from tests.runtime.inline import inline
from tests.soak.studio import picture

WORDS = ("She waits.", "She leaves.", "He sits down.", "It rains.", "A door slams.")
FRAMINGS = ("wide", "medium", "close on @Ann", "insert: a lamp")
TRANSITIONS = ("CUT TO:", "DISSOLVE TO: 6f", "WIPE TO: 6f", "SMASH CUT TO:")
SIZES = ("160x90", "192x108")


class Film:
    """A film as a list of scenes of shots, written out anew after each edit."""

    def __init__(self, root: Path, chance: Random) -> None:
        self.root, self.chance = root, chance
        self.size, self.names = SIZES[0], {"lamp": "lamp.png", "key": "key.png"}
        self.shots = [self.shot() for _ in range(3)]
        for number, name in enumerate(self.names.values()):
            self.draw(name, number)
        self.write()

    def shot(self) -> dict[str, str]:
        """A shot of which everything is a matter of chance."""
        chance = self.chance
        return {
            "framing": chance.choice(FRAMINGS),
            "length": chance.choice(("12f", "1s", "2s")),
            "words": chance.choice(WORDS),
            "says": chance.choice(("", "", "Now.", "Not yet, and not tomorrow.")),
            "key": chance.choice(("", "", "lamp", "key")),
            "before": chance.choice(("", "", "", *TRANSITIONS)),
        }

    def draw(self, name: str, number: int) -> None:
        """A picture of one size, however often it is drawn; what follows its end is anybody's."""
        (self.root / name).write_bytes(picture() + b"%08d" % number)

    def write(self) -> None:
        """Write the film down."""
        head = f"Title: A film\nSize: {self.size}\nFrame rate: 24\n\n@character Ann: a woman in a red coat\n\n"
        text = head + "INT. ROOM - DAY\n\n"
        for number, shot in enumerate(self.shots):
            text += f"> {shot['before']}\n\n" if shot["before"] and number else ""
            length = "2s" if shot["says"] else shot["length"]
            text += f"!! {shot['framing']}, {length}\n"
            text += f"    key 0: {self.names[shot['key']]}\n" if shot["key"] else ""
            text += f"\n{shot['words']}\n\n" + (f"ANN\n{shot['says']}\n\n" if shot["says"] else "")
        (self.root / "film.mls").write_text(text, encoding="utf-8")

    # ------------------------------------------------------------ edits

    def reword(self) -> None:
        self.chance.choice(self.shots).update(words=self.chance.choice(WORDS))

    def recut(self) -> None:
        self.chance.choice(self.shots).update(before=self.chance.choice(("", *TRANSITIONS)))

    def change(self) -> None:
        at = self.chance.randrange(len(self.shots))
        self.shots[at] = self.shot()

    def insert(self) -> None:
        self.shots.insert(self.chance.randint(0, len(self.shots)), self.shot())

    def double(self) -> None:
        at = self.chance.randrange(len(self.shots))
        self.shots.insert(self.chance.randint(0, len(self.shots)), dict(self.shots[at]))

    def delete(self) -> None:
        if len(self.shots) > 1:
            self.shots.pop(self.chance.randrange(len(self.shots)))

    def move(self) -> None:
        shot = self.shots.pop(self.chance.randrange(len(self.shots)))
        self.shots.insert(self.chance.randint(0, len(self.shots)), shot)

    def resize(self) -> None:
        self.size = self.chance.choice(SIZES)

    def redraw(self) -> None:
        """Another picture of the same size, with the times of the old one."""
        path = self.root / self.names[self.chance.choice(sorted(self.names))]
        before = path.stat()
        self.draw(path.name, self.chance.randrange(4))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def rename(self) -> None:
        name = self.chance.choice(sorted(self.names))
        new = f"{name}-{self.chance.randrange(3)}.png"
        (self.root / self.names[name]).rename(self.root / new)
        self.names[name] = new

    def touch(self) -> None:
        for path in self.root.iterdir():
            os.utime(path)

    def copy(self) -> None:
        """The whole project elsewhere, and on from there."""
        new = Path(tempfile.mkdtemp(dir=self.root.parent)) / "project"
        shutil.copytree(self.root, new)
        shutil.rmtree(self.root)
        self.root = new

    def tidy(self) -> None:
        upkeep.gc(Store(self.root / ".milimo"), 1 << 40)


EDITS: tuple[Callable[[Film], None], ...] = (
    *(Film.reword, Film.recut, Film.change, Film.insert, Film.double, Film.delete, Film.move, Film.resize),
    *(Film.redraw, Film.rename, Film.touch, Film.copy, Film.tidy),
)


def trial(place: Path, seed: int, steps: int = 8) -> int:
    """Edit a film as `seed` says, and build it after each edit. Gives how many builds that were."""
    chance = Random(seed)
    (place / "project").mkdir(parents=True)
    film, ever = Film(place / "project", chance), set[str]()
    with pytest.MonkeyPatch.context() as patch:
        inline(patch)
        check(film, ever, "at first")
        for _ in range(steps):
            edits = [chance.choice(EDITS) for _ in range(chance.choice((1, 1, 2)))]
            for edit in edits:
                edit(film)
            film.write()
            check(film, ever, " and ".join(edit.__name__ for edit in edits))
    return steps + 1


def check(film: Film, ever: set[str], after: str) -> None:
    """Build, and look at what came out and what was made. `ever` is what was made before."""
    plan = Compilation(DiskWorld(film.root), "film.mls").plan.value
    made: list[str] = []

    def on_event(event: Event) -> None:
        if event.event == "done":
            made.append(str(event.unit))

    session = open_session(film.root, registry=FAKE, jobs=1)
    built = session.build(plan, film.root / "build" / "film.mp4", on_event=on_event)
    assert built.failed == (), (after, built.failed)
    units, whole = clean(plan, film.root)
    assert tree(film.root / "build") == whole, f"other bytes than a clean build's after {after}"
    again = [name for name in made if units[name] in ever]
    assert again == [], f"made again after {after}: {again}"
    asked = [units[name] for name in made]
    assert len(set(asked)) == len(asked), f"one thing made twice after {after}"
    ever.update(asked)


def clean(plan: Plan, root: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """What each unit is made of, as a digest, and what the film comes to: no store, no key, no process."""
    made: dict[tuple[str, str], bytes] = {}
    asked: dict[str, str] = {}
    for node in plan.nodes:
        inputs = {}
        for part in node.inputs:
            if part.node is None:
                inputs[part.role] = (root / (part.asset or "")).read_bytes()
            else:
                inputs[part.role] = made[part.node, part.output or plan.by_id()[part.node].body.outputs[0]]
        plain = canonical_body(node.body)
        told = json.dumps([plain, {role: hashlib.sha256(data).hexdigest() for role, data in inputs.items()}])
        asked[node.id] = hashlib.sha256(told.encode()).hexdigest()
        body = type(node.body).model_validate(plain)
        for output in node.body.outputs:
            made[node.id, output] = content(body, inputs, output)
    names = {"film.mp4": "film", "film.srt": "srt", "film.vtt": "vtt"}
    return asked, {name: made[plan.result, output] for name, output in names.items()}

"""A ledger of takes that was damaged: put aside with a sentence, and written anew as far as the store can tell.

The name of a render's file has the number of its shot and the beginning of its key. The key's record tells what came
out, and what the key came from, and its inputs in their turn, with what seed and what words.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from milimo_lang.ir.identity import Known
from milimo_runtime.keys import PreImage, read_preimage
from milimo_runtime.store import Damaged, Store, disk
from milimo_runtime.store.last import LastBuild, read_last
from milimo_runtime.store.ledger import Cast, Render, folders, is_whole, read_cast, read_renders, write_render
from milimo_runtime.store.records import Record, read_record


def verify(store: Store) -> list[str]:
    """Mend every ledger of the store; gives a sentence for each file that was damaged. Raises `DiskTrouble`."""
    with disk.explained(store.path):
        return [said for folder in folders(store.path) for said in recollect(store, folder)]


def recollect(store: Store, folder: Path) -> list[str]:
    """Put aside what is damaged of the ledger in `folder`, with one warning, and write anew what can be told.

    Raises `DiskTrouble`.
    """
    with disk.explained(folder):
        paths = sorted(Path(entry.path) for entry in os.scandir(folder)) if folder.is_dir() else []
    bad = [path for path in paths if is_whole(path) is False]
    if not bad:
        return []
    said, quiet = [], Store(store.path)
    for path in bad:
        said.append(f"the list of takes {folder.name[:12]}/{path.name[:18]} was damaged")
        quiet.set_aside(path, said[-1])
    told = f"{len(bad)} line{'' if len(bad) == 1 else 's'} of the list of takes"
    store.warn(f"{told} damaged; put aside, and told from what was made as far as that tells")
    cast, renders, memory = read_cast(folder), read_renders(folder), _Memory(store, read_last(store, folder.name))
    for path in bad:
        if (render := _told(memory, path.name, cast, renders)) is not None:
            write_render(folder, render)
    return said


class _Memory:
    """What the store knows of a picture: its record, and all that went into it; and whose it was in the last build."""

    def __init__(self, store: Store, last: LastBuild) -> None:
        self.store = store
        known = dict(last.shots)
        shots = ((unit.key, name.partition("/")[0]) for name, unit in last.units.items())
        self.known = {key: known[slate] for key, slate in shots if slate in known}

    def key(self, begins: str) -> str | None:
        """The one key of the store that begins so."""
        found = [path.name for path in (self.store.path / "ac" / begins[:2]).glob(f"{begins}*")]
        return found[0] if len(found) == 1 else None

    def preimage(self, key: str) -> PreImage | None:
        return read_preimage(self.store.preimage(key), key)

    def behind(self, key: str) -> Iterator[PreImage]:
        """What `key` was made from, and what that was made from."""
        seen, waiting = {key}, [key]
        while waiting:
            pre = self.preimage(waiting.pop(0))
            if pre is None:
                continue
            yield pre
            makers = [self._made[digest] for _, digest in pre.inputs if digest in self._made]
            waiting += [maker for maker in makers if maker not in seen]
            seen.update(makers)

    @cached_property
    def _made(self) -> dict[str, str]:
        """The key under which each content was made."""
        made = {}
        for path in sorted((self.store.path / "ac").glob("*/*")):
            with suppress(OSError, Damaged):
                record = read_record(disk.read_whole(path), path.name)
                made.update({output.sha256: record.key for output in record.outputs.values()})
        return made


def _told(memory: _Memory, name: str, cast: Cast, renders: list[Render]) -> Render | None:
    """The render whose file was called `name`. What nothing tells is left empty, and its take counts as the first."""
    number, _, begins = name.partition("-")
    key = memory.key(begins) if number.isdecimal() else None
    record = _record(memory.store, key) if key is not None else None
    if key is None or record is None:
        return None
    shot, behind = int(number), [*memory.behind(key)]
    like = [render for render in renders if render.shot == shot]
    known = dict((*cast.gone, *cast.here)).get(shot) or memory.known.get(key)
    known = known or (like[-1].known if like else Known(None, "", "", ""))
    seed = next((int(pre.body["seed"]) for pre in behind if pre.body.get("seed")), 0)
    prompts = dict.fromkeys(str(pre.body["prompt"]) for pre in behind if pre.kind == "text.encode")
    family = next((str(pre.body["family"]) for pre in behind if "family" in pre.body), "")
    pixels = behind[0].body["size"] if behind else {"width": 0, "height": 0}
    picture = record.outputs["picture"]
    return Render(
        shot,
        known,
        next((render.take for render in like if render.seed == seed), 1),
        seed,
        "",
        " / ".join(prompts) or known.words,
        family or "animatic",
        f"{pixels['width']}x{pixels['height']}",
        key,
        picture.sha256,
        picture.size,
        picture.frames or 0,
        _made_at(memory.store, key),
        record.seconds,
    )


def _record(store: Store, key: str) -> Record | None:
    with suppress(Damaged):
        record = store.peek(key)
        return record if record is not None and "picture" in record.outputs else None
    return None


def _made_at(store: Store, key: str) -> float:
    with suppress(OSError):
        return round(store.preimage_path(key).stat().st_mtime, 3)
    return 0.0

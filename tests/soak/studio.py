"""A small film, and the real command that builds it: with makers of bytes, in a process of its own that may be killed.

The process is a fork, so that thousands of builds take minutes; the compiler, the command line, the executor, the store
and the journal in it are the real ones, and units are made one at a time in the same process.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache as cache_once
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from milimo_lang.cli import main
from milimo_lang.compilation import Compilation
from milimo_lang.world import Facts, MemoryWorld
from milimo_runtime import recollection, session
from milimo_runtime.engines import Place, starting
from milimo_runtime.store import Store, upkeep
from tests.runtime.execute.films import FAKE, tree
from tests.runtime.inline import InlineEngine
from tests.soak.calls import Gate, counting, through

FILM = """\
Title: The Lamp
Size: 160x90
Frame rate: 24
Use: cast.mls

INT. ROOM - DAY

!! wide, 12f
    key 0: lamp.png

A lamp.

!! close on @Ann, 2s

ANN
Now.

> DISSOLVE TO: 6f

!! wide, 12f: the lamp goes out
"""
FILES = {"film.mls": FILM.encode(), "cast.mls": b"@character Ann: a woman in a red coat\n", "lamp.png": b""}

_MADE = re.compile(r"(\d+) made, (\d+) cached|up to date: (?P<all>\d+) units|: (?P<kept>\d+) units cached")


class OneWorker(InlineEngine):
    """Makes one unit, and the next when that one is taken in."""

    def free(self) -> Sequence[Place]:
        return [] if self._reports else super().free()


@dataclass(frozen=True)
class Ended:
    """A command that ended: its exit code, or the signal that killed it, what it said, and the calls it made."""

    code: int
    killed: bool
    out: str
    err: str
    calls: int

    @property
    def events(self) -> list[dict[str, Any]]:
        """What `--json` told before the end; a line that was cut off is none."""
        lines = [line for line in self.out.splitlines(keepends=True) if line.startswith("{") and line.endswith("}\n")]
        return [json.loads(line) for line in lines]

    def units(self, *events: str) -> set[str]:
        """The units of which one of `events` was told."""
        return {event["unit"] for event in self.events if event["event"] in events}

    @property
    def made(self) -> int:
        """How many units the last line says were made."""
        found = _MADE.search(self.out)
        assert found is not None, self.out + self.err
        return int(found[1] or 0)


@dataclass(frozen=True)
class Running:
    """A command in a process of its own; what it says goes into the folder `beside`."""

    process: int
    beside: Path

    def kill(self) -> None:
        """As `kill -9` does."""
        os.kill(self.process, signal.SIGKILL)

    def ended(self) -> Ended:
        """Wait for its end."""
        status = os.waitpid(self.process, 0)[1]
        out, err = ((self.beside / name).read_text("utf-8", errors="replace") for name in ("out", "err"))
        counted = self.beside / "calls"
        calls = int(counted.read_text()) if counted.exists() else 0
        shutil.rmtree(self.beside)
        return Ended(os.waitstatus_to_exitcode(status), os.WIFSIGNALED(status), out, err, calls)


def picture() -> bytes:
    """A PNG of one pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
        "050001a5f645400000000049454e44ae426082"
    )


@dataclass
class Studio:
    """A project at `root`, and what lies beside it."""

    root: Path
    store: Path = field(init=False)
    build: Path = field(init=False)

    def __post_init__(self) -> None:
        _load()
        self.store, self.build = self.root / ".milimo", self.root / "build"
        self.root.mkdir(parents=True, exist_ok=True)
        for name, data in FILES.items():
            (self.root / name).write_bytes(data or picture())

    def milimo(self, *arguments: str, gate: Gate = counting, variables: dict[str, str] | None = None) -> Ended:
        """`milimo ARGUMENTS` in the project, every change of the project let through `gate`."""
        return self.start(*arguments, gate=gate, variables=variables).ended()

    def start(self, *arguments: str, gate: Gate = counting, variables: dict[str, str] | None = None) -> Running:
        """The same, going on beside this process."""
        beside = Path(tempfile.mkdtemp(dir=self.root.parent, prefix="said-"))
        child = os.fork()
        if child == 0:
            code = 99
            try:
                code = self._command(arguments, gate, beside, variables or {})
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        return Running(child, beside)

    def _command(self, arguments: tuple[str, ...], gate: Gate, beside: Path, variables: dict[str, str]) -> int:
        os.chdir(self.root)
        for handle, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(beside / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), handle)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        for name in [name for name in os.environ if name.startswith("MILIMO_")]:
            del os.environ[name]
        os.environ.update(variables)
        with (
            mock.patch.object(session, "LocalEngine", OneWorker),
            mock.patch.object(session, "Registry", return_value=FAKE),
            mock.patch.object(starting, "forks", nullcontext),
            through(gate, self.root) as calls,
        ):
            code = main.main(list(arguments))
            count = calls.count
        (beside / "calls").write_text(str(count))
        sys.stdout.flush()
        sys.stderr.flush()
        return code

    def delivered(self) -> dict[str, bytes]:
        """The film and its captions; the page beside them tells of times, which are never the same."""
        found = tree(self.build) if self.build.exists() else {}
        return {name: data for name, data in found.items() if name.endswith((".mp4", ".srt", ".vtt"))}

    def forget(self) -> None:
        """Be as before the first build."""
        for folder in (self.store, self.build):
            shutil.rmtree(folder, ignore_errors=True)

    def leftovers(self) -> list[str]:
        """What nobody needs any more: scratch, halves of files, locks, empty files."""
        files = [path for path in self.root.rglob("*") if path.is_file()]
        parts = [path for path in files if path.suffix in (".part", ".lock")]
        empty = [path for path in files if not path.stat().st_size and path.name != "lease"]
        locks = [path for path in (self.store / "locks").rglob("*") if path.is_file()]
        return [str(path.relative_to(self.root)) for path in [*(self.store / "tmp").iterdir(), *parts, *empty, *locks]]

    def damaged(self) -> tuple[str, ...]:
        """What of the store is not what was put there."""
        store = Store(self.store)
        return (*upkeep.verify(store).damaged, *recollection.verify(store))

    def expected(self) -> dict[str, bytes]:
        """What a first build delivers, and nothing is left of it."""
        self.forget()
        ended = self.milimo("build", "film.mls")
        assert ended.code == 0, ended.err
        delivered = self.delivered()
        self.forget()
        return delivered


_LOADED = (
    *(f"milimo_lang.cli.{name}" for name in ("build", "cache", "outside", "places", "progress", "weighing")),
    *("imagesize", "milimo_runtime.media.captions", "milimo_runtime.backends.fake", "milimo_lang.report"),
)


@cache_once
def _load() -> None:
    """Load what a build loads and make its grammar ready, for all forks at once."""
    for name in _LOADED:
        import_module(name)
    texts = {name: data.decode() for name, data in FILES.items() if data}
    film = Compilation(MemoryWorld(texts, {"lamp.png": Facts(1, pixels=(1, 1))}), "film.mls")
    assert film.diagnostics == (), film.diagnostics
    assert len(film.plan.value.nodes) > 8


def studio(folder: Path) -> Studio:
    """The studio of a test."""
    return Studio(folder / "project")


__all__ = ["FILM", "Ended", "Studio", "studio"]

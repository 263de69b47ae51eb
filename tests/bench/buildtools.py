"""How long a film of 1,000 shots takes to be found up to date, and to be made after an edit, beside other build tools.

`python tests/bench/buildtools.py [SHOTS]`: milimo, ninja, doit and snakemake over graphs of the same nodes and edges,
in one run. Every node writes a few bytes that hang on what it reads, milimo's too (its fake maker): what is compared is
the tool, not what it makes. What milimo does besides is in its time: it reads the screenplay, plans the film and keeps
all it ever made. Processor time is of the whole process and its children; the least of a few runs is told. snakemake
has an environment of its own, as it does not go with what milimo is tested with.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHOTS = 1000
RUNS = 5

MILIMO = """
import sys
from functools import partial
from milimo_runtime import session
from milimo_runtime.backends import Registry
from milimo_lang.cli.main import main
session.Registry = partial(Registry, ("milimo_runtime.backends.fake:FakeBackend",), announced=False)
sys.exit(main())
"""
"""The command line, with a maker that writes a few bytes; a build with nothing to do is asked of the command itself."""

DOIT = """
import hashlib
DOIT_CONFIG = {"verbosity": 0}
def make(targets, dependencies):
    said = hashlib.sha256()
    for name in sorted(dependencies):
        said.update(open(name, "rb").read())
    open(targets[0], "wb").write(said.digest() * 128)
def task_make():
    for line in open("graph"):
        name, *needs = line.split()
        yield {"name": name, "targets": [name], "file_dep": needs, "actions": [make]}
"""

SNAKEFILE = """
import hashlib
GRAPH = [line.split() for line in open("graph")]
rule all:
    input: "film"
for name, *needs in GRAPH:
    rule:
        output: name
        input: needs
        run:
            said = hashlib.sha256()
            for one in sorted(input):
                said.update(open(one, "rb").read())
            open(output[0], "wb").write(said.digest() * 128)
"""


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of processors."""

    wall: float
    processor: float


@dataclass(frozen=True)
class Tool:
    """What is run in `folder` to build, and (`edited`) after an edit; how the first shot is edited the n-th time."""

    name: str
    folder: Path
    command: list[str]
    edited: list[str]
    edit: Callable[[int], None]


def timed(command: list[str], folder: Path) -> Taken:
    """Run `command` there."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "runtime")])
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return Taken(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def least(runs: list[Taken]) -> Taken:
    return Taken(min(run.wall for run in runs), min(run.processor for run in runs))


# ---------------------------------------------------------------- the graph


def screenplay(shots: int, changed: int = 0) -> str:
    """A film of `shots` shots, two speeches each; the first shot is of thing number `changed`."""
    parts = ["Title: Thousand\nModel: animatic\n\n@character Mara: a woman in red\n@character Tom: a tall man\n"]
    for shot in range(shots):
        if shot % 10 == 0:
            parts.append(f"INT. ROOM {shot // 10} - DAY\n")
        thing = changed if shot == 0 else shot
        parts.append(f"!! MS\nMara looks at thing number {thing}.\n\nMARA\nI counted {shot}.\n\nTOM\nSo what?\n")
    return "\n".join(parts)


def graph(shots: int) -> list[list[str]]:
    """The film as nodes, each with what it needs: five a shot, as milimo has them, the mix and the cut."""
    nodes: list[list[str]] = []
    sounds, segments = [], []
    for shot in range(shots):
        own = [f"{kind}{shot}" for kind in ("speech1_", "speech2_", "tone")]
        nodes += [[name, "words"] for name in own]
        nodes += [[f"picture{shot}", f"source{shot}"], [f"segment{shot}", f"picture{shot}"]]
        sounds += own
        segments.append(f"segment{shot}")
    return [*nodes, ["mix", *sounds], ["film", *segments, "mix"]]


def sources(folder: Path, shots: int) -> None:
    """What the nodes read: a file for the words, and one a shot."""
    folder.mkdir()
    for name in ("words", *(f"source{shot}" for shot in range(shots))):
        (folder / name).write_text(name)
    (folder / "graph").write_text("".join(" ".join(node) + "\n" for node in graph(shots)))


def touched(folder: Path) -> Callable[[int], None]:
    """How its first shot is edited."""

    def edit(number: int) -> None:
        (folder / "source0").write_text(f"edit {number}")

    return edit


# ---------------------------------------------------------------- the tools


def milimo(folder: Path, shots: int) -> Tool:
    folder.mkdir()
    film = folder / "film.mls"
    film.write_text(screenplay(shots), encoding="utf-8")
    edited = [sys.executable, "-c", MILIMO, "build", "film.mls"]
    timed(edited, folder)
    name = f"milimo {version('milimo')}"

    def edit(number: int) -> None:
        film.write_text(screenplay(shots, changed=shots + number), encoding="utf-8")

    return Tool(name, folder, [sys.executable, "-m", "milimo_lang.cli", "build", "film.mls"], edited, edit)


def ninja(folder: Path, shots: int) -> Tool:
    sources(folder, shots)
    program = shutil.which("ninja", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        raise SystemExit("there is no ninja; `make bench` installs what is compared")
    rules = ["rule make\n command = cat $in | cksum > $out\n"]
    rules += [f"build {name}: make {' '.join(needs)}\n" for name, *needs in graph(shots)]
    (folder / "build.ninja").write_text("".join(rules) + "default film\n")
    timed([program, "--quiet"], folder)
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return Tool(
        f"ninja {told.partition('.git')[0]}", folder, [program, "--quiet"], [program, "--quiet"], touched(folder)
    )


def doit(folder: Path, shots: int) -> Tool:
    sources(folder, shots)
    (folder / "dodo.py").write_text(DOIT)
    command = [sys.executable, "-m", "doit"]
    timed(command, folder)
    return Tool(f"doit {version('doit')}", folder, command, command, touched(folder))


def snakemake(folder: Path, shots: int) -> Tool:
    """Its files are written here, inputs first, as it takes an hour to run so many jobs; it goes by their times."""
    python = _environment()
    sources(folder, shots)
    (folder / "Snakefile").write_text(SNAKEFILE)
    for name, *_ in graph(shots):
        (folder / name).write_text(name)
    command = [str(python.with_name("snakemake")), "--cores", "2", "--quiet", "all", "--rerun-triggers", "mtime"]
    asked = [str(python), "-c", "from importlib.metadata import version; print(version('snakemake'))"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    return Tool(f"snakemake {told}", folder, command, command, touched(folder))


def _environment() -> Path:
    """snakemake's Python; made where it is not there yet."""
    place = Path(os.environ.get("MILIMO_BENCH_SNAKEMAKE") or ROOT / "build" / "snakemake")
    python = place / "bin" / "python"
    if not python.with_name("snakemake").exists():
        print(f"installing snakemake into {place}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "snakemake>=9,<10"], check=True)
    return python


def main() -> None:
    """Print the table."""
    shots = int(sys.argv[1]) if len(sys.argv) > 1 else SHOTS
    nodes = graph(shots)
    print(
        f"{shots:,} shots: {len(nodes):,} nodes, {sum(len(node) - 1 for node in nodes):,} edges; one edit makes 3 nodes"
    )
    head = f"{'':<20}{'nothing to do':>15}{'processor':>12}{'ratio':>8}{'one edit':>14}{'processor':>12}{'ratio':>8}"
    print(head)
    ours: tuple[float, float] | None = None
    with tempfile.TemporaryDirectory() as scratch:
        for make in (milimo, ninja, doit, snakemake):
            tool = make(Path(scratch) / make.__name__, shots)
            slow = make is snakemake
            idle = least([timed(tool.command, tool.folder) for _ in range(1 if slow else RUNS)])
            edits = []
            for number in range(1 if slow else 3):
                tool.edit(number)
                edits.append(timed(tool.edited, tool.folder))
            edit = least(edits)
            ours = ours or (idle.processor, edit.processor)
            print(
                f"{tool.name:<20}{idle.wall:>13.2f} s{idle.processor:>10.2f} s{idle.processor / ours[0]:>8.2f}"
                f"{edit.wall:>12.2f} s{edit.processor:>10.2f} s{edit.processor / ours[1]:>8.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()

"""How long `milimo check` takes, whole process, beside starting Python: `python tests/bench/check.py`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
RUNS = 5

CAST = ("Mara", "Tom", "Ines", "Kit")
HEAD = "Title: Long\nSize: 1280x720\nFrame rate: 24\n\n" + "".join(
    f"@character {name}: a person in a coat of their own, number {number}\n\n" for number, name in enumerate(CAST)
)
SCENE = """\
INT. ROOM {number} - NIGHT

!! wide, slow push in, 16s

{one} crosses the room and looks out of the window. Rain falls on the glass.

{ONE}
(quietly)
Nothing has moved since the morning, nothing at all.

{TWO}
Then we wait.

{two} sits down. The lamp flickers twice and burns on. Nobody speaks for a while.

!! close on @{two}, handheld, 8s: the face in the light of the lamp

{TWO}
It will not be long.

CUT TO:

"""


def screenplay(lines: int) -> str:
    """A screenplay of `lines` lines: scenes of shots, action and dialogue between four people."""
    parts = [HEAD]
    count = HEAD.count("\n")
    number = 0
    while count < lines:
        one, two = CAST[number % 4], CAST[(number + 1) % 4]
        scene = SCENE.format(number=number, one=one, two=two, ONE=one.upper(), TWO=two.upper())
        parts.append(scene)
        count += scene.count("\n")
        number += 1
    return "".join("".join(parts).splitlines(keepends=True)[:lines])


def best(command: list[str], folder: Path) -> float:
    """Seconds of the fastest of a few runs, the whole process."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "runtime")])
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": paths}, capture_output=True)
        taken.append(time.perf_counter() - began)
        if done.returncode:
            raise SystemExit(done.stderr.decode())
    return min(taken)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = best([sys.executable, "-c", "pass"], folder)
        print(f"{'starting Python':<32} {start * 1000:8.0f} ms      1.0 x")
        help_ = best([sys.executable, "-m", "milimo_lang.cli", "--help"], folder)
        print(f"{'milimo --help':<32} {help_ * 1000:8.0f} ms {help_ / start:8.1f} x")
        for lines in (40, 10_000, 100_000):
            (folder / "film.mls").write_text(screenplay(lines), encoding="utf-8")
            check = best([sys.executable, "-m", "milimo_lang.cli", "check", "film.mls"], folder)
            print(f"{f'milimo check, {lines:,} lines':<32} {check * 1000:8.0f} ms {check / start:8.1f} x")


if __name__ == "__main__":
    main()

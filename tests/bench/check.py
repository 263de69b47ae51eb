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

!! wide, slow push in, {long}s

{one} crosses room {number} and looks out of the window. Rain falls on the {thing}.

{ONE}
(quietly)
Nothing has moved since {number} in the morning, nothing but the {thing}.

{TWO}
Then we wait for the {thing}, {number} times if we must.

{two} sits down. The lamp flickers {number} times and burns on. Nobody speaks for a while.

!! close on @{two}, handheld, {short}s: the face of {two} in the light of lamp {number}

{TWO}
It will not be long, {number} at the most.

CUT TO:

"""
THINGS = ("glass", "roof of the shed", "stairs", "boat", "old harbour wall", "iron gate", "nets")


def screenplay(lines: int) -> str:
    """A screenplay of `lines` lines: scenes of shots, action and dialogue between four people, no two alike."""
    parts = [HEAD]
    count = HEAD.count("\n")
    number = 0
    while count < lines:
        one, two = CAST[number % 4], CAST[(number + 1) % 4]
        scene = SCENE.format(
            number=number,
            one=one,
            two=two,
            ONE=one.upper(),
            TWO=two.upper(),
            thing=THINGS[number % 7],
            long=20 + number % 11,
            short=8 + number % 5,
        )
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

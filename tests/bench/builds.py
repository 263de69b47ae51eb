"""How long `milimo build` takes for examples/the-lamp at 1280x720: `python tests/bench/builds.py`.

Cold, unchanged, and after the words of one caption changed; in a folder of its own, whole process.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SPEECH = re.compile(r"^([A-Z][A-Z ]+)\n(?:\(.*\)\n)?([A-Z][^\n]*)$", re.MULTILINE)
"""A cue and the first line under it."""


def build(film: Path) -> tuple[float, list[dict[str, object]]]:
    """Build `film`: seconds, and the events."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "runtime")])
    command = [sys.executable, "-m", "milimo_lang.cli", "build", str(film), "--json", "--size", "1280x720"]
    began = time.perf_counter()
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True)
    taken = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(done.stderr)
    return taken, [json.loads(line) for line in done.stdout.splitlines()]


def nothing_to_do(film: Path) -> float:
    """Seconds of an unchanged build as people run it: the second of two, the whole process."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "runtime")])
    command = [sys.executable, "-m", "milimo_lang.cli", "build", str(film), "--size", "1280x720"]
    for _ in range(2):
        began = time.perf_counter()
        subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=True)
    return time.perf_counter() - began


def row(what: str, taken: float, events: list[dict[str, object]]) -> None:
    """Print a line: what was built, how long it took, what was made and what was at hand."""
    made = [event for event in events if event["event"] == "done"]
    cached = [event for event in events if event["event"] == "cached"]
    shots = sorted({str(event["shot"]) for event in made if event["shot"]})
    named = f"shots {' '.join(shots)}" if 0 < len(shots) <= 3 else f"{len(shots)} shots"
    print(f"{what:<24} {taken:8.2f} s  {len(made):4} made ({named}), {len(cached)} cached")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "the-lamp"
        shutil.copytree(ROOT / "examples/the-lamp", folder, ignore=shutil.ignore_patterns("build", ".milimo"))
        film = folder / "film.mls"
        row("cold", *build(film))
        row("unchanged, every key", *build(film))
        print(f"{'unchanged':<24} {nothing_to_do(film):8.2f} s")
        text = film.read_text(encoding="utf-8")
        speech = SPEECH.search(text)
        if speech is None:
            raise SystemExit("the example has no speech to change")
        words = speech[2]
        # As many letters as before, so that no time moves: a changed word, not a changed length.
        changed = words[:-2] + ("e" if words[-2] != "e" else "a") + words[-1]
        film.write_text(text[: speech.start(2)] + changed + text[speech.end(2) :], encoding="utf-8")
        row("one caption changed", *build(film))


if __name__ == "__main__":
    main()

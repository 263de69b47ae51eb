"""How long `milimo build` takes for examples/the-lamp at 1280x720: `python tests/bench/builds.py`.

Cold, unchanged, and after the words of one caption changed; in a folder of its own, whole process. Beside each stands
what it is measured against in the same run: making the whole film anew (`--force`), and starting Python.
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
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SPEECH = re.compile(r"^([A-Z][A-Z ]+)\n(?:\(.*\)\n)?([A-Z][^\n]*)$", re.MULTILINE)
"""A cue and the first line under it."""


def timed(arguments: list[str]) -> tuple[float, str]:
    """Run Python with `arguments`: seconds of the whole process, and what it printed."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "runtime")])
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True
    )
    taken = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(done.stderr)
    return taken, done.stdout


def build(film: Path, *options: str) -> tuple[float, str]:
    """Build `film`: seconds, and what was made, in words."""
    command = ["-m", "milimo_lang.cli", "build", str(film), "--json", "--size", "1280x720", *options]
    taken, said = timed(command)
    return taken, in_words([json.loads(line) for line in said.splitlines()])


def in_words(events: list[dict[str, Any]]) -> str:
    """How many units of how many shots were made, and how many were at hand."""
    made = [event for event in events if event["event"] == "done"]
    cached = [event for event in events if event["event"] == "cached"]
    shots = sorted({str(event["shot"]) for event in made if event["shot"]})
    named = f"shot {' '.join(shots)}" if len(shots) == 1 else f"{len(shots)} shots"
    return f"{len(made)} made ({named}), {len(cached)} cached"


def nothing_to_do(film: Path) -> float:
    """Seconds of an unchanged build as people run it: the best of three, the whole process."""
    return min(timed(["-m", "milimo_lang.cli", "build", str(film), "--size", "1280x720"])[0] for _ in range(3))


def change_a_caption(film: Path) -> None:
    """Change a letter of the first speech; as many letters as before, so that no time moves."""
    text = film.read_text(encoding="utf-8")
    speech = SPEECH.search(text)
    if speech is None:
        raise SystemExit("the example has no speech to change")
    words = speech[2]
    changed = words[:-2] + ("e" if words[-2] != "e" else "a") + words[-1]
    film.write_text(text[: speech.start(2)] + changed + text[speech.end(2) :], encoding="utf-8")


def row(what: str, taken: float, ratio: str, made: str = "") -> None:
    """Print a line of the table."""
    print(f"{what:<32} {taken:8.2f} s  {ratio:<28} {made}".rstrip())


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "the-lamp"
        shutil.copytree(ROOT / "examples/the-lamp", folder, ignore=shutil.ignore_patterns("build", ".milimo"))
        film = folder / "film.mls"
        python = min(timed(["-c", "pass"])[0] for _ in range(5))
        cold, cold_made = build(film)
        anew, anew_made = build(film, "--force")

        def against(taken: float) -> str:
            return (
                f"1/{anew / taken:.0f} of making it anew" if taken < anew / 2 else f"{taken / anew:.2f} of making anew"
            )

        row("starting Python", python, "")
        row("everything anew (--force)", anew, "", anew_made)
        row("cold", cold, against(cold), cold_made)
        unchanged = nothing_to_do(film)
        row("unchanged", unchanged, f"{unchanged / python:.1f} x starting Python")
        keys, keys_made = build(film)
        row("unchanged, every key", keys, against(keys), keys_made)
        change_a_caption(film)
        edited, edited_made = build(film)
        row("one caption changed", edited, against(edited), edited_made)


if __name__ == "__main__":
    main()

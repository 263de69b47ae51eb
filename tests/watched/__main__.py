"""Watch a copy of examples/the-lamp, edit it twenty times as a writer does, and print what `milimo watch` printed."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.watching import SAVES
from tests.conftest import ROOT, command, environment

LINE = re.compile(r"^\d\d:\d\d:\d\d  ", re.MULTILINE)
EXTRA = "\n!! close, 2s\n\nThe lamp burns.\n"


def edits(text: str) -> list[str]:
    """Twenty texts, one after the other: words, lengths, a new shot, two mistakes, and back again."""
    found, now = [], text
    speech = re.search(r"^[A-Z][A-Z ]+\n(?:\(.*\)\n)?([A-Z][^\n]*)$", text, re.MULTILINE)
    assert speech is not None
    for number in range(4):
        now = text + EXTRA.replace("burns", ("burns", "flickers", "smokes", "goes out")[number])
        found.append(now)
    for length in ("3s", "4s", "5s"):
        now = now.replace(re.findall(r"!! close, \ds", now)[-1], f"!! close, {length}")
        found.append(now)
    found.append(now + "\n!! clsoe, 2s\n\nA moth.\n")
    now += "\n!! close, 2s\n\nA moth.\n"
    found.append(now)
    found.append(now.replace("!! close, 2s\n\nA moth", "!! close, 2s\n    key 0: refs/moth.png\n\nA moth"))
    found += [now.replace("A moth.", f"{moths} in the light.") for moths in ("A moth", "Two moths", "Three moths")]
    line = speech[1]
    found += [now.replace(line, line.rstrip(".?!") + ending) for ending in ("...", "?", "!")]
    found.append(now.replace("A moth.", "A moth flies."))
    found.append(now.replace("!! close, 2s", "!! wide, 2s"))
    found.append(now)
    found.append(text)
    assert len(found) == 20, len(found)
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "the-lamp"
        shutil.copytree(ROOT / "examples/the-lamp", folder, ignore=shutil.ignore_patterns("build", ".milimo"))
        said = Path(name) / "said"
        with open(said, "w") as out:
            process = subprocess.Popen(
                command("watch", "film.mls", "--size", "640x360", "--no-preview"),
                cwd=folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            try:
                until(said, 1)
                saves: list[Callable[[Path, str], None]] = list(SAVES.values())
                for number, text in enumerate(edits((folder / "film.mls").read_text(encoding="utf-8"))):
                    saves[number % len(saves)](folder / "film.mls", text)
                    until(said, number + 2)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait()
        print(said.read_text(), end="")


def until(said: Path, lines: int) -> None:
    last = time.monotonic() + 300
    while len(LINE.findall(said.read_text())) < lines:
        if time.monotonic() > last:
            raise SystemExit(f"no line {lines}:\n{said.read_text()}")
        time.sleep(0.05)


if __name__ == "__main__":
    main()

"""How soon after a save `milimo watch` tells what is wrong, has the first new picture, and has the new cut.

    SAVES=200 python tests/bench/watch.py [SHOTS]

A film of SHOTS shots (1,000 unless told), each way of saving SAVES times (200 unless told), every save another shot's
words, with the preview on and its page open. A save in ten waits for its cut; the others come as soon as the one
before has shown a picture, while its cut is made. Beside it stands what there is without a watch, in the same run:
`milimo check` and `milimo build` begun at each save, for a twentieth as many. Ends with an error where a save was
missed.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "runtime")]

from milimo_lang.cli.rounds import PICTURES  # noqa: E402
from tests.cli.watching import SAVES, Event, Watching, backed_up, renamed_over  # noqa: E402 (run as a script)
from tests.conftest import command, environment  # noqa: E402

HEAD = "Title: Thousand\nSize: 160x90\nFrame rate: 24\n\n@character Mara: a woman in a red coat\n"
SHOT = "\n!! {size}, 1s\n\nMara looks at thing number {thing}.\n"
SIZES = ("wide", "MS", "MCU", "close")


class Film:
    """A film whose shots each have a number, of which any may be changed."""

    def __init__(self, shots: int) -> None:
        self.things = list(range(shots))
        self._fresh = shots - 1

    def edit(self) -> None:
        """Another thing in another shot, seen from nearer or farther: a picture, its segment and the cut are made."""
        self._fresh += 1
        self.things[self._fresh * 37 % len(self.things)] = self._fresh

    def text(self) -> str:
        scenes = []
        for at, thing in enumerate(self.things):
            if at % 10 == 0:
                scenes.append(f"\nINT. ROOM {at // 10} - DAY\n")
            scenes.append(SHOT.format(size=SIZES[(at + thing // len(self.things)) % 4], thing=thing))
        return HEAD + "".join(scenes)


_WHOLE = 10
"""Saves of which one waits for its cut; the others come while the cut before is made, as soon as it shows a picture."""


def spread(values: Sequence[float]) -> str:
    """p50, p95 and the largest, in seconds."""
    if not values:
        return ""
    found = sorted(values)
    at = [found[len(found) // 2], found[min(len(found) - 1, len(found) * 95 // 100)], found[-1]]
    return "  ".join(f"{value:6.2f}" for value in at)


def row(what: str, name: str, values: Sequence[float]) -> None:
    print(f"{what:<26} {name:<14} {len(values):>5}  {spread(values)}", flush=True)


class Page:
    """A page that is open: it hears what is told, and asks for the film anew at each cut."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.cuts = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError), urllib.request.urlopen(f"{self._url}events") as told:
            for line in told:
                if line.startswith(b"event: cut"):
                    self.cuts += 1
                    with urllib.request.urlopen(self._url) as page:
                        page.read()


def burst(path: Path, text: str) -> None:
    """Ten saves within a tenth of a second; the last is the one that counts."""
    for number in range(9):
        renamed_over(path, text.replace("a red coat", f"a coat of {number} colours"))
        time.sleep(0.01)
    renamed_over(path, text)


def one_save(
    watching: Watching, path: Path, save: Callable[[Path, str], None], film: Film, *, whole: bool
) -> dict[str, float]:
    """Save once, and wait for the first new picture, and for the cut where it is the `whole`. Seconds after the save.

    Raises `queue.Empty` where the save is not noticed.
    """
    while not watching.nothing(0.01):
        watching.until(lambda _: True)
    film.edit()
    save(path, film.text())
    saved, told = path.stat().st_ctime, 0.0

    def drawn(event: Event) -> bool:
        nonlocal told
        if event["event"] == "checked":
            told = event["at"] - saved
        return bool(told) and event["event"] == "done" and event["kind"] in PICTURES

    watching.until(drawn, 60)
    found = {"diagnostics": told, "picture": time.time() - saved}
    if whole:
        cut = watching.until(lambda event: event["event"] == "cut", 60)
        while not watching.nothing(0.3):
            cut = watching.until(lambda event: event["event"] == "cut", 60)
        found = {name: cut[name] for name in ("diagnostics", "picture", "cut") if cut[name] is not None}
    return found


def watched(folder: Path, film: Film, saves: int) -> int:
    """Print a row for each way of saving. How many saves were missed."""
    path = folder / "film.mls"
    missed = 0
    with Watching(folder, path.name, preview=True) as watching:
        page = Page(watching.next("watching")["url"])
        began = time.monotonic()
        watching.until(lambda event: event["event"] == "cut", 7200)
        print(f"the film was made in {time.monotonic() - began:.0f} s", flush=True)
        for kind, save in {**SAVES, "ten at once": burst}.items():
            found: dict[str, list[float]] = {"diagnostics": [], "picture": [], "cut": []}
            lost = 0
            for number in range(saves if save is not burst else max(1, saves // _WHOLE)):
                whole = save is burst or number % _WHOLE == 0
                try:
                    for name, value in one_save(watching, path, save, film, whole=whole).items():
                        found[name].append(value)
                except queue.Empty:
                    lost += 1
            for name, values in found.items():
                row(kind, f"save to {name}", values)
            print(f"{kind:<26} missed         {lost:>5}", flush=True)
            missed += lost
        print(f"the page was told of {page.cuts} cuts", flush=True)
        watching.end()
    done = subprocess.run(
        command("build", path.name), cwd=folder, env=environment(), capture_output=True, text=True, check=True
    )
    if "is up to date" not in done.stdout:
        raise SystemExit(f"the last save was missed: {done.stdout}")
    return missed


def begun_anew(folder: Path, film: Film, saves: int) -> None:
    """Print a row for each command that could be begun at every save instead."""
    path = folder / "film.mls"
    for name in ("check", "build"):
        found = []
        for _ in range(max(1, saves)):
            film.edit()
            backed_up(path, film.text())
            began = time.perf_counter()
            subprocess.run(command(name, path.name), cwd=folder, env=environment(), capture_output=True, check=True)
            found.append(time.perf_counter() - began)
        row(f"`milimo {name}` a save", "whole process", found)


def main() -> None:
    """Print the table."""
    shots, saves = int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(os.environ.get("SAVES", "200"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "film"
        folder.mkdir()
        film = Film(shots)
        (folder / "film.mls").write_text(film.text(), encoding="utf-8")
        print(f"{shots:,} shots; seconds{'':<31} saves     p50     p95     max")
        missed = watched(folder, film, saves)
        begun_anew(folder, film, saves // 20)
    if missed:
        raise SystemExit(f"{missed} saves were missed")


if __name__ == "__main__":
    main()

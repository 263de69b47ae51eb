"""The films that the bench builds, built as anyone builds one, and what their journals tell."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SHOTS = (
    "wide", "close on the rope", "low angle, medium", "extreme wide, pan right",
    "medium, slow push in", "close, handheld", "wide, tracking", "high angle, wide",
)  # fmt: skip
BEATS = (
    "a ferry leaves the pier in the first light", "a rope falls into black water and sinks",
    "gulls turn over the wheelhouse", "the harbour opens to a grey sea", "a lamp swings over an empty deck",
    "a hand lets go of the rail", "the wake closes behind the stern", "rain begins on the quay",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """A film's, and of how many frames its chunks are; each takes over `overlap` of the one before."""

    width: int
    height: int
    frames: int
    overlap: int

    def shown(self, chunks: int = 1) -> int:
        """Frames of a shot of so many chunks: the rest is its handle."""
        return self.frames + (chunks - 1) * (self.frames - self.overlap) - 8


FULL, TINY = Size(1280, 704, 121, 25), Size(192, 128, 41, 9)


def film(size: Size, shots: int, long: int = 0) -> str:
    """A film of so many shots of a chunk each, the second of them of `long` chunks."""
    head = (
        f"Title: The Ferry\nSize: {size.width}x{size.height}\nFrame rate: 24\nModel: ltx-2\n"
        f"Chunk: {size.frames}\nOverlap: {size.overlap}\n\nEXT. HARBOUR - DAWN\n"
    )
    lines = enumerate(zip(_SHOTS[:shots], BEATS, strict=False))
    return head + "".join(
        f"\n!! {framing}, {size.shown(long if long and number == 1 else 1)} frames: {beat}\n"
        for number, (framing, beat) in lines
    )


@dataclass
class Ran:
    """A build: its wall seconds, the most memory the device held (GiB), and its journal."""

    wall: float
    memory: float = 0.0
    events: list[dict[str, Any]] = field(default_factory=list)

    film: bytes = b""

    @property
    def made(self) -> int:
        """How many chunks were filmed."""
        return len(self.spans("chunk.refine"))

    @property
    def warned(self) -> list[str]:
        """What was not as it should be and went well all the same, such as memory that ran out."""
        return [event["reason"] for event in self.events if event["event"] == "warned"]

    def spans(self, *kinds: str) -> list[tuple[float, float]]:
        """(start, end) of each unit of these kinds, seconds since the build began."""
        began = {event["unit"]: event["at"] for event in self.events if event["event"] == "started"}
        zero = min(event["at"] for event in self.events)
        return [
            (began[event["unit"]] - zero, event["at"] - zero)
            for event in self.events
            if event["event"] == "done" and event["kind"] in kinds
        ]


def build(folder: Path, text: str, environment: dict[str, str]) -> Ran:
    folder.mkdir()
    (folder / "film.mls").write_text(text)
    with watched() as most:
        began = time.perf_counter()
        command = [sys.executable, "-m", "milimo_lang.cli", "build", "film.mls"]
        told = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        wall = time.perf_counter() - began
    if told.returncode:
        raise SystemExit(told.stdout[-2000:] + told.stderr[-2000:])
    journal = max((folder / ".milimo/journal").glob("*.jsonl"))
    events = [json.loads(line) for line in journal.read_text().splitlines()]
    return Ran(wall, most[0], events, (folder / "build/film.mp4").read_bytes())


@contextmanager
def watched() -> Iterator[list[float]]:
    """The most memory the device held meanwhile, GiB, in a list of one."""
    most, over = [0.0], threading.Event()

    def watch() -> None:
        query = ["nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits"]
        while not over.wait(0.5):
            try:
                told = subprocess.run(query, capture_output=True, text=True, check=True).stdout
            except (OSError, subprocess.CalledProcessError):
                return
            most[0] = max(most[0], int(told.split()[0]) / 1024)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()

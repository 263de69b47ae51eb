"""`milimo watch` in a process of its own: its events as they happen, and saves that are made as editors make them."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.conftest import PATIENCE, command, environment

Event = dict[str, Any]


class Watching:
    """`milimo watch FILE --json` in `folder`."""

    def __init__(
        self, folder: Path, *arguments: str | Path, preview: bool = False, variables: Mapping[str, str] | None = None
    ) -> None:
        options = [*arguments, "--json", *(() if preview else ("--no-preview",))]
        self.log = folder.parent / "watch.err"
        with open(self.log, "ab") as errors:
            self.process = subprocess.Popen(
                command("watch", *options),
                cwd=folder,
                env=environment(variables),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.events: list[Event] = []
        self._coming: queue.Queue[Event | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._coming.put(json.loads(line))
        self._coming.put(None)

    def until(self, what: Callable[[Event], object], patience: float = PATIENCE) -> Event:
        """The next event of which `what` holds."""
        last = time.monotonic() + patience
        while True:
            event = self._coming.get(timeout=max(0.1, last - time.monotonic()))
            assert event is not None, f"it ended: {self.log.read_text()}"
            self.events.append(event)
            if what(event):
                return event

    def all(self) -> list[Event]:
        """Every event, once it has ended."""
        while (event := self._coming.get(timeout=PATIENCE)) is not None:
            self.events.append(event)
        return self.events

    def next(self, name: str) -> Event:
        """The next event called `name`."""
        return self.until(lambda event: event["event"] == name)

    def nothing(self, seconds: float = 0.6) -> bool:
        """Whether nothing is told for so long."""
        try:
            event = self._coming.get(timeout=seconds)
        except queue.Empty:
            return True
        self._coming.put(event)
        return False

    def end(self, number: int = signal.SIGINT) -> int:
        """End it by a signal; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def __enter__(self) -> Watching:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


# ---------------------------------------------------------------- how editors save


def in_place(path: Path, text: str) -> float:
    """The file is cut to nothing and written again. Gives for how long it was not whole, in seconds."""
    with open(path, "w", encoding="utf-8") as file:
        began = time.monotonic()
        file.write(text)
    return time.monotonic() - began


def renamed_over(path: Path, text: str) -> None:
    """A new file beside it takes its name."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def backed_up(path: Path, text: str) -> float:
    """As vim does it: the old file becomes the backup, a new one is written under the name, the backup goes.

    Gives for how long there was no whole file, in seconds.
    """
    backup, began = path.with_name(f"{path.name}~"), time.monotonic()
    path.rename(backup)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        gap = time.monotonic() - began
        os.fsync(file.fileno())
    backup.unlink()
    return gap


def deleted_and_written(path: Path, text: str) -> None:
    """The file is gone for a moment."""
    path.unlink()
    time.sleep(0.03)
    path.write_text(text, encoding="utf-8")


def in_pieces(path: Path, text: str) -> None:
    """A slow disk: the text comes in four parts."""
    with open(path, "w", encoding="utf-8") as file:
        for at in range(4):
            file.write(text[at * len(text) // 4 : (at + 1) * len(text) // 4])
            file.flush()
            time.sleep(0.002)


SAVES: Mapping[str, Callable[[Path, str], object]] = {
    "in place": in_place,
    "new file renamed over it": renamed_over,
    "backup, as vim": backed_up,
    "deleted, then written": deleted_and_written,
    "in pieces": in_pieces,
}

"""What a worker ended of, in words, and whether memory may have run out."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

_COUNTS = ("/proc/vmstat", "/sys/fs/cgroup/memory.events")
"""Where Linux counts the processes it killed for want of memory: on the machine, in the container."""


class Ends:
    """Words on the ends of workers whose last lines are in the file `log`."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._killed = killed_for_memory()

    def told(self, code: int, why: str = "") -> tuple[str, bool]:
        """Of a process that ended with `code`, or that was killed for the reason `why`."""
        if why:
            return why, False
        if code < 0:
            return self._killed_by(signal.Signals(-code))
        words = self._log.read_text(errors="replace").strip().splitlines() if self._log.exists() else []
        return f"exit {code}" + (f": {words[-1]}" if words else ""), False

    def _killed_by(self, number: signal.Signals) -> tuple[str, bool]:
        """A SIGKILL that did not come from here is what a system does that runs out of memory."""
        before, self._killed = self._killed, killed_for_memory()
        if self._killed > before:
            return "memory ran out, and the system killed it", True
        return f"killed by {number.name}", number is signal.SIGKILL


def killed_for_memory(counts: tuple[str, ...] = _COUNTS) -> int:
    """How many processes the system has killed for want of memory, as far as it says so."""
    found = 0
    for name in counts:
        with suppress(OSError, ValueError):
            lines = (line.split() for line in Path(name).read_text().splitlines())
            found += sum(int(words[1]) for words in lines if words[:1] == ["oom_kill"])
    return found

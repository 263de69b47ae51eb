"""Keys of a terminal, one by one, while something goes on; the terminal is given back as it was, however that ends."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import Any

CLOSED = "\x04"
"""What is pressed when the terminal goes away; also Ctrl-D."""
_NAMED = re.compile(r"\x1b(\[\[?[0-?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)
"""A key that has no letter (arrows, F2, Alt with another), as terminals tell of it."""


class Keyboard:
    """The keyboard of the terminal that is standard input. `handle` can be read when a key was pressed; None where
    there is no terminal."""

    def __init__(self) -> None:
        self.handle: int | None = None
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> Keyboard:
        with suppress(OSError, ValueError, AttributeError, ImportError):
            number = sys.stdin.fileno()
            if os.isatty(number):
                import termios

                self._before = termios.tcgetattr(number)
                self.handle = number
                self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._suspend)
                self._handlers[signal.SIGCONT] = signal.signal(signal.SIGCONT, self._resume)
                self._listen()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._give_back()

    def pressed(self) -> str:
        """The keys that were pressed since it was last asked, those with a letter."""
        if self.handle is None:
            return ""
        if not select.select([self.handle], (), (), 0)[0]:
            return ""
        if not self._ours():
            time.sleep(0.05)  # the key is for whoever has the terminal now
            return ""
        try:
            keys = os.read(self.handle, 1024)
        except OSError:
            return CLOSED
        return _NAMED.sub("", keys.decode(errors="ignore")) if keys else CLOSED

    def _listen(self) -> None:
        if self.handle is not None and self._ours():
            import tty

            tty.setcbreak(self.handle)

    def _give_back(self) -> None:
        if self.handle is not None and self._before is not None and self._ours():
            import termios

            with suppress(termios.error):  # it is gone
                termios.tcsetattr(self.handle, termios.TCSADRAIN, self._before)

    def _ours(self) -> bool:
        """Whether the terminal is this process's: in the background it may be neither read nor set."""
        try:
            return self.handle is not None and os.tcgetpgrp(self.handle) == os.getpgrp()
        except OSError:
            return self.handle is not None

    def _suspend(self, *_: object) -> None:
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._suspend)
        self._listen()

    def _resume(self, *_: object) -> None:
        self._listen()

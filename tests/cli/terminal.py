"""A command in a terminal of its own, with keys, and a shell that puts it aside and fetches it back."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.conftest import PATIENCE, environment

_SHELL = """
import fcntl, os, signal, sys, termios
told, asked = int(sys.argv[1]), int(sys.argv[2])
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
for number in (signal.SIGTTOU, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
job = os.fork()
if job == 0:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    for number in (signal.SIGTTOU, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    os.execv(sys.argv[3], sys.argv[3:])
while True:
    _, status = os.waitpid(job, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        os.write(told, f"ended {os.waitstatus_to_exitcode(status)}\\n".encode())
        break
    os.tcsetpgrp(0, os.getpgrp())
    os.write(told, b"stopped\\n")
    os.read(asked, 1)
    os.tcsetpgrp(0, job)
    os.killpg(job, signal.SIGCONT)
"""
"""A shell of one job. It leaves the terminal's settings as the job leaves them, which a real one would mend."""

_PAINT = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """`words` run in `folder`, in a terminal."""

    def __init__(self, folder: Path, words: Sequence[str], variables: Mapping[str, str] | None = None) -> None:
        self._master, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.before = self.settings()
        told, telling = os.pipe()
        asked, self._ask = os.pipe()
        self._told = os.fdopen(told)
        self.shell = subprocess.Popen(
            [sys.executable, "-c", _SHELL, str(telling), str(asked), *words],
            cwd=folder, env=environment({"TERM": "xterm", **(variables or {})}), start_new_session=True,
            stdin=self._slave, stdout=self._slave, stderr=self._slave, pass_fds=(telling, asked),
        )  # fmt: skip
        for handle in (telling, asked):
            os.close(handle)
        self._said = b""
        self._open = True
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        while self._open:
            if not select.select([self._master], (), (), 0.05)[0]:
                continue
            try:
                self._said += os.read(self._master, 4096)
            except OSError:
                return

    def settings(self) -> list[object]:
        """How the terminal is set."""
        return termios.tcgetattr(self._slave)

    @property
    def takes_keys(self) -> bool:
        """Whether keys come one by one, and are not shown."""
        return not self.settings()[3] & (termios.ICANON | termios.ECHO)  # type: ignore[operator]

    @property
    def said(self) -> str:
        """All that was written so far, without colours."""
        return _PAINT.sub("", self._said.decode(errors="replace")).replace("\r", "\n")

    def until(self, wanted: str, times: int = 1) -> None:
        """Wait until `wanted` was written so many times."""
        end = time.monotonic() + PATIENCE
        while self.said.count(wanted) < times:
            assert time.monotonic() < end, self.said
            time.sleep(0.02)

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def news(self) -> str:
        """What becomes of the job next: `stopped`, or `ended` and its exit code."""
        return self._told.readline().strip()

    def go_on(self) -> None:
        """As `fg` does."""
        os.write(self._ask, b"!")

    def hang_up(self) -> None:
        """The window is closed."""
        self._open = False
        self._listener.join()
        os.close(self._slave)
        os.close(self._master)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._open:
            self.hang_up()
        os.close(self._ask)
        self._told.close()
        try:
            self.shell.wait(20)
        finally:
            self.shell.kill()

"""A process that ends with the one that started it, even when it is stopped or no Python runs in it any more.

Workers learn from their closed input that the build is gone. That takes a thread that runs; Linux does without.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PARENT_DEATH_SIGNAL = 1


def end_with(parent: int) -> None:
    """From now on the system kills this process when the thread of `parent` that started it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(0)

"""The page beside a film that is watched, written in a thread of its own after each cut: only the newest counts."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Pages:
    """Writes pages until it is closed. What goes wrong is handed to `regret`, in the thread."""

    def __init__(self, regret: Callable[[Exception], None]) -> None:
        self._regret = regret
        self._lock = threading.Condition()
        self._next: Callable[[], object] | None = None
        self._closed = False
        self._writer: threading.Thread | None = None

    def write(self, page: Callable[[], object]) -> None:
        """Write this one as soon as the one before is written; one that was not begun is left out."""
        with self._lock:
            self._next = page
            self._lock.notify_all()
            if self._writer is None:
                self._writer = threading.Thread(target=self._work, name="page", daemon=True)
                self._writer.start()

    def close(self) -> None:
        """Wait for the page that is being written, and write no other."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        if self._writer is not None:
            self._writer.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._next is not None or self._closed)
                page, self._next = self._next, None
                if self._closed or page is None:
                    return
            try:
                page()
            except Exception as error:  # whatever it is: later pages are to be written
                self._regret(error)

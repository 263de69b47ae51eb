"""What pages are told as it happens. Only the latest of each topic counts, so a slow page falls behind in nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress


class Line:
    """One page that listens."""

    def __init__(self, ready: threading.Condition, news: dict[str, str]) -> None:
        self._ready = ready
        self._news = news
        self.closed = False

    def tell(self, topic: str, text: str) -> None:
        """Called with the condition held."""
        self._news.pop(topic, None)
        self._news[topic] = text

    def news(self, heartbeat: float) -> Iterator[list[tuple[str, str]]]:
        """What comes, in order, until it is over and all was told; nothing after `heartbeat` seconds without news."""
        over = False
        while not over:
            with self._ready:
                self._ready.wait_for(lambda: self._news or self.closed, heartbeat)
                news = list(self._news.items())
                self._news.clear()
                over = self.closed
            yield news


class Hub:
    """All pages that listen. `tell` never waits for one."""

    def __init__(self, most: int = 64) -> None:
        self._ready = threading.Condition()
        self._lines: list[Line] = []
        self._latest: dict[str, str] = {}
        self._most = most
        self._closed = False

    def tell(self, topic: str, text: str) -> None:
        """Tell every page, and those that come later."""
        with self._ready:
            self._latest.pop(topic, None)
            self._latest[topic] = text
            for line in self._lines:
                line.tell(topic, text)
            self._ready.notify_all()

    def listen(self) -> Line | None:
        """A line that begins with the latest of every topic; None when there are too many, or it is over."""
        with self._ready:
            if self._closed or len(self._lines) >= self._most:
                return None
            line = Line(self._ready, dict(self._latest))
            self._lines.append(line)
            return line

    def leave(self, line: Line) -> None:
        with self._ready, suppress(ValueError):
            self._lines.remove(line)

    def close(self) -> None:
        """End all lines, once they were told what they were to be told."""
        with self._ready:
            self._closed = True
            for line in self._lines:
                line.closed = True
            self._ready.notify_all()

"""A page that is served: the film's data as it is now, the document made of it when somebody asks, and the news."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from milimo_lang.preview.calm import Calm, Patient
from milimo_lang.preview.film import Data
from milimo_lang.preview.hub import Hub
from milimo_lang.preview.markup import Served, document
from milimo_lang.preview.resources import Resources
from milimo_lang.preview.server import Server
from milimo_lang.preview.shipped import sources_of_page

POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "img-src 'self' data:; media-src 'self' data:; connect-src 'self'"
)


class Shown:
    """The page of the film `called` so, of the project at `root`, until it is closed."""

    def __init__(self, root: Path, called: str, port: int = 0, calm: Calm | None = None) -> None:
        self.resources = Resources()
        self._root, self._called = root.resolve(), called
        self._hub = Hub()
        self._lock = threading.Lock()
        self._data: Data | None = None
        self._cut = 0
        self._page = b""
        self._making, self._patient = threading.Lock(), Patient(calm)
        self._server = Server(self._document, self.resources, self._hub, port)

    @property
    def url(self) -> str:
        """Where the page is; the address is a secret."""
        return self._server.url

    @property
    def empty(self) -> bool:
        """Whether nothing was shown yet."""
        return self._data is None

    def put(self, data: Data) -> None:
        """Show this from now on: pages that are open take it over."""
        with self._lock:
            self._cut += 1
            self._data, self._page = data, b""
            cut = str(self._cut)
        self.tell("cut", {"cut": cut})

    def tell(self, topic: str, news: Any) -> None:
        """Tell pages that are open, and those that come, the latest of a topic."""
        self._hub.tell(topic, json.dumps(news))

    def close(self) -> None:
        """End it; open pages hear of it."""
        self.tell("over", {})
        self._server.close()

    def _document(self) -> tuple[bytes, str]:
        with self._making:  # once, however many ask for it
            with self._lock:
                data, cut, page = self._data or _nothing(self._called), self._cut, self._page
            if not page:
                self._patient.begin()
                page = document(data, served=Served(str(self._root), str(cut)), patient=self._patient)
            with self._lock:
                if cut == self._cut:
                    self._page = page
        return page, f"{POLICY}; {sources_of_page()}"


_LISTS = ("scenes", "shots", "transitions", "speeches", "beats", "captions", "sounds", "remarks")


def _nothing(called: str) -> Data:
    """A film before it was read."""
    empty: Data = {name: [] for name in _LISTS}
    told = {"title": "", "called": called, "rate": [24, 1], "frames": 0, "size": [1280, 720]}
    return {**empty, **told, "model": "", "language": "en", "film": "", "burnt": False, "vtt": "", "peaks": ""}

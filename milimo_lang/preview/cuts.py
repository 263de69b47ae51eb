"""The cuts of a film as its pages show them: each is looked up once for all pages, and what is as it was in the cut
before is not made again.

The page beside the film is made here; the one that is served is `Shown`'s.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from milimo_lang.preview.calm import Calm, Patient
from milimo_lang.preview.film import Cut, film_data
from milimo_lang.preview.report import report

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_runtime.estimates import Price
    from milimo_runtime.session import Built, Session
    from milimo_runtime.showing import Showing


class Cuts:
    """The cuts of one film, of a session. May be asked from any thread; all of it waits until it is `calm`.

    `price` is what an hour of a GPU costs.
    """

    def __init__(self, session: Session, calm: Calm | None = None, price: Price | None = None) -> None:
        self.calm = calm or Calm()
        self._session, self._price = session, price
        self._data, self._markup = Patient(self.calm), Patient(self.calm)
        self._lock = threading.Lock()
        self._newest: tuple[Compilation, Built | None, Cut] | None = None

    def of(self, compilation: Compilation, built: Built | None) -> Cut:
        """The film as it was compiled, and as it was built where it was."""
        with self._lock:
            if self._newest is None or self._newest[0] is not compilation or self._newest[1] is not built:
                self._data.begin()
                last = built.last.units if built is not None and built.last is not None else None
                showing: Showing = self._session.showing(compilation.plan.value, last, self._data)
                cut = film_data(compilation, compilation.entry, showing, self._data, self._price)
                self._newest = compilation, built, cut
            return self._newest[2]

    def beside(self, compilation: Compilation, built: Built) -> bytes:
        """The page for beside the film. One thread asks at a time."""
        cut = self.of(compilation, built)
        self._markup.begin()
        return report(cut, built.film.name if built.film is not None else None, self._markup)

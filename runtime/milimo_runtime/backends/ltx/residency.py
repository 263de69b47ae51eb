"""Which components of a model are on the device: all of them where they fit, else those the unit at hand reads.

How many bytes each takes is known before it is loaded, from the headers of its files. A unit says what it reads and how
much it takes beside the weights; what was not used for the longest time then makes room, and no more than must. As all
words are encoded before the first pass, the text encoder is the first to go, and not loaded again. What does not fit
by itself is *streamed*: its weights stay on this side and are brought over layer by layer, which changes no result.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from milimo_runtime.backends.ltx.options import Offload

STREAMED = ("transformer", "transformer_full", "transformer_distilled", "text_encoder")
"""Components that can be streamed, the larger ones first; those of the others are small, or are called in parts."""

_AT_ONCE = 16
"""A streamed component takes about this part of its bytes."""


class Residents:
    """The components of one model on one device.

    `needs` tells the bytes of a component, `load` makes one (streamed or not), `free` tells the bytes that could be
    taken now, None where nobody knows. `let_go` is called when one was dropped, to give its memory back. `neighbours`
    are the other models on the device: their components make room before its own do.
    """

    def __init__(
        self,
        needs: Callable[[str], int],
        load: Callable[[str, bool], Any],
        free: Callable[[], int | None],
        let_go: Callable[[], None],
        offload: Offload = "auto",
        neighbours: Callable[[], Iterable[Residents]] = tuple,
    ) -> None:
        self._needs, self._load, self._free, self._let_go = needs, load, free, let_go
        self._offload, self._neighbours = offload, neighbours
        self._here: dict[str, Any] = {}  # what was used last stands last
        self._reads: tuple[str, ...] = ()
        self._streamed = set(STREAMED) if offload == "group" else set()

    @property
    def here(self) -> tuple[str, ...]:
        """The names of what is loaded."""
        return tuple(self._here)

    @property
    def streamed(self) -> frozenset[str]:
        return frozenset(self._streamed)

    def begin(self, reads: Collection[str], working: int = 0, adapters: Callable[[], int] = lambda: 0) -> None:
        """A unit begins that reads these components and takes `working` bytes beside them: make room for it.

        `adapters` tells the bytes of those LoRAs that are still to be laid over what is read: none that lie there.
        """
        self._reads = tuple(reads)
        if self._offload == "none":
            return
        if self._offload == "components":
            self.evict_others()
        for whose, name in self._others():
            if self._fits(working + adapters()):
                return
            whose._evict(name)
        while self._offload == "auto" and not self._fits(working + adapters()) and self.stream():
            pass

    def get(self, name: str) -> Any:
        """The component `name`, on the device."""
        if name not in self._here:
            self._here[name] = self._load(name, name in self._streamed)
        self._here[name] = self._here.pop(name)
        return self._here[name]

    def loaded(self, name: str) -> Any | None:
        """The component `name` if it is here."""
        return self._here.get(name)

    @property
    def taken(self) -> int:
        """Bytes of what is loaded, about."""
        return sum(map(self._taken, self._here))

    def has_room(self, name: str) -> bool:
        """Whether `name` is here, or would be without anything making room for it."""
        if name in self._here:
            return True
        free = self._free() if self._offload in ("auto", "none") else 0
        return free is None or 2 * self._needs(name) < free

    def evict_others(self) -> tuple[str, ...]:
        """Let go of all that the unit at hand does not read; their names."""
        others = self._others()
        for whose, name in others:
            whose._evict(name)
        return tuple(dict.fromkeys(name for _, name in others))

    def stream(self) -> str | None:
        """From now on stream one more of the components that the unit at hand reads; None where none is left."""
        found = next((name for name in STREAMED if name in self._reads and name not in self._streamed), None)
        if found is not None:
            self._streamed.add(found)
            if found in self._here:
                self._evict(found)
        return found

    def _others(self) -> list[tuple[Residents, str]]:
        """What the unit at hand does not read, in the order in which it makes room."""
        theirs = [(whose, name) for whose in self._neighbours() for name in whose.here]
        return theirs + [(self, name) for name in self._here if name not in self._reads]

    def _fits(self, working: int) -> bool:
        free = self._free()
        if free is None:
            return True
        lacking = sum(self._taken(name) for name in self._reads if name not in self._here)
        return lacking + working <= free

    def _taken(self, name: str) -> int:
        needs = self._needs(name)
        return needs // _AT_ONCE if name in self._streamed else needs

    def _evict(self, name: str) -> None:
        del self._here[name]
        self._let_go()

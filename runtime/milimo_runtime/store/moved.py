"""A film whose project was moved: where a store that lies elsewhere remembers it from.

A film is remembered under the place of its project. Where nothing is remembered of it, and a film of the same file and
of its shots was built in a place where it is no more, it is that film. A copy beside its original is another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from milimo_lang.ir.identity import Known, followed
from milimo_runtime.store.last import film_name
from milimo_runtime.store.ledger import folders, read_cast, root_of
from milimo_runtime.store.store import Store

_MOST = 0.5
"""Share of the shots it had that a film must still have to be the one that was there."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The name under which the store remembers a film, and where its project was then."""

    film: str
    root: Path


def origin(store: Store, entry: str, shots: Sequence[Known]) -> Origin | None:
    """Where a film was moved from that is called `entry`, has these `shots` and was never built where it is; None where
    there is no such place. Nothing is written.
    """
    found = [(_share(store, one, shots), one) for one in _gone(store.path, entry)]
    best = max(found, key=lambda one: (one[0], one[1].film), default=None)
    return best[1] if best is not None and best[0] >= _MOST else None


def _gone(store: Path, entry: str) -> Iterator[Origin]:
    """The films called `entry` that were built and are not where they were."""
    for folder in folders(store):
        root = root_of(store, folder)
        if root is None or film_name(store, root, entry) != folder.name:
            continue
        with suppress(OSError):  # what may not be looked at may be there
            if not (root / entry).is_file():
                yield Origin(folder.name, root)


def _share(store: Store, film: Origin, shots: Sequence[Known]) -> float:
    """How many of the film's shots are among `shots`."""
    had = [known for _, known in read_cast(store.path / "takes" / film.film).here]
    return len(followed(had, shots)) / len(had) if had else 0.0

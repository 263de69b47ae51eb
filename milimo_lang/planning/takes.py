"""Takes: which of a shot are made, which one is cut in, and the noise each begins from."""

from __future__ import annotations

import hashlib

from milimo_lang.ir.screenplay import Shot
from milimo_lang.planning.choices import KeptShot


def derived(seed: int, *what: object) -> int:
    """A seed below 2**32 that follows from `seed` and `what` alone: sha256 of them, its first four bytes."""
    words = "/".join(map(str, (seed, *what)))
    return int.from_bytes(hashlib.sha256(words.encode(errors="surrogatepass")).digest()[:4], "big")


def take_seed(seed: int, take: int) -> int:
    """Take 1 uses the shot's seed, take n what sha256(seed, n) says: editing words keeps the noise."""
    return seed if take == 1 else derived(seed, take)


def chunk_seed(seed: int, chunk: int) -> int:
    """The first chunk (0) uses the take's seed; the others their own, or the same noise would return in each."""
    return seed if chunk == 0 else derived(seed, "chunk", chunk)


def takes_made(shot: Shot) -> tuple[int, ...]:
    """Numbers of the takes to make: as many as asked, and the picked one. Without noise there is but one take.

    Of a shot that asks for no number of takes only the picked one is made: others that were, lie in the store.
    """
    if isinstance(shot, KeptShot):
        return (shot.pick,)
    given = shot.kind == "still" and shot.keys and not shot.model.draws and not shot.edits
    if given or shot.kind not in ("filmed", "still"):
        return (1,)
    return tuple(sorted({*(range(1, shot.takes + 1) if shot.takes > 1 else ()), shot.pick}))


def filed(slate: str, take: int) -> str:
    """Where a take's nodes are filed: the first take is the shot itself."""
    return slate if take == 1 else f"{slate}/take {take}"


def picked(shot: Shot) -> int:
    """The take that goes into the cut."""
    return shot.pick if shot.pick in takes_made(shot) else 1

"""`MILIMO_CACHE_LIMIT`: a build that ends over it makes room, and says so in one line."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from milimo_lang.cli.amounts import byte_size, counted, written_bytes
from milimo_lang.cli.exits import Stop
from milimo_lang.cli.streams import Streams

LIMIT = "MILIMO_CACHE_LIMIT"


def limit() -> int | None:
    """The bytes the store may hold; None where nothing is set. Raises `Stop` for what is no size."""
    told = os.environ.get(LIMIT)
    if not told:
        return None
    try:
        return written_bytes(told)
    except argparse.ArgumentTypeError as error:
        raise Stop(f"{LIMIT}: {error}") from error


def make_room(store: Path, most: int | None, streams: Streams) -> None:
    """Collect where the store holds more than `most` bytes. What films and pins need stays; so does all of it while
    another build is using the store, which then makes room when it ends."""
    if most is None:
        return
    from milimo_runtime.store import DiskTrouble, Store, upkeep

    kept = Store(store)
    try:
        before = upkeep.size(kept)
        if before <= most:
            return
        swept = upkeep.gc(kept, most)
    except (upkeep.Busy, DiskTrouble):
        return
    said = f"the store held {byte_size(before)}, over {LIMIT}={byte_size(most)}"
    left = before - swept.bytes
    over = f"; the {byte_size(left)} that are left are what films and pins need" if left > most else ""
    streams.say(f"{said}: {counted(swept.units, 'unit')}, {byte_size(swept.bytes)} removed{over}")

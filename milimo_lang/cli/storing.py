"""Where a command keeps finished work: the option, the environment's say, the project's own."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

STORE = ".milimo"
"""The store's name in a project; also a mark of the project's root."""


def store_argument(parser: argparse.ArgumentParser) -> None:
    """`--cache DIR`."""
    parser.add_argument(
        "--cache",
        metavar="DIR",
        type=Path,
        help=f"the store (default: $MILIMO_CACHE, else {STORE} in the project)",
    )


def store_of(root: Path, asked: Path | None = None) -> Path:
    """The store of the project at `root`: the one `asked` for, else the environment's, else its own."""
    if asked is not None:
        return asked
    named = os.environ.get("MILIMO_CACHE")
    return Path(named) if named else root / STORE

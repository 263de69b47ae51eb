"""A change of a text as a unified diff, by the lines `patch` knows, which end in LF."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterator


def patch(name: str, old: str, new: str) -> Iterator[str]:
    before, after = (io.StringIO(side, newline="\n").readlines() for side in (old, new))
    for line in difflib.unified_diff(before, after, name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

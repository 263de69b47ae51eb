"""What weights count as in keys: the sha256 of every file that decides what a component does.

Files count by content, whatever they are called and wherever they lie: the same weights copied to another machine,
or fetched from the hub there, make the same keys.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from milimo_runtime.weights.digests import digests
from milimo_runtime.weights.located import Located
from milimo_runtime.weights.precision import Precision, asked_precision

_DIGITS = 32
"""Hex digits of a component's digest in an identity: 128 bits."""


def identity(located: Located, components: Iterable[str], precision: Precision | None = None) -> str:
    """What a result depends on of `components` run in `precision`: "ltx-2 2.0 bf16, transformer 3f…, vae 90…".

    Without `precision` it is the one the environment asks for, else "best": what was made on one machine in the
    precision it does best counts on another. Reads what was not read before (`digests.telling`). Raises `Unavailable`
    where a component is not here, or not whole.
    """
    parts = [located.part(name) for name in sorted(set(components))]
    known = digests(dict.fromkeys(path for part in parts for path in part.files))
    told = (f"{part.component} {_together(known[path] for path in part.files)}" for part in parts)
    return ", ".join([f"{located.family} {located.version} {precision or asked_precision() or 'best'}", *told])


def file_identity(path: Path) -> str:
    """What a single file, a LoRA for one, counts as: its sha256. Raises `Unavailable` where it cannot be read."""
    return digests([path])[path]


def _together(found: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:_DIGITS]

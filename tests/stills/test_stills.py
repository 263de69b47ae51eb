"""The stills are as they were when someone last looked at them.

Drawing a thing otherwise changes them: look at `docs/images`, and commit what `python -m tests.stills` wrote.
"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.stills.groups import GROUPS
from tests.stills.sheets import small, tiles_of
from tests.stills.still import Still

_MEAN, _PART = 1.5, 10.0
"""Levels of 255 a still, and each of its 10x10 blocks, may differ by on the mean: what libraries round otherwise."""

STILLS = [(group, at, still) for group, stills in GROUPS.items() for at, still in enumerate(stills)]


@pytest.mark.parametrize(("group", "at", "still"), STILLS, ids=lambda one: one.label if isinstance(one, Still) else "")
def test_a_still_is_as_it_was(group: str, at: int, still: Still) -> None:
    (now,) = small([still])
    mean, part = distance(now, tiles_of(group, at + 1)[at])
    assert mean <= _MEAN, f"{still.label} looks otherwise: {mean:.1f} levels"
    assert part <= _PART, f"a part of {still.label} looks otherwise: {part:.1f} levels"


def distance(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How far two stills lie apart, levels: on the mean, and the worst 10x10 block."""
    apart = np.abs(np.asarray(one, np.float32) - np.asarray(other, np.float32)).mean(axis=2)
    blocks = apart.reshape(9, 10, 16, 10).mean(axis=(1, 3))
    return float(apart.mean()), float(blocks.max())

"""Pictures a film is made after, seen in the finished film."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from milimo_runtime.media.decode import frames
from milimo_runtime.media.planes import Planes
from tests.cli.films import write
from tests.conftest import Milimo

BORROWED = """\
Title: Borrowed
Size: 320x180

@character Ann: a woman in a red coat

INT. ROOM - DAY

!! wide, slow push in, 12f

Ann waits.

!! close on @Ann, static, 12f
    key 0: 1A at end
    key 11: 1A at 4f
"""


def likeness(one: Planes, other: Planes) -> float:
    """The peak signal-to-noise ratio of two pictures' luma, dB: above 40 no eye tells them apart."""
    return float(10 * np.log10(255**2 / np.mean((one.y.astype(float) - other.y) ** 2)))


def test_a_shot_begins_with_the_last_picture_of_another(milimo: Milimo, project: Path) -> None:
    write(project, BORROWED)
    assert milimo("build", "film.mls", "--burn", "none").code == 0
    film = list(frames(project / "build/film.mp4"))
    assert likeness(film[11], film[12]) > 44
    assert likeness(film[4], film[23]) > 44
    assert likeness(film[11], film[23]) < 40, "the shot moves: its end is another picture than its middle"


def test_explain_says_that_the_shot_meets_them(milimo: Milimo, project: Path) -> None:
    write(project, BORROWED)
    assert "drawn from its words, meets 2 pictures" in milimo("explain", "film.mls", "1B").out

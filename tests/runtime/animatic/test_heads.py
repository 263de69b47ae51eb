"""Heads from near, from behind and by night, measured on figures drawn alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from milimo_runtime.backends.animatic.canvas import Box, Canvas
from milimo_runtime.backends.animatic.figures.drawn import draw_figure
from milimo_runtime.backends.animatic.figures.stance import Stance
from milimo_runtime.backends.animatic.looks import Look, look_of

WHITE = (255, 255, 255)
NIGHT, LAMP = (70, 80, 140), (250, 226, 190)


def drawn(
    look: Look, stance: Stance, box: Box, ambient: tuple[int, int, int] = WHITE, key: tuple[int, int, int] = WHITE
) -> npt.NDArray[np.uint8]:
    """A figure alone, RGBA."""
    canvas = Canvas(box, 200.0)
    draw_figure(canvas, stance, look, ambient, ambient, key)
    return np.asarray(canvas.finished())


@pytest.mark.parametrize("facing", [-3, -1, 0, 1, 3])
def test_no_line_of_a_face_goes_beyond_its_edge(facing: int) -> None:
    old = look_of("Otto", "an old man, pale, bald, clean-shaven")
    face, stance = Box(-0.3, -0.02, 0.3, 0.5), Stance(0.0, 0.0, 3.6, facing)
    lined, smooth = (drawn(one, stance, face)[..., 3] > 128 for one in (old, replace(old, age="adult")))
    assert (lined == smooth).all()


def test_by_night_hands_and_neck_are_lit_as_the_face_is() -> None:
    look = look_of("Tom", "a young man, pale, black hair, black coat")
    whole = drawn(look, Stance(0.0, -0.5, 1.0, 1), Box(-0.4, -0.55, 0.4, 0.6), NIGHT, LAMP).astype(int)
    warm = (whole[..., 3] > 200) & (whole[..., 0] > whole[..., 2] + 20)
    head, neck, hands = (warm[first:last].sum() for first, last in ((10, 36), (38, 44), (90, 130)))
    assert head > 200
    assert neck > 10
    assert hands > 20


@pytest.mark.parametrize("hair", ["long hair", "a braid", "short hair", "a bob"])
def test_a_head_from_behind_is_round(hair: str) -> None:
    look = look_of("Nora", f"a woman, pale, {hair}")
    whole = drawn(look, Stance(0.0, 0.0, 3.0, away=True), Box(-0.5, -0.1, 0.5, 0.75))
    wide = [(row[..., 3] > 128).sum() for row in whole]
    crown, widest = wide[20 + int(200 * 3 * 0.0)], max(wide[: 20 + int(200 * 3 * 0.09)])
    assert crown < 0.75 * widest
    if hair in ("a braid", "short hair"):
        assert wide[20 + int(200 * 3 * 0.108)] < 0.85 * widest

"""Keyframes, control films and masks lie in what LTX-2 makes where the film shows them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import torch
from PIL import Image

from milimo_lang.ir.bodies import Condition, Guide, ReferenceBody, RetakeBody
from milimo_lang.ir.values import Crop, FrameSpan, Size
from milimo_runtime.backends.ltx.conditions import compressed, encode, held
from milimo_runtime.backends.ltx.grid import Grid
from milimo_runtime.backends.ltx.references import shown
from milimo_runtime.backends.ltx.retake import kept_picture
from milimo_runtime.media.crops import laid

SIZE, RATE = Size(width=96, height=64), Fraction(24)
CROP = Crop(whole=Size(width=192, height=128), shown=Size(width=192, height=108))
"""A film of 192x108 in two stages, at the first of which the model makes `SIZE`."""


@pytest.fixture
def board(tmp_path):
    picture = np.zeros((108, 192, 3), np.uint8)
    picture[:54, :64] = (220, 30, 30)
    picture[54:] = (20, 120, 220)
    Image.fromarray(picture).save(tmp_path / "board.png")
    return tmp_path / "board.png"


def test_a_keyframe_is_encoded_where_the_film_shows_it(model, board):
    conditions = (Condition(role="key/0", frame=3),)
    (found,) = held(model, conditions, {"key/0": board}, SIZE, CROP)
    where = laid(np.asarray(Image.open(board)), CROP, SIZE)
    expected = encode(model, compressed(where, model.version.crf)[None])
    assert torch.equal(found.latents.values, expected.values)
    (filling,) = held(model, conditions, {"key/0": board}, SIZE)
    assert not torch.equal(found.latents.values, filling.latents.values)


@pytest.mark.parametrize("kind", ["pose", "reference"])
def test_control_pictures_lie_where_the_film_shows_them_and_references_fill_all(board, kind):
    guide = Guide(role="one", kind=kind, start=Fraction(0))
    body = ReferenceBody(family="ltx-2", size=SIZE, crop=CROP, rate=RATE, frames=9, guides=(guide,))
    found = shown(body, guide, board)
    assert found.shape[1:] == (64, 96, 3)
    assert np.array_equal(found[0], laid(np.asarray(Image.open(board)), CROP, SIZE)) == (kind == "pose")


def test_a_mask_lies_where_the_film_shows_it(tmp_path):
    """White down to 70 of the film's 108 rows: that is row 79 of 128, and row 39 of the 64 that are made."""
    mask = np.zeros((108, 192), np.uint8)
    mask[:70] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")
    body = RetakeBody(
        family="ltx-2", size=SIZE, rate=RATE, frames=9, span=FrameSpan(start=0, frames=9), seed=1, masked=True,
        crop=CROP,
    )  # fmt: skip
    grid = Grid(2, 8, 12, 0, 8, 8, RATE, Fraction(25))
    kept = kept_picture(body, grid, tmp_path / "mask.png")[0, 0, 1, :, 0]
    assert kept.tolist() == [0, 0, 0, 0, 0, 1, 1, 1]
    filling = kept_picture(body.model_copy(update={"crop": None}), grid, tmp_path / "mask.png")[0, 0, 1, :, 0]
    assert filling.tolist() == [0, 0, 0, 0, 0, 0, 1, 1]

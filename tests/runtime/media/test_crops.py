"""A picture that guides a chunk lies in it where the film shows it: it comes out of the join where it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from milimo_lang.ir.bodies import Keep
from milimo_lang.ir.values import Crop, Size
from milimo_runtime.media.chunks import read_frames, write_chunk
from milimo_runtime.media.crops import laid, still
from milimo_runtime.media.decode import cover, frames
from milimo_runtime.media.planes import rgb_from_planes
from tests.runtime.media.chunks import as_inputs, join_of
from tests.runtime.media.material import RATE, made

FILM = Size(width=320, height=180)
WHOLE = Size(width=384, height=192)
EXACT = Crop(whole=WHOLE, shown=FILM)
SMALLER = Crop(whole=Size(width=160, height=96), shown=Size(width=160, height=90))


def board(size: Size = FILM) -> np.ndarray:
    """A picture [h, w, 3] without symmetry: discs and a slope, by which a shift of a pixel shows."""
    down, across = np.mgrid[0 : size.height, 0 : size.width] / size.height
    picture = np.stack([across / 2, down, 1 - across / 2], axis=-1) * 200 + 20
    for x, y, radius, colour in ((0.3, 0.25, 0.1, (255, 40, 40)), (1.3, 0.6, 0.2, (20, 30, 220)), (0.1, 0.8, 0.08, 0)):
        picture[(across - x) ** 2 + (down - y) ** 2 < radius**2] = colour
    return np.rint(picture).astype(np.uint8)


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / np.mean((one.astype(float) - other) ** 2)))


def out_of_the_join(folder: Path, picture: np.ndarray, crop: Crop) -> np.ndarray:
    """What a film shows of a chunk whose frame is `picture`."""
    size = Size(width=picture.shape[1], height=picture.shape[0])
    inputs = as_inputs(folder, {})
    write_chunk(folder / "chunk", [picture] * 9, size, RATE)
    inputs |= {"chunk/0": folder / "chunk", "chunk/0/sound": folder / "sound"}
    keep = [Keep(role="chunk/0", first=0, frames=9)]
    outputs = made(folder, join_of(keep, size=FILM, generated=size, crop=crop), inputs)
    *_, shown = frames(outputs["picture"])
    return rgb_from_planes(shown)


@pytest.mark.parametrize(
    ("crop", "size", "least"),
    [
        (EXACT, WHOLE, 32),
        (EXACT, Size(width=192, height=96), 27),
        (SMALLER, SMALLER.whole, 27),
        (SMALLER, Size(width=80, height=48), 22),
    ],
    ids=["as large", "the first of two stages", "a small model", "the first stage of a small model"],
)
def test_a_keyframe_comes_out_of_the_join_where_it_was(tmp_path, crop, size, least):
    guide = still(Image.fromarray(board()), crop, size)
    assert guide.shape == (size.height, size.width, 3)
    assert psnr(out_of_the_join(tmp_path, guide, crop), board()) > least


def test_one_that_fills_what_is_generated_comes_out_too_large(tmp_path):
    """What the crop is for."""
    guide = np.asarray(cover(Image.fromarray(board()), WHOLE))
    assert psnr(out_of_the_join(tmp_path, guide, EXACT), board()) < 18


@pytest.mark.parametrize("crop", [EXACT, SMALLER], ids=["as large", "a small model"])
def test_a_shot_that_is_gone_on_from_lies_where_it_was_shown(tmp_path, crop):
    first = laid(board(), crop, crop.whole)
    inputs = as_inputs(tmp_path, {})
    write_chunk(tmp_path / "chunk", [first] * 9, crop.whole, RATE)
    inputs |= {"chunk/0": tmp_path / "chunk", "chunk/0/sound": tmp_path / "sound"}
    body = join_of([Keep(role="chunk/0", first=0, frames=9)], size=FILM, generated=crop.whole, crop=crop)
    shot = made(tmp_path, body, inputs)["picture"]
    assert psnr(read_frames(shot, 8, 1, crop.whole, crop)[0], first) > 27


def test_around_what_is_shown_it_is_mirrored():
    picture = laid(board(), EXACT, WHOLE)
    left, top = 32, 6
    assert (picture[top : top + 180, left : left + 320] == board()).all()
    assert (picture[top : top + 180, :left] == board()[:, left:0:-1]).all()
    assert (picture[:top, left : left + 320] == board()[top:0:-1]).all()


def test_a_mask_is_laid_like_a_picture():
    mask = board()[..., 0]
    assert (laid(mask, EXACT, WHOLE) == laid(board(), EXACT, WHOLE)[..., 0]).all()

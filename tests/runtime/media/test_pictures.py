"""Pictures of every kind a camera or a program writes come out as they look, and cropped with care for faces."""

from __future__ import annotations

import resource
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageDraw

from milimo_lang.ir.bodies import FrameBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed
from milimo_runtime.media.decode import cover, picture
from milimo_runtime.media.footage import framed
from milimo_runtime.media.planes import planes_from_rgb, solid

from .material import made, number_in, numbered, write_pictures

RED, BLUE = (200, 30, 40), (30, 60, 190)


def halves(size: tuple[int, int] = (64, 32)) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", size, RED)
    ImageDraw.Draw(image).rectangle((0, size[1] // 2, size[0], size[1]), fill=BLUE)
    return image


def corners(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The colours near the top and near the foot of the picture."""
    shown = np.asarray(picture(path).convert("RGB"), int)
    return shown[2, 2], shown[-3, -3]


@pytest.mark.parametrize(
    ("mode", "suffix"), [("RGB", "png"), ("P", "png"), ("RGBA", "png"), ("CMYK", "jpg"), ("RGB", "webp")]
)
def test_a_picture_of_any_mode_has_its_colours(tmp_path: Path, mode: str, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    halves().convert(mode, palette=Image.Palette.ADAPTIVE).save(path, quality=95)
    top, foot = corners(path)
    assert np.abs(top - RED).max() < 14
    assert np.abs(foot - BLUE).max() < 14


def test_a_grey_of_sixteen_bits_is_as_bright_as_one_of_eight(tmp_path: Path) -> None:
    Image.fromarray(np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)).save(tmp_path / "a.png")
    Image.fromarray(np.linspace(0, 255, 64 * 64).reshape(64, 64).astype(np.uint8)).save(tmp_path / "b.png")
    deep, plain = (np.asarray(picture(tmp_path / name).convert("L"), int) for name in ("a.png", "b.png"))
    assert np.abs(deep - plain).max() <= 1


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_picture_taken_with_the_camera_turned_is_upright(tmp_path: Path, orientation: int) -> None:
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    halves().transpose(turn).save(tmp_path / "a.jpg", exif=exif, quality=95)
    assert picture(tmp_path / "a.jpg").size == (64, 32)
    assert np.abs(corners(tmp_path / "a.jpg")[0] - RED).max() < 14


def test_of_a_moving_picture_the_first_frame_is_shown(tmp_path: Path) -> None:
    first, second = (Image.new("RGB", (32, 32), colour) for colour in (RED, BLUE))
    first.save(tmp_path / "a.webp", save_all=True, append_images=[second], lossless=True)
    assert np.abs(corners(tmp_path / "a.webp")[0] - RED).max() < 8


def test_a_huge_photograph_takes_no_more_memory_than_the_frame_needs(tmp_path: Path) -> None:
    Image.new("RGB", (8000, 6000), RED).save(tmp_path / "a.jpg")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    image = picture(tmp_path / "a.jpg", (1280, 720))
    assert image.width <= 4000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 90_000  # KiB; whole it has 140,000


def test_a_portrait_in_a_wide_frame_keeps_its_face() -> None:
    image = Image.new("RGB", (800, 1200), BLUE)
    ImageDraw.Draw(image).rectangle((300, 96, 500, 380), fill=RED)
    seen = np.asarray(cover(image, Size(width=640, height=360)), int)
    assert (np.abs(seen - RED).max(axis=2) < 20).sum() == pytest.approx(200 * 284 * 0.64, rel=0.02)


def test_a_wide_picture_in_an_upright_frame_keeps_its_middle() -> None:
    image = Image.new("RGB", (1600, 900), BLUE)
    ImageDraw.Draw(image).rectangle((700, 0, 900, 900), fill=RED)
    seen = np.abs(np.asarray(cover(image, Size(width=90, height=160)), int) - RED).max(axis=2) < 20
    columns = np.nonzero(seen[80])[0]
    assert abs(columns.min() + columns.max() - 89) <= 1


def test_an_upright_video_in_a_wide_film_is_whole_on_a_darker_blur_of_itself() -> None:
    tall = solid(Size(width=360, height=640), (200, 200, 200))
    tall.y[:20], tall.y[-20:] = 16, 235
    shown = framed(tall, Size(width=640, height=360))
    middle, side = shown.y[:, 300:340].astype(int), shown.y[150:210, 20:100].astype(int)
    assert middle[2].max() < 40
    assert middle[-3].min() > 220
    assert side.mean() < 0.7 * middle[150:210].mean()


def test_a_video_of_nearly_the_film_s_shape_fills_the_frame() -> None:
    shown = framed(solid(Size(width=640, height=480), (200, 200, 200)), Size(width=640, height=360))
    assert np.ptp(shown.y) == 0


def test_a_frame_of_a_shot_is_that_frame(tmp_path: Path) -> None:
    source = write_pictures(tmp_path / "shot", [numbered(n) for n in range(9)])
    still = made(tmp_path, FrameBody(frame=6), {"picture": source})["picture"]
    assert number_in(planes_from_rgb(picture(still))) == 6
    with pytest.raises(Failed, match="no frame 9"):
        made(tmp_path, FrameBody(frame=9), {"picture": source})

"""Key pictures are met at their frames, references are seen."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from milimo_lang.ir.bodies import KeyPicture
from milimo_runtime.backend import Failed

from .conftest import MARA, Make, Shoot, apart, camera, colours, framing, image_file, panel

RED, BLUE = (200, 30, 40), (30, 60, 190)


def keys(*frames: int) -> tuple[KeyPicture, ...]:
    return tuple(KeyPicture(frame=frame, role=f"key/{at}") for at, frame in enumerate(frames))


def test_key_pictures_are_met_and_crossfade_between(make: Make, tmp_path: Path) -> None:
    inputs = {"key/0": image_file(tmp_path / "a.png", RED), "key/1": image_file(tmp_path / "b.png", BLUE)}
    film = colours(make(panel(frames=21, handle=4, keys=keys(2, 18)), inputs))
    assert len(film) == 25
    for at in (0, 1, 2):
        assert np.allclose(film[at].mean(axis=(0, 1)), RED, atol=5)
    for at in (18, 20, 24):
        assert np.allclose(film[at].mean(axis=(0, 1)), BLUE, atol=5)
    assert np.allclose(film[10].mean(axis=(0, 1)), np.mean([RED, BLUE], axis=0), atol=8)


def test_a_crossfade_lasts_a_second_half_way(make: Make, tmp_path: Path) -> None:
    inputs = {"key/0": image_file(tmp_path / "a.png", RED), "key/1": image_file(tmp_path / "b.png", BLUE)}
    film = colours(make(panel(frames=97, handle=0, keys=keys(0, 96)), inputs))
    shares = [float((frame.mean(axis=(0, 1)) - RED)[2] / (BLUE[2] - RED[2])) for frame in film]
    assert max(shares[:36]) < 0.03
    assert min(shares[61:]) > 0.97
    assert shares[48] == pytest.approx(0.5, abs=0.05)


def test_two_key_pictures_are_one_push(shoot: Shoot, tmp_path: Path) -> None:
    for name, half in (("a", 60), ("b", 81)):
        image = Image.new("RGB", (640, 360), (40, 40, 40))
        ImageDraw.Draw(image).rectangle((320 - half, 0, 320 + half, 360), fill=(220, 220, 220))
        image.save(tmp_path / f"{name}.png")
    inputs = {"key/0": tmp_path / "a.png", "key/1": tmp_path / "b.png"}
    film = shoot(panel(frames=49, handle=0, keys=keys(0, 48), terms=(camera(push=(1.0, 1.35)),)), inputs)
    widths = [float((frame[90] > 130).sum()) for frame in film]
    assert widths[48] > widths[36] > widths[12] > widths[0]
    assert all(after >= before - 1 for before, after in pairwise(widths))


def test_a_transparent_key_picture_lies_on_a_neutral_ground(make: Make, tmp_path: Path) -> None:
    hidden = Image.new("RGBA", (320, 180), (255, 0, 200, 0))
    hidden.save(tmp_path / "hidden.png")
    frame = colours(make(panel(keys=keys(0)), {"key/0": tmp_path / "hidden.png"}))[0]
    assert frame.std(axis=2).max() < 8


def test_a_single_key_picture_is_held_and_the_camera_moves_over_it(shoot: Shoot, tmp_path: Path) -> None:
    image = Image.new("RGB", (640, 360), (40, 40, 40))
    for x in range(0, 640, 80):
        ImageDraw.Draw(image).rectangle((x, 0, x + 40, 360), fill=(200, 200, 200))
    image.save(tmp_path / "a.png")
    inputs = {"key/0": tmp_path / "a.png"}
    still = shoot(panel(keys=keys(0)), inputs)
    assert max(apart(still[0], frame) for frame in still) < 0.35
    moved = shoot(panel(keys=keys(0), terms=(camera(zoom=(1, 1.5)),)), inputs)
    assert apart(moved[0], still[0]) < 1
    assert apart(moved[0], moved[11]) > 10


@pytest.mark.parametrize(
    "move",
    [{"x": (-0.2, 0.2)}, {"zoom": (1.0, 0.7)}, {"roll": (0.0, 12.0)}, {"shake": (0.02, 0.02)}, {"crane": (0.2, -0.2)}],
    ids=lambda move: next(iter(move)),
)
@pytest.mark.parametrize("count", [1, 2])
def test_no_move_ever_leaves_a_key_picture(
    make: Make, tmp_path: Path, move: dict[str, tuple[float, float]], count: int
) -> None:
    inputs = {f"key/{at}": image_file(tmp_path / f"{at}.png", RED) for at in range(count)}
    body = panel(keys=keys(*(0, 11)[:count]), terms=(camera(**move),))
    for frame in colours(make(body, inputs)):
        assert np.abs(frame - np.array(RED)).max() < 12


def test_a_tall_key_picture_keeps_its_upper_part(make: Make, tmp_path: Path) -> None:
    image = Image.new("RGB", (320, 720), BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, 320, 360), fill=RED)
    image.save(tmp_path / "tall.png")
    frame = colours(make(panel(keys=keys(0)), {"key/0": tmp_path / "tall.png"}))[0]
    assert np.allclose(frame[:150].mean(axis=(0, 1)), RED, atol=8)


def test_a_reference_is_shown_beside_the_figure(make: Make, tmp_path: Path) -> None:
    figure = MARA.model_copy(update={"references": ("reference/0",)})
    body = panel(figures=(figure,), terms=(framing(1.1),))
    without = colours(make(body, {}))[0]
    shown = colours(make(body, {"reference/0": image_file(tmp_path / "r.png", (240, 20, 200))}))[0]
    changed = np.abs(shown - without).max(axis=2) > 40
    assert 0.005 < changed.mean() < 0.1
    assert changed[:, :160].sum() > changed[:, 160:].sum(), "on the figure's side"


def test_a_cut_out_stands_in_for_the_figure(make: Make, tmp_path: Path) -> None:
    image = Image.new("RGBA", (100, 300), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((10, 0, 90, 299), fill=(10, 230, 60, 255))
    image.save(tmp_path / "cut.png")
    figure = MARA.model_copy(update={"references": ("reference/0",)})
    frame = colours(make(panel(figures=(figure,), terms=(framing(0.8),)), {"reference/0": tmp_path / "cut.png"}))[0]
    green = (frame[..., 1] > 150) & (frame[..., 0] < 110) & (frame[..., 2] < 130)
    assert green.mean() > 0.03


def test_the_picture_of_a_place_is_the_backdrop(make: Make, tmp_path: Path) -> None:
    place = image_file(tmp_path / "place.png", (20, 160, 90))
    frame = colours(make(panel(terms=(camera(truck=(-0.1, 0.1)),)), {"place/0": place}))[6]
    assert frame[..., 1].mean() > frame[..., 0].mean() + 60


def test_a_damaged_picture_is_a_sentence(make: Make, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnot a picture")
    with pytest.raises(Failed, match=r"broken\.png"):
        make(panel(keys=keys(0)), {"key/0": broken})

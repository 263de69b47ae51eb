"""Key pictures are met at their frames, references are seen."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from milimo_lang.ir.bodies import KeyPicture, Text
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backend import Failed
from milimo_runtime.media.burn import Burner
from milimo_runtime.media.planes import planes_from_rgb, solid

from .conftest import MARA, RATE, Luma, Make, Shoot, apart, camera, colours, framing, image_file, panel, shift
from .moves import FOCUS, NAMES, performed

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


def ramp(path: Path, down: bool = False) -> Path:
    """A picture that grows brighter evenly to the right (or downwards), so that a frame tells what of it is seen.

    With noise: the steps of a smooth ramp all lie alike between pixels, and would all be seen to move at once.
    """
    row = np.linspace(20, 230, 640 if not down else 360)
    shades = np.repeat(row[:, None], 640, axis=1) if down else np.repeat(row[None], 360, axis=0)
    shades = shades + np.random.default_rng(7).uniform(-4, 4, shades.shape)
    Image.fromarray(shades.round().astype(np.uint8)).convert("RGB").save(path)
    return path


def ends(frame: Luma, whole: Luma, down: bool = False) -> tuple[float, float]:
    """From where to where (0 to 1) `frame` shows the ramp that `whole` shows all of."""
    seen, full = (luma.mean(axis=1 if down else 0) for luma in (frame, whole))
    first, last = ((seen[at] - full[0]) / (full[-1] - full[0]) for at in (0, -1))
    return float(first), float(last)


def rooms(folder: Path, count: int) -> dict[str, Path]:
    """Key pictures of one wall with unlike, uneven stripes: any move over it shows."""
    image = Image.new("RGB", (640, 360), (40, 40, 40))
    pen = ImageDraw.Draw(image)
    for at, x in enumerate(range(0, 640, 40)):
        pen.rectangle((x, 0, x + 12 + 3 * (at * 5 % 7), 360), fill=(90 + 10 * (at * 7 % 13),) * 3)
        pen.rectangle((0, x, 640, x + 8 + 2 * (at * 3 % 5)), fill=(60 + 12 * (at * 5 % 11),) * 3)
    image.save(folder / "wall.png")
    return {f"key/{at}": folder / "wall.png" for at in range(count)}


@pytest.mark.parametrize("name", sorted({*NAMES} - {"static", *FOCUS}))
def test_every_move_is_performed_over_each_of_several_key_pictures(shoot: Shoot, tmp_path: Path, name: str) -> None:
    body = panel(frames=49, handle=0, keys=keys(0, 24, 48), terms=performed(name))
    film = shoot(body, rooms(tmp_path, 3))
    least = 1.0 if name in ("handheld", "steadicam") else 2.0
    sudden = name.startswith(("crash", "whip"))
    for start, stop in ((10, 25),) if sudden else ((0, 9), (15, 33), (39, 48)):
        assert max(apart(film[start], frame) for frame in film[start : stop + 1]) > least, (start, stop)


@pytest.mark.parametrize("name", ["truck right", "pan right", "orbit right", "pan left", "crane up", "tilt down"])
def test_a_move_along_key_pictures_never_stands_still_before_its_end(shoot: Shoot, tmp_path: Path, name: str) -> None:
    down = name in ("crane up", "tilt down")
    inputs = {f"key/{at}": ramp(tmp_path / f"{at}.png", down) for at in range(2)}
    (whole, *_) = shoot(panel(keys=keys(0)), inputs)
    film = shoot(panel(frames=49, handle=0, keys=keys(0, 48), terms=performed(name)), inputs)
    along = -1 if name in ("pan left", "crane up") else 1
    steps = np.diff([along * frame.mean() / np.ptp(whole) for frame in film])
    before, after = steps[2:18], steps[30:46]
    assert min(before.min(), after.min()) > 0
    assert min(before.sum(), after.sum()) > 0.02


@pytest.mark.parametrize("name", sorted({*NAMES} - FOCUS))
def test_at_its_frame_a_key_picture_lacks_a_tenth_at_the_most(shoot: Shoot, tmp_path: Path, name: str) -> None:
    for down in (False, True):
        inputs = {f"key/{at}": ramp(tmp_path / f"{at}.png", down) for at in range(3)}
        (whole, *_) = shoot(panel(keys=keys(0)), inputs)
        film = shoot(panel(frames=25, handle=0, keys=keys(0, 18, 24), terms=performed(name)), inputs)
        for frame in (film[0], film[18], film[24]):
            first, last = ends(frame, whole, down)
            assert last - first > 0.885


def test_key_pictures_of_a_still_camera_are_whole(shoot: Shoot, tmp_path: Path) -> None:
    inputs = {f"key/{at}": ramp(tmp_path / f"{at}.png") for at in range(2)}
    (whole, *_) = shoot(panel(keys=keys(0)), inputs)
    film = shoot(panel(keys=keys(0, 11), terms=performed("static")), inputs)
    assert max(apart(whole, frame) for frame in film) < 0.5


def test_at_its_frame_a_key_picture_is_exactly_itself(shoot: Shoot, tmp_path: Path) -> None:
    inputs = rooms(tmp_path, 1) | {"key/1": ramp(tmp_path / "ramp.png")}
    film = shoot(panel(frames=25, handle=0, keys=keys(4, 20), terms=performed("static")), inputs)
    for frame, role in ((0, "key/0"), (4, "key/0"), (20, "key/1"), (24, "key/1")):
        size = Size(width=320, height=180)
        given = planes_from_rgb(Image.open(inputs[role]).resize((size.width, size.height), Image.Resampling.LANCZOS))
        noise = np.mean((film[frame] - given.y) ** 2)
        assert 10 * np.log10(255**2 / noise) > 38, (frame, noise)


def test_the_same_place_goes_the_same_way_over_one_key_picture_and_over_two(shoot: Shoot, tmp_path: Path) -> None:
    for count in (1, 2):
        body = panel(frames=49, handle=0, keys=keys(*(0, 48)[:count]), terms=performed("truck right"))
        film = shoot(body, rooms(tmp_path, count))
        assert shift(film[0], film[18]) < -4
        assert shift(film[31], film[48]) < -4


def test_a_turn_over_one_key_picture_shows_as_much_of_it_as_it_can(shoot: Shoot, tmp_path: Path) -> None:
    inputs = {"key/0": ramp(tmp_path / "a.png")}
    (whole, *_) = shoot(panel(keys=keys(0)), inputs)
    film = shoot(panel(keys=keys(0), terms=(camera(roll=(0.0, 10.0)),), rate=Fraction(6)), inputs)
    first, last = ends(film[0], whole)
    assert 0.74 < last - first < 0.8


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
    moved = shoot(panel(frames=40, keys=keys(0), terms=(camera(zoom=(1, 1.5)),)), inputs)
    assert apart(moved[0], still[0]) < 1
    assert apart(moved[0], moved[39]) > 10


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


@pytest.mark.parametrize("shape", [(640, 360), (360, 640), (480, 480)])
def test_a_portrait_beside_the_figure_is_clear_of_a_caption(make: Make, tmp_path: Path, shape: tuple[int, int]) -> None:
    size = Size(width=shape[0], height=shape[1])
    figure = MARA.model_copy(update={"references": ("reference/0",)})
    body = panel(size=size, frames=1, handle=0, figures=(figure,), terms=(framing(1.1),))
    without = colours(make(body, {}))[0]
    shown = colours(make(body, {"reference/0": image_file(tmp_path / "r.png", (240, 20, 200))}))[0]
    words = "Whoever moved the warm lamp from its place\nwill bring it back before the morning tide"
    grey = solid(size, (128, 128, 128))
    text = Text(place="caption", text=words, speaker="Mara", span=FrameSpan(start=0, frames=1))
    plate = Burner(size, RATE, [text]).over(grey, 0).y != grey.y
    portrait = np.abs(shown - without).max(axis=2) > 60
    assert portrait.sum() > 0.004 * portrait.size
    assert not (portrait & plate).any()


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

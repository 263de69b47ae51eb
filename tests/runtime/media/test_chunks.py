"""A chunk is read back as it was decoded: every frame by its number, in its colours."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from milimo_lang.ir.bodies import FrameBody
from milimo_lang.ir.values import Crop, Size
from milimo_runtime.backend import Cancelled, Failed
from milimo_runtime.media.chunks import read_frames, write_chunk, write_chunk_sound
from milimo_runtime.media.crops import middle
from milimo_runtime.media.decode import frames
from milimo_runtime.media.deep import frame_of_rgb, planes_within
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.planes import Planes, planes_from_rgb, rgb_from_planes
from milimo_runtime.media.sound import read_sound
from tests.runtime.media.chunks import GENERATED, coded, codes_in
from tests.runtime.media.material import RATE, RATES, SAMPLE_RATE, made, number_in, numbered, write_pictures
from tests.runtime.media.material import SIZE as NUMBERED

SIZE = Size(width=320, height=192)
WAVES = ((23, 0), (31, 1), (17, 2))


def scenery(count: int, most: int = 255) -> list[np.ndarray]:
    """Pictures [192, 320, 3] of soft colours with edges that move, the first and the last grey level among them."""
    down, across = np.mgrid[0 : SIZE.height, 0 : SIZE.width].astype(np.float64)
    shown = []
    for k in range(count):
        waves = [
            np.sin(across / w + k / 5 + p) * np.cos(down / (w + 9) - k / 7) for w, p in ((23, 0), (31, 1), (17, 2))
        ]
        picture = np.stack(waves, axis=-1) * 0.45 + 0.5
        picture[20:60, 40 + 2 * k : 90 + 2 * k] = (0.86, 0.24, 0.16)
        picture[100:120, 100:150], picture[130:150, 100:150] = 0.0, 1.0
        shown.append(np.rint(picture * most).astype(np.uint8 if most == 255 else np.uint16))
    return shown


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    return float(-10 * np.log10(np.mean((one.astype(np.float64) - other) ** 2)))


@pytest.mark.parametrize("rate", [*RATES, Fraction(30000, 1001)], ids=str)
def test_frame_k_stands_at_k_over_the_rate(tmp_path, rate):
    assert write_chunk(tmp_path / "chunk", (coded(3, k) for k in range(49)), GENERATED, rate) == 49
    with av.open(str(tmp_path / "chunk")) as container:
        times = [frame.pts * frame.time_base for frame in container.decode(video=0)]
    assert times == [k / rate for k in range(49)]
    assert codes_in(tmp_path / "chunk") == [(3, k) for k in range(49)]


@pytest.mark.parametrize("most", [255, 65535])
def test_colours_come_back_as_they_were(tmp_path, most):
    pictures = scenery(17, most)
    write_chunk(tmp_path / "chunk", pictures, SIZE, RATE)
    back = read_frames(tmp_path / "chunk", 0, 17, SIZE)
    assert back.dtype == np.uint8
    assert back.shape == (17, SIZE.height, SIZE.width, 3)
    for one, other in zip(pictures, back, strict=True):
        assert psnr(one / most, other / 255) > 48
        assert np.abs((one / most * 255 - other).mean(axis=(0, 1))).max() < 0.25


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (181, 40, 90), (0, 0, 0), (255, 255, 255)])
def test_a_patch_keeps_its_colour_whoever_reads_it(tmp_path, colour):
    patch = np.full((SIZE.height, SIZE.width, 3), colour, np.uint8)
    write_chunk(tmp_path / "chunk", [patch] * 9, SIZE, RATE)
    ours = read_frames(tmp_path / "chunk", 8, 1, SIZE)[0].astype(float)
    cut = rgb_from_planes(next(frames(tmp_path / "chunk", 8, 1)))
    assert np.abs(ours - patch).mean(axis=(0, 1)).max() < 1
    assert np.abs(cut.astype(float) - patch).mean(axis=(0, 1)).max() < 2  # eight bits, limited


def test_what_the_cut_gets_is_rounded_as_everything_drawn_is():
    picture = np.random.default_rng(3).integers(0, 256, (64, 96, 3), np.uint8)
    found = planes_within(frame_of_rgb(picture), 32, 16, Size(width=64, height=48))
    for plane, expected in zip(found, planes_from_rgb(picture[16:, 32:]), strict=True):
        error = plane.astype(int) - expected
        assert np.abs(error).max() <= 1
        assert abs(error.mean()) < 0.1


def test_the_file_says_which_colours_are_meant(tmp_path):
    write_chunk(tmp_path / "chunk", scenery(1), SIZE, RATE)
    with av.open(str(tmp_path / "chunk")) as container:
        context = container.streams.video[0].codec_context
        assert context.pix_fmt == "yuv444p10le"
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)


@pytest.mark.parametrize("first", [0, 1, 7, 8, 9, 15, 16, 23, 40, 47, 48])
def test_any_run_of_frames_is_found_by_number(tmp_path, first):
    write_chunk(tmp_path / "chunk", (coded(1, k) for k in range(49)), GENERATED, RATE)
    count = min(9, 49 - first)
    planes = [planes_from_rgb(picture) for picture in read_frames(tmp_path / "chunk", first, count, GENERATED)]
    expected = [planes_from_rgb(coded(1, first + k)) for k in range(count)]
    assert [np.abs(a.y.astype(int) - b.y).max() < 40 for a, b in zip(planes, expected, strict=True)] == [True] * count


@pytest.mark.parametrize(("first", "count", "missing"), [(41, 9, 1), (49, 1, 1), (60, 2, 13)])
def test_frames_that_are_not_there_are_missed(tmp_path, first, count, missing):
    write_chunk(tmp_path / "chunk", (coded(1, k) for k in range(49)), GENERATED, RATE)
    with pytest.raises(Failed, match=f"ends {missing} frames too early"):
        read_frames(tmp_path / "chunk", first, count, GENERATED)


def test_a_shot_s_mezzanine_is_read_as_well_and_held_pictures_count_for_all_their_frames(tmp_path):
    with PictureWriter(tmp_path / "shot", NUMBERED, RATE, "mezzanine") as writer:
        for number in range(60):
            writer.hold(numbered(number), 2)
    for first in (0, 3, 30, 31, 100, 117):
        found = read_frames(tmp_path / "shot", first, 3, NUMBERED)
        assert [number_in(planes_from_rgb(picture)) for picture in found] == [(first + k) // 2 for k in range(3)]
    with pytest.raises(Failed, match="ends 2 frames too early"):
        read_frames(tmp_path / "shot", 118, 4, NUMBERED)


@pytest.mark.parametrize("times", [1, 2])
def test_a_shot_s_frame_comes_back_to_where_the_join_shows_it(tmp_path, times):
    """`times`: how much smaller the stage works than the last one."""
    whole = planes_from_rgb(scenery(1)[0])
    shown = Size(width=310, height=182)
    left, top = middle(SIZE, shown)
    seen = Planes(
        *(p[top // n : (top + 182) // n, left // n : (left + 310) // n] for p, n in zip(whole, (1, 2, 2), strict=True))
    )
    write_pictures(tmp_path / "shot", [seen])
    stage = Size(width=SIZE.width // times, height=SIZE.height // times)
    found = read_frames(tmp_path / "shot", 0, 1, stage, Crop(whole=SIZE, shown=shown))[0].astype(float)
    expected = np.asarray(Image.fromarray(scenery(1)[0]).reduce(times), float)
    inside = (slice(8, -8), slice(8, -8))
    assert found.shape == expected.shape
    assert np.abs(found - expected)[inside].mean() < 2
    assert np.abs(found - expected).mean() < 4


def test_a_chunk_is_read_at_the_size_of_an_earlier_stage(tmp_path):
    pictures = scenery(9)
    write_chunk(tmp_path / "chunk", pictures, SIZE, RATE)
    found = read_frames(tmp_path / "chunk", 8, 1, Size(width=160, height=96))[0].astype(float)
    assert np.abs(found - np.asarray(Image.fromarray(pictures[8]).reduce(2), float)).mean() < 1


def test_a_frame_of_a_chunk_becomes_a_still(tmp_path):
    pictures = scenery(20)
    write_chunk(tmp_path / "chunk", pictures, SIZE, RATE)
    still = made(tmp_path, FrameBody(frame=13), {"picture": tmp_path / "chunk"})["picture"]
    error = np.asarray(Image.open(still)).astype(float) - pictures[13]
    assert np.abs(error.mean(axis=(0, 1))).max() < 1
    assert np.abs(error).mean() < np.abs(pictures[12].astype(float) - pictures[13]).mean()


def test_the_same_pictures_are_the_same_bytes_in_another_process(tmp_path):
    program = (
        "import sys; from pathlib import Path; from tests.runtime.media.test_chunks import *;"
        "write_chunk(Path(sys.argv[1]), scenery(20), SIZE, RATE)"
    )
    for name in ("one", "two"):
        subprocess.run([sys.executable, "-c", program, str(tmp_path / name)], check=True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_nothing_is_left_of_a_chunk_that_was_stopped(tmp_path):
    def pictures():
        yield from scenery(5)
        raise Cancelled

    with pytest.raises(Cancelled):
        write_chunk(tmp_path / "chunk", pictures(), SIZE, RATE)
    assert not (tmp_path / "chunk").exists()


def test_a_picture_of_another_size_is_refused(tmp_path):
    with pytest.raises(ValueError, match="in a chunk of 128x128"):
        write_chunk(tmp_path / "chunk", scenery(1), GENERATED, RATE)
    assert not (tmp_path / "chunk").exists()


def test_a_chunk_cut_short_is_said_so(tmp_path):
    write_chunk(tmp_path / "chunk", scenery(9), SIZE, RATE)
    whole = (tmp_path / "chunk").read_bytes()
    (tmp_path / "chunk").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Failed):
        read_frames(tmp_path / "chunk", 0, 9, SIZE)


@pytest.mark.parametrize("shape", [(5000,), (5000, 1), (5000, 2)])
@pytest.mark.parametrize("sample_rate", [24_000, SAMPLE_RATE])
def test_sound_comes_back_sample_for_sample(tmp_path, shape, sample_rate):
    samples = np.random.default_rng(4).uniform(-1, 1, shape)
    write_chunk_sound(tmp_path / "sound", samples, sample_rate)
    back = read_sound(tmp_path / "sound", sample_rate=sample_rate)
    assert back.shape == (5000, 2)
    assert np.abs(back - samples.reshape(5000, -1)).max() < 2**-22


def test_sound_that_is_no_number_is_refused(tmp_path):
    with pytest.raises(Failed, match="broken"):
        write_chunk_sound(tmp_path / "sound", np.array([0.0, np.nan]), SAMPLE_RATE)
    assert not (tmp_path / "sound").exists()


def test_no_sound_at_all_is_a_sound(tmp_path):
    write_chunk_sound(tmp_path / "sound", np.zeros(0), SAMPLE_RATE)
    assert len(read_sound(tmp_path / "sound", sample_rate=SAMPLE_RATE)) == 0

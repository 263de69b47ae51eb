"""What is written is there: every frame, at its time, in its colour, the same bytes twice."""

import errno
import subprocess
import sys
from itertools import pairwise
from typing import get_args

import av
import numpy as np
import pytest

from milimo_lang.ir.values import Size
from milimo_runtime.media.decode import frames
from milimo_runtime.media.encode import PictureWriter, Purpose
from milimo_runtime.media.planes import code_of, solid
from tests.runtime.media.material import RATE, RATES, SIZE, number_in, numbered, write_pictures


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("purpose", get_args(Purpose))
def test_frame_k_stands_at_k_over_the_rate(tmp_path, rate, purpose):
    path = write_pictures(tmp_path / "film", map(numbered, range(70)), rate, purpose)
    with av.open(str(path)) as container:
        times = [frame.pts * frame.time_base for frame in container.decode(video=0)]
    assert times == [k / rate for k in range(70)]
    assert [number_in(planes) for planes in frames(path)] == list(range(70))


def test_any_run_of_frames_is_found_by_number(tmp_path):
    path = write_pictures(tmp_path / "film", map(numbered, range(60)))
    assert [number_in(planes) for planes in frames(path, 25, 30)] == list(range(25, 55))
    assert [number_in(planes) for planes in frames(path, 58, 30)] == [58, 59]
    assert list(frames(path, 3, 0)) == []


def test_a_patch_keeps_its_colour_and_the_file_says_which_colours_are_meant(tmp_path):
    colour = (181, 40, 90)
    path = write_pictures(tmp_path / "film", [solid(SIZE, colour)] * 5)
    for planes in frames(path):
        assert [plane.mean() for plane in planes] == pytest.approx(code_of(colour), abs=1)
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        assert context.pix_fmt == "yuv420p"
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)


def test_the_same_pictures_are_the_same_bytes(tmp_path):
    pictures = [numbered(k * 7) for k in range(40)]
    one, two = (write_pictures(tmp_path / name, pictures).read_bytes() for name in ("one", "two"))
    assert one == two


def test_segments_of_any_content_share_their_parameters(tmp_path):
    noise = np.random.default_rng(1).integers(16, 235, (SIZE.height, SIZE.width), dtype=np.uint8)
    contents = ([numbered(5)], [solid(SIZE, (9, 9, 9))] * 50, [numbered(3)._replace(y=noise)] * 2)
    found = set()
    for index, pictures in enumerate(contents):
        for purpose in ("segment", "drawn segment"):
            path = write_pictures(tmp_path / f"{index} {purpose}", pictures, RATE, purpose)
            with av.open(str(path)) as container:
                found.add(container.streams.video[0].codec_context.extradata)
    assert len(found) == 1


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_player_can_start_every_second(tmp_path, rate):
    path = write_pictures(tmp_path / "film", [numbered(1)] * 100, rate, "segment")
    with av.open(str(path)) as container:
        keys = [p.pts * p.time_base for p in container.demux(video=0) if p.size and p.is_keyframe]
    assert keys[0] == 0
    assert max(b - a for a, b in pairwise(keys)) <= 1


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_held_picture_is_kept_once_and_read_as_often_as_it_is_shown(tmp_path, rate):
    path, counts = tmp_path / "film", [3, 1, 1, 500, 7]
    with PictureWriter(path, SIZE, rate, "mezzanine") as writer:
        for number, count in enumerate(counts):
            writer.hold(numbered(number), count)
    shown = [number for number, count in enumerate(counts) for _ in range(count)]
    assert [number_in(planes) for planes in frames(path)] == shown
    assert [number_in(planes) for planes in frames(path, 2, 4)] == shown[2:6]
    assert [number_in(planes) for planes in frames(path, 100, 300)] == shown[100:400]
    assert [number_in(planes) for planes in frames(path, 504, 20)] == shown[504:]
    with av.open(str(path)) as container:
        assert sum(1 for packet in container.demux(video=0) if packet.size) == len(counts)


def test_an_unfinished_film_leaves_no_file(tmp_path):
    def interrupted() -> None:
        with PictureWriter(tmp_path / "film", SIZE, RATE, "mezzanine") as writer:
            writer.write(numbered(1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not (tmp_path / "film").exists()


def test_a_picture_of_another_size_is_refused(tmp_path):
    with (
        pytest.raises(ValueError, match="128x64"),
        PictureWriter(tmp_path / "film", SIZE, RATE, "mezzanine") as writer,
    ):
        writer.write(numbered(1, Size(width=64, height=64)))


NO_SPACE = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from milimo_runtime.media.sound import write_sound
from tests.runtime.media.material import numbered, write_pictures
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
noise = np.random.default_rng(0)
pictures = [numbered(1)._replace(y=noise.integers(16, 235, (64, 128), np.uint8)) for _ in range(9)]
path = Path(sys.argv[1])
for write in (
    lambda: write_pictures(path, pictures),
    lambda: write_sound(path, noise.uniform(-1, 1, (9999, 2)).astype("f4"), 48_000),
):
    try:
        write()
    except OSError as error:
        print(error.errno, path.exists())
"""


def test_a_file_that_does_not_fit_is_an_error_of_the_disk_and_leaves_nothing(tmp_path):
    run = [sys.executable, "-c", NO_SPACE, str(tmp_path / "film")]
    said = subprocess.run(run, check=True, capture_output=True, text=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert said.stdout.split() == [str(errno.EFBIG), "False"] * 2

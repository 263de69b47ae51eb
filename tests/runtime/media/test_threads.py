"""Filmed pictures are coded and decoded on several threads: the same bytes, however many cores and however busy."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from milimo_lang.ir.values import Size
from milimo_runtime.media.chunks import exact_frames, read_frames, write_chunk
from milimo_runtime.media.decode import frames
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.opening import READERS
from milimo_runtime.media.planes import Plane, planes_from_rgb
from tests.runtime.media.material import RATE, numbered, write_pictures

SIZE = Size(width=320, height=192)
LENGTH = 30
REPEATS = 24


def filmed() -> list[Plane]:
    """Pictures that move, farther than the rows between two threads, under grain."""
    down, across = np.mgrid[0 : SIZE.height, 0 : SIZE.width].astype(np.float32)
    chance = np.random.default_rng(6)
    shown = []
    for k in range(LENGTH):
        wave = np.sin(across / 23 + k / 3) * np.cos(down / 31 - k)
        grain = chance.normal(0, 5, (SIZE.height, SIZE.width, 3))
        picture = (wave * 90 + 128)[..., None] + grain
        picture[(29 * k) % 150 :][:40, 40:90] = (220, 60, 40)
        shown.append(np.clip(picture, 0, 255).astype(np.uint8))
    return shown


PICTURES = filmed()


def chunk(path: Path) -> None:
    write_chunk(path, PICTURES, SIZE, RATE)


def mezzanine(path: Path) -> None:
    write_pictures(path, map(planes_from_rgb, PICTURES), RATE, "filmed mezzanine")


def segment(path: Path) -> None:
    write_pictures(path, map(planes_from_rgb, PICTURES), RATE, "segment")


WRITERS = [chunk, mezzanine, segment]


@pytest.mark.parametrize("write", WRITERS)
def test_they_are_the_same_bytes_every_time(tmp_path, write: Callable[[Path], None]):
    """Three at a time, so that the threads of each are late now and then."""

    def written(number: int) -> str:
        write(tmp_path / f"{number}")
        return hashlib.sha256((tmp_path / f"{number}").read_bytes()).hexdigest()

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(written, range(REPEATS)))) == 1


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not bind processes to cores")
@pytest.mark.parametrize("write", WRITERS)
def test_they_are_the_same_bytes_on_one_core(tmp_path, write: Callable[[Path], None]):
    program = (
        "import os, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); from pathlib import Path;"
        f"from tests.runtime.media.test_threads import {write.__name__} as write; write(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "bound")], check=True)
    write(tmp_path / "free")
    assert (tmp_path / "bound").read_bytes() == (tmp_path / "free").read_bytes()


def test_a_filmed_mezzanine_looks_as_one_coded_on_one_thread(tmp_path):
    planes = [planes_from_rgb(picture) for picture in PICTURES]
    errors = []
    for purpose in ("mezzanine", "filmed mezzanine"):
        shown = frames(write_pictures(tmp_path / purpose, planes, RATE, purpose))
        errors.append(np.mean([np.square(a.y.astype(float) - b.y).mean() for a, b in zip(planes, shown, strict=True)]))
    assert errors[1] == pytest.approx(errors[0], rel=0.05)


@pytest.mark.parametrize(("first", "count"), [(0, LENGTH), (0, 1), (7, 9), (LENGTH - 1, 1), (LENGTH - 3, 9)])
def test_a_run_of_frames_is_the_same_on_any_number_of_threads(tmp_path, first, count):
    mezzanine(tmp_path / "shot")
    alone, together = (list(frames(tmp_path / "shot", first, count, threads)) for threads in (1, READERS))
    assert len(alone) == len(together) == min(count, LENGTH - first)
    for one, other in zip(alone, together, strict=True):
        assert all(map(np.array_equal, one, other))


def test_held_pictures_are_shown_as_long_on_any_number_of_threads(tmp_path):
    counts = [3, 1, 1, 50, 7, 1, 1, 1, 1, 1, 1, 2]
    with PictureWriter(tmp_path / "shot", SIZE, RATE, "filmed mezzanine") as writer:
        for number, count in enumerate(counts):
            writer.hold(numbered(number, SIZE), count)
    for first, count in ((0, sum(counts)), (2, 60), (54, 5)):
        alone, together = (
            [planes.y.tobytes() for planes in frames(tmp_path / "shot", first, count, threads)]
            for threads in (1, READERS)
        )
        assert alone == together
        assert len(list(exact_frames(tmp_path / "shot", first, count))) == count


@pytest.mark.parametrize("first", [0, 5, 8, 20])
def test_a_run_out_of_a_chunk_is_its_frames_out_of_all_of_it(tmp_path, first):
    chunk(tmp_path / "chunk")
    whole = read_frames(tmp_path / "chunk", 0, LENGTH, SIZE)
    assert np.array_equal(read_frames(tmp_path / "chunk", first, 10, SIZE), whole[first : first + 10])

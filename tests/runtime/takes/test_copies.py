"""A take that is copied out plays with its own sound."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from milimo_lang.ir.values import Size
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.planes import planes_from_rgb
from milimo_runtime.media.sound import read_sound, write_sound
from milimo_runtime.store import Made, Store
from milimo_runtime.takes import ShotTake, copy_take

KEY = "ab" * 32
FRAMES, RATE, SOUND = 32, Fraction(24), 48_000
TAKE = ShotTake(1, 0, "", "made", "", "ltx-2", "64x48", "", KEY)


def made(store: Store, *, sounds: bool) -> Path:
    """A take in the store: the picture holds its first second, then moves. Its picture file."""
    with store.running() as run:
        picture, sound = store.scratch_name(run), store.scratch_name(run)
        with PictureWriter(picture, Size(width=64, height=48), RATE, "mezzanine") as writer:
            writer.hold(planes_from_rgb(np.full((48, 64, 3), 200, np.uint8)), 24)
            for number in range(FRAMES - 24):
                writer.write(planes_from_rgb(np.full((48, 64, 3), 20 * number, np.uint8)))
        times = np.arange(SOUND * FRAMES // 24) / SOUND
        write_sound(sound, np.repeat(np.sin(2 * np.pi * 440 * times)[:, None] / 2, 2, 1).astype(np.float32), SOUND)
        outputs = {"picture": out(picture, FRAMES)} | ({"sound": out(sound)} if sounds else {})
        record = store.put(run, KEY, "shot.join", outputs, 1.0, b"because")
    return store.blob(record.outputs["picture"])


def out(path: Path, frames: int | None = None) -> Made:
    data = path.read_bytes()
    return Made(path, hashlib.sha256(data).hexdigest(), len(data), frames)


def packets(path: Path) -> list[tuple[Fraction, bytes]]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [((one.pts or 0) * one.time_base, bytes(one)) for one in container.demux(stream) if one.size]


def test_the_picture_is_as_it_was_and_the_sound_is_its_own_from_its_first_sample(tmp_path: Path) -> None:
    store, copy = Store(tmp_path / ".milimo"), tmp_path / "looks" / "take.mp4"
    picture = made(store, sounds=True)
    assert copy_take(store, TAKE, copy)
    assert packets(copy) == packets(picture)
    with av.open(str(copy)) as container:
        seen = container.streams.video[0]
        assert (seen.duration or 0) * (seen.time_base or 0) == Fraction(FRAMES) / RATE
        assert container.streams.audio[0].duration == SOUND * FRAMES // 24
    heard = read_sound(copy, sample_rate=SOUND)
    heard = heard[: SOUND * FRAMES // 24]  # what follows fills its last block, and is not played
    times = np.arange(len(heard)) / SOUND
    off = heard[:, 0] - np.sin(2 * np.pi * 440 * times) / 2
    assert np.sqrt(np.mean(off**2)) < 0.01, "a sample too early or too late it would be 0.02"
    assert [path.name for path in copy.parent.iterdir()] == ["take.mp4"]


def test_a_take_without_sound_is_copied_byte_for_byte(tmp_path: Path) -> None:
    store, copy = Store(tmp_path / ".milimo"), tmp_path / "take.mp4"
    picture = made(store, sounds=False)
    assert copy_take(store, TAKE, copy)
    assert copy.read_bytes() == picture.read_bytes()


@pytest.mark.parametrize("output", ["picture", "sound"])
def test_what_the_store_lost_is_not_copied(tmp_path: Path, output: str) -> None:
    store, copy = Store(tmp_path / ".milimo"), tmp_path / "take.mp4"
    made(store, sounds=True)
    record = store.peek(KEY)
    assert record is not None
    store.blob_path(record.outputs[output].sha256).unlink()
    assert not copy_take(store, TAKE, copy)
    assert not copy.exists()

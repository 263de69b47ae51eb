"""The example `one-take`, filmed by a tiny LTX-2 with the real command: its frames, its sound, what is made again."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest

from tests.conftest import PATIENCE, ROOT, Ran, command, environment
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_lora

FRAMES = 300


@dataclass(frozen=True)
class Stage:
    """A folder with the film, and one with the model it is filmed by."""

    folder: Path
    models: Path

    def milimo(self, *arguments: str) -> Ran:
        variables = {"MILIMO_MODELS": str(self.models), "MILIMO_DEVICE": "cpu", "OMP_NUM_THREADS": "1"}
        done = subprocess.run(
            command(*arguments),
            cwd=self.folder,
            env=environment(variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    @property
    def film(self) -> Path:
        return self.folder / "build" / "film.mp4"

    def plan(self) -> Any:
        return self.milimo("plan", "film.mls", "--json").json


def made(ran: Ran) -> set[str]:
    return {event["unit"] for event in ran.events if event["event"] == "done"}


@pytest.fixture(scope="module")
def stage(tiny_ltx: Kept, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The example as it is, but small."""
    folder = tmp_path_factory.mktemp("one-take")
    shutil.copytree(ROOT / "examples" / "one-take", folder, dirs_exist_ok=True)
    film = folder / "film.mls"
    whole = film.read_text()
    assert "Size: 1280x704\n" in whole
    film.write_text(whole.replace("1280x704", "128x64"))
    models = tmp_path_factory.mktemp("models")
    model = shutil.copytree(tiny_ltx("2.0"), models / "ltx-2")
    build_lora(model / "ltx-2-19b-distilled-lora-384.safetensors", tiny_ltx("2.0"), strength=0.1)
    return Stage(folder, models)


@pytest.fixture(scope="module")
def filmed(stage: Stage) -> Ran:
    return stage.milimo("build", "film.mls", "--json")


@pytest.fixture(scope="module")
def first(stage: Stage, filmed: Ran) -> bytes:
    """The film as it was first."""
    assert filmed.code == 0, filmed.err
    return stage.film.read_bytes()


@pytest.fixture(scope="module")
def changed(stage: Stage, first: bytes) -> Ran:
    """One word of the last beat is another."""
    film = stage.folder / "film.mls"
    film.write_text(film.read_text().replace("the river takes it", "the water takes it"))
    return stage.milimo("build", "film.mls", "--json")


def test_it_is_as_long_as_it_is_written_in_picture_and_sound(stage: Stage, first: bytes) -> None:
    with av.open(str(stage.film)) as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        assert (picture.width, picture.height, picture.average_rate) == (128, 64, 24)
        assert sound.duration == FRAMES * sound.rate // 24
        assert picture.start_time == sound.start_time == 0
        assert sum(1 for _ in film.decode(video=0)) == FRAMES


def test_every_seam_is_in_the_plan(stage: Stage, first: bytes) -> None:
    (shot,) = stage.plan()["shots"]
    seams = [(chunk["start"], chunk["frames"], chunk["overlap"], chunk["trim"]) for chunk in shot["chunks"]]
    assert seams == [(0, 121, 0, 0), (96, 121, 25, 0), (192, 121, 25, 5)]
    assert sum(frames - overlap - trim for _, frames, overlap, trim in seams) == FRAMES + shot["handle"]
    assert [[key["frame"] for key in chunk["keyframes"]] for chunk in shot["chunks"]] == [[0], [54], [107]]
    assert (shot["mode"], shot["reason"]) == ("keyframes", "begins with a picture and meets 2 pictures")


def test_all_words_are_encoded_first_and_progress_is_told(filmed: Ran, first: bytes) -> None:
    begun = [event["unit"] for event in filmed.events if event["event"] == "started" and "/chunk" in event["unit"]]
    assert [unit.split("/")[2] for unit in begun[:3]] == ["text"] * 3
    told = {event["unit"] for event in filmed.events if event["event"] == "progress"}
    assert any("denoise" in unit for unit in told)
    assert filmed.events[-1]["failed"] == 0


def test_unchanged_it_is_up_to_date_and_nothing_is_made(stage: Stage, first: bytes) -> None:
    ran = stage.milimo("build", "film.mls")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("build/film.mp4 is up to date: 25 units cached")
    assert stage.film.read_bytes() == first


def test_a_word_of_the_last_beat_makes_only_the_chunks_that_show_it(stage: Stage, first: bytes, changed: Ran) -> None:
    """The beat begins at 8.5 s, in the second of three chunks; the pictures to meet are encoded as they were."""
    assert changed.code == 0, changed.err
    passes = ("text", "denoise", "upsample", "refine", "decode")
    again = {f"1A/chunk {n}/{what}" for n in (2, 3) for what in passes}
    assert made(changed) == again | {"1A/picture", "1A/segment", "cut/sound", "cut/film"}
    assert stage.film.read_bytes() != first


def test_it_is_up_to_date_only_with_the_weights_it_was_made_with(stage: Stage, changed: Ran) -> None:
    assert stage.milimo("build", "film.mls").out.startswith("build/film.mp4 is up to date")
    weights = next((stage.models / "ltx-2" / "transformer").glob("*.safetensors"))
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-4] + bytes(4))
    assert "another " in stage.milimo("plan", "film.mls").out
    weights.write_bytes(whole[:-4])
    ran = stage.milimo("build", "film.mls")
    assert (ran.code, "transformer" in ran.err, "up to date" in ran.out) == (4, True, False)
    weights.write_bytes(whole)
    assert stage.milimo("build", "film.mls").out.startswith("build/film.mp4 is up to date: 25 units cached")

"""What is told of a pass while it runs, and what it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image

from milimo_lang.ir.bodies import DenoiseBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Cancelled, Job, Progress
from milimo_runtime.backends.ltx.latents import Statistics, VideoLatents
from milimo_runtime.backends.ltx.previews import Colours, fitted, write_preview
from milimo_runtime.backends.ltx.steps import Steps, in_words
from tests.runtime.execute.films import RATE
from tests.runtime.ltx.on_shelf import a_pass, latents, model_on, put
from tests.tiny.fixtures import Kept

BODY = DenoiseBody(kind="chunk.denoise", family="ltx-2", size=Size(width=96, height=64), rate=RATE, frames=9, seed=1)
GREY = Colours(torch.cat([torch.zeros(8, 3), torch.full((1, 3), 0.5)]))


class Watch:
    """A clock that goes on by so many seconds each time it is read."""

    def __init__(self, seconds: float) -> None:
        self.now, self.seconds = 0.0, seconds

    def __call__(self) -> float:
        self.now += self.seconds
        return self.now


def job(folder: Path, told: list[Progress]) -> Job:
    return Job(BODY, {}, {"latents": folder / "latents"}, told.append)


def test_each_step_is_told_and_how_long_the_rest_takes(tmp_path: Path) -> None:
    told: list[Progress] = []
    steps = Steps(job(tmp_path, told), lambda: None, Watch(8.0))
    for done in range(1, 9):
        steps(done, 8, lambda: latents().video)
    assert [progress.doing for progress in told][:4] == [
        "step 1 of 8",
        "step 2 of 8, about 50 s left",
        "step 3 of 8, about 40 s left",
        "step 4 of 8, about 30 s left",
    ]
    assert told[-1] == Progress(1.0, "step 8 of 8")


@pytest.mark.parametrize(
    ("seconds", "words"), [(1.2, "1 s"), (19, "19 s"), (44, "40 s"), (100, "2 min"), (4800, "1 h 20 min")]
)
def test_durations_are_said_as_one_says_them(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def test_now_and_then_a_small_picture_lies_beside_the_outputs(tmp_path: Path) -> None:
    told: list[Progress] = []
    looks = []

    def look() -> VideoLatents:
        looks.append(1)
        return latents().video

    steps = Steps(job(tmp_path, told), lambda: GREY, Watch(0.7))
    for done in range(1, 9):
        steps(done, 8, look)
    assert len(looks) == 2
    assert [progress.preview is not None for progress in told] == [False, False, *[True] * 6]
    with Image.open(tmp_path / "preview.jpg") as picture:
        assert picture.size == (320, 213)
        assert picture.getpixel((100, 100)) == pytest.approx((128, 128, 128), abs=2)
    assert [path.name for path in tmp_path.iterdir()] == ["preview.jpg"]


def test_a_pass_nobody_wants_any_more_stops_after_its_step(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = model_on(put(tiny_ltx("2.0"), tmp_path / "shelf", "2.0", monkeypatch))
    steps = []

    def report(progress: Progress) -> None:
        steps.append(progress)
        raise Cancelled

    with pytest.raises(Cancelled):
        a_pass(model, Steps(Job(BODY, {}, {"latents": tmp_path / "latents"}, report), lambda: None))
    assert len(steps) == 1
    assert torch.equal(a_pass(model).video.values, a_pass(model_on("ltx-2")).video.values)


class _Straight:
    """An autoencoder whose first three channels are the colours: what is fitted to it must find that out."""

    spatial_compression_ratio = 4
    dtype = torch.float32

    def encode(self, film: torch.Tensor) -> _Straight:
        pooled = torch.nn.functional.avg_pool3d(film[:, :, ::8], (1, 4, 4))
        noise = torch.randn(pooled.shape, generator=torch.Generator().manual_seed(3))
        self._found = torch.cat([pooled, noise], 1)
        return self

    @property
    def latent_dist(self) -> _Straight:
        return self

    def mode(self) -> torch.Tensor:
        return self._found


def test_colours_are_read_off_latents_by_a_fit_to_the_autoencoder(tmp_path: Path) -> None:
    colours = fitted(_Straight(), Statistics(torch.zeros(6), torch.ones(6)), torch.device("cpu"))
    red = torch.zeros(1, 6, 3, 4, 6)
    red[:, 0], red[:, 1:3] = 0.8, -0.8
    write_preview(tmp_path / "red.jpg", VideoLatents(red), colours)
    with Image.open(tmp_path / "red.jpg") as picture:
        assert picture.getpixel((160, 100)) == pytest.approx((230, 26, 26), abs=16)


def test_a_real_autoencoder_is_fitted_too(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_on(put(tiny_ltx("2.3"), tmp_path / "shelf", "2.3", monkeypatch))
    colours = model.colours()
    assert colours is not None
    assert colours.weights.shape == (9, 3)
    assert model.colours() is colours
    assert model_on("ltx-2.3", previews="0").colours() is None
    assert model_on("ltx-2.3", memory="0.001").colours() is None

"""What is read cheaply is what would be read exactly."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageFilter

from milimo_runtime.backends.animatic import painting
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.painting import layers_of, painted
from milimo_runtime.backends.animatic.sampling import Sampler
from milimo_runtime.backends.animatic.stage import stage

from .conftest import COAST, KITCHEN, MARA, TOM, camera, framing, panel, speaking


def grain() -> Image.Image:
    noise = np.random.default_rng(5).integers(0, 256, (200, 300), dtype=np.uint8)
    return Image.fromarray(noise).filter(ImageFilter.GaussianBlur(2))


@pytest.mark.parametrize("place", [(10.0, 4.0), (10.37, 4.0), (10.0, 4.63), (10.52, 4.21), (12.999, 4.0)])
def test_a_moved_plane_is_the_exact_one(place: tuple[float, float]) -> None:
    plane = grain()
    left, top = place
    exact = plane.resize((160, 90), Image.Resampling.BICUBIC, box=(left, top, left + 160, top + 90))
    seen = Sampler(plane).seen((left, top, 160.0, 90.0), (160, 90))
    assert np.abs(np.asarray(seen, float) - np.asarray(exact, float)).max() < 5


def test_a_large_plane_is_read_exactly_without_copies() -> None:
    plane = grain().resize((2600, 1800))
    sampler = Sampler(plane)
    for left, top in ((10.37, 4.0), (10.0, 4.63), (0.2, 0.2), (2599.8 - 160, 1799.8 - 90)):
        exact = plane.resize((160, 90), Image.Resampling.BICUBIC, box=(left, top, left + 160, top + 90))
        seen = sampler.seen((left, top, 160.0, 90.0), (160, 90))
        assert np.abs(np.asarray(seen, float) - np.asarray(exact, float)).max() <= 1


def test_each_eighth_of_a_pixel_is_another_picture() -> None:
    sampler = Sampler(grain())
    seen = [np.asarray(sampler.seen((10 + at / 8, 4.0, 160.0, 90.0), (160, 90))) for at in range(9)]
    assert all((one != other).any() for one, other in pairwise(seen))
    assert (seen[8] == np.asarray(sampler.seen((11.0, 4.0, 160.0, 90.0), (160, 90)))).all()


def test_a_painting_in_strips_is_the_whole_painting(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (KITCHEN, COAST):
        layers = layers_of(stage(panel(place=place), 16 / 9), {}, 16 / 9, False)
        layer = replace(layers[0], blur=0.0)
        box = Box(-16 / 18, -0.5, 16 / 18, 0.5)
        whole = np.asarray(painted(layer, box, 300.0), float)
        with monkeypatch.context() as patch:
            patch.setattr(painting, "_STRIP", 100_000)
            strips = np.asarray(painted(layer, box, 300.0), float)
        apart = np.abs(whole - strips).max(axis=2)
        # An edge may fall on the next fine pixel; where strips of 64 rows meet nothing may show.
        assert apart.mean() < 0.3
        assert (apart > 8).mean() < 0.005
        assert (apart[64::64] > 8).mean() < 0.005
        assert (apart[63::64] > 8).mean() < 0.005


@pytest.mark.parametrize("move", ["still", "pan", "zoom"])
def test_a_mouth_changes_nothing_but_the_speaker(move: str) -> None:
    amounts = {"still": {}, "pan": {"x": (0.0, 0.1)}, "zoom": {"zoom": (1.0, 1.4)}}[move]
    body = panel(
        figures=(MARA, TOM), terms=(framing(1.1), camera(**amounts)), frames=12, speaking=(speaking("Mara", 0, 12),)
    )
    silent = body.model_copy(update={"speaking": ()})
    drawn, quiet = (Drawing(one, camera_of(one.terms, 12, 4, 7), {}) for one in (body, silent))
    at = next(at for at in range(2, 12) if any(act.mouth for act in drawn._acts(at)))
    one, other = (np.asarray(drawing.planes(at).y, float) for drawing in (drawn, quiet))
    changed = np.abs(one - other) > 2
    assert changed.any()
    assert not changed[:, 170:].any()
    assert changed.mean() < 0.08

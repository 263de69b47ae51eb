"""What is left of a drawn picture when it has been coded twice: into its mezzanine, and into its segment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from milimo_lang.ir.bodies import PanelBody, SegmentBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Job
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.media.cut_backend import CutBackend
from milimo_runtime.media.decode import frames
from milimo_runtime.media.encode import PictureWriter

from .conftest import COAST, KITCHEN, MARA, TOM, Make, camera, framing, panel, term

LARGE = Size(width=1280, height=720)


def moving(**said: object) -> PanelBody:
    return panel(size=LARGE, handle=0, figures=(MARA, TOM), **said)


def cut(picture: Path, body: PanelBody) -> Path:
    segment = picture.with_name("segment")
    piece = SegmentBody(size=body.size, rate=body.rate, first=0, frames=body.frames)
    CutBackend().make(Job(piece, {"picture": picture}, {"segment": segment}))
    return segment


def noise(body: PanelBody, path: Path) -> float:
    """Decibels by which what `path` shows lies under the drawing: the peak signal-to-noise ratio of luma."""
    drawing = Drawing(body, camera_of(body.terms, body.frames, body.handle, body.seed, body.rate), {})
    errors = [
        np.mean((drawing.planes(number).y.astype(np.float64) - shown.y) ** 2)
        for number, shown in enumerate(frames(path))
    ]
    return float(10 * np.log10(255**2 / np.mean(errors)))


@pytest.mark.parametrize("place", [KITCHEN, COAST])
def test_a_drawing_that_moves_comes_through_both_codings(make: Make, place: object) -> None:
    body = moving(place=place, terms=(framing(0.8), camera(push=(1.0, 1.3))))
    picture = make(body)
    assert noise(body, picture) > 50
    assert noise(body, cut(picture, body)) > 48
    assert picture.stat().st_size < 0.06 * body.frames * LARGE.pixels


def test_light_grain_is_coded_by_quality_and_flat_colours_by_their_quantiser(make: Make, tmp_path: Path) -> None:
    """As flat colours grain would take twice the bytes, for what nobody sees in it."""
    still = moving(place=KITCHEN, terms=(framing(0.8), camera(push=(1.0, 1.3))))
    grained = moving(place=KITCHEN, terms=(*still.terms, term("look", "western", grain=0.25)))
    for body, as_flat in ((still, True), (grained, False)):
        picture = make(body)
        with PictureWriter(tmp_path / "flat", body.size, body.rate, "drawn segment") as writer:
            for planes in frames(picture):
                writer.write(planes)
        assert (cut(picture, body).read_bytes() == (tmp_path / "flat").read_bytes()) is as_flat

"""What is read cheaply is what would be read exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic import painting
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.layers import seen, sheet_of
from milimo_runtime.backends.animatic.painting import layers_of, painted
from milimo_runtime.backends.animatic.sampling import EMPTY, INSIDE, OPEN, Sampler
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.media.planes import Plane

from .conftest import COAST, KITCHEN, MARA, TOM, camera, framing, panel, speaking


def grain(finest: float = 2.0) -> Plane:
    noise = Image.fromarray(np.random.default_rng(5).integers(0, 256, (200, 300), dtype=np.uint8))
    return np.asarray(ImageOps.autocontrast(noise.filter(ImageFilter.GaussianBlur(finest)), 0.5))


def read(sampler: Sampler, left: float, top: float, scale: float = 1.0) -> np.ndarray:
    into = np.zeros((90, 160), np.uint8)
    sampler.read(((scale, 0.0, left), (0.0, scale, top)), into)
    return into.astype(float)


@pytest.mark.parametrize("place", [(10.0, 4.0), (10.37, 4.0), (10.0, 4.63), (10.52, 4.21), (12.999, 4.0)])
@pytest.mark.parametrize("scale", [0.6, 1.0, 1.2])
def test_a_plane_is_read_as_by_a_curve(place: tuple[float, float], scale: float) -> None:
    plane, (left, top) = grain(), place
    box = (left, top, left + 160 * scale, top + 90 * scale)
    exact = Image.fromarray(plane).resize((160, 90), Image.Resampling.BICUBIC, box=box)
    assert np.abs(read(Sampler(plane), left, top, scale) - np.asarray(exact, float)).max() < 8


def test_a_slow_move_neither_stops_nor_jumps() -> None:
    """At a constant speed every frame moves on by as much."""
    sampler = Sampler(grain())
    for scale in (0.8, 1.0, 1.3):
        seen = [read(sampler, 10 + 0.07 * at, 4.0, scale) for at in range(40)]
        slopes = [np.gradient(frame, axis=1) / scale for frame in seen]
        steps = [
            ((after - before) * slope).sum() / (slope**2).sum()
            for before, after, slope in zip(seen, seen[1:], slopes, strict=False)
        ]
        assert min(steps) > 0.05
        assert max(steps) < 0.09


def test_a_slow_zoom_keeps_its_sharpness() -> None:
    """The grain of a picture does not come and go while it grows: no frame is much softer than its neighbours."""
    sampler = Sampler(grain(1.2))
    sharp = np.array([np.abs(np.diff(read(sampler, 5.0, 5.0, 1.6 - 0.01 * at))).mean() for at in range(60)])
    assert np.abs(np.diff(sharp) / sharp[1:]).max() < 0.03


def test_a_plane_finer_than_the_frame_does_not_shimmer() -> None:
    """What is too fine to be shown is grey, not a pattern of its own."""
    stripes = np.zeros((400, 700), np.uint8)
    stripes[:, ::2] = 255
    assert read(Sampler(stripes), 3.3, 4.0, 3.9).std() < 6


def test_beyond_the_edge_lies_what_is_asked_for() -> None:
    plane = np.full((20, 20), 200, np.uint8)
    found = []
    for beyond in (INSIDE, EMPTY, OPEN):
        into = np.full((40, 40), 7, np.uint8)
        Sampler(plane, soft=True).read(((1.0, 0.0, -10.25), (0.0, 1.0, -10.25)), into, beyond)
        assert (into[14:26, 14:26] == 200).all()
        found.append(int(into[2, 2]))
    assert found == [200, 0, 7]


@pytest.mark.parametrize("scale", [1.0, 0.9, 0.7, 1.2])
def test_a_shape_over_its_own_colour_leaves_no_rim(scale: float) -> None:
    colour, piece = (200, 120, 90), Image.new("RGBA", (1280, 720))
    ImageDraw.Draw(piece).ellipse((200, 100, 900, 600), fill=(*colour, 255))
    box = Box(-16 / 18, -0.5, 16 / 18, 0.5)
    ground, over = (
        sheet_of(Image.new("RGB", (640, 360), colour), box.grown(0.3), 1.0),
        sheet_of(piece.reduce(4), box, 1),
    )
    window = box.scaled(scale, (0.013, 0.007))
    size = Size(width=320, height=180)
    bare, laid = (seen([(one, window) for one in ones], 0.0, size) for ones in ([ground], [ground, over]))
    for one, other in zip(bare, laid, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 2


@pytest.mark.parametrize("finer", [1.0, 1.4, 2.0])
def test_grey_over_grey_stays_grey_at_its_edges(finer: float) -> None:
    ground, piece = Image.new("RGB", (160, 90), (150, 150, 150)), Image.new("RGBA", (160, 90))
    piece.paste((90, 90, 90, 255), (41, 20, 97, 71))
    box = Box(0.0, 0.0, 16 / 9, 1.0)
    wide, high = (round(finer * side / 2) * 2 for side in piece.size)
    over = sheet_of(piece.resize((wide, high)), box, 1.0)
    window = Box(0.1037, 0.0519, 0.1037 + 16 / 9 / 1.1, 0.0519 + 1 / 1.1)
    frame = seen([(sheet_of(ground, box, 1.0), window), (over, window)], 0.0, Size(width=160, height=90))
    assert max(np.abs(plane.astype(int) - 128).max() for plane in (frame.u, frame.v)) <= 3


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


def test_nothing_is_read_into_nothing() -> None:
    plane = np.zeros((8, 8), np.uint8)
    Sampler(plane).read(((1.0, 0.0, 0.5), (0.0, 1.0, 0.5)), np.empty((0, 4), np.uint8))

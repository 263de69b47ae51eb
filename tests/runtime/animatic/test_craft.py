"""What a camera operator would see in each move: what keeps its size, what slides, how it starts and how it stops."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from milimo_lang.analysis.vocabulary import term as term_of
from milimo_lang.ir.bodies import Place
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.camera import camera_of, nearing, window
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.media.moves import Pose, poses
from milimo_runtime.media.planes import rgb_from_planes
from milimo_runtime.media.rostrum import view_of
from milimo_runtime.media.shutter import STILL, sweeps
from tests.vocabulary import terms_of

from .conftest import MARA, Luma, framing, panel
from .moves import FOCUS, NAMES

MOVES = {one.name: term_of(one) for one in terms_of("camera")}
RATE = Fraction(24)
SECONDS = 3
FRAMES = 24 * SECONDS
WIDE = 16 / 9
SEA = Place(name="Sea", interior=False, time_of_day="DAY", look="the open sea")
SMALL = Size(width=256, height=144)

SUDDEN = {name for name, term in MOVES.items() if "lasts" in term.draft.amounts}
RESTLESS = {name for name, term in MOVES.items() if {"shake", "sway", "float"} & set(term.draft.amounts)}


def places(name: str, seconds: int = SECONDS) -> Luma:
    """Where points at three depths are in each frame of a move: [frames, points, 2], in frame widths."""
    frames = round(seconds * RATE)
    camera = camera_of((MOVES[name],), frames, 0, 7, RATE)
    return np.array([[point for depth in (0.4, 1.0, 1.4) for point in _seen(pose, depth)] for pose in camera.poses])


def _seen(pose: Pose, depth: float) -> list[tuple[float, float]]:
    box = window(pose, WIDE, depth)
    turn = np.radians(pose.roll)
    found = []
    for x, y in ((-0.5, -0.3), (0.5, -0.3), (0.0, 0.3)):
        across, down = (x - box.middle[0]) / box.width, (y - box.middle[1]) / box.width
        found.append((np.cos(turn) * across + np.sin(turn) * down, np.cos(turn) * down - np.sin(turn) * across))
    return found


def size_at(name: str, depth: float) -> float:
    """How many times larger a thing at `depth` is in the last frame than in the first."""
    first, last = (poses((MOVES[name],), FRAMES, 0)[at] for at in (0, -1))
    return window(first, WIDE, depth).height / window(last, WIDE, depth).height


def test_a_dolly_zoom_keeps_the_figure_and_stretches_the_background_away() -> None:
    for pose in poses((MOVES["dolly zoom"],), FRAMES, 0):
        assert window(pose, WIDE, 1.0).height == pytest.approx(1.0, abs=0.03)
    assert size_at("dolly zoom", 0.6) < 0.85
    assert size_at("dolly zoom", 0.1) < 0.65


def test_a_zoom_has_no_parallax_and_a_push_has() -> None:
    assert size_at("zoom in", 0.2) == pytest.approx(size_at("zoom in", 1.5))
    assert size_at("push in", 0.2) < size_at("push in", 1.0) / 1.2 < size_at("push in", 1.5)


@pytest.mark.parametrize(("name", "grows"), [("follow", True), ("lead", False)])
def test_who_is_followed_keeps_its_size_while_the_place_goes_by(name: str, grows: bool) -> None:
    assert size_at(name, 1.0) == 1
    assert (size_at(name, 0.7) > 1.1) if grows else (size_at(name, 0.7) < 0.9)


def test_an_orbit_keeps_the_figure_and_slides_the_wall_behind_it() -> None:
    first, last = (poses((MOVES["orbit right"],), FRAMES, 0)[at] for at in (0, -1))
    wall, figure = (
        abs(window(last, WIDE, depth).middle[0] - window(first, WIDE, depth).middle[0]) / WIDE for depth in (0.7, 1.0)
    )
    assert figure == 0
    assert wall > 0.25


def test_a_nearer_thing_goes_by_faster_and_the_sky_stands_still() -> None:
    sizes = [nearing(1.4, depth) for depth in (0.0, 0.3, 0.7, 1.0, 1.4)]
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[3]) == (1, pytest.approx(1.4))


@pytest.mark.parametrize("name", sorted(set(NAMES) - SUDDEN - RESTLESS - {"static"}))
def test_a_move_starts_and_stops_softly(name: str) -> None:
    steps = np.abs(np.diff(places(name), axis=0)).max(axis=(1, 2))
    assert max(steps[0], steps[-1]) < 0.1 * steps.max()


@pytest.mark.parametrize("name", sorted(SUDDEN - FOCUS))
def test_a_sudden_move_is_over_in_half_a_second_and_smears(name: str) -> None:
    steps = np.abs(np.diff(places(name), axis=0)).max(axis=(1, 2))
    assert 5 <= np.count_nonzero(steps > 1e-6) <= 12
    assert steps.max() > 0.035
    assert any(sweep != STILL for sweep in sweeps(poses((MOVES[name],), FRAMES, 0)))


@pytest.mark.parametrize("name", sorted(set(NAMES) - SUDDEN))
def test_nothing_but_a_sudden_move_smears_or_jolts(name: str) -> None:
    """Even in a shot of one second: no point of the figures goes farther than a frame width a second, no hand jumps."""
    for seconds in (1, 3):
        flown = np.abs(np.diff(places(name, seconds), axis=0))[:, 3:6]
        if name != "spin":
            assert flown.max() * float(RATE) < 1.0
    if name not in {"spin", "shaky cam"}:
        assert set(sweeps(poses((MOVES[name],), FRAMES, 0))) == {STILL}


@pytest.mark.parametrize("name", sorted(RESTLESS))
def test_an_unsteady_hand_sways_and_does_not_tremble(name: str) -> None:
    """Most of its unrest is slower than two swings a second; from frame to frame it changes its way but little."""
    ways = places(name, 8)[:, 0]
    speeds = np.diff(ways, axis=0)
    assert np.abs(np.diff(speeds, axis=0)).max() < 0.003
    level = (ways - ways.mean(axis=0)) * np.hanning(len(ways))[:, None]
    power = (np.abs(np.fft.rfft(level, axis=0)) ** 2).sum(axis=1)
    slow = np.fft.rfftfreq(len(ways), 1 / float(RATE)) < 2
    assert power[slow].sum() > 0.9 * power.sum()


def test_a_point_of_view_breathes_unless_it_is_on_a_tripod() -> None:
    (eyes,) = (term_of(one) for one in terms_of("framing") if one.name == "point of view")
    assert len({pose.y for pose in poses((eyes,), 24, 0)}) > 12
    assert len(set(poses((eyes, MOVES["static"]), 24, 0))) == 1


def test_a_photograph_is_moved_over_as_far_as_a_drawing() -> None:
    for name in ("push in", "pan right", "truck left", "crane up", "roll left"):
        view = view_of(poses((MOVES[name],), FRAMES, 0)[-1])
        box = window(poses((MOVES[name],), FRAMES, 0)[-1], WIDE, 1.0)
        assert (1 / view.zoom, view.x * WIDE, view.y) == pytest.approx((box.height, *box.middle))


def going(name: str, posture: str, path: str) -> tuple[Drawing, list[float | None]]:
    """A shot of someone on her way, and her place in six frames of it, frame widths; None where she is not."""
    walker = MARA.model_copy(update={"posture": posture, "path": path, "subject": True})
    body = panel(size=SMALL, figures=(walker,), terms=(framing(0.5), MOVES[name]), frames=FRAMES, handle=0)
    drawing = Drawing(body, camera_of(body.terms, FRAMES, 0, 7, RATE), {})
    found: list[float | None] = []
    for at in range(0, FRAMES, FRAMES // 6):
        shot = np.asarray(rgb_from_planes(drawing.planes(at)), float)
        coat = (shot[..., 0] > 170) & (shot[..., 1] > 120) & (shot[..., 2] < 90)
        found.append(float(np.nonzero(coat)[1].mean()) / SMALL.width if coat.sum() > 150 else None)
    return drawing, found


def test_a_camera_that_trucks_beside_someone_who_walks_goes_along() -> None:
    """The walker keeps its place in the frame, and the room goes by at the pace of its feet."""
    drawing, places = going("truck right", "walk", "")
    assert np.ptp([place for place in places if place is not None]) < 0.02
    (walk,) = [person.walk for person in drawing.scene.people]
    before, after = (drawing.camera.poses[at].truck * WIDE for at in (24, 25))
    assert walk is not None
    assert after - before == pytest.approx(walk.facing * walk.pace, rel=0.02)


@pytest.mark.parametrize("name", ["follow", "lead", "truck left", "truck right"])
@pytest.mark.parametrize("path", ["across", "out"])
def test_whom_the_camera_goes_with_is_in_the_frame_all_the_shot(name: str, path: str) -> None:
    drawing, places = going(name, "run", path)
    seen = [place for place in places if place is not None]
    assert len(seen) == len(places)
    assert all(0.2 < place < 0.8 for place in seen)
    assert np.ptp(seen) < 0.06
    (walk,) = [person.walk for person in drawing.scene.people]
    assert walk is not None
    assert walk.facing == {"truck left": -1, "truck right": 1}.get(name, 0)


@pytest.mark.parametrize("path", ["across", "out"])
def test_whom_it_does_not_go_with_leaves_it_empty_for_the_last_third_at_most(path: str) -> None:
    _, places = going("static", "run", path)
    assert all(place is not None for place in places[1:4])
    assert places[-1] is None


# ---------------------------------------------------------------- the horizon, in drawn frames


def horizon(said: Term, at: int) -> float:
    """The row, 0 at the top to 1, where sky meets sea in frame `at` of an empty shot of the sea."""
    body = panel(size=SMALL, place=SEA, figures=(), terms=(framing(0.5), said), frames=FRAMES, handle=0)
    drawing = Drawing(body, camera_of(body.terms, FRAMES, 0, 7, RATE), {})
    planes = drawing.planes(at % FRAMES)
    luma = planes.y.astype(float)
    falls = ((luma[:-3] - luma[3:]) > 8).mean(axis=1)
    return float(np.argmax(falls > 0.8) + 1.5) / SMALL.height


@pytest.mark.parametrize(
    ("name", "moved"),
    [("static", 0.0), ("push in", 0.0), ("truck left", 0.0), ("pan right", 0.0), ("tilt up", 0.28),
     ("tilt down", -0.28), ("pedestal up", 0.024), ("crane up", -0.12), ("crane down", 0.12), ("drone up", -0.12)],
)  # fmt: skip
def test_where_the_horizon_goes(name: str, moved: float) -> None:
    first, last = (horizon(MOVES[name], at) for at in (0, -1))
    assert last - first == pytest.approx(moved, abs=0.035)

"""Every room holds under every angle and move: nothing shows through, and from above it is a plan."""

from __future__ import annotations

import numpy as np
import pytest

from milimo_lang.analysis.vocabulary import term as term_of
from milimo_lang.ir.bodies import Place
from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.camera import camera_of, window
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.layers import reach_of
from milimo_runtime.backends.animatic.painting import layers_of, painted
from milimo_runtime.backends.animatic.stage import stage
from tests.vocabulary import terms_of

from .conftest import COAST, KITCHEN, MARA, TOM, Shoot, apart, framing, panel, term
from .moves import performed

ANGLES: dict[str, tuple[Term, ...]] = {
    "eye level": (),
    "low": (term("angle", "low", horizon=0.16, tilt=0.06),),
    "high": (term("angle", "high", horizon=-0.18, tilt=-0.06),),
    "overhead": (term("angle", "overhead", horizon=-0.45, overhead=1),),
    "ground level": (term("angle", "ground", horizon=0.26, tilt=0.1),),
    "dutch": (term("angle", "dutch", roll=-8.0, zoom=1.16),),
}
PLACES = {
    "office": Place(name="Office", interior=True, time_of_day="DAY"),
    "lamp room": Place(name="Lamp Room", interior=True, time_of_day="NIGHT", look="cramped, brass gears, curved glass"),
    "corridor": Place(name="Corridor", interior=True, time_of_day="NIGHT"),
    "bus": Place(name="Night Bus", interior=True, time_of_day="NIGHT", look="rain"),
    "tram": Place(name="Tram", interior=True, time_of_day="DAY", look="snow"),
    "underground": Place(name="Subway", interior=True, time_of_day="DAY"),
    "train": Place(name="Train", interior=True, time_of_day="DUSK"),
    "plane": Place(name="Plane", interior=True, time_of_day="DAY"),
    "car": Place(name="Car", interior=True, time_of_day="DAY"),
    "street": Place(name="Street", interior=False, time_of_day="DUSK"),
    "coast": COAST,
    "forest": Place(name="Forest", interior=False, time_of_day="DAY"),
}
MOVES = {name: performed(name) for name in ("pan right", "tilt up", "truck left", "crane up", "whip right")}


LIBRARY = {one.name: (term_of(one),) for kind in ("angle", "lens") for one in terms_of(kind)}


@pytest.mark.parametrize("name", LIBRARY)
@pytest.mark.parametrize("place", ["office", "bus", "car", "street", "coast"])
def test_no_angle_and_no_lens_sees_past_the_edge_of_a_place(name: str, place: str) -> None:
    for move in ("whip right", "crane up"):
        terms = (framing(0.5), *LIBRARY[name], *MOVES[move])
        scene = stage(panel(place=PLACES[place], terms=terms), 16 / 9)
        camera = camera_of(terms, 6, 0, 7)
        for ground in (layer for layer in layers_of(scene, {}, 16 / 9, False) if layer.opaque):
            windows = [window(pose, 16 / 9, camera.layer_depth(ground.depth)) for pose in camera.poses]
            seen = reach_of(windows, any(pose.roll for pose in camera.poses))
            assert painted(ground, seen, 20.0).getchannel("A").getextrema() == (255, 255)


@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("place", PLACES)
def test_a_place_fills_all_that_a_camera_sees(angle: str, place: str) -> None:
    for height in (0.14, 0.5, 1.1, 3.6):
        for aspect in (16 / 9, 9 / 16):
            windows = []
            for move in MOVES.values():
                body = panel(place=PLACES[place], figures=(MARA,), terms=(framing(height), *ANGLES[angle], *move))
                scene = stage(body, aspect)
                windows += [window(pose, aspect, 1.0, scene.target) for pose in camera_of(body.terms, 12, 4, 7).poses]
            ground = layers_of(scene, {}, aspect, False)[0]
            assert ground.opaque
            alpha = painted(ground, reach_of(windows, angle == "dutch"), 20.0).getchannel("A")
            assert alpha.getextrema() == (255, 255)


@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("place", ["office", "tram", "train", "plane", "car"])
def test_a_room_by_day_has_no_hole(shoot: Shoot, angle: str, place: str) -> None:
    for move in ("static", "pan right", "crane down"):
        terms = (framing(0.5), *ANGLES[angle], *performed(move))
        for frame in shoot(panel(place=PLACES[place], terms=terms, frames=6, handle=0))[::5]:
            black, white = (frame < 24).mean(), (frame > 233).mean()
            assert black < 0.01
            assert white < 0.03


def test_no_two_angles_look_alike(shoot: Shoot) -> None:
    for place in (KITCHEN, COAST):
        pictures = [
            shoot(panel(place=place, figures=(MARA, TOM), terms=(framing(0.5), *terms)))[0] for terms in ANGLES.values()
        ]
        for at, picture in enumerate(pictures):
            assert all(apart(picture, other) > 2 for other in pictures[at + 1 :])


def test_from_above_a_figure_is_as_high_as_it_is_wide(shoot: Shoot) -> None:
    terms = (framing(1.1), *ANGLES["overhead"])
    unnamed = MARA.model_copy(update={"name": " "})
    drawn = np.abs(shoot(panel(figures=(unnamed,), terms=terms))[0] - shoot(panel(terms=terms))[0]) > 20
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    high, wide = rows[-1] - rows[0], columns[-1] - columns[0]
    assert 0.5 < high / wide < 2
    assert high < 0.75 * drawn.shape[0]


@pytest.mark.parametrize("angle", sorted(set(ANGLES) - {"overhead"}))
@pytest.mark.parametrize("place", ["office", "bus", "train", "plane", "car", "street", "coast", "forest"])
def test_feet_stand_on_the_ground(angle: str, place: str) -> None:
    for height in (0.14, 0.5, 0.8):
        scene = stage(panel(place=PLACES[place], figures=(MARA, TOM), terms=(framing(height), *ANGLES[angle])), 16 / 9)
        for person in scene.people:
            assert person.stance.top + person.stance.height > scene.place.ground


def test_ground_and_what_stands_above_it_part_without_a_line() -> None:
    """A camera that rises sees them move apart: nothing of the sky shows between them."""
    body = panel(place=PLACES["forest"], terms=MOVES["crane up"])
    drawing = Drawing(body, camera_of(body.terms, body.frames, body.handle, body.seed, body.rate), {})
    for frame in range(0, body.frames, 3):
        rows = np.median(drawing.planes(frame).y.astype(int), axis=1)
        assert np.abs(np.diff(rows, 2)).max() < 40

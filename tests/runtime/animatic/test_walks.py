"""People on their way: their feet hold, those who go together keep together, and who goes away grows small."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from milimo_lang.analysis.vocabulary import term as term_of
from milimo_lang.ir.bodies import Figure, PanelBody, Place
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.figures.skeleton import Skeleton
from milimo_runtime.backends.animatic.figures.stance import PHASES
from milimo_runtime.backends.animatic.scene import Person
from milimo_runtime.backends.animatic.stage import stage
from tests.vocabulary import terms_of

from .conftest import RATE, framing, panel, term

WIDE = 16 / 9
FRAMES = 72
ROAD = Place(name="Road", interior=False, time_of_day="DAY", look="a country road")
CORRIDOR = Place(name="Corridor", interior=True, time_of_day="DAY")
FOLLOW = term("camera", "follow", pace=(1.0, 1.4), away=1)
LEAD = term("camera", "lead", pace=(1.4, 1.0), front=1)


def going(name: str, posture: str = "walk", path: str = "across", side: int = -1) -> Figure:
    return Figure(name=name, look="a woman in a yellow coat", posture=posture, path=path, side=side)


def shot(*figures: Figure, action: str = "", height: float = 0.5, place: Place = ROAD, **said: object) -> PanelBody:
    terms = (framing(height), *said.pop("terms", ()))  # type: ignore[misc]
    return panel(figures=figures, action=(action,), place=place, frames=FRAMES, terms=terms, **said)


def ways(body: PanelBody) -> dict[str, list[float]]:
    """Where each person is in every shown frame, frame heights."""
    return {
        one.name: [one.stance.x + one.walk.step(at).offset for at in range(FRAMES)]
        for one in stage(body, WIDE).people
        if one.walk
    }


@pytest.mark.parametrize("path", ["", "across"])
def test_a_foot_that_stands_stays_where_it_is(path: str) -> None:
    """Less than half a hundredth of the frame's width from one drawing of the walk to the next."""
    (person,) = stage(shot(going("Ana", path=path), height=0.7), WIDE).people
    assert person.walk is not None
    held = [foot for at in range(FRAMES - 1) for foot in _slips(person, at)]
    assert len(held) > 30
    assert max(held) < 0.005 * WIDE


def _slips(person: Person, at: int) -> list[float]:
    """How far each foot that stands in two frames that follow each other has come meanwhile."""
    assert person.walk is not None
    steps = [person.walk.step(frame) for frame in (at, at + 1)]
    if steps[0].phase == steps[1].phase:
        return [abs(steps[1].offset - steps[0].offset)]
    stances = [person.stepping(step.phase) for step in steps]
    found = []
    for leg in (0, 1):
        # A foot stands during the first part of its two steps; the other is half of them later.
        parts = [(stance.phase + leg * PHASES // 2) % PHASES for stance in stances]
        if parts[0] < parts[1] < PHASES // 2 - 1:
            feet = [Skeleton(stance, False).legs[leg].points[2][0] for stance in stances]
            found.append(abs(sum(sign * (step.offset + stance.height * foot) for sign, step, stance, foot
                                 in zip((-1, 1), steps, stances, feet, strict=True))))  # fmt: skip
    return found


@pytest.mark.parametrize("path", ["", "across"])
def test_those_who_go_together_go_one_way_at_a_shoulders_distance(path: str) -> None:
    sides = (-1, 1, -1)
    party = [going(name, path=path, side=side) for name, side in zip(("Ana", "Bob", "Pip"), sides, strict=True)]
    found = ways(shot(*party, action="Ana, Bob and Pip walk along the water."))
    for ahead, behind in pairwise(("Ana", "Bob", "Pip")):
        gaps = np.subtract(found[ahead], found[behind])
        assert gaps.min() > 0.1
        assert gaps.max() < 0.22
    phases = {one.walk.step(30).phase for one in stage(shot(*party), WIDE).people if one.walk}
    assert len(phases) == 3


@pytest.mark.parametrize("action", ["Mina runs through the crowd. Voss runs after her.", "Voss chases Mina."])
def test_who_runs_after_somebody_is_behind_all_the_way(action: str) -> None:
    found = ways(shot(going("Mina", "run", side=1), going("Voss", "run", side=-1), action=action))
    assert found["Mina"][-1] < found["Mina"][0]
    gaps = np.subtract(found["Voss"], found["Mina"])
    assert gaps.min() > 0.35
    assert gaps.max() < 0.7


@pytest.mark.parametrize("move", ["truck left", "truck right"])
def test_who_runs_after_somebody_is_behind_before_a_camera_that_goes_along(move: str) -> None:
    (said,) = [term_of(one) for one in terms_of("camera") if one.name == move]
    figures = (going("Mina", "run", side=1), going("Voss", "run", side=-1))
    body = shot(*figures, action="Voss runs after Mina.", terms=(said,))
    people = {one.name: one for one in Drawing(body, camera_of(body.terms, FRAMES, 0, 7, RATE), {}).scene.people}
    ahead = people["Mina"].stance.x - people["Voss"].stance.x
    assert people["Mina"].walk is not None
    assert ahead * people["Mina"].walk.facing > 0.3


def test_those_who_meet_come_from_both_sides() -> None:
    found = ways(shot(going("Ana"), going("Bob", side=1), action="Ana and Bob walk towards each other."))
    assert found["Ana"][-1] > found["Ana"][0]
    assert found["Bob"][-1] < found["Bob"][0]


def test_those_who_walk_and_talk_in_a_close_framing_stay_in_it() -> None:
    party = [going("Ana", path=""), going("Bob", path="", side=1)]
    found = ways(shot(*party, action="Ana and Bob walk and talk.", height=1.55))
    assert max(abs(place) for way in found.values() for place in way) < 0.36 * WIDE


def heights(body: PanelBody) -> list[int]:
    """How many rows of the picture the yellow coat takes in four frames."""
    drawing = Drawing(body, camera_of(body.terms, FRAMES, 0, 7, RATE), {})
    return [int(_yellow(drawing, at).any(axis=1).sum()) for at in (0, 24, 48, FRAMES - 1)]


def _yellow(drawing: Drawing, at: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    planes = drawing.planes(at)
    return np.asarray((planes.u < 90) & (planes.v > 132) & (planes.y[::2, ::2] > 60))


@pytest.mark.parametrize("place", [ROAD, CORRIDOR])
@pytest.mark.parametrize("path", ["out", "across"])
def test_who_walks_away_grows_small_and_stays_in_the_frame(place: Place, path: str) -> None:
    rows = heights(shot(going("Ana", path=path), action="Ana walks away down the corridor.", place=place))
    assert rows[0] > rows[1] > rows[2] > rows[3] > 6
    assert rows[3] < 0.75 * rows[0]


def test_who_walks_towards_us_grows() -> None:
    rows = heights(shot(going("Ana"), action="Ana walks towards us."))
    assert rows[0] < rows[1] < rows[2] < rows[3]


@pytest.mark.parametrize("camera", [FOLLOW, LEAD])
@pytest.mark.parametrize("action", ["Ana walks away from us.", "Ana walks towards us."])
def test_whom_the_camera_follows_or_leads_keeps_place_and_size(camera: object, action: str) -> None:
    rows = heights(shot(going("Ana", path="out"), action=action, place=CORRIDOR, terms=(camera,)))
    assert max(rows) - min(rows) <= 0.1 * max(rows)


@pytest.mark.parametrize("posture", ["sit", "kneel", "lie"])
def test_who_comes_in_to_sit_walks_first_and_who_goes_gets_up(posture: str) -> None:
    for path, frames in (("in", (4, FRAMES - 1)), ("out", (FRAMES // 2 + 8, 0))):
        (person,) = stage(shot(going("Ana", posture, path), height=0.6, place=CORRIDOR), WIDE).people
        assert person.walk is not None
        walks, rests = (person.stepping(person.walk.step(at).phase).posture for at in frames)
        assert (walks, rests) == ("walk", posture)


@pytest.mark.parametrize("move", ["truck right", "truck left", "pan right", "steadicam", "pull out", "whip left"])
@pytest.mark.parametrize("place", ["Corridor", "Castle hall", "Living room", "City street", "Beach"])
def test_no_move_comes_to_a_black_wall(move: str, place: str) -> None:
    (said,) = [term_of(one) for one in terms_of("camera") if one.name == move]
    where = Place(name=place, interior=place not in ("City street", "Beach"), time_of_day="DAY")
    body = shot(going("Ana", path=""), height=0.7, place=where, terms=(said,))
    drawing = Drawing(body, camera_of(body.terms, FRAMES, 0, 7, RATE), {})
    dark = [float((drawing.planes(at).y.mean(axis=0) < 38).mean()) for at in (0, 24, 48, FRAMES - 1)]
    assert max(dark) < dark[0] + 0.04

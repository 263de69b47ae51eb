"""Over a shoulder: whose face, whose back, how high each, and the face free at every shape of frame."""

from __future__ import annotations

import pytest

from milimo_lang.ir.bodies import PanelBody
from milimo_lang.ir.values import Posture, Size
from milimo_runtime.backends.animatic.scene import Scene
from milimo_runtime.backends.animatic.stage import stage
from tests.stages import compiled

from .conftest import MARA, TOM, framing, panel

FILM = """\
@character Ana: a woman
@character Bob: a man
@character Carl: a man

INT. OFFICE - DAY

Ana sits down. Bob stands.

!! {shot}, 4s

{speech}
"""


def shot(line: str, speech: str = "") -> PanelBody:
    film = compiled({"film.mls": FILM.format(shot=line, speech=speech)})
    return [node.body for node in film.plan.value.nodes if isinstance(node.body, PanelBody)][-1]


def over(one: Posture, other: Posture, aspect: float = 16 / 9, height: float = 2.2) -> Scene:
    """Mara beyond Tom's back."""
    figures = (MARA.model_copy(update={"subject": True, "posture": one}), TOM.model_copy(update={"posture": other}))
    size = Size(width=round(180 * aspect / 2) * 2, height=180)
    return stage(panel(figures=figures, size=size, terms=(framing(height, shoulder=1),)), aspect)


@pytest.mark.parametrize(
    ("line", "speech", "face", "back"),
    [
        ("over the shoulder of @Bob", "ANA\nBob!", "Ana", "Bob"),
        ("over the shoulder of @Bob", "BOB\nAna!", "Ana", "Bob"),
        ("over the shoulder of @Ana", "CARL\nAna!", "Carl", "Ana"),
        ("over the shoulder", "BOB\nHello.", "Bob", "Ana"),
        ("over the shoulder of @Ana on @Bob", "ANA\nBob!", "Bob", "Ana"),
    ],
)
def test_the_face_is_of_who_is_not_the_back(line: str, speech: str, face: str, back: str) -> None:
    front, behind = stage(shot(line, speech), 16 / 9).people
    assert (front.name, behind.name) == (face, back)
    assert (front.label, behind.label, behind.stance.away) == (True, False, True)


def test_who_sits_is_lower_and_they_look_each_other_in_the_eyes() -> None:
    level, down, up = (over(one, other).people for one, other in (("stand",) * 2, ("sit", "stand"), ("stand", "sit")))
    assert down[0].stance.top > level[0].stance.top + 0.1
    assert up[1].stance.top > level[1].stance.top + 0.1
    assert [people[0].stance.gaze for people in (level, down, up)] == [0, -1, 1]


def test_who_lies_is_not_shown_upright() -> None:
    assert over("lie", "stand").people[0].stance.posture == "lie"
    assert over("stand", "lie").people[1].stance.posture == "lie"


@pytest.mark.parametrize("aspect", [9 / 16, 4 / 5, 1.0, 16 / 9, 2.39])
@pytest.mark.parametrize("height", [1.6, 2.2, 2.6])
def test_the_back_leaves_the_face_free(aspect: float, height: float) -> None:
    front, back = (person.stance for person in over("stand", "stand", aspect, height).people)
    assert abs(front.x - back.x) > 0.075 * (front.height + back.height)
    assert abs(front.x) + 0.075 * front.height < aspect / 2
    assert abs(back.x) - 0.085 * back.height < aspect / 2 - 0.05


@pytest.mark.parametrize("aspect", [9 / 16, 1.0, 16 / 9])
def test_both_heads_of_two_are_in_the_frame(aspect: float) -> None:
    size = Size(width=round(180 * aspect / 2) * 2, height=180)
    people = stage(panel(figures=(MARA, TOM), size=size, terms=(framing(2.4, two=1),)), aspect).people
    one, other = (person.stance for person in people)
    assert abs(one.x - other.x) > 0.075 * (one.height + other.height)
    assert all(abs(stance.x) + 0.075 * stance.height < aspect / 2 for stance in (one, other))

"""The camera performs what the vocabulary says, and every move looks like itself."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from milimo_lang.ir.bodies import Figure
from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.camera import camera_of, window
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.media.moves import ease, poses

from .conftest import COAST, KITCHEN, MARA, TOM, Luma, Shoot, apart, camera, framing, panel, shift, speaking, term
from .moves import NAMES, performed

MOVES = {name: performed(name) for name in NAMES}


def film(shoot: Shoot, *terms: Term, place: object = COAST) -> list[Luma]:
    """Two seconds, of eight frames each: time enough for the whole of a move."""
    body = panel(place=place, figures=(MARA, TOM), terms=(framing(0.6), *terms), frames=16, rate=Fraction(8))
    return shoot(body)


def test_a_static_camera_stands_still(shoot: Shoot) -> None:
    frames = film(shoot, *MOVES["static"])
    assert max(apart(frames[0], frame) for frame in frames) < 0.35


def test_a_pan_to_the_right_moves_the_picture_to_the_left(shoot: Shoot) -> None:
    frames = film(shoot, *MOVES["pan right"], place=KITCHEN)
    # 0.32 frame widths of 320 pixels, over the shown frames; measured over its middle third.
    assert shift(frames[5], frames[9]) < -15
    back = film(shoot, *MOVES["pan left"], place=KITCHEN)
    assert shift(back[5], back[9]) > 15


def test_a_zoom_enlarges(shoot: Shoot) -> None:
    frames = shoot(panel(terms=(framing(0.6), *MOVES["zoom in"]), frames=40))
    first, last = frames[0], frames[39]
    high, wide = (round(side / 1.45) for side in first.shape)
    top, left = (first.shape[0] - high) // 2, (first.shape[1] - wide) // 2
    rows = np.clip(top + (np.arange(first.shape[0]) / 1.45).astype(int), 0, first.shape[0] - 1)
    columns = np.clip(left + (np.arange(first.shape[1]) / 1.45).astype(int), 0, first.shape[1] - 1)
    enlarged = first[np.ix_(rows, columns)]
    assert apart(enlarged, last) < apart(first, last) / 2


def test_a_hand_is_told_from_a_tripod(shoot: Shoot) -> None:
    """The two moves whose points go nearly the same ways."""
    held, fixed = (film(shoot, *MOVES[name]) for name in ("handheld", "static"))
    assert max(apart(a, b) for a, b in zip(held, fixed, strict=True)) > 0.6


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"static"}))
def test_every_move_of_the_vocabulary_is_performed(name: str) -> None:
    assert not camera_of(MOVES[name], 12, 4, 7).still


def test_a_truck_passes_near_things_faster_than_far_ones(shoot: Shoot) -> None:
    pose = camera_of(MOVES["truck right"], 12, 0, 7).poses[-1]
    far, figures, near = (window(pose, 16 / 9, depth).middle[0] for depth in (0.2, 1.0, 1.5))
    assert 0 < far < figures < near
    turned, travelled = (film(shoot, *MOVES[name]) for name in ("pan right", "truck right"))
    assert apart(turned[0], travelled[0]) > 1


def test_a_move_starts_and_stops_softly_and_the_handle_holds() -> None:
    poses = camera_of((camera(x=(0.0, 1.0)),), 25, 8, 7, Fraction(12)).poses
    steps = np.diff([pose.x for pose in poses])
    assert poses[0].x == 0
    assert poses[24].x == pytest.approx(1)
    assert steps[0] < steps[11] / 4 > steps[23]
    assert set(steps[24:]) == {0.0}


def test_a_slow_move_glides_by_less_than_a_pixel(shoot: Shoot) -> None:
    frames = film(shoot, camera(x=(0.0, 0.01)), place=KITCHEN)
    moving = [apart(a, b) for a, b in pairwise(frames[2:14])]
    assert min(moving) > 0.02, "some frames stood still: whole pixels"


def test_a_slow_move_goes_less_far_and_a_steep_one_is_a_whip() -> None:
    whole, slow = (poses(performed(phrase), 48, 0)[-1] for phrase in ("push in", "slow push in"))
    assert 1 < slow.push < whole.push
    assert ease(0.25, 5) < ease(0.25, 2)


def test_an_unsteady_hand_is_the_same_hand_each_time() -> None:
    one, other, else_ = (camera_of(MOVES["handheld"], 20, 0, seed).poses for seed in (7, 7, 8))
    assert one == other
    assert one != else_


def test_an_amount_of_another_name_is_ignored() -> None:
    assert camera_of((term("light", "x", light=-0.3, sparkle=3.0),), 4, 0, 7).still


def test_a_push_in_keeps_the_face_in_the_frame() -> None:
    scene = stage(panel(figures=(MARA,), terms=(framing(1.1),)), 16 / 9)
    face = scene.people[0].stance.top + 0.02
    seen = window(camera_of(MOVES["push in"], 12, 0, 7).poses[-1], 16 / 9, 1.0, scene.target)
    assert seen.top < face


@pytest.mark.parametrize(("name", "nearest"), [("crash zoom", -1), ("crash zoom out", 0), ("pull back reveal", 0)])
@pytest.mark.parametrize("height", [0.5, 1.45])
@pytest.mark.parametrize("speaker", [None, TOM])
def test_a_camera_far_in_on_two_is_on_who_speaks_or_is_named_first(
    name: str, nearest: int, height: float, speaker: Figure | None
) -> None:
    spoken = () if speaker is None else (speaking(speaker.name, 0, 20),)
    terms = (framing(height, two=1), *MOVES[name])
    scene = stage(panel(figures=(MARA, TOM), terms=terms, speaking=spoken), 16 / 9)
    seen = window(camera_of(terms, 48, 0, 7).poses[nearest], 16 / 9, 1.0, scene.target)
    (aimed,) = [person.stance for person in scene.people if person.name == (speaker or MARA).name]
    assert abs(aimed.x - seen.middle[0]) < 0.25 * seen.width
    assert seen.top < aimed.top < seen.middle[1]

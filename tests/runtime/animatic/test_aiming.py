"""A camera that goes from one person to another by name starts on the one and ends on the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from milimo_lang.analysis.vocabulary import term as term_of
from milimo_lang.ir.bodies import Figure, Place
from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.media.planes import Plane
from tests.vocabulary import terms_of

from .conftest import RATE, framing, panel

FRAMES = 48
MOVES = {one.name: term_of(one) for one in terms_of("camera")}
ROOM = Place(name="Living room", interior=True, time_of_day="DAY")
STREET = Place(name="City street", interior=False, time_of_day="DAY")
ANA = Figure(name="Ana", look="a woman in a red coat", side=-1, subject=True)
BOB = Figure(name="Bob", look="a man in a blue coat", side=1)


def named(name: str) -> Term:
    """A move that ends on Bob."""
    move = MOVES[name]
    return replace(move, words=f"{move.words} to Bob")


def drawn(*terms: Term, ana: Figure = ANA, bob: Figure | None = BOB, place: Place = ROOM) -> Drawing:
    figures = (ana, bob) if bob else (ana,)
    body = panel(figures=figures, terms=terms, frames=FRAMES, handle=0, place=place)
    return Drawing(body, camera_of(body.terms, FRAMES, 0, 7, RATE), {})


def shares(drawing: Drawing, at: int) -> tuple[float, float]:
    """How much of the middle of a frame is red and how much is blue cloth."""
    planes = drawing.planes(at)
    middle = slice(planes.u.shape[1] // 4, -planes.u.shape[1] // 4)
    u, v = (plane[:, middle].astype(float) - 128 for plane in (planes.u, planes.v))
    return float(((v > 45) & (u < 0)).mean()), float(((u > 14) & (v < -8)).mean())


@pytest.mark.parametrize("name", ["pan right", "pan left", "whip right"])
@pytest.mark.parametrize("height", [1.55, 2.4])
def test_a_pan_to_somebody_starts_on_the_one_and_ends_on_the_other(name: str, height: float) -> None:
    drawing = drawn(framing(height), named(name))
    red, blue = zip(*(shares(drawing, at) for at in (0, FRAMES - 1)), strict=True)
    assert red[0] > 0.1
    assert red[1] < 0.2 * red[0]
    assert blue[1] > 0.1
    assert blue[0] < 0.2 * blue[1]


def test_a_tilt_down_to_somebody_who_lies_ends_on_him() -> None:
    drawing = drawn(framing(1.55), named("tilt down"), bob=BOB.model_copy(update={"posture": "lie"}))
    (bob,) = [one.stance for one in drawing.scene.people if one.name == "Bob"]
    first, last = (drawing.camera.poses[at] for at in (0, -1))
    assert (first.y, last.y - bob.eyes) == pytest.approx((0, 0.13), abs=0.01)


def test_a_rack_to_somebody_behind_makes_him_sharp_and_the_one_before_soft() -> None:
    drawing = drawn(framing(1.55), named("rack focus"))
    people = {one.name: one.stance for one in drawing.scene.people}
    assert people["Bob"].height < 0.6 * people["Ana"].height
    detail = {name: [_detail(drawing, stance.x, stance.eyes, at) for at in (0, FRAMES - 1)]
              for name, stance in people.items()}  # fmt: skip
    assert detail["Ana"][1] < 0.7 * detail["Ana"][0]
    assert detail["Bob"][0] < 0.7 * detail["Bob"][1]


def _detail(drawing: Drawing, x: float, y: float, at: int) -> float:
    """The steepest edges about a face."""
    luma = drawing.planes(at).y.astype(float)
    row, column = round((y + 0.5) * 180), round((x + 8 / 9) * 180)
    part = luma[max(0, row - 9) : row + 9, column - 12 : column + 12]
    return float(np.percentile(np.abs(np.diff(part, axis=1)), 97))


def test_whom_a_fast_camera_goes_with_is_sharp_before_a_smeared_street() -> None:
    running = ANA.model_copy(update={"posture": "run"})
    fast = Term(kind="camera", name="truck", draft=replace(MOVES["truck right"].draft, amounts={"truck": (-0.3, 0.3)}))
    drawing = drawn(framing(0.7), fast, ana=running, bob=None, place=STREET)
    still, moving = (drawing.planes(at) for at in (0, FRAMES // 2))
    (runner,) = drawing.scene.people
    column = round((runner.stance.x + 8 / 9) * 180) // 2
    about = slice(column - 12, column + 12)
    assert _steep(moving.v[:, about]) > 0.8 * _steep(still.v[:, about])
    assert _steep(moving.y[:60, 230:310]) < 0.7 * _steep(still.y[:60, 230:310])


def _steep(part: Plane) -> float:
    return float(np.percentile(np.abs(np.diff(part.astype(float), axis=1)), 99))

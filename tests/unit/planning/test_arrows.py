"""What a storyboard's arrows say of each move of the library."""

from __future__ import annotations

import pytest

from milimo_lang.ir.terms import Draft, Term
from milimo_lang.planning.arrows import arrows
from milimo_lang.planning.plan import plan
from tests.unit.planning.films import one, opening, shot


def move(**amounts: tuple[float, float]) -> Term:
    return Term(kind="camera", name="move", draft=Draft(amounts=amounts))


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ({"push": (1, 1.35)}, "in"),
        ({"push": (1.35, 1)}, "out"),
        ({"zoom": (1, 1.45)}, "closer"),
        ({"push": (1, 1.3), "zoom": (1, 0.8)}, "in, wider"),
        ({"x": (-0.16, 0.16)}, "right"),
        ({"truck": (0.14, -0.14)}, "left"),
        ({"y": (0.14, -0.14)}, "up"),
        ({"crane": (-0.16, 0.14), "push": (1, 1.12)}, "down"),
        ({"crane": (0.1, -0.18), "y": (-0.06, 0.1)}, "up"),
        ({"vertigo": (1, 1.9), "depth": (1.3, 1.3)}, "wider, in"),
        ({"pace": (1.4, 1)}, "out"),
        ({"orbit": (-0.12, 0.12), "push": (1, 1.06)}, "round right"),
        ({"roll": (0, 10), "zoom": (1.15, 1.25)}, "clockwise"),
        ({"shake": (0.01, 0.01)}, ""),
        ({"zoom": (1, 1)}, ""),
        ({"focus": (0, 1)}, ""),
    ],
)
def test_an_arrow_says_which_way_the_camera_goes(amounts: dict[str, tuple[float, float]], told: str) -> None:
    assert arrows([move(**amounts)]) == told


def test_only_a_camera_that_moves_has_arrows_and_for_less_than_a_second() -> None:
    def spans(*terms: Term, **said: str) -> list[tuple[int, int]]:
        texts = plan(one(shot("1A", terms=terms), **said)).value.by_id()["1A/segment"].body.texts
        return [(text.span.start, text.span.end) for text in texts if text.place == "arrows"]

    assert spans(move(push=(1, 1.35))) == [(0, 18)]
    assert spans(move(push=(1, 1.35)), burn="none") == []
    assert spans(move(shake=(0.1, 0.1))) == []


def test_arrows_wait_until_a_transition_is_over() -> None:
    film = one(shot("0A"), shot("1A", terms=(move(push=(1, 1.35)),), transition=opening(frames=24)))
    bodies = plan(film).value.by_id()
    told = {
        part: [(text.span.start, text.span.end) for text in bodies[f"1A/{part}"].body.texts if text.place == "arrows"]
        for part in ("transition", "segment")
    }
    assert told == {"transition": [], "segment": [(24, 42)]}

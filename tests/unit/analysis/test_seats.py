"""What people sit and lie on, read from the action."""

from __future__ import annotations

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.world import MemoryWorld

_CAST = "@character Ana: a woman, red coat\n\n@character Ben: a man, grey suit\n\nINT. HALL - DAY\n\n"


def _seats(*actions: str) -> list[str]:
    """Of each shot: who does what on what, as in `Ana sit desk`."""
    text = _CAST + "".join(f"!! wide, 4s\n\n{action}\n\n" for action in actions)
    film = Compilation(MemoryWorld({"film.mls": text}), "film.mls")
    shots = film.screenplay.value.scenes[0].shots
    return [", ".join(f"{one.element} {one.posture} {one.seat}".strip() for one in shot.acting) for shot in shots]


@pytest.mark.parametrize(
    ("action", "seat"),
    [
        ("Ana sits at the desk.", "desk"),
        ("Ana sits at a table for six.", "long table"),
        ("Ana sits down at the kitchen table, alone.", "table"),
        ("Ana sits alone in a pew.", "pew"),
        ("Ana sits in the bathtub.", "bath"),
        ("Ana sits on the stairs.", "stairs"),
        ("Ana sits on the edge of the bed.", "bed"),
        ("Ana sits on the floor beside the bed.", "floor"),
        ("Ana is sitting on the grass.", "floor"),
        ("Ana sinks into the armchair.", "armchair"),
        ("Ana slumps on the sofa.", "sofa"),
        ("Ana perches on the table.", "wall"),
        ("Ana sits in a chair by the window.", "chair"),
        ("Ana sits in a chair at the table.", "table"),
        ("Ana sits behind the desk and reads.", "desk"),
        ("Ana sits at the bar with a glass.", "bar"),
        ("Ana sits by the bed.", ""),
        ("Ana sits in silence.", ""),
        ("Ana sits. The cat lies on the bed.", ""),
    ],
)
def test_where_somebody_sits_is_read(action: str, seat: str) -> None:
    assert _seats(action) == [f"Ana sit {seat}".strip()]


def test_who_lies_lies_on_something() -> None:
    assert _seats("Ana lies on the bed. Ben lies on the floor.") == ["Ana lie bed, Ben lie floor"]


def test_a_seat_lasts_as_long_as_somebody_sits() -> None:
    told = _seats("Ana sits at the desk.", "Ana reads.", "Ana still sits.", "Ana stands up.", "Ana sits.")
    assert told == ["Ana sit desk", "Ana sit desk", "Ana sit desk", "", "Ana sit"]


def test_two_sit_together() -> None:
    assert _seats("Ana and Ben sit on the bench.") == ["Ana sit bench, Ben sit bench"]
    assert _seats("Ana and Ben sit together on the bed. Ben gets up.") == ["Ana sit bed"]

"""Who is in a picture that does not name them: two shots, points of view, pronouns, `the trucker`."""

from __future__ import annotations

import pytest

from tests.stages import compiled

CAST = "".join(f"@character {name}: someone\n\n" for name in ("Ana", "Bob", "Trucker", "Key", "Kid"))


def cast(shot: str, people: str = "Ana and Bob wait.") -> tuple[str, ...]:
    """The cast of a shot that follows one with `people`."""
    film = compiled({"film.mls": f"{CAST}INT. KITCHEN - DAY\n\n!! wide, 3s\n\n{people}\n\n{shot}\n"})
    return film.screenplay.value.scenes[0].shots[-1].cast


@pytest.mark.parametrize(
    ("shot", "seen"),
    [
        ("!! two shot, 3s", ("Ana", "Bob")),
        ("!! two shot, 3s: nobody moves", ("Ana", "Bob")),
        ("!! two shot, 3s\n\nBOB\nWell?", ("Bob", "Ana")),
        ("!! wide, 3s\n\nThey wait.", ("Ana", "Bob")),
        ("!! wide, 3s\n\nSilence.", ()),
        ("!! close on @Ana, 3s", ("Ana",)),
        ("!! Ana's POV, 3s", ("Bob",)),
        ("!! Ana's POV, 3s\n\nBob smiles.", ("Bob",)),
        ("!! POV of @Ana on @Bob, 3s", ("Bob",)),
        ("!! POV, 3s\n\nBob smiles.", ("Bob",)),
        ("!! over the shoulder of @Bob, 3s", ("Ana", "Bob")),
        ("!! over the shoulder of @Bob, 3s\n\nANA\nBob!", ("Ana", "Bob")),
        ("!! over the shoulder of @Ana on @Bob, 3s", ("Bob", "Ana")),
        ("!! wide, 3s\n\nThe trucker waits.", ("Trucker",)),
        ("!! wide, 3s\n\nAna looks at the trucker.", ("Ana", "Trucker")),
        ("!! wide, 3s\n\nA trucker waits.", ()),
        ("!! wide, 3s\n\nThe key turns.", ()),
        ("!! wide, 3s\n\nKid waits.", ("Kid",)),
        ("!! wide, 3s\n\nKey in hand, she waits.", ()),
    ],
)
def test_a_shot_shows_whom_it_means(shot: str, seen: tuple[str, ...]) -> None:
    assert cast(shot) == seen


def test_a_group_shot_shows_everyone_of_the_scene() -> None:
    assert set(cast("!! group shot, 3s", "Ana, Bob and the trucker wait.")) == {"Ana", "Bob", "Trucker"}

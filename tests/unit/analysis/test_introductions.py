"""How people nobody declared look: what the action says where it introduces them."""

from __future__ import annotations

import pytest

from tests.stages import compiled


def look(paragraph: str, cue: str = "NORA") -> str:
    film = compiled({"film.mls": f"INT. KITCHEN - DAY\n\n{paragraph}\n\n{cue}\nGood evening.\n"})
    return next(one.look for one in film.screenplay.value.elements.values() if one.implied)


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("NORA, forty, in a red cardigan, counts coins.", "forty, in a red cardigan"),
        ("NORA (40s, grey hair) waits.", "40s, grey hair"),
        ("NORA, tall, thin, waits.", "tall, thin"),
        ("NORA of ten sits down.", "of ten"),
        ("NORA, mid-thirties, a case on her knees, counts coins.", "mid-thirties, a case on her knees"),
        ("NORA, with a white dog, waits.", ""),
        ("NORA, with a grey beard, waits.", "with a grey beard"),
        ("NORA, BEN, and TOM run.", ""),
        ("NORA, too, runs.", ""),
        ("NORA (O.S.) waits.", ""),
        ("NORA (laughing) waits.", ""),
        ("NORA (to Ben) waits.", ""),
        ("NORA (beat) waits.", ""),
        ("NORA, in the kitchen, waits.", ""),
        ("NORA waits.", ""),
        ("NORA, counting coins, waits.", ""),
        ("NORA, waits, sits, looks.", ""),
        ("Nora, forty, waits.", ""),
        ("Ben looks up. NORA, in a coat of red wool.", "in a coat of red wool"),
        ("NORA waits.\n\nNORA, forty, counts coins.", "forty"),
    ],
)  # fmt: skip
def test_an_introduction_says_how_someone_looks(paragraph: str, said: str) -> None:
    assert look(paragraph) == said


def test_a_name_of_two_words_and_one_with_accents() -> None:
    assert look("OLD TOM, in oilskins, waits.", "OLD TOM") == "in oilskins"
    assert look("ÉLODIE, in oilskins, waits.", "ÉLODIE") == "in oilskins"


def test_a_declared_look_is_the_look() -> None:
    film = compiled(
        {"film.mls": "@character Nora: a sailor\n\nINT. KITCHEN - DAY\n\nNORA, forty, waits.\n\nNORA\nHello.\n"}
    )
    assert film.screenplay.value.elements["Nora"].look == "a sailor"

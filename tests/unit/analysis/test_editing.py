"""What a screenplay says of the cut is no picture; what ends it is; and a pronoun shows whom it means."""

import pytest

from tests.unit.analysis.films import screenplay


def pictures(text: str) -> list[str]:
    """What each shot shows: the words of its first moment, of its card, or its kind."""
    film = screenplay(f"INT. ROOM - DAY\n\n{text}\n")
    return [shot.card or (shot.moments[0].text if shot.moments else shot.kind) for shot in film.shots]


@pytest.mark.parametrize(
    "slug",
    [
        "INTERCUT WITH:",
        "INTERCUT - PHONE CALL",
        "BACK TO SCENE",
        "BACK TO:",
        "**BACK TO SCENE**",
        "LATER",
        "LATER THAT NIGHT",
        "MOMENTS LATER",
        "THREE WEEKS LATER",
        "CONTINUOUS",
        "SAME TIME",
        "MONTAGE - VARIOUS",
        "MONTAGE: THE HEIST",
        "END MONTAGE.",
        "END OF FLASHBACK",
        "SERIES OF SHOTS",
        "ROLL CREDITS.",
        "END OF ACT ONE",
    ],
)
def test_what_speaks_of_the_cut_alone_is_not_filmed(slug):
    assert pictures(f"Rain.\n\n{slug}\n\nSnow.") == ["Rain.", "Snow."]


@pytest.mark.parametrize("text", ["Later, she returns.", "LATER MODELS ARE BETTER", "He is back to the scene."])
def test_other_paragraphs_are(text):
    assert pictures(f"Rain.\n\n{text}") == ["Rain.", text]


@pytest.mark.parametrize("text", ["THE END", "> The End <", "THE END.", "> **FIN** <"])
def test_the_end_is_a_card(text):
    film = screenplay(f"INT. ROOM - DAY\n\n!! wide, 2s\n\nRain.\n\n{text}\n")
    assert [shot.kind for shot in film.shots] == ["filmed", "card"]
    assert film.shots[1].card.strip(".").casefold() in ("the end", "fin")
    assert film.shots[1].automatic
    assert film.shots[1].terms == ()
    assert film.shots[1].frames == 72


@pytest.mark.parametrize("text", ["SMASH CUT TO BLACK.", "CUT TO BLACK:", "> Cut to black.", "OVER BLACK:"])
def test_a_cut_to_black_is_black(text):
    film = screenplay(f"INT. ROOM - DAY\n\nRain.\n\n{text}\n\nINT. B - DAY\n\nSnow.\n")
    assert [shot.kind for shot in film.shots] == ["filmed", "black", "filmed"]
    assert film.shots[1].frames == 48


def test_a_voice_lies_over_black():
    film = screenplay("INT. ROOM - DAY\n\nOVER BLACK:\n\nMARA (V.O.)\nI remember.\n\nRain.\n")
    assert [(shot.kind, len(shot.moments)) for shot in film.shots] == [("black", 1), ("filmed", 1)]


def test_back_to_somebody_frames_them():
    film = screenplay("INT. ROOM - DAY\n\nRain.\n\nBACK TO MARA\n\nA nod.\n\nMARA\nYes.\n")
    assert film.shots[1].cast == ("Mara",)


SPEECHES = "MARA\nListen.\n\nTOM\nYes.\n\n"


def test_they_are_everyone_the_scene_shows():
    film = screenplay(f"INT. ROOM - DAY\n\n{SPEECHES}They listen.\n")
    assert film.shots[2].cast == ("Mara", "Tom")
    assert [term.name for term in film.shots[2].terms] == ["two shot"]


def test_whom_a_pronoun_means_does_not_depend_on_the_order_of_the_shots():
    before = screenplay(f"INT. ROOM - DAY\n\nRain.\n\nThey listen.\n\n{SPEECHES}")
    after = screenplay(f"INT. ROOM - DAY\n\nRain.\n\n{SPEECHES}They listen.\n")
    assert before.shots[1].cast == after.shots[3].cast == ("Mara", "Tom")


@pytest.mark.parametrize(
    ("text", "cast"),
    [
        ("MARA\nListen.\n\nShe listens.", ("Mara",)),
        ("MARA\nListen.\n\nThey listen.", ("Mara",)),
        (f"{SPEECHES}She listens.", ("Mara", "Tom")),
        ("TOM (O.S.)\nYes.\n\nMARA\nListen.\n\nShe listens.", ("Mara",)),
        (f"{SPEECHES}All the lights go out.", ()),
        (f"{SPEECHES}They leave Mara.", ("Mara",)),
        (f"{SPEECHES}The rain falls.", ()),
    ],
)
def test_a_pronoun_shows_everyone_it_may_mean(text, cast):
    film = screenplay(f"@character Mara: x\n\n@character Tom: y\n\nINT. ROOM - DAY\n\n{text}\n")
    assert film.shots[-1].cast == cast


def test_a_speaker_with_an_ordinary_name_is_meant_in_capitals():
    film = screenplay("INT. ROOM - DAY\n\nA BOY sits down. The boy next door sings.\n\nBOY\nYes.\n\nThe boy leaves.\n")
    assert [shot.cast for shot in film.shots] == [("Boy",), ("Boy",), ("Boy",)]


@pytest.mark.parametrize(
    ("text", "cast"),
    [
        ("JACK (20) and ROSE (17) stand at the rail.", ("Jack", "Rose")),
        ("Jack lifts her up. Rose opens her arms.", ("Jack", "Rose")),
        ("Frank looks at his Mother.", ("Frank", "Mother")),
        ("Mother waits.", ("Mother",)),
        ("A mother waits.", ()),
        ("It will be May soon.", ()),
        ("WILL enters, and then Will leaves.", ("Will",)),
        ("Will anybody come?", ()),
        ("Will waits.", ("Will",)),
        ("Will, Rose and Frank wait.", ("Will", "Rose", "Frank")),
    ],
)
def test_everyday_names_are_people(text, cast):
    speakers = "\n\n".join(f"{name}\nYes." for name in ("JACK", "ROSE", "FRANK", "MOTHER", "MAY", "WILL"))
    assert screenplay(f"INT. ROOM - DAY\n\n{text}\n\n{speakers}\n").shots[0].cast == cast

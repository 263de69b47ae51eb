"""What a name means, however it is written, and fixes that mean what they say."""

import pytest

from milimo_lang.analysis.names import Guesses, Names, tight
from tests.unit.analysis.films import compiled, marked, screenplay

CAST = "@character Mara: x\n\n@character Mara.wet: x\n\n@character Dr. Sarr: x\n\n@character Mary-Ann: x\n\n"


def names() -> Names:
    return Names(screenplay(f"{CAST}Rain.\n").elements.values())


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Mara", "Mara"),
        ("mara.wet", "Mara.wet"),
        ("DrSarr", "Dr. Sarr"),
        ("Dr-Sarr", "Dr. Sarr"),
        ("MaryAnn", "Mary-Ann"),
        ("mary-ann", "Mary-Ann"),
        ("Marawet", None),
        ("Sarr", None),
    ],
)
def test_a_mention(mention, name):
    element = names().mentioned(mention)
    assert (element.name if element else None) == name


def test_every_name_has_a_mention_of_one_word_that_means_it():
    table = names()
    for name in table.elements:
        mention = table.as_mention(name)
        assert mention is not None
        assert table.mentioned(mention[1:]) is table.elements[name]


def test_a_variants_full_stop_is_kept():
    assert tight("Mara.wet") != tight("Marawet")
    assert tight("Dr. Sarr") == tight("DrSarr")


@pytest.mark.parametrize(
    "text",
    [
        "He meets @DrSar today.",
        "It is late.\nHe meets *@DrSar*, [[who?]] and\n@Marra waits for Mary-Ann, too.",
        "!! close on @DrSar, 2s",
        "!! wide: @DrSar runs",
        "!! wide, 4s\n    at 1s: @MaryAn runs",
        "MARA\n(to @DrSar)\nWhere is @MaryAn?",
        "SUPER: @Marra\n\nRain.",
    ],
)
def test_applying_the_offered_fixes_leaves_nothing_to_say(text):
    film = compiled(f"{CAST}INT. ROOM - DAY\n\n{text}\n")
    assert film.checked
    mended = film.sources["film.mls"].text
    for item in reversed(film.checked):
        (fix,) = item.fixes
        assert marked(film, item).startswith("@")
        assert fix.span == item.span
        mended = mended[: fix.span.start] + fix.replacement + mended[fix.span.end :]
    assert compiled(mended).checked == ()
    assert len(mended.split()) == len(film.sources["film.mls"].text.split())


def test_a_heading_means_its_most_specific_place():
    film = screenplay(
        "@location House: x\n\n@location Kitchen: x\n\n@location Old House: x\n\n"
        "INT. HOUSE - KITCHEN - DAY\n\nRain.\n\nINT. OLD HOUSE - DAY\n\nRain.\n\nINT. HOUSEBOAT - DAY\n\nRain.\n"
    )
    assert [scene.place for scene in film.scenes] == ["Kitchen", "Old House", None]


def test_names_in_prose_are_whole_words_as_declared_or_in_capitals():
    film = screenplay(
        "@character Mara: x\n\n@character Mara Lee: x\n\nINT. ROOM - DAY\n\nMARA's hat, not Marathon or mara.\n\n"
        "Mara Lee waits.\n\nMara Leeds waits.\n"
    )
    assert [shot.cast for shot in film.shots] == [("Mara",), ("Mara Lee",), ("Mara",)]


def test_of_very_many_names_the_likely_ones_are_compared():
    guesses = Guesses([f"Person {number}" for number in range(5000)] + ["Mara Lindqvist"])
    assert guesses.nearest("Mara Lindkvist") == "Mara Lindqvist"
    assert guesses.nearest("Zed") is None

"""`%set` lasts to the end of the innermost scene, section or file it stands in, and no longer."""

from tests.unit.analysis.films import screenplay


def moves(text: str, **others: str) -> list[list[str]]:
    """The names of the camera moves and lenses of each shot."""
    film = screenplay(text, **others)
    return [[term.name for term in shot.terms if term.kind in ("camera", "lens")] for shot in film.shots]


def test_at_the_head_of_a_file_it_lasts_through_its_sections():
    assert moves("%set handheld\n\n# One\n\nINT. A - DAY\n\n!! wide, 1s\n\n# Two\n\n!! wide, 1s\n") == [
        ["handheld"],
        ["handheld"],
    ]


def test_in_a_section_it_lasts_through_the_deeper_ones_to_the_next_of_its_level():
    text = "# One\n\n%set handheld\n\n## Deeper\n\n!! wide, 1s\n\n## Again\n\n!! wide, 1s\n\n# Two\n\n!! wide, 1s\n"
    assert moves(text) == [["handheld"], ["handheld"], []]


def test_in_a_deeper_section_it_ends_at_a_higher_one():
    text = "# One\n\n## Deeper\n\n%set handheld\n\n!! wide, 1s\n\n# Two\n\n!! wide, 1s\n"
    assert moves(text) == [["handheld"], []]


def test_in_a_scene_it_ends_at_the_next_heading():
    assert moves("INT. A - DAY\n\n%set handheld\n\n!! wide, 1s\n\nINT. B - DAY\n\n!! wide, 1s\n") == [["handheld"], []]


def test_after_a_section_it_is_the_sections_and_not_the_scene_before():
    text = "INT. A - DAY\n\nRain.\n\n# Two\n\n%set handheld\n\nINT. B - DAY\n\n!! wide, 1s\n\nINT. C - DAY\n\nSnow.\n"
    assert moves(text)[1:] == [["handheld"], ["handheld"]]


def test_an_inner_scope_is_over_an_outer_one():
    text = "%set handheld, 85mm\n\nINT. A - DAY\n\n%set 35mm\n\n!! wide, 1s\n\nINT. B - DAY\n\n!! wide, 1s\n"
    assert [len(names) for names in moves(text)] == [2, 2]
    first, second = moves(text)
    assert first[0] == second[0] == "handheld"
    assert first[1] != second[1]


def test_included_text_ends_its_own():
    part = "%set handheld\n\n# Part\n\n%set 85mm\n\n!! wide, 1s\n"
    text = "INT. A - DAY\n\n!! wide, 1s\n\n[[include: part.mls]]\n\n!! wide, 1s\n"
    assert moves(text, **{"part.mls": part}) == [[], ["handheld", "portrait lens"], []]


def test_included_text_is_in_the_scopes_around_it():
    text = "# One\n\n%set handheld\n\n[[include: part.mls]]\n\n!! wide, 1s\n"
    assert moves(text, **{"part.mls": "# Part\n\nINT. A - DAY\n\n!! wide, 1s\n"}) == [["handheld"], ["handheld"]]


def test_a_negative_prompt_and_a_seed_are_carried():
    film = screenplay(
        "Title: X\nNegative: text\nSeed: 1\n\n!! wide, 1s\n\nINT. A - DAY\n\n%set seed 5\n    negative: crowds\n\n"
        "!! wide, 1s\n\n!! wide, 1s\n    seed: 7\n    negative: birds\n\n"
        "INT. B - DAY\n\n%set\n    seed: 6\n\n!! wide, 1s\n"
    )
    assert [(shot.seed, shot.negative) for shot in film.shots] == [
        (1, "text"),
        (5, "crowds"),
        (7, "birds"),
        (6, "text"),
    ]


def test_a_style_is_carried_with_its_look():
    film = screenplay("@style Ink: black ink wash\n\n%set @Ink\n\n!! wide, 1s\n\n!! wide, @Ink, 1s\n")
    assert [[term.words for term in shot.terms if term.kind == "style"] for shot in film.shots] == [
        ["black ink wash"],
        ["black ink wash"],
    ]
    assert [shot.subjects for shot in film.shots] == [(), ()]


def test_a_variant_is_taken_off_again():
    film = screenplay(
        "@character Mara: x\n\n@character Mara.wet: soaked\n\nINT. A - DAY\n\n%set @Mara.wet\n\nMara waits.\n\n"
        "%set @Mara\n\nMara waits.\n"
    )
    assert [shot.cast for shot in film.shots] == [("Mara.wet",), ("Mara",)]

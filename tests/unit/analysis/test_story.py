"""From story to shots: coverage, slates, voices off, transitions, defaults, variants."""

import pytest

from tests.unit.analysis.films import compiled, only_shot, said, screenplay


def framings(film):
    return [(shot.slate, next(term.name for term in shot.terms if term.kind == "framing")) for shot in film.shots]


def test_each_paragraph_and_each_speech_is_a_shot_of_its_own():
    film = screenplay("INT. ROOM - DAY\n\nA room.\n\nMARA\nHello.\n\nMARA\nTom.\n\nTOM ^\nMara.\n\nMara leaves Tom.\n")
    assert framings(film) == [
        ("1A", "wide"),
        ("1B", "medium close"),
        ("1C", "two shot"),
        ("1D", "two shot"),
    ]


def test_master_coverage_is_one_shot_a_scene():
    film = screenplay("Title: X\nCoverage: master\n\nINT. A - DAY\n\nOne.\n\nMARA\nTwo.\n\nINT. B - DAY\n\nThree.\n")
    assert [(shot.slate, len(shot.moments)) for shot in film.shots] == [("1A", 2), ("2A", 1)]


def test_a_shot_line_covers_what_follows_until_the_next_or_auto():
    film = screenplay("INT. A - DAY\n\n!! wide, 9s\n\nOne.\n\nTwo.\n\n!! auto\n\nThree.\n")
    assert [(shot.slate, [m.text for m in shot.moments]) for shot in film.shots] == [
        ("1A", ["One.", "Two."]),
        ("1B", ["Three."]),
    ]


def test_a_voice_off_lies_over_the_shot_before_and_lengthens_it():
    film = screenplay("INT. A - DAY\n\nRain.\n\nMARA (V.O.)\nI remember it.\n")
    (shot,) = film.shots
    assert [(m.kind, m.off_screen) for m in shot.moments] == [("action", False), ("speech", True)]
    assert shot.frames == 17 + 46 - 1
    assert shot.cast == ()


def test_a_voice_off_that_opens_a_scene_waits_for_its_first_picture():
    film = screenplay("INT. A - DAY\n\nMARA (V.O.)\nI remember it.\n\nRain.\n")
    (shot,) = film.shots
    assert [m.kind for m in shot.moments] == ["speech", "action"]


def test_scene_numbers_make_slates_and_letters_skip_i_and_o():
    film = screenplay(
        "INT. A - DAY #14#\n\n" + "\n\n".join(f"Line {n}." for n in range(26)) + "\n\nINT. B - DAY\n\nX.\n"
    )
    slates = [shot.slate for shot in film.shots]
    assert slates[7:10] == ["14H", "14J", "14K"]
    assert slates[23:27] == ["14Z", "14AA", "14AB", "2A"]


def test_two_scenes_of_one_number_still_have_their_own_slates():
    film = screenplay("INT. A - DAY #2#\n\nOne.\n\nINT. B - DAY\n\nTwo.\n\nINT. C - DAY #2#\n\nThree.\n")
    assert len({shot.slate for shot in film.shots}) == 3


def test_continuous_takes_its_time_from_the_scene_before():
    film = screenplay("EXT. A - NIGHT\n\nOne.\n\nINT. B - CONTINUOUS\n\nTwo.\n")
    assert [scene.time_of_day for scene in film.scenes] == ["night", "night"]


def test_a_dissolve_lies_on_the_incoming_shot():
    film = screenplay("INT. A - DAY\n\nOne is here.\n\n> DISSOLVE TO: 14f\n\nINT. B - DAY\n\nTwo is there.\n")
    first, second = film.shots
    assert first.transition is None
    assert second.transition is not None
    assert (second.transition.style, second.transition.frames) == ("dissolve", 14)


def test_fade_in_and_fade_out_are_the_first_and_last_frames():
    film = screenplay("FADE IN:\n\nINT. A - DAY\n\n!! wide, 6s\n\n> FADE OUT: 2s\n")
    (shot,) = film.shots
    assert shot.transition is not None
    assert (shot.transition.style, shot.transition.frames, shot.ends_black) == ("fade-in", 24, 48)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("One is here.\n\n> MORPH TO:\n\nTwo.\n", "M3009"),
        ("One is here.\n\n> DISSOLVE TO:\n", "M3010"),
        ("One.\n\n> DISSOLVE TO: 10s\n\nTwo.\n", "M3011"),
        ("One.\n\n> DISSOLVE TO: 1 min\n\nTwo is longer than one second, surely, with its words.\n", "M3001"),
    ],
)
def test_transitions_that_cannot_be_as_written(text, code):
    assert [item for item, _ in said("INT. A - DAY\n\n" + text)] == [code]


def test_variants_inherit_and_set_dresses_the_scene():
    film = screenplay(
        "@character Mara: silver braid\n    image: a.png\n\n@character Mara.wet: soaked\n\n"
        "INT. A - DAY\n\n%set @Mara.wet\n\nMara waits.\n\nINT. B - DAY\n\nMara waits.\n"
    )
    assert film.elements["Mara.wet"].look == "silver braid, soaked"
    assert film.elements["Mara.wet"].images[0].path == "a.png"
    assert [shot.cast for shot in film.shots] == [("Mara.wet",), ("Mara",)]


def test_set_gives_a_scene_its_camera_and_a_shot_overrides_it():
    film = screenplay(
        "INT. A - DAY\n\n%set handheld, 85mm\n\n!! wide, 2s\n\n!! close, 50mm, 2s\n\nINT. B - DAY\n\n!! wide, 2s\n"
    )
    names = [[term.name for term in shot.terms] for shot in film.shots]
    assert names == [["handheld", "portrait lens", "wide"], ["handheld", "standard lens", "close"], ["wide"]]


def test_a_slug_frames_the_next_automatic_shot():
    film = screenplay(
        "INT. A - DAY\n\nRoom.\n\nINSERT -- THE LETTER\n\nIt is blank.\n\nANGLE ON MARA\n\nShe nods.\n\nMARA\nYes.\n"
    )
    assert framings(film)[1:3] == [("1B", "insert"), ("1C", "medium")]
    assert film.shots[2].cast == ("Mara",)


def test_speakers_without_a_declaration_are_welcome():
    film = screenplay("INT. A - DAY\n\nMARA\nYes.\n\nTOM\nNo.\n")
    assert [(e.name, e.implied) for e in film.elements.values()] == [("Mara", True), ("Tom", True)]
    assert [shot.cast for shot in film.shots] == [("Mara",), ("Tom",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@character Mara: a\n\n@character MARA: b\n\nRain.\n", [("M2001", "MARA")]),
        ("@character Tim.wet: a\n\nRain.\n", [("M2009", "Tim.wet")]),
        ("@character Mara: a\n\nINT. A - DAY\n\nMAAR\nYes.\n", [("M2004", "MAAR")]),
        ("!! close on @Maro, 4s\n\n", [("M2002", "@Maro")]),
        ("!! clsoe up, 4s\n\n", [("M2005", "clsoe up")]),
        ("!! wide, 0s\n\n", [("M3001", "0s")]),
        ("!! wide, 0 frames\n\n", [("M3001", "0 frames")]),
        ("!! wide, 10000000 frames\n\n", [("M3001", "10000000 frames")]),
        ("!! wide, 4s\n    key 96: a.png\n\n", [("M3002", "key 96: a.png")]),
        ("!! wide, 4s\n    at 5s: thunder\n\n", [("M3003", "at 5s: thunder")]),
        ("!! wide, 4s\n    key 0: nowhere.png\n\n", [("M4001", "nowhere.png")]),
        ("@character Mara: a\n    image: small.png\n\nRain.\n", [("M4002", "small.png")]),
        ("!! wide, 4s\n    key 0: theme.wav\n\n", [("M4003", "theme.wav")]),
        ("!! continue, 4s\n\n", [("M3007", "!! continue, 4s")]),
        ("!! black, 1s\n\n!! continue, 4s\n\n", [("M3007", "!! continue, 4s")]),
        ("Title: X\n\n", [("M1901", "T")]),
        ("", [("M1901", "")]),
    ],
)
def test_a_mistake_is_said_once_where_it_stands(text, expected):
    assert said(text) == expected


def test_several_mistakes_are_said_in_one_run():
    codes = [code for code, _ in said("!! wide, 0s\n    key 0: nowhere.png\n    seed: lots\n\n%music nowhere.wav\n")]
    assert codes == ["M3001", "M4001", "M3006", "M4001"]


def test_a_crowded_shot_says_by_how_much():
    film = compiled("!! close, 1s\n\nMARA\nThere is always somebody out there, and you know it.\n")
    (item,) = film.checked
    assert item.code == "M3004"
    assert item.message == "the words want 4.0 s, the shot has 1.0 s"


def test_files_that_use_each_other_in_a_circle():
    assert said("Title: X\nUse: a.mls\n\nRain.\n", **{"a.mls": "Title: A\nUse: film.mls\n"}) == [("M2006", "film.mls")]


def test_included_text_plays_where_it_stands():
    film = screenplay("One.\n\n[[include: two.mls]]\n\nThree.\n", **{"two.mls": "Two.\n"})
    assert [shot.moments[0].text for shot in film.shots] == ["One.", "Two.", "Three."]


def test_definitions_of_a_used_file_are_terms_and_their_holes_are_filled():
    film = screenplay(
        "Title: X\nUse: terms.mls\n\nINT. A - DAY\n\n!! sneak up on the cat, 2s\n",
        **{
            "terms.mls": "%define camera sneak up on {target}\n    prompt: sneaking up on {target}\n"
            "    draft: push 1 to 1.2\n"
        },
    )
    (term,) = film.shots[0].terms
    assert (term.words, term.draft.amounts) == ("sneaking up on the cat", {"push": (1.0, 1.2)})


def test_sounds_stand_in_their_shot():
    shot = only_shot("!! wide, 4s\n\n%music theme.wav, at 1s, in 2s, -14 dB, fade in 1s, duck\n")
    (sound,) = shot.sounds
    assert (sound.track, sound.path, sound.at, sound.skip, sound.gain, sound.fade_in, sound.duck) == (
        "music", "theme.wav", 24, 2, -14.0, 24, True,
    )  # fmt: skip


def test_a_shot_that_continues_another_shows_whom_that_one_showed():
    film = screenplay(
        "@character Mara: silver braid\n\nINT. A - DAY\n\n!! over the shoulder of @Mara, 50mm, 2s\n\n"
        "!! continue, tilt up, 1s: she exhales\n\n!! continue, wide, 1s\n"
    )
    first, second, third = film.shots
    assert second.cast == first.cast == ("Mara",)
    assert [term.name for term in second.terms] == ["over the shoulder", "standard lens", "tilt up"]
    assert [term.name for term in third.terms if term.name] == ["standard lens", "wide"]


def test_a_camera_that_continues_begins_where_the_one_before_ended():
    film = screenplay(
        "INT. A - DAY\n\n!! wide, push in, 2s\n    key 0: a.png\n    key end: b.png\n\n"
        "!! continue, pan right, 2s\n\n!! continue, 1s\n"
    )
    first, second, third = ({k: v for t in shot.terms for k, v in t.draft.amounts.items()} for shot in film.shots)
    assert second["push"] == (first["push"][1], first["push"][1])
    assert second["x"] == (0, pytest.approx(0.32))
    assert third["x"] == (second["x"][1], second["x"][1])
    assert [[key.image.path for key in shot.keys] for shot in film.shots] == [["a.png", "b.png"], ["b.png"], ["b.png"]]

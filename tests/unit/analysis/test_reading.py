"""What lines mean: headings, names, phrases, times."""

from fractions import Fraction

import pytest

from milimo_lang.analysis.headings import Heading, read_heading
from milimo_lang.analysis.names import folded, nearest, plain, tight
from tests.unit.analysis.films import compiled, only_shot, said, screenplay


@pytest.mark.parametrize(("place", "time"), [("КУХНЯ", "НОЧЬ"), ("台所", "夜")])
def test_hours_of_other_scripts_are_no_part_of_the_place(place: str, time: str) -> None:
    assert read_heading(f"INT. {place} - {time}") == Heading(True, place, time.casefold(), False)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("EXT. BLACKROCK LIGHTHOUSE - NIGHT", Heading(False, "BLACKROCK LIGHTHOUSE", "night", False)),
        ("INT. LAMP ROOM - CONTINUOUS", Heading(True, "LAMP ROOM", "", True)),
        ("INT. HOUSE - KITCHEN - DAY", Heading(True, "HOUSE - KITCHEN", "day", False)),
        ("INT./EXT. CAR - DUSK", Heading(None, "CAR", "dusk", False)),
        ("I/E CAR", Heading(None, "CAR", "", False)),
        ("INT HOUSE", Heading(True, "HOUSE", "", False)),
        ("THE SEA", Heading(None, "THE SEA", "", False)),
        ("EXT. PARK - LATE AFTERNOON", Heading(False, "PARK", "late afternoon", False)),
        ("INT. BAR - JOE'S", Heading(True, "BAR - JOE'S", "", False)),
    ],
)
def test_heading(text, heading):
    assert read_heading(text) == heading


def test_names_are_one_across_case_apostrophes_hyphens_and_spaces():
    assert folded("O’Brien  ‑Smith") == folded("o'brien -smith")
    assert tight("Lamp Room") == tight("LampRoom")
    assert plain("Élodie") == plain("ELODIE")
    assert nearest("Maar", ["Mara", "Tom"]) == "Mara"
    assert nearest("Zed", ["Mara", "Tom"]) is None


@pytest.mark.parametrize(
    ("line", "frames"),
    [
        ("!! wide, 4s", 96),
        ("!! wide, 300 frames", 300),
        ("!! wide, 48f", 48),
        ("!! wide, 0:06", 144),
        ("!! wide, 1:02", 1488),
        ("!! wide, 2.5 s", 60),
        ("!! wide, 500ms", 12),
        ("!! wide, 00:00:02:11", 59),
        ("!! black", 48),
        ('!! card "THREE YEARS LATER"', 72),
        ("!! wide", 96),
    ],
)
def test_lengths(line, frames):
    assert only_shot(f"INT. ROOM - DAY\n\n{line}\n").frames == frames


def test_a_shot_line_names_framing_move_speed_target_lens_and_subject():
    shot = only_shot(
        "@character Mara: silver braid\n\nINT. ROOM - DAY\n\n!! close on @Mara, slow push in to the lamp, 50mm,"
        " blue mist, 4s\n"
    )
    assert [(term.kind, term.name) for term in shot.terms] == [
        ("framing", "close"),
        ("camera", "push in"),
        ("lens", "standard lens"),
    ]
    assert shot.terms[1].words == "the camera pushes in slowly to the lamp"
    assert shot.terms[1].draft.amounts["push"] == (1.0, pytest.approx(1.2275))
    assert shot.cast == ("Mara",)
    assert shot.words == ("blue mist",)


def test_over_the_shoulder_of_one_on_another():
    shot = only_shot(
        "@character Mara: x\n\n@character Tom: y\n\nINT. ROOM - DAY\n\n!! over the shoulder of @Tom on @Mara, 4s\n"
    )
    assert [(s.element, s.relation) for s in shot.subjects] == [("Tom", "over"), ("Mara", "on")]
    assert shot.cast == ("Mara", "Tom")


def test_keys_and_beats_land_on_their_frames():
    shot = only_shot(
        "!! wide, 300 frames\n    key 0: a.png\n    key 50%: b.png, strength 0.5\n"
        "    key end: a.png\n    at 4s: dawn\n\n"
    )
    assert [(key.frame, key.image.path, key.strength) for key in shot.keys] == [
        (0, "a.png", 1.0),
        (150, "b.png", 0.5),
        (299, "a.png", 1.0),
    ]
    assert [(moment.span.start, moment.span.end, moment.text) for moment in shot.moments] == [(96, 300, "dawn")]


def test_footage_starts_where_it_is_told():
    shot = only_shot("!! wide, 2s\n    source: reel.mov, in 00:00:01:12\n    speed: 50%\n\n")
    assert (shot.kind, shot.footage_start, shot.speed) == ("footage", Fraction(3, 2), Fraction(1, 2))


def test_settings():
    film = screenplay("Title: **Night**\nSize: 1920x1080\nFrame rate: 23.976\nSeed: 9\nLoudness: -23 LUFS\n\nRain.\n")
    settings = film.settings
    assert settings.title == "Night"
    assert (settings.size.width, settings.rate, settings.seed) == (1920, Fraction(24000, 1001), 9)
    assert settings.loudness == -23.0


@pytest.mark.parametrize(
    ("page", "code", "marked"),
    [
        ("Title: X\nSize: 19201080", "M3006", "19201080"),
        ("Title: X\nSize: 1921x1080", "M3006", "1921x1080"),
        ("Title: X\nSize: 99999x1080", "M3006", "99999x1080"),
        ("Title: X\nFrame rate: fast", "M3006", "fast"),
        ("Title: X\nFrame rate: 0", "M3006", "0"),
        ("Title: X\nSeed: -4", "M3006", "-4"),
        ("Title: X\nModel: ltx", "M5001", "ltx"),
        ("Title: X\nSeeed: 4", "M2008", "Seeed"),
        ("Title: X\nUse: nowhere.mls", "M1902", "nowhere.mls"),
        ("Title: X\nUse: std.nor", "M1902", "std.nor"),
        ("Title: X\nUse: ../secret.mls", "M1902", "../secret.mls"),
    ],
)
def test_a_wrong_setting_is_marked_and_the_film_still_reads(page, code, marked):
    assert said(f"{page}\n\nRain.\n") == [(code, marked)]


@pytest.mark.parametrize(("size", "help"), [("999999x999999", "from 64 to 8192"), ("1921x1080", "1922x1080")])
def test_what_helps_with_a_size_would_be_taken(size, help):
    (item,) = compiled(f"Title: X\nSize: {size}\n\nRain.\n").checked
    assert help in item.help


@pytest.mark.parametrize(
    ("heading", "place", "time"),
    [
        ("INT. CAR - DAY - MOVING", "CAR", "day - moving"),
        ("INT./EXT. TAXI - MOVING - NIGHT", "TAXI", "moving - night"),
        ("EXT. FORECOURT - 3 A.M.", "FORECOURT", "3 a.m."),
        ("EXT. ROAD - 22:00", "ROAD", "22:00"),
        ("INT. ROOM 12.30 - DAY", "ROOM 12.30", "day"),
        ("EXT. A - RAIN - NIGHT", "A - RAIN", "night"),
    ],
)
def test_a_heading_ends_in_a_clock_and_in_what_a_vehicle_does(heading: str, place: str, time: str) -> None:
    found = read_heading(heading)
    assert (found.place, found.time) == (place, time)

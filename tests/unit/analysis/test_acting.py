"""What people do, and what the weather is, as the action tells it."""

from __future__ import annotations

import pytest

from milimo_lang.ir.screenplay import Scene, Shot
from tests.stages import compiled

CAST = "@character Ana: a sailor\n\n@character Ben: a cook\n\n@character Old Tom: a captain\n\n"


def scene(*paragraphs: str) -> Scene:
    """A scene with a shot for each paragraph."""
    film = compiled({"film.mls": f"{CAST}INT. KITCHEN - DAY\n\n" + "\n\n".join(paragraphs) + "\n"})
    return film.screenplay.value.scenes[0]


def told(shot: Shot) -> str:
    return ", ".join(f"{one.element} {one.posture}{' ' * bool(one.path)}{one.path}" for one in shot.acting)


@pytest.mark.parametrize(
    ("paragraph", "meant"),
    [
        ("Ana sits.", "Ana sit"),
        ("Ana sits at the table. Ben walks in.", "Ana sit, Ben walk in"),
        ("Ana and Ben sit on the quay.", "Ana sit, Ben sit"),
        ("Ana sits and Ben kneels.", "Ana sit, Ben kneel"),
        ("Ana kneels beside Ben and prays.", "Ana kneel"),
        ("Ben kneels beside Ana, who is asleep.", "Ben kneel, Ana lie"),
        ("Ana, in a red coat, sits by the window.", "Ana sit"),
        ("Sitting on the steps, Ana reads.", "Ana sit"),
        ("Ana is sitting on the floor.", "Ana sit"),
        ("Ana is slumped in a chair.", "Ana sit"),
        ("Ana slumps in the chair.", "Ana sit"),
        ("Ana sinks into the big armchair.", "Ana sit"),
        ("Ana is on her knees.", "Ana kneel"),
        ("Ana drops to her knees.", "Ana kneel"),
        ("Ana lies on the floor. Ben looks at her.", "Ana lie"),
        ("Ana lies to Ben.", ""),
        ("Ben is asleep on the sofa.", "Ben lie"),
        ("Old Tom paces.", "Old Tom walk"),
        ("OLD TOM enters.", "Old Tom walk in"),
        ("Old Tom leaves.", "Old Tom walk out"),
        ("Old Tom leaves a note.", ""),
        ("Ana storms out.", "Ana walk out"),
        ("Ana walks along the corridor.", "Ana walk across"),
        ("Ana crosses the room.", "Ana walk across"),
        ("Ana crosses her arms.", ""),
        ("Ana runs.", "Ana run"),
        ("Ana looks at Ben lying on the floor.", "Ben lie"),
        ("Ana finds Ben asleep.", "Ben lie"),
        ("Ana sees Ben sitting at the table.", "Ben sit"),
        ("Ana hears someone running.", ""),
        ("Ana looks at Ben. He sits down.", ""),
        ("Ana kisses Ben and he leaves.", ""),
        ("Ana reads, the cat asleep on her lap.", ""),
        ("Ana lies. Ben knows it.", ""),
        ("Ana lies through her teeth.", ""),
        ("Ana lays down the gun.", ""),
        ("Ana passes out leaflets.", ""),
        ("Ana collapses the umbrella.", ""),
        ("Ana collapses.", "Ana lie"),
        ("Ana leaves the door open.", ""),
        ("Ana leaves Ben a note.", ""),
        ("Ana leaves nothing to chance.", ""),
        ("Ana leaves the kitchen.", "Ana walk out"),
        ("Ana steps out of her shoes.", ""),
        ("Ana leaves the engine running.", ""),
        ("Ana runs out of bullets.", ""),
        ("Ana runs out of the house.", "Ana run out"),
        ("Ana runs cold water over the cup.", ""),
        ("Ana jogs his memory.", ""),
        ("Ana almost runs.", ""),
        ("Ana enters the code.", ""),
        ("Ana perches the glasses on her nose.", ""),
        ("Ana is no longer sitting.", ""),
        ("Ana walks to the window and sits down.", "Ana sit in"),
        ("Ana crawls.", "Ana kneel"),
        ("Ana and Ben sit on the quay, asleep.", "Ana sit, Ben sit"),
        ("Ana runs to Ben.", "Ana run in"),
        ("Ana runs to the door.", "Ana run across"),
        ("Ana runs a hand through her hair.", ""),
        ("Ana runs away.", "Ana run out"),
        ("Ana and Ben run through the kitchen.", "Ana run across, Ben run across"),
        ("Ana and Ben are here. They run.", "Ana run, Ben run"),
        ("Ana looks up. She runs.", "Ana run"),
        ("Ana looks up, then runs.", "Ana run"),
        ("Ana watches Ben run.", ""),
        ("Ana watches as Ben runs.", "Ben run"),
        ("Ana watches as the dog runs.", ""),
        ("Ana's hand runs over the wall.", ""),
        ("Ana looks out. The rain runs down the glass.", ""),
        ("Ana enters and sits down.", "Ana sit in"),
        ("Ana sits. Then she gets up and leaves.", "Ana walk out"),
        ("Ana stops running.", ""),
        ("Ana never sits.", ""),
        ("Ana turns on the running water.", ""),
        ("Slowly, Ana kneels.", "Ana kneel"),
        ("@Ana sits.", "Ana sit"),
        ("Ana, the captain, sits.", "Ana sit"),
        ("The Ana sits.", "Ana sit"),
        ("Nobody. Nothing.", ""),
    ],
)
def test_a_paragraph_says_who_does_what(paragraph: str, meant: str) -> None:
    assert told(scene(paragraph).shots[0]) == meant


def test_a_posture_lasts_until_the_scene_says_otherwise() -> None:
    shots = scene("Ana sits.", "Ben looks at Ana.", "ANA\nYou are late.", "Ana stands.", "Ana looks at Ben.").shots
    assert [told(shot) for shot in shots] == ["Ana sit", "Ana sit", "Ana sit", "", ""]


def test_a_walk_is_of_its_shot() -> None:
    shots = scene("Ana walks in.", "Ana looks at Ben.").shots
    assert [told(shot) for shot in shots] == ["Ana walk in", ""]


def test_a_parenthetical_is_its_speakers() -> None:
    shots = scene("Ben looks at Ana.", "ANA\n(kneeling)\nI found it.").shots
    assert [told(shot) for shot in shots] == ["", "Ana kneel"]


def test_a_shot_put_in_between_moves_nobody() -> None:
    two = scene("Ana sits.", "Ben looks at Ana.").shots
    three = scene("Ana sits.", "A clock ticks.", "Ben looks at Ana.").shots
    assert told(two[1]) == told(three[2]) == "Ana sit"


@pytest.mark.parametrize(
    ("paragraph", "weather"),
    [
        ("Rain.", "rain"),
        ("Heavy rain.", "rain"),
        ("The rain hammers on the roof.", "rain"),
        ("It is raining.", "rain"),
        ("It begins to rain.", "rain"),
        ("Ana runs through the rain.", "rain"),
        ("Ana hangs up the rain coat.", ""),
        ("Rain boots stand by the door.", ""),
        ("Snow falls on the roofs.", "snow"),
        ("Thick fog rolls in.", "fog"),
        ("Storm waves break over the rock.", "storm"),
        ("The storm has passed.", "clear"),
        ("The rain stops.", "clear"),
        ("A gale howls.", "storm"),
        ("Ana talks about rain.", ""),
        ("Ana is pouring tea.", ""),
        ("No rain.", ""),
        ("Without rain for months the land is dry.", ""),
        ("A rain of bullets.", ""),
        ("He drizzles oil.", ""),
        ("He storms out.", ""),
        ("Storm troopers march in.", ""),
        ("Thunder of hooves.", ""),
        ("He winds the clock.", ""),
        ("Wind chimes.", ""),
        ("A fog of cigarette smoke.", ""),
        ("Fog lights blink.", ""),
        ("The rain has not stopped.", "rain"),
        ("The rain never stops.", "rain"),
        ("The fog does not lift.", "fog"),
        ("A snow plough passes.", ""),
        ("A wind lifts her hair.", "wind"),
        ("They talk about walking in the snow.", ""),
        ("Suddenly it begins to rain.", "rain"),
        ("Ana brainstorms, snowed under with work, in a fog of grief. A storm of applause.", ""),
        ("Confetti. Ana stands in the rain of it.", ""),
        ("Not a cloud in the sky.", "clear"),
        ("The sun beats down.", "clear"),
    ],
)
def test_a_paragraph_tells_the_weather(paragraph: str, weather: str) -> None:
    assert scene(paragraph).shots[0].weather == weather


def test_the_weather_holds_from_where_it_is_told() -> None:
    shots = scene("Ana looks up.", "Rain.", "Ben looks up.").shots
    assert [shot.weather for shot in shots] == ["", "rain", "rain"]


def test_someone_called_rain_is_no_weather() -> None:
    film = compiled({"film.mls": "@character Rain: a girl\n\nEXT. ROAD - DAY\n\nRain is here.\n\nRAIN\nYes.\n"})
    assert {shot.weather for shot in film.screenplay.value.shots} == {""}


def test_pronouns_go_by_what_the_look_says() -> None:
    cast = "@character Ana: a young woman\n\n@character Ben: a tall man\n\n"
    film = compiled({"film.mls": f"{cast}INT. KITCHEN - DAY\n\nAna looks at Ben. He sits down. She kneels.\n"})
    assert told(film.screenplay.value.shots[0]) == "Ana kneel, Ben sit"


def test_who_lies_gets_up_for_what_is_done_standing() -> None:
    shots = scene("Ana lies on the bed.", "Ana looks at Ben.", "Ana opens her eyes.", "Ana opens the door.").shots
    assert [told(shot) for shot in shots] == ["Ana lie", "Ana lie", "Ana lie", ""]


def test_who_runs_out_is_not_sitting() -> None:
    shots = scene("Ana kneels.", "Ana runs out.", "Ana comes back in.").shots
    assert [told(shot) for shot in shots] == ["Ana kneel", "Ana run out", ""]


def test_what_begins_later_was_not_there_before() -> None:
    shots = scene("Not a cloud in the sky.", "Ana waits.", "Suddenly it begins to rain.", "Ben waits.").shots
    assert [shot.weather for shot in shots] == ["clear", "clear", "rain", "rain"]


def test_wind_is_part_of_the_storm_it_blows_in() -> None:
    shots = scene("The storm breaks.", "A door bangs in the wind.", "Ana waits.").shots
    assert [shot.weather for shot in shots] == ["storm", "storm", "storm"]


def test_what_begins_was_not_before_and_what_stops_is_over() -> None:
    shots = scene("Ana looks up.", "It begins to snow.", "Ben looks up.", "The snow stops.", "Ana smiles.").shots
    assert [shot.weather for shot in shots] == ["", "snow", "snow", "clear", "clear"]

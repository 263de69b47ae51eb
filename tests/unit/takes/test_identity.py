"""Which shot of one version is which of the next: who keeps whose history when a film is edited."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.identity import Known, followed
from tests.examples import examples

LINES = (
    "Mara climbs the stairs with a storm lantern in her left hand",
    "Rain hammers on the copper roof above the lamp room",
    "The keeper counts matches on the table, one after the other",
    "A gull lands on the railing and looks in through the glass",
    "Far out a ship turns into the wind and shows its red light",
    "Brass gears begin to move, slowly, then all of them at once",
)


def shot(words: str, scene: str = "INT. LAMP ROOM - NIGHT", id: str | None = None) -> Known:
    return Known(id, scene, f"body of {words}", words)


def told(old: list[Known], new: list[Known]) -> list[str | None]:
    """For each new shot the words of the one it was."""
    found = followed(old, new)
    return [old[found[index]].words if index in found else None for index in range(len(new))]


FILM = [shot(line) for line in LINES]


def test_an_unchanged_film_keeps_everything() -> None:
    assert told(FILM, FILM) == list(LINES)


def test_an_inserted_shot_is_new_and_moves_no_history() -> None:
    new = [shot("Nothing. The sea is quiet and grey as slate."), *FILM]
    assert told(FILM, new) == [None, *LINES]


def test_a_deleted_shot_leaves_its_history_to_nobody() -> None:
    assert told(FILM, FILM[1:]) == list(LINES[1:])


def test_moved_and_swapped_shots_take_their_history_along() -> None:
    assert told(FILM, [FILM[5], *FILM[:5]]) == [LINES[5], *LINES[:5]]
    assert told(FILM, [FILM[1], FILM[0], *FILM[2:]]) == [LINES[1], LINES[0], *LINES[2:]]


def test_a_shot_moved_to_another_scene_takes_its_history_along() -> None:
    moved = shot(LINES[0], "EXT. HARBOUR - DAWN")
    assert told(FILM, [*FILM[1:], moved]) == [*LINES[1:], LINES[0]]


def test_a_reworded_shot_keeps_its_history() -> None:
    new = [*FILM[:2], shot("The old keeper counts his matches on the table, one by one"), *FILM[3:]]
    assert told(FILM, new) == list(LINES)


def test_a_shot_that_has_nothing_to_do_with_what_stood_there_is_new() -> None:
    new = [*FILM[:2], shot("An aeroplane"), *FILM[3:]]
    assert told(FILM, new)[2] is None


def test_the_half_of_a_split_shot_that_says_most_of_it_keeps_the_history() -> None:
    new = [*FILM[:2], shot("The keeper counts matches on the table"), shot("One after the other"), *FILM[3:]]
    assert told(FILM, new) == [*LINES[:3], None, *LINES[3:]]


def test_two_shots_that_become_one_leave_it_the_history_of_the_one_it_says_most_of() -> None:
    joined = shot("Mara climbs the stairs with a storm lantern in her left hand. Rain hammers")
    assert told(FILM, [joined, *FILM[2:]]) == [LINES[0], *LINES[2:]]


def test_a_renamed_scene_keeps_its_shots_reworded_ones_too() -> None:
    scene = "INT. LANTERN ROOM - NIGHT"
    new = [shot(line, scene) for line in LINES]
    new[2] = shot("The keeper counts matches on the table, one by one, twice", scene)
    assert told(FILM, new) == list(LINES)


def test_a_scene_that_was_renamed_while_all_its_shots_were_reworded_is_told_by_its_place() -> None:
    before, after = shot("Fog", "EXT. SEA - DAY"), shot("Sun", "EXT. QUAY - DAY")
    new = [shot(f"{line}, she says", "INT. LANTERN ROOM - NIGHT") for line in LINES]
    assert told([before, *FILM, after], [before, *new, after]) == ["Fog", *LINES, "Sun"]


def test_likeness_counts_within_the_scene_alone() -> None:
    elsewhere = shot("Mara climbs the stairs with a storm lantern", "EXT. HARBOUR - DAWN")
    quay = shot("The quay is empty", "EXT. HARBOUR - DAWN")
    assert told([*FILM, quay], [*FILM[1:], elsewhere, quay])[5] is None


def test_an_id_is_stronger_than_words_and_two_ids_are_two_shots() -> None:
    old = [shot(LINES[0], id="climb"), shot(LINES[1])]
    new = [shot("Something else altogether", id="climb"), shot(LINES[0], id="again"), shot(LINES[1])]
    assert told(old, new) == [LINES[0], None, LINES[1]]
    assert told(old, [shot(LINES[0]), shot(LINES[1])]) == [LINES[0], LINES[1]], "an id that is taken out"


def test_equal_shots_are_told_apart_by_their_neighbours_then_by_order() -> None:
    twin = shot("A lamp.")
    old = [FILM[0], twin, FILM[1], twin, FILM[2]]
    assert followed(old, [FILM[1], twin, FILM[2]]) == {0: 2, 1: 3, 2: 4}
    assert followed(old, [FILM[0], twin, FILM[1], twin, twin, FILM[2]]) == {0: 0, 1: 1, 2: 2, 3: 3, 5: 4}


def test_a_shot_known_to_be_another_is_nobody_reworded() -> None:
    near = shot("Mara climbs the stairs with a storm lantern")
    assert followed([FILM[0]], [near]) == {0: 0}
    assert followed([FILM[0]], [near], others={near.body}) == {}


EDITS = st.lists(
    st.tuples(st.sampled_from(["insert", "delete", "move", "reword", "rename"]), st.integers(0, 10**6)), max_size=12
)


@examples(30)
@given(EDITS, st.integers(0, 10**6))
def test_under_any_edits_a_shot_that_is_as_it_was_keeps_its_history(edits: list[tuple[str, int]], seed: int) -> None:
    chance = random.Random(seed)
    old = [shot(f"{chance.choice(LINES)} number {n}", f"SCENE {n // 4}") for n in range(12)]
    new: list[tuple[Known, int | None]] = [(one, index) for index, one in enumerate(old)]
    for what, number in edits:
        at = number % max(len(new), 1)
        if what == "insert" or not new:
            new.insert(at, (shot(f"new thing {number}", "SCENE 1"), None))
        elif what == "delete":
            del new[at]
        elif what == "move":
            new.insert(number % len(new), new.pop(at))
        elif what == "reword":
            one, was = new[at]
            new[at] = (shot(f"{one.words} again", one.scene), was)
        else:
            new = [(shot(one.words, one.scene.replace("SCENE 2", "PLACE 2")), was) for one, was in new]
    found = followed(old, [one for one, _ in new])
    assert len(set(found.values())) == len(found), "no history goes to two"
    for index, (one, was) in enumerate(new):
        if was is not None and one.body == old[was].body:
            assert found[index] == was


@pytest.mark.parametrize("change", ["nothing", "every word", "all alike"])
def test_a_thousand_shots_are_followed_in_no_time(change: str) -> None:
    old = [shot("A lamp." if change == "all alike" else f"{LINES[n % 6]} {n} {n * 7}") for n in range(1000)]
    new = [shot(f"{one.words} once more") if change == "every word" else one for one in old]
    if change == "all alike":
        new = new[:-7]
    began = time.process_time()
    found = followed(old, new)
    assert len(found) >= 0.99 * len(new)
    assert time.process_time() - began < 1.0

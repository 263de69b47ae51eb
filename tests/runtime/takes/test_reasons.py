"""Why a shot is made again is told of the shot it was, wherever the edits of a film have brought it."""

from __future__ import annotations

import pytest

from milimo_runtime import execute
from tests.runtime.takes.studio import Studio, studio

__all__ = ["studio"]

LAMP = "Mara climbs the stairs with a storm lantern in her left hand."
LIT = "Mara climbs the stairs with a lit storm lantern in her left hand."
RAIN = "Rain hammers on the copper roof above the lamp room."
KEEPER = "An old keeper polishes the brass rail beside the open door."
NIGHT, ROOF = "INT. LAMP ROOM - NIGHT", "EXT. ROOF - NIGHT"
NEVER = "never built"
TOLD = "a storm lantern in her left hand.' -> '…stairs with a lit storm lantern"


def film(*scenes: tuple[str, list[str]]) -> str:
    text = "Title: The Lamp\nSize: 320x192\nModel: ltx-2\n"
    for heading, shots in scenes:
        text += f"\n{heading}\n" + "".join(f"\n!! wide, 2s\n\n{words}\n" for words in shots)
    return text


def why(studio: Studio, slate: str) -> str:
    """Why the prompt of the shot is encoded again, as a dry run tells it: the first unit that its words reach."""
    units = studio.session().forecast(studio.plan)
    return next((unit.reason for unit in units if unit.shot == slate and unit.status != "hit"), "")


EDITS = {
    "reworded": ([(NIGHT, [LIT, RAIN])], "1A", "1B"),
    "reworded behind a new shot": ([(NIGHT, [KEEPER, LIT, RAIN])], "1B", "1C"),
    "reworded before a shot that is deleted": ([(NIGHT, [LIT])], "1A", ""),
    "moved behind another and reworded": ([(NIGHT, [RAIN, LIT])], "1B", "1A"),
    "split from its scene and reworded": ([(NIGHT, [KEEPER]), (NIGHT, [LIT, RAIN])], "2A", "2B"),
    "reworded in a scene that a new one stands before": ([(ROOF, [KEEPER]), (NIGHT, [LIT, RAIN])], "2A", "2B"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_reason_follows_its_shot(studio: Studio, edit: str) -> None:
    studio.text = film((NIGHT, [LAMP, RAIN]))
    studio.build()
    scenes, reworded, same = EDITS[edit]
    studio.text = film(*scenes)
    assert TOLD in why(studio, reworded)
    if same:
        assert NEVER not in why(studio, same)
    for shot in studio.plan.shots:
        if shot.slate not in (reworded, same):
            assert why(studio, shot.slate) == NEVER, "it is new"


def test_a_shot_in_the_place_of_one_that_moved_is_new(studio: Studio) -> None:
    studio.text = film((NIGHT, [LAMP, RAIN]))
    studio.build()
    studio.text = film((NIGHT, [KEEPER, LAMP, RAIN]))
    assert why(studio, "1A") == NEVER


def test_a_shot_of_which_no_word_is_left_is_told_by_its_place(studio: Studio) -> None:
    studio.text = film((NIGHT, [LAMP, RAIN]))
    studio.build()
    studio.text = film((NIGHT, [KEEPER, RAIN]))
    assert "An old keeper" in why(studio, "1A")


def test_what_a_build_did_is_remembered_by_the_place_a_shot_has_now(studio: Studio) -> None:
    studio.text = film((NIGHT, [LAMP, RAIN]))
    studio.build()
    studio.text = film((NIGHT, [LIT, RAIN]))
    studio.build()
    studio.text = film((NIGHT, [KEEPER, LIT, RAIN]))
    before = studio.session().last_built(studio.plan)
    studio.build()
    after = studio.session().last_built(studio.plan)
    told = {name for name, unit in after.items() if name.startswith("1B/") and "lit storm lantern" in unit.reason}
    assert told
    assert all(before[name].reason == after[name].reason for name in told)


def test_after_a_build_that_was_cut_short_a_reason_is_still_told(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.text = film((NIGHT, [LAMP, RAIN]))
    studio.build()
    studio.text = film((NIGHT, [KEEPER, LIT, RAIN]))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(execute.Execution, "step", interrupted)
        with pytest.raises(execute.Interrupted):
            studio.build()
    assert TOLD in why(studio, "1B")


def test_a_shot_that_was_taken_out_is_the_ancestor_of_none_that_came(studio: Studio) -> None:
    """Their nodes differ in nothing but words, and so they would be alike."""
    studio.text = film((NIGHT, [LAMP, KEEPER, RAIN]))
    studio.build()
    studio.text = film((NIGHT, [LAMP, RAIN, "Gulls scream.", "Nobody hears."]))
    assert {why(studio, slate) for slate in ("1C", "1D")} == {NEVER}


def test_a_shot_that_was_taken_out_is_not_another_that_happens_to_have_its_slate(studio: Studio) -> None:
    studio.text = film((NIGHT, [LAMP, KEEPER, RAIN]))
    studio.build()
    studio.text = film((NIGHT, [RAIN, "Gulls scream.", LAMP]))
    assert why(studio, "1B") == NEVER


def test_a_shot_that_is_split_while_another_moves_is_told_of_itself(studio: Studio) -> None:
    man = [f"The man number {number} runs and the woman sleeps." for number in range(1, 13)]
    studio.text = film((NIGHT, man))
    studio.build()
    split = ["The man number 5 runs.", "The woman sleeps."]
    studio.text = film((NIGHT, [*man[:2], man[3], *split, *man[5:], man[2].replace("runs", "walks")]))
    assert "number 5" in why(studio, "1D")
    assert why(studio, "1E") == NEVER
    assert "number 3" in why(studio, "1N")

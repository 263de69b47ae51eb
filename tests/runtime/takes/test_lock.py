"""What `milimo.lock` decides: picks that follow their shots, pictures that are kept, weights that are pinned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from milimo_lang.ir.lock import Held, Lock, Pick, Unreadable, read_lock, written_lock
from milimo_lang.ir.soundness import problems
from milimo_lang.planning.choices import located, neighbours
from milimo_lang.planning.likeness import all_known
from milimo_runtime.backend import Unavailable
from milimo_runtime.forecast import Found
from milimo_runtime.keys import PreImage
from milimo_runtime.pinning import require_pinned, unpinned, weights_in
from milimo_runtime.store import upkeep
from tests.runtime.takes.studio import Studio, studio

__all__ = ["studio"]

HELD = Held("ab" * 32, 320, 192, "24/1", 48, 8, "00" * 8, sounds=True)


def pick(studio: Studio, slate: str, number: int, held: bool = False) -> None:
    """Write into the lock what `milimo pick` would, of what was made."""
    compiled = studio.compiled()
    shots, plan = all_known(compiled.screenplay.value), compiled.plan.value
    index = next(at for at, shot in enumerate(plan.shots) if shot.slate == slate)
    known = shots[index]
    take = [take for take in studio.of(slate) if take.number == number][-1]
    picked = Pick("film.mls", known.id, known.scene, known.words, known.body, number, take.seed, take.model)
    picked = replace(picked, others=neighbours(shots, index), content=take.content, key=take.key)
    if held:
        picked = replace(picked, held=replace(HELD, content=take.sha256, body=take.body))
    (studio.root / "milimo.lock").write_text(written_lock(Lock((picked,))), encoding="utf-8")


def test_a_lock_is_read_as_it_was_written_and_equal_locks_are_equal_texts() -> None:
    one = Pick("film.mls", None, 'INT. "ROOM" - DAY', "wide\\ \x7f Élodie", "0" * 16, 2, 7, "ltx-2", nth=3)
    other = Pick("film.mls", "bell", "", "close", "1" * 16, 3, 8, "ltx-2", held=HELD, key="cd" * 32)
    lock = Lock((one, other), {"ltx-2": {"vae": "ef" * 16, "transformer": "01" * 16}})
    text = written_lock(lock)
    assert {*read_lock(text).picks} == {one, other}
    assert read_lock(text).models == lock.models
    assert written_lock(read_lock(text)) == text == written_lock(Lock((other, one), lock.models))


def test_what_a_terminal_would_act_on_stands_in_a_lock_as_an_escape() -> None:
    told = "a \u202eevil\x1b \U000e0041 nämé"
    pick = Pick("film.mls", told, "", "", "", 1, 0, "ltx-2")
    text = written_lock(Lock((pick,)))
    assert text.replace("\n", "").isprintable()
    assert "nämé" in text
    assert read_lock(text).picks == (pick,)


@pytest.mark.parametrize(
    ("right", "absurd"), [("64x36", "2x2"), ("64x36", "99999999x64"), ("frames = 48", "frames = -1"), ("= 8", "= -8")]
)
def test_a_lock_says_no_absurd_size_or_length(right: str, absurd: str) -> None:
    held = Held("a" * 64, 640, 360, "24/1", 48, 8, "body")
    pick = Pick("film.mls", "one", "", "", "", 1, 0, "ltx-2", key="b" * 64, held=held)
    text = written_lock(Lock((pick,))).replace("640x360", "64x64")
    assert read_lock(text)
    right = right.replace("64x36", "64x64").replace("= 8", "handle = 8")
    with pytest.raises(Unreadable, match=r"has (a size|more frames)"):
        read_lock(text.replace(right, absurd.replace("= -8", "handle = -8")))


def test_the_lock_picks_and_only_the_picked_take_is_made_where_none_are_asked_for(studio: Studio) -> None:
    studio.change("    takes: 2\n", "")
    studio.build()
    made = studio.of("1A")[0]
    pick(studio, "1A", 1)
    lock = read_lock((studio.root / "milimo.lock").read_text())
    (studio.root / "milimo.lock").write_text(written_lock(Lock((replace(lock.picks[0], take=4, content=""),))))
    shot = studio.plan.shots[0]
    assert ([take.number for take in shot.takes], shot.pick, shot.picked_by) == ([4], 4, "lock")
    assert made.seed != shot.takes[0].seed
    assert problems(studio.plan) == []


def test_a_pick_follows_its_shot_and_jumps_to_nobody_when_it_is_deleted(studio: Studio) -> None:
    studio.build()
    pick(studio, "1A", 2)
    studio.change("INT. LAMP ROOM - NIGHT\n", "INT. LAMP ROOM - NIGHT\n\n!! black, 1s\n")
    assert [shot.pick for shot in studio.plan.shots] == [1, 2, 1]
    studio.change("storm lantern", "big storm lantern")
    shots = studio.plan.shots
    assert [(shot.pick, shot.stale) for shot in shots] == [(1, False), (2, True), (1, False)]
    gone = studio.text[studio.text.index("!! wide") : studio.text.index("!! close")]
    studio.change(gone, "")
    compiled = studio.compiled()
    assert [shot.picked_by for shot in compiled.plan.value.shots] == ["default", "default"]
    assert [one.code for one in compiled.diagnostics] == ["M3103"]


def test_a_neighbour_that_is_alike_does_not_inherit_the_pick_of_a_deleted_shot(studio: Studio) -> None:
    studio.change("Rain hammers on the copper roof above the lamp room.", "Mara climbs the stairs with a lantern.")
    studio.build()
    pick(studio, "1A", 2)
    lock = read_lock((studio.root / "milimo.lock").read_text())
    studio.change(studio.text[studio.text.index("!! wide") : studio.text.index("!! close")], "")
    shots = all_known(studio.compiled().screenplay.value)
    assert located(lock.picks, shots) == {}
    assert located((replace(lock.picks[0], others=()),), shots), "it is alike enough without that"


def test_a_kept_picture_stays_bit_for_bit_while_its_words_change(studio: Studio) -> None:
    studio.build()
    pick(studio, "1A", 2, held=True)
    kept = next(take for take in studio.of("1A") if take.number == 2)
    studio.change("storm lantern", "candle")
    plan = studio.plan
    assert problems(plan) == []
    shot = plan.shots[0]
    assert (shot.kept, shot.stale, shot.picked_by) == (True, True, "lock")
    assert [node.kind for node in plan.nodes if node.shot == "1A"] == ["take.kept", "cut.segment"]
    built = studio.build()
    assert built.film is not None
    assert [take.standing for take in studio.of("1A") if take.key == kept.key] == ["kept"]
    studio.change("wide, 2s", "wide, 3s")
    plan = studio.plan
    assert problems(plan) == []
    assert "footage.conform" in {node.kind for node in plan.nodes if node.shot == "1A"}
    assert studio.build().film is not None


RETAKE = "    retake 1s..2s: the lantern goes out\n"


def said(studio: Studio) -> list[str]:
    return [one.message for one in studio.compiled().diagnostics if one.code == "M3104"]


LATER = {
    "retake": ("1A", "    takes: 2\n", "    takes: 2\n" + RETAKE),
    "continue": ("1B", "!! close, 2s", "!! close, continue, 2s"),
}


@pytest.mark.parametrize("word", LATER)
def test_what_a_kept_picture_cannot_follow_is_told(studio: Studio, word: str) -> None:
    slate, before, after = LATER[word]
    studio.build()
    pick(studio, slate, 1, held=True)
    assert said(studio) == []
    studio.change(before, after)
    assert said(studio) == [f"take 1 of {slate} is held as it was picked: “{word}” changes nothing"]


@pytest.mark.parametrize("word", LATER)
def test_a_kept_picture_that_was_made_so_is_not_stale(studio: Studio, word: str) -> None:
    slate, before, after = LATER[word]
    studio.change(before, after)
    studio.build()
    pick(studio, slate, 1, held=True)
    [shot] = [shot for shot in studio.plan.shots if shot.slate == slate]
    assert (shot.kept, shot.stale) == (True, False)
    assert said(studio) == []


def test_what_goes_on_from_a_kept_shot_takes_its_last_frame(studio: Studio) -> None:
    studio.change("!! close, 2s", "!! continue, 2s")
    studio.build()
    pick(studio, "1A", 2, held=True)
    join = studio.plan.shots[1].join
    assert join is not None
    assert join.mode == "image"
    assert problems(studio.plan) == []
    assert studio.build().film is not None


@pytest.mark.parametrize("held", [False, True])
def test_gc_lets_go_of_no_pick_whichever_project_made_it(studio: Studio, held: bool) -> None:
    cache = studio.root.parent / "cache"
    other = Studio(studio.root.with_name("other"), studio.text.replace("storm", "small"))
    keys = []
    for one in (studio, other):
        one.build(cache)
        two = [take for shot in one.takes(cache) if shot.slate == "1A" for take in shot.takes if take.number == 2]
        keys.append(two[0].key)
        (one.root / "milimo.lock").write_text(f'<<<<<<< ours\nkey = "{two[0].key}"\n')
        (one.root / "milimo.lock").rename(one.root / "aside")
        one.change("takes: 2", "takes: 1")
        one.build(cache)
        (one.root / "aside").rename(one.root / "milimo.lock")
    store = studio.session(cache).store
    upkeep.gc(store, 0)
    assert [store.peek(key) is not None for key in keys] == [True, True], "a lock in the middle of a merge holds too"
    if not held:
        for one in (studio, other):
            (one.root / "milimo.lock").unlink()
        upkeep.gc(store, 0)
        assert [store.peek(key) for key in keys] == [None, None]


def test_weights_are_told_from_what_nodes_are_made_from_and_held_to_the_lock() -> None:
    pre = PreImage("chunk.denoise", 1, {}, (), f"ltx-2 2.0 best, transformer {'3f' * 16}, vae {'90' * 16}, small tiles")
    now = weights_in({"a": Found(pre, None), "b": Found(None, None)}, ["a", "b"])
    assert now == {"ltx-2": {"transformer": "3f" * 16, "vae": "90" * 16}}
    require_pinned({}, now, "film.mls")
    require_pinned(now, now, "film.mls")
    assert unpinned({"ltx-2": {"vae": "90" * 16}}, now) == {"ltx-2": {"transformer": "3f" * 16}}
    with pytest.raises(Unavailable, match=r"weights of ltx-2 \(vae\) are not those that milimo.lock pins") as told:
        require_pinned({"ltx-2": {"vae": "91" * 16, "transformer": "3f" * 16}}, now, "film.mls")
    assert "`milimo build film.mls --take-weights`" in told.value.remedy

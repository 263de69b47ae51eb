"""Every render of a shot is kept in the ledger: whatever is edited, moved, killed or built beside it."""

from __future__ import annotations

import dataclasses
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from milimo_lang.ir.identity import Known
from milimo_lang.preview.calm import Patient
from milimo_runtime.recollection import verify
from milimo_runtime.store import Store
from milimo_runtime.store.ledger import Ledger, Render
from tests.runtime.takes.studio import Studio, studio

__all__ = ["studio"]


def said(studio: Studio, slate: str) -> list[tuple[int, str]]:
    return [(take.number, take.standing) for take in studio.of(slate)]


def test_before_the_first_build_takes_are_to_be_made(studio: Studio) -> None:
    assert said(studio, "1A") == [(1, "to make"), (2, "to make")]
    assert not (studio.root / ".milimo").exists()


def test_a_build_writes_every_take_down_with_seed_prompt_and_picture(studio: Studio) -> None:
    before = time.time()
    studio.build()
    first, second = studio.of("1A")
    assert (first.standing, second.standing) == ("picked", "made")
    assert first.seed == 0
    assert second.seed not in (0, None)
    assert "storm lantern" in first.prompt
    assert before - 1 <= first.when <= time.time() + 1
    assert (first.model, first.size) == ("ltx-2", "320x192")
    for take in (first, second):
        blob = studio.session().store.blob_path(take.sha256)
        assert take.there
        assert blob.stat().st_size == take.bytes


def test_a_reworded_shot_keeps_its_old_takes(studio: Studio) -> None:
    studio.build()
    studio.change("storm lantern", "lit storm lantern")
    assert said(studio, "1A") == [(1, "old"), (2, "old"), (1, "to make"), (2, "to make")]
    studio.build()
    assert said(studio, "1A") == [(1, "old"), (2, "old"), (1, "picked"), (2, "made")]
    assert all(take.there for take in studio.of("1A"))


def test_takes_follow_a_shot_to_another_slate(studio: Studio) -> None:
    studio.build()
    studio.change("INT. LAMP ROOM - NIGHT\n", "INT. LAMP ROOM - NIGHT\n\n!! black, 1s\n")
    assert said(studio, "1B") == [(1, "picked"), (2, "made")]


def test_many_small_edits_do_not_part_a_shot_from_its_takes(studio: Studio) -> None:
    """Each version is like the one before, the last has hardly a word of the first."""
    words = ["Mara", "climbs", "the", "stairs", "with", "a", "storm", "lantern", "in", "her", "left", "hand."]
    studio.change("wide, 2s", "wide, 1s")
    studio.build()
    for number in range(0, len(words), 3):
        before = " ".join(words)
        words[number : number + 3] = [f"word{n}" for n in range(number, number + 3)]
        studio.change(before, " ".join(words))
        studio.build()
    assert len([take for take in studio.of("1A") if take.standing == "old"]) == 2 * 4


def test_takes_of_a_shot_that_has_gone_are_listed_and_come_back_with_it(studio: Studio) -> None:
    studio.build()
    whole, gone = studio.text, studio.text[studio.text.index("!! wide") : studio.text.index("!! close")]
    studio.change(gone, "")
    studio.build()
    last = studio.takes()[-1]
    assert (last.slate, [take.number for take in last.takes]) == ("", [1, 2])
    assert "storm lantern" in last.words
    studio.text = whole
    assert said(studio, "1A") == [(1, "picked"), (2, "made")]


def test_a_result_that_is_at_hand_is_written_down_too(studio: Studio) -> None:
    studio.build()
    times = [take.when for take in studio.of("1A")]
    shutil.rmtree(studio.root / ".milimo/takes")
    built = studio.build()
    assert built.made == 0
    assert [take.when for take in studio.of("1A")] == times, "when it was made, not when it was found"


def test_the_time_a_take_took_is_that_of_all_that_was_made_for_it(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.change("storm lantern", "storm lantern [sleep 0.02]")
    studio.build()
    records = studio.session().store
    alone = records.peek(studio.of("1A")[0].key)
    assert alone is not None
    assert studio.of("1A")[0].seconds > alone.seconds + 0.01


def test_a_build_killed_between_a_picture_and_its_line_loses_nothing(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture is in the store, and then its words change before anybody builds again."""
    wrote = Ledger.add

    def killed(ledger: Ledger, run: object, render: Render, *, durable: bool = False) -> None:
        if not render.done:
            wrote(ledger, run, render)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "add", killed)
        studio.build()
    studio.change("storm lantern", "lit storm lantern")
    assert said(studio, "1A") == [(1, "old"), (2, "old"), (1, "to make"), (2, "to make")]


def test_a_project_that_was_moved_or_copied_with_its_store_knows_its_takes(studio: Studio) -> None:
    studio.build()
    takes = studio.of("1A")
    copy = dataclasses.replace(studio, root=studio.root.with_name("copy"))
    shutil.copytree(studio.root, copy.root)
    assert copy.of("1A") == takes
    shutil.rmtree(studio.root)
    assert copy.of("1A") == takes


@pytest.mark.parametrize("damage", [b"", b"{}", b"no json\n"])
def test_damaged_files_of_the_ledger_cost_themselves_alone(studio: Studio, damage: bytes) -> None:
    studio.build()
    [folder] = (studio.root / ".milimo/takes").iterdir()
    (folder / "shots").write_bytes(damage)
    assert said(studio, "1A") == [(1, "picked"), (2, "made")], "told from the renders"
    renders = sorted(path for path in folder.iterdir() if path.name != "shots")
    renders[0].write_bytes(damage)
    assert sum(len(shot.takes) for shot in studio.takes()) == 3
    studio.build()
    assert {take.standing for shot in studio.takes() for take in shot.takes} == {"picked", "made"}


@pytest.mark.parametrize("damage", [b"", b"{}", b"no json\n"])
def test_an_old_take_whose_line_is_damaged_is_told_again_from_what_was_made(studio: Studio, damage: bytes) -> None:
    studio.build()
    studio.change("storm lantern", "lit storm lantern")
    studio.build()
    whole = studio.of("1A")
    [folder] = (studio.root / ".milimo/takes").iterdir()
    old = [take for take in whole if take.standing == "old"]
    for take in old:
        [line] = folder.glob(f"*-{take.key[:32]}")
        line.write_bytes(damage)
    studio.change("copper roof", "tin roof")
    built = studio.build()
    assert [said for said in built.warnings if said.startswith(f"{len(old)} lines of the list of takes damaged")]
    again = studio.of("1A")
    assert [(take.key, take.sha256, take.frames, take.seed, take.size, take.model) for take in again] == [
        (take.key, take.sha256, take.frames, take.seed, take.size, take.model) for take in whole
    ]
    assert [take.prompt for take in again] == [take.prompt for take in whole]
    assert not [said for said in studio.build().warnings if "list of takes" in said]


def test_every_damaged_file_of_a_ledger_is_told_and_put_aside(studio: Studio) -> None:
    studio.build()
    [folder] = (studio.root / ".milimo/takes").iterdir()
    files = sorted(folder.iterdir())
    for file in files:
        file.write_bytes(file.read_bytes()[:-3])
    store = studio.session().store
    assert len(verify(store)) == len(files) == 4
    assert len(list((store.path / "quarantine").iterdir())) == len(files)
    assert verify(store) == []
    assert [take.there for shot in studio.takes() for take in shot.takes if take.key] == [True] * 3
    studio.build()
    assert {take.standing for shot in studio.takes() for take in shot.takes} == {"picked", "made"}


def render(shot: int, key: str) -> Render:
    known = Known(None, "", "body", "words")
    return Render(shot, known, 1, 0, "content", "prompt", "ltx-2", "64x36", key, sha256="0" * 64, bytes=1, at=1.0)


def test_builds_beside_each_other_lose_nothing_and_number_each_shot_once(tmp_path: Path) -> None:
    store = Store(tmp_path / ".milimo")
    shots = [Known(None, "", f"body {n}", f"word{n} " * 5) for n in range(8)]

    def built(worker: int) -> list[int]:
        ledger = Ledger(Store(tmp_path / ".milimo"), "f" * 32, tmp_path)
        with store.running() as run:
            numbers = ledger.follow(run, shots)
            for number in numbers:
                ledger.add(run, render(number, f"{worker:02}" * 32))
            return numbers

    with ThreadPoolExecutor(4) as workers:
        told = list(workers.map(built, range(8)))
    assert told == [told[0]] * 8
    assert len(set(told[0])) == 8
    assert len(Ledger(store, "f" * 32, tmp_path).renders()) == 64


def test_a_render_that_is_done_is_never_written_over(tmp_path: Path) -> None:
    store = Store(tmp_path / ".milimo")
    ledger = Ledger(store, "f" * 32, tmp_path)
    with store.running() as run:
        ledger.add(run, render(1, "ab" * 32))
        ledger.add(run, dataclasses.replace(render(1, "ab" * 32), sha256="", at=9.0))
    assert ledger.renders() == [render(1, "ab" * 32)]


def test_who_keeps_what_was_seen_sees_what_comes_and_goes(studio: Studio) -> None:
    memory = Patient()

    def seen() -> list[tuple[int, str]]:
        shots = studio.session().showing(studio.plan, memory=memory).takes()
        assert shots == studio.session().showing(studio.plan).takes()
        return [(take.number, take.standing) for takes in shots.values() for take in takes]

    assert seen() == []
    studio.build()
    assert seen() == [(1, "picked"), (2, "made")]
    studio.change("storm lantern", "lit storm lantern")
    studio.build()
    assert seen() == [(1, "old"), (2, "old"), (1, "picked"), (2, "made")]
    studio.session().store.record_path(studio.of("1A")[1].key).unlink()
    assert seen() == [(1, "old"), (1, "picked"), (2, "made")]

"""What goes into the store comes out the same, or does not come out."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path

import pytest

from milimo_lang.ir.identity import Known
from milimo_runtime.store import Damaged, DiskTrouble, Made, Output, Record, Store, upkeep
from milimo_runtime.store.last import LastBuild, LastUnit, film_name, read_last, write_last
from milimo_runtime.store.locks import try_lock
from milimo_runtime.store.pins import Pin, pin, pins, unpin

DEAD = 2**22 + 1  # Linux gives no process a number above 2**22
KEY = hashlib.sha256(b"a key").hexdigest()


def put(store: Store, data: bytes = b"a picture", key: str = KEY, seconds: float = 1.0) -> Record:
    with store.running() as run:
        made = store.scratch_name(run)
        made.write_bytes(data)
        output = Made(made, hashlib.sha256(data).hexdigest(), len(data), 24)
        return store.put(run, key, "drawn.panel", {"picture": output}, seconds, b"because")


def test_what_is_put_is_found_with_its_bytes(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    record = put(store)
    assert store.lookup(KEY) == record
    assert store.blob(record.outputs["picture"]).read_bytes() == b"a picture"
    assert store.preimage(KEY) == b"because"
    assert record.outputs["picture"].frames == 24


def test_reading_creates_nothing(tmp_path: Path) -> None:
    assert Store(tmp_path / "store").lookup(KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_the_store_is_private_and_tells_other_tools_to_leave_it_out(tmp_path: Path) -> None:
    put(Store(tmp_path / "store"))
    assert (tmp_path / "store").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "store" / ".gitignore").read_text() == "*\n"
    assert (tmp_path / "store" / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def test_a_finished_run_leaves_no_scratch(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    assert list((store.path / "tmp").iterdir()) == []


def test_the_scratch_of_a_dead_build_is_removed_and_that_of_a_living_one_is_not(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    dead, alive = store.path / "tmp" / "20260101T000000-1-0", store.path / "tmp" / "20260101T000000-1-1"
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "half").write_bytes(b"half")
    held = try_lock(alive.with_suffix(".lock"))
    assert held is not None
    put(store)
    held.release()
    assert (dead.exists(), alive.exists()) == (False, True)


def test_a_store_whose_making_was_cut_off_is_made_to_its_end_and_tidied(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.path.mkdir()
    (store.path / f".CACHEDIR.TAG.0.{DEAD}.part").write_bytes(b"Signa")
    put(store)
    assert [path.name for path in store.path.iterdir() if path.name.endswith(".part")] == []


def test_a_store_whose_making_was_cut_off_and_that_was_then_collected_is_made_to_its_end(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.path.mkdir()
    (store.path / f".CACHEDIR.TAG.0.{DEAD}.part").write_bytes(b"Signa")
    assert upkeep.gc(store, 0) == upkeep.Swept(0, 0)
    put(store)
    assert store.lookup(KEY) is not None


def test_the_empty_log_of_a_dead_build_goes_and_one_with_words_in_it_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    for number, words in enumerate(("", "it broke")):
        name = f"20260101T000000-{DEAD}-{number}"
        (store.path / "tmp" / f"{name}.lock").touch()
        (store.path / "journal" / f"{name}.log").write_text(words)
    put(store)
    assert [path.read_text() for path in (store.path / "journal").glob("*.log")] == ["it broke"]


@pytest.mark.parametrize("through", ["itself", "a link"])
def test_a_folder_of_other_things_is_never_taken_for_a_store(tmp_path: Path, through: str) -> None:
    home = tmp_path / "home"
    (home / "tmp" / "letters").mkdir(parents=True)
    (home / "tmp" / "letters" / "one").write_text("Dear Mara")
    path = home
    if through == "a link":
        path = tmp_path / ".milimo"
        path.symlink_to(home)
    for use in (lambda: put(Store(path)), lambda: upkeep.gc(Store(path), 0)):
        with pytest.raises(DiskTrouble, match="holds other things than a store"):
            use()
    assert (home / "tmp" / "letters" / "one").read_text() == "Dear Mara"
    assert sorted(p.name for p in home.iterdir()) == ["tmp"]


def test_what_is_left_of_a_store_that_was_removed_becomes_one_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for folder in (f"takes/{'0a' * 16}", "locks/a8", "cas", "tmp/20261120T174248-3902-2"):
        (store.path / folder).mkdir(parents=True)
    assert store.lookup(put(store) and KEY) is not None


@pytest.mark.parametrize("folder", ["takes/monday", "locks/door", "letters"])
def test_folders_of_other_things_that_are_called_as_a_store_s_are_none(tmp_path: Path, folder: str) -> None:
    (tmp_path / "store" / folder).mkdir(parents=True)
    with pytest.raises(DiskTrouble, match="holds other things than a store"):
        put(Store(tmp_path / "store"))


FOLDERS = ["tmp", "locks", "quarantine", "cas", "manifests", f"ac/{KEY[:2]}", f"locks/{KEY[:2]}", f"pre/{KEY[:2]}"]


@pytest.mark.parametrize("folder", [*FOLDERS, f"cas/{hashlib.sha256(b'a picture').hexdigest()[:2]}", "cas/00"])
def test_a_link_inside_a_store_is_never_followed(tmp_path: Path, folder: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter").write_text("Dear Mara")
    store = Store(tmp_path / "store")
    put(store)
    if (store.path / folder).exists():
        (store.path / folder).rename(tmp_path / "away")
    (store.path / folder).symlink_to(home)
    for use in (lambda: put(store), lambda: upkeep.gc(store, 0), lambda: upkeep.verify(store)):
        with pytest.raises(DiskTrouble, match="is a link"):
            use()
    assert [p.name for p in home.iterdir()] == ["letter"]


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_no_lock(tmp_path: Path, there: bool) -> None:
    letter = tmp_path / "letter"
    if there:
        letter.write_text("Dear Mara")
    store = Store(tmp_path / "store")
    put(store)
    (store.path / "lease").unlink()
    (store.path / "lease").symlink_to(letter)
    with pytest.raises(DiskTrouble, match="lease: it is a link"):
        put(store)
    assert letter.exists() == there


def test_a_store_behind_a_link_that_leads_nowhere_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "store").symlink_to(tmp_path / "unplugged")
    with pytest.raises(DiskTrouble, match=r"there can be no store at .*: it is a link that leads nowhere"):
        put(Store(tmp_path / "store"))


def test_a_record_of_another_key_is_not_believed(tmp_path: Path) -> None:
    warnings: list[str] = []
    store = Store(tmp_path / "store", warnings.append)
    put(store)
    other = hashlib.sha256(b"another key").hexdigest()
    put(store, b"another picture", other)
    store.record_path(KEY).chmod(0o600)
    store.record_path(KEY).write_bytes(store.record_path(other).read_bytes())
    assert store.lookup(KEY) is None
    assert warnings == ["a record of the store is damaged (it is another record); made again"]


def test_swapped_bytes_of_the_same_size_are_found_when_they_are_used(tmp_path: Path) -> None:
    path = tmp_path / "store"
    record = put(Store(path))
    store = Store(path)
    blob = store.blob_path(record.outputs["picture"].sha256)
    blob.chmod(0o600)
    blob.write_bytes(b"A picture")
    with pytest.raises(Damaged):
        store.blob(record.outputs["picture"])
    assert store.lookup(KEY) is None
    assert len(list((path / "quarantine").iterdir())) == 2


def test_a_blob_is_hashed_once_while_it_stays_as_it_is(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    output = put(store).outputs["picture"]
    store.blob(output)
    store.blob_path(output.sha256).chmod(0o600)
    store.blob_path(output.sha256).write_bytes(b"A picture")
    with pytest.raises(Damaged):
        store.blob(output)


def test_a_lock_is_held_by_one_and_taken_over_when_let_go(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first = store.making(KEY)
    assert first is not None
    assert store.making(KEY) is None
    first.release(remove=True)
    second = store.making(KEY)
    assert second is not None
    second.release()


def test_verify_reads_every_byte_and_puts_damage_aside(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    record = put(store)
    assert upkeep.verify(store) == upkeep.Verified(2, ())
    blob = store.blob_path(record.outputs["picture"].sha256)
    blob.chmod(0o600)
    blob.write_bytes(b"A picture")
    assert len(upkeep.verify(store).damaged) == 2  # the file, and the record that names it
    assert upkeep.verify(store) == upkeep.Verified(0, ())


def test_stats_count_units_blobs_and_bytes(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert upkeep.stats(store).units == {}
    put(store)
    assert upkeep.stats(store) == upkeep.Stats({"drawn.panel": 1}, 1, 9, 1.0, 0)


def keys(count: int) -> list[str]:
    return [hashlib.sha256(str(n).encode()).hexdigest() for n in range(count)]


def test_gc_lets_go_of_what_was_quick_to_make_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    quick, slow = keys(2)
    put(store, b"q" * 1000, quick, seconds=0.1)
    put(store, b"s" * 1000, slow, seconds=100.0)
    assert upkeep.gc(store, 1500) == upkeep.Swept(1, 1000)
    assert store.lookup(quick) is None
    assert store.lookup(slow) is not None


def test_gc_keeps_what_the_last_build_used_and_what_is_pinned(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    used, pinned, free = keys(3)
    for key in (used, pinned, free):
        put(store, key.encode(), key)
    with store.running() as run:
        last = LastBuild({"A": LastUnit("drawn.panel", used, 1.0)})
        write_last(store, run, film_name(store.path, tmp_path, "film.mls"), tmp_path, last)
    pin(store, [pinned])
    upkeep.gc(store, 0)
    assert [store.lookup(key) is not None for key in (used, pinned, free)] == [True, True, False]
    assert store.preimage(free) is None


def test_gc_keeps_a_blob_two_records_share(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    one, two = keys(2)
    put(store, b"the same", one, seconds=0.1)
    put(store, b"the same", two, seconds=9.0)
    pin(store, [two])
    upkeep.gc(store, 0)
    record = store.lookup(two)
    assert record is not None
    assert store.blob(record.outputs["picture"]).read_bytes() == b"the same"


def test_gc_takes_the_leftovers_of_killed_builds(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    orphan = store.blob_path(hashlib.sha256(b"orphan").hexdigest())
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"orphan")
    upkeep.gc(store, 1 << 30)
    assert not orphan.exists()
    assert store.lookup(KEY) is not None


def test_gc_takes_the_manifests_of_films_that_have_gone(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    (tmp_path / "here.mls").touch()
    for name in ("here", "gone"):
        asked = {"film": str(tmp_path / f"{name}.mls")}
        (store.path / "manifests" / f"{name}.json").write_text(json.dumps({"asked": asked}))
    (store.path / "manifests" / "damaged.json").write_bytes(b"[1")
    upkeep.gc(store, 1 << 30)
    assert [path.name for path in (store.path / "manifests").iterdir()] == ["here.json"]


def test_gc_takes_manifests_that_were_never_finished(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    (tmp_path / "film.mls").touch()
    whole = json.dumps({"asked": {"film": str(tmp_path / "film.mls")}})
    for name in ("film.json", "film.4711.part"):
        (store.path / "manifests" / name).write_text(whole)
    upkeep.gc(store, 1 << 30)
    assert [path.name for path in (store.path / "manifests").iterdir()] == ["film.json"]


def test_gc_waits_for_no_build_and_takes_nothing_from_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    with store.running(), pytest.raises(upkeep.Busy):
        upkeep.gc(store, 0)
    assert store.lookup(KEY) is not None


def test_a_damaged_memory_of_the_last_build_is_as_good_as_none(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    shots = (("1A", Known("door", "INT. ROOM", "body", "a door")),)
    last = LastBuild({"A": LastUnit("drawn.panel", KEY, 1.0)}, shots)
    name = film_name(store.path, tmp_path, "film.mls")
    with store.running() as run:
        write_last(store, run, name, tmp_path, last)
    assert read_last(store, name) == last
    (store.path / "last" / name).write_bytes(b"{}")
    assert read_last(store, name) == LastBuild()


def test_an_output_knows_nothing_but_content(tmp_path: Path) -> None:
    assert Output("ab", 1) == Output("ab", 1, None)


def test_gc_meets_a_store_of_which_only_the_tag_is_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    for name in ("tmp", "locks", "ac", "cas", "pins", "last", "journal", "manifests", "quarantine", "pre"):
        for path in sorted((store.path / name).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        (store.path / name).rmdir()
    assert upkeep.gc(store, 0) == upkeep.Swept(0, 0)


def test_a_run_whose_lock_another_build_is_looking_at_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    put(store)
    monkeypatch.setattr("milimo_runtime.store.store.time.strftime", lambda *_: "20260101T000000")
    monkeypatch.setattr("milimo_runtime.store.store._serial", iter([7, 8]))
    path = store.path / "tmp" / f"20260101T000000-{os.getpid()}-7.lock"
    looking = try_lock(path)
    assert looking is not None
    timer = threading.Timer(0.05, lambda: looking.release(remove=True))
    timer.start()
    with store.running() as run:
        timer.join()
        assert run.name == path.stem
        assert try_lock(path) is None, "nobody holds the lock of a living build"


def test_a_pin_is_kept_with_its_label_until_it_is_taken_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    one, two = keys(2)
    put(store, b"one", one)
    put(store, b"two", two)
    assert pin(store, [one, two], "film.mls 2A") == 2
    assert pin(store, [one], "film.mls 2A") == 0
    assert pins(store) == tuple(sorted((Pin(key, ("film.mls 2A",)) for key in (one, two)), key=lambda pin: pin.key))
    assert upkeep.gc(store, 0) == upkeep.Swept(0, 0)
    assert unpin(store, [one, one]) == 0, "that is not what it was pinned as"
    assert unpin(store, [one, one], "film.mls 2A") == 1
    assert upkeep.gc(store, 0).units == 1
    assert store.lookup(two) is not None


def test_a_damaged_pin_is_a_pin(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    put(store)
    pin(store, [KEY], "film.mls")
    (store.path / "pins" / KEY).write_bytes(b"\0")
    assert pins(store) == (Pin(KEY),)
    upkeep.gc(store, 0)
    assert store.lookup(KEY) is not None

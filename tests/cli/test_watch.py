"""`milimo watch`: no save is missed, what is wrong is told first, and the last good cut is always there."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from milimo_lang.cli import making
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.rounds import Round
from milimo_lang.cli.screen import Screen
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import find
from milimo_lang.cli.watch import _Ended
from milimo_lang.cli.watched import Watched
from milimo_lang.compilation import Compilation
from milimo_lang.world import DiskWorld, MemoryWorld, NotHad
from tests.cli.films import SMALL, write
from tests.cli.watching import SAVES, Event, Watching, backed_up, in_place, renamed_over
from tests.conftest import PATIENCE, Milimo, command, environment


@pytest.fixture
def film(project: Path) -> Path:
    return write(project, SMALL)


@pytest.fixture
def watching(project: Path, film: Path) -> Iterator[Watching]:
    with Watching(project, film.name, "--jobs", "2") as watching:
        watching.next("cut")
        yield watching


def lamp(number: int) -> str:
    return SMALL.replace("A lamp.", f"Lamp number {number} on a table.")


NOTICED = 0.05
"""Seconds for which a file may be empty or away and nobody takes it for what was meant: half of what `watch` waits."""


def until_shown(film: Path, words: str) -> None:
    """Wait until the page beside the film has `words` in it."""
    page, end = film.parent / "build" / "film.html", time.monotonic() + PATIENCE
    while not (page.exists() and words in page.read_text(encoding="utf-8")):
        assert time.monotonic() < end
        time.sleep(0.02)


def errors(event: Event) -> list[str]:
    return [one["code"] for one in event["diagnostics"] if one["severity"] == "error"]


def test_no_way_of_saving_is_missed_and_each_makes_what_changed(watching: Watching, film: Path) -> None:
    number = 0
    for save in SAVES.values():
        for _ in range(2):
            number += 1
            save(film, lamp(number))
            assert watching.next("saved")["files"] == ["film.mls"]
            cut = watching.next("cut")
            assert cut["film"] == "build/film.mp4"
            assert 0 < cut["diagnostics"] <= cut["picture"] <= cut["cut"]
    assert watching.nothing()


def test_what_holds_the_same_text_was_not_saved(watching: Watching, film: Path) -> None:
    film.touch()
    write(film.parent, "Notes.", "notes.txt")
    gap = backed_up(film, SMALL)
    assert watching.nothing() or gap > NOTICED


def test_a_burst_of_saves_ends_with_the_newest(watching: Watching, film: Path, milimo: Milimo) -> None:
    for number in range(30):
        backed_up(film, lamp(number))
        time.sleep(0.01)
    until_shown(film, "Lamp number 29 on a table.")
    assert watching.end() == 130
    assert "is up to date" in milimo("build", film.name).out


def test_a_burst_of_saves_in_place_shows_no_film_that_never_was(watching: Watching, film: Path) -> None:
    gaps = []
    for number in range(60):
        gaps.append(in_place(film, lamp(number)))
        time.sleep(0.006)
    until_shown(film, "Lamp number 59 on a table.")
    assert watching.end() == 130
    wrong = [event for event in watching.all() if event["event"] == "checked" and errors(event)]
    assert len(wrong) <= len([gap for gap in gaps if gap > NOTICED]), "what stood there for a moment was compiled"


def test_what_was_looked_at_is_what_is_compiled(tmp_path: Path) -> None:
    film = write(tmp_path, SMALL)
    watched = Watched(tmp_path)
    watched.took({"film.mls": None}, {})
    write(tmp_path, lamp(1))
    now = watched.now()
    film.write_text("")
    world = DiskWorld(tmp_path, held=dict(watched.fresh))
    assert world.read("film.mls") == lamp(1)
    assert world.seen == {"film.mls": now["film.mls"]}
    (tmp_path / "away").symlink_to("/etc")
    with pytest.raises(NotHad, match="outside"):
        DiskWorld(tmp_path, held={"away/x": b""}).read("away/x")


def painted(path: Path, colour: str) -> None:
    """A picture that is there whole, from one moment to the next."""
    beside = path.with_name("beside.png")
    Image.new("RGB", (160, 90), colour).save(beside)
    beside.replace(path)


def test_a_film_with_errors_leaves_the_last_cut_and_says_what_is_wrong_before_anything_is_made(
    watching: Watching, film: Path
) -> None:
    before = (film.parent / "build/film.mp4").read_bytes()
    renamed_over(film, SMALL + "    key 0: gone.png\n")
    assert errors(watching.next("checked")) == ["M4001"]
    assert watching.nothing()
    assert (film.parent / "build/film.mp4").read_bytes() == before
    painted(film.parent / "gone.png", "red")  # the file that was missing appears
    assert watching.next("saved")["files"] == ["gone.png"]
    assert errors(watching.next("checked")) == []
    watching.next("cut")
    painted(film.parent / "gone.png", "blue")
    assert watching.next("saved")["files"] == ["gone.png"]
    assert watching.next("cut")["picture"] is not None


def test_a_new_use_is_watched_from_then_on(watching: Watching, film: Path) -> None:
    write(film.parent, "%define light dusk2\n    prompt: dusk\n", "library/lights.mls")
    renamed_over(film, SMALL.replace("Frame rate: 24\n", "Frame rate: 24\nUse: library/lights.mls\n"))
    watching.next("checked")
    (film.parent / "library/lights.mls").write_text("%define light dusk3\n    prompt: late dusk\n")
    assert watching.next("saved")["files"] == ["library/lights.mls"]
    watching.next("checked")


def test_a_file_that_goes_and_comes_back_is_followed(watching: Watching, film: Path) -> None:
    text = film.read_bytes()
    film.rename(film.with_name("elsewhere"))
    assert watching.next("saved") | {"at": 0} == {"event": "saved", "at": 0, "files": ["film.mls"], "how": "gone"}
    assert errors(watching.next("checked")) == ["M1902"]
    film.mkdir()
    assert errors(watching.next("checked")) == ["M1902"]
    film.rmdir()
    film.write_bytes(b"\xff\xfe\xfa not text \x00\x01")
    watching.until(lambda event: event["event"] == "checked" and "UTF-16" in event["diagnostics"][0]["message"])
    film.write_bytes(text)
    watching.until(lambda event: event["event"] == "checked" and not event["diagnostics"])
    watching.next("cut")


SLOW = SMALL.replace("Size: 160x90", "Size: 1920x1080").replace("close, 12f", "close, 30s")


def test_a_save_while_a_film_is_made_stops_what_is_not_wanted_any_more(watching: Watching, film: Path) -> None:
    renamed_over(film, SLOW)
    watching.until(lambda event: event["event"] == "started" and event["unit"] == "1B/picture")
    renamed_over(film, SLOW.replace("the lamp goes out", "the lamp burns"))
    stopped = watching.next("cancelled")
    assert stopped["unit"] in ("1B/picture", "1A/picture", "cut/mix")
    watching.until(lambda event: event["event"] == "started" and event["unit"] == "1B/picture")
    renamed_over(film, SMALL)
    watching.until(lambda event: event["event"] == "cancelled" and event["unit"] == "1B/picture")
    assert watching.next("cut")["film"] == "build/film.mp4"


def workers_of(pid: int) -> set[int]:
    """Every process that `pid` began, and that these did."""
    found: set[int] = set()
    todo = [pid]
    while todo:
        for task in Path(f"/proc/{todo.pop()}/task").glob("*/children"):
            children = {int(child) for child in task.read_text().split()} - found
            found |= children
            todo += children
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_however_it_ends_no_worker_is_left(project: Path, number: int, code: int) -> None:
    film = write(project, SLOW)
    with Watching(project, film.name, "--jobs", "2") as watching:
        watching.until(lambda event: event["event"] == "started" and event["unit"] == "1B/picture")
        watching.until(lambda event: event["event"] == "progress")
        workers = workers_of(watching.process.pid)
        assert len(workers) >= 2
        assert watching.end(number) == code
        last = time.monotonic() + PATIENCE
        while any(map(alive, workers)):
            assert time.monotonic() < last
            time.sleep(0.05)


LOST = """\
version = 1

[[pick]]
film = "film.mls"
scene = "EXT. HARBOUR - DAWN"
shot = "wide / Nets hang in the cold light."
take = 2
seed = 7
model = "animatic"
body = "0011223344556677"
"""
"""A take is picked of a shot that no film here has."""


def maker_of(pid: int) -> int:
    """The one process that `pid` began: it makes the films."""
    (maker,) = [
        int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()
    ]
    return maker


def test_what_makes_the_film_is_begun_anew_when_it_is_killed_and_goes_on(watching: Watching, film: Path) -> None:
    before = maker_of(watching.process.pid)
    film.write_text(SMALL.replace("close, 12f", "close, 120f"))
    watching.until(lambda event: event["event"] == "started" and event["unit"] == "1B/picture")
    os.kill(before, signal.SIGKILL)
    assert watching.next("cut")["film"] == "build/film.mp4"
    assert maker_of(watching.process.pid) != before
    assert "was ended by signal 9" in watching.log.read_text()
    assert "it is begun anew" in watching.log.read_text()
    told = [event["event"] for event in watching.events if event["event"] in ("watching", "begun", "finished")]
    assert told == ["watching", *("begun", "finished") * 2, "watching", "begun", "finished"]
    film.write_text(lamp(1))
    assert watching.next("cut")["film"] == "build/film.mp4"


def test_what_makes_the_film_may_end_before_it_has_begun(project: Path, film: Path) -> None:
    with Watching(project, film.name) as watching:
        end = time.monotonic() + PATIENCE
        while not (makers := workers_of(watching.process.pid)):
            assert time.monotonic() < end
            time.sleep(0.005)
        os.kill(makers.pop(), signal.SIGKILL)
        assert watching.process.wait(PATIENCE) == 4
        assert watching.log.read_text() == "milimo: the process that makes the film was ended by signal 9\n"


def test_what_makes_the_film_is_not_begun_for_ever(watching: Watching, film: Path) -> None:
    film.write_text(SLOW)
    for _ in range(2):
        watching.until(lambda event: event["event"] == "started" and event["unit"] == "1B/picture")
        os.kill(maker_of(watching.process.pid), signal.SIGKILL)
    watching.until(lambda event: event["event"] == "finished" and "signal 9" in event["reason"])
    assert watching.next("cut")["film"] is None
    watching.next("watching")
    assert watching.nothing()
    assert watching.log.read_text().rstrip().endswith("the next save tries again")
    film.write_text(lamp(1))
    assert watching.next("cut")["film"] == "build/film.mp4"


def test_what_only_the_plan_tells_is_told_too(watching: Watching, film: Path) -> None:
    write(film.parent, LOST, "milimo.lock")
    assert watching.next("saved")["files"] == ["milimo.lock"]
    assert watching.next("checked")["diagnostics"] == []
    assert [one["code"] for one in watching.next("checked")["diagnostics"]] == ["M3103"]
    watching.next("cut")


def test_the_workers_stay_from_save_to_save(watching: Watching, film: Path) -> None:
    before = workers_of(watching.process.pid)
    for number in range(3):
        renamed_over(film, lamp(number))
        watching.next("cut")
    assert workers_of(watching.process.pid) == before


def test_two_who_watch_one_film_both_come_to_the_newest(watching: Watching, film: Path, project: Path) -> None:
    with Watching(project, film.name, "--jobs", "1") as other:
        other.next("cut")
        renamed_over(film, lamp(1))
        assert watching.next("cut")["film"] == other.next("cut")["film"] == "build/film.mp4"
        made = [event["key"] for one in (watching, other) for event in one.events if event["event"] == "done"]
        assert len(made) == len(set(made))


class Read:
    """`milimo watch` as people read it, where there is no terminal."""

    def __init__(self, folder: Path, film: Path) -> None:
        self.said = folder.parent / "said"
        with open(self.said, "w") as out:
            self._process = subprocess.Popen(
                command("watch", film.name, "--no-preview"),
                cwd=folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    @property
    def maker(self) -> int:
        return maker_of(self._process.pid)

    def until(self, wanted: str, times: int = 1) -> list[str]:
        """All lines, when `wanted` stands in so many of them; the last of them is the last line."""
        last = time.monotonic() + PATIENCE
        while True:
            lines = self.said.read_text().splitlines()
            found = [at for at, line in enumerate(lines) if wanted in line]
            if len(found) >= times:
                return lines[: found[times - 1] + 1]
            assert time.monotonic() < last, self.said.read_text()
            time.sleep(0.02)

    def __enter__(self) -> Read:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait()


def test_people_read_a_line_a_save(project: Path, film: Path) -> None:
    with Read(project, film) as said:
        said.until("  film.mls ")
        renamed_over(film, SMALL.replace("A lamp.", "Lamp."))
        said.until("  film.mls ", 2)
        renamed_over(film, SMALL + "    key 0: gone.png\n")
        every = said.until("  film.mls ", 3)
    lines = [line for line in every if "  film.mls " in line]
    times = r"diagnostics [\d.]+ s"
    assert re.fullmatch(
        rf"\d\d:\d\d:\d\d  film.mls opened: 2 shots made, 0 cached, {times}, first .*, cut .*", lines[0]
    )
    assert re.fullmatch(rf"\d\d:\d\d:\d\d  film.mls saved: 1 shot made, 5 cached, {times}, first .*, cut .*", lines[1])
    assert re.fullmatch(rf"\d\d:\d\d:\d\d  film.mls saved: 1 error; the last cut stays, {times}", lines[2])
    assert any("error[M4001]" in line for line in every)


def test_people_read_a_line_of_a_save_that_nothing_comes_of(project: Path, film: Path) -> None:
    with Read(project, film) as said:
        said.until("film.mls opened")
        os.kill(said.maker, signal.SIGSTOP)  # as if it were busy
        renamed_over(film, SMALL.replace("close, 12f", "clsoe, 12f"))
        said.until("warning[M2005]")
        renamed_over(film, SMALL + "    key 0: gone.png\n")
        said.until("film.mls saved: 1 error")
        os.kill(said.maker, signal.SIGCONT)
        assert "then it was saved again" in said.until("film.mls saved", 2)[-1]
        renamed_over(film, SLOW.replace("wide, 12f", "wdie, 12f"))
        said.until("warning[M2005]", 2)
    assert said.until("film.mls saved", 3)[-1].endswith(", then the watch ended")


def test_the_first_signal_interrupts_what_is_read_and_the_second_everything() -> None:
    rung: list[bool] = []
    ended = _Ended(lambda: rung.append(True))
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with pytest.raises(Stop) as stop, ended.heeded():  # noqa: PT012
            signal.raise_signal(signal.SIGHUP)  # `nohup`
            assert not ended
            signal.raise_signal(signal.SIGTERM)
            assert ended
            assert rung
            with pytest.raises(KeyboardInterrupt), ended.reading():
                raise AssertionError
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert stop.value.code == Exit.TERMINATED
    other = _Ended(lambda: None)
    with pytest.raises(KeyboardInterrupt), other.heeded(), other.reading():
        signal.raise_signal(signal.SIGINT)


def test_ctrl_c_is_not_lost_while_what_makes_the_film_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        making._begun(0)


def test_a_watch_that_no_program_hears_any_more_ends(project: Path, film: Path) -> None:
    with subprocess.Popen(
        command("watch", film.name, "--no-preview", "--json"),
        cwd=project,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"watching" in process.stdout.readline()
        process.stdout.close()
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == b""


def test_a_warning_is_not_told_again_where_the_plan_of_the_save_before_comes_late(project: Path) -> None:
    film = write(project, SMALL)
    streams = Streams(io.StringIO(), io.StringIO(), {})
    with Screen(streams, find(str(film)), project / "film.mp4", as_json=False) as screen:
        for number, framing in enumerate(("close", "clsoe", "clsoe"), 1):
            compilation = Compilation(MemoryWorld({"film.mls": SMALL.replace("close", framing)}), "film.mls")
            screen.saved(new := Round(number, ["film.mls"], time.time()))
            screen.checked(new, compilation, compilation.checked)
            if number == 2:
                screen.planned(1, (), wanted=True)
    assert isinstance(streams.err, io.StringIO)
    assert streams.err.getvalue().count("warning[M2005]") == 1


def test_people_read_a_warning_once_until_it_has_gone(project: Path, film: Path) -> None:
    write(project, LOST, "milimo.lock")
    with Read(project, film) as said:
        said.until("  film.mls opened")
        film.write_text(lamp(1))
        said.until("  film.mls saved")
        film.write_text(SMALL.replace("close, 12f", "clsoe, 12f"))
        said.until("  film.mls saved", 2)
        film.write_text(lamp(2))
        said.until("  film.mls saved", 3)
        film.write_text(SMALL.replace("close, 12f", "clsoe, 12f"))
        every = said.until("  film.mls saved", 4)
    assert sum("warning[M3103]" in line for line in every) == 1  # of the plan
    assert sum("warning[M2005]" in line for line in every) == 2


def test_people_read_what_failed_and_what_there_is_instead(project: Path) -> None:
    film = write(project, SMALL + "    key 0: a.png\n")
    Image.effect_noise((320, 180), 80).save(project / "a.png")
    whole = (project / "a.png").read_bytes()
    (project / "a.png").write_bytes(whole[: len(whole) // 2])
    with Read(project, film) as said:
        lines = said.until("film.mls opened")
        assert "1 shot made, 0 cached" in lines[-1]
        assert lines[-1].endswith("1 shot failed; there is no cut yet")
        assert "failed  film.mls:12: shot 1B: a.png is damaged or cut short; Replace the file by a whole one." in lines
        renamed_over(film, film.read_text() + "    key 9: b.png\n")
        assert "1 error; there is no cut yet, diagnostics" in said.until("film.mls saved")[-1]
        renamed_over(film, SMALL + "    key 0: a.png\n")
        (project / "a.png").write_bytes(whole)
        said.until(", cut ")
        (project / "a.png").write_bytes(whole[: len(whole) // 3])
        last = said.until("a.png saved", times=1)[-1]
        assert last.endswith("1 shot failed; the last cut stays")
        assert "nothing to make" not in last


def test_a_full_store_costs_a_cut_and_the_next_save_goes_on(project: Path, film: Path) -> None:
    cache = project / "cache"
    with Watching(project, film.name, "--cache", "cache") as watching:
        watching.next("cut")
        (cache / "cas").rename(cache / "away")
        (cache / "cas").write_text("no folder")
        renamed_over(film, lamp(1))
        watching.until(lambda event: event["event"] == "finished" and event["ended"] == "stopped")
        assert watching.next("cut")["film"] is None
        (cache / "cas").unlink()
        (cache / "away").rename(cache / "cas")
        renamed_over(film, lamp(2))
        assert watching.next("cut")["film"] == "build/film.mp4"


def test_the_page_beside_the_film_is_of_the_newest_cut_while_it_is_watched(watching: Watching, film: Path) -> None:
    page = film.parent / "build" / "film.html"
    until_shown(film, "A lamp.")
    for number in range(1, 8):
        renamed_over(film, lamp(number))
        watching.next("cut")
    until_shown(film, "Lamp number 7 on a table.")
    page.unlink()
    page.mkdir()
    (page / "mine").touch()
    renamed_over(film, lamp(8))
    watching.until(lambda event: event["event"] == "checked")
    end = time.monotonic() + PATIENCE
    while "is a folder" not in watching.log.read_text():
        assert time.monotonic() < end
        time.sleep(0.02)
    shutil.rmtree(page)
    renamed_over(film, lamp(9))
    watching.next("cut")
    until_shown(film, "Lamp number 9 on a table.")


def removed(folder: Path) -> None:
    """As `rm -rf` until nothing is left: whoever still writes into it may have put a file there meanwhile."""
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)


def test_a_store_that_is_removed_is_begun_anew(watching: Watching, film: Path, milimo: Milimo) -> None:
    removed(film.parent / ".milimo")
    renamed_over(film, lamp(1))
    assert watching.next("cut")["film"] == "build/film.mp4"
    renamed_over(film, SLOW)
    watching.until(lambda event: event["event"] == "started" and event["unit"] == "1B/picture")
    removed(film.parent / ".milimo")
    renamed_over(film, lamp(2))
    watching.until(lambda event: event["event"] == "cut" and event["film"] == "build/film.mp4")
    assert watching.end() == 130
    assert milimo("build", film.name).code == 0


@pytest.mark.parametrize("page", ["watch", "preview"])
def test_a_port_that_another_program_has_is_named(project: Path, film: Path, milimo: Milimo, page: str) -> None:
    assert milimo("build", film.name).code == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = milimo(page, film.name, "--port", str(port))
    assert ran.code == 2
    assert ran.err.splitlines()[-2:] == [
        f"milimo: port {port} cannot be had: address already in use",
        "  leave --port out: any that is free is taken",
    ]

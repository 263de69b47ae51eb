"""`milimo build`: the film, what is said of it, and what is made again after a change."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import av

from tests.cli.films import SMALL, SPOKEN, write
from tests.conftest import PATIENCE, Milimo, command, environment


def frames_of(film: Path) -> int:
    with av.open(str(film)) as container:
        return sum(1 for _ in container.decode(video=0))


def test_a_film_lies_beside_its_screenplay_and_the_last_line_says_so(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    ran = milimo("build", "film.mls")
    assert ran.code == 0
    assert re.fullmatch(r"build/film\.mp4: 2\.5 s, \d+ made, 0 cached, [\d.]+ m?s\n", ran.out)
    assert all(line.startswith("made    ") for line in ran.err.splitlines())
    assert frames_of(project / "build/film.mp4") == 60
    assert (project / "build/film.vtt").read_text().startswith("WEBVTT")
    assert (project / "build/film.srt").is_file()


def test_an_unchanged_film_is_up_to_date(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    before = (project / "build/film.mp4").read_bytes()
    ran = milimo("build", "film.mls")
    assert ran.code == 0
    assert re.fullmatch(r"build/film\.mp4 is up to date: \d+ units cached, [\d.]+ m?s\n", ran.out)
    assert ran.err == ""
    assert (project / "build/film.mp4").read_bytes() == before


def test_events_are_an_object_a_line(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", "--json", "-o", "out/draft.mp4")
    assert ran.code == 0
    assert (project / "out/draft.mp4").is_file()
    for event in ran.events:
        assert {"event", "unit", "shot", "reason", "seconds"} <= event.keys()
        assert event["event"] in ["planned", "started", "progress", "done", "cached", "failed", "finished"]
    assert ran.events[-1]["event"] == "finished"
    done = {event["unit"] for event in ran.events if event["event"] == "done"}
    assert done == {event["unit"] for event in ran.events if event["event"] == "started"}


def test_after_an_edit_only_that_shot_its_segments_and_the_cut_are_made(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    milimo("build", "film.mls")
    second = milimo("plan", "--json", "film.mls").json["shots"][1]["slate"]
    film.write_text(SMALL.replace("the lamp goes out", "the lamp burns"), encoding="utf-8")
    done = [event for event in milimo("build", "film.mls", "--json").events if event["event"] == "done"]
    assert {event["shot"] for event in done} <= {second, None}
    assert {event["kind"] for event in done if event["shot"] is None} <= {"cut.segment", "cut.film", "cut.mix"}


def test_force_makes_everything_again(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    ran = milimo("build", "film.mls", "--force")
    assert ran.code == 0
    assert ", 0 cached, " in ran.out


def test_a_film_with_errors_is_not_made_unless_told_to_keep_going(milimo: Milimo, project: Path) -> None:
    write(project, SMALL + "    key 0: gone.png\n")
    ran = milimo("build", "film.mls")
    assert (ran.code, ran.out) == (1, "")
    assert "error[M" in ran.err
    assert "nothing was made" in ran.err
    assert not (project / "build").exists()
    ran = milimo("build", "film.mls", "--keep-going")
    assert ran.code == 1
    assert ran.out.startswith("build/film.mp4: ")


def test_a_warning_does_not_stop_a_build(milimo: Milimo, project: Path) -> None:
    write(project, SMALL.replace("Title: Small", "Title: Small\nFram rate: 24"))
    ran = milimo("build", "film.mls")
    assert ran.code == 0
    assert "warning[M" in ran.err


def test_a_model_that_cannot_run_here_is_exit_4_and_never_a_silent_animatic(milimo: Milimo, project: Path) -> None:
    write(project, SMALL.replace("Title: Small", "Title: Small\nModel: ltx-2"))
    ran = milimo("build", "film.mls")
    assert (ran.code, ran.out) == (4, "")
    assert "--animatic" in ran.err
    assert "Traceback" not in ran.err
    assert milimo("build", "film.mls", "--animatic").code == 0


def test_size_and_burn_change_the_film(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    assert milimo("build", "film.mls", "--size", "96x54", "--burn", "full").code == 0
    with av.open(str(project / "build/film.mp4")) as container:
        video = container.streams.video[0]
        assert (video.width, video.height) == (96, 54)


def test_a_shared_store_serves_another_project(milimo: Milimo, project: Path) -> None:
    write(project, SMALL, "one/film.mls")
    write(project, SMALL, "two/film.mls")
    store = {"MILIMO_CACHE": str(project / "store")}
    milimo("build", "one/film.mls", variables=store)
    assert "is up to date" in milimo("build", "two/film.mls", "--cache", project / "store").out
    assert not (project / "one/.milimo").exists()
    assert (project / "one/build/film.mp4").read_bytes() == (project / "two/build/film.mp4").read_bytes()


def test_debug_verifies_the_plan(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    assert milimo("build", "film.mls", "--debug").code == 0


def test_an_output_that_is_a_folder_is_refused(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", "-o", ".")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "milimo: . is a folder, not a film\n  did you mean -o film.mp4?\n"


def test_ctrl_c_leaves_a_state_the_next_build_goes_on_from(milimo: Milimo, project: Path) -> None:
    shots = "".join(f"\n!! wide, 24f: the lamp, {number} times\n" for number in range(12))
    write(project, SMALL + shots)
    process = subprocess.Popen(
        command("build", "film.mls", "--jobs", "1"),
        cwd=project,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("made    ")
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert "interrupted; what was finished is kept" in err
    assert "Traceback" not in err
    ran = milimo("build", "film.mls")
    assert ran.code == 0
    assert ", 0 cached, " not in ran.out

"""`milimo build`: the film, what is said of it, and what is made again after a change."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from tests.cli.films import SMALL, SPOKEN, write
from tests.conftest import PATIENCE, Milimo, command, environment


def frames_of(film: Path) -> int:
    with av.open(str(film)) as container:
        return sum(1 for _ in container.decode(video=0))


def test_a_film_lies_beside_its_screenplay_and_the_last_line_says_so(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    ran = milimo("build", "film.mls")
    assert ran.code == 0
    told = re.fullmatch(r"build/film\.mp4: 2\.5 s, (\d+) made, 0 cached, [\d.]+ m?s\n", ran.out)
    assert told is not None
    assert [line[:8] for line in ran.err.splitlines()] == ["made    "] * int(told[1])
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
        assert event["event"] in ["begun", "planned", "started", "progress", "done", "cached", "failed", "finished"]
    assert [event["event"] for event in ran.events].count("begun") == 1
    assert ran.events[0]["event"] == "begun"
    assert ran.events[-1]["event"] == "finished"
    done = {event["unit"] for event in ran.events if event["event"] == "done"}
    assert {"1A/picture", "1B/picture", "cut/film"} <= done
    assert done == {event["unit"] for event in ran.events if event["event"] == "started"}


def test_a_build_that_is_not_begun_is_finished_too(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL + "    key 0: gone.png\n")
    for arguments, code, reason in [
        ([film.name], 1, "the film has errors"),
        (["nope.mls"], 2, "there is no file nope.mls"),
        ([film.name, "-o", "x.mkv"], 2, "x.mkv is no .mp4 file, and a film is written as one"),
    ]:
        ran = milimo("build", "--json", *arguments)
        assert ran.code == code
        assert ran.events == [
            {
                "event": "finished",
                "unit": None,
                "shot": None,
                "reason": reason,
                "seconds": 0.0,
                "made": 0,
                "cached": 0,
                "failed": 0,
                "ended": "stopped",
            }
        ]
    assert "error[M" in milimo("build", "--json", film.name).err
    write(project, SMALL.replace("Title: Small", "Title: Small\nModel: ltx-2"))
    ran = milimo("build", "--json", film.name, variables={"HF_HOME": "nowhere"})
    assert ran.code == 4
    (event,) = ran.events
    assert "the weights of ltx-2 are not on this machine" in event["reason"]


CUT_SHORT = """
import sys
from pathlib import Path
from milimo_lang.cli.main import main
from milimo_runtime import session

opened = session.open_session

def open_session(root, **options):
    picture = root / "boards/noise.png"  # it was whole when the film was checked
    picture.write_bytes(picture.read_bytes()[:20_000])
    return opened(root, **options)

session.open_session = open_session
sys.exit(main(["build", "film/film.mls", *sys.argv[1:]]))
"""


def test_a_failure_says_where_in_the_screenplay(project: Path) -> None:
    write(project, SMALL + "    key 0: boards/noise.png\n", "film/film.mls")
    (project / "film/boards").mkdir()

    def build(*options: str) -> subprocess.CompletedProcess[str]:
        Image.effect_noise((320, 180), 50).convert("RGB").save(project / "film/boards/noise.png")
        return subprocess.run(
            [sys.executable, "-c", CUT_SHORT, *options],
            cwd=project,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    told = build()
    assert told.returncode == 3
    assert "\nfailed  film/film.mls:12: shot 1B: film/boards/noise.png is " in f"\n{told.stderr}"
    assert told.stderr.count("failed  ") == 1
    events = [json.loads(line) for line in build("--json").stdout.splitlines()]
    places = [(event["unit"], event.get("file"), event.get("line")) for event in events if event["event"] == "failed"]
    assert places == [
        ("1B/picture", "film/film.mls", 12),
        ("1B/segment", "film/film.mls", 11),
        ("cut/film", None, None),
    ]


def test_after_an_edit_only_that_shot_its_segments_and_the_cut_are_made(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    milimo("build", "film.mls")
    film.write_text(SMALL.replace("!! close", "!! low angle"), encoding="utf-8")
    done = [event for event in milimo("build", "film.mls", "--json").events if event["event"] == "done"]
    assert [(event["shot"], event["kind"]) for event in done] == [
        ("1B", "drawn.panel"),
        ("1B", "cut.segment"),
        (None, "cut.film"),
    ]


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
    ran = milimo("build", "film.mls", variables={"HF_HOME": "nowhere"})
    assert (ran.code, ran.out) == (4, "")
    assert "milimo: the weights of ltx-2 are not on this machine" in ran.err
    assert ran.err.endswith("or `milimo build --animatic` draws the film\n")
    assert milimo("build", "film.mls", "--animatic").code == 0


def test_a_still_that_nothing_makes_is_told_at_its_shot_and_the_others_are_made(milimo: Milimo, project: Path) -> None:
    write(project, f"{SMALL}\n!! still, a lamp, 1s\n    model: ltx-2\n")
    line = (project / "film.mls").read_text().splitlines().index("!! still, a lamp, 1s") + 1
    ran = milimo("build", "film.mls")
    assert ran.code == 4
    told = "a still needs flux-2-klein, which this version cannot run"
    said = next(row for row in ran.err.splitlines() if told in row)
    assert f"film.mls:{line}: shot " in said
    assert said.endswith("; give the shot a picture in a file; other shots go on")
    assert "made    1A/picture" in ran.err
    assert "no film yet" in ran.out
    assert told[1:] in milimo("plan", "film.mls").out


def test_size_changes_the_film(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    assert milimo("build", "film.mls", "--size", "128x72").code == 0
    with av.open(str(project / "build/film.mp4")) as container:
        video = container.streams.video[0]
        assert (video.width, video.height) == (128, 72)


def test_burn_writes_over_the_picture(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN)
    spoken = {}
    for burn in ("none", "shot", "full"):
        assert milimo("build", "film.mls", "--size", "320x180", "--burn", burn, "-o", f"{burn}.mp4").code == 0
        with av.open(str(project / f"{burn}.mp4")) as container:
            frames = [frame.to_ndarray(format="gray").astype(int) for frame in container.decode(video=0)]
        spoken[burn] = frames[40]

    def differing(one: str, other: str) -> list[int]:
        """Clearly different pixels in the upper, the middle and the lower third."""
        parts = np.array_split(abs(spoken[one] - spoken[other]) > 60, 3)
        return [int(part.sum()) for part in parts]

    labels, middle, caption = differing("none", "shot")
    assert labels > 1000, "framing and time code stand above"
    assert caption > 100, "the caption stands below"
    assert middle < 100, "the picture itself is left alone"
    slate, *rest = differing("shot", "full")
    assert slate > 100, "the slate comes on top of it"
    assert rest == [0, 0]


def test_a_shared_store_serves_another_project(milimo: Milimo, project: Path) -> None:
    write(project, SMALL, "one/film.mls")
    write(project, SMALL, "two/film.mls")
    store = {"MILIMO_CACHE": str(project / "store")}
    milimo("build", "one/film.mls", variables=store)
    ran = milimo("build", "two/film.mls", "--cache", project / "store")
    assert ran.out.startswith("copied to two/build/film.mp4: ")
    assert not (project / "one/.milimo").exists()
    assert (project / "one/build/film.mp4").read_bytes() == (project / "two/build/film.mp4").read_bytes()


UNSOUND = """
import sys
from milimo_lang.cli.main import main
from milimo_lang.diagnostics import Outcome
from milimo_lang.planning import plan as planning

sound = planning.plan
planning.plan = lambda *film: Outcome(sound(*film).value.model_copy(update={"result": "nothing"}))
sys.exit(main(["build", "film.mls", "--debug"]))
"""


def test_debug_verifies_the_plan(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    assert milimo("build", "film.mls", "--debug").code == 0
    write(project, SPOKEN)
    done = subprocess.run(
        [sys.executable, "-c", UNSOUND],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout) == (70, "")
    assert "the plan is unsound: the film is nothing, which is no node" in done.stderr


def test_an_output_that_is_a_folder_is_refused(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("build", "film.mls", "-o", ".")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "milimo: . is a folder, not a film\n  did you mean -o film.mp4?\n"


def test_ctrl_c_leaves_a_state_the_next_build_goes_on_from(milimo: Milimo, project: Path) -> None:
    shots = "".join(f"\n!! wide, 24f: the lamp, {number} times\n" for number in range(16))
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


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGTERM, 143, "told to end"), (signal.SIGHUP, 129, "the terminal was closed")],
)
def test_a_build_that_is_told_to_end_says_so_and_keeps_what_is_made(
    milimo: Milimo, project: Path, number: signal.Signals, code: int, said: str
) -> None:
    write(project, SMALL + "".join(f"\n!! wide, 24f: the lamp, {number} times\n" for number in range(60)))
    process = subprocess.Popen(
        command("build", "film.mls", "--jobs", "1"),
        cwd=project,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("made    ")
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (code, "")
    assert f"milimo: {said}; what was finished is kept\n  build again to go on\n" in err
    [last] = (json.loads(line) for path in (project / ".milimo/journal").iterdir() for line in [*path.open()][-1:])
    assert (last["event"], last["ended"]) == ("finished", "interrupted")


def test_a_film_that_stays_as_it_was_is_told(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    milimo("build", "film.mls", "-o", "the\nfilm.mp4")
    ran = milimo("build", "film.mls", "-o", "the\nfilm.mp4")
    assert ran.out.startswith("the<U+000A>film.mp4 is up to date: ")
    film.write_text(f"{SMALL}\n!! wide, 1s\n    model: ltx-2\n\nThe sea.\n", encoding="utf-8")
    (project / "models").mkdir()
    none = {"MILIMO_MODELS": str(project / "models"), "HF_HOME": str(project / "models")}
    ran = milimo("build", "film.mls", "-o", "the\nfilm.mp4", variables=none)
    assert ran.out.startswith("the<U+000A>film.mp4 stays as it was: "), (ran.out, ran.err)

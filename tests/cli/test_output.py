"""What a build writes, where, and what it never writes over."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.films import SMALL, SPOKEN, write
from tests.conftest import PATIENCE, Milimo, Ran, environment

MADE = ".milimo/cas"


def refused(ran: Ran, project: Path, sentence: str, remedy: str = "") -> None:
    """Exit 2 with one sentence and a remedy, and nothing was made."""
    assert (ran.code, ran.out) == (2, ""), ran.err
    first, second = ran.err.splitlines()[-2:]
    assert sentence in first
    assert remedy in second
    assert second.startswith("  ")
    assert not (project / MADE).exists()


@pytest.mark.parametrize("name", ["film.mls", "cast.mls", "key.png", "build/x.vtt", "x.srt", "out.txt", "x.mkv", "x"])
def test_only_an_mp4_is_written(milimo: Milimo, project: Path, name: str) -> None:
    film = write(project, SMALL.replace("Title: Small", "Title: Small\nUse: cast.mls") + "    key 0: key.png\n")
    write(project, "@character Ann: tall\n", "cast.mls")
    Image.new("RGB", (32, 18), "navy").save(project / "key.png")
    before = {path.name: path.read_bytes() for path in project.iterdir()}
    ran = milimo("build", film.name, "-o", name)
    refused(ran, project, f"{name} is no .mp4 file", f"did you mean -o {name}.mp4?")
    assert {path.name: path.read_bytes() for path in project.iterdir()} == before


def test_what_the_film_reads_is_not_written_over(milimo: Milimo, project: Path) -> None:
    write(project, SMALL, "made/film.mls")
    assert milimo("build", "made/film.mls", "-o", "clip.mp4").code == 0
    clip = (project / "clip.mp4").read_bytes()
    film = write(project, SMALL + "\n!! wide, 12f\n    source: clip.mp4\n")
    for out in ("clip.mp4", "build/../clip.mp4", project / "clip.mp4"):
        refused(milimo("build", film.name, "-o", out), project, "clip.mp4 is a file the film reads", "-o")
    os.link(project / "clip.mp4", project / "twin.mp4")
    refused(milimo("build", film.name, "-o", "twin.mp4"), project, "twin.mp4 is a file the film reads", "-o")
    assert (project / "clip.mp4").read_bytes() == clip


def test_a_film_called_mp4_is_not_written_over(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL, "film.mp4")
    refused(milimo("build", "film.mp4", "-o", "film.mp4"), project, "film.mp4 is a file the film reads")
    assert film.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("name", ["pipe.mp4", "pipe.vtt", "pipe.srt"])
def test_a_pipe_is_left_alone(milimo: Milimo, project: Path, name: str) -> None:
    write(project, SMALL)
    os.mkfifo(project / name)
    refused(milimo("build", "film.mls", "-o", "pipe.mp4"), project, f"{name} is not an ordinary file", "-o")
    assert (project / name).is_fifo()


def test_a_socket_is_left_alone(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as made:
        path = Path(short) / "s.mp4"
        made.bind(str(path))
        refused(milimo("build", "film.mls", "-o", path), project, "is not an ordinary file", "-o")
        assert path.is_socket()


@pytest.mark.parametrize("name", ["link.mp4", "link.vtt", "link.srt"])
@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_left_alone_with_what_it_leads_to(milimo: Milimo, project: Path, name: str, there: bool) -> None:
    write(project, SMALL)
    if there:
        (project / "precious").write_text("mine", encoding="utf-8")
    (project / name).symlink_to("precious")
    ran = milimo("build", "film.mls", "-o", "link.mp4")
    refused(ran, project, f"{name} is a link to precious", "remove the link")
    assert (project / name).is_symlink()
    assert (project / "precious").exists() == there


def test_a_folder_where_captions_go_is_refused(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    (project / "x.srt").mkdir()
    refused(milimo("build", "film.mls", "-o", "x.mp4"), project, "x.srt is a folder", "-o")


@pytest.mark.parametrize("name", ["mine.srt", "mine.vtt"])
def test_captions_of_ones_own_survive(milimo: Milimo, project: Path, name: str) -> None:
    write(project, SPOKEN)
    own = write(project, "1\n00:00:00,000 --> 00:00:01,000\nMine.\n", name)
    text = own.read_text(encoding="utf-8")
    refused(milimo("build", "film.mls", "-o", "mine.mp4"), project, f"{name} is not known to be milimo's", "move it")
    assert own.read_text(encoding="utf-8") == text
    own.rename(project / "away")
    assert milimo("build", "film.mls", "-o", "mine.mp4").code == 0


@pytest.mark.parametrize("edit", [False, True])
def test_captions_edited_by_hand_survive(milimo: Milimo, project: Path, edit: bool) -> None:
    film = write(project, SPOKEN)
    assert milimo("build", "film.mls").code == 0
    captions = project / "build/film.srt"
    captions.write_text(captions.read_text(encoding="utf-8").replace("Now", "Right now"), encoding="utf-8")
    if edit:
        film.write_text(SPOKEN.replace("Now.", "Later."), encoding="utf-8")
    ran = milimo("build", "film.mls")
    assert (ran.code, ran.out) == (2, "")
    assert "build/film.srt is not as milimo wrote it: it was edited, or damaged on the disk" in ran.err
    told = " ".join(ran.err.split())
    assert "edited, move it away, or name another film with -o; damaged, remove it and build again" in told
    assert "Right now" in captions.read_text(encoding="utf-8")
    captions.unlink()
    assert milimo("build", "film.mls").code == 0


def test_captions_of_ones_own_that_come_while_the_film_is_made_survive(milimo: Milimo, project: Path) -> None:
    film = write(project, SPOKEN)
    assert milimo("build", "film.mls").code == 0
    film.write_text(SPOKEN.replace("Now.", "Later."), encoding="utf-8")
    script = (
        "import sys\nfrom pathlib import Path\nfrom milimo_lang.cli.main import main\n"
        "from milimo_runtime.engines.local import LocalEngine\nclose = LocalEngine.wait\n"
        "def wait(self, timeout):\n"
        "    Path('build/film.srt').write_text('mine')\n"
        "    return close(self, timeout)\n"
        "LocalEngine.wait = wait\nsys.exit(main(['build', 'film.mls']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=project, env=environment(), capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "build/film.srt is not as milimo wrote it" in done.stderr
    assert (project / "build/film.srt").read_text(encoding="utf-8") == "mine"


def test_milimos_own_captions_are_rewritten(milimo: Milimo, project: Path) -> None:
    film = write(project, SPOKEN)
    for words in ("Now.", "Later.", "Never."):
        film.write_text(SPOKEN.replace("Now.", words), encoding="utf-8")
        assert milimo("build", "film.mls").code == 0
        assert words in (project / "build/film.srt").read_text(encoding="utf-8")


@pytest.mark.parametrize("lost", ["manifests", ""])
def test_what_milimo_wrote_is_known_without_its_notes(milimo: Milimo, project: Path, lost: str) -> None:
    film = write(project, SPOKEN)
    assert milimo("build", "film.mls").code == 0
    subprocess.run(["rm", "-rf", project / ".milimo" / lost], check=True)
    if lost:  # the store still knows them
        film.write_text(SPOKEN.replace("Now.", "Later."), encoding="utf-8")
    assert milimo("build", "film.mls").code == 0


def test_a_moved_project_is_built_where_it_lies(milimo: Milimo, project: Path) -> None:
    write(project, SPOKEN, "one/film.mls")
    assert milimo("build", "one/film.mls").code == 0
    (project / "one").rename(project / "two")
    write(project, SPOKEN.replace("Now.", "Later."), "two/film.mls")
    assert milimo("build", "two/film.mls").code == 0


def test_two_films_of_one_name_do_not_take_each_others_place(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    write(project, "INT. ROOM - DAY\n\nA lamp.\n", "film.fountain")
    assert milimo("build", "film.mls").code == 0
    first = (project / "build/film.mp4").read_bytes()
    ran = milimo("build", "film.fountain")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "milimo: build/film.mp4 is the film of film.mls\n  write this one apart: -o build/film.fountain.mp4\n"
    )
    assert milimo("build", "film.fountain", "-o", "build/film.fountain.mp4", "--size", "128x72").code == 0
    assert (project / "build/film.mp4").read_bytes() == first
    (project / "film.mls").unlink()
    assert milimo("build", "film.fountain", "--size", "128x72").code == 0


def test_what_was_written_is_said(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    film = project / "build/film.mp4"
    sound = film.read_bytes()
    film.write_bytes(sound[:-100])
    assert milimo("build", "film.mls").out.startswith("build/film.mp4 was mended: ")
    assert film.read_bytes() == sound
    film.unlink()
    assert milimo("build", "film.mls").out.startswith("copied to build/film.mp4: ")
    (project / "build/film.vtt").unlink()
    assert milimo("build", "film.mls").out.startswith("copied to build/film.vtt: ")
    assert milimo("build", "film.mls", "-o", "new.mp4").out.startswith("copied to new.mp4: ")
    milimo("build", "film.mls", "--size", "128x72")
    assert milimo("build", "film.mls").out.startswith("build/film.mp4 was replaced: ")
    assert "is up to date" in milimo("build", "film.mls").out


def test_what_a_killed_copy_left_is_tidied_away(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(PATIENCE)
    left = [project / f"build/.film.{kind}.{ended.pid}.part" for kind in ("mp4", "vtt", "srt", "html")]
    for path in left:
        path.write_bytes(b"half")
    assert "is up to date" in milimo("build", "film.mls").out
    assert sorted(path.name for path in (project / "build").iterdir()) == [
        "film.html",
        "film.mp4",
        "film.srt",
        "film.vtt",
    ]


AS_ANYONE = """
import os, sys
from milimo_lang.cli.main import main
main(["build", "film.mls", "-o", "draft.mp4", "--cache", "drafts"])  # all is loaded while it may be read
if os.geteuid() == 0:
    os.seteuid(65534)  # to the superuser every folder is writable
sys.exit(main(["build", "film.mls", "--cache", "store"]))
"""


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_made() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(folder, SMALL)
        (folder / "store").mkdir()
        (folder / "store").chmod(0o777)
        (folder / "build").mkdir()
        (folder / "build").chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", AS_ANYONE],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 4, done.stderr
        assert done.stderr.endswith(
            "\nmilimo: cannot write build/film.mp4: permission is denied\n  write the film to another place with -o\n"
        )
        assert list((folder / "store").iterdir()) == []
        (folder / "build").chmod(0o755)

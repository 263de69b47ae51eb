"""`milimo fmt`: films laid out in their one form, each replaced whole or not at all, the others still done."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.cli.films import SMALL, write
from tests.conftest import PATIENCE, Milimo, command, environment

UNTIDY = "INT. ROOM - DAY\n\n!!wide,12f\n  at 0s:  rain\n\n\n\n\nA lamp.  "
TIDY = "INT. ROOM - DAY\n\n!! wide, 12f\n    at 0s: rain\n\n\nA lamp.\n"


def piped(data: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """`milimo fmt ARGUMENTS` with `data` on standard input."""
    line = command("fmt", *arguments)
    return subprocess.run(line, input=data, env=environment(), capture_output=True, timeout=PATIENCE, check=False)


# ---------------------------------------------------------------- what is written


def test_a_film_is_laid_out_in_place(milimo: Milimo, project: Path) -> None:
    film = write(project, UNTIDY)
    ran = milimo("fmt", "film.mls")
    assert (ran.code, ran.out, ran.err) == (0, "", "formatted film.mls\n")
    assert film.read_text() == TIDY
    assert [path.name for path in project.iterdir()] == ["film.mls"]


def test_what_is_in_form_is_not_written(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    before = film.stat()
    ran = milimo("fmt", "film.mls")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (film.stat().st_ino, film.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_line_ends_and_a_byte_order_mark_stay(milimo: Milimo, project: Path) -> None:
    film = write(project, b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    assert milimo("fmt", "film.mls").code == 0
    assert film.read_bytes() == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_permissions_stay(milimo: Milimo, project: Path) -> None:
    film = write(project, UNTIDY)
    film.chmod(0o640)
    assert milimo("fmt", "film.mls").code == 0
    assert film.stat().st_mode & 0o777 == 0o640


def test_what_a_link_points_to_is_written_and_the_link_stays(milimo: Milimo, project: Path) -> None:
    film = write(project, UNTIDY, "acts/one.mls")
    (project / "film.mls").symlink_to("acts/one.mls")
    assert milimo("fmt", "film.mls").code == 0
    assert (project / "film.mls").is_symlink()
    assert film.read_text() == TIDY


def test_marks_are_words_in_a_fountain_file(milimo: Milimo, project: Path) -> None:
    film = write(project, UNTIDY, "film.fountain")
    assert milimo("fmt", "film.fountain").code == 0
    assert "!!wide,12f\n  at 0s:  rain\n" in film.read_text()


def test_a_new_film_is_in_form(milimo: Milimo, project: Path) -> None:
    milimo("new", "mine")
    ran = milimo("fmt", "--check", "mine")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


# ---------------------------------------------------------------- looking first


def test_check_names_what_would_change_and_writes_nothing(milimo: Milimo, project: Path) -> None:
    one, two = write(project, UNTIDY, "one.mls"), write(project, SMALL, "two.mls")
    ran = milimo("fmt", "--check", "one.mls", "two.mls")
    assert (ran.code, ran.out, ran.err) == (1, "one.mls\n", "")
    assert (one.read_text(), two.read_text()) == (UNTIDY, SMALL)


def test_diff_is_a_patch_that_makes_it_so(milimo: Milimo, project: Path) -> None:
    film = write(project, UNTIDY)
    ran = milimo("fmt", "--diff", "film.mls")
    assert (ran.code, ran.err, film.read_text()) == (0, "", UNTIDY)
    assert "-!!wide,12f\n" in ran.out
    assert "+!! wide, 12f\n" in ran.out
    subprocess.run(["git", "apply", "-p0"], cwd=project, input=ran.out, text=True, check=True, capture_output=True)
    assert film.read_text() == TIDY


def test_check_and_diff_together(milimo: Milimo, project: Path) -> None:
    write(project, UNTIDY)
    ran = milimo("fmt", "--check", "--diff", "film.mls")
    assert (ran.code, ran.err) == (1, "film.mls\n")
    assert ran.out.startswith("--- film.mls\n+++ film.mls\n@@ ")


# ---------------------------------------------------------------- standard input


def test_standard_input_goes_to_standard_output() -> None:
    ran = piped(b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode(), "-")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_the_name_of_standard_input_decides_what_it_is() -> None:
    assert piped(b"!!wide,x", "-", "--stdin-name", "act.fountain").stdout == b"!!wide,x\n"
    assert piped(b"!!wide,x", "-", "--check", "--stdin-name", "act.mls").stdout == b"act.mls\n"
    ran = piped(b"!!wide,x", "-", "--stdin-name", "act.txt")
    assert (ran.returncode, ran.stdout) == (2, b"")


def test_standard_input_that_is_no_text_gives_nothing() -> None:
    ran = piped(b"Caf\xe9", "-")
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.startswith(b"milimo: film.mls is not UTF-8 text")


# ---------------------------------------------------------------- folders


def test_a_folder_means_every_film_in_it(milimo: Milimo, project: Path) -> None:
    meant = [write(project, UNTIDY, name) for name in ("film.mls", "acts/one.mls", "acts/deep/two.mls")]
    spared = [".milimo/a.mls", "build/a.mls", ".git/a.mls", "acts/build/a.mls", "notes.txt", "plain.fountain"]
    others = [write(project, UNTIDY, name) for name in spared]
    others.append(write(project.parent, UNTIDY, "elsewhere.mls"))
    (project / "link.mls").symlink_to("../elsewhere.mls")
    ran = milimo("fmt", ".", "film.mls")
    assert (ran.code, ran.err.count("formatted")) == (0, 3)
    assert [film.read_text() for film in meant] == [TIDY] * 3
    assert [other.read_text() for other in others] == [UNTIDY] * 7


def test_a_folder_without_a_film_is_said(milimo: Milimo, project: Path) -> None:
    ran = milimo("fmt", ".")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "milimo: there is no .mls file in .")


# ---------------------------------------------------------------- what cannot be done


def test_the_others_are_still_done(milimo: Milimo, project: Path) -> None:
    write(project, b"Caf\xe9\n", "latin.mls")
    write(project, b"\0\1\2", "binary.mls")
    write(project, UNTIDY, "notes.txt")
    os.mkfifo(project / "pipe.mls")
    film = write(project, UNTIDY)
    named = ("gone.mls", "latin.mls", "binary.mls", "pipe.mls", "notes.txt", "film.mls")
    ran = milimo("fmt", *named)
    assert ran.code == 2
    assert film.read_text() == TIDY
    assert (project / "latin.mls").read_bytes() == b"Caf\xe9\n"
    said = [line for line in ran.err.splitlines() if not line.startswith("  ")]
    assert said == [
        "milimo: there is no file gone.mls",
        "milimo: latin.mls is not UTF-8 text: byte 0xe9 is no character",
        "milimo: binary.mls is a binary file, not text",
        "milimo: pipe.mls is not an ordinary file",
        "milimo: notes.txt is no film",
        "formatted film.mls",
    ]


@pytest.mark.parametrize("text", [b"Caf\xe9\n", b"\xff\xfeR\0", b"\0"])
def test_what_is_no_text_is_exit_1(milimo: Milimo, project: Path, text: bytes) -> None:
    write(project, text)
    assert milimo("fmt", "film.mls").code == 1


def test_a_read_only_film_is_left_alone(milimo: Milimo, project: Path) -> None:
    film = write(project, UNTIDY)
    film.chmod(0o444)
    ran = milimo("fmt", "film.mls")
    assert (ran.code, ran.err.splitlines()[0]) == (4, "milimo: film.mls is read-only")
    assert film.read_text() == UNTIDY
    assert milimo("fmt", "--check", "film.mls").code == 1


def test_a_broken_film_is_laid_out_as_far_as_it_was_read(milimo: Milimo, project: Path) -> None:
    film = write(project, '!!wide,4s\n\n%title   "Lost  ,3 s\n')
    assert milimo("fmt", "film.mls").code == 0
    assert film.read_text() == '!! wide, 4s\n\n%title   "Lost  ,3 s\n'


AS_ANYONE = """
import os, sys
from milimo_lang.cli.main import main
main(["fmt", "good.mls", "gone.mls"])  # all is loaded while it may be read
if os.geteuid() == 0:
    os.seteuid(65534)  # to the superuser every file is readable
print([main(["fmt", "--check", name]) for name in ("locked.mls", "folder")])
print(main(["fmt", "film.mls"]))
"""


def test_what_may_not_be_read_or_replaced() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        film = write(folder, UNTIDY)
        film.chmod(0o666)
        write(folder, UNTIDY, "good.mls")
        write(folder, UNTIDY, "locked.mls").chmod(0)
        write(folder, UNTIDY, "folder/film.mls").parent.chmod(0)
        line = [sys.executable, "-c", AS_ANYONE]
        ran = subprocess.run(line, cwd=folder, env=environment(), capture_output=True, text=True, timeout=PATIENCE)
        (folder / "folder").chmod(0o755)
        assert film.read_text() == UNTIDY
    assert ran.stdout == "[1, 4]\n4\n"
    said = [line for line in ran.stderr.splitlines() if not line.startswith("  ")]
    assert said[2:] == [
        "milimo: locked.mls cannot be read: Permission denied",
        "milimo: the folder folder cannot be read: permission denied",
        "milimo: film.mls cannot be written: permission denied",
    ]


REFUSED = """
import sys
from pathlib import Path
from milimo_lang.cli.main import main

def refuse(self, target):
    raise OSError(28, "No space left on device")

Path.replace = refuse
sys.exit(main(["fmt", "film.mls"]))
"""
"""A disk that fills up before the last step."""

SAVED = """
import os, sys
from pathlib import Path
from milimo_lang.cli.main import main

os.fsync = lambda handle: Path("film.mls").write_text("A candle.")
sys.exit(main(["fmt", "film.mls"]))
"""
"""A writer who saves the film while it is laid out."""

WRONG = """
import sys
from milimo_lang.cli.main import main
from milimo_lang.syntax import format

format.formatted = lambda source: source.text.replace("lamp", "candle")
sys.exit(main(["fmt", "film.mls"]))
"""
"""A form with another word in it."""


@pytest.mark.parametrize(
    ("program", "code", "said", "left"),
    [
        (REFUSED, 4, "milimo: film.mls cannot be written: no space left on device\n", UNTIDY),
        (SAVED, 4, "milimo: film.mls was changed meanwhile, and stays as it is\n", "A candle."),
        (WRONG, 70, "milimo: film.mls would not mean the same after formatting, so it stays as it is\n", UNTIDY),
    ],
)
def test_a_form_that_cannot_or_must_not_be_written_leaves_the_film(
    project: Path, program: str, code: int, said: str, left: str
) -> None:
    film = write(project, UNTIDY)
    line = [sys.executable, "-c", program]
    ran = subprocess.run(line, cwd=project, env=environment(), capture_output=True, text=True, timeout=PATIENCE)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr.startswith(said)
    assert film.read_text() == left
    assert [path.name for path in project.iterdir()] == ["film.mls"]

"""What bad input gets: a located sentence, a remedy, the right exit code, the other diagnostics too, no traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.films import SMALL, write
from tests.conftest import PATIENCE, Milimo, Ran, command, environment

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)
"""A PNG of one pixel."""

OTHER = "\n!! close, 12f\n    key 0: other-mistake.png\n"
"""A second mistake, which every film here has and every report must name."""


def shot(block: str) -> str:
    """A film whose one mistake stands on line 12, with the other mistake after it."""
    return SMALL + f"    {block}\n" + OTHER


@dataclass(frozen=True)
class Bad:
    """A film, what else lies in its folder, where its mistake is and words that its report says."""

    name: str
    text: str | bytes
    line: int
    says: tuple[str, ...]
    prepare: Callable[[Path], object] = lambda folder: None


def link_out(folder: Path) -> None:
    (folder.parent / "outside.png").write_bytes(PIXEL)
    (folder / "link.png").symlink_to(folder.parent / "outside.png")


def use(name: str) -> str:
    return SMALL.replace("Title: Small", f"Title: Small\nUse: {name}") + OTHER


BAD = [
    Bad("missing-image", shot("key 0: gone.png"), 12, ("gone.png",)),
    Bad("folder-for-a-file", shot("key 0: pictures"), 12, ("pictures",), lambda folder: (folder / "pictures").mkdir()),
    Bad("pipe-for-a-file", shot("key 0: pipe.png"), 12, ("pipe.png",), lambda folder: os.mkfifo(folder / "pipe.png")),
    Bad("not-a-picture", shot("key 0: text.png"), 12, ("text.png",), lambda folder: write(folder, "words", "text.png")),
    Bad("empty-picture", shot("key 0: empty.png"), 12, ("empty.png",), lambda folder: write(folder, "", "empty.png")),
    Bad("key-outside-its-shot", shot("key 13: own.png"), 12, ("13",), lambda folder: write(folder, PIXEL, "own.png")),
    Bad("unknown-model", SMALL.replace("Title: Small", "Title: Small\nModel: ltx-99") + OTHER, 2, ("ltx-99",)),
    Bad("no-frames", SMALL.replace("wide, 12f", "wide, 0f") + OTHER, 7, ("0",)),
    Bad("ten-million-frames", SMALL.replace("wide, 12f", "wide, 10000000f") + OTHER, 7, ("10000000", "10,000,000")),
    Bad("two-of-one-name", "@character Ann: tall\n\n@character ANN: short\n\n" + SMALL + OTHER, 3, ("Ann", "ANN")),
    Bad("not-utf-8", SMALL.encode() + b"\nCaf\xe9.\n" + OTHER.encode(), 13, ("UTF-8",)),
    Bad("use-of-itself", use("film.mls"), 2, ("film.mls",)),
    Bad(
        "cycle-of-use",
        use("a.mls"),
        1,
        ("a.mls", "b.mls"),
        lambda folder: (write(folder, "Use: b.mls\n", "a.mls"), write(folder, "Use: a.mls\n", "b.mls")),
    ),
    Bad("use-of-nothing", use("gone.mls"), 2, ("gone.mls",)),
    Bad("path-to-the-parent", shot("key 0: ../outside.png"), 12, ("outside",), link_out),
    Bad("absolute-path", shot("key 0: /etc/hostname.png"), 12, ("inside the project", "outside")),
    Bad("symlink-out", shot("key 0: link.png"), 12, ("outside",), link_out),
    Bad("address", shot("key 0: https://example.com/a.png"), 12, ("address", "folder")),
    Bad(
        "playlist",
        SMALL + "\n%music list.wav\n" + OTHER,
        13,
        ("list.wav",),
        lambda folder: write(folder, "#EXTM3U\n#EXTINF:1,\n/etc/hostname\n", "list.wav"),
    ),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_input_is_said_where_it_stands_with_everything_else(bad: Bad, milimo: Milimo, project: Path) -> None:
    write(project, bad.text)
    bad.prepare(project)
    ran = milimo("check", "--format", "json", "film.mls")
    sober(ran, 1)
    errors = [record for record in ran.json if record["severity"] == "error"]
    told = [error for error in errors if any(word in error["message"] + error["help"] for word in bad.says)]
    assert told, errors
    assert bad.line in [error["line"] for error in told if error["file"] in ("film.mls", "a.mls", "b.mls")]
    assert all(error["help"] or error["fixes"] for error in told), "a remedy"
    assert any("other-mistake.png" in error["message"] for error in errors), "the other mistake too"
    sober(milimo("build", "film.mls"), 1)
    assert not (project / "build").exists()


AS_ANYONE = """
import os, sys
from milimo_lang.cli.main import main
main(["check", "--format", "short", "good.mls"])  # all is loaded while it may be read
if os.geteuid() == 0:
    os.seteuid(65534)  # to the superuser every file is readable
print([main(["check", "--format", "short", name]) for name in ("film.mls", "locked.mls")])
"""


def test_files_that_may_not_be_read() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(folder, PIXEL, "locked.png").chmod(0)
        write(folder, SMALL, "locked.mls").chmod(0)
        write(folder, PIXEL, "own.png")
        write(folder, SMALL + "    key 0: own.png\n", "good.mls")
        write(folder, shot("key 0: locked.png"))
        done = subprocess.run(
            [sys.executable, "-c", AS_ANYONE],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    sober(Ran(done.returncode, done.stdout, done.stderr), 0)
    *lines, codes = done.stdout.splitlines()
    assert codes == "[1, 1]"
    assert lines[0].startswith("film.mls:12:12: error[M4001]: locked.png cannot be read: Permission denied")
    assert "other-mistake.png" in lines[1]
    assert lines[2].startswith("locked.mls:1:1: error[M1902]: locked.mls cannot be read: Permission denied")


@pytest.mark.parametrize("text", ["", "\n\n \n", "[[a note]]\n", b"\xef\xbb\xbf"])
def test_an_empty_film_is_an_error(milimo: Milimo, project: Path, text: str | bytes) -> None:
    write(project, text)
    for arguments in (["check", "film.mls"], ["build", "film.mls"], ["plan", "film.mls"]):
        ran = milimo(*arguments)
        sober(ran, 1)
        assert "error[M" in ran.out + ran.err
    for stage in ("lines", "tree", "ir", "plan"):
        sober(milimo("emit", stage, "film.mls"), 0 if stage in ("lines", "tree") else 1)


WIDE = "Title: A\n\nRain.\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (PIXEL, "a binary file"),
        (b"\x00\x01\x02\x00" * 100, "a binary file"),
        (WIDE.encode("utf-16"), "UTF-16 text"),
        (WIDE.encode("utf-16-le"), "UTF-16 text"),
        (WIDE.encode("utf-16-be"), "UTF-16 text"),
        (WIDE.encode("utf-32"), "UTF-32 text"),
    ],
)
def test_a_binary_film_is_one_clear_sentence(milimo: Milimo, project: Path, data: bytes, what: str) -> None:
    write(project, data)
    assert f"film.mls is {what}" in milimo("check", "--format", "short", "film.mls").out
    ran = milimo("check", "film.mls")
    sober(ran, 1)
    assert re.search(r"^error\[M1902\]: film\.mls ", ran.out, re.MULTILINE)
    sober(milimo("build", "film.mls"), 1)
    sober(milimo("emit", "lines", "film.mls"), 1)


def test_a_film_that_vanishes_or_cannot_be_named(milimo: Milimo, project: Path) -> None:
    (project / "dangling.mls").symlink_to("nowhere.mls")
    (project / "circle.mls").symlink_to("circle.mls")
    for name in ("dangling.mls", "circle.mls", "x" * 5000, ""):
        sober(milimo("check", name), 2)


def test_a_film_that_is_no_ordinary_file(milimo: Milimo, project: Path) -> None:
    os.mkfifo(project / "pipe.mls")
    (project / "folder.mls").mkdir()
    for name, code in (("pipe.mls", 1), ("folder.mls", 2), ("/dev/zero", 1)):
        sober(milimo("check", name), code)
    write(project, f"Use: pipe.mls, folder.mls\n\n[[include: pipe.mls]]\n\n{SMALL}")
    ran = milimo("check", "--format", "short", "film.mls")
    sober(ran, 1)
    assert [line.split(" ")[0] for line in ran.out.splitlines()] == [f"film.mls:{at}:" for at in ("1:6", "1:16", "3:1")]


def chain(folder: Path, length: int, each: str) -> None:
    """Files that include each other, `length` deep."""
    for number in range(length):
        write(folder, each.replace("NEXT", f"{number + 1}.mls") + "\n\nRain.\n", f"{number}.mls")
    write(folder, "Rain.\n", f"{length}.mls")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (SMALL + "\nA \0 nul.\n", 13, "byte 0x00"),
        (SMALL + "\n!! wide, " + "9" * 400 + " frames\n", 13, "a shot cannot last"),
        (SMALL + "\n!! wide, 1e999s\n", 13, "no length"),
        (SMALL + "\n!! wide, 3600s\n" * 73, 157, "72 hours"),
        (SMALL + "\n[[include: chain/0.mls]]\n", 1, "more than 50 deep"),
        (SMALL + "\n[[include: tree/0.mls]]\n", 1, "more than 1,999 files"),
    ],
    ids=["nul", "frames", "power", "hours", "deep", "many"],
)
def test_what_is_beyond_every_limit_is_one_error_where_it_stands(
    milimo: Milimo, project: Path, text: str, line: int, says: str
) -> None:
    chain(project / "chain", 60, "[[include: NEXT]]")
    chain(project / "tree", 20, "[[include: NEXT]]\n\n[[include: NEXT]]")
    write(project, text)
    ran = milimo("check", "--format", "short", "film.mls")
    sober(ran, 1)
    (error,) = [row for row in ran.out.splitlines() if "error[" in row]
    assert f":{line}:" in error
    assert says in error


def test_what_a_terminal_would_act_on_is_spelt_out(milimo: Milimo, project: Path) -> None:
    write(project, SMALL + "\n!! wide, \x1b[31mred\x07 \u202egnp, 0s\n\n!! on @\x9bMara\x00\n")
    for form in ("human", "short"):
        ran = milimo("check", "--format", form, "film.mls")
        sober(ran, 1)
        assert not set(ran.out + ran.err) & set("\x1b\x07\u202e\x9b\0")


@pytest.mark.parametrize(
    "text",
    [SMALL * 10_000, SMALL + "\n" + "[[" * 200_000 + "]]" * 200_000, SMALL + "\n!! " + "wide, " * 20_000 + "2s\n"],
    ids=["100,000 lines", "deep notes", "one long line"],
)
def test_large_films_are_checked(milimo: Milimo, project: Path, text: str) -> None:
    write(project, text)
    sober(milimo("check", "--format", "short", "film.mls"), 0)


def test_a_very_large_file_is_refused(milimo: Milimo, project: Path) -> None:
    with open(write(project, SMALL), "r+b") as file:
        file.truncate(33 * 2**20)
    ran = milimo("check", "film.mls")
    sober(ran, 1)
    assert "MiB" in ran.out


def test_no_space_left_is_exit_4_and_the_store_stays_sound(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    build = " ".join(command("build", "film.mls"))
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 1; {build}"],  # no file may grow beyond a kilobyte
        cwd=project,
        env=environment({"PYTHONDONTWRITEBYTECODE": "1"}),  # nor may Python's own cache be cut short by it
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    sober(Ran(done.returncode, done.stdout, done.stderr), 4)
    assert "space" in done.stderr
    assert milimo("build", "film.mls").code == 0
    assert milimo("cache", "verify").out.endswith("all sound\n")


def test_an_output_that_cannot_be_written(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    (project / "file").touch()
    ran = milimo("build", "film.mls", "-o", "file/film.mp4")
    sober(ran, 4)
    assert "file" in ran.err
    ran = milimo("build", "film.mls", "--cache", "file")
    sober(ran, 4)


def sober(ran: Ran, code: int) -> None:
    """The exit code, and no traceback."""
    assert "Traceback" not in ran.out + ran.err
    assert "bug in milimo" not in ran.err
    assert ran.code == code, ran.out + ran.err


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_a_film_whose_name_is_not_utf8_is_built_and_its_page_names_it(milimo: Milimo, project: Path) -> None:
    write(project, SMALL).rename(project / os.fsdecode(b"f\xff.mls"))
    assert milimo("build", os.fsdecode(b"f\xff.mls")).code == 0
    assert b"f%FF.mp4" in (project / "build" / os.fsdecode(b"f\xff.html")).read_bytes()

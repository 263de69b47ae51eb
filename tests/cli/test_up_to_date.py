"""A build with nothing to do ends before anything is loaded, and never when there is something to do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.films import SMALL, write
from tests.conftest import PATIENCE, Milimo, environment

FILM = SMALL.replace("Title: Small", "Title: Small\nUse: cast.mls") + "    key 0: key.png\n"
FILM = FILM.replace("!! wide", "!! wide on @Ann")
CAST = "@character Ann: a woman in a red coat\n"

UNLOADED = """
import sys
for name in ("lark", "pydantic", "av", "numpy", "PIL", "cv2", "rich", "jinja2", "dataclasses", "fractions"):
    sys.modules[name] = None  # whoever imports it now fails
from milimo_lang.cli.main import main
code = main(["build", "film.mls"])
ours = ("milimo_lang.compilation", "milimo_lang.world", "milimo_runtime.store", "milimo_runtime.session")
print([name for name in ours if name in sys.modules])
sys.exit(code)
"""
"""A build in a process that can load nothing heavy."""


@pytest.fixture
def built(milimo: Milimo, project: Path) -> Path:
    """A film with a used file and a picture, built."""
    write(project, FILM)
    write(project, CAST, "cast.mls")
    Image.new("RGB", (320, 180), "navy").save(project / "key.png")
    ran = milimo("build", "film.mls")
    assert (ran.code, ran.out.startswith("build/film.mp4: ")) == (0, True), ran.err
    return project


def in_place(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change a file's bytes and put its times back, as a careless tool or a bad disk does."""
    before = path.stat()
    path.chmod(0o600)
    with open(path, "r+b") as file:
        data = change(file.read())
        file.seek(0)
        file.write(data)
        file.truncate()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_nothing_is_loaded(built: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNLOADED], cwd=built, env=environment(), capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith("build/film.mp4 is up to date: ")
    assert second == "[]"


def test_a_touched_file_is_no_change(built: Path, milimo: Milimo) -> None:
    for name in ("film.mls", "cast.mls", "key.png", "build/film.mp4"):
        os.utime(built / name)
    assert "is up to date" in milimo("build", "film.mls").out


@pytest.mark.parametrize("name", ["film.mls", "cast.mls"])
def test_a_changed_text_is_seen_though_its_time_and_size_are_the_same(built: Path, milimo: Milimo, name: str) -> None:
    in_place(built / name, lambda data: data.replace(b"lamp", b"pipe").replace(b"red", b"tan"))
    assert re.match(r"build/film\.mp4: 1\.0 s, [1-9]\d* made, ", milimo("build", "film.mls").out)


def test_a_changed_picture_is_seen(built: Path, milimo: Milimo) -> None:
    Image.new("RGB", (320, 180), "maroon").save(built / "key.png")
    assert "is up to date" not in milimo("build", "film.mls").out


def test_a_picture_that_has_gone_is_an_error(built: Path, milimo: Milimo) -> None:
    (built / "key.png").unlink()
    assert milimo("build", "film.mls").code == 1


def test_a_byte_flipped_in_the_film_is_mended(built: Path, milimo: Milimo) -> None:
    film = built / "build/film.mp4"
    sound = film.read_bytes()
    in_place(film, lambda data: data[:-100] + bytes([data[-100] ^ 1]) + data[-99:])
    assert film.read_bytes() != sound
    assert milimo("build", "film.mls").code == 0
    assert film.read_bytes() == sound


def test_a_byte_flipped_in_empty_captions_is_mended(built: Path, milimo: Milimo) -> None:
    """In captions that say something it may be somebody's correction: that is asked about (test_output)."""
    captions = built / "build/film.vtt"
    sound = captions.read_bytes()
    in_place(captions, lambda data: data[:-1] + b" ")
    assert milimo("build", "film.mls").code == 0
    assert captions.read_bytes() == sound


def test_a_picture_changed_at_equal_size_is_seen_though_its_time_was_put_back(built: Path, milimo: Milimo) -> None:
    in_place(built / "key.png", lambda data: data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])
    ran = milimo("build", "film.mls")
    assert "is up to date" not in ran.out, ran.err


@pytest.mark.parametrize("how", ["cp -a", "cp -r", "mv"])
def test_a_project_copied_or_moved_makes_nothing_and_then_is_up_to_date(built: Path, milimo: Milimo, how: str) -> None:
    film = (built / "build/film.mp4").read_bytes()
    there = built.with_name("there")
    subprocess.run([*how.split(), built, there], check=True)
    for said in (
        r"build/film\.mp4 is up to date: \d+ units cached",
        r"build/film\.mp4 is up to date: \d+ units cached",
    ):
        assert re.match(said, milimo("build", "film.mls", cwd=there).out)
    assert (there / "build/film.mp4").read_bytes() == film
    in_place(there / "film.mls", lambda data: data.replace(b"lamp", b"pipe"))
    assert re.match(r"build/film\.mp4: 1\.0 s, [1-9]\d* made, ", milimo("build", "film.mls", cwd=there).out)


def test_a_clock_that_was_set_back_hides_no_change(built: Path, milimo: Milimo) -> None:
    """The manifest is of tomorrow, and the change of a year ago."""
    [manifest] = (built / ".milimo/manifests").iterdir()
    tomorrow = time.time() + 86_400
    os.utime(manifest, (tomorrow, tomorrow))
    assert "is up to date" in milimo("build", "film.mls").out
    in_place(built / "film.mls", lambda data: data.replace(b"lamp", b"pipe"))
    os.utime(built / "film.mls", (tomorrow - 366 * 86_400,) * 2)
    assert re.match(r"build/film\.mp4: 1\.0 s, [1-9]\d* made, ", milimo("build", "film.mls").out)


def test_a_file_as_new_as_the_manifest_is_read(built: Path, milimo: Milimo) -> None:
    """A change in the tick in which the manifest was written need show in no time: such a file is read.

    Here the manifest holds another digest than the text has, as it would after such a change.
    """
    [manifest] = (built / ".milimo/manifests").iterdir()
    text = built / "film.mls"
    sound = json.loads(manifest.read_text("utf-8"))
    false = json.loads(manifest.read_text("utf-8"))
    false["files"][str(text)][5] = "0" * 64
    manifest.write_text(json.dumps(false), encoding="utf-8")
    os.utime(manifest, (time.time() + 60,) * 2)
    assert "is up to date" in milimo("build", "film.mls").out
    assert json.loads(manifest.read_text("utf-8")) == false, "what is older is trusted"
    changed = text.stat().st_ctime_ns + 10**6
    os.utime(manifest, ns=(changed, changed))
    assert "is up to date" in milimo("build", "film.mls").out
    assert json.loads(manifest.read_text("utf-8")) == sound, "what may be as new is read, and all is looked at"


@pytest.mark.parametrize("name", ["film.mp4", "film.vtt", "film.srt"])
def test_what_was_deleted_is_put_back(built: Path, milimo: Milimo, name: str) -> None:
    (built / "build" / name).unlink()
    assert milimo("build", "film.mls").code == 0
    assert (built / "build" / name).is_file()


def test_other_options_are_another_film(built: Path, milimo: Milimo) -> None:
    film = built / "build/film.mp4"
    first = film.read_bytes()
    assert "is up to date" not in milimo("build", "film.mls", "--size", "128x72").out
    assert film.read_bytes() != first
    assert milimo("build", "film.mls").code == 0
    assert film.read_bytes() == first


def test_a_film_with_warnings_goes_on_warning_with_nothing_loaded(project: Path, milimo: Milimo) -> None:
    write(project, SMALL.replace("Title: Small", "Title: Small\nFram rate: 24"))
    first = milimo("build", "film.mls")
    assert "warning[M" in first.err
    told = first.err[: first.err.index("1 warning\n")] + "1 warning\n"
    done = subprocess.run(
        [sys.executable, "-c", UNLOADED],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, told)
    assert done.stdout.splitlines()[-1] == "[]"
    ran = milimo("build", "project/film.mls", cwd=project.parent)
    assert " --> project/film.mls:2:1\n" in ran.err, "files are named as they are named now"
    assert "is up to date" in ran.out


def test_a_damaged_manifest_is_no_trouble(built: Path, milimo: Milimo) -> None:
    [manifest] = (built / ".milimo/manifests").iterdir()
    for text in ("", "{}", "[1]", '{"format": 1'):
        manifest.write_text(text, encoding="utf-8")
        ran = milimo("build", "film.mls")
        assert (ran.code, ran.err) == (0, "")
        assert "is up to date" in ran.out

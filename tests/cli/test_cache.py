"""`milimo cache` and `milimo doctor`: the store and the machine."""

from __future__ import annotations

import os
import re
from pathlib import Path

from milimo_lang.cli.storing import STORE, store_of
from milimo_runtime.media.codecs import ENCODERS
from milimo_runtime.session import open_session
from tests.cli.films import SMALL, write
from tests.conftest import ROOT, Milimo, environment


def blobs(project: Path) -> list[Path]:
    return sorted(path for path in (project / ".milimo/cas").rglob("*") if path.is_file())


def test_before_the_first_build_there_is_no_store(milimo: Milimo) -> None:
    ran = milimo("cache", "stats")
    assert ran.code == 0
    assert ran.out.endswith(".milimo: nothing was built yet\n")
    assert "--cache" in ran.err


def test_stats_count_what_a_build_left(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    ran = milimo("cache", "stats")
    assert ran.code == 0
    assert re.search(r"^ +2 drawn\.panel$", ran.out, re.MULTILINE)
    assert re.search(rf"^files +{len(blobs(project))}$", ran.out, re.MULTILINE)


def test_verify_sets_a_damaged_file_aside_and_the_next_build_mends_it(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    milimo("build", "film.mls")
    film = (project / "build/film.mp4").read_bytes()
    assert milimo("cache", "verify").out.endswith("all sound\n")
    victim = blobs(project)[0]
    victim.chmod(0o600)
    victim.write_bytes(b"x" + victim.read_bytes()[1:])
    ran = milimo("cache", "verify")
    assert ran.code == 0
    assert "damaged" in ran.out
    assert milimo("build", "film.mls").code == 0
    assert (project / "build/film.mp4").read_bytes() == film
    assert milimo("cache", "verify").out.endswith("all sound\n")


def test_gc_keeps_what_the_last_build_used(milimo: Milimo, project: Path) -> None:
    film = write(project, SMALL)
    milimo("build", "film.mls")
    film.write_text(SMALL.replace("the lamp goes out", "the lamp burns"), encoding="utf-8")
    milimo("build", "film.mls")
    ran = milimo("cache", "gc", "--keep", "0B")
    assert ran.code == 0
    assert re.fullmatch(r"removed [1-9]\d* units?, [\d.]+ [KMG]?B\n", ran.out)
    assert "is up to date" in milimo("build", "film.mls").out


def test_doctor_says_that_films_can_be_made_here(milimo: Milimo) -> None:
    ran = milimo("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^ok +libx264 +H\.264 pictures: can be written$", ran.out, re.MULTILINE)
    assert re.search(r"^- +letters +Latin, Greek, Cyrillic\b", ran.out, re.MULTILINE)
    assert ran.out.endswith("the built-in renderer can make films here\n")


def test_a_library_that_is_broken_is_named_with_its_remedy(milimo: Milimo, project: Path) -> None:
    (project / "cv2.py").write_text('raise ImportError("libGL.so.1: cannot open shared object file")\n')
    write(project, SMALL)
    broken = {"PYTHONPATH": os.pathsep.join([environment()["PYTHONPATH"], str(project)])}
    doctor = milimo("doctor", variables=broken)
    assert doctor.code == 4
    said = r"^no +opencv-python-headless +\S+ cannot be loaded \(libGL.*`pip install --force-reinstall opencv"
    assert re.search(said, doctor.out, re.MULTILINE)
    built = milimo("build", "film.mls", variables=broken)
    assert built.code == 4
    assert "a library cannot be loaded: libGL.so.1: cannot open shared object file; `milimo doctor`" in built.err
    assert "fault in milimo" not in built.out + built.err


def test_doctor_asks_for_every_encoder_a_film_is_written_with() -> None:
    media = (ROOT / "runtime/milimo_runtime/media").glob("*.py")
    opened = {name for path in media for name in re.findall(r'add_stream\("(\w+)"', path.read_text(encoding="utf-8"))}
    assert opened == {*ENCODERS}


def test_the_runtime_keeps_its_work_where_the_commands_look_for_it(tmp_path: Path) -> None:
    assert open_session(tmp_path).store.path == store_of(tmp_path) == tmp_path / STORE

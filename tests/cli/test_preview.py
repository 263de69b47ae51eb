"""`milimo preview`: the page of the last build, at an address of this machine, until Ctrl-C."""

from __future__ import annotations

import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.films import SMALL, SPOKEN, write
from tests.conftest import PATIENCE, Milimo, command, environment


@contextmanager
def previewed(project: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`milimo preview film.mls`, and the address it printed."""
    running = subprocess.Popen(
        command("preview", "film.mls", *options), cwd=project, env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdout is not None
    try:
        yield running, running.stdout.readline().strip()
    finally:
        running.kill()
        running.communicate(timeout=PATIENCE)


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.read().decode())


def test_the_page_of_the_last_build_is_served_until_it_is_stopped(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    assert milimo("build", "film.mls").code == 0
    with previewed(project) as (running, url):
        assert url.startswith("http://127.0.0.1:")
        page = read(url)
        assert "<h1" in page
        assert "A lamp." in page
        film = page.split('<video id="video"')[1].split('src="')[1].split('"')[0]
        with urllib.request.urlopen(url + film, timeout=30) as answer:
            assert answer.read() == (project / "build" / "film.mp4").read_bytes()
        write(project, SPOKEN.replace("!! wide, 12f\n", "!! wide, 12f\n    takes: 2\n"))
        assert milimo("build", "film.mls").code == 0
        end = time.monotonic() + PATIENCE
        while "Ann waits." not in (page := read(url)) and time.monotonic() < end:
            time.sleep(0.1)
        assert "Ann waits." in page, "a build that ends meanwhile brings its cut"
        takes = set(re.findall(r"take/[0-9a-f]{32}\.mp4", page))
        assert takes
        for take in takes:
            with urllib.request.urlopen(url + take, timeout=30) as answer:
                assert b"ftyp" in answer.read(16), "takes are served from the store"
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=PATIENCE)
        assert running.returncode == 0
        assert "Traceback" not in err


def test_a_film_that_was_not_built_has_no_page(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    done = milimo("preview", "film.mls")
    assert done.code == 2
    assert "film.mls was not built yet" in done.err
    assert "milimo build film.mls" in done.err


def test_a_page_that_milimo_did_not_write_is_neither_shown_nor_written_over(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    assert milimo("build", "film.mls").code == 0
    page = project / "build" / "film.html"
    page.write_text("<script>mine</script>", encoding="utf-8")
    done = milimo("preview", "film.mls")
    assert done.code == 2
    assert "no page of this version of milimo" in done.err
    again = milimo("build", "film.mls")
    assert again.code == 2
    assert "film.html is not as milimo wrote it" in again.err
    assert page.read_text(encoding="utf-8") == "<script>mine</script>"


def test_a_page_that_is_gone_is_made_again_and_nothing_else(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    assert milimo("build", "film.mls").code == 0
    page = project / "build" / "film.html"
    before = page.read_bytes()
    page.unlink()
    assert "up to date" in milimo("build", "film.mls").out
    assert page.read_bytes() == before
    assert str(project).encode() not in before

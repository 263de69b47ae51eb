"""The keys of `milimo watch`, and the terminal, which is given back as it was however that ends."""

from __future__ import annotations

import os
import sys
import time
import tty
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from milimo_lang.cli.keyboard import Keyboard
from tests.cli.films import SMALL, write
from tests.cli.terminal import Terminal
from tests.cli.test_watch import SLOW, lamp
from tests.cli.watching import renamed_over
from tests.conftest import PATIENCE, command

BROKEN = """
from milimo_lang.cli.keyboard import Keyboard
with Keyboard():
    print("in", flush=True)
    input()
    1 / 0
"""
NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}


def watch(project: Path, *options: str, variables: Mapping[str, str] = NO_DISPLAY) -> Terminal:
    return Terminal(project, command("watch", "film.mls", "--jobs", "1", *options), variables)


@pytest.fixture
def film(project: Path) -> Path:
    return write(project, SMALL)


@pytest.fixture
def terminal(project: Path, film: Path) -> Iterator[Terminal]:
    with watch(project, "--no-preview") as terminal:
        terminal.until(", cut ")
        assert terminal.takes_keys
        yield terminal


def test_r_makes_it_now(terminal: Terminal, project: Path) -> None:
    (project / "build" / "film.mp4").unlink()
    terminal.press("r")
    terminal.until("film.mls made again: nothing to make")
    assert (project / "build" / "film.mp4").exists()


def test_c_stops_what_is_made_and_r_goes_on(terminal: Terminal, film: Path) -> None:
    before = terminal.said.count("1B/picture")
    renamed_over(film, SLOW)
    terminal.until("1B/picture", times=before + 1)
    terminal.press("c")
    terminal.until("stopped by hand")
    terminal.until("film.mls saved: diagnostics")
    renamed_over(film, lamp(1))
    terminal.until("film.mls saved: 1 shot made")
    terminal.press("c")
    terminal.press("r")
    terminal.until("made again: nothing to make")
    assert terminal.said.count("stopped by hand") == 1


@pytest.mark.parametrize("key", [b"\x1b[C", b"\x1b[1;5C", b"\x1bOQ", b"\x1b[[C", b"\x1bq", b"\x1b", b"\xe9"])
def test_a_key_that_has_no_letter_is_none(key: bytes) -> None:
    master, slave = os.openpty()
    try:
        tty.setcbreak(slave)
        keyboard = Keyboard()
        keyboard.handle = slave
        os.write(master, key)
        assert keyboard.pressed() == ""
        os.write(master, key + b"e")
        assert keyboard.pressed() in ("e", "")  # after an escape alone it is Alt with it
    finally:
        os.close(master)
        os.close(slave)


def test_e_says_again_what_is_wrong(terminal: Terminal, film: Path) -> None:
    terminal.press("e")
    terminal.until("nothing is wrong with the film")
    renamed_over(film, SMALL + "    key 0: gone.png\n")
    terminal.until("1 error; the last cut stays")
    terminal.press("e")
    terminal.until("error[M4001]: there is no file gone.png", times=2)


def test_p_says_where_the_page_is_or_opens_it(project: Path, film: Path) -> None:
    with watch(project, "--no-preview") as terminal:
        terminal.until("watching")
        terminal.press("p")
        terminal.until("there is no page: milimo watches with --no-preview")
        terminal.press("q")
    with watch(project) as terminal:
        terminal.until("the page: http://127.0.0.1:")
        terminal.press("p")
        terminal.until("open http://127.0.0.1:")
        terminal.press("q")
    opened = project.parent / "opened"
    browser = project.parent / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n')
    browser.chmod(0o755)
    with watch(project, variables={"DISPLAY": ":9", "BROWSER": str(browser)}) as terminal:
        terminal.until(", cut ")
        url = terminal.said.split("the page: ")[1].split()[0]
        terminal.press("p")
        end = time.monotonic() + PATIENCE
        while not (opened.exists() and opened.read_text() == url):
            assert time.monotonic() < end
            time.sleep(0.02)
        terminal.press("q")


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x04", 0), ("\x03", 130)])
def test_it_ends_and_the_terminal_is_as_it_was(terminal: Terminal, key: str, code: int) -> None:
    terminal.press(key)
    assert terminal.news() == f"ended {code}"
    assert terminal.settings() == terminal.before


def test_it_is_put_aside_and_fetched_back(terminal: Terminal, film: Path) -> None:
    for turn in range(1, 3):
        terminal.press("\x1a")
        assert terminal.news() == "stopped"
        assert terminal.settings() == terminal.before
        renamed_over(film, lamp(turn))  # while it is aside
        terminal.go_on()
        terminal.until("film.mls saved: 1 shot made", times=turn)
        assert terminal.takes_keys
        terminal.press("e")
        terminal.until("the words want", times=turn + 1)
    terminal.press("q")
    assert terminal.news() == "ended 0"
    assert terminal.settings() == terminal.before


def test_a_window_that_is_closed_ends_it(project: Path, film: Path) -> None:
    with watch(project, "--no-preview") as terminal:
        terminal.until(", cut ")
        terminal.hang_up()
        assert terminal.news() in ("ended 0", "ended 129")


def test_a_mistake_of_ours_gives_the_terminal_back(project: Path) -> None:
    with Terminal(project, [sys.executable, "-c", BROKEN]) as terminal:
        terminal.until("in")
        assert terminal.takes_keys
        terminal.press("\n")
        assert terminal.news() == "ended 1"
        terminal.until("ZeroDivisionError")
        assert terminal.settings() == terminal.before

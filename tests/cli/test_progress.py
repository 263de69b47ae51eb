"""What a person sees of a build while it runs."""

from __future__ import annotations

import argparse
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from milimo_lang.cli.places import Places
from milimo_lang.cli.progress import watching
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import compiled, film_arguments, find
from milimo_runtime.journal import Event, EventName
from tests.cli.films import SMALL, write


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def places(tmp_path: Path) -> Places:
    film = write(tmp_path, SMALL)
    parser = argparse.ArgumentParser()
    film_arguments(parser)
    target = find(str(film))
    return Places(target, compiled(target, parser.parse_args([str(film)])))


def events(*told: tuple[EventName, str]) -> list[Event]:
    return [Event(name, unit, unit[:2], "1A/picture failed", 0.5) for name, unit in told]


STOPPED = events(
    *(("planned", unit) for unit in ("1A/picture", "1B/picture", "cut/film")),
    ("started", "1A/picture"),
    ("started", "1B/picture"),
    ("failed", "1A/picture"),
    ("cancelled", "1B/picture"),
)


def seen(told: Sequence[Event], err: io.StringIO, places: Places) -> str:
    with watching(Streams(io.StringIO(), err, {}), places, None) as on_event:
        for event in told:
            on_event(event)
    return err.getvalue()


def test_a_unit_that_was_stopped_is_a_line(places: Places) -> None:
    lines = seen(STOPPED, io.StringIO(), places).splitlines()
    assert lines[1:] == ["stopped 1B/picture: 1A/picture failed"]


def test_a_unit_that_was_stopped_is_a_line_on_a_terminal_and_counts_as_nothing(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    shown = seen(STOPPED, Terminal(), places)
    assert "stopped 1B/picture: 1A/picture failed" in shown
    assert re.findall(r"(\d)/3", shown)[-1] == "1"


def test_what_is_not_as_it_should_be_is_a_line_and_the_unit_goes_on(places: Places) -> None:
    told = [Event("warned", "1A/picture", "1A", "memory ran out: vae made room, and it is tried again", 0.5)]
    assert seen([*STOPPED[:4], *told], io.StringIO(), places).splitlines() == [
        "warned  1A/picture: memory ran out: vae made room, and it is tried again"
    ]


def test_a_terminal_shows_how_far_a_unit_is_and_what_it_does(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    told = [Event("progress", "1A/picture", "1A", "step 3 of 8, about 40 s left", 24.0, done=0.375)]
    assert "1A/picture 38% (step 3 of 8, about 40 s left)" in seen([*STOPPED[:4], *told], Terminal(), places)


def test_a_unit_made_again_is_counted_once(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    told = events(("cached", "1A/picture"), ("started", "1A/picture"), ("done", "1A/picture"), ("planned", "cut/film"))
    assert re.findall(r"(\d)/2", seen(told, Terminal(), places))[-1] == "1"


def test_a_terminal_shows_what_is_left(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    told = Event("progress", "1A/picture", "1A", "drawing", 24.0, done=0.375, left=250.0)
    assert "about 4 min left" in seen([*STOPPED[:4], told], Terminal(), places)
    assert "left" not in seen(STOPPED[:4], Terminal(), places)

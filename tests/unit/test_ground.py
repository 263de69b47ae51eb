"""The ground floor: resources are found, and timing costs nothing until it is asked for."""

from __future__ import annotations

import json

import pytest

from milimo_lang import resources, timing
from milimo_lang.timing import timed


def test_the_grammars_and_the_library_are_found() -> None:
    assert "document" in resources.read_text("grammar", "structure.lark")
    assert resources.path("stdlib").is_dir()


def test_a_resource_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        resources.read_text("grammar", "absent.lark")


def test_timing_is_off_until_recorded() -> None:
    assert timed("parse") is timed("plan")
    with timing.recording() as trace, timed("parse", file="film.mls"), timed("inner"):
        pass
    events = json.loads(trace.json())["traceEvents"]
    assert [event["name"] for event in events] == ["inner", "parse"]
    assert events[1]["args"] == {"file": "film.mls"}
    assert all(event["ph"] == "X" and event["dur"] >= 0 for event in events)
    assert timed("parse") is timed("plan")

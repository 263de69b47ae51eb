"""What a film or the name of a file holds never reaches a terminal as a command to it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from tests.cli.test_streams import on_a_terminal
from tests.soak.studio import Studio

EVIL = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202etxt\u2066\u200e"
"""A title for the window, a colour, a cleared screen, text that runs the other way and does not show."""

FOLDER = f"folder{EVIL}".replace("\x07", "")
NAME = "evil\x1b[2J\u202e.mls"
FILM = f"""\
Title: {EVIL}
Size: 160x90
Frame rate: 24
Fram{EVIL}: 3

@character Ann{EVIL}: a woman{EVIL} in red

INT. ROOM {EVIL} - DAY

!! wide, {EVIL}, 12f
    key 0: gone{EVIL}.png
    id: {EVIL}
    seed: {EVIL}

Ann{EVIL} waits.

!! close{EVIL} on @Nobody{EVIL}, 2s
    image: {EVIL}.png

ANN{EVIL}
Now{EVIL}.

> DISSOLVE TO{EVIL}:

%music {EVIL}.wav
"""
GOOD = FILM.replace("    key 0: gone" + EVIL + ".png\n", "").replace("    image: " + EVIL + ".png\n", "")
GOOD = (
    GOOD.replace(f"    id: {EVIL}\n    seed: {EVIL}\n", "").replace("@Nobody" + EVIL, "it").partition("> DISSOLVE")[0]
)


def acted_on(said: str) -> set[str]:
    """What of `said` a terminal would act on."""
    return {one for one in said if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")}


@pytest.fixture
def evil(project: Path) -> Studio:
    studio = Studio(project / FOLDER)
    (studio.root / NAME).write_text(FILM, encoding="utf-8")
    (studio.root / f"good{NAME}").write_text(GOOD, encoding="utf-8")
    return studio


COMMANDS = [
    ["check", NAME],
    ["check", "--format", "short", NAME],
    ["check", "--format", "github", NAME],
    ["check", "--format", "json", NAME],
    ["check", "--format", "sarif", NAME],
    ["check", f"no-such-{NAME}"],
    ["plan", NAME],
    ["plan", "--json", f"good{NAME}"],
    ["explain", f"good{NAME}", "1A"],
    ["explain", f"good{NAME}", EVIL.replace("\x07", "")],
    ["explain", EVIL],
    ["emit", "ir", f"good{NAME}"],
    ["emit", "tree", NAME],
    ["build", "--keep-going", "--json", NAME],
    ["build", f"good{NAME}"],
    ["build", f"good{NAME}", "--force", "-o", f"out{EVIL}.mp4"],
    ["build", f"good{NAME}", "-o", f"{EVIL}.avi"],
    ["log"],
    ["log", "1"],
    ["log", "--json"],
    ["cache", "stats"],
    ["cache", "pin", f"good{NAME}"],
    ["cache", "pin", "--list"],
    ["cache", "pin", EVIL],
    ["cache", "stats", "--cache", f"none{EVIL}"],
    ["fmt", "--check", NAME],
    ["no-such-command" + EVIL],
]


def test_no_command_passes_on_what_a_terminal_would_act_on(evil: Studio) -> None:
    for arguments in COMMANDS:
        ran = evil.milimo(*arguments)
        assert "Traceback" not in ran.err, ran.err
        assert acted_on(ran.out + ran.err) == set(), (arguments, ran.out + ran.err)
    journal = b"".join(path.read_bytes() for path in (evil.store / "journal").glob("*.jsonl"))
    assert acted_on(journal.decode()) == set()


def test_what_programs_read_means_the_same(evil: Studio) -> None:
    told = json.loads(evil.milimo("check", "--format", "json", NAME).out)
    assert any(EVIL in one["message"] for one in told)


def test_a_terminal_gets_our_colours_and_no_others(evil: Studio) -> None:
    said = ""
    for arguments in (["check", NAME], ["build", f"good{NAME}"], ["fmt", "--diff", NAME]):
        said += on_a_terminal(*arguments, cwd=evil.root, variables={"TERM": "xterm"})
    assert "\x1b[1;31merror" in said
    assert "\x1b]0" not in said
    assert "\x1b[31m\x9b" not in said
    assert set(said) & set("\x07\x9b\u202e\u2066\u200e") == set()

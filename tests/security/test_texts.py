"""Texts that are small and mean something enormous, or are enormous and mean nothing, are checked in seconds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from milimo_lang import report
from milimo_lang.world import DiskWorld
from tests.conftest import Milimo
from tests.stages import compiled

HEAD = "Title: A film\n\n"
SHOT = "INT. ROOM - DAY\n\n!! wide, 2s\n\nA lamp.\n"


def laughing(levels: int, each: int) -> str:
    """Terms that say each other `each` times, `levels` deep."""
    text = "%define look l0\n    prompt: ha ha ha\n\n"
    for level in range(1, levels):
        text += f"%define recipe l{level}\n    is: {', '.join([f'l{level - 1}'] * each)}\n\n"
        text += f"%define look m{level} {{a}} {{b}}\n    prompt: {'{a} {b} ' * each}\n\n"
    return text + f"INT. ROOM - DAY\n\n!! wide, l{levels - 1}, 2s\n"


BOMBS = {
    "terms that say each other": lambda: HEAD + laughing(30, 10),
    "a term that says itself": lambda: HEAD + "%define recipe me\n    is: me, me, me\n\n!! me, 2s\n",
    "terms in a circle": lambda: (
        HEAD + "%define recipe a\n    is: b, b\n\n%define recipe b\n    is: a, a\n\n!! a, 2s\n"
    ),
    "notes in notes": lambda: HEAD + "[[" * 300_000 + SHOT,
    "notes that end": lambda: HEAD + SHOT + "\n" + "[[a " * 100_000 + "]]" * 100_000,
    "boneyards in boneyards": lambda: HEAD + SHOT + "/*" * 300_000,
    "brackets in brackets": lambda: HEAD + SHOT + "\nANN\n" + "(" * 300_000 + ")" * 300_000 + "\nNow.\n",
    "emphasis in emphasis": lambda: HEAD + SHOT + "\n" + "***a**_" * 60_000,
    "variants of variants": lambda: HEAD + SHOT + "\n@character " + ".".join("a" * 20_000) + ": x\n",
    "a line of ten megabytes": lambda: HEAD + SHOT + "\n" + "Rain falls on the roof. " * 420_000,
    "a shot of two megabytes": lambda: HEAD + SHOT + "\n!! wide, " + "x" * 2_000_000,
    "a word of two megabytes": lambda: HEAD + SHOT + "\nANN\n" + "a" * 2_000_000,
    "nothing but ends of lines": lambda: HEAD + SHOT + "\r\n\u2028\x85\x0b\x0c" * 60_000,
    "halves of characters": lambda: HEAD + SHOT + "\n!! wide, \ud800 \udfff\n\nANN\ud800\nNow\udc80.\n" * 300,
}


SECONDS = 60
"""Of processor time, on a slow machine: the longest takes 3 where nothing else runs, what grows would take hours."""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_checked_and_reported_in_seconds(name: str) -> None:
    text, began = BOMBS[name](), time.process_time()
    film = compiled({"film.mls": text})
    told = film.diagnostics
    page = report.Page(film.sources)
    said = report.human(told, page) + "".join(report.short(told, page))
    assert time.process_time() - began < SECONDS, name
    assert len(said) < 20_000_000


def test_names_of_files_need_be_no_text(milimo: Milimo, project: Path) -> None:
    name = b"film\xff\xfe.mls"
    path = Path(project.as_posix()) / name.decode(errors="surrogateescape")
    path.write_text(HEAD + SHOT + "\n!! wide, 0s\n")
    ran = milimo("check", path.name)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert DiskWorld(project).read(path.name).startswith("Title")

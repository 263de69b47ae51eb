"""What goes where, and in what dress: terminals, pipes, encodings, readers that leave."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.films import SMALL, write
from tests.conftest import PATIENCE, Milimo, command, environment

WRONG = SMALL.replace("!! close, 12f", "!! close, 0f")
"""A film with an error."""

ACCENTED = SMALL.replace("A lamp", "Ünö 日本")


def on_a_terminal(*arguments: str, cwd: Path, variables: Mapping[str, str]) -> str:
    """What the command prints when all of its output is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*arguments), cwd=cwd, env=environment(variables), stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said = b""
    try:
        while chunk := os.read(ours, 65536):
            said += chunk
    except OSError:
        pass  # Linux says EIO, not end of file, when the last writer of a terminal has gone
    process.wait(PATIENCE)
    os.close(ours)
    return said.decode("utf-8")


def test_results_go_to_stdout_and_the_summary_to_stderr(milimo: Milimo, project: Path) -> None:
    write(project, WRONG)
    ran = milimo("check", "film.mls")
    assert ran.code == 1
    assert ran.out.startswith("error[M")
    assert ran.err == "1 error\n"


def test_a_terminal_is_painted(project: Path) -> None:
    write(project, WRONG)
    assert "\x1b[1;31merror" in on_a_terminal("check", "film.mls", cwd=project, variables={"TERM": "xterm"})


@pytest.mark.parametrize("variables", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_colour_gets_none(project: Path, variables: dict[str, str]) -> None:
    write(project, WRONG)
    said = on_a_terminal("check", "film.mls", cwd=project, variables=variables)
    assert "error[M" in said
    assert "\x1b" not in said


def test_a_build_on_a_terminal_is_redrawn_in_place(project: Path) -> None:
    write(project, SMALL)
    said = on_a_terminal("build", "film.mls", cwd=project, variables={"TERM": "xterm"})
    assert "\x1b[" in said
    assert "build/film.mp4: 1.0 s, " in said


@pytest.mark.parametrize("variables", [{"TERM": "xterm", "CI": "true"}, {"TERM": "dumb"}])
def test_a_build_elsewhere_is_a_plain_line_a_unit(project: Path, variables: dict[str, str]) -> None:
    write(project, SMALL)
    said = on_a_terminal("build", "film.mls", cwd=project, variables=variables)
    assert "\x1b[?25l" not in said  # a hidden cursor is the mark of a live view
    assert said.count("made    ") >= 4


def test_an_encoding_that_lacks_a_letter_is_no_error(milimo: Milimo, project: Path) -> None:
    write(project, SMALL.replace("!! close, 12f: the lamp", "!! close, 0f: 日本"))
    latin = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ran = milimo("check", "film.mls", variables=latin)
    assert ran.code == 1
    assert "!! close, 0f: \\u65e5\\u672c goes out" in ran.out
    assert ran.err == "1 error\n"


def test_machine_formats_are_utf8_whatever_the_locale(milimo: Milimo, project: Path) -> None:
    write(project, ACCENTED)
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = milimo("emit", "lines", "film.mls", variables=ascii_only)
    assert "Ünö 日本." in [json.loads(line)["text"] for line in ran.out.splitlines()]


def test_a_reader_that_leaves_early_is_no_error(project: Path) -> None:
    write(project, SMALL + "\nA very long film.\n" * 20_000)
    emit = " ".join(command("emit", "lines", "film.mls"))
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {emit} | head -n 1"],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"line": 1, "kind": "title_page", "text": "Title: Small"}


def test_closed_streams_are_no_error(project: Path) -> None:
    write(project, SMALL)
    check = " ".join(command("check", "film.mls"))
    done = subprocess.run(
        ["bash", "-c", f"{check} >&- 2>&-"], cwd=project, env=environment(), timeout=PATIENCE, check=False
    )
    assert done.returncode == 0

"""Help, versions, and commands that cannot be understood."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from milimo_lang import __version__
from milimo_lang.cli.main import COMMANDS, parser_of
from tests.cli.films import SMALL, write
from tests.conftest import Milimo


def test_milimo_alone_lists_the_commands_in_the_order_of_use(milimo: Milimo) -> None:
    ran = milimo()
    assert (ran.code, ran.err) == (0, "")
    places = [ran.out.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert ran.out == milimo("--help").out == milimo("help").out


def test_version(milimo: Milimo) -> None:
    ran = milimo("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"milimo {__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_of_itself(command: str) -> None:
    module = importlib.import_module(f"milimo_lang.cli.{command}")
    text = parser_of(command, module).format_help()
    assert f"example:\n  milimo {command}" in text
    assert module.__doc__.splitlines()[0] in text


def test_help_of_a_command_through_the_real_command(milimo: Milimo) -> None:
    ran = milimo("build", "--help")
    assert ran.code == 0
    assert "milimo build film.mls" in ran.out
    assert milimo("help", "build").out == ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld", "film.mls"], "there is no command 'biuld'\n  did you mean `milimo build`?"),
        (["sing", "film.mls"], "there is no command 'sing'\n  `milimo --help` lists the commands"),
        (["film.mls"], "did you mean `milimo build film.mls`?"),
        (["build"], "the following arguments are required: FILE"),
        (["build", "film.mls", "--fast"], "unrecognized arguments: --fast"),
        (["build", "film.mls", "--size", "big"], "'big' is not a size: write it as 1280x720"),
        (["build", "film.mls", "--size", "101x100"], "even numbers from 64 to 8192"),
        (["build", "film.mls", "--jobs", "0"], "not a number of jobs"),
        (["build", "film.mls", "--fail-fast", "--keep-going"], "not allowed with argument"),
        (["emit", "words", "film.mls"], "invalid choice: 'words'"),
        (["explain", "film.mls"], "explain wants a film and a shot, or a code"),
        (["cache", "gc", "--keep", "much"], "'much' is not a size"),
    ],
)
def test_a_command_that_cannot_be_understood_is_exit_2(milimo: Milimo, arguments: list[str], said: str) -> None:
    ran = milimo(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_file_that_is_not_there(milimo: Milimo) -> None:
    ran = milimo("check", "flim.mls")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "milimo: there is no file flim.mls\n  `milimo new DIR` writes a film to start from\n"


def test_a_misspelt_file_and_a_folder_are_corrected(milimo: Milimo, project: Path) -> None:
    write(project, SMALL)
    ran = milimo("check", "flim.mls")
    assert (ran.code, ran.err) == (2, "milimo: there is no file flim.mls\n  did you mean film.mls?\n")
    ran = milimo("check", ".")
    assert (ran.code, ran.err) == (2, "milimo: . is a folder, not a film\n  did you mean film.mls?\n")

"""Folders and files are called what their owners call them, in any encoding and under any locale."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from milimo_runtime.session import Event
from milimo_runtime.store.last import film_name
from tests.runtime.execute.films import Panel, build, film, panels, tree

ROOT = Path(__file__).parents[3]
ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
LATIN = os.fsdecode(b"caf\xe9")
"""A name that is no UTF-8, as an old disk or a camera may hold it."""


def test_a_folder_whose_name_is_not_utf8_is_a_project_like_another(tmp_path: Path) -> None:
    root = tmp_path / LATIN
    root.mkdir()
    plan = film(*panels("AB", speech="Hello."), file=f"{LATIN}.mls")
    assert build(root, plan).made == 7
    assert build(root, plan).made == 0
    (tmp_path / "plain").mkdir()
    build(tmp_path / "plain", plan)
    assert tree(root / "build") == tree(tmp_path / "plain" / "build")


def test_the_journal_holds_such_a_name_as_json_has_it(tmp_path: Path) -> None:
    events: list[Event] = []
    built = build(tmp_path, film(Panel("A", asset=f"{LATIN}.png")), on_event=events.append)
    (told,) = [event for event in events if event.event == "failed" and event.unit == "A/picture"]
    assert LATIN in told.reason
    assert built.journal is not None
    lines = [json.loads(line) for line in built.journal.read_text("utf-8").splitlines()]
    assert told.reason in [line["reason"] for line in lines]


@pytest.mark.parametrize("name", ["café", LATIN])
def test_a_name_is_the_same_file_under_a_locale_that_cannot_write_it(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    root.mkdir()
    (root / "keys").mkdir()
    (root / "keys" / "müde.png").write_bytes(b"a picture of Mara")
    plan = film(Panel("A", asset="keys/müde.png"))
    (tmp_path / "film.json").write_text(plan.model_dump_json(by_alias=True), encoding="utf-8")
    command = [sys.executable, str(Path(__file__).with_name("building.py")), os.fsencode(root)]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'runtime'}", **ASCII}
    subprocess.run([*command, str(tmp_path / "film.json")], env=env, check=True, stdout=subprocess.DEVNULL)
    built = build(root, plan)
    assert (built.made, built.failed) == (0, ())
    assert [path.name for path in (root / ".milimo" / "last").iterdir()] == [
        film_name(root / ".milimo", root, "film.mls")
    ]

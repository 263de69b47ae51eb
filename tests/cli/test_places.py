"""What is wrong with a file is told at the line of the shot that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from milimo_lang.cli.places import Places
from milimo_lang.cli.target import find
from milimo_lang.compilation import Compilation
from milimo_lang.world import DiskWorld
from milimo_runtime.journal import Event
from tests.tiny.material import picture

FILM = """\
Title: Guided
Model: mine

%define model mine
    family: ltx-2
    stride: 8
    multiple: 32
    chunk: 121
    can: text, reference, control, audio, lora, inpaint

INT. ROOM - DAY

!! wide, 1s: a lamp
    reference: who.png
    control: pose how.mp4
    audio: song.wav
    lora: style.safetensors
    inpaint 0..12, mask where.png: it goes out
"""


@pytest.mark.parametrize(
    ("node", "file", "line"),
    [
        ("1A/chunk 1/references", "who.png", 14),
        ("1A/chunk 1/references", "how.mp4", 15),
        ("1A/chunk 1/audio", "song.wav", 16),
        ("1A/chunk 1/denoise", "style.safetensors", 17),
        ("1A/edit 1/chunk 1/retake", "where.png", 18),
    ],
)
def test_a_failure_is_told_where_its_file_is_named(project: Path, node: str, file: str, line: int) -> None:
    (project / "film.mls").write_text(FILM)
    for name in ("how.mp4", "song.wav", "style.safetensors"):
        (project / name).write_bytes(b"-")
    for name in ("who.png", "where.png"):
        picture(project / name, size=(256, 256))
    places = Places(find(str(project / "film.mls")), Compilation(DiskWorld(project), "film.mls"))
    told = places.told(Event("failed", node, "1A", f"{file} is damaged", 0.0))
    assert told.endswith(f"film.mls:{line}: shot 1A: {file} is damaged")

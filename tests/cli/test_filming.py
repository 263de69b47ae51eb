"""`milimo explain` of a shot that a video model makes: why so, at what size, in which chunks, from which chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Milimo

FILM = """\
Title: The Lamp
Model: MODEL
Quality: QUALITY
Size: 1280x720
Seed: 7

EXT. DESERT - DAY

!! wide, pan left, 10s: a large blue box moves right
    at 7s: it spins

!! close, continue, 2s: it stops
    key 1s: a.png
"""


def told(milimo: Milimo, project: Path, slate: str, model: str = "ltx-2.5", quality: str = "standard") -> str:
    (project / "film.mls").write_text(FILM.replace("MODEL", model).replace("QUALITY", quality), encoding="utf-8")
    if not (project / "a.png").exists():
        from PIL import Image

        Image.new("RGB", (320, 180)).save(project / "a.png")
    ran = milimo("explain", "film.mls", slate, variables={"HF_HOME": "nowhere"})
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def section(text: str, title: str) -> list[str]:
    return next(part.splitlines()[1:] for part in text.split("\n\n") if part.splitlines()[0] == title)


def test_a_shot_in_chunks(milimo: Milimo, project: Path) -> None:
    out = told(milimo, project, "1A")
    assert out.splitlines()[2] == "  text: from its words alone"
    assert section(out, "how it is filmed") == [
        "  quality     standard: a first stage of few steps at half the size, then a second",
        "  made at     640x384, then 1280x768, of which the middle 1280x720 is shown",
        "  steps       8, then 3",
        "  sound       made with the picture",
    ]
    first, second, third = (section(out, f"chunk {number}") for number in (1, 2, 3))
    assert first[:2] == ["  89 frames: shows frames 0 to 89", "  seed 7"]
    assert second[0] == "  97 frames: shows frames 89 to 161, 25 handed over"
    handed = "its latents 8 to 12, handed over as latents, then as latents, the first encoded anew"
    assert second[1] == f"  goes on from chunk 1: {handed}"
    assert second[2].startswith("  seed ")
    assert second[2] != "  seed 7"
    assert second[3:] == ["  | as chunk 1"]
    assert third[-1].endswith("A large blue box moves right. It spins.")


def test_a_shot_that_goes_on_and_meets_a_picture(milimo: Milimo, project: Path) -> None:
    out = told(milimo, project, "1B")
    assert out.splitlines()[2] == "  keyframes: goes on from the shot before, meets a picture"
    (first, seam, *rest) = section(out, "chunk 1")
    assert "handed over" in first
    assert "made again" in first
    assert seam.startswith("  goes on from shot 1A, chunk 3: its latents ")
    assert any(line.startswith("  meets a.png at its frame ") for line in rest)


@pytest.mark.parametrize(
    ("model", "quality", "expected"),
    [
        (
            "ltx-2.5",
            "preview",
            [
                "  quality     preview: the first of two stages alone, at half the size",
                "  made at     640x384, of which the middle is scaled to 1280x720",
                "  steps       8",
            ],
        ),
        (
            "ltx-2",
            "high",
            [
                "  quality     high: a full, guided first stage at half the size, then a second",
                "  made at     640x384, then 1280x768, of which the middle 1280x720 is shown",
                "  steps       40, then 3",
            ],
        ),
        (
            "small",
            "standard",
            [
                "  quality     standard: one stage",
                "  made at     160x96, of which the middle is scaled to 1280x720",
                "  steps       16",
            ],
        ),
    ],
)
def test_other_models_and_qualities(milimo: Milimo, project: Path, model: str, quality: str, expected: list) -> None:
    out = told(milimo, project, "1A", model, quality)
    assert section(out, "how it is filmed")[:3] == expected
    if model == "small":
        assert "  | a large blue box moves right in a desert, the camera pans left" in out


def test_a_drawn_shot_is_not_filmed(milimo: Milimo, project: Path) -> None:
    assert "how it is filmed" not in told(milimo, project, "1A", "animatic")


def test_a_film_that_is_doubled(milimo: Milimo, project: Path) -> None:
    out = told(milimo, project, "1A", quality="standard\nFrame rate: 50\nDoubling: on")
    assert section(out, "how it is filmed")[:3] == [
        "  quality     standard: a first stage of few steps at half the size, then a second",
        "  doubling    first every second frame, 25 a second; then those between, in latents",
        "  made at     640x384, then 1280x768, of which the middle 1280x720 is shown",
    ]

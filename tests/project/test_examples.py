"""Every example checks without a word; every film in a document compiles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Severity
from milimo_lang.world import DiskWorld, Facts, MemoryWorld
from tests.conftest import ROOT, Milimo

FENCE = re.compile(r"^```(?:mls|fountain)\b[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"[\w/.-]+\.(?:png|jpg|jpeg|webp)")
SOUND = re.compile(r"[\w/.-]+\.(?:wav|flac|mp3|mov|mp4)")
USED = re.compile(r"^Use: *(.*)$", re.MULTILINE)


def examples() -> list[Path]:
    found = [path for suffix in ("mls", "fountain") for path in (ROOT / "examples").rglob(f"*.{suffix}")]
    films = [path for path in found if path.name == "film.mls" or path.suffix == ".fountain"]
    return sorted(path.relative_to(ROOT) for path in films if "build" not in path.parts)


@pytest.mark.parametrize("film", examples(), ids=str)
def test_an_example_checks_without_a_word(film: Path, milimo: Milimo) -> None:
    ran = milimo("check", film, cwd=ROOT)
    assert (ran.code, ran.out) == (0, "")


def test_the_promised_examples_are_there() -> None:
    assert {"the-lamp", "one-take"} <= {path.parent.name for path in examples()}
    assert "plain.fountain" in {path.name for path in examples()}


def films_in_documents() -> list[tuple[str, str]]:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return [
        (f"{document.relative_to(ROOT)}-{number}", block)
        for document in sorted(documents)
        for number, block in enumerate(FENCE.findall(document.read_text(encoding="utf-8")), 1)
    ]


def test_the_documents_show_films() -> None:
    assert "README.md-1" in [name for name, _ in films_in_documents()]


@pytest.mark.parametrize(("name", "text"), films_in_documents(), ids=lambda value: value[:60].split("\n")[0])
def test_a_film_in_a_document_compiles(name: str, text: str) -> None:
    """The files it names are taken to exist: pictures of a good size, sounds and videos of a minute."""
    from fractions import Fraction

    media = {path: Facts(1000, pixels=(1920, 1080)) for path in PICTURE.findall(text)}
    media |= {path: Facts(1000, frames=1440, seconds=Fraction(60)) for path in SOUND.findall(text)}
    used = [file.strip() for line in USED.findall(text) for file in line.split(",") if file.strip().endswith(".mls")]
    files = dict.fromkeys(used, "") | {"film.mls": text}
    compilation = Compilation(MemoryWorld(files, media, DiskWorld(ROOT / "examples")), "film.mls")
    errors = [said for said in compilation.diagnostics if said.severity is Severity.ERROR]
    assert errors == [], name

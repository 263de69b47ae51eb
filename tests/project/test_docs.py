"""The documents tell the truth: every film in them compiles without a word said against it, every link leads somewhere.

A block marked `mls` is a film; one marked `mls NAME` is a file that the blocks after it may use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from milimo_lang import resources
from milimo_lang.compilation import Compilation
from milimo_lang.manual.document import GRAMMAR, with_grammar
from milimo_lang.syntax import words
from milimo_lang.world import Facts, MemoryWorld

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md", *ROOT.glob("docs/*.md")])
TESTED_ELSEWHERE = {"errors.md", "mistakes.md"}
"""Pages that show mistakes: they are compared with what is said."""

_BLOCK = re.compile(r"^```mls(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MEDIA = re.compile(r"[\w./-]+\.(?:png|wav|flac|mov|mp4|safetensors)\b")
PICTURE, SOUND = Facts(1000, pixels=(1280, 720)), Facts(1000, seconds=Fraction(60))
FOOTAGE = Facts(1000, pixels=(1280, 720), frames=1440, seconds=Fraction(60), heard=True)
KINDS = {"png": PICTURE, "wav": SOUND, "flac": SOUND, "mov": FOOTAGE, "mp4": FOOTAGE, "safetensors": Facts(1000)}


def _films(page: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each film of a page with the files it may use."""
    files: dict[str, str] = {}
    for name, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if name:
            files[name] = text
        else:
            yield text, dict(files)


FILMS = [
    pytest.param(text, files, id=f"{page.name}:{number}")
    for page in PAGES
    if page.name not in TESTED_ELSEWHERE
    for number, (text, files) in enumerate(_films(page), 1)
]


@pytest.mark.parametrize(("text", "files"), FILMS)
def test_every_film_on_a_page_is_a_good_film(text: str, files: dict[str, str]) -> None:
    media = {path: _facts(path) for path in _MEDIA.findall(text + "".join(files.values()))}
    world = MemoryWorld({"film.mls": text, **files}, media)
    said = Compilation(world, "film.mls").diagnostics
    assert [f"{one.code} {text[one.span.start : one.span.end]!r}: {one.message}" for one in said] == []


def _facts(path: str) -> Facts:
    """What a file is taken to be: a recording of a speech is short, other sound long."""
    return Facts(1000, seconds=Fraction(2)) if path.startswith("vo/") else KINDS[path.rpartition(".")[2]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        target, _, anchor = link.partition("#")
        if target.startswith(("http:", "https:")):
            continue
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        if anchor:
            assert anchor in _anchors(file), link


def test_the_grammar_page_shows_the_grammar() -> None:
    page = (ROOT / GRAMMAR).read_text(encoding="utf-8")
    assert page.count("```lark ") == len(resources.names("grammar", suffix=".lark"))
    assert page == with_grammar(page)


def test_the_guide_names_every_word_the_syntax_reserves() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[@%`]([a-z]+)\b", guide)) | set(re.findall(r"`([A-Z][a-z ]+)`", guide))
    reserved = {*words.KINDS, *words.DIRECTIVES, *words.DECLARATION_KEYS, *words.SHOT_KEYS, *words.DEFINE_KEYS}
    assert reserved - named == set()
    assert {key.capitalize() for key in words.SETTING_KEYS} - named == set()


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}

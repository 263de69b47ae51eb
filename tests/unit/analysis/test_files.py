"""Files inside each other: each is read once, and no chain, circle or doubling of them is without end."""

import pytest

from milimo_lang.analysis import load
from milimo_lang.compilation import Compilation
from milimo_lang.syntax.parse import parse
from milimo_lang.world import MemoryWorld
from tests.unit.analysis.films import MEDIA, compiled, said, screenplay


def chain(count: int, line: str) -> dict[str, str]:
    """f0.mls … each holding `line` with the next one's name, and a paragraph."""
    return {f"f{n}.mls": line.format(f"f{n + 1}.mls") + f"\n\nPart {n}.\n" for n in range(count)}


def test_a_chain_of_includes_ends_with_a_sentence():
    files = chain(600, "[[include: {}]]")
    film = compiled("[[include: f0.mls]]\n", others=files)
    (item,) = film.checked
    assert (item.code, item.message) == ("M1903", "files include each other more than 50 deep")
    assert item.span.path == "f49.mls"
    assert len(film.screenplay.value.shots) == 50


def test_a_chain_of_uses_ends_with_a_sentence():
    files = {f"f{n}.mls": f"Title: F\nUse: f{n + 1}.mls\n" for n in range(1500)}
    film = compiled("Title: X\nUse: f0.mls\n\nRain.\n", others=files)
    (item,) = film.checked
    assert (item.code, item.message) == ("M1903", "files use each other more than 50 deep")


def test_fifty_deep_is_allowed():
    files = chain(49, "[[include: {}]]") | {"f49.mls": "The last.\n"}
    assert len(screenplay("[[include: f0.mls]]\n", **files).shots) == 50


def test_includes_that_double_end_with_a_sentence():
    files = {f"f{n}.mls": f"[[include: f{n + 1}.mls]]\n\n[[include: f{n + 1}.mls]]\n" for n in range(40)}
    film = compiled("[[include: f0.mls]]\n", others=files | {"f40.mls": "Rain.\n"})
    (item,) = film.checked
    assert (item.code, item.message) == ("M1903", "the film includes more than 1,999 files")
    assert len(film.screenplay.value.shots) < load.MOST_INCLUDES


def test_long_files_included_often_end_with_a_sentence():
    text = "Rain.\n\n" * 2000
    film = compiled("[[include: long.mls]]\n\n" * 150, others={"long.mls": text})
    assert [item.code for item in film.project.diagnostics] == ["M1903"]
    assert len(film.project.value.story) < load.MOST_INCLUDED


def test_each_file_is_read_once():
    class Counting(MemoryWorld):
        def read(self, path: str) -> str:
            read.append(path)
            return super().read(path)

    read: list[str] = []
    world = Counting({"film.mls": "[[include: a.mls]]\n\n" * 5, "a.mls": "Rain.\n"}, MEDIA)
    assert len(Compilation(world, "film.mls").screenplay.value.shots) == 5
    assert read == ["film.mls", "a.mls"]


def test_what_an_included_file_declares_is_declared_once_however_often_it_plays():
    film = screenplay("[[include: a.mls]]\n\n[[include: a.mls]]\n", **{"a.mls": "@character Mara: x\n\nMara waits.\n"})
    assert [shot.cast for shot in film.shots] == [("Mara",), ("Mara",)]


def test_an_included_file_may_use_others():
    cast = "@character Mara: x\n"
    film = screenplay("[[include: a.mls]]\n", **{"a.mls": "Title: A\nUse: cast.mls\n\nMara waits.\n", "cast.mls": cast})
    assert film.shots[0].cast == ("Mara",)


def test_a_mistake_in_a_file_included_twice_is_said_once():
    assert said("[[include: a.mls]]\n\n[[include: a.mls]]\n", **{"a.mls": "!! wide, 0s\n"}) == [("M3001", "0s")]


@pytest.mark.parametrize("name", ["a" * 300, "..", "../std/core", "/etc/passwd", "core.mls", "CORE"])
def test_no_name_of_a_library_that_is_none_troubles_the_disk(name):
    [said] = compiled(f"Title: The Lamp\nUse: std.{name}\n\nRain.\n").checked
    assert said.message == f"there is no std.{name} in the standard library"


def test_each_of_many_files_is_read_once():
    files = {f"{n}.mls": f"Rain on {n}.\n\nINT. A - DAY\n" for n in range(100)}
    film = compiled("".join(f"[[include: {n}.mls]]\n\n" for n in range(100)), others=files)
    before = parse.cache_info()
    assert film.checked
    after = parse.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (101, 0)

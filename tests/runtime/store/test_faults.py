"""What is in the way of a store or a film is told in a sentence. Disks that refuse are tried in `tests/soak`."""

from __future__ import annotations

from pathlib import Path

import pytest

from milimo_runtime.store import DiskTrouble, Store, upkeep
from tests.runtime.execute.films import Panel, build, film

PLAN = film(Panel("A", asset="mara.png"), Panel("B", speech="Hello."))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "mara.png").write_bytes(b"a picture of Mara")
    return root


def test_a_full_disk_met_by_a_maker_stops_the_build_with_the_same_sentence(project: Path) -> None:
    with pytest.raises(DiskTrouble, match="there is no space left on the disk"):
        build(project, film(Panel("A", "[disk]"), Panel("B")))


@pytest.mark.parametrize("place", [".milimo", ".milimo/deeper"])
def test_a_store_where_a_file_stands_is_a_sentence(project: Path, place: str) -> None:
    (project / ".milimo").write_text("not a folder")
    store = Store(project / place)
    for use in (
        lambda: build(project, PLAN, cache=store.path),
        lambda: upkeep.gc(store, 0),
        lambda: upkeep.stats(store),
        lambda: upkeep.verify(store),
    ):
        with pytest.raises(DiskTrouble, match=r"there can be no store at .*\.milimo.* is a file") as trouble:
            use()
        assert "--cache or MILIMO_CACHE" in trouble.value.remedy
    assert (project / ".milimo").read_text() == "not a folder"


def test_a_film_where_a_folder_stands_is_a_sentence_and_the_store_keeps_the_film(project: Path) -> None:
    (project / "build" / "film.mp4").mkdir(parents=True)
    with pytest.raises(DiskTrouble, match=r"film\.mp4: it is not an ordinary file"):
        build(project, PLAN)
    (project / "build" / "film.mp4").rmdir()
    assert build(project, PLAN).made == 0

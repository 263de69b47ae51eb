"""Which files of a project are opened, and which never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from milimo_runtime.assets import Assets
from milimo_runtime.backend import Failed


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "refs").mkdir(parents=True)
    (root / "refs" / "mara.png").write_bytes(b"mara")
    (tmp_path / "secret").write_bytes(b"secret")
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "up").symlink_to(tmp_path)
    (root / "in").symlink_to(root / "refs" / "mara.png")
    (root / "loop").symlink_to(root / "loop")
    return root


@pytest.mark.parametrize("name", ["refs/mara.png", "in", "./refs/mara.png"])
def test_files_of_the_project_are_found(root: Path, name: str) -> None:
    assert Assets(root).path(name).read_bytes() == b"mara"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../secret", "is not a path inside the project"),
        ("refs/../../secret", "is not a path inside the project"),
        ("/etc/passwd", "is not a path inside the project"),
        ("http://example.com/a.png", "is not a path inside the project"),
        ("", "is not a path inside the project"),
        ("a\0b", "is not a path inside the project"),
        ("out", "leads out of the project"),
        ("up/secret", "leads out of the project"),
        ("refs", "is not a file"),
        ("refs/none.png", "is not there"),
        ("refs/mara.png/more", "is not there"),
        ("loop", "cannot be read"),
        ("x" * 300, "cannot be read"),
    ],
)
def test_everything_else_is_a_sentence(root: Path, name: str, said: str) -> None:
    with pytest.raises(Failed, match=said) as failed:
        Assets(root).path(name)
    assert failed.value.remedy


def test_a_changed_file_has_another_digest(root: Path) -> None:
    assets = Assets(root)
    before = assets.digest("refs/mara.png")
    (root / "refs" / "mara.png").write_bytes(b"MARA")
    assert assets.digest("refs/mara.png") != before


def test_a_file_written_to_since_it_was_hashed_counts_as_changed(root: Path) -> None:
    assets = Assets(root)
    digest = assets.digest("refs/mara.png")
    assert assets.unchanged("refs/mara.png", digest)
    (root / "refs" / "mara.png").write_bytes(b"MARA")
    assert not assets.unchanged("refs/mara.png", digest)

"""A shelf of tiny models that a test may damage: `$MILIMO_MODELS` points to it, and nothing else is found."""

from __future__ import annotations

import json
import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tiny.fixtures import Kept
from tests.tiny.ltx import Version

FAMILIES: dict[Version, str] = {"2.0": "ltx-2", "2.3": "ltx-2.3", "2.5": "ltx-2.5"}

Put = Callable[..., Path]
"""`put(version, family=None)`: a copy of the tiny model of that version on the shelf, under a family's name."""


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model and no memory of whoever runs the tests."""
    from huggingface_hub import constants

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    for name in ("MILIMO_MODELS", "MILIMO_PRECISION"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for models."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("MILIMO_MODELS", str(folder))
    return folder


@pytest.fixture
def put(shelf: Path, tiny_ltx: Kept) -> Put:
    def put(version: Version, family: str | None = None, root: Path | None = None) -> Path:
        to = (root or shelf) / (family or FAMILIES[version])
        return Path(shutil.copytree(tiny_ltx(version), to))

    return put


def lasting(moment: float = 0.08) -> None:
    """Wait until what was just written is old enough that a change since would show."""
    import time

    time.sleep(moment)


def as_hub(folder: Path, cache: Path, repository: str, commit: str = "c" * 40) -> Path:
    """`folder` as the hub's library keeps a snapshot of `repository` under `cache`: links to blobs named by hash."""
    import hashlib

    home = cache / f"models--{repository.replace('/', '--')}"
    snapshot, blobs = home / "snapshots" / commit, home / "blobs"
    blobs.mkdir(parents=True)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        large = path.suffix == ".safetensors"
        name = hashlib.sha256(data).hexdigest() if large else hashlib.sha1(data).hexdigest()
        (blobs / name).write_bytes(data)
        link = snapshot / path.relative_to(folder)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blobs / name, link.parent))
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text(commit)
    return snapshot


def edit(path: Path, **changed: Any) -> None:
    """Change some values of a JSON file."""
    path.write_text(json.dumps({**json.loads(path.read_text()), **changed}))


def rewrite(path: Path, tensors: dict[str, Any], metadata: dict[str, str] | None = None) -> None:
    """A safetensors file anew."""
    from safetensors.torch import save_file

    path.unlink(missing_ok=True)
    save_file(tensors, path, metadata={"format": "pt", **(metadata or {})})


def declare(path: Path, **metadata: str) -> None:
    """Write `metadata` into the header of a safetensors file, as a publisher does."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header["__metadata__"] = {**header.get("__metadata__", {}), **metadata}
    written = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(written)) + written + data[8 + length :])

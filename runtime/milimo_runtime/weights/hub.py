"""The hub's cache on this machine, read only: where a repository's snapshot lies, and what its blobs' names say."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}")


def snapshot(repository: str) -> Path | None:
    """The folder of `repository` as it was last fetched; None where it was not, or the hub's library is missing."""
    folder = cache(repository)
    if folder is None:
        return None
    reference = folder / "refs" / "main"
    if reference.is_file():
        found = folder / "snapshots" / reference.read_text(encoding="utf-8").strip()
        return found if found.is_dir() else None
    kept = sorted(path for path in (folder / "snapshots").glob("*") if path.is_dir())
    return kept[-1] if kept else None


def cache(repository: str) -> Path | None:
    """Where the hub's library keeps `repository`; None without the library."""
    if importlib.util.find_spec("huggingface_hub") is None:
        return None
    from huggingface_hub import constants

    name: str = constants.REPO_ID_SEPARATOR.join(("models", *repository.split("/")))
    return cache_folder() / name


def cache_folder() -> Path:
    """Where the hub's library keeps everything."""
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


def blob(repository: str, etag: str) -> Path | None:
    """The content that the hub calls `etag`, where it was fetched whole; else None."""
    folder = cache(repository)
    path = folder / "blobs" / etag if folder is not None else None
    return path if path is not None and path.is_file() else None


def digest_in_name(path: Path) -> str | None:
    """The sha256 that the hub's cache calls the content of `path` by; None where it is none of its large files."""
    blob = path.resolve()
    return blob.name if blob.parent.name == "blobs" and _SHA256.fullmatch(blob.name) else None

"""How the files of models stand, by their signatures: what tells, without reading them, that they are the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from milimo_runtime.backend import Unavailable
from milimo_runtime.fingerprint import Signature, signature
from milimo_runtime.weights.catalog import MODELS
from milimo_runtime.weights.locate import find, places


def standing(families: Iterable[str]) -> dict[Path, Signature | None]:
    """Every file of `families`, and every folder where they are looked for, as they are now; None where nothing is.

    A folder's signature changes with what lies in it: so a model that is put before the one that was found shows too.
    """
    paths = {path for family in families if family in MODELS for path in _looked_at(family)}
    return {path: _signature(path) for path in sorted(paths)}


def _looked_at(family: str) -> set[Path]:
    folders = {place.path for place in places(MODELS[family])}
    try:
        found = find(family)
    except Unavailable:
        return folders
    return folders | {path for part in found.parts.values() for path in part.files} if found is not None else folders


def _signature(path: Path) -> Signature | None:
    try:
        return signature(path)
    except OSError:
        return None

"""A component in the layout of diffusers: a folder of its own, with a config and safetensors files beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.catalog import COMPONENTS, Component
from milimo_runtime.weights.headers import FETCH_AGAIN, PICKLES, require_safetensors
from milimo_runtime.weights.located import Part

_WORDS = ("tokenizer", "special_tokens_map", "added_tokens", "chat_template", "vocab", "merges")
"""What the files of a tokenizer begin with; it may lie among others."""


def part_in(root: Path, name: str) -> Part | None:
    """The component `name` in one of the folders it may have under `root`; None where there is none.

    Raises `Unavailable` where the folder is there and its files are not whole.
    """
    component = COMPONENTS[name]
    for folder in _candidates(root, component):
        if (folder / component.config).is_file():
            return _part(component, folder)
        if any(path.suffix in PICKLES for path in _files(folder)):
            raise Unavailable(f"{folder} has no {component.config}", FETCH_AGAIN)
    return None


def _candidates(root: Path, component: Component) -> list[Path]:
    """Folders of a name the component may have; for what reads the words also those of a Gemma, whatever they are
    called, as the publisher's own files want one beside them."""
    named = [root / name for name in component.folders]
    if component.name not in ("text_encoder", "tokenizer") or any(path.is_dir() for path in named):
        return named
    return sorted(path.parent for path in root.glob("*/config.json") if _is_gemma(path))


def _is_gemma(config: Path) -> bool:
    names = read_json(config).get("architectures") or [""]
    return names[0] in COMPONENTS["text_encoder"].classes


def read_json(path: Path) -> Mapping[str, Any]:
    """The JSON object at `path`. Raises `Unavailable` where there is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be read as JSON", FETCH_AGAIN) from error
    if not isinstance(found, dict):
        raise Unavailable(f"{path} is no JSON object", FETCH_AGAIN)
    return found


def _part(component: Component, folder: Path) -> Part:
    config = folder / component.config
    if not component.weights:
        words = (path for path in _files(folder) if path.name.startswith(_WORDS) or path.name == component.config)
        return Part(component.name, tuple(words), folder=folder)
    beside = tuple(path for path in (folder / "generation_config.json",) if path.is_file())
    index = folder / f"{component.weights}.safetensors.index.json"
    if index.is_file():
        weights = _shards(index)
        return Part(component.name, (config, index, *beside, *weights), weights, folder)
    whole = folder / f"{component.weights}.safetensors"
    if not whole.is_file():
        _refuse_pickles(folder)
        raise Unavailable(f"{whole} is missing", FETCH_AGAIN)
    return Part(component.name, (config, *beside, whole), (whole,), folder)


def _shards(index: Path) -> tuple[Path, ...]:
    """The files an index names, each once. Raises `Unavailable` where one is missing or lies outside the folder."""
    named = read_json(index).get("weight_map")
    if not isinstance(named, dict) or not named:
        raise Unavailable(f"{index} names no weight files", FETCH_AGAIN)
    shards = sorted({str(name) for name in named.values()})
    for name in shards:
        if Path(name).name != name:
            raise Unavailable(f"{index} names {name}, which is not a file beside it", FETCH_AGAIN)
        require_safetensors(index.parent / name)
    missing = [name for name in shards if not (index.parent / name).is_file()]
    if missing:
        told = missing[0] if len(missing) == 1 else f"{missing[0]} and {len(missing) - 1} more"
        raise Unavailable(f"{index.parent / told} is missing", FETCH_AGAIN)
    return tuple(index.parent / name for name in shards)


def _refuse_pickles(folder: Path) -> None:
    for path in _files(folder):
        if path.suffix in PICKLES:
            require_safetensors(path)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []

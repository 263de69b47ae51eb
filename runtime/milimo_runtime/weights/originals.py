"""Components in their publisher's own files: one for nearly all (2.0, 2.3), or one each (2.5), known by their tensors.

A folder may hold several of a sort. Of those, one in full precision is taken before a quantised one, and of 2.5's
video autoencoders the one that decodes by convolution.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from milimo_runtime.backend import Unavailable
from milimo_runtime.fingerprint import Signature, signature
from milimo_runtime.weights import renames
from milimo_runtime.weights.catalog import DISTILLED_LORA, Model
from milimo_runtime.weights.configs import config_of
from milimo_runtime.weights.headers import FETCH_AGAIN, PICKLES, Header, pickle, read_header
from milimo_runtime.weights.located import Part
from milimo_runtime.weights.renames import Wanted, wanted

_FOLDERS = (".", "diffusion_models", "text_encoders", "vae", "latent_upscale_models", "model_patches", "loras")
"""Where the files of a repository lie in it."""

_UPSAMPLERS = ("latent_upsampler", "temporal_upsampler")
_TOKENIZER, _ASSET = "tokenizer_json", "hf_asset__"
"""What the tokenizer of 2.5 is called, and what the names of the texts beside it begin with, among the tensors."""


@dataclass(frozen=True)
class Among:
    """What was found among some files; `trouble` is what is wrong with the first that cannot be read."""

    parts: Mapping[str, Part]
    trouble: Unavailable | None


def parts_among(model: Model, folder: Path, beside: Path) -> Among:
    """The components of `model` in the files in `folder`, and in those in `beside` that are named after its family."""
    found: dict[str, list[Path]] = {}
    trouble = None
    whole = []
    for path in sorted({*_in(folder), *_named(beside, model.family)}):
        try:
            header_of(path)
            whole.append(path)
        except Unavailable as error:
            trouble = trouble or error
    for path in sorted(whole, key=_rank):
        for component in _components(model, path):
            found.setdefault(component, []).append(path)
    parts = {component: _part(component, paths) for component, paths in found.items()}
    return Among(parts, trouble or (None if parts else _pickles(folder)))


def config_in(part: Part) -> Mapping[str, Any]:
    """The config of a component, as diffusers or transformers has it, from what its files say of themselves.

    Raises `Unavailable` where they do not say it.
    """
    headers = [header_of(path) for path in part.files]
    try:
        if part.component == "text_encoder":
            return cast("Mapping[str, Any]", json.loads(headers[0].metadata["gemma_config"]))
        published: dict[str, Any] = {}
        for header in headers:
            published |= json.loads(header.metadata["config"]) if "config" in header.metadata else {}
        shapes = {name: shape for _, _, names, shape in tensors_in(part) for name in names}
        return config_of(_sort(part.component), published, shapes)
    except (KeyError, ValueError, TypeError) as error:
        told = f"{part.files[0]} holds no config of its {part.component}"
        raise Unavailable(told, "use the file as its publisher made it, or the folder of diffusers") from error


def tensors_in(part: Part) -> Iterator[tuple[Path, str, tuple[str, ...], tuple[int, ...]]]:
    """The tensors of a component: the file, the key there, the names here, and the shape each of these has."""
    sort = _sort(part.component)
    for path in part.weights:
        for key, tensor in header_of(path).tensors.items():
            found = wanted(key)
            if found is not None and found.component == sort:
                rows = tensor.shape[:1] if len(found.names) == 1 else (tensor.shape[0] // len(found.names),)
                yield path, key, found.names, (*rows, *tensor.shape[1:])


def texts_in(part: Part) -> dict[str, str]:
    """The files of a tokenizer by name, and the key each is under."""
    keys = header_of(part.files[0]).tensors
    return {"tokenizer.json": _TOKENIZER} | {key.removeprefix(_ASSET): key for key in keys if key.startswith(_ASSET)}


def header_of(path: Path) -> Header:
    """The header of `path`, read once while the file is the same. Raises `Unavailable`."""
    try:
        return _header(path, signature(path))
    except OSError as error:
        raise Unavailable(f"{path} cannot be read ({error.strerror})", FETCH_AGAIN) from error


@lru_cache(maxsize=64)
def _header(path: Path, _seen: Signature) -> Header:
    return read_header(path)


@lru_cache(maxsize=64)
def _sorts(path: Path, seen: Signature) -> frozenset[str]:
    """What lies in a file, by the names of its tensors."""
    keys = _header(path, seen).tensors
    if any(".lora_" in key for key in keys):
        return frozenset({"lora"})
    known = frozenset(found.component for found in map(_known, keys) if found is not None)
    return known | ({"tokenizer"} if _TOKENIZER in keys else set())


def _known(key: str) -> Wanted | None:
    return None if key.startswith(_ASSET) or key == _TOKENIZER else wanted(key)


def _components(model: Model, path: Path) -> Iterable[str]:
    """The components of `model` that are in the file at `path`, as they are called among its parts."""
    sorts = _sorts(path, signature(path))
    if sorts == {"lora"}:
        return [DISTILLED_LORA] if "distilled" in path.name else []
    if sorts == {"latent_upsampler"}:
        return _upsampler(path)
    run = "distilled" if "distilled" in path.name else "full"
    transformer = "transformer" if run == model.transformer else f"transformer_{run}"
    return [transformer if sort == "transformer" else sort for sort in sorted(sorts)]


def _upsampler(path: Path) -> list[str]:
    """Which of the upsamplers it is; that of one and a half times the size is none that is used."""
    config = json.loads(header_of(path).metadata.get("config", "{}"))
    if config.get("temporal_upsample", False):
        return [] if config.get("spatial_upsample", True) else ["temporal_upsampler"]
    return ["latent_upsampler"] if config.get("spatial_scale", 2.0) == 2.0 else []


def _part(component: str, paths: list[Path]) -> Part:
    """All the files of connectors, which 2.5 keeps in two; of anything else the first."""
    files = tuple(paths) if component == "connectors" and not _whole(paths[0]) else (paths[0],)
    return Part(component, files, () if component == "tokenizer" else files)


def _whole(path: Path) -> bool:
    """Whether a file has the connectors' towers and their projection."""
    keys = header_of(path).tensors
    return any("embeddings_connector." in key for key in keys) and any(
        key.startswith("text_embedding_projection.") for key in keys
    )


def _rank(path: Path) -> tuple[bool, bool, bool, str]:
    """The order in which files of a sort are taken."""
    name = path.name
    return header_of(path).quantised is not None, "vae" in name and "conv" not in name, "distilled" in name, name


def _sort(component: str) -> renames.Component:
    """What a component is called in `renames`."""
    if component in _UPSAMPLERS:
        return "latent_upsampler"
    if component.startswith("transformer"):
        return "transformer"
    return cast("renames.Component", component)


def _in(folder: Path) -> Iterator[Path]:
    for name in _FOLDERS:
        place = folder / name
        if place.is_dir() and not (place / "config.json").is_file():
            yield from place.glob("*.safetensors")


def _named(folder: Path, family: str) -> Iterator[Path]:
    """Files in `folder` of the family's name, where "ltx-2" is none of "ltx-2.3"."""
    for path in folder.glob(f"{family}*.safetensors") if folder.is_dir() else ():
        rest = path.name.removeprefix(family)
        if not (rest[0] == "." and rest[1:2].isdigit()):
            yield path


def _pickles(folder: Path) -> Unavailable | None:
    """What is said of the first pickle in `folder`."""
    for place in (folder / name for name in _FOLDERS):
        for path in sorted(place.glob("*")) if place.is_dir() and not (place / "config.json").is_file() else ():
            if path.suffix in PICKLES:
                return pickle(path)
    return None

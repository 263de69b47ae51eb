"""A tiny LTX-2 in the publisher's own files: names of tensors, metadata and file names as Lightricks has them.

2.0 and 2.3 are *whole* (one file, beside it the upsamplers; the text encoder is a model of its own, in its folder), 2.5
is *split* (a file a component, the text encoder's with the tokenizer in it). Precision is that of the tiny model.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milimo_runtime.weights.configs import config_of
from milimo_runtime.weights.renames import Component, slot, wanted
from tests.tiny import published
from tests.tiny.ltx import Version

FILES: dict[Version, dict[str, str]] = {
    "2.0": {
        "whole": "ltx-2-19b-dev.safetensors",
        "latent_upsampler": "ltx-2-spatial-upscaler-x2-1.0.safetensors",
        "temporal_upsampler": "ltx-2-temporal-upscaler-x2-1.0.safetensors",
    },
    "2.3": {
        "whole": "ltx-2.3-22b-dev.safetensors",
        "latent_upsampler": "ltx-2.3-spatial-upscaler-x2-1.1.safetensors",
        "temporal_upsampler": "ltx-2.3-temporal-upscaler-x2-1.0.safetensors",
    },
    "2.5": {
        "transformer": "diffusion_models/ltx-2.5-22b-distilled-transformer-bf16.safetensors",
        "text_encoder": "text_encoders/gemma4-12b-with-proj-ltx-2.5-bf16.safetensors",
        "vae": "vae/ltx-2.5-video-vae-conv-bf16.safetensors",
        "audio_vae": "vae/ltx-2.5-audio-vae-bf16.safetensors",
        "latent_upsampler": "latent_upscale_models/ltx-2.5-latent-spatial-upscaler-x2-bf16-1.0.safetensors",
        "temporal_upsampler": "latent_upscale_models/ltx-2.5-latent-temporal-upscaler-x2-bf16-1.0.safetensors",
        "duration_head": "model_patches/ltx-2.5-duration-head-bf16.safetensors",
    },
}
"""The published names of the files, each by what is in it."""

ASSETS = ("tokenizer_config.json", "chat_template.jinja")
"""Texts of the tokenizer that are packed beside its `tokenizer_json`."""

IDLE = tuple(f"per_channel_statistics.{name}" for name in ("channel", "mean-of-stds", "mean-of-stds_over_std-of-means"))
"""Statistics that are published with a video VAE and that nothing reads."""

Tensors = dict[str, Any]


def build_single(version: Version, folder: Path, pipeline: Path) -> Path:
    """`folder`, filled with the published files of `version`: the weights of `pipeline`, a folder made by `build`."""
    folder.mkdir(parents=True, exist_ok=True)
    if version == "2.5":
        _split(folder, pipeline)
    else:
        _whole(version, folder, pipeline)
    for upsampler in ("latent_upsampler", "temporal_upsampler"):
        metadata = {"config": json.dumps(published.upsampler(_config(pipeline, upsampler)))}
        tensors = _renamed("latent_upsampler", _tensors(pipeline, upsampler))
        _save(folder / FILES[version][upsampler], tensors, metadata)
    return folder


def read(folder: Path, version: Version) -> dict[str, tuple[dict[str, Any], Tensors]]:
    """The components in `folder`, made by `build_single`: config and tensors as diffusers has them, by folder name.

    What the product's loader must come to as well; of the text encoder nothing is read here.
    """
    from safetensors import safe_open

    weights: dict[str, Tensors] = {}
    configs: dict[str, Any] = {}
    for name, file in FILES[version].items():
        with safe_open(folder / file, "pt") as opened:
            told = json.loads((opened.metadata() or {}).get("config", "{}"))
            for key in opened.keys():  # noqa: SIM118 (no mapping)
                found = wanted(key)
                if found is not None and found.component != "text_encoder":
                    component = name if found.component == "latent_upsampler" else found.component
                    shares = opened.get_tensor(key).chunk(len(found.names))
                    weights.setdefault(component, {}).update(zip(found.names, shares, strict=True))
        configs |= {name: told} if name.endswith("_upsampler") else told
    return {name: (_told(name, configs, tensors), tensors) for name, tensors in weights.items()}


def _told(name: str, configs: dict[str, Any], tensors: Tensors) -> dict[str, Any]:
    shapes = {key: tuple(value.shape) for key, value in tensors.items()}
    if name.endswith("_upsampler"):
        return config_of("latent_upsampler", configs[name], shapes)
    return config_of(name, configs, shapes)  # type: ignore[arg-type]


def _whole(version: Version, folder: Path, pipeline: Path) -> None:
    tensors: Tensors = {}
    for component in ("transformer", "connectors", "vae", "audio_vae", "vocoder"):
        tensors |= _renamed(component, _tensors(pipeline, component))  # type: ignore[arg-type]
    tensors |= _idle("vae.", tensors)
    _save(folder / FILES[version]["whole"], tensors, _metadata(version, published.whole(_configs(pipeline))))
    for beside in ("text_encoder", "tokenizer", "scheduler"):
        shutil.copytree(pipeline / beside, folder / beside)


def _split(folder: Path, pipeline: Path) -> None:
    sections = published.whole(_configs(pipeline))
    connectors = _renamed("connectors", _tensors(pipeline, "connectors"))
    projections = {key: value for key, value in connectors.items() if key.startswith("text_embedding_projection.")}
    towers = {key: value for key, value in connectors.items() if key not in projections}
    vae = _renamed("vae", _tensors(pipeline, "vae"), split=True)
    parts: dict[str, tuple[Tensors, dict[str, Any]]] = {
        "transformer": (
            _renamed("transformer", _tensors(pipeline, "transformer")) | towers,
            _of(sections, "transformer"),
        ),
        "vae": (vae | _idle("", vae), _of(sections, "vae")),
        "audio_vae": (
            _renamed("audio_vae", _tensors(pipeline, "audio_vae")) | _renamed("vocoder", _tensors(pipeline, "vocoder")),
            _of(sections, "audio_vae", "vocoder"),
        ),
        "duration_head": (
            _renamed("duration_head", _tensors(pipeline, "duration_head")),
            {"duration_head": {"num_pooler_heads": _config(pipeline, "duration_head")["num_pooler_heads"]}},
        ),
    }
    for name, (tensors, config) in parts.items():
        _save(folder / FILES["2.5"][name], tensors, _metadata("2.5", config))
    gemma = {"format": "pt", "gemma_config": json.dumps(_config(pipeline, "text_encoder"))}
    texts = _packed(pipeline / "tokenizer")
    encoder = _renamed("text_encoder", _tensors(pipeline, "text_encoder"))
    _save(folder / FILES["2.5"]["text_encoder"], encoder | projections | texts, gemma)


def _renamed(component: Component, tensors: Tensors, *, split: bool = False) -> Tensors:
    """`tensors` under their published names; those that share a name are stacked."""
    import torch

    shares: dict[str, dict[int, Any]] = {}
    for name, value in tensors.items():
        place = slot(component, name, split=split)
        shares.setdefault(place.key, {})[place.part] = value
    return {key: torch.cat([parts[i] for i in range(len(parts))]) for key, parts in shares.items()}


def _idle(prefix: str, tensors: Tensors) -> Tensors:
    """The statistics that nothing reads, of the right length."""
    import torch

    known = tensors[f"{prefix}per_channel_statistics.mean-of-means"]
    return {f"{prefix}{name}": torch.zeros_like(known) for name in IDLE}


def _packed(tokenizer: Path) -> Tensors:
    """The tokenizer's files as tensors of bytes, as they are packed beside the text encoder of 2.5."""
    import numpy as np
    import torch

    files = {"tokenizer_json": tokenizer / "tokenizer.json"}
    files |= {f"hf_asset__{name}": tokenizer / name for name in ASSETS}
    return {key: torch.from_numpy(np.frombuffer(path.read_bytes(), np.uint8).copy()) for key, path in files.items()}


def _metadata(version: Version, config: Mapping[str, Any]) -> dict[str, str]:
    """What is written beside the tensors. The version is not told by 2.0, which came before there were two."""
    written = {"config": json.dumps(config)}
    return written if version == "2.0" else written | {"model_version": f"{version}.0"}


def _of(sections: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: section for name, section in sections.items() if name in names}


def _configs(pipeline: Path) -> dict[str, dict[str, Any]]:
    names = ("transformer", "connectors", "vae", "audio_vae", "vocoder")
    return {name: _config(pipeline, name) for name in names}


def _config(pipeline: Path, component: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((pipeline / component / "config.json").read_text())
    return found


def _tensors(pipeline: Path, component: str) -> Tensors:
    from safetensors.torch import load_file

    tensors: Tensors = {}
    for path in sorted((pipeline / component).glob("*.safetensors")):
        tensors |= load_file(path)
    return tensors


def _save(path: Path, tensors: Tensors, metadata: dict[str, str]) -> None:
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({key: value.contiguous() for key, value in tensors.items()}, path, metadata)

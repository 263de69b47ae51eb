"""Tiny LoRAs: that fit a tiny transformer, in both namings there are, and that do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from milimo_runtime.weights.renames import slot

Naming = Literal["published", "diffusers"]

LAYERS = ("attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0", "ff.net.0.proj", "ff.net.2", "audio_attn1.to_q")
"""The linear layers of a block that are adapted."""


def build_lora(
    path: Path, pipeline: Path, *, naming: Naming = "published", rank: int = 2, seed: int = 0, strength: float = 1.0
) -> Path:
    """`path`: a LoRA for the transformer of `pipeline`, a folder made by `build`.

    `published` is how Lightricks and most trainers name layers (`diffusion_model.`), `diffusers` how diffusers does
    (`transformer.`). `strength` multiplies what it adds: at 1 it changes every picture.
    """
    sizes = _sizes(pipeline)
    layers = [f"transformer_blocks.{block}.{layer}" for block in range(_blocks(sizes)) for layer in LAYERS]
    layers += ["proj_in", "time_embed.linear"]
    return _save(path, {_named(layer, naming): sizes[layer] for layer in layers}, rank, seed, strength)


def build_foreign_lora(path: Path, *, owner: Literal["transformer", "unet"] = "unet", rank: int = 2) -> Path:
    """`path`: a LoRA for another sort of model: no layer of its name is in an LTX-2.

    The library says so of a `transformer`'s; one of a `unet` it passes over without a word.
    """
    layers = [f"{owner}.single_transformer_blocks.{i}.attn.to_{one}" for i in range(2) for one in "qkv"]
    return _save(path, dict.fromkeys(layers, (16, 16)), rank, seed=0, strength=1.0)


def build_wide_lora(path: Path, pipeline: Path, *, naming: Naming = "published", rank: int = 2) -> Path:
    """`path`: a LoRA for an LTX-2 of twice the width of the one in `pipeline`: the names fit, the shapes do not."""
    sizes = _sizes(pipeline)
    layers = [f"transformer_blocks.{block}.{layer}" for block in range(_blocks(sizes)) for layer in LAYERS]
    wide = {_named(layer, naming): (sizes[layer][0] * 2, sizes[layer][1] * 2) for layer in layers}
    return _save(path, wide, rank, seed=0, strength=1.0)


def _named(layer: str, naming: Naming) -> str:
    if naming == "diffusers":
        return f"transformer.{layer}"
    return slot("transformer", layer).key.removeprefix("model.")


def _sizes(pipeline: Path) -> dict[str, tuple[int, int]]:
    """Rows and columns of every linear layer of the transformer."""
    from safetensors import safe_open

    with safe_open(next((pipeline / "transformer").glob("*.safetensors")), "pt") as file:
        shapes = {key: file.get_slice(key).get_shape() for key in file.keys()}  # noqa: SIM118 (no mapping)
    return {
        key.removesuffix(".weight"): (shape[0], shape[1])
        for key, shape in shapes.items()
        if key.endswith(".weight") and len(shape) == 2
    }


def _blocks(sizes: dict[str, tuple[int, int]]) -> int:
    return sum(name.startswith("transformer_blocks.") and name.endswith(".attn1.to_q") for name in sizes)


def _save(path: Path, layers: dict[str, tuple[int, int]], rank: int, seed: int, strength: float) -> Path:
    import torch
    from safetensors.torch import save_file

    generator = torch.Generator().manual_seed(seed)
    tensors: dict[str, Any] = {}
    for name, (rows, columns) in layers.items():
        tensors[f"{name}.lora_A.weight"] = torch.randn(rank, columns, generator=generator) / columns**0.5
        tensors[f"{name}.lora_B.weight"] = torch.randn(rows, rank, generator=generator) * strength / rank**0.5
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, {"format": "pt"})
    return path

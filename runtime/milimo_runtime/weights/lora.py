"""LoRAs: read, held against the model they are laid on, and switched by weight; never melted into it.

The library takes one that was made for another model, finds no place for its layers and goes on without a word.
Melting one in and out again leaves a difference of rounding; switching leaves none.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.headers import read_header
from milimo_runtime.weights.located import Part
from milimo_runtime.weights.originals import header_of, tensors_in

if TYPE_CHECKING:
    from pathlib import Path

    import torch

_ELSEWHERE = "use a LoRA that was made for this version of LTX-2"
_PUBLISHED = {".lora_down.": ".lora_A.", ".lora_up.": ".lora_B."}
"""Other names of the two halves of a layer."""
_OF_TEXT = ("connectors.", "video_embeddings_connector.", "audio_embeddings_connector.")
"""What the names of layers begin with that belong to the text connectors."""


@dataclass(frozen=True)
class _Layer:
    """A layer's two halves: [rank, in] and [out, rank]."""

    down: torch.Tensor
    up: torch.Tensor


def load_lora(model: Any, file: Path, name: str) -> int:
    """Lay the LoRA in `file` on the transformer `model` as the adapter `name`; it does nothing until `use_loras`.

    Gives the number of its layers that were left aside, as they are for the text connectors. Raises `Unavailable`
    where the file is no whole LoRA in safetensors, or one for another model.
    """
    read_header(file)
    found = _layers(file)
    layers = {module: layer for module, layer in found.items() if not module.startswith(_OF_TEXT)}
    _require_fit(file, layers, model)
    state = {}
    for module, layer in layers.items():
        state[f"{module}.lora_A.weight"] = layer.down.to(model.dtype)
        state[f"{module}.lora_B.weight"] = layer.up.to(model.dtype)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Already found a `peft_config`")
        model.load_lora_adapter(state, prefix=None, adapter_name=name)
    use_loras(model, {})
    return len(found) - len(layers)


def require_place(file: Path, transformer: Part) -> None:
    """Raises `Unavailable` where the LoRA in `file` is cut off, is none, or has in its blocks a layer of a shape that
    no layer of `transformer` has.

    By their heads alone, and by shapes, as names differ from trainer to trainer: `load_lora` looks at these.
    """
    shapes = {_renamed(key): tensor.shape for key, tensor in read_header(file).tensors.items()}
    downs = [key for key in shapes if key.endswith(".lora_A.weight") and "transformer_blocks" in key]
    if not any(".lora_" in key for key in shapes):
        raise Unavailable(f"{file} is no LoRA for LTX-2: it holds {min(shapes, default='nothing at all')}", _ELSEWHERE)
    known = set(_linear(transformer))
    strange = [key for key in downs if (shapes.get(_up(key), ())[:1], shapes[key][1:]) not in known]
    if strange:
        one = strange[0].removesuffix(".lora_A.weight")
        told = f"{len(strange)} of its {len(downs)} layers, {one} for one, have no place in this model"
        raise Unavailable(f"{file} is a LoRA for another model: {told}", _ELSEWHERE)


def _up(key: str) -> str:
    return key.replace(".lora_A.", ".lora_B.")


def _linear(part: Part) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """(rows,) and (columns,) of every matrix of `part`."""
    if part.folder is None:
        shapes = [shape for _, _, _, shape in tensors_in(part)]
    else:
        shapes = [tensor.shape for path in part.weights for tensor in header_of(path).tensors.values()]
    yield from ((shape[:1], shape[1:]) for shape in shapes if len(shape) == 2)


def use_loras(model: Any, weights: Mapping[str, float]) -> None:
    """Let exactly the adapters in `weights` take part, each with its weight; none: the model as it was loaded."""
    if not getattr(model, "peft_config", None):
        if weights:
            raise ValueError(f"no LoRA is loaded, and {', '.join(weights)} is asked for")
        return
    if weights:
        model.enable_lora()
        model.set_adapters([*weights], [*weights.values()])
    else:
        model.disable_lora()
    model.requires_grad_(False)


def _layers(file: Path) -> dict[str, _Layer]:
    """The layers in `file` by the names their modules have in diffusers, scaled as the file says."""
    from diffusers.loaders.lora_pipeline import LTX2LoraLoaderMixin
    from safetensors.torch import load_file

    read = {_renamed(key): value for key, value in load_file(file).items()}
    known: dict[str, torch.Tensor] = LTX2LoraLoaderMixin.lora_state_dict(read)
    named = {key.removeprefix("transformer."): value for key, value in known.items()}
    modules = sorted(key.removesuffix(".lora_A.weight") for key in named if key.endswith(".lora_A.weight"))
    layers = {module: _layer(file, module, named) for module in modules}
    used = {f"{module}.{rest}" for module in modules for rest in ("lora_A.weight", "lora_B.weight", "alpha")}
    if strange := sorted(named.keys() - used) or ([] if modules else ["nothing at all"]):
        raise Unavailable(f"{file} is no LoRA for LTX-2: it holds {strange[0]}", _ELSEWHERE)
    return layers


def _layer(file: Path, module: str, named: Mapping[str, torch.Tensor]) -> _Layer:
    down, up = named[f"{module}.lora_A.weight"], named.get(f"{module}.lora_B.weight")
    if up is None or down.ndim != 2 or up.ndim != 2 or up.shape[1] != down.shape[0]:
        raise Unavailable(f"{file} is damaged: of {module} it holds no two halves that fit", _ELSEWHERE)
    alpha = named.get(f"{module}.alpha")
    return _Layer(down, up if alpha is None else up * (float(alpha) / down.shape[0]))


def _renamed(key: str) -> str:
    for other, ours in _PUBLISHED.items():
        key = key.replace(other, ours)
    return key


def _require_fit(file: Path, layers: Mapping[str, _Layer], model: Any) -> None:
    modules = dict(model.named_modules())
    strange = [name for name, layer in layers.items() if not _fits(layer, modules.get(name))]
    if strange:
        told = f"{len(strange)} of its {len(layers)} layers, {strange[0]} for one, have no place in this model"
        raise Unavailable(f"{file} is a LoRA for another model: {told}", _ELSEWHERE)


def _fits(layer: _Layer, module: Any) -> bool:
    wide = (getattr(module, "in_features", None), getattr(module, "out_features", None))
    return wide == (layer.down.shape[1], layer.up.shape[0])

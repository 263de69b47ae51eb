"""LoRAs: read, held against the model they are laid on, and switched by weight; never melted into it.

The library takes one that was made for another model, finds no place for its layers and goes on without a word.
Melting one in and out again leaves a difference of rounding; switching leaves none.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.headers import require_safetensors
from milimo_runtime.weights.located import Part
from milimo_runtime.weights.originals import header_of
from milimo_runtime.weights.renames import wanted
from milimo_runtime.weights.shapes import Shape, shapes_of

if TYPE_CHECKING:
    from pathlib import Path

    import torch

_ELSEWHERE = "use a LoRA that was made for this version of LTX-2"
_HALVES = {
    ".lora_A.weight": "down",
    ".lora_down.weight": "down",
    ".lora_B.weight": "up",
    ".lora_up.weight": "up",
    ".alpha": "alpha",
}
"""What the names of a layer's tensors end with."""
_PUBLISHED = ("diffusion_model.", "text_embedding_projection.")
"""What they begin with where layers are called as in the publisher's own files; else as in diffusers."""


@dataclass(frozen=True)
class _Layer:
    """A layer's tensors by their keys in the file: halves of the shapes [rank, `columns`] and [`rows`, rank], and what
    they are scaled by, "" for nothing. `text`: it is one of the text connectors'.
    """

    down: str
    up: str
    alpha: str
    rows: int
    columns: int
    text: bool


def load_lora(model: Any, file: Path, name: str) -> int:
    """Lay the LoRA in `file` on the transformer `model` as the adapter `name`; it does nothing until `use_loras`.

    Gives the number of its layers that were left aside, as they are for the text connectors. Raises `Unavailable`
    where the file is no whole LoRA in safetensors, or one for another model.
    """
    found = _layers(file)
    layers = {module: layer for module, layer in found.items() if not layer.text}
    _require_places(file, layers, {of: _sides(part) for of, part in model.named_modules()})
    state = {}
    for module, (down, up) in _halves(file, layers).items():
        state[f"{module}.lora_A.weight"] = down.to(model.dtype)
        state[f"{module}.lora_B.weight"] = up.to(model.dtype)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Already found a `peft_config`")
        model.load_lora_adapter(state, prefix=None, adapter_name=name)
    use_loras(model, {})
    return len(found) - len(layers)


def require_place(file: Path, transformer: Part) -> None:
    """What `load_lora` looks at, by the heads of the files alone: raises `Unavailable` where the LoRA in `file` is no
    whole one, or has a layer that `transformer` has not, or has in another shape.
    """
    layers = {module: layer for module, layer in _layers(file).items() if not layer.text}
    suffix = ".weight"
    known = {name.removesuffix(suffix): shape for name, shape in shapes_of(transformer).items() if len(shape) == 2}
    _require_places(file, layers, known)


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
    """The layers in `file` by the names their modules have in diffusers, by its head alone."""
    require_safetensors(file)
    tensors = header_of(file).tensors
    found: dict[tuple[str, bool], dict[str, str]] = {}
    for key in tensors:
        suffix = next((suffix for suffix in _HALVES if key.endswith(suffix)), None)
        if suffix is None:
            raise Unavailable(f"{file} is no LoRA for LTX-2: it holds {key}", _ELSEWHERE)
        found.setdefault(_module(key.removesuffix(suffix)), {})[_HALVES[suffix]] = key
    if not any("down" in keys for keys in found.values()):
        told = min(tensors, default="nothing at all")
        raise Unavailable(f"{file} is no LoRA for LTX-2: it holds {told}", _ELSEWHERE)
    shapes = {key: tensor.shape for key, tensor in tensors.items()}
    return {module: _layer(file, module, keys, shapes, text=text) for (module, text), keys in sorted(found.items())}


def _module(name: str) -> tuple[str, bool]:
    """What the layer `name` of a LoRA is called in diffusers, and whether it is one of the text connectors'."""
    if not name.startswith(_PUBLISHED):
        return name.removeprefix("transformer."), name.startswith("connectors.")
    part = wanted(f"{'model.' if name.startswith(_PUBLISHED[0]) else ''}{name}.weight")
    if part is None:
        return name, False
    return part.names[0].removesuffix(".weight"), part.component == "connectors"


def _layer(file: Path, module: str, keys: Mapping[str, str], shapes: Mapping[str, Shape], *, text: bool) -> _Layer:
    down, up = shapes.get(keys.get("down", ""), ()), shapes.get(keys.get("up", ""), ())
    if len(down) != 2 or len(up) != 2 or up[1] != down[0]:
        raise Unavailable(f"{file} is damaged: of {module} it holds no two halves that fit", _ELSEWHERE)
    return _Layer(keys["down"], keys["up"], keys.get("alpha", ""), up[0], down[1], text)


def _halves(file: Path, layers: Mapping[str, _Layer]) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """The halves of each of `layers`, scaled as the file says."""
    from safetensors import safe_open

    found = {}
    with safe_open(file, framework="pt") as opened:
        for module, layer in layers.items():
            down, up = opened.get_tensor(layer.down), opened.get_tensor(layer.up)
            scale = float(opened.get_tensor(layer.alpha)) / down.shape[0] if layer.alpha else 1.0
            found[module] = down, up * scale
    return found


def _require_places(file: Path, layers: Mapping[str, _Layer], known: Mapping[str, Shape]) -> None:
    """`known`: rows and columns of every module that can bear a LoRA, by its name."""
    strange = [name for name, layer in layers.items() if known.get(name) != (layer.rows, layer.columns)]
    if strange:
        told = f"{len(strange)} of its {len(layers)} layers, {strange[0]} for one, have no place in this model"
        raise Unavailable(f"{file} is a LoRA for another model: {told}", _ELSEWHERE)


def _sides(module: Any) -> Shape:
    return getattr(module, "out_features", 0), getattr(module, "in_features", 0)

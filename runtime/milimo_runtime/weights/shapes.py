"""Of what shapes weights are, by the heads of their files: a transformer that is not the one of its config is told
before anything is loaded.

Held here are the matrices of attention and feed-forward layers and those at both ends, nearly all of a transformer's
bytes. Whether every last tensor fits is for the classes themselves to say, when it is loaded or verified (`modules`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.fingerprint import Signature, signature
from milimo_runtime.weights.folders import read_json
from milimo_runtime.weights.headers import FETCH_AGAIN
from milimo_runtime.weights.located import Part
from milimo_runtime.weights.originals import config_in, header_of, tensors_in

Shape = tuple[int, ...]

_WIDER = 4
"""How many times wider a feed-forward layer is in its middle."""


def shapes_of(part: Part) -> Mapping[str, Shape]:
    """The shape of every tensor of `part` by the name it has here. Raises `Unavailable` where it is not whole."""
    return _shapes(part, _seen(part))


def require_shapes(part: Part) -> None:
    """Raises `Unavailable` where `part` is a transformer of other shapes than its config says."""
    if part.component.startswith("transformer") and (wrong := _wrong(part, _seen(part))):
        raise Unavailable(f"the {part.component} at {part.folder or part.files[0]} {wrong}", FETCH_AGAIN)


def matrices(config: Mapping[str, Any]) -> Iterator[tuple[str, Shape]]:
    """The name and shape of the matrices that a transformer of `config`, as diffusers has it, is made of."""
    wide = config["num_attention_heads"] * config["attention_head_dim"]
    narrow = config["audio_num_attention_heads"] * config["audio_attention_head_dim"]
    yield "proj_in.weight", (wide, config["in_channels"])
    yield "proj_out.weight", (config["out_channels"] or config["in_channels"], wide)
    yield "audio_proj_in.weight", (narrow, config["audio_in_channels"])
    yield "audio_proj_out.weight", (config["audio_out_channels"] or config["audio_in_channels"], narrow)
    attentions = {
        "attn1": (wide, wide, wide),
        "attn2": (wide, wide, config["cross_attention_dim"]),
        "audio_attn1": (narrow, narrow, narrow),
        "audio_attn2": (narrow, narrow, config["audio_cross_attention_dim"]),
        "audio_to_video_attn": (wide, narrow, narrow),
        "video_to_audio_attn": (narrow, narrow, wide),
    }
    for block in (f"transformer_blocks.{number}" for number in range(config["num_layers"])):
        for name, (asks, inside, answers) in attentions.items():
            yield f"{block}.{name}.to_q.weight", (inside, asks)
            yield f"{block}.{name}.to_k.weight", (inside, answers)
            yield f"{block}.{name}.to_v.weight", (inside, answers)
            yield f"{block}.{name}.to_out.0.weight", (asks, inside)
        for name, width in (("ff", wide), ("audio_ff", narrow)):
            yield f"{block}.{name}.net.0.proj.weight", (_WIDER * width, width)
            yield f"{block}.{name}.net.2.weight", (width, _WIDER * width)


@lru_cache(maxsize=8)
def _wrong(part: Part, seen: tuple[Signature, ...]) -> str:
    """What is wrong with the shapes of a transformer, "" where nothing is."""
    config = read_json(part.files[0]) if part.folder is not None else config_in(part)
    try:
        wanted = dict(matrices(config))
    except (KeyError, TypeError):
        return ""  # a config that leaves something to the class, or says nonsense, is the class's to refuse
    found = _shapes(part, seen)
    blocks = {".".join(name.split(".")[:2]) for name in found if name.startswith("transformer_blocks.")}
    if len(blocks) != config["num_layers"]:
        return f"has {len(blocks)} blocks where its config says {config['num_layers']}"
    for name, shape in wanted.items():
        if name not in found:
            return f"lacks {name}: its weights do not fit its config"
        if found[name] != shape:
            return f"does not fit its config: {name} is {_told(found[name])} and not {_told(shape)}"
    return ""


@lru_cache(maxsize=32)
def _shapes(part: Part, _seen: tuple[Signature, ...]) -> Mapping[str, Shape]:
    if part.folder is None:
        return {name: shape for _, _, names, shape in tensors_in(part) for name in names}
    return {key: tensor.shape for path in part.weights for key, tensor in header_of(path).tensors.items()}


def _seen(part: Part) -> tuple[Signature, ...]:
    try:
        return tuple(map(signature, part.files))
    except OSError as error:
        raise Unavailable(f"{error.filename} cannot be read ({error.strerror})", FETCH_AGAIN) from error


def _told(shape: Shape) -> str:
    return "x".join(map(str, shape)) or "a number"

"""Modules of diffusers, made empty and filled from files that have exactly their tensors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.catalog import COMPONENTS
from milimo_runtime.weights.folders import read_json
from milimo_runtime.weights.headers import FETCH_AGAIN
from milimo_runtime.weights.located import Part
from milimo_runtime.weights.originals import config_in, header_of, tensors_in

if TYPE_CHECKING:
    from pathlib import Path

    import torch

NOT_EIGHT_BIT = (r"^(?!transformer_blocks|$)", "norm", "lora_")
"""What of a transformer stays in bfloat16 under fp8: all outside its blocks, which is little and the most sensitive,
norms, and LoRAs."""


def model_of(part: Part, device: str, dtype: torch.dtype) -> Any:
    """The module that `part` is, in evaluation mode on `device`, its numbers as `dtype`.

    Raises `Unavailable` where the files have not exactly what its class wants.
    """
    kind, config = _class_and_config(part)
    model = _empty(part, kind, config, dtype)
    _require_fit(part, model)
    model.load_state_dict(tensors(part, device, dtype), strict=True, assign=True)
    model = model.to(device).eval().requires_grad_(False)
    fit_to(model, device)
    return model


def require_fit(part: Part) -> None:
    """Raises `Unavailable` where `part` of diffusers has not exactly the tensors its class wants. Reads heads alone."""
    import torch

    kind, config = _class_and_config(part)
    _require_fit(part, _empty(part, kind, config, torch.bfloat16))


def tensors(part: Part, device: str, dtype: torch.dtype) -> dict[str, torch.Tensor]:
    """Every tensor of `part` on `device` by the name it has here, numbers with fractions as `dtype`."""
    from safetensors import safe_open

    files: dict[Path, list[tuple[str, tuple[str, ...]]]] = {}
    for path, key, names, _ in _listed(part):
        files.setdefault(path, []).append((key, names))
    found: dict[str, torch.Tensor] = {}
    for path, listed in files.items():
        with reading(part), safe_open(path, framework="pt", device=device) as file:
            for key, names in listed:
                tensor = file.get_tensor(key)
                tensor = tensor.to(dtype) if tensor.is_floating_point() else tensor
                found |= zip(names, tensor.chunk(len(names)) if len(names) > 1 else (tensor,), strict=True)
    return found


def fit_to(model: torch.nn.Module, device: str) -> None:
    """Change of `model` what `device` cannot do: MPS has no double precision, which the published positions are in."""
    if device.partition(":")[0] == "mps":
        for module in model.modules():
            if hasattr(module, "double_precision"):
                setattr(module, "double_precision", False)  # noqa: B010 (torch types attributes as tensors)


def keep_in_eight_bits(model: Any) -> None:
    """Keep the weights of `model`'s blocks in float8, each layer's turned to bfloat16 as it is computed."""
    import torch

    model.enable_layerwise_casting(
        storage_dtype=torch.float8_e4m3fn,
        compute_dtype=torch.bfloat16,
        skip_modules_pattern=NOT_EIGHT_BIT,
    )


def require_full(part: Part) -> None:
    """Raises `Unavailable` where a file of `part` is cut off, or its tensors are quantised."""
    for path in part.weights:
        if (kind := header_of(path).quantised) is not None:
            raise _quantised(path, kind)
    config = part.folder / "config.json" if part.folder is not None and part.weights else None
    if config is not None and "quantization_config" in read_json(config):
        raise _quantised(config.parent, "quantization_config")


def _quantised(path: Path, how: str) -> Unavailable:
    return Unavailable(
        f"{path} is quantised ({how}), and milimo reads full precision only",
        "use the file in bf16; with MILIMO_PRECISION=fp8 a CUDA device keeps it in eight bits",
    )


def require_class(part: Part, name: str) -> None:
    """Raises `Unavailable` where `name` is no class that the component may be of."""
    classes = COMPONENTS[part.component].classes
    if name not in classes:
        told = f"the {part.component} at {part.folder} is a {name}, not a {' or '.join(classes)}"
        raise Unavailable(told, FETCH_AGAIN)


def require_keys(part: Part, missing: set[str], unexpected: set[str], wrong: set[str]) -> None:
    """Raises `Unavailable` where any tensor is `missing`, `unexpected` or of the `wrong` shape."""
    for keys, told in ((missing, "lacks"), (unexpected, "has no place for"), (wrong, "has another shape for")):
        if keys:
            more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
            raise Unavailable(
                f"the {part.component} at {part.folder or part.files[0]} {told} {min(keys)}{more}: "
                "its weights do not fit its config",
                FETCH_AGAIN,
            )


@contextmanager
def reading(part: Part) -> Iterator[None]:
    """Within, what the libraries raise for files that are not what they seem is a sentence."""
    from safetensors import SafetensorError

    try:
        yield
    except (SafetensorError, OSError, KeyError, ValueError, TypeError) as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        told = f"the {part.component} at {part.folder or part.files[0]} cannot be loaded ({why})"
        raise Unavailable(told, FETCH_AGAIN) from error


def _listed(part: Part) -> Iterator[tuple[Path, str, tuple[str, ...], tuple[int, ...]]]:
    """The tensors of a part: the file, the key there, the names here, and the shape each of these has."""
    if part.folder is None:
        yield from tensors_in(part)
    else:
        for path in part.weights:
            for key, tensor in header_of(path).tensors.items():
                yield path, key, (key,), tensor.shape


def _class_and_config(part: Part) -> tuple[Any, Mapping[str, Any]]:
    import diffusers
    from diffusers.pipelines import ltx2
    from diffusers.pipelines.ltx2.latent_upsampler import LTX2LatentUpsamplerModel

    config = config_in(part) if part.folder is None else read_json(part.files[0])
    name = str(config.get("_class_name"))
    require_class(part, name)
    if name == LTX2LatentUpsamplerModel.__name__:
        return LTX2LatentUpsamplerModel, config
    return getattr(ltx2, name, None) or getattr(diffusers, name), config


def _empty(part: Part, kind: Any, config: Mapping[str, Any], dtype: torch.dtype) -> Any:
    """A model whose parameters have shapes and no values. Numbers that its class computes are there."""
    from accelerate import init_empty_weights

    with reading(part), _default(dtype), init_empty_weights(include_buffers=False):
        model, unknown = kind.from_config(dict(config), return_unused_kwargs=True)
    strange = sorted(name for name in unknown if not name.startswith("_"))
    if strange:
        told = f"the config of the {part.component} at {part.folder or part.files[0]} says {', '.join(strange)}"
        raise Unavailable(f"{told}, which the installed diffusers does not know", "install a newer milimo[models]")
    return model


@contextmanager
def _default(dtype: torch.dtype) -> Iterator[None]:
    """Within, what a class computes is of `dtype`, as the library has it when it loads."""
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def _require_fit(part: Part, model: Any) -> None:
    """Raises `Unavailable` where the files have not exactly the tensors of `model`."""
    here = {name: shape for _, _, names, shape in _listed(part) for name in names}
    wanted = {key: tuple(value.shape) for key, value in model.state_dict().items()}
    wrong = {key for key in wanted.keys() & here.keys() if wanted[key] != here[key]}
    require_keys(part, wanted.keys() - here.keys(), here.keys() - wanted.keys(), wrong)

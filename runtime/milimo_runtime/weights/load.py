"""Making components of weights: each by its own class, checked key by key, straight onto its device.

Of the libraries' loaders only the one for text encoders is used, as only it knows how their files are named. The
others' fill what is missing with noise, take a damaged file for none at all, and open pickles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.catalog import COMPONENTS
from milimo_runtime.weights.folders import read_json
from milimo_runtime.weights.headers import FETCH_AGAIN, Tensor, read_header
from milimo_runtime.weights.located import Located, Part
from milimo_runtime.weights.precision import Precision, dtype_of, precision_for, require_precision

if TYPE_CHECKING:
    from pathlib import Path

    import torch

NOT_EIGHT_BIT = (r"^(?!transformer_blocks|$)", "norm", "lora_")
"""What of a transformer stays in bfloat16 under fp8: all outside its blocks, which is little and the most sensitive,
norms, and LoRAs."""


def load(located: Located, component: str, device: str = "cpu", precision: Precision | None = None) -> Any:
    """The `component` of `located`, ready to run on `device`: a torch module in evaluation mode, a tokenizer or a
    scheduler.

    `precision` is the best for the device where none is given (`precision_for`). Raises `Unavailable` where it is not
    here, not whole, or not what it should be.
    """
    precision = precision or precision_for(device)
    require_precision(precision, device)
    part = located.part(component)
    for path in part.weights:
        _require_full(path)
    if component == "scheduler":
        return _scheduler(part)
    if component == "tokenizer":
        return _tokenizer(part)
    if component == "text_encoder":
        return _text_encoder(part, device, precision)
    return _model(part, device, precision)


def _require_full(path: Path) -> None:
    """Raises `Unavailable` where a file is cut off or its tensors are quantised."""
    if (kind := read_header(path).quantised) is not None:
        raise Unavailable(
            f"{path} is quantised ({kind}), and milimo reads full precision only",
            "use the file in bf16; with MILIMO_PRECISION=fp8 a CUDA device keeps it in eight bits",
        )


def _scheduler(part: Part) -> Any:
    from diffusers import FlowMatchEulerDiscreteScheduler

    config = read_json(part.files[0])
    _require_class(part, str(config.get("_class_name")))
    with _reading(part):
        return FlowMatchEulerDiscreteScheduler.from_config(dict(config))


def _tokenizer(part: Part) -> Any:
    from transformers import AutoTokenizer, PreTrainedTokenizerBase

    with _reading(part):
        made = AutoTokenizer.from_pretrained(part.folder, local_files_only=True, trust_remote_code=False)
    if not isinstance(made, PreTrainedTokenizerBase):
        raise Unavailable(f"what is at {part.folder} is no tokenizer", FETCH_AGAIN)
    return made


def _text_encoder(part: Part, device: str, precision: Precision) -> Any:
    import transformers

    config = read_json(part.files[0])
    name = str((config.get("architectures") or [None])[0])
    _require_class(part, name)
    with _reading(part), _quiet():
        model, told = getattr(transformers, name).from_pretrained(
            part.folder,
            dtype=dtype_of(precision),
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            output_loading_info=True,
            ignore_mismatched_sizes=True,  # told below, with the others
            device_map=None if device == "cpu" else {"": device},
        )
    missing, unexpected = set(told["missing_keys"]), set(told["unexpected_keys"])
    wrong = {entry[0] for entry in told["mismatched_keys"]}
    _require_keys(part, missing, unexpected, wrong)
    return model.eval().requires_grad_(False)


def _model(part: Part, device: str, precision: Precision) -> Any:
    kind, config = _class_and_config(part)
    model = _empty(part, kind, config, dtype_of(precision))
    _require_fit(part, model)
    model.load_state_dict(_tensors(part, device, dtype_of(precision)), strict=True, assign=True)
    model = model.to(device).eval().requires_grad_(False)
    fit_to(model, device)
    if precision == "fp8" and part.component.startswith("transformer"):
        keep_in_eight_bits(model)
    return model


def fit_to(model: torch.nn.Module, device: str) -> None:
    """Change of `model` what `device` cannot do: MPS has no double precision, which the published positions are in."""
    if device.partition(":")[0] == "mps":
        for module in model.modules():
            if hasattr(module, "double_precision"):
                setattr(module, "double_precision", False)  # noqa: B010 (torch types attributes as tensors)


def keep_in_eight_bits(model: Any) -> None:
    """Keep the weights of `model` in float8, each layer's turned to bfloat16 as it is computed."""
    import torch

    model.enable_layerwise_casting(
        storage_dtype=torch.float8_e4m3fn,
        compute_dtype=torch.bfloat16,
        skip_modules_pattern=NOT_EIGHT_BIT,
    )


def _class_and_config(part: Part) -> tuple[Any, Mapping[str, Any]]:
    import diffusers
    from diffusers.pipelines import ltx2
    from diffusers.pipelines.ltx2.latent_upsampler import LTX2LatentUpsamplerModel

    config = read_json(part.files[0])
    name = str(config.get("_class_name"))
    _require_class(part, name)
    if name == LTX2LatentUpsamplerModel.__name__:
        return LTX2LatentUpsamplerModel, config
    return getattr(ltx2, name, None) or getattr(diffusers, name), config


def _require_class(part: Part, name: str) -> None:
    classes = COMPONENTS[part.component].classes
    if name not in classes:
        told = f"the {part.component} at {part.folder} is a {name}, not a {' or '.join(classes)}"
        raise Unavailable(told, FETCH_AGAIN)


def _empty(part: Part, kind: Any, config: Mapping[str, Any], dtype: torch.dtype) -> Any:
    """A model whose parameters have shapes and no values. Numbers that its class computes are there."""
    from accelerate import init_empty_weights

    with _reading(part), _default(dtype), init_empty_weights(include_buffers=False):
        model, unknown = kind.from_config(dict(config), return_unused_kwargs=True)
    strange = sorted(name for name in unknown if not name.startswith("_"))
    if strange:
        told = f"the config of the {part.component} at {part.folder} says {', '.join(strange)}"
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
    here: dict[str, Tensor] = {}
    for path in part.weights:
        here |= read_header(path).tensors
    wanted = {key: tuple(value.shape) for key, value in model.state_dict().items()}
    wrong = {key for key in wanted.keys() & here.keys() if wanted[key] != here[key].shape}
    _require_keys(part, wanted.keys() - here.keys(), here.keys() - wanted.keys(), wrong)


def _require_keys(part: Part, missing: set[str], unexpected: set[str], wrong: set[str]) -> None:
    for keys, told in ((missing, "lacks"), (unexpected, "has no place for"), (wrong, "has another shape for")):
        if keys:
            more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
            raise Unavailable(
                f"the {part.component} at {part.folder or part.files[0]} {told} {min(keys)}{more}: "
                "its weights do not fit its config",
                FETCH_AGAIN,
            )


def _tensors(part: Part, device: str, dtype: torch.dtype) -> dict[str, torch.Tensor]:
    """Every tensor of the part on `device`, numbers with fractions as `dtype`."""
    from safetensors import safe_open

    found: dict[str, torch.Tensor] = {}
    for path in part.weights:
        with _reading(part), safe_open(path, framework="pt", device=device) as file:
            for key in file.keys():  # noqa: SIM118 (no mapping)
                tensor = file.get_tensor(key)
                found[key] = tensor.to(dtype) if tensor.is_floating_point() else tensor
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Within, transformers draws no bars and prints no reports of its own."""
    from transformers.utils import logging

    drawn, said = logging.is_progress_bar_enabled(), logging.get_verbosity()
    logging.disable_progress_bar()
    logging.set_verbosity_error()
    try:
        yield
    finally:
        logging.set_verbosity(said)
        if drawn:
            logging.enable_progress_bar()


@contextmanager
def _reading(part: Part) -> Iterator[None]:
    """Within, what the libraries raise for files that are not what they seem is a sentence."""
    from safetensors import SafetensorError

    try:
        yield
    except (SafetensorError, OSError, KeyError, ValueError, TypeError) as error:
        told = f"the {part.component} at {part.folder or part.files[0]} cannot be loaded ({_first_line(error)})"
        raise Unavailable(told, FETCH_AGAIN) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

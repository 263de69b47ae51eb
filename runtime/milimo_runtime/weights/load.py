"""Making components of weights: each by its own class, checked key by key, straight onto its device.

Of the libraries' loaders only the one for text encoders is used, as only it knows how their tensors are named. The
others' fill what is missing with noise, take a damaged file for none at all, and open pickles.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.catalog import COMPONENTS
from milimo_runtime.weights.folders import read_json
from milimo_runtime.weights.headers import FETCH_AGAIN
from milimo_runtime.weights.located import Located, Part
from milimo_runtime.weights.modules import (
    keep_in_eight_bits,
    model_of,
    reading,
    require_class,
    require_full,
    require_keys,
    tensors,
)
from milimo_runtime.weights.originals import config_in, texts_in
from milimo_runtime.weights.precision import Precision, dtype_of, precision_for, precision_of, require_precision

if TYPE_CHECKING:
    import torch

SCHEDULER = {
    "use_dynamic_shifting": True,
    "base_shift": 0.95,
    "max_shift": 2.05,
    "base_image_seq_len": 1024,
    "max_image_seq_len": 4096,
    "shift_terminal": 0.1,
}
"""The scheduler of every published LTX-2, which its own files come without."""


def load(
    located: Located,
    component: str,
    device: str | torch.device = "cpu",
    precision: Precision | torch.dtype | None = None,
) -> Any:
    """The `component` of `located`, ready to run on `device`: a torch module in evaluation mode, a tokenizer or a
    scheduler.

    `precision`, or a type of torch's, is the best for the device where none is given (`precision_for`). Raises
    `Unavailable` where it is not here, not whole, or not what it should be.
    """
    device = str(device)
    precision = precision_of(precision) or precision_for(device)
    require_precision(precision, device)
    part = located.part(component)
    require_full(part)
    if component == "scheduler":
        return _scheduler(part)
    if component == "tokenizer":
        return _tokenizer(part)
    if component in ("text_encoder", "prompt_enhancer"):
        return _text_encoder(part, device, precision)
    model = model_of(part, device, dtype_of(precision))
    if precision == "fp8" and component.startswith("transformer"):
        keep_in_eight_bits(model)
    return model


def _scheduler(part: Part) -> Any:
    from diffusers import FlowMatchEulerDiscreteScheduler

    if not part.files:
        return FlowMatchEulerDiscreteScheduler(**SCHEDULER)
    config = read_json(part.files[0])
    require_class(part, str(config.get("_class_name")))
    with reading(part):
        return FlowMatchEulerDiscreteScheduler.from_config(dict(config))


def _tokenizer(part: Part) -> Any:
    if part.folder is not None:
        return _tokenizer_in(part, part.folder)
    from safetensors import safe_open

    with tempfile.TemporaryDirectory(prefix="milimo-") as folder:
        with reading(part), safe_open(part.files[0], framework="np") as file:
            for name, key in texts_in(part).items():
                (Path(folder) / Path(name).name).write_bytes(file.get_tensor(key).tobytes())
        return _tokenizer_in(part, Path(folder))


def _tokenizer_in(part: Part, folder: Path) -> Any:
    from transformers import AutoTokenizer, PreTrainedTokenizerBase

    with reading(part):
        made = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    if not isinstance(made, PreTrainedTokenizerBase):
        raise Unavailable(f"what is at {folder} is no tokenizer", FETCH_AGAIN)
    return made


def _text_encoder(part: Part, device: str, precision: Precision) -> Any:
    import transformers

    with reading(part), _quiet():
        name, source = _named_by_folder(part) if part.folder is not None else _named_by_file(part, device, precision)
        model, told = getattr(transformers, name).from_pretrained(
            **source,
            dtype=dtype_of(precision),
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            output_loading_info=True,
            ignore_mismatched_sizes=True,  # told below, with the others
            device_map=None if device == "cpu" else {"": device},
        )
    wrong = {entry[0] for entry in told["mismatched_keys"]}
    require_keys(part, set(told["missing_keys"]), set(told["unexpected_keys"]), wrong)
    return model.eval().requires_grad_(False)


def _named_by_folder(part: Part) -> tuple[str, dict[str, Any]]:
    name = str((read_json(part.files[0]).get("architectures") or [None])[0])
    require_class(part, name)
    return name, {"pretrained_model_name_or_path": part.folder}


def _named_by_file(part: Part, device: str, precision: Precision) -> tuple[str, dict[str, Any]]:
    """The class of the text encoder that lies in a published file, which only 2.5's does."""
    import transformers

    name = COMPONENTS[part.component].classes[-1]
    config = getattr(transformers, name).config_class.from_dict(dict(config_in(part)))
    state = tensors(part, device, dtype_of(precision))
    return name, {"pretrained_model_name_or_path": None, "config": config, "state_dict": state}


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

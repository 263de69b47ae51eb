"""Components come out as the library's own loader makes them of whole files, and not at all of others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights import COMPONENTS, Precision, locate
from milimo_runtime.weights.load import load
from milimo_runtime.weights.modules import fit_to, keep_in_eight_bits
from milimo_runtime.weights.precision import precision_for
from tests.runtime.weights.conftest import FAMILIES, Put, edit, rewrite
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version
from tests.tiny.words import tokenizer

MODULES = [name for name, component in COMPONENTS.items() if component.weights]


@pytest.fixture
def link(shelf: Path, tiny_ltx: Kept) -> Put:
    """`link(version)`: the tiny model itself on the shelf, not to be damaged."""

    def link(version: Version) -> Path:
        (shelf / FAMILIES[version]).symlink_to(tiny_ltx(version))
        return shelf / FAMILIES[version]

    return link


def numbers(module: Any) -> dict[str, Any]:
    return {**dict(module.named_parameters()), **dict(module.named_buffers())}


@pytest.mark.parametrize("precision", ["float32", "bf16"])
@pytest.mark.parametrize("version", VERSIONS)
def test_every_component_is_what_the_library_makes_of_it(link: Put, version: Version, precision: Precision) -> None:
    import torch

    link(version)
    located = locate(FAMILIES[version])
    dtype = torch.float32 if precision == "float32" else torch.bfloat16
    for name in (name for name in MODULES if name in located):
        made = load(located, name, "cpu", precision)
        theirs = type(made).from_pretrained(located.part(name).folder, dtype=dtype)
        ours, known = numbers(made), numbers(theirs)
        assert ours.keys() == known.keys(), name
        assert [key for key in known if not ours[key].equal(known[key]) or ours[key].dtype != known[key].dtype] == []
        assert not made.training
        assert not any(parameter.requires_grad for parameter in made.parameters())


@pytest.mark.parametrize("version", VERSIONS)
def test_words_and_noise_levels_come_as_they_were_saved(link: Put, version: Version) -> None:
    link(version)
    located = locate(FAMILIES[version])
    said = "A bell rings, é 鐘"
    assert load(located, "tokenizer")(said).input_ids == tokenizer()(said).input_ids
    scheduler = load(located, "scheduler")
    assert type(scheduler).__name__ == "FlowMatchEulerDiscreteScheduler"
    assert "num_train_timesteps" in scheduler.config


def weights(folder: Path) -> Path:
    return next(folder.glob("*.safetensors"))


def damaged(put: Put, component: str) -> tuple[Path, dict[str, Any]]:
    from safetensors.torch import load_file

    path = weights(put("2.0") / component)
    return path, load_file(path)


def refusal(component: str) -> Unavailable:
    with pytest.raises(Unavailable) as said:
        load(locate("ltx-2"), component)
    assert said.value.remedy
    return said.value


@pytest.mark.parametrize("component", ["transformer", "vae", "text_encoder"])
def test_a_missing_tensor_is_named(put: Put, component: str) -> None:
    path, tensors = damaged(put, component)
    gone = sorted(tensors)[0]
    del tensors[gone]
    rewrite(path, tensors)
    said = refusal(component).message
    assert f"the {component} at {path.parent} lacks " in said
    assert said.endswith("its weights do not fit its config")


@pytest.mark.parametrize("component", ["transformer", "vae", "text_encoder"])
def test_a_tensor_too_many_is_named(put: Put, component: str) -> None:
    import torch

    path, tensors = damaged(put, component)
    rewrite(path, {**tensors, "strange.weight": torch.zeros(2)})
    assert f"the {component} at {path.parent} has no place for strange.weight" in refusal(component).message


@pytest.mark.parametrize("component", ["transformer", "vae", "text_encoder"])
def test_a_tensor_of_another_shape_is_told(put: Put, component: str) -> None:
    path, tensors = damaged(put, component)
    key = next(key for key, value in sorted(tensors.items()) if value.ndim == 2 or component == "vae")
    rewrite(path, {**tensors, key: tensors[key].repeat(2, *[1] * (tensors[key].ndim - 1))})
    assert f"the {component} at {path.parent} has another shape for " in refusal(component).message


@pytest.mark.parametrize("component", ["transformer", "text_encoder", "vocoder"])
def test_a_file_that_was_cut_off_is_told(put: Put, component: str) -> None:
    path, _ = damaged(put, component)
    size = path.stat().st_size
    with open(path, "r+b") as file:
        file.truncate(size - 100)
    assert refusal(component).message == f"{path} is damaged: {size - 100:,} bytes of {size:,} are here"


@pytest.mark.parametrize("content", [b"", b"\x00" * 7, b"not safetensors at all", b"\x02" + bytes(7) + b"{}x"])
def test_a_file_that_is_no_safetensors_is_told(put: Put, content: bytes) -> None:
    path, _ = damaged(put, "vae")
    path.write_bytes(content)
    assert refusal("vae").message.startswith(f"{path} is ")


def test_quantised_weights_are_told_from_full_ones(put: Put) -> None:
    import torch

    path, tensors = damaged(put, "transformer")
    rewrite(path, {key: value.to(torch.float8_e4m3fn) for key, value in tensors.items()})
    said = refusal("transformer")
    assert said.message == f"{path} is quantised (F8_E4M3), and milimo reads full precision only"
    assert "MILIMO_PRECISION=fp8" in said.remedy


@pytest.mark.parametrize("component", ["transformer", "text_encoder"])
def test_a_folder_that_was_quantised_is_told(put: Put, component: str) -> None:
    folder = put("2.0") / component
    edit(folder / "config.json", quantization_config={"load_in_4bit": True})
    assert refusal(component).message.startswith(f"{folder} is quantised (quantization_config)")


def test_a_component_of_another_class_is_told(put: Put) -> None:
    folder = put("2.0")
    edit(folder / "vae" / "config.json", _class_name="AutoencoderKLWan")
    assert refusal("vae").message == f"the vae at {folder / 'vae'} is a AutoencoderKLWan, not a AutoencoderKLLTX2Video"


def test_code_of_a_folder_is_never_run(put: Put, tmp_path: Path) -> None:
    folder = put("2.0")
    trap = f"open({str(tmp_path / 'trapped')!r}, 'w')\nclass AutoencoderKLLTX2Video: pass\n"
    for component in ("vae", "tokenizer", "text_encoder"):
        (folder / component / "trap.py").write_text(trap)
    edit(folder / "vae" / "config.json", auto_map={"AutoModel": "trap.AutoencoderKLLTX2Video"})
    edit(
        folder / "tokenizer" / "tokenizer_config.json",
        auto_map={"AutoTokenizer": ["trap.AutoencoderKLLTX2Video", None]},
    )
    edit(folder / "text_encoder" / "config.json", auto_map={"AutoModel": "trap.AutoencoderKLLTX2Video"})
    located = locate("ltx-2")
    for component in ("tokenizer", "text_encoder", "vae"):
        try:
            load(located, component)
        except Unavailable:
            assert component == "vae"
    assert not (tmp_path / "trapped").exists()


def test_a_switch_that_the_library_does_not_know_is_told(put: Put) -> None:
    folder = put("2.0")
    edit(folder / "transformer" / "config.json", sideways=True)
    said = refusal("transformer")
    assert said.message.endswith("says sideways, which the installed diffusers does not know")
    assert "newer" in said.remedy


def test_a_switch_with_a_value_that_means_nothing_is_told(put: Put) -> None:
    folder = put("2.0")
    edit(folder / "transformer" / "config.json", rope_type="knotted")
    assert refusal("transformer").message.startswith(f"the transformer at {folder / 'transformer'} cannot be loaded (")


def test_a_damaged_tokenizer_is_told(put: Put) -> None:
    folder = put("2.0")
    (folder / "tokenizer" / "tokenizer.json").write_text("{}")
    assert refusal("tokenizer").message.startswith(f"the tokenizer at {folder / 'tokenizer'} cannot be loaded (")


def test_on_a_cpu_everything_is_float32_and_elsewhere_bfloat16() -> None:
    assert [precision_for(device, {}) for device in ("cpu", "cuda", "cuda:1", "mps")] == ["float32", *["bf16"] * 3]
    assert precision_for("cuda", {"MILIMO_PRECISION": "fp8"}) == "fp8"
    assert precision_for("cpu", {"MILIMO_PRECISION": "bf16"}) == "bf16"


@pytest.mark.parametrize("device", ["cpu", "mps"])
def test_eight_bits_are_for_cuda_alone(link: Put, device: str) -> None:
    link("2.0")
    with pytest.raises(Unavailable, match=f"fp8 runs on CUDA devices only, not on {device}"):
        precision_for(device, {"MILIMO_PRECISION": "fp8"})
    with pytest.raises(Unavailable, match="fp8 runs on CUDA devices only"):
        load(locate("ltx-2"), "transformer", device, "fp8")


def test_a_precision_nobody_knows_is_told() -> None:
    with pytest.raises(Unavailable, match="MILIMO_PRECISION is int3") as said:
        precision_for("cuda", {"MILIMO_PRECISION": "int3"})
    assert said.value.remedy == "it may be float32, bf16, fp8"


@pytest.mark.parametrize("version", VERSIONS)
def test_eight_bits_are_for_the_layers_of_the_blocks(link: Put, version: Version) -> None:
    import torch

    link(version)
    model = load(locate(FAMILIES[version]), "transformer", "cpu", "bf16")
    layers = {
        name: module.weight.clone() for name, module in model.named_modules() if isinstance(module, torch.nn.Linear)
    }
    keep_in_eight_bits(model)
    eight = {name for name in layers if model.get_submodule(name).weight.dtype == torch.float8_e4m3fn}
    assert eight == {name for name in layers if name.startswith("transformer_blocks.")}
    name = sorted(eight)[0]
    layer, kept = model.get_submodule(name), layers[name].float()
    given = torch.ones(1, layer.in_features, dtype=torch.bfloat16)
    error = (layer(given).float() - (given.float() @ kept.T + layer.bias.float())).abs().max()
    assert 0 < error < 0.1 * kept.abs().sum(1).max()


def test_positions_are_in_single_precision_where_there_is_no_double(link: Put) -> None:
    link("2.0")
    for component in ("transformer", "connectors"):
        model = load(locate("ltx-2"), component)
        exact = [module for module in model.modules() if getattr(module, "double_precision", False)]
        assert exact
        fit_to(model, "mps:0")
        assert not any(module.double_precision for module in exact)


def test_a_model_keeps_its_double_precision_elsewhere(link: Put) -> None:
    link("2.0")
    model = load(locate("ltx-2"), "transformer", "cpu")
    fit_to(model, "cuda:0")
    assert model.rope.double_precision

"""LoRAs lie on a model as switches: each with its weight, none for good, and none that is for another model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights import locate
from milimo_runtime.weights.load import load
from milimo_runtime.weights.lora import _module, load_lora, require_place, use_loras
from milimo_runtime.weights.renames import slot
from milimo_runtime.weights.shapes import shapes_of
from tests.runtime.weights.conftest import FAMILIES, rewrite
from tests.tiny.fixtures import Kept
from tests.tiny.loras import Naming, build_lora, build_wide_lora
from tests.tiny.ltx import VERSIONS, Version

LAYER = "transformer_blocks.0.attn1.to_q"


@pytest.fixture
def transformer(shelf: Path, tiny_ltx: Kept) -> Any:
    return model(shelf, tiny_ltx, "2.0")


def model(shelf: Path, tiny_ltx: Kept, version: Version) -> Any:
    (shelf / FAMILIES[version]).symlink_to(tiny_ltx(version))
    return load(locate(FAMILIES[version]), "transformer", "cpu", "float32")


def halves(wide: int, high: int, rank: int = 3, seed: int = 0) -> tuple[Any, Any]:
    import torch

    generator = torch.Generator().manual_seed(seed)
    return torch.randn(rank, wide, generator=generator), torch.randn(high, rank, generator=generator)


def published(file: Path, seed: int = 0, *, of: str = LAYER, wide: int = 32, **more: Any) -> Any:
    """A LoRA of one layer as its makers publish it; gives the change it makes to the layer's matrix."""
    down, up = halves(wide, 32, seed=seed)
    rewrite(file, {f"diffusion_model.{of}.lora_A.weight": down, f"diffusion_model.{of}.lora_B.weight": up, **more})
    return up @ down


def change(transformer: Any) -> Any:
    """What the adapters change of the layer's matrix."""
    import torch

    layer = transformer.get_submodule(LAYER)
    one = torch.eye(layer.in_features)
    plain = layer.base_layer if hasattr(layer, "base_layer") else layer
    return (layer(one) - plain(one)).T


def close(one: Any, other: Any) -> bool:
    import torch

    return torch.allclose(one, other, atol=1e-4)


def test_it_does_nothing_until_it_is_used(transformer: Any, tmp_path: Path) -> None:
    published(tmp_path / "one.safetensors")
    assert load_lora(transformer, tmp_path / "one.safetensors", "one") == 0
    assert change(transformer).abs().max() == 0


def test_several_are_used_each_with_its_weight_and_none_leaves_a_trace(transformer: Any, tmp_path: Path) -> None:
    before = {name: value.clone() for name, value in transformer.state_dict().items()}
    one, two = published(tmp_path / "one.safetensors"), published(tmp_path / "two.safetensors", seed=1)
    for name in ("one", "two"):
        load_lora(transformer, tmp_path / f"{name}.safetensors", name)
    use_loras(transformer, {"one": 0.5, "two": 2.0})
    assert close(change(transformer), 0.5 * one + 2 * two)
    use_loras(transformer, {"two": -1.0})
    assert close(change(transformer), -two)
    use_loras(transformer, {})
    assert change(transformer).abs().max() == 0
    after = {name.replace(".base_layer", ""): value for name, value in transformer.state_dict().items()}
    assert all(after[name].equal(value) for name, value in before.items())
    assert not any(parameter.requires_grad for parameter in transformer.parameters())


def test_its_own_scale_counts(transformer: Any, tmp_path: Path) -> None:
    import torch

    alpha = {f"diffusion_model.{LAYER}.alpha": torch.tensor(1.5)}
    plain = published(tmp_path / "one.safetensors", **alpha)
    load_lora(transformer, tmp_path / "one.safetensors", "one")
    use_loras(transformer, {"one": 1.0})
    assert close(change(transformer), plain * 1.5 / 3)


def test_the_halves_may_be_called_down_and_up(transformer: Any, tmp_path: Path) -> None:
    down, up = halves(32, 32)
    file = tmp_path / "one.safetensors"
    rewrite(file, {f"transformer.{LAYER}.lora_down.weight": down, f"transformer.{LAYER}.lora_up.weight": up})
    load_lora(transformer, file, "one")
    use_loras(transformer, {"one": 1.0})
    assert close(change(transformer), up @ down)


def test_names_of_the_publisher_find_their_layers(transformer: Any, tmp_path: Path) -> None:
    file = tmp_path / "one.safetensors"
    published(file, of="patchify_proj", wide=8)
    load_lora(transformer, file, "one")
    assert type(transformer.proj_in).__name__ == "Linear"
    assert hasattr(transformer.proj_in, "base_layer")


def test_one_for_a_model_of_more_blocks_is_refused(transformer: Any, tmp_path: Path) -> None:
    file = tmp_path / "one.safetensors"
    down, up = halves(32, 32)
    far = "diffusion_model.transformer_blocks.47.attn1.to_q"
    published(file, **{f"{far}.lora_A.weight": down, f"{far}.lora_B.weight": up})
    with pytest.raises(Unavailable) as said:
        load_lora(transformer, file, "one")
    assert said.value.message == (
        f"{file} is a LoRA for another model: 1 of its 2 layers, transformer_blocks.47.attn1.to_q for one, "
        "have no place in this model"
    )
    assert change(transformer).abs().max() == 0


def test_one_for_a_wider_model_is_refused(transformer: Any, tmp_path: Path) -> None:
    file = tmp_path / "one.safetensors"
    published(file, wide=64)
    with pytest.raises(Unavailable, match="is a LoRA for another model: 1 of its 1 layers"):
        load_lora(transformer, file, "one")


def test_one_of_2_3_is_refused_by_2_0(transformer: Any, shelf: Path, tiny_ltx: Kept, tmp_path: Path) -> None:
    import torch

    later = model(shelf, tiny_ltx, "2.3")
    layer = next(
        name for name, part in later.named_modules() if isinstance(part, torch.nn.Linear) and "prompt_adaln" in name
    )
    part = later.get_submodule(layer)
    down, up = halves(part.in_features, part.out_features)
    file = tmp_path / "one.safetensors"
    rewrite(file, {f"transformer.{layer}.lora_A.weight": down, f"transformer.{layer}.lora_B.weight": up})
    load_lora(later, file, "one")
    with pytest.raises(Unavailable, match="is a LoRA for another model"):
        load_lora(transformer, file, "one")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("naming", ["published", "diffusers"])
def test_its_head_tells_whether_it_has_a_place(
    shelf: Path,
    tiny_ltx: Kept,
    tiny_single: Kept,
    tmp_path: Path,
    version: Version,
    naming: Naming,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, single = tiny_ltx(version), tiny_single(version)
    for source, name in ((folder, "folder"), (single, "single")):
        place = shelf / name
        place.mkdir()
        (place / FAMILIES[version]).symlink_to(source)
    good = build_lora(tmp_path / "good.safetensors", folder, naming=naming)
    wide = build_wide_lora(tmp_path / "wide.safetensors", folder, naming=naming)
    for place in ("folder", "single"):
        monkeypatch.setenv("MILIMO_MODELS", str(shelf / place))
        part = locate(FAMILIES[version]).part("transformer")
        require_place(good, part)
        with pytest.raises(Unavailable, match="is a LoRA for another model: "):
            require_place(wide, part)


@pytest.mark.parametrize("version", VERSIONS)
def test_layers_are_called_as_the_library_calls_them(shelf: Path, tiny_ltx: Kept, version: Version) -> None:
    """Every layer that a LoRA may lie on, by the name its publisher has for it."""
    import torch
    from diffusers.loaders.lora_pipeline import LTX2LoraLoaderMixin

    (shelf / FAMILIES[version]).symlink_to(tiny_ltx(version))
    shapes = shapes_of(locate(FAMILIES[version]).part("transformer"))
    layers = [name.removesuffix(".weight") for name, shape in shapes.items() if len(shape) == 2 and "table" not in name]
    layers = [name for name in layers if name != "keyframes_abs_pos_embedding"]
    published = {slot("transformer", name).key.removeprefix("model."): name for name in layers}
    library = LTX2LoraLoaderMixin.lora_state_dict({f"{name}.lora_A.weight": torch.ones(1) for name in published})
    assert len(library) == len(layers) > 50
    assert {f"transformer.{name}.lora_A.weight" for name in layers} == set(library)
    assert [_module(name) for name in published] == [(name, False) for name in published.values()]


FOREIGN = {
    "Flux": "transformer.single_transformer_blocks.0.attn.to_q",
    "Wan": "diffusion_model.blocks.0.self_attn.q",
    "SDXL": "lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q",
    "LTX-Video": "diffusion_model.transformer_blocks.27.attn1.to_q",
}


@pytest.mark.parametrize("layer", FOREIGN.values(), ids=FOREIGN)
def test_a_head_without_a_layer_of_the_model_is_told(shelf: Path, tiny_ltx: Kept, tmp_path: Path, layer: str) -> None:
    """Of the shape that a layer of the model has, so that the name alone tells."""
    (shelf / FAMILIES["2.0"]).symlink_to(tiny_ltx("2.0"))
    down, up = halves(32, 32)
    file = tmp_path / "one.safetensors"
    rewrite(file, {f"{layer}.lora_down.weight": down, f"{layer}.lora_up.weight": up})
    with pytest.raises(Unavailable, match="is a LoRA for another model: 1 of its 1 layers"):
        require_place(file, locate(FAMILIES["2.0"]).part("transformer"))


def test_a_head_that_is_of_no_lora_or_cut_off_is_told(shelf: Path, tiny_ltx: Kept, tmp_path: Path) -> None:
    (shelf / FAMILIES["2.0"]).symlink_to(tiny_ltx("2.0"))
    part = locate(FAMILIES["2.0"]).part("transformer")
    file = tmp_path / "one.safetensors"
    rewrite(file, {"weight": halves(32, 32)[0]})
    with pytest.raises(Unavailable, match="is no LoRA for LTX-2: it holds weight"):
        require_place(file, part)
    published(file)
    require_place(file, part)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(Unavailable, match="is damaged"):
        require_place(file, part)


def test_what_it_has_for_the_text_is_left_aside_and_counted(transformer: Any, tmp_path: Path) -> None:
    down, up = halves(32, 32)
    text = "text_embedding_projection.aggregate_embed"
    file = tmp_path / "one.safetensors"
    published(file, **{f"{text}.lora_A.weight": down, f"{text}.lora_B.weight": up})
    assert load_lora(transformer, file, "one") == 1


@pytest.mark.parametrize("key", ["diffusion_model.x.weight", f"diffusion_model.{LAYER}.dora_scale", "lora_te_x.alpha"])
def test_what_is_no_lora_is_refused(transformer: Any, tmp_path: Path, key: str) -> None:
    import torch

    file = tmp_path / "one.safetensors"
    rewrite(file, {key: torch.ones(3)})
    with pytest.raises(Unavailable, match="is no LoRA for LTX-2: it holds"):
        load_lora(transformer, file, "one")


def test_a_layer_with_one_half_is_told(transformer: Any, tmp_path: Path) -> None:
    down, _ = halves(32, 32)
    file = tmp_path / "one.safetensors"
    rewrite(file, {f"transformer.{LAYER}.lora_A.weight": down})
    with pytest.raises(Unavailable, match=f"is damaged: of {LAYER} it holds no two halves that fit"):
        load_lora(transformer, file, "one")


@pytest.mark.parametrize("name", ["one.bin", "one.pt", "one.safetensors"])
def test_a_file_that_is_missing_or_a_pickle_is_told(transformer: Any, tmp_path: Path, name: str) -> None:
    with pytest.raises(Unavailable, match="is a pickle" if "safe" not in name else "cannot be read"):
        load_lora(transformer, tmp_path / name, "one")

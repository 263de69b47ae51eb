"""The publisher's own files make the same components as the folders of diffusers, and are as closely looked at."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights import COMPONENTS, NEEDED, Precision, identity, locate
from milimo_runtime.weights.catalog import DISTILLED_LORA
from milimo_runtime.weights.load import load
from tests.runtime.weights.conftest import FAMILIES, as_hub, declare, rewrite
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version
from tests.tiny.singles import FILES
from tests.tiny.words import tokenizer

MODULES = [name for name, component in COMPONENTS.items() if component.weights]

Lay = Callable[..., Path]


@pytest.fixture
def lay(shelf: Path, tiny_single: Kept) -> Lay:
    """`lay(version)`: a copy of the published files of that version on the shelf."""

    def lay(version: Version, family: str | None = None) -> Path:
        return Path(shutil.copytree(tiny_single(version), shelf / (family or FAMILIES[version])))

    return lay


def numbers(module: Any) -> dict[str, Any]:
    return {**dict(module.named_parameters()), **dict(module.named_buffers())}


@pytest.mark.parametrize("precision", ["float32", "bf16"])
@pytest.mark.parametrize("version", VERSIONS)
def test_every_component_is_the_one_of_the_folder(
    lay: Lay, tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: Version, precision: Precision
) -> None:
    lay(version)
    published = locate(FAMILIES[version])
    assert published.layout == "files"
    (tmp_path / "folders").mkdir()
    (tmp_path / "folders" / FAMILIES[version]).symlink_to(tiny_ltx(version))
    monkeypatch.setenv("MILIMO_MODELS", str(tmp_path / "folders"))
    folders = locate(FAMILIES[version])
    assert {name for name in MODULES if name in published} == {name for name in MODULES if name in folders}
    for name in (name for name in MODULES if name in folders):
        ours, known = (load(located, name, "cpu", precision) for located in (published, folders))
        assert type(ours) is type(known)
        one, other = numbers(ours), numbers(known)
        assert one.keys() == other.keys(), name
        assert [key for key in one if not one[key].equal(other[key]) or one[key].dtype != other[key].dtype] == []
        assert {key: value for key, value in plain(ours).items() if plain(known).get(key) != value} == {}, name


def plain(model: Any) -> dict[str, Any]:
    """A model's switches, without what says where it came from."""
    config = model.config.to_dict() if hasattr(model.config, "to_dict") else dict(model.config)
    told = json.loads(json.dumps(config, default=str)).items()
    return {key: value for key, value in told if key[0] != "_" and key not in ("transformers_version", "dtype")}


@pytest.mark.parametrize("version", VERSIONS)
def test_words_and_noise_levels_are_those_of_the_folder(lay: Lay, tiny_ltx: Kept, version: Version) -> None:
    from diffusers import FlowMatchEulerDiscreteScheduler

    lay(version)
    located = locate(FAMILIES[version])
    said = "A bell rings, é 鐘"
    assert load(located, "tokenizer")(said).input_ids == tokenizer()(said).input_ids
    published = FlowMatchEulerDiscreteScheduler.from_pretrained(tiny_ltx(version) / "scheduler")
    assert plain(load(located, "scheduler")) == plain(published)
    located.require(NEEDED)


def test_a_component_of_its_own_folder_is_taken_before_one_among_others(lay: Lay, tiny_ltx: Kept) -> None:
    folder = lay("2.0")
    shutil.copytree(tiny_ltx("2.0") / "transformer", folder / "transformer")
    located = locate("ltx-2")
    assert located.part("transformer").folder == folder / "transformer"
    assert located.part("connectors").files == (folder / FILES["2.0"]["whole"],)


def test_files_may_lie_beside_the_folder_if_they_are_named_after_the_family(lay: Lay, shelf: Path) -> None:
    folder = lay("2.3")
    name = FILES["2.3"]["whole"]
    (folder / name).rename(shelf / name)
    assert locate("ltx-2.3").part("transformer").files == (shelf / name,)
    with pytest.raises(Unavailable, match="the weights of ltx-2 are not on this machine"):
        locate("ltx-2")


@pytest.mark.parametrize("version", VERSIONS)
def test_the_version_is_known_without_what_the_publisher_wrote(lay: Lay, version: Version) -> None:
    folder = lay(version)
    for path in folder.rglob("*.safetensors"):
        if "text_encoder" not in str(path.parent.name):
            declare(path, model_version="")
    located = locate(FAMILIES[version])
    assert located.version == version
    other = "ltx-2.3" if version != "2.3" else "ltx-2.5"
    folder.rename(folder.parent / other)
    with pytest.raises(Unavailable, match=rf"^{other} was asked for, but the \w+ at .* is of LTX-.*{version}"):
        locate(other)


def test_of_dev_and_distilled_each_is_found_by_its_name(lay: Lay) -> None:
    folder = lay("2.0")
    name = FILES["2.0"]["whole"]
    shutil.copy(folder / name, folder / name.replace("dev", "distilled"))
    located = locate("ltx-2")
    assert located.part("transformer").files == (folder / name,)
    assert located.part("vae").files == (folder / name,)
    assert located.part("transformer_distilled").files == (folder / name.replace("dev", "distilled"),)


def test_of_2_5_the_distilled_one_is_the_plain_one_and_dev_the_other(lay: Lay) -> None:
    folder = lay("2.5")
    path = folder / FILES["2.5"]["transformer"]
    other = path.with_name(path.name.replace("distilled", "dev"))
    shutil.copy(path, other)
    located = locate("ltx-2.5")
    assert located.part("transformer").files == (path,)
    assert located.part("transformer_full").files == (other,)


def test_full_precision_is_taken_before_quantised(lay: Lay) -> None:
    import torch
    from safetensors.torch import load_file

    folder = lay("2.0")
    path = folder / FILES["2.0"]["whole"]
    small = {key: value.to(torch.float8_e4m3fn) for key, value in load_file(path).items()}
    rewrite(folder / "a-first-by-name-fp8.safetensors", small)
    assert locate("ltx-2").part("transformer").files == (path,)
    path.unlink()
    with pytest.raises(Unavailable, match=r"is quantised \(F8_E4M3\)"):
        load(locate_without_config(folder), "transformer")


def locate_without_config(folder: Path) -> Any:
    """The quantised file says nothing of itself, so its version is what it is taken for."""
    config = json.dumps({"transformer": {}, "vae": {}})
    declare(folder / "a-first-by-name-fp8.safetensors", config=config, model_version="2.0.1")
    return locate("ltx-2")


def test_the_distilled_lora_is_found_beside_a_folder_of_diffusers(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    folder = Path(shutil.copytree(tiny_ltx("2.5"), tmp_path / "there" / "ltx-2.5"))
    name = "ltx-2.5-22b-distilled-lora-450-bf16.safetensors"
    rewrite(folder / name, {"diffusion_model.x.lora_A.weight": torch.ones(2, 2)})
    rewrite(folder / "another-lora.safetensors", {"diffusion_model.x.lora_A.weight": torch.ones(2, 2)})
    snapshot = as_hub(folder, tmp_path / "hub", "Lightricks/LTX-2.5-Diffusers")
    located = locate("ltx-2.5")
    assert located.part(DISTILLED_LORA).files == (snapshot / name,)
    assert located.layout == "folder"


def test_upsamplers_of_another_repository_are_found_beside(tiny_ltx: Kept, tiny_single: Kept, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_ltx("2.3"), tmp_path / "there" / "pipeline"))
    for name in ("latent_upsampler", "temporal_upsampler"):
        shutil.rmtree(folder / name)
    files = tmp_path / "there" / "files"
    files.mkdir()
    for name in ("latent_upsampler", "temporal_upsampler"):
        shutil.copy(tiny_single("2.3") / FILES["2.3"][name], files)
    as_hub(folder, tmp_path / "hub", "diffusers/LTX-2.3-Diffusers")
    as_hub(files, tmp_path / "hub", "Lightricks/LTX-2.3")
    located = locate("ltx-2.3")
    located.require(NEEDED)
    assert load(located, "latent_upsampler").config.spatial_upsample
    assert load(located, "temporal_upsampler").config.temporal_upsample


def test_a_text_encoder_of_any_name_serves_the_publishers_files(lay: Lay) -> None:
    folder = lay("2.0")
    gemma = folder / "gemma-3-12b-it"
    (folder / "text_encoder").rename(gemma)
    for path in (folder / "tokenizer").iterdir():
        path.rename(gemma / path.name)
    (folder / "tokenizer").rmdir()
    located = locate("ltx-2")
    assert located.part("text_encoder").folder == gemma
    said = "A bell"
    assert load(located, "tokenizer")(said).input_ids == tokenizer()(said).input_ids
    names = {path.name for path in located.part("tokenizer").files}
    assert "tokenizer.json" in names
    assert "config.json" not in names


def test_of_two_video_autoencoders_the_one_by_convolution_is_taken(lay: Lay) -> None:
    folder = lay("2.5")
    path = folder / FILES["2.5"]["vae"]
    shutil.copy(path, path.with_name("ltx-2.5-video-vae-bf16.safetensors"))
    assert locate("ltx-2.5").part("vae").files == (path,)


def test_a_file_that_was_cut_off_is_told_for_what_it_should_have_held(lay: Lay) -> None:
    folder = lay("2.0")
    path = folder / FILES["2.0"]["whole"]
    with open(path, "r+b") as file:
        file.truncate(path.stat().st_size - 1)
    located = locate("ltx-2")
    located.require(["text_encoder", "latent_upsampler"])
    with pytest.raises(Unavailable, match=f"{path} is damaged"):
        located.part("transformer")


def test_a_pickle_alone_is_told(lay: Lay, shelf: Path) -> None:
    folder = shelf / "ltx-2"
    folder.mkdir()
    (folder / "ltx-2-19b-dev.ckpt").write_bytes(b"\x80\x04.")
    with pytest.raises(Unavailable, match=r"ltx-2-19b-dev.ckpt is a pickle"):
        locate("ltx-2").part("transformer")


def test_a_missing_tensor_is_named_by_our_name_and_its_file(lay: Lay) -> None:
    from safetensors import safe_open
    from safetensors.torch import load_file

    path = lay("2.0") / FILES["2.0"]["whole"]
    with safe_open(path, "pt") as file:
        metadata = dict(file.metadata())
    found = load_file(path)
    del found["model.diffusion_model.patchify_proj.weight"]
    rewrite(path, found, metadata)
    with pytest.raises(Unavailable, match=f"the transformer at {path} lacks proj_in.weight"):
        load(locate("ltx-2"), "transformer")
    load(locate("ltx-2"), "vae")


def test_a_file_that_says_nothing_of_itself_is_told(lay: Lay) -> None:
    from safetensors.torch import load_file

    path = lay("2.0") / FILES["2.0"]["whole"]
    rewrite(path, load_file(path))
    with pytest.raises(Unavailable, match=f"{path} holds no config of its transformer"):
        locate("ltx-2").part("transformer")


def test_their_identity_is_their_content(lay: Lay) -> None:
    folder = lay("2.5")
    before = identity(locate("ltx-2.5"), NEEDED, "bf16")
    path = folder / FILES["2.5"]["audio_vae"]
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    after = identity(locate("ltx-2.5"), NEEDED, "bf16")
    changed = [one.split()[0] for one, other in zip(before.split(", "), after.split(", "), strict=True) if one != other]
    assert changed == ["audio_vae", "vocoder"]

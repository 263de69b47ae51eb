"""Where weights are found, and what is said where they are not."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights import NEEDED, locate
from tests.conftest import environment
from tests.runtime.weights.conftest import FAMILIES, Put, as_hub, declare, edit
from tests.tiny.broken import of_ltx_video
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version


@pytest.mark.parametrize("version", VERSIONS)
def test_a_folder_named_after_the_family_is_found(put: Put, version: Version) -> None:
    folder = put(version)
    located = locate(FAMILIES[version])
    assert (located.root, located.version, located.layout) == (folder, version, "folder")
    located.require([*NEEDED, "latent_upsampler", "temporal_upsampler"])


def test_a_folder_may_be_named_itself(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put("2.0")
    monkeypatch.setenv("MILIMO_MODELS", str(folder))
    assert locate("ltx-2").root == folder


def test_where_there_is_none_it_is_said_where_was_looked_and_what_to_do(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as said:
        locate("ltx-2.5")
    looked = f"{shelf / 'ltx-2.5'}, {tmp_path / 'hub' / 'models--Lightricks--LTX-2.5-Diffusers'}"
    assert said.value.message == f"the weights of ltx-2.5 are not on this machine (looked in {looked})"
    assert "`milimo models pull ltx-2.5`" in said.value.remedy
    assert "MILIMO_MODELS" in said.value.remedy


def test_a_family_nobody_knows_is_told_with_those_there_are() -> None:
    with pytest.raises(Unavailable, match="no model is called ltx-9") as said:
        locate("ltx-9")
    assert "ltx-2, ltx-2.3, ltx-2.5, small" in said.value.remedy


def test_the_folder_named_first_is_taken_and_the_next_fills_it_up(
    put: Put, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = put("2.0"), put("2.0", root=tmp_path / "other")
    monkeypatch.setenv("MILIMO_MODELS", os.pathsep.join([str(shelf), str(tmp_path / "other")]))
    shutil.rmtree(first / "latent_upsampler")
    located = locate("ltx-2")
    assert located.part("vae").folder == first / "vae"
    assert located.part("latent_upsampler").folder == second / "latent_upsampler"


def test_the_cache_of_the_hub_is_found_without_any_setting(put: Put, tmp_path: Path) -> None:
    repository = "Lightricks/LTX-2.5-Diffusers"
    snapshot = as_hub(put("2.5", root=tmp_path / "there"), tmp_path / "hub", repository)
    located = locate("ltx-2.5")
    assert (located.root, located.origin) == (snapshot, f"the hub's cache, {repository}")
    located.require(NEEDED)


def test_the_small_model_is_found_in_its_package(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "milimo_small"
    folder = put("2.0", "weights", root=package)
    (package / "__init__.py").touch()
    (folder / "milimo.json").write_text('{"version": "small"}')
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.delitem(sys.modules, "milimo_small", raising=False)
    importlib.invalidate_caches()
    located = locate("small")
    assert (located.root, located.version) == (folder, "small")


def test_without_its_package_the_small_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "milimo_small", None)
    with pytest.raises(Unavailable) as said:
        locate("small")
    assert "install the package milimo_small" in said.value.remedy


@pytest.mark.parametrize(("asked", "there"), [(a, b) for a in VERSIONS for b in VERSIONS if a != b])
def test_weights_of_another_version_are_refused(put: Put, asked: Version, there: Version) -> None:
    put(there, FAMILIES[asked])
    with pytest.raises(Unavailable, match=rf"^{FAMILIES[asked]} was asked for, but the \w+ at .* is of LTX-.*{there}"):
        locate(FAMILIES[asked])


@pytest.mark.parametrize("component", ["vocoder", "connectors", "text_encoder", "vae", "transformer"])
def test_a_component_of_another_version_is_refused(put: Put, tmp_path: Path, component: str) -> None:
    folder, other = put("2.3"), put("2.0" if component != "text_encoder" else "2.5", root=tmp_path / "other")
    shutil.rmtree(folder / component)
    shutil.copytree(other / component, folder / component)
    with pytest.raises(Unavailable, match=f"ltx-2.3 was asked for, but the {component} at {folder / component} is of"):
        locate("ltx-2.3")


@pytest.mark.parametrize("version", VERSIONS)
def test_weights_of_what_came_before_ltx_2_are_called_by_their_name(
    put: Put, tiny_ltx: Kept, shelf: Path, version: Version
) -> None:
    """Their config has no switch of LTX-2's, which reads as 2.0; the sentence must not send one to `Model: ltx-2`."""
    folder = of_ltx_video(tiny_ltx(version), shelf / FAMILIES[version])
    with pytest.raises(Unavailable) as said:
        locate(FAMILIES[version]).part("transformer")
    told = f"the transformer at {folder / 'transformer'} is a LTXVideoTransformer3DModel, not a LTX2VideoTransformer"
    assert said.value.message.startswith(told)
    assert "take it out of there" in said.value.remedy
    assert f"milimo models pull {FAMILIES[version]}" in said.value.remedy


def test_every_shard_is_looked_at(put: Put) -> None:
    """The head of the second is read too: gigabytes would be loaded before it is told otherwise."""
    folder = put("2.0") / "transformer"
    shards = in_shards(folder)
    shards[1].write_bytes(shards[1].read_bytes()[:-1])
    with pytest.raises(Unavailable, match=f"{shards[1]} is damaged"):
        locate("ltx-2").part("transformer")


def in_shards(folder: Path) -> list[Path]:
    """The weights in `folder` in two files with an index."""
    from safetensors.torch import load_file, save_file

    whole = folder / "diffusion_pytorch_model.safetensors"
    tensors = load_file(whole)
    whole.unlink()
    paths, index = [folder / f"diffusion_pytorch_model-0000{n}-of-00002.safetensors" for n in (1, 2)], {}
    for number, path in enumerate(paths):
        names = sorted(tensors)[number::2]
        save_file({name: tensors[name] for name in names}, path)
        index |= dict.fromkeys(names, path.name)
    (folder / f"{whole.name}.index.json").write_text(json.dumps({"weight_map": index}))
    return paths


def test_what_the_publisher_wrote_counts_for_more_than_the_config(put: Put) -> None:
    folder = put("2.0")
    declare(folder / "transformer" / "diffusion_pytorch_model.safetensors", model_version="2.3.0")
    with pytest.raises(Unavailable, match=r"the transformer at .* is of LTX-2\.3$"):
        locate("ltx-2")


def test_the_small_model_is_none_of_the_large_ones_and_they_are_not_it(put: Put) -> None:
    folder = put("2.0")
    (folder / "milimo.json").write_text('{"version": "small"}')
    with pytest.raises(Unavailable, match="is of the small model"):
        locate("ltx-2")
    put("2.0", "small")
    with pytest.raises(Unavailable, match=r"small was asked for, but .* is of LTX-2\.0"):
        locate("small")


def test_what_is_missing_is_told_when_it_is_asked_for(put: Put) -> None:
    folder = put("2.0")
    shutil.rmtree(folder / "vocoder")
    (folder / "vae" / "diffusion_pytorch_model.safetensors").unlink()
    located = locate("ltx-2")
    located.require(["transformer", "text_encoder"])
    with pytest.raises(Unavailable, match=f"vocoder of ltx-2 is not at {folder}"):
        located.part("vocoder")
    with pytest.raises(Unavailable, match=r"vae/diffusion_pytorch_model.safetensors is missing") as said:
        located.part("vae")
    assert "`milimo models pull`" in said.value.remedy


@pytest.mark.parametrize(
    ("lacking", "given", "told"),
    [
        ("temporal_upsampler", "latent_upsampler", "makes larger pictures, where more frames alone are wanted"),
        ("latent_upsampler", "temporal_upsampler", "makes more frames, where larger pictures alone are wanted"),
    ],
)
def test_an_upsampler_in_the_place_of_the_other_is_told_and_costs_nothing_else(
    put: Put, lacking: str, given: str, told: str
) -> None:
    folder = put("2.3")
    shutil.rmtree(folder / lacking)
    shutil.copytree(folder / given, folder / lacking)
    located = locate("ltx-2.3")
    located.require([*NEEDED, given])
    with pytest.raises(Unavailable) as said:
        located.part(lacking)
    assert said.value.message == f"the {lacking} at {folder / lacking} {told}"
    assert "put the right one there; `milimo models pull ltx-2.3`" in said.value.remedy


def test_a_missing_shard_is_told_by_name(put: Put) -> None:
    folder = put("2.0") / "transformer"
    (folder / "diffusion_pytorch_model.safetensors").rename(folder / "a.safetensors")
    (folder / "diffusion_pytorch_model.safetensors.index.json").write_text(
        '{"metadata": {}, "weight_map": {"x": "a.safetensors", "y": "b.safetensors", "z": "c.safetensors"}}'
    )
    with pytest.raises(Unavailable, match=r"b.safetensors and 1 more is missing"):
        locate("ltx-2").part("transformer")


@pytest.mark.parametrize("name", ["../vae/x.safetensors", "/etc/x.safetensors"])
def test_an_index_names_only_files_beside_it(put: Put, name: str) -> None:
    folder = put("2.0") / "transformer"
    (folder / "diffusion_pytorch_model.safetensors.index.json").write_text(f'{{"weight_map": {{"x": "{name}"}}}}')
    with pytest.raises(Unavailable, match="not a file beside it"):
        locate("ltx-2").part("transformer")


@pytest.mark.parametrize("suffix", ["bin", "pt", "ckpt"])
def test_a_pickle_is_refused_with_what_to_do(put: Put, suffix: str) -> None:
    folder = put("2.0") / "vae"
    (folder / "diffusion_pytorch_model.safetensors").rename(folder / f"diffusion_pytorch_model.{suffix}")
    with pytest.raises(Unavailable, match=rf"\.{suffix} is a pickle, which can run any program") as said:
        locate("ltx-2").part("vae")
    assert "convert it to safetensors" in said.value.remedy


def test_a_config_that_is_no_json_is_told(put: Put) -> None:
    folder = put("2.0")
    (folder / "transformer" / "config.json").write_text("{")
    located = locate("ltx-2")
    located.part("vae")
    with pytest.raises(Unavailable, match=r"transformer/config.json cannot be read as JSON"):
        located.part("transformer")


def test_weights_that_the_text_encoder_has_twice_count_once(put: Put) -> None:
    folder = put("2.0") / "text_encoder"
    shutil.copy(folder / "model.safetensors", folder / "diffusion_pytorch_model.safetensors")
    assert [path.name for path in locate("ltx-2").part("text_encoder").weights] == ["model.safetensors"]


def test_2_5_is_told_from_2_3_by_its_biases(put: Put) -> None:
    folder = put("2.3")
    edit(folder / "transformer" / "config.json", ff_bias=False)
    with pytest.raises(Unavailable, match=r"is of LTX-2\.5$"):
        locate("ltx-2.3")


def test_nothing_of_the_models_libraries_is_loaded_to_find_them(put: Put, shelf: Path) -> None:
    put("2.5")
    script = (
        "import sys; sys.modules.update(dict.fromkeys(['torch', 'diffusers', 'transformers', 'safetensors', 'peft']));"
        "from milimo_runtime.weights import locate, identity;"
        "print(identity(locate('ltx-2.5'), ['transformer'], 'bf16'))"
    )
    variables = {"MILIMO_MODELS": str(shelf), "XDG_CACHE_HOME": str(shelf / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(variables), capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("ltx-2.5 2.5 bf16, transformer "), done.stderr

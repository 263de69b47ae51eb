"""What is broken is broken in the way it says, and what fits does fit: by the library's own loaders."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import Any

import pytest

from tests.tiny import broken, loras, material
from tests.tiny.fixtures import Kept


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy"


def transformer(folder: Path) -> Any:
    from diffusers import LTX2VideoTransformer3DModel

    return LTX2VideoTransformer3DModel.from_pretrained(folder, subfolder="transformer", low_cpu_mem_usage=False)


@pytest.mark.parametrize("spoil", [broken.truncated, broken.beheaded])
def test_a_damaged_file_cannot_be_opened(tiny_ltx: Kept, copy: Path, spoil: Any) -> None:
    from safetensors import SafetensorError, safe_open

    spoil(tiny_ltx("2.3"), copy)
    with pytest.raises(SafetensorError), safe_open(broken.weights_of(copy, "transformer"), "pt"):
        pass


def test_a_missing_component_is_still_named(tiny_ltx: Kept, copy: Path) -> None:
    broken.missing(tiny_ltx("2.0"), copy, "vocoder")
    assert not (copy / "vocoder").exists()
    assert json.loads((copy / "model_index.json").read_text())["vocoder"][1] == "LTX2Vocoder"


def test_a_component_may_lack_its_weights_or_a_tensor(tiny_ltx: Kept, tmp_path: Path) -> None:
    from safetensors import safe_open

    whole = tiny_ltx("2.3")
    assert (broken.unweighted(whole, tmp_path / "a") / "vae" / "config.json").exists()
    assert not broken.weights_of(tmp_path / "a", "vae").exists()
    counts = []
    for folder in (whole, broken.unnamed(whole, tmp_path / "b")):
        with safe_open(broken.weights_of(folder, "transformer"), "pt") as file:
            counts.append(len(file.keys()))
    assert counts[0] - counts[1] == 1


def test_a_misshapen_tensor_is_refused_by_the_library(tiny_ltx: Kept, copy: Path) -> None:
    broken.misshapen(tiny_ltx("2.3"), copy)
    with pytest.raises((RuntimeError, ValueError)):
        transformer(copy)


def test_a_pickle_is_a_pickle(tiny_ltx: Kept, tmp_path: Path) -> None:
    import torch

    folder = broken.pickled(tiny_ltx("2.3"), tmp_path / "a")
    assert torch.load(folder / "transformer" / "diffusion_pytorch_model.bin", weights_only=True)
    folder, sprung = broken.booby_trapped(tiny_ltx("2.3"), tmp_path / "b")
    assert not sprung.exists()
    trap = folder / "transformer" / "diffusion_pytorch_model.bin"
    torch.serialization.pickle.loads(trap.read_bytes())
    assert sprung.exists()


@pytest.mark.parametrize(
    ("make", "sort"),
    [(broken.of_ltx_video, "LTXVideoTransformer3DModel"), (broken.of_another_family, "FluxTransformer2DModel")],
)
def test_another_architecture_is_saved_as_what_it_is(tiny_ltx: Kept, copy: Path, make: Any, sort: str) -> None:
    from diffusers import AutoModel

    make(tiny_ltx("2.0"), copy)
    assert json.loads((copy / "model_index.json").read_text())["transformer"] == ["diffusers", sort]
    assert type(AutoModel.from_pretrained(str(copy), subfolder="transformer")).__name__ == sort


def test_a_mixed_model_loads_and_is_of_two_versions(tiny_ltx: Kept, copy: Path) -> None:
    broken.mixed(tiny_ltx("2.0"), tiny_ltx("2.3"), copy)
    assert transformer(copy).config.cross_attn_mod
    assert not json.loads((copy / "connectors" / "config.json").read_text())["per_modality_projections"]


@pytest.mark.parametrize("naming", ["published", "diffusers"])
def test_a_lora_fits_and_changes_the_picture(tiny_ltx: Kept, tmp_path: Path, naming: loras.Naming) -> None:
    import torch
    from diffusers import LTX2ConditionPipeline

    from tests.tiny.test_ltx import film

    pipeline = LTX2ConditionPipeline.from_pretrained(tiny_ltx("2.3"))
    pipeline.set_progress_bar_config(disable=True)
    plain = film(pipeline).frames
    pipeline.load_lora_weights(loras.build_lora(tmp_path / "lora.safetensors", tiny_ltx("2.3"), naming=naming))
    assert pipeline.get_list_adapters() == {"transformer": ["default_0"]}
    changed = film(pipeline).frames
    assert changed.isfinite().all()
    assert not torch.allclose(plain, changed, atol=1e-3)


def test_a_foreign_lora_is_refused_or_passed_over(tiny_ltx: Kept, tmp_path: Path) -> None:
    from diffusers import LTX2ConditionPipeline

    pipeline = LTX2ConditionPipeline.from_pretrained(tiny_ltx("2.3"))
    pipeline.load_lora_weights(loras.build_foreign_lora(tmp_path / "unet.safetensors"))
    assert pipeline.get_list_adapters() == {}
    with pytest.raises(ValueError, match="not found in the base model"):
        pipeline.load_lora_weights(loras.build_foreign_lora(tmp_path / "flux.safetensors", owner="transformer"))


def test_a_wide_lora_does_not_fit(tiny_ltx: Kept, tmp_path: Path) -> None:
    model = transformer(tiny_ltx("2.3"))
    wide = loras.build_wide_lora(tmp_path / "wide.safetensors", tiny_ltx("2.3"), naming="diffusers")
    with pytest.raises(RuntimeError, match="size mismatch"):
        model.load_lora_adapter(wide)


def test_material_is_what_it_says(tmp_path: Path) -> None:
    import av
    from PIL import Image

    shown = Image.open(material.picture(tmp_path / "red.png"))
    assert (shown.size, shown.getpixel((0, 0)), shown.getpixel((90, 60))) == ((96, 64), (255, 255, 255), material.RED)
    with av.open(str(material.film(tmp_path / "film.mp4", 17, pitch=440.0))) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        assert [frame.shape for frame in frames] == [(64, 96, 3)] * 17
        assert frames[0][32, 4].min() > 200 > frames[0][32, 90].max() - 40
        assert frames[16][32, 92].min() > 200
        assert container.streams.audio[0].sample_rate == 48_000
    with wave.open(str(material.sound(tmp_path / "tone.wav", 0.5))) as file:
        assert (file.getnframes(), file.getframerate(), file.getnchannels()) == (8000, 16_000, 1)
    assert material.corrupt(tmp_path / "torn.mp4").stat().st_size > 0

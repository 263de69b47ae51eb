"""A transformer that is not the one of its config is told by the heads of its files, wherever it is looked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from milimo_lang.ir.bodies import DenoiseBody, TextBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Job, Unavailable
from milimo_runtime.backends.ltx.backend import LtxBackend
from milimo_runtime.backends.ltx.models import forget, model_of
from milimo_runtime.weights import locate
from milimo_runtime.weights.shapes import matrices
from tests.runtime.weights.conftest import FAMILIES, Put, edit
from tests.tiny.broken import misshapen
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version

LAST = "transformer_blocks.1.video_to_audio_attn.to_v.weight"


@pytest.mark.parametrize("later", [False, True])
def test_the_matrices_are_those_of_the_class(later: bool) -> None:
    """Of a transformer none of whose widths are alike."""
    from accelerate import init_empty_weights
    from diffusers import LTX2VideoTransformer3DModel

    with init_empty_weights():
        made = LTX2VideoTransformer3DModel(
            in_channels=8, out_channels=12, num_attention_heads=3, attention_head_dim=8, cross_attention_dim=40,
            audio_in_channels=6, audio_out_channels=None, audio_num_attention_heads=2, audio_attention_head_dim=6,
            audio_cross_attention_dim=20, num_layers=3, caption_channels=16, use_prompt_embeddings=not later,
            ff_bias=not later, gated_attn=later, cross_attn_mod=later,
        )  # fmt: skip
    shapes = {name: tuple(value.shape) for name, value in made.state_dict().items()}
    told = dict(matrices(made.config))
    assert {name: shapes[name] for name in told} == told
    in_blocks = {name for name, shape in shapes.items() if "transformer_blocks" in name and len(shape) == 2}
    assert {name for name in in_blocks - told.keys() if "table" not in name and "gate" not in name} == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_one_of_another_shape_is_told_wherever_it_is_asked_for(
    shelf: Path, tiny_ltx: Kept, tmp_path: Path, version: Version
) -> None:
    family = FAMILIES[version]
    folder = misshapen(tiny_ltx(version), shelf / family)
    located = locate(family)
    assert "vae" in located.parts
    body = DenoiseBody(
        kind="chunk.denoise", family=family, size=Size(width=64, height=64), rate=24, frames=9, seed=1, quality="high"
    )
    for ask in (lambda: located.part("transformer"), lambda: LtxBackend().identity(body)):
        with pytest.raises(Unavailable) as said:
            ask()
        told = f"does not fit its config: {LAST} is 32x32 and not 16x32"
        assert said.value.message == f"the transformer at {folder / 'transformer'} {told}"
        assert "milimo models verify" in said.value.remedy


def test_one_of_fewer_blocks_than_it_says_is_told(put: Put) -> None:
    folder = put("2.3")
    edit(folder / "transformer" / "config.json", num_layers=48)
    with pytest.raises(Unavailable, match="has 2 blocks where its config says 48"):
        locate("ltx-2.3").part("transformer")


def test_so_is_one_in_the_publisher_s_own_file(shelf: Path, tiny_single: Kept) -> None:
    from safetensors import safe_open
    from safetensors.torch import save_file

    folder = Path(shutil.copytree(tiny_single("2.0"), shelf / "ltx-2"))
    (path,) = (path for path in folder.glob("ltx-2-19b-*.safetensors") if "lora" not in path.name)
    with safe_open(path, "pt") as file:
        told: dict[str, Any] = json.loads(file.metadata()["config"])
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 (no mapping)
        others = file.metadata()
    told["transformer"]["num_attention_heads"] *= 2
    save_file(tensors, path, {**others, "config": json.dumps(told)})
    with pytest.raises(Unavailable, match=r"does not fit its config: proj_in.weight is 32x8 and not 64x8"):
        locate("ltx-2").part("transformer")


def test_what_a_film_ends_with_is_looked_at_before_the_first_words(
    shelf: Path, tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIMO_DEVICE", "cpu")
    misshapen(tiny_ltx("2.3"), shelf / "ltx-2.3", "vocoder")
    forget()
    body = TextBody(family="ltx-2.3", prompt="rain", negative="")
    with pytest.raises(Unavailable, match=r"the vocoder at .* has another shape for "):
        LtxBackend().make(Job(body, {}, {"embeddings": tmp_path / "embeddings"}))
    assert model_of("ltx-2.3").residents.here == ()
    forget()

"""Every node by itself: from the files of those before it, in another process, to the same bytes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import torch

from milimo_lang.ir.bodies import (
    AnyBody,
    Condition,
    ConditionBody,
    DecodeBody,
    DenoiseBody,
    Guide,
    Handoff,
    ReferenceBody,
    RetakeBody,
    SoundBody,
    TextBody,
    UpsampleBody,
)
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backend import Job
from milimo_runtime.backends.ltx.backend import LtxBackend
from milimo_runtime.backends.ltx.denoise import Pass, denoise
from milimo_runtime.backends.ltx.drift import held
from milimo_runtime.backends.ltx.files import load_encoded, load_held, load_made
from milimo_runtime.backends.ltx.models import forget, model_of
from milimo_runtime.backends.ltx.recipes import distilled
from milimo_runtime.backends.ltx.text import encode
from milimo_runtime.backends.ltx.tokens import Given
from milimo_runtime.weights.precision import Precision, dtype_of
from tests.conftest import PATIENCE, environment
from tests.runtime.conformance.units import make
from tests.runtime.ltx.models import CPU, FAMILIES, FRAMES, RATE, SIZE, grid
from tests.tiny import material
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_lora
from tests.tiny.ltx import VERSIONS, Version

WHOLE = Size(width=2 * SIZE.width, height=2 * SIZE.height)
WORDS, AGAINST = "a bell rings over the harbour", "blurred"


@dataclass(frozen=True)
class Chain:
    """What nodes one after the other wrote, as `folder/NODE/OUTPUT`, and what each was given."""

    version: Version
    folder: Path
    jobs: Mapping[str, tuple[AnyBody, dict[str, str]]]

    def file(self, name: str) -> Path:
        return self.folder / name


def bodies(family: str) -> dict[str, tuple[AnyBody, dict[str, str]]]:
    """Two chunks of a shot in two stages, and a part of it made again: each with its inputs by role."""
    shape = {"family": family, "rate": RATE, "frames": FRAMES}
    still = (Condition(role="key/0", frame=11),)
    guide = Guide(role="reference/0", kind="reference", start=Fraction(0))
    hybrid, handed = Handoff(mode="hybrid", first=1, count=2), {"handoff/picture": "decode/picture"}
    kept, given = hybrid.model_copy(update={"adain": 1.0}), {"text": "text/embeddings"}
    return {
        "text": (TextBody(family=family, prompt=WORDS, negative=AGAINST), {}),
        "conditions": (ConditionBody(family=family, size=SIZE, conditions=still), {"key/0": "board.png"}),
        "references": (ReferenceBody(size=SIZE, guides=(guide,), **shape), {"reference/0": "board.png"}),
        "audio": (SoundBody(start=Fraction(0), **shape), {"sound": "tone.wav"}),
        "denoise": (
            DenoiseBody(kind="chunk.denoise", size=SIZE, seed=7, **shape),
            given | {"conditions": "conditions/latents"},
        ),
        "upsample": (UpsampleBody(family=family, spatial=Fraction(2)), {"latents": "denoise/latents"}),
        "refine": (
            DenoiseBody(kind="chunk.refine", size=WHOLE, seed=7, **shape),
            given | {"latents": "upsample/latents"},
        ),
        "decode": (DecodeBody(size=WHOLE, **shape), {"latents": "refine/latents"}),
        "half": (DenoiseBody(kind="chunk.denoise", size=SIZE, seed=7, every=2, **shape), given),
        "doubled": (UpsampleBody(family=family, spatial=Fraction(2), temporal=2), {"latents": "half/latents"}),
        "next": (
            DenoiseBody(kind="chunk.denoise", size=SIZE, seed=8, handoff=hybrid, **shape),
            given | {"handoff": "denoise/latents", "references": "references/latents"} | handed,
        ),
        "kept": (
            DenoiseBody(kind="chunk.denoise", size=SIZE, seed=8, handoff=kept, **shape),
            given | {"handoff": "denoise/latents", "references": "references/latents"} | handed,
        ),
        "sung": (
            DenoiseBody(kind="chunk.denoise", size=SIZE, seed=9, **shape),
            given | {"audio": "audio/latents"},
        ),
        "again": (
            RetakeBody(size=WHOLE, span=FrameSpan(start=9, frames=4), seed=3, **shape),
            given | {"latents": "refine/latents"},
        ),
    }


@pytest.fixture(scope="module")
def models(tiny_ltx: Kept, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tiny models of every version that are distilled, or have the LoRA that distils them."""
    folder = tmp_path_factory.mktemp("models")
    for version in VERSIONS:
        there = folder / FAMILIES[version]
        there.mkdir()
        for part in tiny_ltx(version).iterdir():
            (there / part.name).symlink_to(part)
        if version != "2.5":
            name = {"2.0": "ltx-2-19b-distilled-lora-384", "2.3": "ltx-2.3-22b-distilled-lora-384"}[version]
            build_lora(there / f"{name}.safetensors", tiny_ltx(version), strength=0.1)
    return folder


@pytest.fixture(scope="module")
def chains(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[Version, Chain]:
    found: dict[Version, Chain] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MILIMO_MODELS", str(models))
        patch.setenv("MILIMO_DEVICE", "cpu")
        forget()
        for version in VERSIONS:
            folder, jobs = tmp_path_factory.mktemp("chain"), bodies(FAMILIES[version])
            material.picture(folder / "board.png", size=(256, 256))
            material.sound(folder / "tone.wav")
            for name, (body, inputs) in jobs.items():
                carry_out(body, folder, inputs, folder / name)
            found[version] = Chain(version, folder, jobs)
        forget()
    return found


@pytest.fixture(params=VERSIONS)
def chain(request: pytest.FixtureRequest, chains: Mapping[Version, Chain]) -> Chain:
    return chains[request.param]


@pytest.fixture(scope="module")
def elsewhere(chains: Mapping[Version, Chain], models: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The sha256 of all that another process made of the same files: the last node first, so that none can have
    anything from the one before but its files."""
    told = [
        [f"{version} {name}", body.model_dump(mode="json"), {role: str(chain.file(at)) for role, at in inputs.items()}]
        for version, chain in chains.items()
        for name, (body, inputs) in reversed(chain.jobs.items())
    ]
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "jobs.json").write_text(json.dumps(told))
    ran = subprocess.run(
        [sys.executable, "-c", _MAKE],
        cwd=folder,
        env=environment({"MILIMO_MODELS": str(models), "MILIMO_DEVICE": "cpu", "OMP_NUM_THREADS": "1"}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def carry_out(body: AnyBody, folder: Path, inputs: Mapping[str, str], to: Path) -> None:
    to.mkdir(parents=True)
    given = {role: folder / path for role, path in inputs.items()}
    make(Job(body, given, {name: to / name for name in body.outputs}), LtxBackend())


def test_each_node_makes_the_same_in_another_process_from_the_files_alone(chain: Chain, elsewhere: Any) -> None:
    for name, (body, _) in chain.jobs.items():
        for output in body.outputs:
            here = hashlib.sha256(chain.file(f"{name}/{output}").read_bytes()).hexdigest()
            assert elsewhere[f"{chain.version} {name}/{output}"] == here, name


def test_what_comes_after_what_was_handed_over_takes_its_colours_where_that_is_asked(chain: Chain) -> None:
    before, free, kept = (load_made(chain.file(f"{name}/latents"), CPU).video for name in ("denoise", "next", "kept"))
    assert torch.equal(kept.cut(0, 2).values, free.cut(0, 2).values)
    assert torch.equal(kept.values, held(free, before, 2, 1.0).values)
    assert not torch.equal(kept.values, free.values)


_MAKE = """
import hashlib, json
from pathlib import Path
from pydantic import TypeAdapter
from milimo_lang.ir.bodies import AnyBody
from milimo_runtime.backend import Job
from milimo_runtime.backends.ltx.backend import LtxBackend
made = {}
for name, body, inputs in json.loads(Path("jobs.json").read_text()):
    body = TypeAdapter(AnyBody).validate_python(body)
    Path(name).mkdir()
    outputs = {output: Path(name) / output for output in body.outputs}
    rest = LtxBackend().make(Job(body, {role: Path(path) for role, path in inputs.items()}, outputs))
    if rest is not None:
        rest()
    for output, path in outputs.items():
        made[f"{name}/{output}"] = hashlib.sha256(path.read_bytes()).hexdigest()
print(json.dumps(made))
"""


def test_words_from_a_file_make_what_they_made_before_they_were_stored(
    chain: Chain, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stored and read back, or handed on in memory: the same latents, bit for bit."""
    monkeypatch.setenv("MILIMO_MODELS", str(models))
    monkeypatch.setenv("MILIMO_DEVICE", "cpu")
    forget()
    model = model_of(FAMILIES[chain.version])
    stored, fused = load_encoded(chain.file("text/embeddings"), CPU), encode(model, WORDS, AGAINST, pytest.fail)
    assert stored.negative is not None
    assert fused.negative is not None
    for one, other in zip(
        (stored.video, stored.audio, stored.mask, *stored.negative),
        (fused.video, fused.audio, fused.mask, *fused.negative),
        strict=True,
    ):
        assert one.dtype == other.dtype
        assert torch.equal(one, other)
    held = load_held(chain.file("conditions/latents"), CPU)
    run = Pass(distilled(model.version), grid(model), 7)
    if chain.version == "2.5":
        made = denoise(model.component("transformer"), model.version, run, fused, Given(held=held))
        assert torch.equal(made.video.values, load_made(chain.file("denoise/latents"), CPU).video.values)
    one, other = (
        denoise(model.component("transformer"), model.version, run, words, Given(held=held))
        for words in (stored, fused)
    )
    assert torch.equal(one.video.values, other.video.values)
    assert one.audio is not None
    assert other.audio is not None
    assert torch.equal(one.audio.values, other.audio.values)
    forget()


@pytest.mark.parametrize(("first", "second"), [("bf16", "float32"), ("float32", "bf16")])
def test_a_film_that_was_begun_in_one_precision_goes_on_in_another(
    chain: Chain, first: Precision, second: Precision, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is where a GPU encoded the words and a processor films, or the other way round."""
    monkeypatch.setenv("MILIMO_MODELS", str(models))
    monkeypatch.setenv("MILIMO_DEVICE", "cpu")
    for file in ("board.png", "tone.wav"):
        (tmp_path / file).symlink_to(chain.file(file))
    for name, (body, inputs) in chain.jobs.items():
        monkeypatch.setenv("MILIMO_PRECISION", first if name in ("text", "conditions", "upsample") else second)
        forget()
        carry_out(body, tmp_path, inputs, tmp_path / name)
    forget()
    stored = load_encoded(tmp_path / "text/embeddings", CPU)
    assert stored.video.dtype == dtype_of(first)
    there, here = (load_made(folder / "refine/latents", CPU) for folder in (chain.folder, tmp_path))
    assert here.video.values.dtype == torch.float32
    assert (here.video.values - there.video.values).abs().mean() < 0.1 * there.video.values.abs().mean()


def test_what_is_stored_of_words_is_what_connectors_make_and_no_more(chain: Chain) -> None:
    """Not the states of every layer of the language model: those would be thirty times as large."""
    from safetensors import safe_open

    with safe_open(chain.file("text/embeddings"), "pt") as file:
        shapes = {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118
    assert set(shapes) == {"video", "audio", "mask", "negative.video", "negative.audio", "negative.mask"}
    assert {len(shape) for shape in shapes.values()} <= {2, 3}
    assert all(shape[:2] == (1, 1024) for shape in shapes.values())


def test_the_second_stage_keeps_the_first_ones_sound_by_no_accident(chain: Chain) -> None:
    """It is refined as the picture is: of the same length, and not the same."""
    first, wide, second = (load_made(chain.file(f"{name}/latents"), CPU) for name in ("denoise", "upsample", "refine"))
    assert first.audio is not None
    assert wide.audio is not None
    assert second.audio is not None
    assert torch.equal(first.audio.values, wide.audio.values)
    assert second.audio.values.shape == first.audio.values.shape
    assert not torch.equal(second.audio.values, first.audio.values)
    assert second.video.values.shape[3:] == (4, 6)

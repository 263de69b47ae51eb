"""Prompts are written out as the publisher's pipeline writes them, by seed, and may know what came before."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from milimo_lang.ir.bodies import EnhanceBody
from milimo_runtime.backend import Cancelled, Job, Unavailable
from milimo_runtime.backends import load
from milimo_runtime.backends.ltx import enhance
from milimo_runtime.backends.ltx.models import forget
from milimo_runtime.weights.locate import locate
from tests.runtime.ltx.models import FAMILIES
from tests.runtime.ltx.on_shelf import put
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version

LTX = "milimo_runtime.backends.ltx.backend:LtxBackend"
WORDS = 24
PROMPT = "A lamp burns. Mara says: “Not tonight.”"


@pytest.fixture
def family(request: pytest.FixtureRequest, tiny_enhancing: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The family of a tiny model that writes, of few words at a time."""
    version: Version = request.param
    for config in ("GEMMA3_PROMPT_ENHANCEMENT_CONFIG", "GEMMA4_PROMPT_ENHANCEMENT_CONFIG"):
        monkeypatch.setattr(enhance, config, replace(getattr(enhance, config), max_new_tokens=WORDS))
    yield put(tiny_enhancing(version), tmp_path / "shelf", version, monkeypatch)
    forget()


def written(folder: Path, family: str, *, seed: int = 10, prompt: str = PROMPT, before: str | None = None, **more):
    body = EnhanceBody(family=family, prompt=prompt, seed=seed, context=before is not None)
    inputs = {}
    if before is not None:
        inputs["before"] = folder / "before"
        inputs["before"].write_text(before, "utf-8")
    output = folder / "text"
    load(LTX).make(Job(body, inputs, {"text": output}, **more))
    return output.read_text("utf-8")


@pytest.mark.parametrize("family", VERSIONS, indirect=True)
def test_a_prompt_is_written_out_the_same_every_time(family, tmp_path):
    first = written(tmp_path, family)
    assert first
    assert written(tmp_path, family) == first
    assert written(tmp_path, family, prompt="Rain on a roof.") != first


@pytest.mark.parametrize("family", ["2.0"], indirect=True)
def test_another_seed_writes_something_else(family, tmp_path):
    assert written(tmp_path, family, seed=11) != written(tmp_path, family, seed=10)


@pytest.mark.parametrize("family", ["2.0"], indirect=True)
def test_the_publisher_s_pipeline_writes_the_same(family, tmp_path, tiny_enhancing):
    from diffusers import LTX2Pipeline
    from diffusers.pipelines.ltx2.utils import T2V_DEFAULT_SYSTEM_PROMPT

    pipeline = LTX2Pipeline.from_pretrained(tiny_enhancing("2.0"), local_files_only=True)
    (theirs,) = pipeline.enhance_prompt(PROMPT, T2V_DEFAULT_SYSTEM_PROMPT, seed=10, device="cpu", max_new_tokens=WORDS)
    assert written(tmp_path, family) == " ".join(theirs.split())


@pytest.mark.parametrize("family", ["2.5"], indirect=True)
def test_what_came_before_is_known(family, tmp_path):
    assert written(tmp_path, family, before="The beam goes out.") != written(tmp_path, family)


@pytest.mark.parametrize("family", ["2.0"], indirect=True)
def test_it_can_be_stopped_between_two_words(family, tmp_path):
    told = []

    def report(progress):
        told.append(progress.doing)
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        written(tmp_path, family, report=report)
    assert told == ["word 1", "word 2", "word 3"]
    assert not (tmp_path / "text").exists()


def test_without_a_model_that_writes_the_sentence_names_where_it_belongs(tiny_ltx, tmp_path, monkeypatch):
    family = put(tiny_ltx("2.5"), tmp_path / "shelf", "2.5", monkeypatch)
    with pytest.raises(Unavailable, match=r"writes prompts out for ltx-2\.5 is not here") as told:
        load(LTX).identity(EnhanceBody(family=family, prompt=PROMPT, seed=1))
    assert "prompt_enhancer" in told.value.remedy


@pytest.mark.parametrize("version", VERSIONS)
def test_the_key_knows_which_model_writes(version, tiny_enhancing, tmp_path, monkeypatch):
    folder = tmp_path / "own"
    shutil.copytree(tiny_enhancing(version), folder)
    family = put(folder, tmp_path / "shelf", version, monkeypatch)
    assert family == FAMILIES[version]
    body = EnhanceBody(family=family, prompt=PROMPT, seed=1)
    before = load(LTX).identity(body)
    part = locate(family).part("prompt_enhancer" if version == "2.5" else "text_encoder")
    held = bytearray(part.weights[0].read_bytes())
    held[-1] ^= 1
    part.weights[0].write_bytes(held)
    assert load(LTX).identity(body) != before

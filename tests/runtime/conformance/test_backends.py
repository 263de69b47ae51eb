"""What every backend keeps to, kind by kind, whatever it makes and with which model."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import av
import pytest

from milimo_lang.ir.bodies import Mezzanine
from milimo_runtime.backend import Cancelled, Failed, Progress
from milimo_runtime.backends import load
from milimo_runtime.backends.ltx import enhance
from milimo_runtime.backends.ltx.models import forget
from tests.conftest import PATIENCE, environment
from tests.runtime.conformance.units import KINDS, Unit, make, units
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_lora

COUNTED = 4_000_000
"""How far Python counts in a 32nd of a second on the machine that a second is meant of."""


@pytest.fixture(scope="module")
def a_second() -> float:
    """What a second of work is on a machine that is slower; within it a maker tells how far it is, and hears that it is
    to stop."""
    began = time.process_time()
    for _ in range(COUNTED):
        pass
    return max(1.0, 32 * (time.process_time() - began))


@pytest.fixture(scope="module")
def models(tiny_ltx: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder with the tiny models, while they are the ones that are found."""
    folder = tmp_path_factory.mktemp("models")
    model = shutil.copytree(tiny_ltx("2.0"), folder / "ltx-2")
    build_lora(model / "ltx-2-19b-distilled-lora-384.safetensors", tiny_ltx("2.0"), strength=0.1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MILIMO_MODELS", str(folder))
        patch.setenv("MILIMO_DEVICE", "cpu")
        few = replace(enhance.GEMMA3_PROMPT_ENHANCEMENT_CONFIG, max_new_tokens=24)
        patch.setattr(enhance, "GEMMA3_PROMPT_ENHANCEMENT_CONFIG", few)
        forget()
        yield folder
        forget()


@pytest.fixture(scope="module")
def every(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Unit]:
    return units(tmp_path_factory.mktemp("units"))


@pytest.fixture(params=KINDS, ids=lambda one: one[1])
def unit(request: pytest.FixtureRequest, every: Mapping[str, Unit]) -> Unit:
    backend, kind = request.param
    if (why := load(backend).available()) is not None:
        pytest.skip(why)
    assert kind in every, f"no film of the suite has a {kind}"
    assert every[kind].backend is load(backend)
    return every[kind]


def test_the_same_is_made_again_to_the_byte_wherever_it_is_made(
    unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another folder, from inputs of other names, which stay as they are; and nothing but its outputs is written."""
    inputs = {}
    for number, (role, path) in enumerate(unit.inputs.items()):
        inputs[role] = tmp_path / "given" / f"{number}"
        inputs[role].parent.mkdir(exist_ok=True)
        shutil.copyfile(path, inputs[role])
        inputs[role].chmod(0o400)
    given = {role: path.read_bytes() for role, path in inputs.items()}
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    job = Unit(unit.backend, unit.body, inputs, {}).job(tmp_path / "again")
    make(job, unit.backend)
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == sorted(unit.body.outputs)
    assert {name: path.read_bytes() for name, path in job.outputs.items()} == {
        name: path.read_bytes() for name, path in unit.wrote.items()
    }
    assert {role: path.read_bytes() for role, path in inputs.items()} == given
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and path.parent.name == "elsewhere"] == []


def test_it_tells_how_far_it_is_within_a_second_of_work(unit: Unit, tmp_path: Path, a_second: float) -> None:
    seen = [(time.process_time(), 0.0)]
    make(unit.job(tmp_path / "out", report=lambda now: seen.append((time.process_time(), now.done))), unit.backend)
    seen.append((time.process_time(), 1.0))
    assert max(later - now for (now, _), (later, _) in itertools.pairwise(seen)) < a_second
    assert all(0 <= done <= 1 for _, done in seen)


def test_it_stops_when_it_is_told_to_and_makes_the_same_afterwards(unit: Unit, tmp_path: Path) -> None:
    def stop(_: Progress) -> None:
        raise Cancelled

    job = unit.job(tmp_path / "out", report=stop)
    try:
        make(job, unit.backend)
    except Cancelled:
        assert [name for name, path in job.outputs.items() if path.exists()] == []
    else:
        assert all(path.exists() for path in job.outputs.values()), "what never asks is done at once"
    make(again := unit.job(tmp_path / "again"), unit.backend)
    assert {n: p.read_bytes() for n, p in again.outputs.items()} == {n: p.read_bytes() for n, p in unit.wrote.items()}


@pytest.mark.parametrize("damage", ["garbage", "cut"])
def test_a_file_it_cannot_read_is_told_in_a_sentence(unit: Unit, tmp_path: Path, damage: str) -> None:
    for number, (role, path) in enumerate(unit.inputs.items()):
        bad = tmp_path / f"{number}{path.suffix}"
        bad.write_bytes(b"this is nothing of the kind\n" * 40 if damage == "garbage" else path.read_bytes()[:40])
        job = Unit(unit.backend, unit.body, {**unit.inputs, role: bad}, {}).job(tmp_path / f"out {number}")
        with pytest.raises(Failed) as told:
            make(job, unit.backend)
        assert told.value.message, role
        assert "\n" not in told.value.message + told.value.remedy
        assert "Error" not in told.value.message


def test_it_has_exactly_the_frames_that_were_asked_for(unit: Unit) -> None:
    frames = getattr(unit.body, "frames", None)
    picture = next((unit.wrote[name] for name in ("picture", "segment", "film") if name in unit.wrote), None)
    if frames is None or picture is None:
        return
    wanted = frames + unit.body.handle if isinstance(unit.body, Mezzanine) else frames
    with av.open(str(picture)) as container:
        stream = container.streams.video[0]
        base = stream.time_base
        assert base is not None
        shown = sum((frame.duration or 0) * base for frame in container.decode(stream))
    assert shown * getattr(unit.body, "rate") == wanted  # noqa: B009


def test_who_it_is_hangs_on_nothing_but_what_it_makes_things_with(
    every: Mapping[str, Unit], models: Path, tmp_path: Path
) -> None:
    """Another process, another folder, another order of hashes: the same identities."""
    here = {kind: one.backend.identity(one.body) for kind, one in every.items()}
    bodies = {kind: one.body.model_dump(mode="json") for kind, one in every.items()}
    (tmp_path / "bodies.json").write_text(json.dumps(bodies))
    ran = subprocess.run(
        [sys.executable, "-c", _IDENTITIES],
        cwd=tmp_path,
        env=environment({"MILIMO_MODELS": str(models), "MILIMO_DEVICE": "cpu", "PYTHONHASHSEED": "7"}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == here


_IDENTITIES = """
import json, sys
from pathlib import Path
from pydantic import TypeAdapter
from milimo_lang.ir.bodies import AnyBody
from milimo_runtime.backends import Registry, load
read = TypeAdapter(AnyBody).validate_python
bodies = {kind: read(body) for kind, body in json.loads(Path("bodies.json").read_text()).items()}
print(json.dumps({kind: load(Registry().backend_for(kind)).identity(body) for kind, body in bodies.items()}))
assert "torch" not in sys.modules
"""


@pytest.mark.parametrize(
    ("component", "kinds"),
    [
        ("text_encoder", {"text.encode", "prompt.enhance"}),
        ("vae", {"condition.encode", "reference.encode", "chunk.upsample", "chunk.decode"}),
        ("audio_vae", {"audio.encode", "chunk.decode"}),
        ("transformer", {"chunk.denoise", "chunk.refine", "chunk.retake"}),
        ("latent_upsampler", {"chunk.upsample"}),
        ("vocoder", {"chunk.decode"}),
    ],
)
def test_other_weights_are_another_maker_of_what_reads_them(
    every: Mapping[str, Unit], models: Path, component: str, kinds: set[str]
) -> None:
    before = {kind: one.backend.identity(one.body) for kind, one in every.items()}
    weights = next((models / "ltx-2" / component).glob("*.safetensors"))
    whole = weights.read_bytes()
    try:
        weights.write_bytes(whole[:-4] + b"\1\2\3\4")
        after = {kind: one.backend.identity(one.body) for kind, one in every.items()}
    finally:
        weights.write_bytes(whole)
    assert {kind for kind in every if before[kind] != after[kind]} == kinds

"""The modes through the whole way: a screenplay's plan, and every node of it made by itself."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from milimo_lang.compilation import Compilation
from milimo_lang.ir.bodies import DenoiseBody
from milimo_lang.ir.plan import Input, Plan
from milimo_lang.world import DiskWorld
from milimo_runtime.backend import Job
from milimo_runtime.backends import Registry, load
from milimo_runtime.backends.ltx.files import Made, load_made
from milimo_runtime.backends.ltx.models import forget
from tests.runtime.ltx.models import CPU, FAMILIES
from tests.tiny import material
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_lora

FILM = """\
Title: Modes
Model: short
Size: 128x128

%define model short
    family: ltx-2
    stride: 8
    multiple: 32
    stages: 2
    chunk: 25
    overlap: 9
    shortest: 9
    handoff: latent
    audio: yes
    can: text, image, keyframes, reference, control, audio, retake, lora

INT. ROOM - DAY

!! wide, 1s: a lamp burns
    steps: 2
    at 0.9s: the flame is out

!! close, continue, 0.5s: the lamp again
    steps: 2

!! wide, 0.5s: a lamp burns
    steps: 2
    reference: b.png
    control: canny c.mp4, in 1s, strength 0.5
    lora: a.safetensors, 0.8

!! wide, 0.5s: a lamp burns
    steps: 2
    audio: t.wav, in 1s

!! close, 0.5s: a lamp burns
    steps: 2
    key 0: 1A at end
    key end: b.png
    retake 6..end: the flame is out
"""

MAKERS = Registry(("milimo_runtime.backends.ltx.backend:LtxBackend", "milimo_runtime.media.cut_backend:CutBackend"))


@dataclass(frozen=True)
class Film:
    """A plan, and the files its nodes wrote, by node and output."""

    plan: Plan
    root: Path
    made: dict[tuple[str, str], Path]

    def latents(self, node: str) -> Made:
        return load_made(self.made[node, "latents"], CPU)


def filmed(plan: Plan, root: Path, to: Path) -> dict[tuple[str, str], Path]:
    """Make every node of the shots of `plan` one after the other, with nothing but its inputs' files."""
    forget()
    made: dict[tuple[str, str], Path] = {}
    to.mkdir()
    for number, node in enumerate(plan.nodes):
        maker = MAKERS.backend_for(node.kind)
        if maker is None or node.kind.startswith("cut."):
            continue
        outputs = {name: to / f"{number}.{name}" for name in node.body.outputs}
        job = Job(node.body, {put.role: _file(put, plan, root, made) for put in node.inputs}, outputs)
        if (rest := load(maker).make(job)) is not None:
            rest()
        made |= {(node.id, name): path for name, path in outputs.items()}
    return made


def _file(put: Input, plan: Plan, root: Path, made: dict[tuple[str, str], Path]) -> Path:
    if put.asset is not None:
        return root / put.asset
    assert put.node is not None
    return made[put.node, put.output or plan.by_id()[put.node].body.outputs[0]]


@pytest.fixture(scope="module")
def film(tiny_ltx: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Film]:
    root = tmp_path_factory.mktemp("modes")
    (root / "film.mls").write_text(FILM)
    material.picture(root / "b.png", size=(256, 256))
    material.film(root / "c.mp4", 72)
    material.sound(root / "t.wav", 2.0)
    build_lora(root / "a.safetensors", tiny_ltx("2.0"))
    compilation = Compilation(DiskWorld(root), "film.mls")
    assert not compilation.diagnostics
    plan = compilation.plan.value
    with pytest.MonkeyPatch.context() as patch:
        model = shutil.copytree(tiny_ltx("2.0"), root / "shelf" / FAMILIES["2.0"])
        build_lora(Path(model) / "ltx-2-19b-distilled-lora-384.safetensors", tiny_ltx("2.0"), strength=0.1)
        patch.setenv("MILIMO_MODELS", str(root / "shelf"))
        yield Film(plan, root, filmed(plan, root, root / "first"))


def test_every_mode_is_chosen_and_says_why(film: Film) -> None:
    assert [(shot.mode, shot.reason) for shot in film.plan.shots] == [
        ("text", "from its words alone"),
        ("continue", "goes on from the shot before"),
        ("control", "follows its reference and the edges of c.mp4"),
        ("audio", "follows the sound t.wav"),
        ("retake", "begins with a picture and meets a picture, frames 6 to 12 made again on take 1"),
    ]


def test_another_process_makes_the_same_bytes(film: Film) -> None:
    again = film.root / "again"
    process = multiprocessing.get_context("fork").Process(target=filmed, args=(film.plan, film.root, again))
    process.start()
    process.join()
    assert process.exitcode == 0
    for path in film.made.values():
        assert (again / path.name).read_bytes() == path.read_bytes()


def test_each_chunk_is_told_what_happens_in_it(film: Film) -> None:
    first, second = (film.plan.by_id()[f"1A/chunk {n}/text"] for n in (1, 2))
    assert first.body != second.body
    for node, chunk in ((first, 1), (second, 2)):
        told = [put.node for put in film.plan.by_id()[f"1A/chunk {chunk}/denoise"].inputs if put.role == "text"]
        assert told == [node.id]
    texts = [film.made[node.id, "embeddings"].read_bytes() for node in (first, second)]
    assert texts[0] != texts[1]


def test_a_retake_leaves_the_rest(film: Film) -> None:
    """Of frames 6 to 12 and all that follows, three lie in the latent of frames 1 to 8: that one stays."""
    before, after = film.latents("1E/chunk 1/refine"), film.latents("1E/edit 1/chunk 1/retake")
    pairs = zip(before.video.values.unbind(2), after.video.values.unbind(2), strict=True)
    assert [torch.equal(one, other) for one, other in pairs] == [True, True, False, False]


def test_a_shot_that_continues_begins_with_the_latents_of_the_cut(film: Film) -> None:
    for stage in ("denoise", "refine"):
        node = film.plan.by_id()[f"1B/chunk 1/{stage}"]
        assert isinstance(node.body, DenoiseBody)
        handoff = node.body.handoff
        assert handoff is not None
        (source,) = (put.node for put in node.inputs if put.role == "handoff")
        assert source is not None
        assert source.endswith(stage)
        handed = film.latents(source).video.cut(handoff.first, handoff.count)
        begun = film.latents(node.id).video.cut(0, handoff.count)
        assert torch.equal(begun.values, handed.values)


def test_the_sound_that_leads_is_in_both_stages(film: Film) -> None:
    from milimo_runtime.backends.ltx.files import load_sound

    track = load_sound(film.made["1D/chunk 1/audio", "latents"], CPU)
    for stage in ("denoise", "refine"):
        audio = film.latents(f"1D/chunk 1/{stage}").audio
        assert audio is not None
        assert torch.equal(audio.values, track.values)

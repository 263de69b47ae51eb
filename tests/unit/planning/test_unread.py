"""What no pass of a shot reads is in none of its bodies: writing it films nothing again."""

from __future__ import annotations

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.ir.plan import Plan
from milimo_lang.world import Facts, MemoryWorld

FILM = """\
Title: The Lamp
Model: {model}
Quality: {quality}

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 8s
    steps: 6
    retake 1s..2s: the lamp is lit
"""


MEDIA = {
    name: Facts(1000, pixels=(1280, 720), frames=240) for name in ("mara.safetensors", "pose.safetensors", "walk.mp4")
}


def planned(text: str) -> Plan:
    return Compilation(MemoryWorld({"film.mls": text}, MEDIA), "film.mls").plan.value


def bodies(text: str, *kinds: str) -> list[str]:
    nodes = planned(text).nodes
    return [f"{node.id} {node.body.model_dump_json()}" for node in nodes if not kinds or node.kind in kinds]


def unheeded(text: str) -> str:
    return text.replace("Quality", "Negative: blurred\nQuality").replace("    steps", "    guidance: 4\n    steps")


@pytest.mark.parametrize("quality", ["preview", "standard"])
@pytest.mark.parametrize("model", ["ltx-2", "ltx-2.3", "ltx-2.5"])
def test_few_steps_are_held_against_nothing(model: str, quality: str) -> None:
    text = FILM.format(model=model, quality=quality)
    assert bodies(unheeded(text)) == bodies(text)


@pytest.mark.parametrize(("model", "quality"), [("ltx-2", "high"), ("small", "standard")])
def test_a_full_run_is_guided_where_it_is_told_to_be(model: str, quality: str) -> None:
    text = FILM.format(model=model, quality=quality)
    for kind in ("text.encode", "chunk.denoise"):
        assert bodies(unheeded(text), kind) != bodies(text, kind)


def test_a_second_stage_has_steps_of_its_own() -> None:
    text = FILM.format(model="ltx-2", quality="high")
    again = unheeded(text).replace("steps: 6", "steps: 9")
    assert bodies(again, "chunk.refine") == bodies(text, "chunk.refine")
    assert bodies(again, "chunk.denoise") != bodies(text, "chunk.denoise")
    assert bodies(again, "chunk.retake") != bodies(text, "chunk.retake"), "a part is made again as a first stage is"


FOLLOWING = """\
Title: The Lamp
Model: ltx-2

@character Mara: a woman in a red coat
    lora: mara.safetensors

INT. LAMP ROOM - NIGHT

!! wide on @Mara, 4s
    lora: pose.safetensors
    retake 1s..2s: she waves
"""


def read(text: str, kind: str) -> tuple[set[str], int]:
    """The roles that a pass of `kind` reads beside its words and latents, and how many LoRAs its body names."""
    (made,) = [node for node in planned(text).nodes if node.kind == kind]
    return {part.role for part in made.inputs} - {"text", "latents"}, len(made.body.loras)


def test_what_a_shot_follows_leads_the_first_stage_alone_with_the_loras_that_look_at_it() -> None:
    led = FOLLOWING.replace("    retake", "    control: pose walk.mp4\n    retake")
    assert read(led, "chunk.denoise") == ({"references", "lora/0", "lora/1"}, 2)
    assert read(led, "chunk.refine") == read(led, "chunk.retake") == (set(), 0)


def test_loras_of_a_shot_that_follows_nothing_act_in_every_pass() -> None:
    for kind in ("chunk.denoise", "chunk.refine", "chunk.retake"):
        assert read(FOLLOWING, kind) == ({"lora/0", "lora/1"}, 2)

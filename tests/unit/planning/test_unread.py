"""What no pass of a shot reads is in none of its bodies: writing it films nothing again."""

from __future__ import annotations

import pytest

from tests.stages import compiled

FILM = """\
Title: The Lamp
Model: {model}
Quality: {quality}

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 8s
    steps: 6
    retake 1s..2s: the lamp is lit
"""


def bodies(text: str, *kinds: str) -> list[str]:
    made = compiled({"film.mls": text}).plan.value
    return [f"{node.id} {node.body.model_dump_json()}" for node in made.nodes if not kinds or node.kind in kinds]


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

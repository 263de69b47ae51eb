"""How far chunks take over colours and contrast is asked for on the title page, and told to every pass that goes on."""

from __future__ import annotations

import pytest

from milimo_lang.ir.bodies import DenoiseBody
from tests.stages import compiled

FILM = "Model: ltx-2\n{}\n\nINT. LAMP ROOM - NIGHT\n\n!! wide, the lamp room, 12s\n\n!! continue, 2s\n"


def asked(title: str) -> list[tuple[str, float]]:
    """(mode, adain) of every handoff."""
    plan = compiled({"film.mls": FILM.format(title)}).plan.value
    handoffs = [node.body.handoff for node in plan.nodes if isinstance(node.body, DenoiseBody)]
    return [(one.mode, one.adain) for one in handoffs if one is not None]


@pytest.mark.parametrize(("title", "adain"), [("", 0.0), ("AdaIN: 0.3", 0.3), ("AdaIN: 30%", 0.3), ("AdaIN: 1", 1.0)])
def test_every_pass_that_goes_on_is_told(title: str, adain: float) -> None:
    found = asked(title)
    assert {mode for mode, _ in found} == {"latent", "hybrid"}
    assert {how for _, how in found} == {adain}


def test_a_picture_has_none_to_take() -> None:
    assert set(asked("AdaIN: 1\nHandoff: image")) == {("image", 0.0)}


@pytest.mark.parametrize("value", ["2", "-1", "101%", "much"])
def test_it_is_a_share(value: str) -> None:
    film = compiled({"film.mls": FILM.format(f"AdaIN: {value}")})
    assert [(one.message, one.help) for one in film.diagnostics] == [
        (f"AdaIN cannot be “{value}”", "from 0 to 1, or 0% to 100%")
    ]

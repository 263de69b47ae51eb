"""Which weights a pass runs on, told from what lies there."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from milimo_lang.ir.bodies import DenoiseBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Unavailable
from milimo_runtime.backends.ltx.choice import choice
from milimo_runtime.weights.locate import locate
from tests.tiny import broken
from tests.tiny.fixtures import Kept

PASS = DenoiseBody(
    kind="chunk.denoise", family="ltx-2.3", seed=1, size=Size(width=64, height=64), rate=Fraction(24), frames=9
)


def test_without_weights_for_few_steps_the_lora_that_makes_them_is_named(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ltx-2.3").symlink_to(tiny_ltx("2.3"))
    monkeypatch.setenv("MILIMO_MODELS", str(tmp_path))
    with pytest.raises(Unavailable, match="its distilled LoRA is missing"):
        choice(locate("ltx-2.3"), PASS)


@pytest.mark.parametrize("damage", [broken.truncated, broken.pickled])
def test_a_damaged_transformer_is_told_before_a_lora_that_is_missing(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path, Path], Path]
) -> None:
    damage(tiny_ltx("2.3"), tmp_path / "ltx-2.3")
    monkeypatch.setenv("MILIMO_MODELS", str(tmp_path))
    with pytest.raises(Unavailable, match=r"is damaged|is a pickle"):
        choice(locate("ltx-2.3"), PASS)

"""Heads stand clear of the crew's words at the top of the frame."""

from __future__ import annotations

import pytest

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.media.lettering import margins, small
from milimo_runtime.media.type import line_height

from .conftest import MARA, TOM, framing, panel, term

HAT = MARA.model_copy(update={"look": "a woman in a wide-brim hat, red coat"})
HIGH = term("angle", "high", horizon=-0.18, tilt=-0.06)


@pytest.mark.parametrize("size", [Size(width=1280, height=720), Size(width=640, height=360)])
@pytest.mark.parametrize("height", [0.14, 0.5, 0.8, 0.9, 1.05, 1.1, 1.2, 1.45, 1.55, 2.4])
@pytest.mark.parametrize("people", [(MARA,), (MARA, TOM), (HAT,)], ids=["one", "two", "hat"])
def test_a_head_is_beneath_a_label_and_a_line_of_action(size: Size, height: float, people: tuple[object, ...]) -> None:
    words = (margins(size)[1] + 2 * line_height(small(size))) / size.height - 0.5
    for angle in ((), (HIGH,)):
        tilt = sum(said.draft.amounts["tilt"][0] for said in angle)
        scene = stage(panel(size=size, figures=people, terms=(framing(height, two=1), *angle)), 16 / 9)
        for person in scene.people:
            rise = 0.03 if person.look.hat != "none" else 0.022
            assert person.stance.top - rise * person.stance.height + tilt > words

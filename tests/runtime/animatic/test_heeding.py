"""Three and more in conversation: who looks where."""

from __future__ import annotations

from milimo_lang.ir.bodies import Figure
from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.media.lettering import caption_top

from .conftest import MARA, TOM, framing, panel, speaking

WIDE = 16 / 9
ANA = Figure(name="Ana", look="a young woman, red hair", side=-1, place=1)
BEN = Figure(name="Ben", look="a bald man, grey suit", side=1, place=3)
GROUP = (MARA, ANA, TOM, BEN)


def _facings(*said: object, **more: object) -> dict[str, int]:
    body = panel(figures=GROUP, terms=(framing(1.2, two=1),), speaking=said, frames=48, **more)
    people = sorted(stage(body, WIDE).people, key=lambda one: one.stance.x)
    return {one.name: one.stance.facing for one in people}


def test_all_turn_to_the_one_who_speaks() -> None:
    for speaker in GROUP:
        found = _facings(speaking(speaker.name, 4, 20))
        names = list(found)
        at = names.index(speaker.name)
        assert all(found[name] > 0 for name in names[:at])
        assert all(found[name] < 0 for name in names[at + 1 :])


def test_who_speaks_looks_at_most_of_the_others() -> None:
    names = list(_facings())
    assert _facings(speaking(names[0], 4, 20))[names[0]] > 0
    assert _facings(speaking(names[-1], 4, 20))[names[-1]] < 0


def test_of_several_the_one_who_speaks_longest_is_looked_at() -> None:
    names = list(_facings())
    both = _facings(speaking(names[0], 0, 10), speaking(names[-1], 12, 30))
    assert both == _facings(speaking(names[-1], 12, 30))


def test_nobody_turns_while_nobody_speaks_or_somebody_unseen_does() -> None:
    assert _facings() == _facings(speaking("Zoe", 4, 20))


def test_two_look_at_each_other_whoever_speaks() -> None:
    for name in ("Mara", "Tom"):
        body = panel(figures=(MARA, TOM), terms=(framing(1.2, two=1),), speaking=(speaking(name, 0, 10),))
        first, second = sorted((one.stance for one in stage(body, WIDE).people), key=lambda one: one.x)
        assert first.facing > 0 > second.facing


def test_a_caption_of_two_lines_leaves_the_mouth_free() -> None:
    size = Size(width=1280, height=720)
    caption = caption_top(size) / size.height - 0.5
    for height in (3.6, 5.0, 7.5, 9.0, 9.9):
        (person,) = stage(panel(figures=(MARA,), terms=(framing(height),)), WIDE).people
        open_mouth = person.stance.top + 0.1195 * person.stance.height
        assert open_mouth < caption, height

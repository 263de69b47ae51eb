"""What those who speak do meanwhile: the mouth, the eyelids, a hand; drawn on twos, as animators do."""

from __future__ import annotations

from typing import NamedTuple

from milimo_lang.ir.bodies import PanelBody
from milimo_runtime.backends.animatic.figures.drawn import FACE_FROM
from milimo_runtime.backends.animatic.scene import Person
from milimo_runtime.media.chance import chance

_MOUTHS = (1, 2, 1, 0, 2, 1, 2, 0)
_HANDS = (0.3, 2.2)
"""Figures smaller than this have no hands to speak of, larger ones have them out of the frame."""
_MOVE = 14
"""Drawings that a hand keeps where it is."""
_RAISED = 0.5
"""How often it is raised."""
_BLINKS = 26
"""Drawings from one blink to the next; the lids are closed for one."""


class Act(NamedTuple):
    """The mouth (0 to 2), the gesture (0: none) and the eyelids of a figure in one frame, as a stance has them."""

    mouth: int = 0
    gesture: int = 0
    blink: bool = False


SILENT = Act()


def act_of(body: PanelBody, person: Person, frame: int) -> Act:
    """What a figure does in a frame: nothing unless it speaks."""
    name, stance = person.name, person.stance
    beat = max(1, round(body.rate / 12))
    for speech in body.speaking:
        if speech.figure == name and speech.span.start <= frame < speech.span.end:
            at = (frame - speech.span.start) // beat
            mouth = _MOUTHS[(at + int(8 * chance("mouth", name, at // 4))) % 8]
            blink = mouth == 0 and stance.height >= FACE_FROM and at % _BLINKS > _BLINKS - 5
            return Act(mouth, _gesture(person, at), blink)
    return SILENT


def _gesture(person: Person, at: int) -> int:
    stance = person.stance
    idle = stance.above or stance.away or stance.posture == "lie" or person.walk is not None
    if idle or not _HANDS[0] < stance.height < _HANDS[1]:
        return 0
    drawn = chance("hand", person.name, (at + 9) // _MOVE)
    return 0 if drawn > _RAISED or at < 4 else 1 if drawn > _RAISED / 2 else 2

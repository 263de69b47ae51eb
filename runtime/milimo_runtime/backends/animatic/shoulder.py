"""Over a shoulder: a face beyond somebody's back, which leaves it free whatever the shape of the frame.

Who is lower than the other is lower in the frame, and each looks the other in the eyes.
"""

from __future__ import annotations

from dataclasses import replace

from milimo_lang.ir.bodies import Figure, PanelBody
from milimo_lang.ir.values import Posture
from milimo_runtime.backends.animatic.amounts import amount
from milimo_runtime.backends.animatic.blocking import CLEAR, person_of, side_of
from milimo_runtime.backends.animatic.figures.stance import TALL, Seat, Stance
from milimo_runtime.backends.animatic.looks import look_of
from milimo_runtime.backends.animatic.scene import Person

_BACK, _BACK_TOP = 3.3, -0.19
"""How large the one is over whose shoulder we look, and where the top of its head is."""
_FACE, _HEAD = 0.085, 0.085
"""Half the width of a face and of a head with its hair, standing heights."""
_GAP = 0.02
_LESS = 0.86
"""The face is smaller than its framing says: it is farther off."""
_FALLS, _RISES = 0.5, 0.3
"""What part of the difference in height a face and a back are lower than they would be, standing heights."""
_LOW_BACK = 0.12
"""A back is no lower than this, or no shoulder would be seen."""
_LAID, _LAID_TOP = 1.0, 0.26
"""How large someone who lies beyond is, and where."""
_LAID_BACK, _LAID_BACK_TOP = 1.7, 0.2
"""The same of someone who lies before us."""


def is_over_the_shoulder(body: PanelBody) -> bool:
    return amount(body.terms, "shoulder") > 0 or amount(body.terms, "dirty") > 0


def over_the_shoulder(
    body: PanelBody, figures: list[Figure], closeness: float, aspect: float, bed: Seat
) -> tuple[Person, ...]:
    """The subject beyond the back of whoever it faces; nobody else there means a nameless back."""
    subject = next((figure for figure in figures if figure.subject), figures[0])
    other = next((figure for figure in figures if figure is not subject), None)
    side, half = side_of(subject, figures, body.terms) or 1, aspect / 2
    dirty = amount(body.terms, "dirty") > 0
    held, back_held = _held(subject.posture), _held(other.posture) if other else "stand"
    lower = 0.0 if "lie" in (held, back_held) else TALL[back_held] - TALL[held]
    size = closeness * _LESS
    face = _FACE * size
    x = min((0.1 if dirty else 0.28) * half, half - face - _GAP)
    front = person_of(subject.model_copy(update={"posture": held}), side * x, size, -side, [subject], "", bed)
    if held == "lie":
        front = _laid(subject, side, half, bed)
    else:
        top = max(CLEAR, front.stance.top + max(0.0, lower) * _FALLS * size)
        front = replace(front, stance=replace(front.stance, top=top, gaze=_gaze(lower, back_held)))
    back_x = max((1.04 if dirty else 0.7) * half, _GAP + face + _HEAD * _BACK - x)
    top = min(_LOW_BACK, _BACK_TOP - lower * _RISES * (_BACK if lower < 0 else 1.2))
    stance = Stance(-side * back_x, top, _BACK, facing=side, away=True, light=-side)
    if back_held == "lie":
        stance = Stance(-side * 0.6 * half, _LAID_BACK_TOP, _LAID_BACK, facing=side, light=side, posture="lie")
    name = other.name if other else "someone"
    look = look_of(name, other.look if other else "dark coat")
    stance = replace(stance, height=stance.height / look.head, head=look.head)
    return front, Person(name, look, stance, False, other.references if other else ())


def _held(posture: Posture) -> Posture:
    """As near as this nobody is seen to walk."""
    return "stand" if posture in ("walk", "run") else posture


def _gaze(lower: float, back: Posture) -> int:
    """Up at someone higher, down at someone lower."""
    return 1 if back == "lie" or lower < -0.1 else -1 if lower > 0.1 else 0


def _laid(subject: Figure, side: int, half: float, bed: Seat) -> Person:
    """Someone who lies beyond the back, the head to the side that is free."""
    person = person_of(subject.model_copy(update={"posture": "lie"}), 0.0, _LAID, -side, [subject], "", bed)
    x = min(half - 0.12 * _LAID, 0.5 * half)
    return replace(person, stance=replace(person.stance, x=side * x, top=_LAID_TOP))

"""A camera that goes from one person to another by name: `pan right to Ben`, `whip pan to Ben`, `rack focus to Ben`.

It starts on the one and ends on the other, however far apart they are. For a rack the other stands behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from milimo_lang.ir.bodies import Figure
from milimo_lang.ir.terms import Term
from milimo_runtime.backends.animatic.camera import Camera
from milimo_runtime.backends.animatic.scene import Person, Scene
from milimo_runtime.backends.animatic.ways import target_of

_APART, _BROAD = 0.66, 0.17
"""How far apart the two of a pan stand, frame widths and standing heights: they are not in one frame."""
_BESIDE, _BEHIND = 0.36, 0.34
"""Where the two of a rack stand, half frame widths from the middle: the one before, and the one behind."""
_SMALLER = 0.46
"""How large the one behind is beside the one before."""
_LOOKING = 0.09
"""The room before whoever looks to a side, frame widths."""
_EYES = -0.13
"""How high in the frame a camera that ends on somebody has the eyes."""
_LEAST = 0.01


def aim_of(figures: Sequence[Figure], terms: Sequence[Term]) -> tuple[Figure, Figure, Term] | None:
    """Whom the camera starts on, whom it ends on, and its move; None unless it goes from one to another of them."""
    found = target_of(terms, [figure.name for figure in figures])
    if found is None or not {"x", "y", "focus"} & set(found[1].draft.amounts):
        return None
    target = next(figure for figure in figures if figure.name == found[0])
    others = [figure for figure in figures if figure is not target]
    first = next((figure for figure in others if figure.subject), others[0] if others else None)
    return None if first is None else (first, target, found[1])


def way_of(first: Figure, target: Figure, move: Term) -> int:
    """On which side of the first the other is: 1 right, -1 left; a pan says it, else their own sides."""
    start, stop = move.draft.amounts.get("x", (0.0, 0.0))
    if start != stop:
        return 1 if stop > start else -1
    return 1 if target.side > first.side else -1


def parted_for(
    move: Term, first: Person, target: Person, way: int, aspect: float, horizon: float
) -> tuple[Person, ...]:
    """The two in their places, the farther one first."""
    if "focus" not in move.draft.amounts:
        apart = _APART * aspect + _BROAD * first.stance.height if "x" in move.draft.amounts else _BEHIND * aspect
        return _at(target, way * apart / 2), _at(first, -way * apart / 2)
    stance = target.stance
    top = horizon + (stance.top - horizon) * _SMALLER
    smaller = replace(stance, x=way * _BEHIND * aspect / 2, top=top, height=_SMALLER * stance.height)
    return replace(target, stance=smaller, behind=True), _at(first, -way * _BESIDE * aspect / 2)


def aimed(scene: Scene, camera: Camera, terms: Sequence[Term], aspect: float) -> Camera:
    """The camera on its way from the one to the other; any other camera as it is."""
    found = target_of(terms, [person.name for person in scene.people])
    if found is None or len(scene.people) < 2 or scene.overhead:
        return camera
    amounts = found[1].draft.amounts
    axis = next((axis for axis in ("x", "y") if axis in amounts), "")
    target = next(person for person in scene.people if person.name == found[0])
    first = next((person for person in scene.people[::-1] if person is not target and person.label), None)
    ways = [getattr(pose, axis) for pose in camera.poses] if axis else []
    if not ways or first is None or abs(ways[-1] - ways[0]) < _LEAST:
        return camera
    parts = [(way - ways[0]) / (ways[-1] - ways[0]) for way in ways]
    start, stop = (_framed(person, aspect) for person in (first, target))
    down = target.stance.eyes - _EYES if axis == "y" else 0.0
    poses = (
        replace(pose, x=start + (stop - start) * part, y=down * part if axis == "y" else pose.y)
        for pose, part in zip(camera.poses, parts, strict=True)
    )
    return replace(camera, poses=tuple(poses))


def _framed(person: Person, aspect: float) -> float:
    """The middle of a frame with someone in it who looks to a side, frame widths."""
    stance = person.stance
    return stance.x / aspect + _LOOKING * ((stance.facing > 0) - (stance.facing < 0))


def _at(person: Person, x: float) -> Person:
    return replace(person, stance=replace(person.stance, x=x))

"""A camera that goes with someone who walks: the walker keeps its place in the frame, the place goes by.

One that trucks goes beside the walker. One that follows or leads has the walker before it, seen from behind or from
the front.
"""

from __future__ import annotations

from dataclasses import replace

from milimo_runtime.backends.animatic.camera import Camera
from milimo_runtime.backends.animatic.rooms import Room
from milimo_runtime.backends.animatic.scene import Person, Scene

_TRUCKS = 0.02
"""A camera trucks that goes farther than this, frame widths."""
_FARTHEST, _INDOORS = 1.7, 0.8
"""The longest stretch that is gone along, frame widths: in a longer shot the walk is shown slower than it is."""
_NEARER = 0.4
"""Someone followed is so much nearer to the middle of the frame than someone who is not."""


def tracked(scene: Scene, camera: Camera, frames: int, aspect: float) -> tuple[Scene, Camera]:
    """The scene and its camera, going along with who walks through it; `frames` are shown."""
    if any(pose.pace != 1 for pose in camera.poses):
        return replace(scene, people=tuple(_followed(person, scene, frames) for person in scene.people)), camera
    first, last = camera.poses[0], camera.poses[min(frames, len(camera.poses)) - 1]
    walker = next((person for person in scene.people if _walks(person)), None)
    if walker is None or walker.walk is None or abs(last.truck - first.truck) < _TRUCKS:
        return scene, camera
    farthest = _INDOORS if isinstance(scene.place, Room) else _FARTHEST
    half = min(walker.walk.natural * frames, farthest * aspect) / 2
    towards = 1 if last.truck > first.truck else -1
    people = scene.people
    if len(people) == 1:
        people = (_placed(walker, -towards * abs(walker.stance.x)),)
    elif walker.walk.facing != towards:
        people = tuple(_placed(one, -one.stance.x) if _walks(one) else one for one in people)
    going = tuple(
        replace(one, walk=one.walk.with_way(towards, -towards * half, towards * half, frames))
        if one.walk and _walks(one) else one
        for one in people
    )  # fmt: skip
    part = [(min(at, frames) / frames - 0.5) * 2 for at in range(len(camera.poses))]
    poses = tuple(
        replace(pose, truck=towards * half * gone / aspect) for pose, gone in zip(camera.poses, part, strict=True)
    )
    return replace(scene, people=going), replace(camera, poses=poses)


def _walks(person: Person) -> bool:
    """Whether someone goes sideways, and not to a place in the frame."""
    return person.walk is not None and person.walk.facing != 0 and person.walk.end != 0


def _followed(person: Person, scene: Scene, frames: int) -> Person:
    """Someone who walks before the camera: on the spot, for it comes along."""
    if person.walk is None:
        return person
    x = person.stance.x * (_NEARER if len(scene.people) == 1 else 1.0)
    return replace(_placed(person, x), walk=person.walk.with_way(0, 0.0, 0.0, frames))


def _placed(person: Person, x: float) -> Person:
    return replace(person, stance=replace(person.stance, x=x))

"""A camera that trucks while someone walks goes along: the walker keeps its place in the frame, the place goes by."""

from __future__ import annotations

from dataclasses import replace

from milimo_runtime.backends.animatic.camera import Camera
from milimo_runtime.backends.animatic.scene import Person, Scene

_TRUCKS = 0.02
"""A camera trucks that goes farther than this, frame widths."""
_FARTHEST = 1.3
"""The longest stretch that is gone along, frame widths: in a longer shot the walk is shown slower than it is."""


def tracked(scene: Scene, camera: Camera, frames: int, aspect: float) -> tuple[Scene, Camera]:
    """The scene and its camera, going along with the first who walks through it where it trucks; `frames` are shown."""
    first, last = camera.poses[0], camera.poses[min(frames, len(camera.poses)) - 1]
    walker = next((person for person in scene.people if _walks(person)), None)
    if walker is None or walker.walk is None or abs(last.truck - first.truck) < _TRUCKS:
        return scene, camera
    half = min(walker.walk.pace * frames, _FARTHEST * aspect) / 2
    towards = walker.walk.facing
    walk = replace(walker.walk, start=-towards * half, end=towards * half, first=0, last=frames)
    going = tuple(replace(one, walk=walk) if one is walker else one for one in scene.people)
    poses = tuple(replace(pose, truck=walk.step(at).offset / aspect) for at, pose in enumerate(camera.poses))
    return replace(scene, people=going), replace(camera, poses=poses)


def _walks(person: Person) -> bool:
    """Whether someone goes sideways all through the shot."""
    return person.walk is not None and person.walk.facing != 0 and not person.walk.stays

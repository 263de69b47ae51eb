"""What the camera sees of a scene at each depth, and the grounds painted for it: how far they reach, how finely.

A camera that only turns sees one flat world; one that travels sees near and far move differently.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.camera import Camera, level_window, window
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.easel import Ground, turned
from milimo_runtime.backends.animatic.layers import reach_of
from milimo_runtime.backends.animatic.painting import Layer
from milimo_runtime.backends.animatic.rooms import Room
from milimo_runtime.backends.animatic.scene import Scene
from milimo_runtime.media.moves import Pose

_FINEST = 2.0
"""A painting is at most this many times finer than the frame, however far the camera goes in."""
_TURNED = 1.25
"""How much finer a painting is that the camera turns over as it goes."""
_WIDEST = 3.0
"""A painting has at most this many times the pixels of the frame each way."""
_FAR = 0.12
"""The depth of what is at the horizon."""


class Views:
    """The frame of each pose in a scene with `layers`, and a ground for each depth.

    `cant` is the roll of a camera canted all through the shot, `rolls` says that it turns as it goes, `nears` that it
    goes in or out. `level` are the depths of ground that a camera that rises sees from higher up. `vanish` is where
    those go who go away.
    """

    def __init__(self, scene: Scene, camera: Camera, layers: Sequence[Layer], size: Size) -> None:
        self.scene, self.camera, self.size = scene, camera, size
        self.aspect = size.width / size.height
        self.flat = not camera.travels
        rolls = {pose.roll for pose in camera.poses}
        self.cant = next(iter(rolls)) if len(rolls) == 1 else 0.0
        self.rolls = len(rolls) > 1
        self.nears = len({(pose.zoom, pose.push) for pose in camera.poses}) > 1
        back = layers[0]
        self.horizon = back.about[1] + (scene.horizon - back.about[1]) * back.enlarged
        x = scene.place.vanish[0] if isinstance(scene.place, Room) else 0.0
        self.vanish = back.about[0] + (x - back.about[0]) * back.enlarged, self.horizon
        self.level = {layer.depth for layer in layers if layer.level and camera.rises}
        self.grounds = {depth: self._ground(depth) for depth in {layer.depth for layer in layers} | {1.0}}

    def window(self, pose: Pose, depth: float, level: bool = False) -> Box:
        """What the frame shows at `depth`, along the frame; of a level sheet there, or of what stands on it."""
        lens, far = (1.0 if self.flat else self.camera.layer_depth(at) for at in (depth, _FAR))
        seen = replace(pose, crane=pose.crane * far / lens) if depth in self.level else pose
        box = window(seen, self.aspect, lens, self.scene.target, self.horizon)
        if level:
            box = level_window(box, pose, far, self.horizon)
        if not self.cant:
            return box
        x, y = turned(box.middle, -self.cant)
        return Box(x - box.width / 2, y - box.height / 2, x + box.width / 2, y + box.height / 2)

    def _ground(self, depth: float) -> Ground:
        """All that a layer must cover, on whole even pixels, and its density."""
        levels = (False, True) if depth in self.level else (False,)
        windows = [self.window(pose, depth, level) for pose in self.camera.poses for level in levels]
        if self.camera.still and not self.rolls:
            return Ground(windows[0], self.size.height / windows[0].height, self.cant)
        reach = reach_of(windows, self.rolls)
        closest = min(window.height for window in windows)
        finest = self.size.height / closest * (_TURNED if self.rolls else 1.0)
        density = min(
            finest,
            _FINEST * self.size.height,
            _WIDEST * self.size.height / reach.height,
            _WIDEST * self.size.width / reach.width,
        )
        reach = reach.grown(6 / density)
        wide, high = math.ceil(reach.width * density / 2) * 2, math.ceil(reach.height * density / 2) * 2
        box = Box(reach.left, reach.top, reach.left + wide / density, reach.top + high / density)
        return Ground(box, density, self.cant)

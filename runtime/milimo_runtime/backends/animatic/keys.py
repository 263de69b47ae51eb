"""Key pictures as film: each met at its frame, cross-faded in between, with the camera performed over them.

With one key picture the whole move happens over it, so it is enlarged just enough to fill every frame. With several
the move is told by them: each is shown whole at its own frame, and the camera is relative to that, as far as the
picture reaches. Before the first and after the last the nearest holds. A key's strength is a matter for models.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from milimo_lang.ir.plan import PanelBody
from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.camera import Camera, window
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.layers import Sheet, reach_of, seen, sheet_of
from milimo_runtime.media.decode import cover, picture
from milimo_runtime.media.moves import ease
from milimo_runtime.media.planes import Planes
from milimo_runtime.media.transitions import dissolved

_SPARE = 0.965
"""How much of a key picture an unsteady hand shows, so that it has room to move."""


class KeyPictures:
    """A panel whose key pictures replace the drawing."""

    def __init__(self, body: PanelBody, camera: Camera, files: Mapping[str, Path]) -> None:
        self.size = body.size
        self.aspect = body.size.width / body.size.height
        self.frame = Box(-self.aspect / 2, -0.5, self.aspect / 2, 0.5)
        self.camera = camera
        self.keys = sorted(body.keys, key=lambda key: key.frame)
        self.windows = self._alone() if len(self.keys) == 1 else []
        self._files = files
        self._sheets: dict[str, Sheet] = {}

    def state(self, frame: int) -> object:
        first, second, share = self._between(frame)
        looks = [(self._window(at, frame), self._roll(at, frame)) for at in (first, second)]
        return first, second, share, looks

    def planes(self, frame: int) -> Planes:
        first, second, share = self._between(frame)
        if share == 0:
            return self._seen(first, frame)
        return dissolved(self._seen(first, frame), self._seen(second, frame), share)

    def _between(self, frame: int) -> tuple[int, int, float]:
        """The keys before and after `frame` and how far it is from one to the other."""
        last = len(self.keys) - 1
        if frame <= self.keys[0].frame:
            return 0, 0, 0.0
        for at in range(last):
            start, stop = self.keys[at].frame, self.keys[at + 1].frame
            if start <= frame < stop:
                return at, at + 1, ease((frame - start) / (stop - start))
        return last, last, 0.0

    def _seen(self, at: int, frame: int) -> Planes:
        return seen([(self._sheet(at), self._window(at, frame))], self._roll(at, frame), self.size)

    def _sheet(self, at: int) -> Sheet:
        """The picture cropped to the frame's shape, favouring its upper third, as fine as the camera needs it."""
        role = self.keys[at].role
        if role not in self._sheets:
            closest = min(self._window(at, frame).height for frame in range(len(self.camera.poses)))
            finer = min(2.0, max(1.0, 1 / closest))
            size = Size(width=round(self.size.width * finer / 2) * 2, height=round(self.size.height * finer / 2) * 2)
            image = cover(picture(self._files[role]).convert("RGB"), size)
            self._sheets[role] = sheet_of(image, self.frame, 1.0)
        return self._sheets[role]

    def _roll(self, at: int, frame: int) -> float:
        poses = self.camera.poses
        if len(self.keys) == 1:
            return poses[frame].roll
        return poses[frame].roll - poses[min(self.keys[at].frame, len(poses) - 1)].roll

    def _window(self, at: int, frame: int) -> Box:
        return self.windows[frame] if self.windows else self._relative(at, frame)

    def _alone(self) -> list[Box]:
        """The camera's windows brought within the one picture there is."""
        poses = self.camera.poses
        windows = [window(pose, self.aspect, 1.0) for pose in poses]
        reach = reach_of(windows, any(pose.roll for pose in poses))
        if reach.meet(self.frame.grown(1e-9)) == reach:
            return windows
        factor = 1 / max(1.0, reach.width / self.frame.width, reach.height / self.frame.height)
        x, y = reach.middle
        return [
            Box(whole.left - x, whole.top - y, whole.right - x, whole.bottom - y).scaled(factor, (0.0, 0.0))
            for whole in windows
        ]

    def _relative(self, at: int, frame: int) -> Box:
        """The window at `frame` as seen from the key's own frame, kept within the picture."""
        poses = self.camera.poses
        home = window(poses[min(self.keys[at].frame, len(poses) - 1)], self.aspect, 1.0)
        here = window(poses[frame], self.aspect, 1.0)
        turn = math.radians(abs(self._roll(at, frame)))
        spare = _SPARE if self.camera.unsteady else 1.0
        high = min(spare, here.height / home.height) / (math.cos(turn) + math.sin(turn) * self.aspect)
        wide = high * self.aspect
        x = (here.middle[0] - home.middle[0]) / home.height
        y = (here.middle[1] - home.middle[1]) / home.height
        x = min(max(x, (wide - self.frame.width) / 2), (self.frame.width - wide) / 2)
        y = min(max(y, (high - 1) / 2), (1 - high) / 2)
        return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

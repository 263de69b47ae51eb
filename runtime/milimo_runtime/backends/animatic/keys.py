"""Key pictures as film: each met at its frame, cross-faded half-way, with the camera performed over them.

With one key picture the whole move happens over it, so it is enlarged just enough to fill every frame. With several
the move is told by them: each is met at its own frame, and the camera is relative to that, as far as the picture
reaches. For one that the camera still comes towards, or goes back from, a rim of it is kept for the way, so that one
picture carries the move to the next and it reads as one. Before the first and after the last the nearest holds. A
picture's transparent parts show a neutral ground. A key's strength is a matter for models.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from milimo_lang.ir.bodies import PanelBody
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
_RIM = 0.9
"""How much of a key picture is shown at its frame, at the least, when the camera sees more of it before or after."""
_GROUND = (46, 48, 54)
"""What shows through a transparent picture."""


class KeyPictures:
    """A panel whose key pictures replace the drawing."""

    def __init__(self, body: PanelBody, camera: Camera, files: Mapping[str, Path]) -> None:
        self.size = body.size
        self.aspect = body.size.width / body.size.height
        self.frame = Box(-self.aspect / 2, -0.5, self.aspect / 2, 0.5)
        self.camera = camera
        self.keys = sorted(body.keys, key=lambda key: key.frame)
        self._fade = max(1.0, float(body.rate))
        self._rims = [self._rim(at) for at in range(len(self.keys))]
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
        """The keys before and after `frame` and how much of the second is seen: a second's cross-fade half-way.

        Less than a second, a quarter of the way, between keys that are near each other.
        """
        last = len(self.keys) - 1
        if frame <= self.keys[0].frame:
            return 0, 0, 0.0
        for at in range(last):
            start, stop = self.keys[at].frame, self.keys[at + 1].frame
            if start <= frame < stop:
                half = min(self._fade, (stop - start) / 4) / 2
                share = ease(((frame - (start + stop) / 2) / half + 1) / 2)
                return (at, at + 1, share) if share < 1 else (at + 1, at + 1, 0.0)
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
            image = cover(picture(self._files[role], (size.width, size.height)), size)
            # Pictures the shot has gone past are let go: two at a time are ever seen.
            self._sheets = {
                self.keys[near].role: sheet
                for near in (at - 1, at + 1)
                if 0 <= near < len(self.keys)
                if (sheet := self._sheets.get(self.keys[near].role)) is not None
            }
            self._sheets[role] = sheet_of(_opaque(image), self.frame, 1.0)
        return self._sheets[role]

    def _rim(self, at: int) -> float:
        """How much of the key is shown at its frame: less than all when the camera sees more of it at another."""
        poses = self.camera.poses
        home = window(poses[min(self.keys[at].frame, len(poses) - 1)], self.aspect, 1.0).height
        seen = [frame for frame in range(len(poses)) if at in self._between(frame)[:2]]
        widest = max((window(poses[frame], self.aspect, 1.0).height / home for frame in seen), default=1.0)
        return max(_RIM, 1 / max(1.0, widest))

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
        high = min(spare, self._rims[at] * here.height / home.height) / (math.cos(turn) + math.sin(turn) * self.aspect)
        wide = high * self.aspect
        x = (here.middle[0] - home.middle[0]) / home.height
        y = (here.middle[1] - home.middle[1]) / home.height
        x = min(max(x, (wide - self.frame.width) / 2), (self.frame.width - wide) / 2)
        y = min(max(y, (high - 1) / 2), (1 - high) / 2)
        return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _opaque(image: Image.Image) -> Image.Image:
    """The picture on a neutral ground where it is transparent."""
    if image.mode == "RGB":
        return image
    ground = Image.new("RGB", image.size, _GROUND)
    ground.paste(image, mask=image.getchannel("A"))
    return ground

"""Key pictures as film: each met at its frame, cross-faded half-way, with the camera performed over them.

With one key picture the whole move happens over it, so it is enlarged just enough to fill every frame. With several
the move is told by them: each is met at its own frame, and the camera is relative to that. A rim of the picture is kept
for the way the camera has to it and from it, so that one picture carries the move to the next and it reads as one; the
rim is narrow, and of a move that needs more of one only a part is performed, at every frame alike. Before the first and
after the last the nearest is seen. A picture's transparent parts show a neutral ground. A key's strength is a matter
for models.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

from milimo_lang.ir.bodies import PanelBody
from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.camera import Camera, window
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.layers import Sheet, seen, sheet_of
from milimo_runtime.media.decode import cover, picture
from milimo_runtime.media.moves import ease
from milimo_runtime.media.planes import Planes
from milimo_runtime.media.rostrum import flat
from milimo_runtime.media.shutter import sweeps, swept
from milimo_runtime.media.transitions import dissolved

_RIM = 0.9
"""How much of a key picture's width and height is shown at its frame, at the least, when it is one of several."""
_HALVINGS = 20
"""How closely the part of a move that a picture has room for is found."""
_GROUND = (46, 48, 54)
"""What shows through a transparent picture."""

View = tuple[Box, float]
"""What of a picture is seen, before it is turned, and by how many degrees it then is."""


class KeyPictures:
    """A panel whose key pictures replace the drawing."""

    def __init__(self, body: PanelBody, camera: Camera, files: Mapping[str, Path]) -> None:
        self.size = body.size
        self.aspect = body.size.width / body.size.height
        self.frame = Box(-self.aspect / 2, -0.5, self.aspect / 2, 0.5)
        self.camera = camera
        self.keys = sorted(body.keys, key=lambda key: key.frame)
        self._fade = max(1.0, float(body.rate))
        self._views = self._all_views()
        self._sweeps = sweeps(camera.poses)
        self._files = files
        self._sheets: dict[str, Sheet] = {}

    def state(self, frame: int) -> object:
        first, second, share = self._between(frame)
        return first, second, share, [self._views[at][frame] for at in (first, second)], self._sweeps[frame]

    def planes(self, frame: int) -> Planes:
        first, second, share = self._between(frame)
        planes = self._seen(first, frame)
        if share:
            planes = dissolved(planes, self._seen(second, frame), share)
        return swept(planes, self._sweeps[frame])

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
                return (at, at + 1, share) if 0 < share < 1 else (at + round(share), at + round(share), 0.0)
        return last, last, 0.0

    def _seen(self, at: int, frame: int) -> Planes:
        window, roll = self._views[at][frame]
        return seen([(self._sheet(at), window)], roll, self.size)

    def _sheet(self, at: int) -> Sheet:
        """The picture cropped to the frame's shape, favouring its upper third, as fine as the camera needs it."""
        role = self.keys[at].role
        if role not in self._sheets:
            closest = min(window.height for window, _ in self._views[at].values())
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

    def _all_views(self) -> list[dict[int, View]]:
        """For each key what is seen of it at the frames that show it."""
        poses = [flat(pose) for pose in self.camera.poses]
        looks = [(window(pose, self.aspect, 1.0), pose.roll) for pose in poses]
        if len(self.keys) == 1:
            return [dict(enumerate(self._alone(looks)))]
        shown: list[dict[int, View]] = [{} for _ in self.keys]
        for frame, look in enumerate(looks):
            for at in self._between(frame)[:2]:
                shown[at][frame] = look
        homes = [looks[min(key.frame, len(looks) - 1)] for key in self.keys]
        return [self._met(home, seen_at) for home, seen_at in zip(homes, shown, strict=True)]

    def _alone(self, looks: Sequence[View]) -> list[View]:
        """The camera's windows brought within the one picture there is."""
        reach = _reach(looks)
        if reach.meet(self.frame.grown(1e-9)) == reach:
            return list(looks)
        x, y = reach.middle
        return [(_moved(whole, -x, -y).scaled(self._fit(reach), (0.0, 0.0)), roll) for whole, roll in looks]

    def _met(self, home: View, looks: Mapping[int, View]) -> dict[int, View]:
        """`looks` as seen from the key's own frame, where the camera is at `home`.

        The picture is enlarged just enough for them, to `_RIM` at the most; a longer way is shortened to fit.
        """
        share = 1.0
        if self._fit(self._way(home, looks, 1.0)[0]) < _RIM:
            share, over = 0.0, 1.0
            for _ in range(_HALVINGS):
                half = (share + over) / 2
                share, over = (half, over) if self._fit(self._way(home, looks, half)[0]) >= _RIM else (share, half)
        reach, way = self._way(home, looks, share)
        factor = self._fit(reach)
        reach = reach.scaled(factor, (0.0, 0.0))
        # The middle of the picture stays in the middle of the frame as far as the way lets it.
        x = min(max(0.0, self.frame.left - reach.left), self.frame.right - reach.right)
        y = min(max(0.0, self.frame.top - reach.top), self.frame.bottom - reach.bottom)
        return {frame: (_moved(box.scaled(factor, (0.0, 0.0)), x, y), roll) for frame, (box, roll) in way.items()}

    def _way(self, home: View, looks: Mapping[int, View], share: float) -> tuple[Box, dict[int, View]]:
        """All that is seen on `share` (0 to 1) of the camera's way to and from `home`, and what each frame sees.

        At `home` it sees the whole frame.
        """
        whole, upright = home
        way = {}
        for frame, (box, roll) in looks.items():
            x, y = ((here - there) / whole.height * share for here, there in zip(box.middle, whole.middle, strict=True))
            there = self.frame.scaled((box.height / whole.height) ** share, (0.0, 0.0))
            way[frame] = (_moved(there, x, y), (roll - upright) * share)
        return _reach([(self.frame, 0.0), *way.values()]), way

    def _fit(self, reach: Box) -> float:
        """By what factor `reach` fits into the picture; 1 at the most."""
        return 1 / max(1.0, reach.width / self.frame.width, reach.height / self.frame.height)


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _reach(looks: Sequence[View]) -> Box:
    """All that is seen, turned as it is."""
    whole: Box | None = None
    for box, roll in looks:
        cosine, sine = math.cos(math.radians(roll)), abs(math.sin(math.radians(roll)))
        wide, high = box.width * cosine + box.height * sine, box.height * cosine + box.width * sine
        x, y = box.middle
        turned = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        whole = turned if whole is None else whole.join(turned)
    if whole is None:
        raise ValueError("nothing is seen")
    return whole


def _opaque(image: Image.Image) -> Image.Image:
    """The picture on a neutral ground where it is transparent."""
    if image.mode == "RGB":
        return image
    ground = Image.new("RGB", image.size, _GROUND)
    ground.paste(image, mask=image.getchannel("A"))
    return ground

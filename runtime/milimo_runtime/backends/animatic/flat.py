"""All that stays in its place as one opaque painting, with the speakers' mouths as patches on it.

What a camera that only turns sees. Each is painted once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from PIL import Image

from milimo_runtime.backends.animatic.acting import SILENT, Act
from milimo_runtime.backends.animatic.easel import Piece, around
from milimo_runtime.backends.animatic.grade import graded
from milimo_runtime.backends.animatic.layers import Sheet, sheet_of
from milimo_runtime.backends.animatic.painting import Layer
from milimo_runtime.backends.animatic.pieces import Pieces
from milimo_runtime.backends.animatic.views import Views

Acts = tuple[Act, ...]
Corners = tuple[int, int, int, int]

_PATCH = 16
"""Pixels that a patch is larger than what changes in it."""


class Flat:
    """The flat painting of `layers`; where anybody goes about (`moves`), as far as the people. `speakers` by name."""

    def __init__(
        self, views: Views, layers: Sequence[Layer], pieces: Pieces, moves: bool, speakers: Collection[str]
    ) -> None:
        self._views, self._layers, self._pieces, self._moves = views, layers, pieces, moves
        self._ground = views.grounds[1.0]
        self._speaking = self._corners(speakers)
        self._sheets: dict[object, Sheet] = {}
        self._painted: dict[object, list[Piece]] = {}
        self._under: dict[float, tuple[Image.Image, Image.Image]] = {}

    def sheets(self, acts: Acts, focus: float) -> list[Sheet]:
        """The painting, and over it the patch of those who speak; those on their way are left out."""
        people = self._pieces.scene.people
        quiet = tuple(SILENT if person.walk else act for person, act in zip(people, acts, strict=True))
        silent = (SILENT,) * len(acts)
        if ("whole", focus) not in self._sheets:
            self._sheets["whole", focus] = self._flattened(silent, focus)
        whole = self._sheets["whole", focus]
        if quiet == silent:
            return [whole]
        if (quiet, focus) not in self._sheets:
            self._sheets[quiet, focus] = self._patch(quiet, focus)
        patch = self._sheets[quiet, focus]
        # A camera that rolls as it goes reads whole frames: its patch is the whole painting.
        return [patch] if self._views.rolls else [whole, patch]

    def _flattened(self, acts: Acts, focus: float) -> Sheet:
        """Everything composed; what lies behind and before the speakers is kept for their patches."""
        speaking = self._speaking
        whole: Image.Image | None = None
        front = Image.new("RGBA", (speaking[2] - speaking[0], speaking[3] - speaking[1])) if speaking else None
        behind: Image.Image | None = None
        for layer in self._layers:
            if layer.name == "people":
                assert whole is not None
                behind = whole.crop(speaking) if speaking else None
                for piece in self._people(acts, focus):
                    piece.over(whole)
                if self._moves:
                    break
                continue
            piece = self._pieces.layer(layer, focus)
            if whole is None:
                whole = piece.image
                continue
            piece.over(whole)
            if behind is not None and front is not None and speaking:
                piece.over(front, speaking[0], speaking[1])
        assert whole is not None
        if behind is not None and front is not None:
            self._under[focus] = (behind, front)
        return sheet_of(graded(whole.convert("RGB"), self._pieces.scene.grade), self._ground.box, 1.0)

    def _patch(self, acts: Acts, focus: float) -> Sheet:
        """The part of the flat painting where people speak, as they act."""
        speaking = self._speaking
        assert speaking is not None
        behind, front = self._under[focus]
        part = behind.copy()
        for piece in self._people(acts, focus):
            piece.over(part, speaking[0], speaking[1])
        part.alpha_composite(front)
        box = self._ground.box_of(Piece(part, speaking[0], speaking[1]))
        return sheet_of(graded(part.convert("RGB"), self._pieces.scene.grade), box, 1.0)

    def _corners(self, speakers: Collection[str]) -> Corners | None:
        """The pixels of the figures' ground where someone speaks, even ones."""
        boxes = [
            pixels
            for person in self._pieces.scene.people
            if person.name in speakers and not person.walk
            if (pixels := self._ground.pixels(around(person.stance.box.grown(0.03), -self._views.cant)))
        ]
        if not boxes:
            return None
        wide, high = self._ground.size
        if self._views.rolls:
            return 0, 0, wide, high
        left, top = (max(0, min(box[at] for box in boxes) - _PATCH) // 2 * 2 for at in (0, 1))
        right, bottom = (max(box[at] for box in boxes) + _PATCH for at in (2, 3))
        return left, top, min(wide, (right + 1) // 2 * 2), min(high, (bottom + 1) // 2 * 2)

    def _people(self, acts: Acts, focus: float) -> Iterator[Piece]:
        """Those who stay in their places; what is before them too, unless somebody comes between."""
        for at, (person, act) in enumerate(zip(self._pieces.scene.people, acts, strict=True)):
            if person.walk:
                continue
            if act == SILENT:
                yield from self._again((at, focus), partial(self._pieces.person, person, act, focus))
            else:
                yield from self._pieces.person(person, act, focus)
        if not self._moves:
            yield from self._again(("front", focus), partial(self._pieces.before, focus))

    def _again(self, key: object, paint: Callable[[], list[Piece]]) -> list[Piece]:
        """Pieces that every patch has in it, painted once."""
        if key not in self._painted:
            self._painted[key] = paint()
        return self._painted[key]

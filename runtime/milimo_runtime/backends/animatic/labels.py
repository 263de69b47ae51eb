"""The names beside people and things: each in a place of its own, within the frame, off faces and off other words.

What is laid over a film at the top (a crew's words) and in its lower third (captions, supers) is left free whether or
not this film has any: a panel does not know. A name that is long, or too long for its room, ends in an ellipsis; a face
that fills the frame has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.canvas import Box, Point
from milimo_runtime.backends.animatic.figures.animals import HEADS
from milimo_runtime.backends.animatic.figures.creatures import is_beast
from milimo_runtime.backends.animatic.scene import Person, Scene, Thing
from milimo_runtime.media.lettering import caption_top, margins, small, super_top
from milimo_runtime.media.type import fitted, line_height, width_of

LABEL = 0.0235
"""Size of a name's type, frame heights (widths in an upright frame)."""
_LEAST = 11
"""Pixels of the smallest type that is read."""
_SMALL = 0.75
"""Figures up to this height have their name over the head; above it the frame's edge is near."""
_LITTLE = 0.3
"""Animals up to this height have theirs over them, larger ones on them."""
_FILLS = 5.0
"""From this height on a face fills the frame."""
_EDGE = 0.03
_GAP = 0.012
_MEASURED = 64
_WIDEST, _LEAST_WIDE = 1 / 6, 12.0
"""How wide a name may be, padding included: of the frame's width; sizes of its type where those are more."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name to set: its middle, its half width and half height, the size of its type; frame heights."""

    text: str
    x: float
    y: float
    half: float
    high: float
    type_size: float
    of: str = ""
    """Whose name it is, whole."""

    @property
    def box(self) -> Box:
        return Box(self.x - self.half, self.y - self.high, self.x + self.half, self.y + self.high)


def labels_of(
    scene: Scene, size: Size, windows: Sequence[Box], along: Callable[[Point], Point] = lambda point: point
) -> list[Label]:
    """The names of everyone and everything in the scene that `windows` (the frame, pose by pose) have room for.

    `along` gives a point of the world along the frame of a canted camera.
    """
    room = _room(size, windows)
    seen = reduce(Box.join, windows)
    faces = [_face(person, along) for person in scene.people if person.label or person.stance.away]
    type_size = max(LABEL * min(1.0, size.width / size.height), _LEAST / size.height)
    widest = max(_WIDEST * size.width / size.height, _LEAST_WIDE * type_size) / 2
    labels = []
    for name, places in _named(scene, type_size, room.bottom - 0.85 * type_size):
        half = width_of(name, _MEASURED) / _MEASURED * type_size / 2 + 0.55 * type_size
        whole = Label(name, 0.0, 0.0, half, 0.85 * type_size, type_size, name)
        short = _elided(whole, widest)
        tries = [replace(short, x=x, y=y) for x, y in map(along, places)]
        bounds = (
            room if tries and room.left < tries[0].x < room.right else replace(room, left=seen.left, right=seen.right)
        )
        found = next((found for label in tries if (found := _settled(label, bounds, faces)) is not None), None)
        if found is not None:
            labels.append(found)
    spaced = [label for row in _rows(labels) for label in _spaced(row, room)]
    return [label for label in spaced if not _hits(label, faces)]


def _room(size: Size, windows: Sequence[Box]) -> Box:
    """Where a name may stand in every frame, or in the first one when the camera leaves nothing in common."""
    free = [_free(size, window) for window in windows]
    common = reduce(Box.meet, free)
    return common if common.width > 0.3 * free[0].width and common.height > 0.3 * free[0].height else free[0]


def _free(size: Size, window: Box) -> Box:
    """A frame less its edges and the places of other words."""
    pixel = window.height / size.height
    side, edge = margins(size)
    above = edge + 2 * line_height(small(size))
    below = min(caption_top(size), super_top(size))
    inset = min(_EDGE * size.height, side) * pixel
    return Box(window.left + inset, window.top + above * pixel, window.right - inset, window.top + below * pixel)


def _face(person: Person, along: Callable[[Point], Point]) -> Box:
    stance = person.stance
    if stance.above:
        x, y = along((stance.x, stance.top + 0.07 * stance.height))
        return Box(x, y, x, y).grown(0.07 * stance.height)
    if person.look.kind == "baby":
        x, y = along((stance.x, stance.top + 0.29 * stance.height))
        return Box(x, y, x, y).grown(0.26 * stance.height)
    if is_beast(person.look.kind):
        ahead, down, half = (share * stance.height for share in HEADS[person.look.kind])
        x, y = along((stance.x + (ahead if stance.facing >= 0 else -ahead), stance.top + down))
        return Box(x, y, x, y).grown(1.2 * half)
    head = stance.head * stance.height
    x, y = along((stance.x, stance.top + 0.064 * head))
    return Box(x, y, x, y).grown(0.084 * head)


def _named(scene: Scene, type_size: float, lowest: float) -> Iterable[tuple[str, list[Point]]]:
    """Each name and where it would stand, the best place first; `lowest` is the last line above the captions."""
    for thing in scene.things:
        if thing.label:
            yield thing.name, _about_thing(thing)
    for person in scene.people:
        stance = person.stance
        if not person.label or stance.height >= _FILLS:
            continue
        if person.look.kind == "baby":
            folds = [(stance.x, stance.top + share * stance.height) for share in (0.72, 0.86, -0.1)]
            yield person.name, [*folds, *((stance.x + side * 0.45 * stance.height, lowest) for side in (-1, 1))]
            continue
        if stance.broad:
            head = stance.x + (1 if stance.facing >= 0 else -1) * HEADS[person.look.kind][0] * stance.height
            over, body = (stance.x, stance.top - 1.6 * type_size), (stance.x, stance.top + 0.45 * stance.height)
            near = [(head, lowest)] if stance.height >= _SMALL else []
            yield person.name, [over, body] if stance.height < _LITTLE else [*near, body, over]
            continue
        hat = 0.03 * stance.height if person.look.hat != "none" else 0.0
        over = (stance.x, stance.top - hat - 1.5 * type_size)
        under_chin = stance.top + 0.155 * stance.head * stance.height + type_size
        chest = (stance.x, max(under_chin, stance.top + 0.36 * stance.height))
        higher = [(stance.x, under_chin + (chest[1] - under_chin) * part / 8) for part in range(7, -1, -1)]
        if stance.above:
            middle, beyond = stance.top + 0.07 * stance.height, 0.17 * stance.height + 1.1 * type_size
            yield person.name, [(stance.x, middle + beyond), (stance.x, middle - beyond), chest]
        elif stance.height < _SMALL:
            yield person.name, [over, chest, *higher]
        else:
            low = [(stance.x + off * stance.height, lowest) for off in (0.11, -0.11, 0.14, -0.14, 0.2, -0.2)]
            yield person.name, [chest, *higher, *low, over]


def _about_thing(thing: Thing) -> list[Point]:
    below = (thing.x, thing.foot + 0.05)
    if thing.height < 0.4:
        return [below, (thing.x, thing.foot - 1.15 * thing.height)]
    return [(thing.x + 1.05 * thing.height, thing.foot - 0.32 * thing.height), below]


def _settled(label: Label, room: Box, faces: Sequence[Box]) -> Label | None:
    """The label within `room`, elided to its width; None when that is too low, too high or on a face."""
    if not room.top + label.high <= label.y <= room.bottom - label.high:
        return None
    narrow = _elided(label, room.width / 2)
    x = min(max(narrow.x, room.left + narrow.half), room.right - narrow.half)
    placed = replace(narrow, x=x)
    return None if _hits(placed, faces) else placed


def _hits(label: Label, faces: Sequence[Box]) -> bool:
    return any((hit := label.box.meet(face)).width > 0 and hit.height > 0 for face in faces)


def _elided(label: Label, half: float) -> Label:
    if label.half <= half:
        return label
    padding = 0.55 * label.type_size
    pixels = max(0, int((half - padding) * 2 / label.type_size * _MEASURED))
    text = fitted(label.text, _MEASURED, "regular", pixels)
    return replace(label, text=text, half=width_of(text, _MEASURED) / _MEASURED * label.type_size / 2 + padding)


def _rows(labels: Sequence[Label]) -> list[list[Label]]:
    """The labels by height: those that could touch if they stood near each other are one row."""
    rows: list[list[Label]] = []
    for label in sorted(labels, key=lambda label: (label.y, label.x)):
        if rows and label.y - rows[-1][-1].y < label.high + rows[-1][-1].high + _GAP:
            rows[-1].append(label)
        else:
            rows.append([label])
    return rows


def _spaced(row: Sequence[Label], room: Box) -> list[Label]:
    """The labels of a row moved aside, and where that is not enough elided, until none touches another."""
    room = reduce(Box.join, (label.box for label in row), room)
    share = (room.width - _GAP * (len(row) - 1)) / len(row) / 2
    wide = sum(2 * label.half + _GAP for label in row) - _GAP
    ordered = sorted(row, key=lambda label: (label.x, label.y))
    if wide > room.width:
        ordered = [_elided(label, share) for label in ordered]
    left = room.left
    for at, label in enumerate(ordered):
        ordered[at] = replace(label, x=max(label.x, left + label.half))
        left = ordered[at].box.right + _GAP
    right = room.right
    for at in range(len(ordered) - 1, -1, -1):
        ordered[at] = replace(ordered[at], x=min(ordered[at].x, right - ordered[at].half))
        right = ordered[at].box.left - _GAP
    return ordered

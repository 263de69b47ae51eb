"""A room read from its words, and how its shell stands in the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from milimo_runtime.backends.animatic.canvas import Box, Point
from milimo_runtime.backends.animatic.colour import Colour, mix, turned
from milimo_runtime.backends.animatic.rooms.motif import Motif
from milimo_runtime.backends.animatic.rooms.naming import motif_of
from milimo_runtime.backends.animatic.rooms.paint import Paint, paint_of
from milimo_runtime.backends.animatic.rooms.site import Palette
from milimo_runtime.backends.animatic.vehicles.vehicle import Vehicle, far_end, vehicle_of
from milimo_runtime.media.chance import between, chance

_PAST = 12.0
"""How far from the vanishing point the floor, the ceiling and the side walls run, units: past any camera term."""
_FOLLOWS = 0.5
"""How much of what the horizon sinks the back wall sinks too: a low camera looks up, a high one down."""
_LEVEL = 0.03
"""The horizon at eye level."""
_EYE = 1.2
"""The height of the camera at eye level, metres."""
_LEFT = 0.12
"""How much of a room's own colour is left in one that is said."""
_TURN = 0.035
"""How far the hue of a room may lie from that of its motif, of once round: two kitchens are two rooms."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a film: its motif in colours of its own; `vanish` is the point its lines run to.

    All is measured as at eye level; `sunk` is how far the room lies lower in the frame (units) for a camera that
    stands lower. `side` is -1 where the room is mirrored. `tint` is the colour its light is said to have.
    """

    name: str
    seed: int
    motif: Motif
    palette: Palette
    vanish: Point
    back: Box
    sunk: float
    side: int
    vehicle: Vehicle | None = None
    tint: Colour | None = None

    @property
    def floor(self) -> Colour:
        return self.palette.floor

    @property
    def ground(self) -> float:
        """Where the floor begins in the frame."""
        return self.back.bottom + self.sunk

    @property
    def reach(self) -> float:
        """How many times its size the back wall has where its edges are out of every frame."""
        x, y = self.vanish
        least = min(x - self.back.left, self.back.right - x, y - self.back.top, self.back.bottom - y)
        return _PAST / least

    def nearer(self, point: Point, times: float) -> Point:
        """A point of the back wall carried along its line of perspective."""
        x, y = self.vanish
        return x + (point[0] - x) * times, y + (point[1] - y) * times


def room_of(name: str, look: str, seed: int, horizon: float) -> Room:
    """The room `name` that looks like `look`, both casefolded."""
    motif = motif_of(name, look)
    paint = paint_of(f"{name}, {look}", motif.words)
    if paint.tiled:
        motif = replace(motif, shell=replace(motif.shell, finish="tiled"))
    shell = motif.shell
    sunk = _FOLLOWS * (horizon - _LEVEL)
    foot = _LEVEL + _EYE * shell.scale
    back = Box(-shell.width / 2 * shell.scale, foot - shell.height * shell.scale, shell.width / 2 * shell.scale, foot)
    # Nothing is seen of a floor at the height of the eye, nor of a ceiling: the camera stays between them.
    level = max(back.top + 0.05, min(foot - 0.05, horizon - sunk))
    x = between(-0.2, 0.2, "vanish", name) * back.width / 2
    vehicle = None if motif.apart else vehicle_of(name, look)
    if vehicle:
        x = between(-0.06, 0.06, "vanish", name)
        level = max(-0.34, min(0.15, horizon - sunk))
        back = far_end(vehicle, x, level, horizon)
    side = 1 if chance("side", name, seed) < 0.5 else -1
    palette = _painted(_own(motif.palette, name, seed), paint)
    return Room(name, seed, motif, palette, (x, level), back, sunk, side, vehicle, paint.light)


def _painted(palette: Palette, paint: Paint) -> Palette:
    """The palette in the colours that are said, a little of its own left in them."""
    return replace(
        palette,
        wall=mix(paint.wall, palette.wall, _LEFT) if paint.wall else palette.wall,
        floor=mix(paint.floor, palette.floor, _LEFT) if paint.floor else palette.floor,
        accent=paint.accent or palette.accent,
    )


def _own(palette: Palette, name: str, seed: int) -> Palette:
    """The motif's colours turned a little, the upholstery farther."""
    turn = between(-_TURN, _TURN, "wall", name, seed)
    return Palette(
        turned(palette.wall, turn),
        turned(palette.floor, turn / 3, between(0.85, 1.1, "floor", name)),
        turned(palette.ceiling, turn),
        turned(palette.wood, turn / 3),
        turned(palette.accent, 1.4 * turn),
    )

"""What a room seen from its front and one seen from above know of it."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.light import lamps_on, shine_of
from milimo_runtime.backends.animatic.rooms.room import Room
from milimo_runtime.backends.animatic.rooms.site import Palette


class Indoors:
    """The part of a site that does not hang on where it is seen from; widths and heights in metres."""

    __slots__ = ()

    room: Room
    mood: Mood

    @property
    def name(self) -> str:
        return self.room.name

    @property
    def palette(self) -> Palette:
        return self.room.palette

    @property
    def width(self) -> float:
        return self.room.motif.shell.width

    @property
    def height(self) -> float:
        return self.room.motif.shell.height

    @property
    def lamps(self) -> bool:
        return lamps_on(self.room.motif, self.mood)

    @property
    def shine(self) -> Colour:
        return shine_of(self.room.motif, self.room.tint)

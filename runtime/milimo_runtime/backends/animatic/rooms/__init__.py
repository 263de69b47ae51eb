"""Rooms: what an interior is read from its words and drawn as, in perspective and from above.

`naming` chooses a motif, the tables of which stand in `motifs`; `room` sets its shell in the frame; `shell`,
`openings`,
`outside` and `furniture` draw it on a `site`, which is either a `perspective` or a `plan`; `near` is what stands close
to us, `light` what lamps and the hour make of it all.
"""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Canvas
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.rooms.light import lit
from milimo_runtime.backends.animatic.rooms.motifs import MOTIFS, PLAIN
from milimo_runtime.backends.animatic.rooms.near import draw_near
from milimo_runtime.backends.animatic.rooms.perspective import perspective_of
from milimo_runtime.backends.animatic.rooms.plan import draw_plan
from milimo_runtime.backends.animatic.rooms.room import Room, room_of
from milimo_runtime.backends.animatic.rooms.shell import draw_air, draw_shell

EXAMPLES: tuple[tuple[str, str, str], ...] = tuple((motif.name, *motif.example) for motif in (*MOTIFS, PLAIN))
"""Every kind of room: its name, a heading's place and a look."""


def draw_room(canvas: Canvas, room: Room, mood: Mood) -> None:
    """The shell, its windows and doors, and what stands at its walls."""
    site = perspective_of(canvas, room, mood)
    with canvas.moved(room.sunk):
        draw_shell(site)
        for piece in room.motif.back:
            piece(site)
        draw_air(site)


def draw_furniture(canvas: Canvas, room: Room, mood: Mood) -> None:
    """What stands between the walls and the people."""
    site = perspective_of(canvas, room, mood)
    with canvas.moved(room.sunk):
        for piece in room.motif.middle:
            piece(site)


__all__ = ["EXAMPLES", "Room", "draw_furniture", "draw_near", "draw_plan", "draw_room", "lit", "room_of"]

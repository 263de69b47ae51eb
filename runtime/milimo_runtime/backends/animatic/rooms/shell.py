"""The empty room: back wall, side walls, floor and ceiling, and the air in it."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Box, corners
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, under
from milimo_runtime.backends.animatic.rooms.ceilings import CEILINGS, OPEN
from milimo_runtime.backends.animatic.rooms.floors import FLOORS
from milimo_runtime.backends.animatic.rooms.perspective import Perspective
from milimo_runtime.backends.animatic.rooms.site import Wall, pane
from milimo_runtime.backends.animatic.rooms.walls import FINISHES, WALLS, wall_along, wall_tone


def draw_shell(site: Perspective) -> None:
    """Walls, floor and ceiling to the edges of every frame."""
    _planes(site)
    shell = site.room.motif.shell
    FLOORS[shell.floor](site)
    for wall in WALLS:
        FINISHES[shell.finish](site, wall)
    CEILINGS[shell.ceiling](site)
    _edges(site)


def _planes(site: Perspective) -> None:
    room, palette, canvas = site.room, site.palette, site.canvas
    wall = site.tone(palette.wall)
    back = corners(room.back)
    near = [room.nearer(point, room.reach) for point in back]
    canvas.rectangle(canvas.box.grown(0.1), darker(wall, 0.4))
    canvas.polygon([back[0], back[1], near[1], near[0]], site.tone(darker(palette.ceiling, 0.1)))
    sides: tuple[Wall, Wall] = ("left", "right") if room.side > 0 else ("right", "left")
    canvas.polygon([back[3], back[0], near[0], near[3]], darker(wall, WALLS[sides[0]]))
    canvas.polygon([back[1], back[2], near[2], near[1]], darker(wall, WALLS[sides[1]]))
    canvas.polygon([back[3], back[2], near[2], near[3]], site.tone(palette.floor))
    canvas.gradient(room.back, [(room.back.top, darker(wall, 0.1)), (room.back.bottom, lighter(wall, 0.06))])


def _edges(site: Perspective) -> None:
    """Skirting and coving, and the shadow where floor and wall meet."""
    if site.room.motif.shell.finish in ("rock", "canvas"):
        return
    high = site.height
    for wall in WALLS:
        along = wall_along(site, wall)
        site.shape(pane(site, wall, along, (0, 0.11)), wall_tone(site, wall, -0.42))
        site.shape(pane(site, wall, along, (0.11, 0.13)), wall_tone(site, wall, -0.2))
        if site.room.motif.shell.ceiling in OPEN:
            continue
        site.shape(pane(site, wall, along, (high - 0.09, high)), wall_tone(site, wall, 0.14))
        site.shape(pane(site, wall, along, (high - 0.12, high - 0.09)), wall_tone(site, wall, -0.22))
    half = site.width / 2
    for near in (0.12, 0.3, 0.55):
        site.veil([(-half, 0, 0), (half, 0, 0), (half, 0, near), (-half, 0, near)], (10, 10, 24), 0.1)


def draw_air(site: Perspective) -> None:
    """What the air does: corners fall off, the day comes from its window's side, lamps fill the dark."""
    canvas, mood, room = site.canvas, site.mood, site.room
    dark: Colour = (8, 9, 22) if mood.dark else (36, 30, 42)
    deep = 0.4 if mood.dark else 0.17
    for side in (-1, 1):
        canvas.veil(corners(Box(side * 1.25 - 0.34, -2.0, side * 1.25 + 0.34, 2.0)), dark, deep, 0.17)
    canvas.veil(corners(Box(-4, -1.4, 4, -0.5)), dark, deep, 0.12)
    x, y = room.vanish
    if site.lamps:
        canvas.glow((x, y - 0.14), 0.85, site.shine, 0.26 if mood.dark else 0.1)
        canvas.glow((x, y + 0.34), 0.7, site.shine, 0.15 if mood.dark else 0.05, 0.4)
    if not (mood.dark or room.motif.shell.shut):
        warm: Colour = (255, 240, 206) if mood.hour == "day" else (255, 178, 112)
        share = 0.2 if mood.weather == "clear" else 0.08
        canvas.glow((-room.side * 0.62, y - 0.16), 0.95, under(warm, (255, 255, 255)), share)

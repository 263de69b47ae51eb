"""A scene painted: its layers from the sky to what is nearest, each on demand for a box of the world.

A layer has a depth (1 at the figures) and may be enlarged: a close framing brings the place nearer and softens it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from milimo_runtime.backends.animatic.blur import softly
from milimo_runtime.backends.animatic.canvas import GRAIN, Box, Canvas, Point, corners, ring
from milimo_runtime.backends.animatic.colour import Colour, lighter, mix, under
from milimo_runtime.backends.animatic.figures.above import draw_from_above
from milimo_runtime.backends.animatic.figures.drawn import draw_figure
from milimo_runtime.backends.animatic.figures.stance import Stance
from milimo_runtime.backends.animatic.furnishing import draw_before, draw_seating
from milimo_runtime.backends.animatic.lands import Land, draw_above, draw_far, draw_land, draw_near, draw_sky
from milimo_runtime.backends.animatic.mood import Mood
from milimo_runtime.backends.animatic.props.parts import draw_feet, draw_fist, draw_floor, draw_hand, draw_hands
from milimo_runtime.backends.animatic.props.surfaces import draw_ledge, draw_side_table, draw_tabletop, draw_wall
from milimo_runtime.backends.animatic.props.table import draw_prop
from milimo_runtime.backends.animatic.rooms import Room, draw_furniture, draw_plan, draw_room
from milimo_runtime.backends.animatic.rooms import draw_near as draw_close
from milimo_runtime.backends.animatic.rooms.light import tinted
from milimo_runtime.backends.animatic.scene import Person, Scene, Seating, Thing
from milimo_runtime.backends.animatic.vehicles.cabin import draw_cabin, draw_pole
from milimo_runtime.backends.animatic.vehicles.cabin_plan import draw_cabin_plan
from milimo_runtime.backends.animatic.vehicles.car import draw_car
from milimo_runtime.backends.animatic.vehicles.front import draw_dashboard, draw_front
from milimo_runtime.media.decode import picture

_SOFT = 0.011
"""How far blur 1 spreads an edge, frame heights."""
_ENOUGH = (4096, 2304)
"""Pictures of places and things are read this large, at least, where they are larger."""
_STRIP = 12_000_000
"""A painting is made in strips of at most so many fine pixels (four bytes each)."""
_UNLIT = (14, 14, 22)
"""What is left of the light on people who stand wholly against it."""
_FARTHEST = 0.78
"""How much smaller a room is at the least than where a standing figure fills half of the frame."""
_LEVEL = ("far", "land")
"""The layers that lie on the ground."""
_CLEAR_ROOM, _CLEAR_LAND = 0.05, 0.3
"""A camera that goes so far aside, frame widths, has nothing close to it: a piece of a room is a wall in its way."""
_GROUND = 0.6
"""Feet lower than this are out of the picture, and so is their shadow."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: `paint` fills a canvas. `enlarged` about `about`; `blur` 0 to 1, and another when the focus is racked.

    `level`: it is ground, to the horizon, with what stands on it. What is blurred is drawn out upwards by `oval`.
    """

    name: str
    depth: float
    paint: Callable[[Canvas], None]
    enlarged: float = 1.0
    about: Point = (0.0, 0.0)
    blur: float = 0.0
    racked_blur: float = 0.0
    opaque: bool = False
    level: bool = False
    oval: float = 1.0


def layers_of(scene: Scene, files: Mapping[str, Path], aspect: float, racks: bool, strays: float = 0.0) -> list[Layer]:
    """The layers behind the people and before them, without the people; the one named `people` is empty.

    `racks`: the focus goes from the people to what is behind them, which starts out soft. `strays` is how far,
    in frame widths, the camera goes aside: where it would come upon what stands at the frame's edges, nothing does.
    """
    enlarged, about = _enlarged(scene), _about(scene)
    behind = max(scene.blur, 0.9) if racks else scene.blur
    layers = [
        Layer(name, depth, paint, enlarged, about, behind, 0.0, opaque, name in _LEVEL, scene.oval)
        for name, depth, paint, opaque in _place_layers(scene, files, aspect)
    ]
    layers += _under(scene)
    if scene.seats:
        layers.append(Layer("seats", 1.0, lambda canvas: _seats(canvas, scene, scene.seats, draw_seating)))
    layers.append(Layer("people", 1.0, lambda _: None, racked_blur=0.8))
    if scene.tables:
        layers.append(Layer("tables", 1.0, lambda canvas: _seats(canvas, scene, scene.tables, draw_before)))
    if strays < (_CLEAR_LAND if isinstance(scene.place, Land) else _CLEAR_ROOM):
        layers += _before(scene, aspect)
    return layers


def _seats(
    canvas: Canvas, scene: Scene, pieces: tuple[Seating, ...], draw: Callable[[Canvas, Seating, Colour], None]
) -> None:
    for piece in pieces:
        draw(canvas, piece, ambient(scene))


def _place_layers(
    scene: Scene, files: Mapping[str, Path], aspect: float
) -> list[tuple[str, float, Callable[[Canvas], None], bool]]:
    place, mood = scene.place, scene.mood
    if "place/0" in files:
        image = picture(files["place/0"], _ENOUGH).convert("RGB")
        return [("backdrop", 0.7, lambda canvas: _backdrop(canvas, image, aspect), True)]
    if scene.overhead:
        return [("ground", 0.85, lambda canvas: _from_above(canvas, place, mood), True)]
    if isinstance(place, Land):
        far = [("far", 0.35, lambda canvas: draw_far(canvas, place, mood), False)] if place.motif.far else []
        return [
            ("sky", 0.12, lambda canvas: draw_sky(canvas, place, mood), True),
            *far,
            ("land", 0.75, lambda canvas: draw_land(canvas, place, mood), False),
        ]
    if (car := scene.car) is not None:
        return [("room", 0.92, lambda canvas: draw_front(canvas, place, mood, car), True)]
    if place.vehicle == "car":
        return [("room", 0.72, lambda canvas: draw_car(canvas, place, mood, scene.driven), True)]
    if place.vehicle:
        return [("room", 0.72, lambda canvas: draw_cabin(canvas, place, mood), True)]
    return [
        ("room", 0.72, lambda canvas: draw_room(canvas, place, mood), True),
        ("furniture", 0.88, lambda canvas: draw_furniture(canvas, place, mood), False),
    ]


def _from_above(canvas: Canvas, place: Land | Room, mood: Mood) -> None:
    if isinstance(place, Land):
        draw_above(canvas, place, mood)
    elif place.vehicle:
        draw_cabin_plan(canvas, place, mood)
    else:
        draw_plan(canvas, place, mood)


def _before(scene: Scene, aspect: float) -> list[Layer]:
    place, mood = scene.place, scene.mood
    layers = []
    if isinstance(place, Land):
        if scene.closeness < 1.3 and not scene.overhead:
            layers.append(Layer("near", 1.55, lambda canvas: draw_near(canvas, place, mood), blur=0.35))
    elif scene.car is not None and not scene.car.near:
        car = scene.car
        layers.append(Layer("near", 1.02, lambda canvas: draw_dashboard(canvas, place, mood, car)))
    elif place.vehicle in ("bus", "tram", "metro") and scene.closeness < 1.3 and not scene.overhead:
        layers.append(Layer("near", 1.55, lambda canvas: draw_pole(canvas, place, mood, aspect), blur=0.4))
    elif place.vehicle is None and scene.closeness < 1.3 and not scene.overhead:
        layers.append(Layer("near", 1.55, lambda canvas: draw_close(canvas, place, mood, aspect), blur=0.5))
    return layers


def _enlarged(scene: Scene) -> float:
    # The widest framings stand far back from the place as from the figure: there is more of it, and all of it smaller.
    if scene.car is not None:
        return 1.0
    wide = scene.closeness < 0.5
    if isinstance(scene.place, Room):
        return min(2.1, max(_FARTHEST, 1 + (0.6 if wide else 0.3) * (scene.closeness - 0.5))) * scene.behind
    grown = min(2.1, 1 + (1.3 if wide else 0.3) * (scene.closeness - 0.5))
    return (1 + (grown - 1) * 0.6) * scene.behind


def _about(scene: Scene) -> Point:
    """Enlarging keeps the horizon; a close shot of one side looks at the other side of the room."""
    if scene.closeness < 1.3 or not scene.people or scene.overhead:
        return 0.0, scene.place.horizon if isinstance(scene.place, Land) and not scene.overhead else 0.0
    facing = scene.people[0].stance.facing
    return -0.3 * ((facing > 0) - (facing < 0)), -0.02


def _backdrop(canvas: Canvas, image: Image.Image, aspect: float) -> None:
    """A picture of the place over all that the camera sees of it: cropped to cover, a little darker and softer."""
    frame = Box(-aspect / 2, -0.5, aspect / 2, 0.5).join(canvas.box)
    scale = max(frame.width / image.width, frame.height / image.height)
    x, top = frame.middle[0], frame.top - (image.height * scale - frame.height) / 3
    across = image.width * scale / 2
    canvas.picture(image, Box(x - across, top, x + across, top + image.height * scale))
    canvas.veil(corners(canvas.box), (16, 18, 30), 0.16)


def _under(scene: Scene) -> list[Layer]:
    """What the objects of an insert or a cutaway lie or stand on; what hangs has nothing under it."""
    if any(thing.on == "wall" for thing in scene.things) and (scene.insert or not scene.people):
        return [Layer("wall", 0.95, lambda canvas: draw_wall(canvas, _wall(scene), ambient(scene)), opaque=True)]
    if scene.part is not None or any(thing.on == "tabletop" for thing in scene.things):
        return [Layer("table", 0.95, lambda canvas: _table(canvas, scene))]
    stood = next((thing for thing in scene.things if thing.on == "stand"), None)
    if stood is None:
        return []
    draw = draw_side_table if isinstance(scene.place, Room) else draw_ledge
    return [Layer("stand", 0.97, lambda canvas: draw(canvas, ambient(scene), stood.foot))]


def _wall(scene: Scene) -> Colour:
    """The wall of a place: that of a room, or of stone."""
    return scene.place.palette.wall if isinstance(scene.place, Room) else (150, 144, 134)


def _table(canvas: Canvas, scene: Scene) -> None:
    if scene.part is not None and scene.part.kind == "feet":
        place = scene.place
        floor = place.floor if isinstance(place, Room) else place.motif.earth[0]
        draw_floor(canvas, floor, ambient(scene))
    else:
        draw_tabletop(canvas, ambient(scene), _LOOKED_DOWN if scene.part else 0.13)
    if scene.part is not None:
        _PARTS[scene.part.kind](canvas, scene.part.look, ambient(scene))


_LOOKED_DOWN = -0.06
"""Where the far edge of a table is that hands lie on."""
_PARTS = {"hand": draw_hand, "hands": draw_hands, "fist": draw_fist, "feet": draw_feet}


def ambient(scene: Scene) -> Colour:
    """What the light makes of the colours of people and things."""
    light = scene.mood.light
    if isinstance(scene.place, Room):
        light = tinted(mix(light, (246, 216, 178), 0.5), scene.place.tint)
    return mix(light, _UNLIT, scene.back)


def rim(scene: Scene) -> Colour:
    """The light on the edge of people."""
    if isinstance(scene.place, Room) and scene.mood.dark:
        return (255, 196, 124)
    return lighter(scene.mood.sky[2], 0.35)


def draw_person(canvas: Canvas, scene: Scene, person: Person, stance: Stance) -> None:
    """A figure, held as `stance` says, and its shadow on the ground."""
    light = ambient(scene)
    if stance.above:
        draw_from_above(canvas, stance, person.look, light)
        return
    if stance.away and not person.label:
        light = under(light, (120, 118, 132))
    if stance.floor < _GROUND:
        shadow = _shadow(stance)
        canvas.veil(shadow, (6, 8, 20), 0.42, 0.008 * max(0.3, stance.height))
    draw_figure(canvas, stance, person.look, light, rim(scene), _key(scene, light))


def _shadow(stance: Stance) -> list[Point]:
    """What a figure keeps the light from on the ground under it."""
    size, y = stance.height, stance.floor - 0.004
    if stance.posture == "lie":
        ahead = 1 if stance.facing >= 0 else -1
        return ring((stance.x + ahead * 0.44 * size, y), 0.56 * size, 0.02 * size)
    return ring((stance.x + 0.04 * size, y), 0.2 * size, 0.018 * size)


def _key(scene: Scene, light: Colour) -> Colour:
    """The light on a face: at night the moon's or a lamp's, for a face is what a shot is of; none from behind."""
    if not scene.mood.dark or scene.back > 0:
        return light
    if isinstance(scene.place, Room):
        return mix(light, tinted((255, 226, 196), scene.place.tint), 0.72)
    return mix(light, (206, 220, 246), 0.72)


def draw_standee(canvas: Canvas, person: Person, cutout: Image.Image, mouth: int) -> None:
    """A cut-out picture of the figure in its place, as tall as the figure."""
    stance = person.stance
    content = cutout.crop(cutout.getbbox() or (0, 0, *cutout.size))
    half = stance.height * content.width / content.height / 2
    top = stance.top - 0.004 * mouth
    canvas.picture(content, Box(stance.x - half, top, stance.x + half, top + stance.height))


def has_holes(image: Image.Image) -> bool:
    """Whether a picture is a cut-out: part of it is (more than half) transparent."""
    return image.mode == "RGBA" and image.getchannel("A").histogram()[0:128] != [0] * 128


def draw_thing(canvas: Canvas, scene: Scene, thing: Thing, files: Mapping[str, Path]) -> None:
    """An object: its picture where there is one and it fills the frame, else its shape."""
    reference = next((files[role] for role in thing.references if role in files), None)
    if reference is not None and scene.insert:
        image = picture(reference, _ENOUGH)
        high = min(thing.height * 1.25, 0.72)
        wide = high * image.width / image.height
        box = Box(thing.x - wide / 2, thing.foot - high, thing.x + wide / 2, thing.foot)
        if image.mode != "RGBA":
            canvas.veil(corners(box.grown(0.012)), (0, 0, 0), 0.5, 0.02)
            canvas.rectangle(box.grown(0.012), (236, 230, 218))
        canvas.picture(image, box)
    else:
        draw_prop(canvas, thing.name, thing.look, thing.x, thing.foot, thing.height, ambient(scene))


def painted(layer: Layer, box: Box, density: float, focus: float = 0.0) -> Image.Image:
    """A layer over `box` (world units at its depth) as RGBA, ceil(box * density) pixels, blurred as it is to be."""
    part, fine = box.scaled(1 / layer.enlarged, layer.about), density * layer.enlarged
    image = in_strips(layer.paint, part, fine)
    return softened(image, softness(layer, density, focus), layer.oval)


def softness(layer: Layer, density: float, focus: float = 0.0) -> float:
    """The radius, in pixels, that a layer painted at `density` is blurred by; `focus` 1: racked to what is behind."""
    return (layer.blur + (layer.racked_blur - layer.blur) * focus) * _SOFT * density


def in_strips(paint: Callable[[Canvas], None], box: Box, density: float) -> Image.Image:
    """What `paint` makes of `box`, RGBA, strip by strip: a large painting is made in the memory of a small one."""
    wide, high = (max(2, math.ceil(side * density - 1e-6)) for side in (box.width, box.height))
    rows = max(64, _STRIP // (wide * GRAIN * GRAIN))
    whole = Image.new("RGBA", (wide, high))
    for first in range(0, high, rows):
        last = min(high, first + rows)
        canvas = Canvas(Box(box.left, box.top + first / density, box.right, box.top + last / density), density)
        paint(canvas)
        strip = canvas.finished()
        if strip.size == whole.size:
            return strip
        whole.paste(strip, (0, first))
    return whole


def softened(image: Image.Image, radius: float, oval: float = 1.0) -> Image.Image:
    """`image` blurred by `radius` pixels, and `oval` times as far upwards; transparent edges keep their colour.

    A wide blur is made on fewer pixels, which is as soft.
    """
    if radius < 0.3:
        return image
    pixels = np.asarray(image.convert("RGBa"))
    soft = softly(pixels, radius / math.sqrt(oval), radius * math.sqrt(oval))
    return Image.frombuffer("RGBa", image.size, np.ascontiguousarray(soft)).convert("RGBA")

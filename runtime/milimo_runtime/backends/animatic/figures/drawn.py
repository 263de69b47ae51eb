"""A figure painted, from what is farthest from us to what is nearest, and lit from one side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from milimo_runtime.backends.animatic.canvas import Canvas
from milimo_runtime.backends.animatic.colour import Colour
from milimo_runtime.backends.animatic.figures.baby import draw_baby
from milimo_runtime.backends.animatic.figures.clothes import draw_hips, draw_neck, draw_skirt, draw_trunk
from milimo_runtime.backends.animatic.figures.creatures import draw_alien_face, draw_beast, draw_robot_head, is_beast
from milimo_runtime.backends.animatic.figures.face import draw_face, draw_head
from milimo_runtime.backends.animatic.figures.hair import draw_hair_before, draw_hair_behind, draw_hair_from_behind
from milimo_runtime.backends.animatic.figures.hats import draw_hat
from milimo_runtime.backends.animatic.figures.limbs import draw_arm, draw_leg
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.figures.seats import draw_seat
from milimo_runtime.backends.animatic.figures.skeleton import Skeleton
from milimo_runtime.backends.animatic.figures.stance import TALL, Stance
from milimo_runtime.backends.animatic.looks import Look

FACE_FROM = 0.3
"""Figures smaller than this many frame heights have no face: it would be a few pixels."""
_CHIN = 0.14
"""How far down the chin of an adult is."""
_SUNK = 0.05
"""How much lower a larger head sits on its neck."""
_BEFORE = 0.012
"""An arm nearer than this is before the body."""


def draw_figure(
    canvas: Canvas, stance: Stance, look: Look, ambient: Colour, rim: Colour, key: Colour | None = None
) -> None:
    """Paint a figure; `ambient` multiplies its colours, `rim` is the light on its edge, `key` the one on its skin."""
    pen = Pen(canvas, stance, ambient, ambient if key is None or stance.away else key)
    if is_beast(look.kind):
        pen.mirrored, pen.shift = stance.facing < 0, (0.0, 0.0)
        draw_beast(pen, look)
    elif look.kind == "baby":
        draw_baby(pen, look)
    else:
        _draw_person(pen, look)
    _modelling(pen, rim)


def _draw_person(pen: Pen, look: Look) -> None:
    stance = pen.stance
    body = Skeleton(stance, look.female or look.age == "child")
    _at_body(pen)
    if not stance.away:
        draw_seat(pen, body)
        with _at_head(pen, body):
            draw_hair_behind(pen, look)
    arms, legs = (sorted(limbs, key=lambda limb: limb.near) for limbs in (body.arms, body.legs))
    for arm in arms:
        if arm.near <= _BEFORE:
            draw_arm(pen, arm, look, arm.near < -_BEFORE)
    for leg in legs:
        draw_leg(pen, leg, look, leg is legs[0] and leg.near < legs[1].near - 0.04)
    draw_neck(pen, body, look)
    draw_hips(pen, body, look)
    draw_skirt(pen, body, look)
    draw_trunk(pen, body, look)
    for arm in arms:
        if arm.near > _BEFORE:
            draw_arm(pen, arm, look, False)
    if stance.away:
        draw_seat(pen, body)
    with _at_head(pen, body):
        _draw_head(pen, look)


@contextmanager
def _at_head(pen: Pen, body: Skeleton) -> Iterator[None]:
    """Paint where the head is, which nods with speech; the younger, the larger it is beside the body."""
    stance = pen.stance
    nod = (0.006 if stance.height < FACE_FROM else 0.0022) * stance.mouth
    large, small, shift = stance.head, pen.scale, pen.shift
    # The chin stays where the body has it.
    crown = small * (body.head[1] - 0.07 + _CHIN) + shift[1] - _CHIN * large + _SUNK * (large - 1)
    pen.shift, pen.scale = (small * body.head[0], crown - nod), large
    pen.mirrored = pen.stance.facing < 0
    yield
    pen.shift, pen.scale, pen.mirrored = shift, small, False


def _at_body(pen: Pen) -> None:
    """Paint the body, which is as much smaller as the head is larger: together they are as tall as ever."""
    pen.scale = (1 - _CHIN * pen.stance.head) / (1 - _CHIN)
    # Someone who lies is drawn as one who stands, and turned.
    tall = TALL["stand"] if pen.stance.posture == "lie" else pen.stance.tall
    pen.shift = (0.0, (1 - pen.scale) * tall)


def _draw_head(pen: Pen, look: Look) -> None:
    stance = pen.stance
    with pen.on_skin():
        if look.kind == "robot":
            draw_robot_head(pen, look)
        else:
            draw_head(pen, look)
            if not stance.away and stance.height >= FACE_FROM:
                (draw_alien_face if look.kind == "alien" else draw_face)(pen, look)
    if stance.away:
        draw_hair_from_behind(pen, look)
    elif look.kind != "robot":
        draw_hair_before(pen, look)
    draw_hat(pen, look)


def _modelling(pen: Pen, rim: Colour) -> None:
    """The shadow side and the light on the other: what turns a cut-out into a body."""
    stance, size = pen.stance, pen.stance.height
    # The larger a figure, the rounder: its shadow grows slower than it does, and softer.
    deep, soft = 0.03 * min(size, 0.7 + 0.3 * size), 0.004 * size * min(3.0, max(1.0, size))
    pen.canvas.edge(stance.light * deep, (12, 14, 34), min(0.8, 0.3 * stance.shade), soft / max(0.4, stance.shade))
    if not (stance.away and size > 2):
        pen.canvas.edge(-stance.light * deep * 0.3, rim, min(0.8, 0.22 * stance.rim), soft / 2)

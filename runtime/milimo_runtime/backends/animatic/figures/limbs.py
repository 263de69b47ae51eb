"""Arms and legs: sleeves, hands, trousers, shoes, each a chain of bones that ends round."""

from __future__ import annotations

from milimo_runtime.backends.animatic.canvas import Point
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter
from milimo_runtime.backends.animatic.figures.pen import Pen, Round
from milimo_runtime.backends.animatic.figures.skeleton import Reach
from milimo_runtime.backends.animatic.looks import Look

FAR = 0.2
"""How much darker the limb on the far side is."""


def draw_leg(pen: Pen, reach: Reach, look: Look, far: bool) -> None:
    """A leg in its trouser, or bare under a skirt, and its shoe."""
    bare = look.garment == "dress"
    colour, shin = look.skin if bare else look.legs, look.skin if bare or look.shorts else look.legs
    shoe = look.shoes
    if far:
        colour, shin, shoe = darker(colour, FAR), darker(shin, FAR), darker(shoe, FAR)
    hip, knee, ankle = reach.points
    _shoe(pen, ankle, reach.tip, shoe)
    thick, joint, thin = (0.046, 0.034, 0.022) if bare else (0.054, 0.042, 0.032)
    if look.female:
        thick, joint = thick * 0.97, joint * 0.92
    with pen.on_skin(bare or look.shorts):
        slim = 0.72 if look.shorts else 1.0
        pen.hull([(*knee, joint * slim), (ankle[0], ankle[1] - 0.004, thin * slim)], shin)
    with pen.on_skin(bare):
        pen.hull([(*hip, thick), (*knee, joint)], colour)


def _shoe(pen: Pen, ankle: Point, toes: Point, colour: Colour) -> None:
    heel = (ankle[0] + 0.1 * (ankle[0] - toes[0]), ankle[1] + 0.011, 0.021)
    pen.hull([(*ankle, 0.018), heel, (*toes, 0.0145)], colour)


def draw_arm(pen: Pen, reach: Reach, look: Look, far: bool) -> None:
    """An arm in its sleeve and the hand; a hand in a pocket is not seen."""
    sleeve, skin = darker(look.cloth, 0.1 + (FAR - 0.06 if far else 0.0)), darker(look.skin, FAR if far else 0.0)
    if look.sleeves == "bare":
        sleeve = skin
    shoulder, elbow, wrist, palm = reach.points
    scale = 0.9 if look.female else 1.0
    top, joint, cuff = 0.038 * scale, 0.031 * scale, 0.025 * scale
    if look.sleeves == "bare":
        top, joint, cuff = 0.031 * scale, 0.024 * scale, 0.018 * scale
    if reach.near > 0.03 and not far:
        cast = -0.007 * pen.stance.light
        shadow = [(x + cast, y + 0.005, r) for (x, y), r in zip(reach.points, (top * 0.8, joint, cuff), strict=False)]
        pen.hull(shadow[:2], darker(look.cloth, 0.32))
        pen.hull(shadow[1:], darker(look.cloth, 0.32))
    # A hand that is raised is before its sleeve, one that hangs comes out of it.
    raised = palm[1] < elbow[1]
    if not reach.hidden and not raised:
        _hand(pen, wrist, palm, skin, scale)
    short, bare = look.sleeves == "short", look.sleeves == "bare"
    fore = skin if short else sleeve
    with pen.on_skin(short or bare):
        pen.hull([(*elbow, joint * 0.85 if short else joint), (*wrist, cuff)], fore)
    with pen.on_skin(bare):
        pen.hull([(*shoulder, top), (*elbow, joint)], sleeve)
    if raised:
        with pen.on_skin(short or bare):
            pen.hull([(*elbow, joint), (*wrist, cuff)], lighter(fore, 0.06))
        _hand(pen, wrist, palm, skin, scale)


def _hand(pen: Pen, wrist: Point, palm: Point, skin: Colour, scale: float) -> None:
    """A mitten: the back of the hand, the fingers beyond it, the thumb on the side of the face."""
    dx, dy = palm[0] - wrist[0], palm[1] - wrist[1]
    fingers = (palm[0] + 0.55 * dx, palm[1] + 0.55 * dy, 0.013 * scale)
    back: Round = (palm[0] - 0.15 * dx, palm[1] - 0.15 * dy, 0.0205 * scale)
    side = 1 if pen.stance.facing >= 0 else -1
    thumb = [
        (wrist[0] + 0.4 * dx, wrist[1] + 0.4 * dy, 0.009 * scale),
        (palm[0] + side * 0.016 * scale, palm[1] - 0.2 * dy, 0.007 * scale),
    ]
    with pen.on_skin():
        pen.hull([(*wrist, 0.0155 * scale), back, fingers], skin)
        pen.hull(thumb, darker(skin, 0.07))

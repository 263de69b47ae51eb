"""Reference pictures beside the drawing: small framed portraits at the foot of the frame, on the figure's side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.labels import LABEL
from milimo_runtime.backends.animatic.painting import has_holes
from milimo_runtime.backends.animatic.scene import Scene
from milimo_runtime.media.decode import cover, picture
from milimo_runtime.media.lettering import caption_left, caption_top, unit
from milimo_runtime.media.planes import planes_from_rgb
from milimo_runtime.media.stamps import Stamp
from milimo_runtime.media.type import fitted, text_block

_HIGH, _WIDE = 0.16, 0.128
"""Size of a portrait, frame heights."""
_FOOT, _MARGIN, _GAP = 0.955, 0.04, 0.022
_TALL, _UPPER = 1.25, 0.62
"""A picture more than so many times as high as wide is cropped, to this part of its height at the least."""
_MOST = 3
"""Portraits shown of one figure."""


def insets(scene: Scene, files: Mapping[str, Path], size: Size) -> tuple[Stamp, ...]:
    """The portraits of everyone in the scene who has opaque reference pictures among `files`, to lay over frames."""
    enough = (_even(_WIDE * size.height), _even(_HIGH * size.height))
    shown = [(person.name, person.stance.x, person.references) for person in scene.people]
    if not scene.insert:
        shown += [(thing.name, thing.x, thing.references) for thing in scene.things]
    stamps: list[Stamp] = []
    taken = {-1: 0, 1: 0}
    for name, x, references in shown:
        images = [picture(files[role], enough) for role in references if role in files]
        portraits = [image.convert("RGB") for image in images if not has_holes(image)][:_MOST]
        if portraits:
            side = -1 if x < 0 else 1
            stamps.append(_strip(name, portraits, side, taken[side], size))
            taken[side] += 1
    return tuple(stamps)


def _strip(name: str, portraits: list[Image.Image], side: int, row: int, size: Size) -> Stamp:
    """Portraits in a row above a name, as one picture at a side of the frame."""
    part = unit(size)
    high, wide = _even(_HIGH * part), _even(_WIDE * part)
    edge, gap = max(1, round(0.003 * part)), max(2, round(0.008 * part))
    type_size = max(8, round(LABEL * part * 0.86))
    line = round(type_size * 1.6)
    whole = Image.new("RGB", (_even(len(portraits) * (wide + gap) - gap), _even(high + line)), (14, 16, 24))
    mask = Image.new("L", whole.size, 0)
    for at, portrait in enumerate(portraits):
        left = at * (wide + gap)
        whole.paste((236, 232, 222), (left, 0, left + wide, high))
        inner = Size(width=_even(wide - 2 * edge), height=_even(high - 2 * edge))
        whole.paste(cover(_bust(portrait), inner), (left + edge, edge))
        ImageDraw.Draw(mask).rectangle((left, 0, left + wide - 1, high - 1), fill=255)
    words = text_block((fitted(name, type_size, "regular", whole.width - 8),), type_size)
    ImageDraw.Draw(mask).rectangle((0, high, whole.width, whole.height), fill=150)
    whole.paste((244, 242, 236), ((whole.width - words.width) // 2, high + (line - words.height) // 2), words)
    margin = _even(_MARGIN * part)
    left = margin if side < 0 else size.width - margin - whole.width
    beside = margin + whole.width <= caption_left(size)
    foot = round(_FOOT * size.height) if beside else caption_top(size) - round(_GAP * part)
    top = max(0, foot - whole.height - row * (whole.height + round(_GAP * part))) // 2 * 2
    y, u, v = (Image.fromarray(plane) for plane in planes_from_rgb(whole))
    return Stamp(left // 2 * 2, top, mask, mask.reduce(2), (y, u, v))


def _bust(portrait: Image.Image) -> Image.Image:
    """The upper part of a tall picture: of someone from head to foot a small frame shows no face."""
    tall = min(portrait.height, round(portrait.width * _TALL))
    return portrait.crop((0, 0, portrait.width, max(tall, round(portrait.height * _UPPER))))


def _even(number: float) -> int:
    return max(16, round(number / 2) * 2)

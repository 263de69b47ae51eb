"""Painted layers as the camera sees them: a `Sheet` is one layer on planes, `seen` lays sheets into a frame.

Everything stays on Y, U and V (chroma at half size). Sampling takes boxes of fractions of a pixel, so that a slow
move glides: whole pixels would make it tremble.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.media.planes import Planes, planes_from_rgb

_MARGIN = 8
"""Empty pixels kept around what is painted, for sampling."""
_SAMPLING = Image.Resampling.BICUBIC
# A turned plane takes 16 ms a frame of 1280x720 with bicubic weights and 6 ms so; turned paintings are finer instead.
_TURNING = Image.Resampling.BILINEAR


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layer: `box` is what it covers of the world at its depth; `alpha` (and its half) None where opaque."""

    box: Box
    depth: float
    y: Image.Image
    u: Image.Image
    v: Image.Image
    alpha: Image.Image | None
    alpha_half: Image.Image | None


def sheet_of(image: Image.Image, box: Box, depth: float) -> Sheet:
    """An RGB or RGBA painting of `box` as a sheet. Both sides of the image must be even."""
    if image.mode == "RGB":
        return Sheet(box, depth, *_images(planes_from_rgb(image)), None, None)
    alpha = image.getchannel("A")
    # What shows through soft edges is the layer's own mean colour, not the black of empty pixels.
    ground = Image.new("RGB", image.size, _mean_colour(image))
    ground.paste(image, mask=alpha)
    return Sheet(box, depth, *_images(planes_from_rgb(ground)), alpha, alpha.reduce(2))


def pieces_of(image: Image.Image, box: Box, depth: float) -> list[Sheet]:
    """An RGBA painting of `box` as sheets no larger than what is painted: one for each run of painted columns.

    Two people far apart are two small sheets, not one as wide as the frame: sampling is what a moving frame costs.
    """
    alpha = image.getchannel("A")
    painted = np.flatnonzero(np.asarray(alpha).any(axis=0))
    if len(painted) == 0:
        return []
    pixel = box.width / image.width
    sheets = []
    for run in np.split(painted, np.flatnonzero(np.diff(painted) > 4 * _MARGIN) + 1):
        left, right = max(0, int(run[0]) - _MARGIN), min(image.width, int(run[-1]) + 1 + _MARGIN)
        rows = np.flatnonzero(np.asarray(alpha.crop((left, 0, right, image.height))).any(axis=1))
        top, bottom = max(0, int(rows[0]) - _MARGIN), min(image.height, int(rows[-1]) + 1 + _MARGIN)
        left, top, right, bottom = left // 2 * 2, top // 2 * 2, (right + 1) // 2 * 2, (bottom + 1) // 2 * 2
        part = Box(box.left + left * pixel, box.top + top * pixel, box.left + right * pixel, box.top + bottom * pixel)
        sheets.append(sheet_of(image.crop((left, top, right, bottom)), part, depth))
    return sheets


def _images(planes: Planes) -> tuple[Image.Image, Image.Image, Image.Image]:
    y, u, v = (Image.fromarray(plane) for plane in planes)
    return y, u, v


def _mean_colour(image: Image.Image) -> tuple[int, int, int]:
    small = np.asarray(image.resize((16, 16), Image.Resampling.BOX), np.float64)
    weight = small[..., 3].sum()
    if weight == 0:
        return (0, 0, 0)
    red, green, blue = ((small[..., part] * small[..., 3]).sum() / weight for part in range(3))
    return round(red), round(green), round(blue)


def seen(sheets: Sequence[tuple[Sheet, Box]], roll: float, size: Size) -> Planes:
    """The frame: each sheet through its window (world units at its depth), the first one opaque, in order.

    `roll` turns the camera by degrees about the middle of the frame.
    """
    ground, window = sheets[0]
    y, u, v = (_sampled(plane, ground.box, window, roll, size, half) for plane, half in _planes(ground))
    for sheet, window in sheets[1:]:
        _lay(sheet, window, roll, size, (y, u, v))
    return Planes(np.asarray(y), np.asarray(u), np.asarray(v))


def _planes(sheet: Sheet) -> tuple[tuple[Image.Image, int], ...]:
    return (sheet.y, 1), (sheet.u, 2), (sheet.v, 2)


def _sampled(plane: Image.Image, box: Box, window: Box, roll: float, size: Size, part: int) -> Image.Image:
    """`plane`, which covers `box`, as the frame shows it through `window`; `part` is 2 for chroma."""
    across, down = plane.width / box.width, plane.height / box.height
    out = (size.width // part, size.height // part)
    left, top = (window.left - box.left) * across, (window.top - box.top) * down
    wide, high = window.width * across, window.height * down
    if roll:
        return plane.transform(out, Image.Transform.AFFINE, _turned(left, top, wide, high, out, roll), _TURNING)
    if _whole(left) and _whole(top) and abs(wide - out[0]) < 0.01 and abs(high - out[1]) < 0.01:
        corner = (round(left), round(top))
        return plane.crop((*corner, corner[0] + out[0], corner[1] + out[1]))
    cut = (
        max(0.0, left),
        max(0.0, top),
        min(float(plane.width), left + wide),
        min(float(plane.height), top + high),
    )
    return plane.resize(out, _SAMPLING, box=cut)


def _whole(number: float) -> bool:
    return abs(number - round(number)) < 0.01


def _turned(left: float, top: float, wide: float, high: float, out: tuple[int, int], roll: float) -> tuple[float, ...]:
    """The affine map from pixels of the frame to pixels of the plane for a camera turned by `roll` degrees."""
    cosine, sine = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    scale_x, scale_y = wide / out[0], high / out[1]
    middle_x, middle_y = left + wide / 2, top + high / 2
    a, b = cosine * scale_x, -sine * scale_x
    d, e = sine * scale_y, cosine * scale_y
    return (
        a, b, middle_x - a * out[0] / 2 - b * out[1] / 2,
        d, e, middle_y - d * out[0] / 2 - e * out[1] / 2,
    )  # fmt: skip


def _lay(
    sheet: Sheet, window: Box, roll: float, size: Size, frame: tuple[Image.Image, Image.Image, Image.Image]
) -> None:
    """Paste a sheet into the frame's planes: only the pixels it covers are sampled."""
    assert sheet.alpha is not None
    assert sheet.alpha_half is not None
    part = window if roll else _covered(sheet.box, window, size)
    if part is None:
        return
    pixel = window.height / size.height
    x0, y0 = round((part.left - window.left) / pixel), round((part.top - window.top) / pixel)
    cut = Size.model_construct(width=round(part.width / pixel), height=round(part.height / pixel))
    masks = (
        _sampled(sheet.alpha, sheet.box, part, roll, cut, 1),
        _sampled(sheet.alpha_half, sheet.box, part, roll, cut, 2),
    )
    for target, (plane, half) in zip(frame, _planes(sheet), strict=True):
        target.paste(_sampled(plane, sheet.box, part, roll, cut, half), (x0 // half, y0 // half), masks[half - 1])


def _covered(box: Box, window: Box, size: Size) -> Box | None:
    """The part of the frame, on even pixels and in world units, that lies wholly within the sheet."""
    pixel = window.height / size.height
    x0 = max(0, math.ceil((box.left - window.left) / pixel / 2) * 2)
    y0 = max(0, math.ceil((box.top - window.top) / pixel / 2) * 2)
    x1 = min(size.width, math.floor((box.right - window.left) / pixel / 2) * 2)
    y1 = min(size.height, math.floor((box.bottom - window.top) / pixel / 2) * 2)
    if x1 <= x0 or y1 <= y0:
        return None
    left, top = window.left + x0 * pixel, window.top + y0 * pixel
    return Box(left, top, left + (x1 - x0) * pixel, top + (y1 - y0) * pixel)


def reach_of(windows: Sequence[Box], rolls: bool) -> Box:
    """All that the windows show, turned ones included."""
    whole = windows[0]
    for window in windows[1:]:
        whole = whole.join(window)
    if not rolls:
        return whole
    spare = max(math.hypot(window.width, window.height) for window in windows) / 2
    for window in windows:
        x, y = window.middle
        whole = whole.join(Box(x - spare, y - spare, x + spare, y + spare))
    return whole

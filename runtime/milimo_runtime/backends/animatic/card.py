"""Words alone: a title card, and nothing at all."""

from __future__ import annotations

import numpy as np
from PIL import Image

from milimo_lang.ir.bodies import BlackBody, CardBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Job, Progress
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.planes import Planes, planes_from_rgb, solid
from milimo_runtime.media.type import ELLIPSIS, fitted, text_block, width_of, wrapped

_BLACK = (6, 6, 8)
_WHITE = (238, 236, 230)
_MEASURE = 0.72
"""The widest a line may be, frame widths."""
_MOST_LINES = 14


def make_card(job: Job, body: CardBody) -> None:
    """White words in the middle of black, held."""
    _held(job, body.size, body, card(body.text, body.size))


def make_black(job: Job, body: BlackBody) -> None:
    """Black, held."""
    _held(job, body.size, body, solid(body.size, (0, 0, 0)))


def _held(job: Job, size: Size, body: CardBody | BlackBody, planes: Planes) -> None:
    total = body.frames + body.handle
    with PictureWriter(job.outputs["picture"], size, body.rate, "mezzanine") as writer:
        for at in range(0, total, 48):
            writer.write(planes, min(48, total - at))
            job.report(Progress(min(total, at + 48) / total, "writing"))


def card(text: str, size: Size) -> Planes:
    """`text` set as large as it may be: short words large, long ones in balanced lines, a little above the middle."""
    lines, pixels = _set(text, size)
    mask = text_block(lines, pixels, "regular", "centre")
    image = Image.new("RGB", (size.width, size.height), _BLACK)
    # The optical middle of a frame lies above its geometric one.
    left, top = (size.width - mask.width) // 2, round((size.height - mask.height) * 0.485)
    image.paste(_WHITE, (left, top), mask)
    planes = planes_from_rgb(image)
    return Planes(*(np.ascontiguousarray(plane) for plane in planes))


def _set(text: str, size: Size) -> tuple[tuple[str, ...], int]:
    """The lines and the largest type size, between 7.2 % and 3 % of the height, at which they fit the measure."""
    measure = round(size.width * _MEASURE)
    largest, smallest = round(size.height * 0.072), max(8, round(size.height * 0.03))
    for pixels in range(largest, smallest, -1):
        lines = wrapped(text, min(40, max(4, round(measure / (0.5 * pixels)))), _MOST_LINES)
        whole = not any(line.endswith(ELLIPSIS) for line in lines) or text.rstrip().endswith(ELLIPSIS)
        if whole and len(lines) * pixels < size.height * 0.5 and _widest(lines, pixels) <= measure:
            return lines, pixels
    lines = wrapped(text, max(4, round(measure / (0.56 * smallest))), _MOST_LINES)
    return tuple(fitted(line, smallest, "regular", measure) for line in lines), smallest


def _widest(lines: tuple[str, ...], pixels: int) -> int:
    return max((width_of(line, pixels) for line in lines), default=0)

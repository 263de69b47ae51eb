"""Words alone: a title card, and nothing at all."""

from __future__ import annotations

import numpy as np
from PIL import Image

from milimo_lang.ir.bodies import BlackBody, CardBody
from milimo_lang.ir.lines import balanced
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Job, Progress
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.lettering import unit
from milimo_runtime.media.planes import Planes, planes_from_rgb, solid
from milimo_runtime.media.type import ELLIPSIS, fitted, line_height, parts_of, text_block, width_of

_BLACK = (6, 6, 8)
_WHITE = (238, 236, 230)
_MEASURE, _TALL, _COLUMNS = 0.74, 0.6, 44
"""The widest a line may be, frame widths; the tallest all may be, frame heights; and the most letters of a line."""
_LARGEST, _SMALLEST, _LEADING = 0.076, 0.034, 1.42
_AIR, _ALONE = 0.08, 0.18
_MIDDLE = 0.472
"""Where the middle of the words lies, frame heights: the optical middle is above the geometric one."""
_SAFE = 0.05


def make_card(job: Job, body: CardBody) -> None:
    """White words in the middle of black, held."""
    _held(job, body.size, body, card(body.text, body.size))


def make_black(job: Job, body: BlackBody) -> None:
    """Black, held."""
    _held(job, body.size, body, solid(body.size, (0, 0, 0)))


def _held(job: Job, size: Size, body: CardBody | BlackBody, planes: Planes) -> None:
    with PictureWriter(job.outputs["picture"], size, body.rate, "drawn mezzanine") as writer:
        writer.hold(planes, body.frames + body.handle)
        job.report(Progress(1.0, "written"))  # which may stop it, and then nothing is left


def card(text: str, size: Size) -> Planes:
    """`text` set as large as it may be: short words large, long ones in balanced lines, a little above the middle."""
    lines, pixels = _set(text, size)
    mask = text_block(lines, pixels, "regular", "centre", None, _LEADING, pixels * _tracking(lines))
    image = Image.new("RGB", (size.width, size.height), _BLACK)
    box = mask.getbbox() or (0, 0, mask.width, mask.height)
    left, top = (size.width - box[0] - box[2]) // 2, round(size.height * _MIDDLE - (box[1] + box[3]) / 2)
    image.paste(_WHITE, (left, top), mask)
    planes = planes_from_rgb(image)
    return Planes(*(np.ascontiguousarray(plane) for plane in planes))


def _set(text: str, size: Size) -> tuple[tuple[str, ...], int]:
    """The lines and the largest type size, between 7.6 % and 3.4 % of the frame, at which they fit the measure.

    What is too long even so ends in an ellipsis.
    """
    parts, measure, tall = parts_of(text), round(size.width * _MEASURE), size.height * _TALL
    largest, smallest = max(9, round(unit(size) * _LARGEST)), max(8, round(unit(size) * _SMALLEST))
    for pixels in range(largest, smallest - 1, -1):
        columns = min(_COLUMNS, max(4, round(measure / (0.5 * pixels))))
        lines = tuple(line for part in parts for line in balanced(part, columns))
        if line_height(pixels, _LEADING) * len(lines) <= tall and _widest(lines, pixels) <= measure:
            return lines, pixels
    lines = tuple(line for part in parts for line in balanced(part, max(4, round(measure / (0.56 * smallest)))))
    most = max(1, int(size.height * (1 - 2 * _SAFE)) // line_height(smallest, _LEADING))
    if len(lines) > most:
        lines = (*lines[: most - 1], lines[most - 1] + ELLIPSIS)
    return tuple(fitted(line, smallest, "regular", measure) for line in lines), smallest


def _widest(lines: tuple[str, ...], pixels: int) -> int:
    return max((width_of(line, pixels, "regular", pixels * _tracking(lines)) for line in lines), default=0)


def _tracking(lines: tuple[str, ...]) -> float:
    """Ems between capitals: they want air, and one word alone the most."""
    return _ALONE if len(lines) == 1 and len(lines[0].split()) == 1 else _AIR

"""Pieces of the film as they go into it: shots and transitions, cut from mezzanines by frame number and
encoded.

A piece is made of whole frames decoded from the start of its mezzanine, never by seeking in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from milimo_lang.ir.bodies import SegmentBody, TransitionBody
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed, Job, Progress
from milimo_runtime.media.burn import Burner
from milimo_runtime.media.decode import frames
from milimo_runtime.media.encode import PictureWriter, Purpose
from milimo_runtime.media.opening import READERS, moving, open_media, shown_frames
from milimo_runtime.media.planes import Plane, Planes, solid
from milimo_runtime.media.transitions import Blend, blend_of, dissolved, ground_of

_FLAT = 0.08
"""Bytes a pixel of a mezzanine (at its fixed quantiser) up to which its pictures are flat: drawn ones, moving or held,
take 0.004 to 0.05, those with the grain of a stock 0.12 to 0.25, filmed ones 0.4 (1280x720)."""


def make_segment(job: Job, body: SegmentBody) -> None:
    """Frames [first, first + frames) of the input `picture`, words and overlays over them."""
    burner = Burner(body.size, body.rate, body.texts, body.overlays, job.inputs)
    shown = exactly(job.inputs["picture"], body.first, body.frames, body.size)
    with PictureWriter(job.outputs["segment"], body.size, body.rate, _purpose(job.inputs["picture"])) as writer:
        for number, planes in enumerate(shown):
            writer.write(planes, coats=burner.coats(body.first + number))
            tell(job, number, body.frames, body.rate)


def make_transition(job: Job, body: TransitionBody) -> None:
    """The input `from` becoming the input `to`; a missing one is black (white where the style says so)."""
    blend = blend_of(body.style)
    burner = Burner(body.size, body.rate, body.texts, body.overlays, job.inputs)
    first = body.to_first if body.to_first is not None else body.from_first or 0
    sides = [job.inputs[side] for side in ("from", "to") if side in job.inputs]
    with PictureWriter(job.outputs["segment"], body.size, body.rate, _purpose(*sides)) as writer:
        for number, planes in enumerate(_blended(job.inputs, body, blend)):
            writer.write(planes, coats=burner.coats(first + number))
            tell(job, number, body.frames, body.rate)


def _purpose(*mezzanines: Path) -> Purpose:
    """Drawn where every one of the pictures is flat."""
    return "drawn segment" if all(map(_flat, mezzanines)) else "segment"


def _flat(path: Path) -> bool:
    """By the bytes a pixel of all that is shown: a held picture counts for every frame."""
    with open_media(path) as container:
        stream = moving(container)
        pixels = stream.width * stream.height * shown_frames(stream) if stream is not None else 0
    return path.stat().st_size < _FLAT * max(1, pixels)


def _blended(inputs: Mapping[str, Path], body: TransitionBody, blend: Blend) -> Iterator[Planes]:
    """Between two pictures no frame shows one of them alone; a fade begins or ends on its ground."""
    outgoing = _side(inputs.get("from"), body.from_first, body)
    incoming = _side(inputs.get("to"), body.to_first, body)
    if "from" not in inputs and "to" not in inputs:
        raise Failed(f"the {body.style} has no picture on either side", "Put a shot beside it.")
    for number, (a, b) in enumerate(zip(outgoing, incoming, strict=True)):
        if "from" not in inputs:
            yield _one_sided(body.style, blend)(a, b, number / body.frames)
        elif "to" not in inputs:
            yield _one_sided(body.style, blend)(a, b, (number + 1) / body.frames)
        else:
            yield blend(a, b, (number + 1) / (body.frames + 1))


def _one_sided(style: str, blend: Blend) -> Blend:
    """A fade between a picture and its ground takes the whole length for the way, not half of it."""
    return dissolved if style.startswith(("fade-", "dip-")) else blend


def _side(path: Path | None, first: int | None, body: TransitionBody) -> Iterator[Planes]:
    if path is None:
        ground = solid(body.size, ground_of(body.style))
        return iter([ground] * body.frames)
    return exactly(path, first or 0, body.frames, body.size)


def exactly(path: Path, first: int, count: int, size: Size) -> Iterator[Planes]:
    """Frames [first, first + count) of the mezzanine at `path` at `size`; raises `Failed` if it has fewer."""
    number = 0
    for planes in frames(path, first, count, 1 if _flat(path) else READERS):
        yield conformed(planes, size)
        number += 1
    if number < count:
        raise Failed(f"a shot's picture ends {count - number} frames too early", "Build again with --force.")


def conformed(planes: Planes, size: Size) -> Planes:
    """`planes` filling `size`: scaled, and cropped evenly where the shape differs."""
    if planes.y.shape == (size.height, size.width):
        return planes
    height, width = planes.y.shape
    scale = min(Fraction(width, size.width), Fraction(height, size.height))
    wide, high = float(size.width * scale), float(size.height * scale)
    left, top = (width - wide) / 2, (height - high) / 2
    return boxed(planes, size, (left, top, left + wide, top + high))


def boxed(planes: Planes, size: Size, box: tuple[float, float, float, float]) -> Planes:
    """What `box` (left, top, right, bottom in luma pixels, fractions too) holds of `planes`, at `size`."""
    width, height = planes.size.width, planes.size.height
    left, top, right, bottom = box
    inside = (max(0.0, left), max(0.0, top), min(float(width), right), min(float(height), bottom))
    half = tuple(edge / 2 for edge in inside)
    small = (size.width // 2, size.height // 2)
    return Planes(
        _scaled(planes.y, (size.width, size.height), inside),
        _scaled(planes.u, small, half),
        _scaled(planes.v, small, half),
    )


def _scaled(plane: Plane, size: tuple[int, int], box: tuple[float, ...]) -> Plane:
    left, top, right, bottom = box
    image = Image.fromarray(plane)
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC, box=(left, top, right, bottom)))


def tell(job: Job, number: int, count: int, rate: Fraction, doing: str = "") -> None:
    """Report progress, and hear whether to stop, four times a second of film."""
    if number % max(1, int(rate / 4)) == 0:
        job.report(Progress(number / count, doing))

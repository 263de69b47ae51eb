"""Decoded frames as planes and pictures: upright, BT.709, eight bits. What opens the files is `opening.py`."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Literal

import numpy as np
from av.video.frame import VideoFrame
from PIL import ExifTags, Image, ImageOps

from milimo_lang.ir.values import Size
from milimo_runtime.backend import Failed
from milimo_runtime.media.encode import BT709, LIMITED, lines_of
from milimo_runtime.media.opening import held, opened, refuse_large, turns_of
from milimo_runtime.media.planes import Planes, planes_from_rgb

PICTURES = ("PNG", "JPEG", "WEBP")
_BT601, _FULL, _PQ = 5, 2, 16
_HEADROOM = 0.055
"""Of a portrait's height, what is cropped above it at the most."""

# ---------------------------------------------------------------- moving pictures


def frames(path: Path, first: int = 0, count: int | None = None, threads: int = 1) -> Iterator[Planes]:
    """Frames [first, first + count) of the mezzanine or segment at `path` (to the end for None), upright, BT.709.

    A held picture is decoded once and yielded as often as it is shown. More `threads` decode filmed ones sooner, to the
    same. Yields fewer when the video ends before; raises `Failed` when it is no video or is damaged.
    """
    number, last = 0, None if count is None else first + count
    for frame, shown in held(path, threads):
        if last is not None and number >= last:
            return
        end = number + shown if last is None else min(number + shown, last)
        if end > first:
            yield from repeat(planes_of(frame, path.name), end - max(number, first))
        number += shown


def planes_of(frame: VideoFrame, name: str = "the video") -> Planes:
    """A decoded frame as planes: BT.709, limited range, even sides, turned upright, on black where it is transparent.

    A frame that does not name its matrix is BT.601 under 720 lines and BT.709 from there on, as players
    have it.
    """
    if frame.color_trc == _PQ:
        raise Failed(f"{name} is high dynamic range (PQ), which has no BT.709 equivalent", "Grade it to BT.709.")
    turned = turns_of(frame)
    if any(component.is_alpha for component in frame.format.components):
        planes = _on_black(frame)
    else:
        planes = _opaque(frame)
    return Planes(*(np.rot90(plane, turned) for plane in planes))


def _opaque(frame: VideoFrame) -> Planes:
    width, height = frame.width // 2 * 2, frame.height // 2 * 2
    if not _is_plain(frame) or (width, height) != (frame.width, frame.height):
        frame = _reformatted(frame, width, height, "yuv420p")
    shapes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
    return Planes(*(lines_of(p)[:rows, :columns] for p, (rows, columns) in zip(frame.planes, shapes, strict=True)))


def _on_black(frame: VideoFrame) -> Planes:
    """The colours of a frame with (straight) alpha, as dark as they are transparent."""
    shown = _reformatted(frame, frame.width // 2 * 2, frame.height // 2 * 2, "rgba").to_ndarray().astype(np.uint16)
    return planes_from_rgb(((shown[..., :3] * shown[..., 3:] + 127) // 255).astype(np.uint8))


def _is_plain(frame: VideoFrame) -> bool:
    matrix = frame.colorspace if frame.colorspace in (BT709, _BT601, 6) else _guessed_matrix(frame)
    return frame.format.name == "yuv420p" and matrix == BT709 and frame.color_range != _FULL


def _guessed_matrix(frame: VideoFrame) -> int:
    return BT709 if frame.height >= 720 else _BT601


def _reformatted(frame: VideoFrame, width: int, height: int, layout: Literal["yuv420p", "rgba"]) -> VideoFrame:
    named = frame.colorspace in (BT709, _BT601, 6, 7, 9)
    is_rgb = frame.format.is_rgb
    full = is_rgb or frame.color_range == _FULL or frame.format.name.startswith("yuvj")
    return frame.reformat(
        width=width,
        height=height,
        format=layout,
        src_colorspace=BT709 if is_rgb else frame.colorspace if named else _guessed_matrix(frame),
        dst_colorspace=BT709,
        src_color_range=_FULL if full else LIMITED,
        dst_color_range=LIMITED if layout == "yuv420p" else _FULL,
        interpolation="BICUBIC",
        threads=1,
    )


# ---------------------------------------------------------------- still pictures


def picture(path: Path, at_least: tuple[int, int] | None = None) -> Image.Image:
    """The PNG, JPEG or WebP at `path`, upright, as RGB (RGBA where it is transparent), 8 bits a channel.

    A picture more than twice as wide and high as `at_least` is halved until it is not: say how much of it will be
    seen, and a photograph from a large sensor takes no more memory than the frame needs.

    Raises `Failed` when it cannot be read, is no such picture, is damaged or has more than `MOST_PIXELS`.
    """
    with opened(path) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(file, formats=PICTURES)
        except Image.DecompressionBombError as error:
            raise Failed(f"{path.name} has too many pixels", "Make it smaller.") from error
        except (OSError, ValueError, SyntaxError) as error:
            raise Failed(f"{path.name} is no picture milimo can read", "Use PNG, JPEG or WebP.") from error
        refuse_large(path.name, *image.size)
        try:
            return _upright(image, at_least)
        except (OSError, ValueError, SyntaxError) as error:
            raise Failed(f"{path.name} is damaged or cut short", "Replace the file by a whole one.") from error


def _upright(image: Image.Image, at_least: tuple[int, int] | None) -> Image.Image:
    """`image` decoded no larger than it must be."""
    if at_least is not None:
        lying = image.getexif().get(ExifTags.Base.Orientation, 1) >= 5
        wide, high = at_least[::-1] if lying else at_least
        image.draft(image.mode, (wide, high))  # JPEG alone: its decoder halves as it goes.
        times = min(image.width // wide, image.height // high)
        if times >= 2:
            image = _eight_bit(image).reduce(1 << times.bit_length() - 1)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    image = _eight_bit(image)
    image = image if image.mode == mode else image.convert(mode)
    ImageOps.exif_transpose(image, in_place=True)
    return image


def _eight_bit(image: Image.Image) -> Image.Image:
    """`image`, its 16-bit greys as 8-bit ones, its palette as colours: Pillow cuts off what is over 255."""
    if image.mode.startswith("I"):
        return Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
    return image.convert("RGBA" if image.has_transparency_data else "RGB") if image.mode in ("1", "P", "PA") else image


def on_black(image: Image.Image) -> Image.Image:
    """`image` as RGB; what is transparent lets black through, whatever colour hides under it."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def cover(image: Image.Image, size: Size) -> Image.Image:
    """`image` filling `size`, the rest cropped: evenly at the sides, and little of it above (`above`)."""
    kept = min(1.0, image.width * size.height / (size.width * image.height))
    favour = above(kept) / (1 - kept) if kept < 1 else 0.5
    return ImageOps.fit(image, (size.width, size.height), Image.Resampling.LANCZOS, centering=(0.5, favour))


def above(kept: float) -> float:
    """What is cropped above a picture of whose height the part `kept` is seen, in heights of the picture.

    A third of what is too much, and no more than the room photographers leave over a head.
    """
    return min((1 - kept) / 3, _HEADROOM)

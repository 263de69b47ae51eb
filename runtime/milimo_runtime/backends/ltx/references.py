"""reference.encode: what a chunk follows besides its words: references and control films, as latents.

A reference or control film is more tokens beside the chunk's own, which a LoRA trained for it reads ("in context").
Edges are found here; poses and depth come as films.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open

from milimo_lang.ir.bodies import Guide, ReferenceBody
from milimo_lang.ir.values import Crop, Size
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.conditions import Pixels, encode
from milimo_runtime.backends.ltx.files import Followed
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.media.crops import laid, still
from milimo_runtime.media.decode import on_black, picture, planes_of
from milimo_runtime.media.opencv import cv2
from milimo_runtime.media.planes import rgb_from_planes
from milimo_runtime.media.playing import playing
from milimo_runtime.media.probe import probe
from milimo_runtime.media.segments import conformed

SMALLEST = 64
"""Pixels of the shorter side below which a model sees nothing in a picture."""
_USEFUL = "use one of at least 256 pixels on the shorter side"

EDGES = (100, 200)
"""The thresholds of Canny's detector that the published control LoRA's films were made with."""

Tell = Callable[[float], None]
"""Told how much of the work is done, of 1.0; may raise."""


def followed(model: Model, body: ReferenceBody, inputs: Mapping[str, Path], tell: Tell) -> tuple[Followed, ...]:
    """Every guide of `body` that is to be followed at all, in its order, at the size its LoRA was trained with."""
    size = reference_size(model, body.size, [inputs[role] for role in body.trained])
    guides = [guide for guide in body.guides if guide.strength]
    found = []
    for number, guide in enumerate(guides):
        tell(number / len(guides))
        pixels = shown(body, guide, inputs[guide.role])
        found.append(Followed(encode(model, _reduced(pixels, size)), guide.strength))
    return tuple(found)


def reference_size(model: Model, size: Size, loras: Sequence[Path]) -> Size:
    """`size` divided by what the LoRAs name as their references' factor, on the grid of latents.

    A LoRA trained with smaller references says so in its file (`reference_downscale_factor`); the tokens are laid over
    the whole picture all the same. Raises `Failed` where two LoRAs name different factors.
    """
    factors = {path.name: factor for path in loras if (factor := downscale_factor(path)) != 1}
    if len(set(factors.values())) > 1:
        told = " and ".join(f"{name} 1/{factor}" for name, factor in factors.items())
        raise Failed(f"the LoRAs want references of different sizes: {told}", "use one of them in a shot")
    factor = next(iter(factors.values()), 1)
    ratio = int(model.component("vae").spatial_compression_ratio)
    return Size(width=_on_grid(size.width, factor, ratio), height=_on_grid(size.height, factor, ratio))


def downscale_factor(lora: Path) -> int:
    """How many times smaller than the picture the references were that the LoRA in the file was trained with.

    Raises `Failed` where it wants them slower than the picture, which the library cannot lay out.
    """
    try:
        with safe_open(lora, "pt") as file:
            told = file.metadata() or {}
    except (SafetensorError, OSError) as error:
        raise Failed(f"{lora.name} is no LoRA milimo can read: {error}", "use a whole file in safetensors") from None
    smaller, slower = (told.get(f"reference_{name}_factor", "1") for name in ("downscale", "temporal_scale"))
    if slower != "1":
        raise Failed(f"{lora.name} wants references at 1/{slower} of the frame rate", "use another LoRA")
    if not smaller.isdecimal() or int(smaller) < 1:
        raise Failed(f"{lora.name} says that its references are 1/{smaller} of the picture", "use another LoRA")
    return int(smaller)


def shown(body: ReferenceBody, guide: Guide, path: Path) -> Pixels:
    """The frames of one guide at the size of the pass [F, h, w, 3]: F is 1 or 8k + 1, for control exactly `frames`."""
    media = probe(path)
    if media.pixels is None:
        raise Failed(f"{path.name} has no picture", "Name a picture or a video file.")
    if min(media.pixels) < SMALLEST:
        raise Failed(f"{path.name} is only {media.pixels[0]}x{media.pixels[1]} pixels", _USEFUL)
    crop = body.crop if guide.kind != "reference" else None
    if media.kind == "image":
        drawn = _drawn(_still(path, crop, body.size), guide)
        return drawn[None] if guide.kind == "reference" else np.broadcast_to(drawn, (body.frames, *drawn.shape))
    length = (media.seconds or Fraction(0)) * body.rate
    count = _whole(length, body.frames) if guide.kind == "reference" else body.frames
    moments = (guide.start + number / body.rate for number in range(count))
    return np.stack([*_film(path, moments, guide, crop, body.size)])


def edges(frame: Pixels) -> Pixels:
    """White edges on black [h, w, 3], as Canny finds them."""
    found = cv2.Canny(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), *EDGES)
    return np.repeat(found[..., None], 3, axis=2)


def _still(path: Path, crop: Crop | None, size: Size) -> Pixels:
    wanted = crop.shown if crop else size
    return still(on_black(picture(path, (wanted.width, wanted.height))), crop, size)


def _film(path: Path, moments: Iterator[Fraction], guide: Guide, crop: Crop | None, size: Size) -> Iterator[Pixels]:
    last: tuple[object, Pixels] | None = None
    for frame in playing(path, moments):
        if last is None or last[0] is not frame:
            rgb = rgb_from_planes(conformed(planes_of(frame, path.name), crop.shown if crop else size))
            last = (frame, _drawn(laid(rgb, crop, size), guide))
        yield last[1]


def _drawn(frame: Pixels, guide: Guide) -> Pixels:
    return edges(frame) if guide.kind == "canny" else frame


def _whole(frames: Fraction, most: int) -> int:
    """The largest 8k + 1 of `frames`, `most` of them at the most."""
    return (max(1, min(math.floor(frames), most)) - 1) // 8 * 8 + 1


def _on_grid(pixels: int, factor: int, ratio: int) -> int:
    return max(1, round(pixels / factor / ratio)) * ratio


def _reduced(pixels: Pixels, size: Size) -> Pixels:
    if pixels.shape[1:3] == (size.height, size.width):
        return pixels
    smaller = [cv2.resize(frame, (size.width, size.height), interpolation=cv2.INTER_AREA) for frame in pixels]
    return np.stack(smaller)

"""At what size a model works for a film: a picture on its grid, of whose middle the film is cut, stage by stage."""

from __future__ import annotations

import math
from fractions import Fraction

from milimo_lang.ir.screenplay import ModelProfile, Settings
from milimo_lang.ir.values import Crop, Size, half_up

_LEAST = 16
"""Pixels on the shorter side of what is shown, however flat the film is."""


def crop_of(size: Size, profile: ModelProfile) -> Crop:
    """What the last stage makes for a film of `size`, and what of it is shown: no more than the model's largest."""
    multiple = math.lcm(profile.multiple, 2 * profile.stages)
    shown = _within(size, profile.largest, multiple) if profile.largest else size
    return Crop(whole=generated_size(shown, multiple), shown=shown)


def stage_sizes(settings: Settings, profile: ModelProfile) -> tuple[Size, ...]:
    """What each stage works at: of two the first at half of the width and height. A preview is the first alone."""
    whole = crop_of(settings.size, profile).whole
    if profile.stages == 1:
        return (whole,)
    half = Size(width=whole.width // 2, height=whole.height // 2)
    return (half,) if settings.quality == "preview" else (half, whole)


def generated_size(size: Size, multiple: int) -> Size:
    """The smallest size on the model's grid that holds `size`; the join crops what is over."""
    return Size(width=-(-size.width // multiple) * multiple, height=-(-size.height // multiple) * multiple)


def _within(size: Size, largest: Size, multiple: int) -> Size:
    """`size`, or as much smaller as it must be; `largest` may lie either way."""
    longer, shorter = sorted(max(side // multiple, 1) * multiple for side in (largest.width, largest.height))[::-1]
    wide = size.width >= size.height
    width, height = (longer, shorter) if wide else (shorter, longer)
    scale = min(Fraction(width, size.width), Fraction(height, size.height))
    if scale >= 1:
        return size
    return Size(width=_even(size.width * scale, width), height=_even(size.height * scale, height))


def _even(pixels: Fraction, most: int) -> int:
    return max(_LEAST, min(2 * half_up(pixels / 2), most))

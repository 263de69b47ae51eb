"""Measures of a film: how near it is to another, whether a seam shows, and which colours and places are in it.

A film is [frames, height, width, 3] of float32 from 0 to 1.
"""

from __future__ import annotations

import colorsys

import numpy as np
import numpy.typing as npt

from milimo_small.words import COLORS, PLACES

Film = npt.NDArray[np.float32]

_STANDS_OUT = 0.18
"""How far from its row's middle colour a pixel is that belongs to an object; a row of sky or ground has one colour."""


def psnr(one: Film, other: Film) -> float:
    """In dB."""
    return float(-10 * np.log10(np.mean((one - other) ** 2) + 1e-9))


def changes(film: Film) -> npt.NDArray[np.float32]:
    """[frames - 1] mean absolute difference from each frame to the next, in levels of 255."""
    found: npt.NDArray[np.float32] = np.abs(np.diff(film, axis=0)).mean((1, 2, 3)) * 255
    return found


def seam(film: Film, at: int, around: int = 6) -> tuple[float, float]:
    """The change from frame `at - 1` to frame `at`, and the mean one within `around` frames on either side of it."""
    found = changes(film)
    within = np.concatenate([found[max(0, at - 1 - around) : at - 1], found[at : at + around]])
    return float(found[at - 1]), float(within.mean())


def color_of(film: Film) -> str | None:
    """The word for the colour of what stands out of sky and ground; None where nothing does."""
    rows = np.median(film, axis=2, keepdims=True)
    apart = np.abs(film - rows).max(-1)
    there = apart > _STANDS_OUT
    if there.mean() < 0.002:
        return None
    weights = np.where(there, apart, 0)[..., None]
    return nearest_color((film * weights).sum((0, 1, 2)) / weights.sum())


def nearest_color(rgb: npt.NDArray[np.float32]) -> str:
    """By hue; white and black by how little of it there is."""
    hue, saturation, value = colorsys.rgb_to_hsv(*map(float, rgb))
    if value < 0.25:
        return "black"
    if saturation < 0.3:
        return "white"
    hues = {name: colorsys.rgb_to_hsv(*paint)[0] for name, paint in COLORS.items() if name not in ("white", "black")}
    return min(hues, key=lambda name: min(abs(hues[name] - hue), 1 - abs(hues[name] - hue)))


def place_of(film: Film) -> str:
    """The place whose sky, horizon and ground the film's are nearest to."""
    seen = bands(film)
    return min(PLACES, key=lambda place: float(np.abs(bands_of(place) - seen).mean()))


def bands(film: Film) -> npt.NDArray[np.float32]:
    """[2, 3] the middle colours of the film's uppermost and lowest tenth."""
    edge = max(1, film.shape[1] // 10)
    return np.stack([np.median(part, axis=(0, 1, 2)) for part in (film[:, :edge], film[:, -edge:])])


def bands_of(place: str) -> npt.NDArray[np.float32]:
    """The same as the place is drawn: the ground is darker towards the bottom."""
    top, low, ground = (np.array(color, np.float32) for color in PLACES[place])
    return np.stack([top * 0.92 + low * 0.08, ground * 0.76])

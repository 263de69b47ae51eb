"""The table of what the small model does: `python -m tests.small.measure [keyframes] [handoff] [words] [drift]`.

Keyframes and handoff start from clips drawn of its world, so that what should come out is known; words are asked for
and looked for in what comes out. Measured at 112x64 in 8 steps: about four minutes of one core. `CLIPS` and `SEEDS`
in the environment are how many clips and seeds each is measured on.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

from milimo_lang.ir.values import Size
from milimo_small import words
from tests.small.measures import Film, color_of, place_of, psnr, seam
from tests.small.studio import MODES, Ask, Chunk, Drawn, Key, Studio, drawn, handed

CHAIN = 8
"""Chunks of a chain, after the clip it goes on from."""
SIZE = Size(width=112, height=64)
FIRST, NEXT, LATENTS, AFTER = 33, 49, 4, 24
"""Frames of the chunk that hands over and of the next, latents handed over, and new frames that are looked at."""

Row = Sequence[float]


class Continued(NamedTuple):
    """A chunk of `FIRST` frames, and the one after it, whose first `overlap` frames mean the last of the other."""

    before: Film
    after: Film
    overlap: int

    def joined(self, early: int = 0) -> Film:
        """Both, the second seen `early` frames before the first ends."""
        return np.concatenate([self.before[: FIRST - early], self.after[self.overlap - early : self.overlap + AFTER]])

    def seam(self, early: int = 0) -> float:
        """How many times as much changes at the seam as does from other frames near it to the next."""
        across, within = seam(self.joined(early), FIRST - early)
        return across / within


def met(studio: Studio, clip: Drawn, frames: Sequence[int], seed: int = 1) -> Film:
    """A chunk as long as the clip, after its sentence and given its `frames`."""
    keys = [Key(frame, clip.film[frame]) for frame in frames]
    return studio.film(Ask(clip.sentence, len(clip.film), seed), keys).film


def continued(studio: Studio, clip: Drawn, before: Chunk, mode: str, seed: int = 1) -> Continued:
    """`before`, the first frames of the clip, and the chunk that goes on from it."""
    handoff, overlap = handed(mode, before.frames, LATENTS)
    after = studio.film(Ask(clip.sentence, NEXT, seed), handoff=handoff, of=before).film
    return Continued(before.film, after, overlap)


def asked(color: str, place: str) -> str:
    return f"a large {color} ball stands still {place}, the camera is static"


def keyframes(studio: Studio, clips: int) -> Iterator[str]:
    yield "| given | at frame 0 | 8 | 16 | 24 | 32 |"
    yield "|---|---|---|---|---|---|"
    found: dict[str, list[Row]] = {}
    for seed in range(clips):
        clip = drawn(seed, FIRST, SIZE)
        coded = studio.encoded(clip.film).film
        found.setdefault("all of them: the VAE alone", []).append(_psnrs(coded, clip))
        for told, given in (("nothing", ()), ("0", (0,)), ("0, 32", (0, 32)), ("0, 16, 32", (0, 16, 32))):
            found.setdefault(told, []).append(_psnrs(met(studio, clip, given), clip))
    for told, rows in found.items():
        yield f"| {told} | {_cells(rows)} |"


def handoff(studio: Studio, clips: int) -> Iterator[str]:
    yield "| handoff | overlap alike | seam at its end | seam in its middle | first new frame | 24 new frames |"
    yield "|---|---|---|---|---|---|"
    found: dict[str, list[Row]] = {}
    for seed in range(clips):
        clip = drawn(seed, FIRST + AFTER, SIZE)
        before = studio.encoded(clip.film[:FIRST])
        for mode in MODES:
            row = _row(continued(studio, clip, before, mode), clip)
            sys.stderr.write(f"{clip.sentence}: {mode} {_cells([row])}\n")
            found.setdefault(mode, []).append(row)
    for mode, rows in found.items():
        yield f"| {mode} | {_cells(rows)} |"


def obeyed(studio: Studio, seeds: int) -> Iterator[str]:
    places = list(words.PLACES)
    asking = [
        (color, places[(number + seed) % len(places)], seed)
        for seed, (number, color) in product(range(seeds), enumerate(words.COLORS))
    ]
    seen = []
    for color, place, seed in asking:
        film = studio.film(Ask(asked(color, place), 17, seed)).film
        seen.append((color_of(film), place_of(film)))
        if seen[-1] != (color, place):
            yield f"asked for {color} {place}, seed {seed}: {seen[-1][0]} {seen[-1][1]}"
    colors = sum(got[0] == ask[0] for got, ask in zip(seen, asking, strict=True))
    there = sum(got[1] == ask[1] for got, ask in zip(seen, asking, strict=True))
    yield f"colours obeyed: {colors} of {len(asking)}; places obeyed: {there} of {len(asking)}"


def _psnrs(film: Film, clip: Drawn) -> Row:
    return [psnr(film[k], clip.film[k]) for k in range(0, FIRST, 8)]


def _row(met: Continued, clip: Drawn) -> Row:
    new = met.after[met.overlap : met.overlap + AFTER]
    alike = psnr(met.before[FIRST - met.overlap :], met.after[: met.overlap])
    following = psnr(new[0], clip.film[FIRST]), psnr(new, clip.film[FIRST:])
    return [alike, met.seam(), met.seam(met.overlap // 2), *following]


def _cells(rows: Sequence[Row]) -> str:
    return " | ".join(f"{value:.2f}" for value in np.median(np.array(rows), axis=0))


def drift(studio: Studio, clips: int) -> Iterator[str]:
    """How far the colours of each chunk of a chain lie from those of the clip it goes on from, of 255."""
    chunks = range(2, CHAIN + 1, 2)
    yield "| AdaIN |" + "".join(f" {what}, chunk {n} |" for what in ("mean", "deviation") for n in chunks)
    yield "|---" * (1 + 2 * len(chunks)) + "|"
    for factor in (0.0, 0.5, 1.0):
        rows = [_drifted(studio, drawn(seed, FIRST, SIZE), factor) for seed in range(clips)]
        yield f"| {factor:g} | {_cells(rows)} |"


def _drifted(studio: Studio, clip: Drawn, factor: float) -> Row:
    chunk = first = studio.encoded(clip.film)
    seen = []
    for number in range(CHAIN):
        handoff, overlap = handed("hybrid", chunk.frames, LATENTS)
        handoff = handoff.model_copy(update={"adain": factor})
        chunk = studio.film(Ask(clip.sentence, NEXT, number + 1), handoff=handoff, of=chunk)
        seen.append(chunk.film[overlap:])
        sys.stderr.write(f"{clip.sentence}: AdaIN {factor:g}, chunk {number + 1}\n")
    return [255 * _apart(film, first.film, how) for how in (np.mean, np.std) for film in seen[1::2]]


def _apart(film: Film, other: Film, how: Callable[..., Any]) -> float:
    """How far apart `how` finds red, green and blue of two films, on average."""
    found = how(film, axis=(0, 1, 2)) - how(other, axis=(0, 1, 2))
    return float(np.abs(found).mean())


MEASURES: dict[str, Callable[[Studio, int], Iterator[str]]] = {
    "keyframes": keyframes,
    "handoff": handoff,
    "words": obeyed,
    "drift": drift,
}


def main(names: Sequence[str]) -> None:
    torch.set_num_threads(1)
    counts = {"words": int(os.environ.get("SEEDS", "2"))}
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder), SIZE)
        for name in names or MEASURES:
            for line in MEASURES[name](studio, counts.get(name, int(os.environ.get("CLIPS", "6")))):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
            sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])

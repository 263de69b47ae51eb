"""A film whose frames tell their numbers: bars of white and black, to be read off a canvas."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from milimo_lang.ir.values import Size
from milimo_runtime.media.encode import PictureWriter
from milimo_runtime.media.planes import Planes

BITS = 8
SIZE = Size(width=320, height=180)
FRAMES = 240

COUNTED = """\
Title: Counted
Size: 320x180
Frame rate: 24
Burn: none

@character Ann: a woman in a red coat

INT. ROOM - DAY

!! wide, 2s
    source: counted.mp4, in 0s

Ann waits.

!! close on @Ann, 3s
    source: counted.mp4, in 2s

ANN
Now it is time.

EXT. STREET - NIGHT

!! medium, 4s
    source: counted.mp4, in 5s

The street lies empty.
"""
"""216 frames; film frame n shows the number n."""

_WIDE = SIZE.width // BITS
READ = f"""() => {{
  const video = document.getElementById("video"), canvas = document.createElement("canvas");
  canvas.width = {SIZE.width}; canvas.height = {SIZE.height};
  const ink = canvas.getContext("2d", {{willReadFrequently: true}});
  ink.drawImage(video, 0, 0, canvas.width, canvas.height);
  let number = 0;
  for (let bit = 0; bit < {BITS}; bit++) {{
    if (ink.getImageData({_WIDE} * bit + {_WIDE // 2}, 90, 1, 1).data[1] > 128) number |= 1 << bit;
  }}
  return number;
}}"""
"""What number the picture shows that is seen."""


def write_counted(path: Path) -> None:
    """`FRAMES` numbered pictures at 24 a second."""
    with PictureWriter(path, SIZE, Fraction(24), "mezzanine") as film:
        for planes in _numbered():
            film.write(planes)


def _numbered() -> Iterator[Planes]:
    half = (SIZE.height // 2, SIZE.width // 2)
    for number in range(FRAMES):
        y = np.full((SIZE.height, SIZE.width), 16, np.uint8)
        for bit in range(BITS):
            if number >> bit & 1:
                y[:, bit * SIZE.width // BITS : (bit + 1) * SIZE.width // BITS] = 235
        yield Planes(y, np.full(half, 128, np.uint8), np.full(half, 128, np.uint8))

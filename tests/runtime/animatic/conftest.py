"""What the tests of the built-in renderer draw with: short panels, made by the real backend and decoded again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from milimo_lang.ir.bodies import AnyBody, Figure, PanelBody, Place, Speaking
from milimo_lang.ir.terms import Draft, Term
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backend import Job
from milimo_runtime.backends.animatic import AnimaticBackend
from milimo_runtime.media.decode import frames
from milimo_runtime.media.planes import rgb_from_planes

Luma = npt.NDArray[np.float64]

SIZE = Size(width=320, height=180)
RATE = Fraction(24)
MARA = Figure(name="Mara", look="a woman in her sixties, silver braid, yellow oilskin coat", side=-1)
TOM = Figure(name="Tom", look="a young man, dark curly hair, navy sweater", side=1)
KITCHEN = Place(name="Kitchen", interior=True, time_of_day="DAY", look="a small kitchen")
COAST = Place(name="Rock", interior=False, time_of_day="NIGHT", look="a lighthouse in the sea")


def term(kind: str, name: str, **amounts: float | tuple[float, float]) -> Term:
    """A vocabulary term as the standard library would give it."""
    pairs = {key: value if isinstance(value, tuple) else (value, value) for key, value in amounts.items()}
    return Term(kind=kind, name=name, draft=Draft(amounts=pairs))


def framing(height: float, **more: float) -> Term:
    return term("framing", "framing", height=height, **more)


def camera(**amounts: tuple[float, float]) -> Term:
    return term("camera", "move", **amounts)


def speaking(figure: str, start: int, frames: int) -> Speaking:
    return Speaking(figure=figure, span=FrameSpan(start=start, frames=frames))


def panel(**said: Any) -> PanelBody:
    """A panel of 12 shown frames and a handle of 4 in a kitchen, unless said otherwise."""
    body: dict[str, Any] = {"size": SIZE, "rate": RATE, "frames": 12, "handle": 4, "place": KITCHEN, "seed": 7}
    return PanelBody(**(body | said))


Make = Callable[..., Path]
Shoot = Callable[..., list[Luma]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a body with the real backend and gives the file it wrote."""
    count = 0

    def made(body: AnyBody, inputs: Mapping[str, Path] | None = None) -> Path:
        nonlocal count
        count += 1
        path = tmp_path / f"made-{count}"
        AnimaticBackend().make(Job(body, inputs or {}, {body.outputs[0]: path}))
        return path

    return made


@pytest.fixture
def shoot(make: Make) -> Shoot:
    """Makes a panel and gives the luma of every frame of the decoded file, 0 to 255."""

    def shot(body: AnyBody, inputs: Mapping[str, Path] | None = None) -> list[Luma]:
        return [np.asarray(planes.y, np.float64) for planes in frames(make(body, inputs))]

    return shot


def colours(path: Path) -> list[npt.NDArray[np.float64]]:
    """Every frame of a picture file as RGB [H, W, 3]."""
    return [np.asarray(rgb_from_planes(planes), np.float64) for planes in frames(path)]


def image_file(path: Path, colour: tuple[int, ...], size: tuple[int, int] = (320, 180)) -> Path:
    """A picture of one colour, written to `path`."""
    Image.new("RGB" if len(colour) == 3 else "RGBA", size, colour).save(path, "PNG")
    return path


def apart(one: Luma, other: Luma) -> float:
    """The mean difference of two pictures in levels."""
    return float(np.abs(one - other).mean())


def shift(before: Luma, after: Luma, reach: int = 60) -> int:
    """By how many pixels the picture went to the right (negative: left), told by the columns' brightness."""
    one, other = before.mean(axis=0), after.mean(axis=0)
    scores = {}
    for step in range(-reach, reach + 1):
        a, b = (one[: len(one) - step], other[step:]) if step >= 0 else (one[-step:], other[:step])
        scores[step] = float(np.mean(np.abs((a - a.mean()) - (b - b.mean()))))
    return min(scores, key=lambda step: (scores[step], abs(step)))

"""What grows leans with the wind: a canvas on which the higher a point lies over its foot, the farther it is blown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from milimo_runtime.backends.animatic.canvas import Canvas, Point
from milimo_runtime.backends.animatic.colour import Colour


class Leaning(Canvas):
    """Paints on `whole`; what is `tall` above `foot` lies `lean` times its height aside."""

    def __init__(self, whole: Canvas, foot: float, tall: float, lean: float) -> None:
        self.box, self.density = whole.box, whole.density
        self._whole, self._foot, self._tall, self._lean = whole, foot, max(1e-6, tall), lean

    def _blown(self, points: Iterable[Point]) -> list[Point]:
        foot, tall, lean = self._foot, self._tall, self._lean
        return [(x + lean * tall * (max(0.0, foot - y) / tall) ** 1.7, y) for x, y in points]

    def polygon(self, points: Iterable[Point], fill: Colour) -> None:
        self._whole.polygon(self._blown(points), fill)

    def stroke(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        self._whole.stroke(self._blown(points), width, fill)

    def veil(
        self, points: Sequence[Point], fill: Colour, opacity: float, soft: float = 0.0, within: bool = False
    ) -> None:
        self._whole.veil(self._blown(points), fill, opacity, soft, within)

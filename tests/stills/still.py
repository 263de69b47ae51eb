"""A still: a shot of a screenplay, and the moment of it that is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from milimo_lang.compilation import Compilation
from milimo_lang.ir.bodies import CardBody, PanelBody, TransitionBody
from milimo_lang.ir.values import Size
from milimo_lang.world import MemoryWorld
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.media.planes import Planes, rgb_from_planes
from milimo_runtime.media.transitions import blend_of

CAST = """\
@character Mara: a woman in her sixties, silver braid, yellow oilskin coat

@character Tom: a young man, dark curly hair, navy sweater

@character Ana: a young woman, long red hair, green dress

@character Ben: a bald man in a grey suit, beard, glasses

@object The Letter: an old letter, sealed with red wax
"""


@dataclass(frozen=True, slots=True)
class Still:
    """`label`; the heading, the shot line and the action under it; `at` (0 to 1) of the shot is looked at.

    With a `transition` it is the middle of that, from the shot into `into`. `declared` is a line before the story.
    """

    label: str
    heading: str
    line: str = "medium"
    action: str = ""
    at: float = 0.0
    transition: str = ""
    declared: str = ""

    @property
    def text(self) -> str:
        lines = [self.heading, "", f"!! {self.line}, 4s", "", *([self.action, ""] if self.action else [])]
        if self.transition:
            lines += [f"> {self.transition}", "", *_INTO]
        return "\n".join(lines)


_INTO = ("EXT. CITY STREET - NIGHT", "", "!! medium on @Ben, 4s", "", "")


def drawn(stills: Sequence[Still], size: Size) -> Iterator[Image.Image]:
    """The stills at `size`, drawn by the real renderer."""
    for still in stills:
        yield Image.fromarray(rgb_from_planes(_planes(still, size)))


def _planes(still: Still, size: Size) -> Planes:
    declared = f"{CAST}\n{still.declared}\n" if still.declared else CAST
    text = f"Size: {size.width}x{size.height}\n\n{declared}\n{still.text}\n"
    film = Compilation(MemoryWorld({"film.mls": text}), "film.mls")
    wrong = [one for one in film.diagnostics if one.severity.name in ("ERROR", "WARNING")]
    if wrong:
        raise ValueError(f"{still.label}: {wrong[0].message}\n{text}")
    bodies = [node.body for node in film.plan.value.nodes]
    panels = [body for body in bodies if isinstance(body, PanelBody)]
    if not still.transition:
        return _frame(panels[0], still.at)
    blends = [body for body in bodies if isinstance(body, TransitionBody)]
    if not blends:
        raise ValueError(f"{still.label}: {still.transition} is no transition")
    return blend_of(blends[0].style)(_frame(panels[0], 1.0), _frame(panels[1], 0.0), 0.5)


def _frame(body: PanelBody | CardBody, at: float) -> Planes:
    assert isinstance(body, PanelBody)
    drawing = Drawing(body, camera_of(body.terms, body.frames, body.handle, body.seed), {})
    return drawing.planes(round(at * (body.frames - 1)))

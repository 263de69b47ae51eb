"""The pieces of the film: which frames of which pictures, and what is laid over them."""

from __future__ import annotations

from milimo_lang.ir.bodies import AnyBody, SegmentBody, TransitionBody
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.screenplay import Screenplay
from milimo_lang.ir.values import FrameSpan
from milimo_lang.planning.layout import Part
from milimo_lang.planning.shots import Planned
from milimo_lang.planning.takes import picked
from milimo_lang.planning.texts import overlays, texts, texts_in


def segment_nodes(before: Planned | None, planned: Planned, screenplay: Screenplay) -> list[Node]:
    """The pieces of the film a shot is, in order: an opening, its body, a fade."""
    return [_segment(part, before, planned, screenplay) for part in planned.laid.parts]


def captioned(body: AnyBody) -> bool:
    """Whether captions are burnt into the piece that `body` is."""
    return isinstance(body, SegmentBody | TransitionBody) and any(text.place == "caption" for text in body.texts)


def _segment(part: tuple[Part, int, int], before: Planned | None, planned: Planned, screenplay: Screenplay) -> Node:
    what, first, frames = part
    shot, opening = planned.shot, planned.laid.opening
    laid_over = [(lay, file) for lay, file in overlays(shot) if lay.span.overlap(FrameSpan(start=first, frames=frames))]
    every = texts(shot, planned.captions, screenplay, opening.frames if opening else 0)
    over = {
        "texts": texts_in(every, first, frames),
        "overlays": tuple(lay for lay, _ in laid_over),
        "size": screenplay.settings.size,
        "rate": screenplay.settings.rate,
        "frames": frames,
    }
    inputs = [_picture(before, "from")] if what == "transition" and before else []
    inputs += [_picture(planned, {"segment": "picture", "fade out": "from"}.get(what, "to"))]
    body: SegmentBody | TransitionBody
    if what == "segment":
        body = SegmentBody(first=first, **over)
    elif what == "fade out":
        body = TransitionBody(style=shot.ends_style, from_first=first, **over)
    else:
        style = opening.style if opening else "cut"
        from_first = before.shot.frames if what == "transition" and before else None
        body = TransitionBody(style=style, from_first=from_first, to_first=first, **over)
    files = tuple(file for _, file in laid_over)
    return Node(id=f"{shot.slate}/{what}", shot=shot.slate, body=body, inputs=(*inputs, *files))


def _picture(planned: Planned, role: str) -> Input:
    take = planned.picture.take(picked(planned.shot))
    return Input(role=role, node=take.picture, output="picture")

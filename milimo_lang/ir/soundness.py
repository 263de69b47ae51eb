"""Whether a plan is sound: no dangling edge, no hole in time, nothing cut from where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from milimo_lang.ir.bodies import Body, DecodeBody, Figure, FilmBody, JoinBody, Mezzanine, SegmentBody, TransitionBody
from milimo_lang.ir.plan import Node, Plan, Shot
from milimo_lang.ir.values import Crop, Size


def problems(plan: Plan) -> list[str]:
    """What is wrong with `plan`, in words; empty for a sound one. Tests and `--debug` run it."""
    looks = (_graph_problems, _shot_problems, _crop_problems, _time_problems, _cut_problems)
    return [problem for look in looks for problem in look(plan)]


def _graph_problems(plan: Plan) -> Iterator[str]:
    made: dict[str, tuple[str, ...]] = {}
    for node in plan.nodes:
        if node.id in made:
            yield f"two nodes are called {node.id}"
        if len({put.role for put in node.inputs}) < len(node.inputs):
            yield f"{node.id}: two inputs play one role"
        yield from (f"{node.id}: nothing plays {role}" for role in _roles(node.body) - {i.role for i in node.inputs})
        for put in node.inputs:
            if (put.node is None) == (put.asset is None):
                yield f"{node.id}: {put.role} must be a node or a file"
            elif put.node is not None and put.node not in made:
                yield f"{node.id}: {put.role} comes from {put.node}, which is not made before it"
            elif put.node is not None and put.output not in (None, *made[put.node]):
                yield f"{node.id}: {put.node} makes no {put.output}"
        made[node.id] = node.body.outputs
    if plan.result not in made:
        yield f"the film is {plan.result}, which is no node"


def _roles(body: Body) -> set[str]:
    """Every role a body needs or names, whichever field names it."""
    roles = set(body.needs)
    for name in type(body).model_fields:
        value = getattr(body, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Figure):
                roles.update(item.references)
            elif isinstance(role := getattr(item, "role", None), str):
                roles.add(role)
    return roles


def _shot_problems(plan: Plan) -> Iterator[str]:
    made = {node.id for node in plan.nodes}
    for name, found in (("slate", [s.slate for s in plan.shots]), ("id", [s.id for s in plan.shots])):
        yield from (
            f"two shots have the {name} {double}" for double in sorted({f for f in found if found.count(f) > 1})
        )
    for shot in plan.shots:
        if shot.pick not in {take.number for take in shot.takes}:
            yield f"shot {shot.slate}: the picked take {shot.pick} is not made"
        for take in shot.takes:
            if take.picture not in made:
                yield f"shot {shot.slate}: take {take.number} is {take.picture}, which is no node"
        yield from _chunk_problems(shot)


def _chunk_problems(shot: Shot) -> Iterator[str]:
    at = 0
    for chunk in shot.chunks:
        if chunk.shows.start != at or chunk.shows.frames <= 0:
            yield f"shot {shot.slate}: a chunk shows {chunk.shows}, not from {at} on"
        at = chunk.shows.end
        if any(key.frame >= chunk.frames for key in chunk.keyframes):
            yield f"shot {shot.slate}: a keyframe lies outside its chunk"
    if at != shot.frames + shot.handle:
        yield f"shot {shot.slate}: the chunks fill {at} of {shot.frames + shot.handle} frames"


def _crop_problems(plan: Plan) -> Iterator[str]:
    """Pictures that are not what the join takes them for, or that would come out of another shape than the film's."""
    nodes = plan.by_id()
    for node in plan.nodes:
        crop = getattr(node.body, "crop", None)
        if isinstance(crop, Crop) and not _holds(crop.whole, crop.shown):
            yield f"{node.id}: {crop.shown} is no part of {crop.whole}"
        if isinstance(node.body, JoinBody):
            yield from (f"{node.id}: {one}" for one in _join_problems(node, node.body, nodes))


def _join_problems(node: Node, body: JoinBody, nodes: dict[str, Node]) -> Iterator[str]:
    made, crop = body.generated, body.crop
    if made.width * crop.whole.height != made.height * crop.whole.width:
        yield f"{made} has not the shape of {crop.whole}"
    if not _alike(crop.shown, body.size):
        yield f"{crop.shown} has not the shape of {body.size}"
    for put in node.inputs:
        source = nodes[put.node].body if put.node in nodes else None
        if isinstance(source, DecodeBody) and source.size != made:
            yield f"{put.node} is {source.size}, not {made}"


def _holds(whole: Size, part: Size) -> bool:
    return part.width <= whole.width and part.height <= whole.height


def _alike(one: Size, other: Size) -> bool:
    """Whether two sizes have the same shape, as nearly as even numbers allow."""
    return abs(one.width * other.height - one.height * other.width) <= 2 * max(other.width, other.height)


def _time_problems(plan: Plan) -> Iterator[str]:
    at = 0
    for shot in plan.shots:
        if shot.start != at:
            yield f"shot {shot.slate} starts at {shot.start}, not at {at}"
        at = shot.start + shot.frames
    if at != plan.film.frames:
        yield f"the shots fill {at} of {plan.film.frames} frames"
    line = plan.timeline
    for spans in (line.scenes, line.speeches, line.beats, line.captions, line.transitions, line.sounds):
        for item in spans:
            if item.span.start < 0 or item.span.end > plan.film.frames:
                yield f"{item.span} lies outside the film"
    for one, other in pairwise(line.captions):
        if other.span.start < one.span.end:
            yield f"two captions at once: {one.text!r} and {other.text!r}"
    chunks = {shot.slate: len(shot.chunks) for shot in plan.shots}
    for speech in line.speeches:
        if speech.chunk >= chunks.get(speech.shot, 0):
            yield f"{speech.text!r} is spoken by a chunk that is not there"


def _cut_problems(plan: Plan) -> Iterator[str]:
    """Pieces that are not as long as the film says, or that need frames their pictures do not have."""
    nodes = plan.by_id()
    film = nodes.get(plan.result)
    if film is None or not isinstance(film.body, FilmBody):
        return
    if sum(film.body.segments) != film.body.frames or film.body.frames != plan.film.frames:
        yield f"the segments fill {sum(film.body.segments)} of {plan.film.frames} frames"
    pieces = [nodes[i.node] for i in film.inputs if i.role.startswith("segment/") and i.node in nodes]
    for piece, frames in zip(pieces, film.body.segments, strict=False):
        if not isinstance(piece.body, SegmentBody | TransitionBody) or piece.body.frames != frames:
            yield f"{piece.id} is not the {frames} frames the film takes from it"
    if len(pieces) != len(film.body.segments):
        yield f"the film has {len(film.body.segments)} segments and {len(pieces)} nodes that make them"
    for piece in pieces:
        yield from _reach_problems(piece, nodes)


def _reach_problems(piece: Node, nodes: dict[str, Node]) -> Iterator[str]:
    body = piece.body
    if isinstance(body, SegmentBody):
        firsts: dict[str, int | None] = {"picture": body.first}
    elif isinstance(body, TransitionBody):
        firsts = {"from": body.from_first, "to": body.to_first}
    else:
        return
    for put in piece.inputs:
        source = nodes[put.node].body if put.node in nodes else None
        first = firsts.get(put.role)
        if isinstance(source, Mezzanine) and first is not None and first + body.frames > source.frames + source.handle:
            yield f"{piece.id} needs {first + body.frames} frames of {put.node}"

"""What a shot is known by from one version of a film to the next, and whether a take is still made of the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from milimo_lang.ir.identity import Known
from milimo_lang.ir.plan import Node
from milimo_lang.ir.screenplay import ImageRef, Moment, Picture, Scene, Screenplay, Shot, ShotPicture

LONGEST = 300
"""Characters of the words a shot is known by. What comes after counts in its body."""

_BESIDE = frozenset({"handle", "size", "generated", "crop", "rate", "sample_rate"})
"""Fields of bodies that say how large a picture is made and what follows it, not what is in it."""


def known(shot: Shot, scene: Scene) -> Known:
    """The shot as it can be known again. Neither its place, its seed, its model nor the film's size are part of it."""
    parts = list(_written(shot))
    body = [shot.kind, shot.frames, str(shot.speed), str(shot.footage_start), *parts]
    words = " ".join(" / ".join(parts).split())
    return Known(shot.id, scene.heading, digest(body), words[:LONGEST].rstrip())


def all_known(screenplay: Screenplay) -> list[Known]:
    """Every shot in story order."""
    return [known(shot, scene) for scene in screenplay.scenes for shot in scene.shots]


def content(nodes: Iterable[Node], picture: str) -> str:
    """A digest of all that the node `picture` is made of within `nodes`, its own body included: words, pictures, seeds
    and numbers. Equal for two sizes of one picture."""
    named = {node.id: node for node in nodes}
    wanted, waiting = {picture}, [picture]
    while waiting:
        makers = {put.node for put in named[waiting.pop()].inputs if put.node in named} - wanted
        wanted |= makers
        waiting += makers
    made = [
        [node.kind, _plain(node.body.model_dump(mode="json", exclude_defaults=True))]
        + [(put.role, put.asset) for put in node.inputs if put.asset]
        for node in named.values()
        if node.id in wanted
    ]
    return digest(made)


def digest(value: Any) -> str:
    """Sixteen hex digits of plain data."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in _BESIDE}


def _written(shot: Shot) -> Iterator[str]:
    """What is written of a shot, in a person's words: how it is filmed, whom it shows, what happens."""
    filmed = [term.name for term in shot.terms if term.name] + [f"on {one.text}" for one in shot.subjects]
    yield ", ".join([*filmed, *shot.words, *(["continue"] if shot.continues else [])])
    yield from filter(None, (shot.head, shot.card, shot.prompt or ""))
    yield from (_moment(moment) for moment in shot.moments)
    yield from (f"key {key.frame} {_picture(key.image)}" for key in shot.keys)
    yield from (one.path for one in (shot.footage, *shot.references, *shot.control, shot.audio, *shot.loras) if one)
    yield from (f"{edit.kind} {edit.frames.start}..{edit.frames.end} {edit.text} {edit.mask}" for edit in shot.edits)


def _moment(moment: Moment) -> str:
    return f"{moment.speaker}: {moment.text}" if moment.speaker else moment.text


def _picture(picture: Picture) -> str:
    match picture:
        case ImageRef():
            return picture.path
        case ShotPicture():
            return f"frame {picture.frame}"  # a slate is a place: another shot before it must not change this one
        case _:
            return f"generated {picture.words}"

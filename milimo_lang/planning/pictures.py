"""The nodes that make a shot's picture: drawn, held, filmed or generated, one chain a take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from milimo_lang.ir.bodies import AnyBody, BlackBody, CardBody, FootageBody, KeyPicture, PanelBody, Speaking
from milimo_lang.ir.plan import Input, Node, Take
from milimo_lang.ir.screenplay import Screenplay, Shot
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import FrameRate, Size
from milimo_lang.planning.choices import KeptShot, kept_body
from milimo_lang.planning.division import Division, is_generated
from milimo_lang.planning.generated import shared_nodes, take_nodes
from milimo_lang.planning.layout import Laid
from milimo_lang.planning.mentions import base, for_people
from milimo_lang.planning.prompts import Window
from milimo_lang.planning.sources import drawn_keys, key_input, key_nodes, still_body
from milimo_lang.planning.staging import Staging, staging
from milimo_lang.planning.stills import changed
from milimo_lang.planning.takes import filed, picked, take_seed, takes_made


class Around(NamedTuple):
    """What a picture may know of its film: who stands on which side in its scene, and every shot by slate."""

    sides: Mapping[str, int]
    shots: Mapping[str, Shot]


@dataclass(frozen=True, slots=True)
class Picture:
    """The nodes of a shot's picture, inputs first, and its takes. `sounds`: it brings the output `sound`, or the node
    `sounding` does."""

    nodes: tuple[Node, ...]
    takes: tuple[Take, ...]
    sounds: bool
    sounding: str = ""

    def take(self, number: int) -> Take:
        return next(take for take in self.takes if take.number == number)


def picture(division: Division, before: Division | None, screenplay: Screenplay, near: Around) -> Picture:
    """All takes of a shot. What has no noise to vary (footage, cards, black) has one take."""
    shot = division.laid.shot
    if isinstance(shot, KeptShot):
        return _kept(shot, division.laid, screenplay)
    keys = tuple(key_nodes(shot, division.laid.scene, screenplay, near.shots))
    if is_generated(shot):
        chains = [take_nodes(division, screenplay, take, before) for take in takes_made(shot)]
        shared = shared_nodes(division, screenplay, before)
        return Picture((*keys, *shared, *(node for chain in chains for node in chain)), _takes(shot), sounds=True)
    if shot.kind == "footage" and shot.footage:
        return _single(shot, _footage(division.laid, screenplay), Input(role="source", asset=shot.footage.path))
    if shot.kind == "card":
        return _single(shot, CardBody(text=shot.card, **_mezzanine(division.laid, screenplay)))
    if shot.kind in ("black", "footage"):
        return _single(shot, BlackBody(**_mezzanine(division.laid, screenplay)))
    if shot.kind == "still" and not shot.model.draws:
        return _still(division, screenplay, keys)
    staged = staging(shot, division.laid.scene, screenplay, near.sides)
    return _panels(division.laid, staged, screenplay, keys)


# ---------------------------------------------------------------- kinds of picture


def _mezzanine(laid: Laid, screenplay: Screenplay) -> dict[str, Size | FrameRate | int]:
    settings = screenplay.settings
    return {"size": settings.size, "rate": settings.rate, "frames": laid.shot.frames, "handle": laid.handle}


def _takes(shot: Shot) -> tuple[Take, ...]:
    return tuple(
        Take(number=n, seed=take_seed(shot.seed, n), picture=f"{filed(shot.slate, n)}/picture")
        for n in takes_made(shot)
    )


def _single(shot: Shot, body: AnyBody, *inputs: Input) -> Picture:
    node = Node(id=f"{shot.slate}/picture", shot=shot.slate, body=body, inputs=inputs)
    return Picture((node,), _takes(shot), sounds="sound" in body.outputs)


def _kept(shot: KeptShot, laid: Laid, screenplay: Screenplay) -> Picture:
    """The picture that is held, conformed where the film has another size or length for it by now."""
    name, body = filed(shot.slate, shot.pick), kept_body(shot)
    wanted = _mezzanine(laid, screenplay)
    own = {field: getattr(body, field) for field in ("size", "rate")}
    fits = own == {field: wanted[field] for field in own} and body.frames + body.handle >= shot.frames + laid.handle
    id = f"{name}/picture" if fits else f"{name}/kept"
    nodes = [Node(id=id, shot=shot.slate, take=shot.pick, body=body)]
    if not fits:
        conformed = FootageBody(**wanted, start=Fraction(0), speed=Fraction(1))
        held = Input(role="source", node=id, output="picture")
        nodes.append(Node(id=f"{name}/picture", shot=shot.slate, take=shot.pick, body=conformed, inputs=(held,)))
    return Picture(tuple(nodes), _takes(shot), sounds=body.sounds, sounding=id)


def _each_take(
    shot: Shot, made: Callable[[int], tuple[Node, ...]], *, sounds: bool, before: tuple[Node, ...] = ()
) -> Picture:
    nodes = tuple(node for take in takes_made(shot) for node in made(take))
    return Picture((*before, *nodes), _takes(shot), sounds)


def _panels(laid: Laid, staged: Staging, screenplay: Screenplay, before: tuple[Node, ...]) -> Picture:
    shot = laid.shot
    met = drawn_keys(shot)
    keys = tuple(
        KeyPicture(frame=min(key.frame, shot.frames + laid.handle - 1), role=f"key/{n}", strength=key.strength)
        for n, key in enumerate(shot.keys[number] for number in met)
    )
    inputs = (*staged.inputs, *(key_input(shot, number, f"key/{n}") for n, number in enumerate(met)))

    def made(take: int) -> tuple[Node, ...]:
        body = PanelBody(
            **_mezzanine(laid, screenplay),
            place=staged.place,
            figures=staged.figures,
            action=_action(shot, screenplay),
            terms=_looked(shot, screenplay),
            speaking=_speaking(shot, screenplay),
            keys=keys,
            seed=take_seed(shot.seed, take),
        )
        id = f"{filed(shot.slate, take)}/picture"
        return (Node(id=id, shot=shot.slate, take=take, body=body, inputs=inputs),)

    return _each_take(shot, made, sounds=False, before=before)


def _looked(shot: Shot, screenplay: Screenplay) -> tuple[Term, ...]:
    """The shot's terms and the film's looks; a shot with a look of its own has that one instead."""
    own = any(term.kind == "style" and term.draft.amounts for term in shot.terms)
    return shot.terms if own else (*shot.terms, *screenplay.settings.looks)


def _action(shot: Shot, screenplay: Screenplay) -> tuple[str, ...]:
    """What can be seen happening, the shot line's own words first."""
    told = [(shot.head, shot.cast)] if shot.head.strip() else []
    told += [(m.text, m.mentions) for m in shot.moments if m.kind != "speech"]
    return tuple(for_people(text, mentions, screenplay.elements) for text, mentions in told)


def _speaking(shot: Shot, screenplay: Screenplay) -> tuple[Speaking, ...]:
    spoken = [m for m in shot.moments if m.kind == "speech" and not m.off_screen]
    return tuple(Speaking(figure=base(m.speaker, screenplay.elements), span=m.span) for m in spoken)


def _footage(laid: Laid, screenplay: Screenplay) -> FootageBody:
    shot = laid.shot
    return FootageBody(**_mezzanine(laid, screenplay), start=shot.footage_start, speed=shot.speed, terms=shot.terms)


def _still(division: Division, screenplay: Screenplay, keys: tuple[Node, ...]) -> Picture:
    """A picture held or moved over: the one at frame 0, else one the image model makes; then what is changed in it."""
    laid, shot = division.laid, division.laid.shot
    held = FootageBody(**_mezzanine(laid, screenplay), start=Fraction(0), speed=Fraction(1), terms=shot.terms)
    given = key_input(shot, 0, "source") if shot.keys else None
    if given is not None and given.asset is not None and not shot.edits:
        return _single(shot, held, given)
    every = Window(0, shot.frames, frozenset())

    def made(take: int) -> tuple[Node, ...]:
        name = filed(shot.slate, take)
        nodes: list[Node] = []
        source = given
        if source is None:
            body, inputs = still_body(shot, laid.scene, screenplay, take_seed(shot.seed, take), every)
            nodes.append(Node(id=f"{name}/still", shot=shot.slate, take=take, body=body, inputs=inputs))
            source = Input(role="source", node=f"{name}/still")
        if take == picked(shot):
            nodes += changed(shot, laid.scene, screenplay, source)
            source = Input(role="source", node=nodes[-1].id) if shot.edits else source
        return *nodes, Node(id=f"{name}/picture", shot=shot.slate, take=take, body=held, inputs=(source,))

    return _each_take(shot, made, sounds=False, before=keys)

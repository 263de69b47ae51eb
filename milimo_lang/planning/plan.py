"""The plan of a film: every shot divided, made, cut into segments and laid into one timeline. Pure and total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from milimo_lang.diagnostics import Outcome
from milimo_lang.ir import screenplay as ir
from milimo_lang.ir.bodies import Chapter, FilmBody, MixBody, Placement
from milimo_lang.ir.lock import Lock
from milimo_lang.ir.plan import Film, Input, Node, Plan, Timeline
from milimo_lang.ir.screenplay import ImageRef, Screenplay
from milimo_lang.kept import NOTHING, Kept, Same, made
from milimo_lang.planning.choices import Choices, choose
from milimo_lang.planning.division import is_generated
from milimo_lang.planning.layout import timeline_transitions
from milimo_lang.planning.segments import captioned, segment_nodes
from milimo_lang.planning.shots import Planned, common, known_by, planned_shots, shot_ids, stale_picks, treaty_shot
from milimo_lang.planning.sizes import stage_sizes
from milimo_lang.planning.sounds import Heard, placed_sounds
from milimo_lang.planning.sources import sheet_nodes
from milimo_lang.planning.timeline import beat_spans, film_captions, scene_spans, speech_spans
from milimo_lang.source import Source

FILM, SOUND = "cut/film", "cut/sound"
"""Ids of the nodes that are the film's own."""


def plan(
    screenplay: Screenplay,
    sources: Mapping[str, Source] | None = None,
    choices: Choices | None = None,
    kept: Kept = NOTHING,
) -> Outcome[Plan]:
    """What is to be made for `screenplay`. The same screenplay gives the same plan, byte for byte.

    `sources` turn spans into lines and columns; a file that is not among them counts as one line. `choices` say who
    picked the takes that `screenplay` has picked (`choices.choose`).
    """
    choices = choices or choose(screenplay, "", Lock(), {})[1]
    planned, said = planned_shots(screenplay, kept)
    segments = _segments(planned, common(screenplay, kept), kept)
    placed = [sound.as_input(number, at) for number, (sound, at) in enumerate(_heard(planned, screenplay))]
    made = [node for shot in planned for node in (*shot.picture.nodes, *shot.sound.nodes)]
    known = [known_by(shot, kept) for shot in planned]
    timeline = _timeline(planned, [placement for placement, _ in placed], screenplay, sources or {})
    shots = tuple(
        treaty_shot(shot, id, one, choices, screenplay, sources or {}, kept)
        for shot, id, one in zip(planned, shot_ids(planned, known), known, strict=True)
    )
    value = Plan(
        film=_facts(planned, screenplay, choices.film),
        shots=shots,
        timeline=timeline,
        nodes=(
            *sheet_nodes(made, screenplay),
            *made_first(made),
            *segments,
            _mix(placed, screenplay),
            _film(planned, segments, timeline, screenplay),
        ),
        result=FILM,
    )
    return Outcome(value, (*said, *choices.said, *stale_picks(shots, planned, choices)))


def made_first(nodes: Sequence[Node]) -> list[Node]:
    """The nodes in their order, but each after what it needs: a shot may begin with a picture of a later one."""
    known = {node.id: node for node in nodes}
    done: dict[str, Node] = {}
    begun: set[str] = set()
    for first in nodes:
        waiting = [first]
        while waiting:
            node = waiting[-1]
            begun.add(node.id)
            needs = [known[put.node] for put in node.inputs if put.node in known and put.node not in begun]
            if needs:
                waiting += needs
            else:
                done.setdefault(node.id, waiting.pop())
    return list(done.values())


def _segments(planned: Sequence[Planned], film: Screenplay, kept: Kept) -> list[Node]:
    """The pieces of the film in order; one that another shot runs on beneath is made of both."""
    nodes: list[Node] = []
    before: Planned | None = None
    for shot in planned:
        under = before if shot.laid.opening and shot.laid.opening.over else None
        of = (shot.division.laid, Same(shot.picture), Same(shot.captions), under and Same(under.picture), Same(film))
        nodes += made(kept, ("segments", shot.shot.span), of, partial(segment_nodes, under, shot, film))
        before = shot
    return nodes


def _timeline(
    planned: Sequence[Planned], sounds: Sequence[Placement], screenplay: Screenplay, sources: Mapping[str, Source]
) -> Timeline:
    return Timeline(
        scenes=scene_spans(planned, screenplay, sources),
        speeches=tuple(speech for shot in planned for speech in speech_spans(shot, screenplay)),
        beats=tuple(beat for shot in planned for beat in beat_spans(shot, screenplay)),
        captions=film_captions(planned, screenplay),
        transitions=timeline_transitions(tuple(shot.laid for shot in planned)),
        sounds=tuple(sounds),
    )


# ---------------------------------------------------------------- the film's own nodes


def _heard(planned: Sequence[Planned], screenplay: Screenplay) -> list[tuple[Heard, int]]:
    """What is heard, each sound with the film frame its shot begins at."""
    shots = [(heard, shot.laid.start) for shot in planned for heard in shot.sound.heard]
    files = placed_sounds([shot.laid for shot in planned], screenplay.frames, screenplay.settings.rate)
    return [*shots, *files]


def _mix(placed: Sequence[tuple[Placement, Input]], screenplay: Screenplay) -> Node:
    settings = screenplay.settings
    body = MixBody(
        rate=settings.rate,
        frames=screenplay.frames,
        sample_rate=settings.sample_rate,
        loudness=settings.loudness,
        placements=tuple(placement for placement, _ in placed),
    )
    return Node(id=SOUND, shot=None, body=body, inputs=tuple(source for _, source in placed))


def _film(planned: Sequence[Planned], segments: Sequence[Node], timeline: Timeline, screenplay: Screenplay) -> Node:
    settings = screenplay.settings
    pieces = [Input(role=f"segment/{n}", node=node.id, output="segment") for n, node in enumerate(segments)]
    chapters = [scene for scene in timeline.scenes if scene.title]
    body = FilmBody(
        size=settings.size,
        rate=settings.rate,
        frames=screenplay.frames,
        sample_rate=settings.sample_rate,
        segments=tuple(frames for shot in planned for _, _, frames in shot.laid.parts),
        captions=timeline.captions,
        burnt=any(captioned(node.body) for node in segments),
        chapters=tuple(Chapter(span=scene.span, title=scene.title) for scene in chapters),
        language=settings.language,
        tags=settings.tags | ({"title": settings.title} if settings.title else {}),
        generated=any(_by_model(shot.shot) for shot in planned),
    )
    sound = Input(role="sound", node=SOUND, output="aac")
    return Node(id=FILM, shot=None, body=body, inputs=(*pieces, sound))


def _by_model(shot: ir.Shot) -> bool:
    """Whether a trained model made the picture."""
    own = bool(shot.keys) and isinstance(shot.keys[0].image, ImageRef) and not shot.edits
    return is_generated(shot) or (shot.kind == "still" and not shot.model.draws and not own)


def _facts(planned: Sequence[Planned], screenplay: Screenplay, file: str) -> Film:
    settings = screenplay.settings
    made = [stage_sizes(settings, shot.shot.model)[-1] for shot in planned if is_generated(shot.shot)]
    worked = max(made, key=lambda size: size.pixels, default=settings.size)
    return Film(
        file=file,
        title=settings.title,
        size=settings.size,
        rate=settings.rate,
        frames=screenplay.frames,
        sample_rate=settings.sample_rate,
        model=settings.model.name,
        language=settings.language,
        generated=worked if worked != settings.size else None,
    )

"""The plan of a film: every shot divided, made, cut into segments and laid into one timeline. Pure and total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from milimo_lang.diagnostics import Diagnostic, Outcome
from milimo_lang.ir import screenplay as ir
from milimo_lang.ir.plan import (
    BeatSpan,
    Caption,
    Chapter,
    Film,
    FilmBody,
    Input,
    MixBody,
    Node,
    Plan,
    SceneSpan,
    SegmentBody,
    Shot,
    SpeechSpan,
    Timeline,
    TransitionBody,
    Written,
)
from milimo_lang.ir.screenplay import Screenplay
from milimo_lang.ir.values import FrameSpan
from milimo_lang.planning.captions import captions
from milimo_lang.planning.division import Division, divided, is_generated
from milimo_lang.planning.generated import generated_size
from milimo_lang.planning.layout import Laid, Part, layout, timeline_transitions
from milimo_lang.planning.mentions import base, for_people
from milimo_lang.planning.pictures import Picture, content_id, picture
from milimo_lang.planning.sounds import Heard, ShotSound, placed_sounds, shot_sound
from milimo_lang.planning.staging import scene_sides
from milimo_lang.planning.takes import picked
from milimo_lang.planning.texts import overlays, texts, texts_in
from milimo_lang.source import Source, Span

FILM, SOUND = "cut/film", "cut/sound"
"""Ids of the nodes that are the film's own."""


def plan(screenplay: Screenplay, sources: Mapping[str, Source] | None = None) -> Outcome[Plan]:
    """What is to be made for `screenplay`. The same screenplay gives the same plan, byte for byte.

    `sources` turn spans into lines and columns; a file that is not among them counts as one line.
    """
    planned, said = _planned(screenplay)
    ids = _ids(planned)
    shots = tuple(_shot(shot, id, screenplay, sources or {}) for shot, id in zip(planned, ids, strict=True))
    segments = [node for before, shot in _pairs(planned) for node in _segments(before, shot, screenplay)]
    heard = _heard(planned, screenplay)
    captioned = _captions(planned, screenplay)
    sound, film = _mix(heard, screenplay), _film(planned, segments, captioned, screenplay)
    made = [node for shot in planned for node in (*shot.picture.nodes, *shot.sound.nodes)]
    timeline = Timeline(
        scenes=_scenes(planned, screenplay, sources or {}),
        speeches=tuple(speech for shot in planned for speech in _speeches(shot, screenplay)),
        beats=tuple(beat for shot in planned for beat in _beats(shot, screenplay)),
        captions=captioned,
        transitions=timeline_transitions(tuple(shot.laid for shot in planned)),
        sounds=sound.body.placements if isinstance(sound.body, MixBody) else (),
    )
    value = Plan(
        film=_facts(planned, screenplay),
        shots=shots,
        timeline=timeline,
        nodes=(*made, *segments, sound, film),
        result=FILM,
    )
    return Outcome(value, said)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A shot with all that is made for it."""

    laid: Laid
    division: Division
    picture: Picture
    sound: ShotSound
    captions: tuple[Caption, ...]

    @property
    def shot(self) -> ir.Shot:
        return self.laid.shot

    def span(self, within: FrameSpan) -> FrameSpan:
        """A span of the shot in film frames."""
        return FrameSpan(start=self.laid.start + within.start, frames=within.frames)


def _planned(screenplay: Screenplay) -> tuple[list[_Planned], tuple[Diagnostic, ...]]:
    laid, said = layout(screenplay)
    sides = [scene_sides(scene, screenplay.elements) for scene in screenplay.scenes]
    planned: list[_Planned] = []
    remarks: dict[str, Diagnostic] = {}
    before: Division | None = None
    for index, shot in enumerate(laid):
        division, found = divided(shot, before, screenplay)
        made = picture(division, before, screenplay, sides[shot.scene_index])
        neighbours = (laid[index - 1] if index else None, laid[index + 1] if index + 1 < len(laid) else None)
        sound = shot_sound(neighbours[0], shot, neighbours[1], made, screenplay)
        planned.append(_Planned(shot, division, made, sound, captions(shot.shot, screenplay)))
        for remark in found:
            remarks.setdefault(remark.message, remark)
        before = division
    return planned, (*said, *remarks.values())


def _pairs(planned: Sequence[_Planned]) -> list[tuple[_Planned | None, _Planned]]:
    """Each shot after the one before it."""
    return list(zip((None, *planned[:-1]), planned, strict=True)) if planned else []


# ---------------------------------------------------------------- shots


def _ids(planned: Sequence[_Planned]) -> list[str]:
    """What each shot is from one version to the next: its own id, else its content; equal ones are numbered."""
    taken = {shot.shot.id for shot in planned if shot.shot.id}
    numbers: dict[str, Iterator[int]] = {}
    ids: list[str] = []
    for shot in planned:
        wanted = shot.shot.id or content_id(shot.picture.nodes)
        if wanted in numbers or (wanted in taken and not shot.shot.id):
            numbered = numbers.setdefault(wanted, count(2))
            ids.append(next(id for id in (f"{wanted}-{n}" for n in numbered) if id not in taken))
        else:
            numbers[wanted] = count(2)
            ids.append(wanted)
        taken.add(ids[-1])
    return ids


def _shot(planned: _Planned, id: str, screenplay: Screenplay, sources: Mapping[str, Source]) -> Shot:
    shot, laid = planned.shot, planned.laid
    return Shot(
        slate=shot.slate,
        id=id,
        scene=laid.scene_index,
        kind=shot.kind,
        automatic=shot.automatic,
        start=laid.start,
        frames=shot.frames,
        handle=laid.handle,
        model=shot.model.name,
        mode=shot.mode or "text",
        action=_action(shot, screenplay),
        chunks=planned.division.chunks,
        takes=planned.picture.takes,
        pick=picked(shot),
        join=planned.division.join,
        source=_written(shot.span, sources),
    )


def _action(shot: ir.Shot, screenplay: Screenplay) -> str:
    """One line that says what is seen."""
    told = [
        (shot.head, shot.cast),
        *((m.text, m.mentions) for m in shot.moments if m.kind != "speech"),
        (shot.card, ()),
    ]
    return " ".join(for_people(text, names, screenplay.elements) for text, names in told if text.strip())


def _written(span: Span, sources: Mapping[str, Source]) -> Written:
    source = sources.get(span.path)
    if source is None:
        return Written(file=span.path, line=1, column=span.start + 1, end_line=1, end_column=span.end + 1)
    first, last = source.position(span.start), source.position(span.end)
    return Written(file=span.path, line=first.line, column=first.column, end_line=last.line, end_column=last.column)


# ---------------------------------------------------------------- segments


def _segments(before: _Planned | None, planned: _Planned, screenplay: Screenplay) -> list[Node]:
    """The pieces of the film a shot is, in order: an opening, its body, a fade."""
    return [_segment(part, before, planned, screenplay) for part in planned.laid.parts]


def _segment(part: tuple[Part, int, int], before: _Planned | None, planned: _Planned, screenplay: Screenplay) -> Node:
    what, first, frames = part
    shot = planned.shot
    laid_over = [(lay, file) for lay, file in overlays(shot) if lay.span.overlap(FrameSpan(start=first, frames=frames))]
    over = {
        "texts": texts_in(texts(shot, planned.captions, screenplay), first, frames),
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
        body = TransitionBody(style="fade out", from_first=first, **over)
    else:
        style = planned.laid.opening.style if planned.laid.opening else "cut"
        from_first = before.shot.frames if what == "transition" and before else None
        body = TransitionBody(style=style, from_first=from_first, to_first=first, **over)
    files = tuple(file for _, file in laid_over)
    return Node(id=f"{shot.slate}/{what}", shot=shot.slate, body=body, inputs=(*inputs, *files))


def _picture(planned: _Planned, role: str) -> Input:
    take = planned.picture.take(picked(planned.shot))
    return Input(role=role, node=take.picture, output="picture")


# ---------------------------------------------------------------- the timeline


def _captions(planned: Sequence[_Planned], screenplay: Screenplay) -> tuple[Caption, ...]:
    if screenplay.settings.captions == "off":
        return ()
    return tuple(c.model_copy(update={"span": shot.span(c.span)}) for shot in planned for c in shot.captions)


def _speeches(planned: _Planned, screenplay: Screenplay) -> list[SpeechSpan]:
    return [
        SpeechSpan(
            span=planned.span(moment.span),
            shot=planned.shot.slate,
            speaker=base(moment.speaker, screenplay.elements),
            text=" ".join(moment.text.split()),
            manner=moment.manner,
            chunk=planned.division.speaks[index],
            off_screen=moment.off_screen,
            node=planned.sound.voices.get(index),
        )
        for index, moment in enumerate(planned.shot.moments)
        if moment.kind == "speech"
    ]


def _beats(planned: _Planned, screenplay: Screenplay) -> list[BeatSpan]:
    return [
        BeatSpan(
            span=planned.span(moment.span),
            shot=planned.shot.slate,
            text=for_people(moment.text, moment.mentions, screenplay.elements),
        )
        for moment in planned.shot.moments
        if moment.kind != "speech"
    ]


def _scenes(
    planned: Sequence[_Planned], screenplay: Screenplay, sources: Mapping[str, Source]
) -> tuple[SceneSpan, ...]:
    """The scenes that have shots."""
    spans = []
    for index, group in groupby((shot.laid for shot in planned), key=lambda laid: laid.scene_index):
        inside, scene = list(group), screenplay.scenes[index]
        span = FrameSpan(start=inside[0].start, frames=inside[-1].end - inside[0].start)
        source = _written(scene.span, sources)
        spans.append(SceneSpan(number=scene.number, title=scene.heading, span=span, source=source))
    return tuple(spans)


# ---------------------------------------------------------------- the film's own nodes


def _heard(planned: Sequence[_Planned], screenplay: Screenplay) -> list[Heard]:
    shots = [heard for shot in planned for heard in shot.sound.heard]
    files = placed_sounds([shot.laid for shot in planned], screenplay.frames, screenplay.settings.rate)
    return [*shots, *files]


def _mix(heard: Sequence[Heard], screenplay: Screenplay) -> Node:
    settings = screenplay.settings
    placed = [sound.as_input(number) for number, sound in enumerate(heard)]
    body = MixBody(
        rate=settings.rate,
        frames=screenplay.frames,
        sample_rate=settings.sample_rate,
        loudness=settings.loudness,
        placements=tuple(placement for placement, _ in placed),
    )
    return Node(id=SOUND, shot=None, body=body, inputs=tuple(source for _, source in placed))


def _film(
    planned: Sequence[_Planned], segments: Sequence[Node], captioned: tuple[Caption, ...], screenplay: Screenplay
) -> Node:
    settings = screenplay.settings
    pieces = [Input(role=f"segment/{n}", node=node.id, output="segment") for n, node in enumerate(segments)]
    chapters = [scene for scene in _scenes(planned, screenplay, {}) if scene.title]
    body = FilmBody(
        size=settings.size,
        rate=settings.rate,
        frames=screenplay.frames,
        sample_rate=settings.sample_rate,
        segments=tuple(frames for shot in planned for _, _, frames in shot.laid.parts),
        captions=captioned,
        chapters=tuple(Chapter(span=scene.span, title=scene.title) for scene in chapters),
        language=settings.language,
        tags=settings.tags | ({"title": settings.title} if settings.title else {}),
        generated=any(_by_model(shot.shot) for shot in planned),
    )
    sound = Input(role="sound", node=SOUND, output="sound")
    return Node(id=FILM, shot=None, body=body, inputs=(*pieces, sound))


def _by_model(shot: ir.Shot) -> bool:
    """Whether a trained model made the picture."""
    return is_generated(shot) or (shot.kind == "still" and not shot.model.draws and not shot.keys)


def _facts(planned: Sequence[_Planned], screenplay: Screenplay) -> Film:
    settings = screenplay.settings
    multiples = [shot.shot.model.multiple for shot in planned if is_generated(shot.shot)]
    worked = generated_size(settings.size, max(multiples, default=2))
    return Film(
        title=settings.title,
        size=settings.size,
        rate=settings.rate,
        frames=screenplay.frames,
        sample_rate=settings.sample_rate,
        model=settings.model.name,
        language=settings.language,
        generated=worked if worked != settings.size else None,
    )

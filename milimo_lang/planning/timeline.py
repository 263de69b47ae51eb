"""Where everything lies in the film: scenes, speeches, beats, captions; in film frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from milimo_lang.ir.bodies import Caption
from milimo_lang.ir.plan import BeatSpan, SceneSpan, SpeechSpan
from milimo_lang.ir.screenplay import Screenplay
from milimo_lang.ir.values import FrameSpan
from milimo_lang.planning.mentions import base, for_people
from milimo_lang.planning.shots import Planned, written
from milimo_lang.source import Source


def film_captions(planned: Sequence[Planned], screenplay: Screenplay) -> tuple[Caption, ...]:
    """Every caption of the film, unless it wants none."""
    if screenplay.settings.captions == "off":
        return ()
    return tuple(c.model_copy(update={"span": shot.span(c.span)}) for shot in planned for c in shot.captions)


def speech_spans(planned: Planned, screenplay: Screenplay) -> list[SpeechSpan]:
    """The shot's speeches, on and off screen."""
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


def beat_spans(planned: Planned, screenplay: Screenplay) -> list[BeatSpan]:
    """What happens in the shot: its paragraphs and the beats of its block."""
    return [
        BeatSpan(
            span=planned.span(moment.span),
            shot=planned.shot.slate,
            text=for_people(moment.text, moment.mentions, screenplay.elements),
        )
        for moment in planned.shot.moments
        if moment.kind != "speech"
    ]


def scene_spans(
    planned: Sequence[Planned], screenplay: Screenplay, sources: Mapping[str, Source]
) -> tuple[SceneSpan, ...]:
    """The scenes that have shots."""
    spans = []
    for index, group in groupby((shot.laid for shot in planned), key=lambda laid: laid.scene_index):
        inside, scene = list(group), screenplay.scenes[index]
        span = FrameSpan(start=inside[0].start, frames=inside[-1].end - inside[0].start)
        source = written(scene.span, sources)
        spans.append(SceneSpan(number=scene.number, title=scene.heading, span=span, source=source))
    return tuple(spans)

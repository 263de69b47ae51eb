"""Words and pictures laid over a shot when its segments are cut from a clean picture, in shot frames.

A drawn shot is labelled as far as `Burn` asks; titles, supers and overlays lie over any shot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import zip_longest

from milimo_lang.ir.bodies import Caption, Overlay, Text
from milimo_lang.ir.plan import Input
from milimo_lang.ir.screenplay import Screenplay, Shot
from milimo_lang.ir.shown import is_captioned, is_labelled
from milimo_lang.ir.values import FrameSpan, half_up
from milimo_lang.planning.arrows import arrows
from milimo_lang.planning.mentions import for_people

_LABELLED = ("framing", "camera", "lens")
_ARROWS = Fraction(3, 4)
"""Seconds that arrows are seen, once the shot is all there is: half a second, and then they fade."""
_WHOLE = ("title", "super", "arrows")


def texts(shot: Shot, captions: Iterable[Caption], screenplay: Screenplay, opening: int = 0) -> tuple[Text, ...]:
    """Everything to be read over the shot, whose first `opening` frames belong to a transition."""
    settings = screenplay.settings
    return (
        *(_labels(shot, screenplay, opening) if is_labelled(shot, settings) else ()),
        *(
            Text(place="caption", text=c.text, span=c.span, speaker=c.speaker)
            for c in (captions if is_captioned(shot, settings) else ())
        ),
        *(Text(place=title.place, text=title.text, span=title.span) for title in shot.titles),
    )


def overlays(shot: Shot) -> tuple[tuple[Overlay, Input], ...]:
    """The pictures laid over the shot, each with the file that plays its role."""
    return tuple(
        (
            Overlay(role=f"overlay/{n}", span=laid.span, corner=laid.corner, width=laid.width),
            Input(role=f"overlay/{n}", asset=laid.path),
        )
        for n, laid in enumerate(shot.overlays)
    )


def texts_in(every: Iterable[Text], first: int, frames: int) -> tuple[Text, ...]:
    """The texts seen in frames [first, first + frames).

    Titles and arrows fade over their whole span and keep it; the others are cut to the frames, so that a word changed
    elsewhere in the shot makes no other segment again.
    """
    window = FrameSpan(start=first, frames=frames)
    seen = [text for text in every if text.span.overlap(window)]
    return tuple(text if text.place in _WHOLE else _cut(text, window) for text in seen)


def _cut(text: Text, window: FrameSpan) -> Text:
    start, end = max(text.span.start, window.start), min(text.span.end, window.end)
    return text.model_copy(update={"span": FrameSpan(start=start, frames=end - start)})


def _labels(shot: Shot, screenplay: Screenplay, opening: int) -> Iterator[Text]:
    whole = FrameSpan(start=0, frames=shot.frames)
    if screenplay.settings.burn == "full":
        yield Text(place="slate", text=shot.slate, span=whole)
    label = " · ".join(term.name for kind in _LABELLED for term in shot.terms if term.kind == kind and term.name)
    if label:
        yield Text(place="framing", text=label, span=whole)
    yield Text(place="timecode", text="", span=whole)
    frames = min(shot.frames - opening, half_up(_ARROWS * screenplay.settings.rate))
    if frames > 0 and (ways := arrows(shot.terms)):
        yield Text(place="arrows", text=ways, span=FrameSpan(start=opening, frames=frames))
    yield from _actions(shot, screenplay)


def _actions(shot: Shot, screenplay: Screenplay) -> Iterator[Text]:
    """One line of action at a time: what begins later takes its place."""
    told = sorted((m for m in shot.moments if m.kind != "speech"), key=lambda m: m.span.start)
    for moment, after in zip_longest(told, told[1:]):
        frames = min(moment.span.end, after.span.start if after else shot.frames) - moment.span.start
        if frames > 0:
            line = for_people(moment.text, moment.mentions, screenplay.elements)
            yield Text(place="action", text=line, span=FrameSpan(start=moment.span.start, frames=frames))

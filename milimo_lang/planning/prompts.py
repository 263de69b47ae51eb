"""What a model is told: one prompt a chunk, through the model family's template in `stdlib/prompts`.

A prompt holds the shot's head and what happens in the frames its chunk shows, in words and in order. It knows
nothing of the shot's place in the film. Templates come from the standard library alone, never from a project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from milimo_lang.ir.screenplay import Element, Moment, Scene, Screenplay, Shot, Subject
from milimo_lang.planning.mentions import base, called, distinct, for_prompt
from milimo_lang.resources import names, read_text

if TYPE_CHECKING:
    from jinja2 import Template

_CLOSED = (".", "!", "?", "…", '"', "”", ":", ";")


@dataclass(frozen=True, slots=True)
class Window:
    """The shot frames [first, end) a chunk shows, and which of the shot's moments it speaks (by index)."""

    first: int
    end: int
    speaks: frozenset[int]


def chunk_prompt(shot: Shot, scene: Scene, screenplay: Screenplay, window: Window) -> str:
    """The prompt of one chunk: one line, its spaces single."""
    happening = [moment for index, moment in enumerate(shot.moments) if _happens(index, moment, window)]
    words = _template(shot.model.template or shot.model.family).render(
        prompt=shot.prompt or "",
        shot=_head(shot, screenplay),
        place=_place(scene, screenplay),
        prose=_written(shot.head, shot.cast, screenplay),
        looks=tuple(_looks(shot, scene, happening, window, screenplay)),
        style=_style(screenplay),
        events=tuple(_event(moment, screenplay) for moment in happening),
    )
    return " ".join(words.split())


def negative_prompt(shot: Shot, screenplay: Screenplay) -> str:
    """What is not wanted: the film's, the elements' and the shot's words, each once."""
    elements = (screenplay.elements[name].negative for name in shot.cast if name in screenplay.elements)
    words = (screenplay.settings.negative, *elements, shot.negative)
    return ", ".join(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))


def sentence(text: str) -> str:
    """`text` with a full stop; nothing stays nothing. No capital: the first word may be a trigger, which has its own
    spelling.
    """
    words = " ".join(text.split()).rstrip(",")
    return words + ("" if not words or words.endswith(_CLOSED) else ".")


@cache
def _template(name: str) -> Template:
    """The template `name` of the standard library, or the one that fits any model. No other file is ever opened."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters["sentence"] = sentence
    known = name in names("stdlib", "prompts", suffix=".j2")
    return environment.from_string(read_text("stdlib", "prompts", f"{name if known else 'default'}.j2"))


def _happens(index: int, moment: Moment, window: Window) -> bool:
    """A speech is said where it is spoken, everything else wherever it is seen; a voice off screen nowhere."""
    if moment.kind == "speech":
        return index in window.speaks and not moment.off_screen
    return moment.span.start < window.end and window.first < moment.span.end


# ---------------------------------------------------------------- the parts


def _head(shot: Shot, screenplay: Screenplay) -> str:
    """`close-up of Mara, handheld camera, 50mm lens, …`: framing and subject, then the other terms, then
    words.
    """
    framing = next((term.words for term in shot.terms if term.kind == "framing" and term.words), "")
    others = [term.words for term in shot.terms if term.kind != "framing" and term.words]
    size, comma, detail = framing.partition(",")
    subject = _subject(shot, screenplay)
    first = f"{size or 'shot'} of {subject}{comma}{detail}" if subject else framing
    besides = [_beside(s, screenplay) for s in shot.subjects if s.relation != "on"]
    return ", ".join(part for part in (first, *besides, *others, *shot.words) if part)


def _beside(subject: Subject, screenplay: Screenplay) -> str:
    name = _named(subject.text, subject.element, screenplay)
    return f"over the shoulder of {name}" if subject.relation == "over" else f"{subject.relation} {name}"


def _subject(shot: Shot, screenplay: Screenplay) -> str:
    on = [_named(s.text, s.element, screenplay) for s in shot.subjects if s.relation == "on"]
    return " and ".join(dict.fromkeys(on))


def _named(text: str, element: str | None, screenplay: Screenplay) -> str:
    return called(element, screenplay.elements) if element else text


def _place(scene: Scene, screenplay: Screenplay) -> str:
    inside = {True: "interior", False: "exterior", None: ""}[scene.interior]
    name = called(scene.place, screenplay.elements) if scene.place else scene.place_text.lower()
    return ", ".join(part for part in (inside, name, scene.time_of_day.lower()) if part)


def _looks(
    shot: Shot, scene: Scene, happening: Sequence[Moment], window: Window, screenplay: Screenplay
) -> Iterator[tuple[str, str]]:
    """(name, look) of the place and of everyone in the chunk, each once.

    Whoever was in the shot before is there still; whoever comes after the chunk is not there yet.
    """
    elements = screenplay.elements
    happens = [name for moment in happening for name in _people(moment)]
    been = {name for moment in shot.moments if moment.span.start < window.end for name in _people(moment)}
    coming = {name for moment in shot.moments for name in _people(moment)} - been
    subjects = [subject.element for subject in shot.subjects if subject.element]
    told = [name for name in shot.cast if name not in coming]
    speaking = {base(moment.speaker, elements) for moment in happening if moment.kind == "speech"}
    for name in distinct([*([scene.place] if scene.place else []), *subjects, *told, *happens], elements):
        element = elements.get(name)
        look = ", ".join(_described(element, element.base in speaking)) if element else ""
        if element and look:
            yield element.called, look


def _people(moment: Moment) -> tuple[str, ...]:
    return (moment.speaker, *moment.mentions) if moment.speaker else moment.mentions


def _described(element: Element, speaking: bool) -> Iterator[str]:
    if element.look:
        yield " ".join(element.look.split()).rstrip(".")
    if speaking and element.voice:
        yield f"voice {element.voice}"


def _style(screenplay: Screenplay) -> str:
    style = screenplay.settings.style
    declared = screenplay.elements.get(style.removeprefix("@"))
    return declared.look if declared and declared.kind == "style" else style


def _event(moment: Moment, screenplay: Screenplay) -> str:
    if moment.kind != "speech":
        return _written(moment.text, moment.mentions, screenplay)
    manner = moment.manner.strip().strip("()")
    who = called(moment.speaker, screenplay.elements) + (f" ({manner})" if manner else "")
    return f'{who} says: "{" ".join(moment.text.split())}"'


def _written(text: str, mentions: Sequence[str], screenplay: Screenplay) -> str:
    return for_prompt(text, mentions, screenplay.elements)

"""What a model is told: one prompt a chunk, through the model family's template in `stdlib/prompts`.

A prompt holds the shot's head and what happens in the frames its chunk shows, in words and in order. It knows
nothing of the shot's place in the film. Templates come from the standard library alone, never from a project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from milimo_lang.ir.screenplay import Element, Moment, Scene, Screenplay, Settings, Shot, Subject
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
    """The prompt of one chunk: one line, its spaces single. A shot's own `prompt:` is the whole of it."""
    if shot.prompt:
        return _written(shot.prompt, tuple(screenplay.elements), screenplay)
    happening = [moment for index, moment in enumerate(shot.moments) if _happens(index, moment, window)]
    words = _template(shot.model.template or shot.model.family).render(
        shot=_head(shot, screenplay),
        place=_place(scene, screenplay),
        prose=_written(shot.head, shot.cast, screenplay),
        looks=tuple(_looks(shot, scene, happening, window, screenplay)),
        style=_style(screenplay),
        triggers=tuple(one.trigger for one in screenplay.elements.values() if one.trigger),
        events=tuple(_event(moment, screenplay) for moment in happening),
        past=tuple(_event(moment, screenplay) for moment in shot.moments if moment.span.end <= window.first),
    )
    return " ".join(words.split())


def negative_prompt(shot: Shot, screenplay: Screenplay) -> str:
    """What is not wanted: the film's, the elements' and the shot's words, each once."""
    elements = (screenplay.elements[name].negative for name in shot.cast if name in screenplay.elements)
    words = (screenplay.settings.negative, *elements, shot.negative)
    return ", ".join(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))


def guided(shot: Shot, settings: Settings) -> bool:
    """Whether the first pass of a filmed shot is guided, towards its words and away from what is not wanted."""
    return settings.quality == "high" or not shot.model.distilled


def against(shot: Shot, screenplay: Screenplay) -> str:
    """What a filmed shot is held against: nothing where no pass is guided, so that its key does not hold it either."""
    return negative_prompt(shot, screenplay) if guided(shot, screenplay.settings) else ""


def sentence(text: str, triggers: Sequence[str] = ()) -> str:
    """`text` with a capital and a full stop; nothing stays nothing. A trigger it begins with keeps its own spelling."""
    words = " ".join(text.split()).rstrip(",")
    if not words.startswith(tuple(triggers)):
        words = words[:1].upper() + words[1:]
    return words + ("" if not words or words.endswith(_CLOSED) else ".")


@cache
def _template(name: str) -> Template:
    """The template `name` of the standard library, or the one that fits any model. No other file is ever opened."""
    from jinja2 import StrictUndefined, pass_context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters["sentence"] = pass_context(lambda told, text: sentence(text, told["triggers"]))
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
    framed = next((term for term in shot.terms if term.kind == "framing" and term.words), None)
    others = [term.words for term in shot.terms if term.kind != "framing" and term.words]
    size, comma, detail = (framed.words if framed else "").partition(",")
    subject = _subject(shot, screenplay)
    words = tuple(one for one in shot.words if one != subject)
    seen = tuple(s for s in shot.subjects if s.relation != "on" and not _told(s, others, screenplay))
    eyes = next((s for s in seen if s.relation == "from"), None) if framed and "pov" in framed.draft.amounts else None
    if eyes is not None:
        size, seen = (
            f"{size} from {_named(eyes.text, eyes.element, screenplay)}'s eyes",
            tuple(s for s in seen if s != eyes),
        )
        if not subject and words and words[0].lower().startswith(_ARTICLES):
            subject, words = words[0], words[1:]
        subject = f", of {subject}" if subject else ""
    elif subject:
        size, subject = size or "shot", f" of {subject}"
    besides = [_beside(s, screenplay) for s in seen]
    return ", ".join(part for part in (f"{size}{subject}{comma}{detail}", *besides, *others, *words) if part)


_ARTICLES = ("the ", "a ", "an ", "his ", "her ", "their ", "its ")


def _told(subject: Subject, others: Sequence[str], screenplay: Screenplay) -> bool:
    """Whether a camera goes to or from the subject, and its words say so."""
    names = {subject.text, _named(subject.text, subject.element, screenplay)}
    return any(f"{subject.relation} {name}" in f"{words} " for name in names for words in others)


def _beside(subject: Subject, screenplay: Screenplay) -> str:
    name = _named(subject.text, subject.element, screenplay)
    return f"over the shoulder of {name}" if subject.relation == "over" else f"{subject.relation} {name}"


def _subject(shot: Shot, screenplay: Screenplay) -> str:
    on = [_with_part(s, screenplay) for s in shot.subjects if s.relation == "on"]
    return " and ".join(dict.fromkeys(on))


def _with_part(subject: Subject, screenplay: Screenplay) -> str:
    """`Mara`, or `Mara's hand` where that is meant."""
    name = _named(subject.text, subject.element, screenplay)
    return f"{name}'s {subject.part}" if subject.part else name


def _named(text: str, element: str | None, screenplay: Screenplay) -> str:
    return called(element, screenplay.elements) if element else text


def _place(scene: Scene, screenplay: Screenplay) -> str:
    inside = {True: "Interior. ", False: "Exterior. ", None: ""}[scene.interior]
    name = called(scene.place, screenplay.elements) if scene.place else scene.place_text.lower()
    where = ", ".join(part for part in (name, scene.time_of_day.lower()) if part)
    triggers = tuple(one.trigger for one in screenplay.elements.values() if one.trigger)
    return f"{inside}{sentence(where, triggers)}".strip()


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
